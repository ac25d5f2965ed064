"""Runs one call after another on the TensorFlow that is installed: a JSON case per line in, a JSON outcome per line out.

A process of its own, because some calls end the process (a stride of 0 in a graph divides by it).
"""

import json
import os
import re
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

import tensorflow as tf  # noqa: E402

v1 = tf.compat.v1


def decode(value):
    """Tensors are written as {"t": shape} (ones) or {"i": integers}, floats as {"f": number}; all else means itself."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if isinstance(value, dict):
        if "t" in value:
            return tf.ones(value["t"])
        return tf.constant(value["i"], tf.int32) if "i" in value else float(value["f"])
    return value


def call(case):
    root = tf if case["api"] == "v2" else v1
    if "example" in case:
        given = {name: tf.ones(shape) for name, shape in case["given"].items()}
        return eval(case["example"], {"tf": root, **given})
    function = getattr(root.nn, case["op"])
    return function(*decode(case["args"]), **decode_named(case["named"]))


def decode_named(named):
    return {name: decode(value) for name, value in named.items()}


def run_graph(case):
    """The v1 API builds a graph and runs it in a session; the v2 API traces a function, and runs that."""
    if case["api"] == "v2":
        return tf.function(lambda: call(case), autograph=False)()
    with tf.Graph().as_default():
        result = call(case)
        with v1.Session() as session:
            return session.run(result)


def said(error):
    """The one line that says what is wrong, without names of files, nodes and devices."""
    lines = [line for line in str(error).split("\n") if line.strip()] or [""]
    # A session tells where a node was made first, and what is wrong just before naming the node again.
    node = next((at for at, line in enumerate(lines) if line.startswith("\t [[")), None)
    text = lines[node - 1] if lines[0].startswith("Graph execution error") and node else lines[0]
    text = re.sub(r"^\{\{[^}]*\}\} ?", "", text)
    text = re.sub(r" (for '\{\{node|\[Op:).*", "", text)
    return f"{type(error).__name__}: {text.strip()[:100]}"


def outcome(case, mode):
    try:
        result = call(case) if mode == "eager" else run_graph(case)
        # A session gives strings as they are.
        return [int(dim) for dim in getattr(result, "shape", ())]
    except Exception as error:  # Whatever the framework raises is the outcome.
        return said(error)


def main():
    print(json.dumps(tf.__version__), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(outcome(request["case"], request["mode"])), flush=True)


if __name__ == "__main__":
    main()

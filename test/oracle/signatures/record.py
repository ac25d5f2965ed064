"""Records the parameters that the frameworks themselves have: of every declared name, under every root by which it is reached.

    node test/oracle/signatures/names.mjs | python test/oracle/signatures/record.py --slim FOLDER

A line is a name and its parameters as words: `input`, `axis=` (has a default), `*args`, `*` (what follows goes by keyword alone), `**kwargs`. See ../README.md.
"""

import argparse
import importlib
import inspect
import json
import os
import sys
import types
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

here = Path(__file__).parent


def parameters(value):
    """The words of a signature; of a class, those of its constructor."""
    if inspect.isclass(value):
        own = value.__init__ is not object.__init__ and (value.__new__ is object.__new__ or not issubclass(value, tuple))
        method = value.__init__ if own else value.__new__
        signature = list(inspect.signature(method).parameters.values())[1:]
    else:
        signature = list(inspect.signature(value).parameters.values())
    words = []
    for each in signature:
        if each.kind is each.VAR_POSITIONAL:
            words.append(f"*{each.name}")
        elif each.kind is each.VAR_KEYWORD:
            words.append(f"**{each.name}")
        else:
            if each.kind is each.KEYWORD_ONLY and not any(word.startswith("*") for word in words):
                words.append("*")
            words.append(each.name + ("" if each.default is each.empty else "="))
    return " ".join(words)


def find(roots, path):
    """What a path leads to, below the first root that has it."""
    for root, prefix in roots:
        if not path.startswith(prefix):
            continue
        value, rest = root, path[len(prefix) :].split(".")
        for at, part in enumerate(rest):
            try:
                value = getattr(value, part)
            except (AttributeError, ImportError):
                value = None
            if value is None:
                break
            if at == len(rest) - 1:
                return value
    return None


def joined(*modules):
    return types.SimpleNamespace(**{name: value for module in modules for name, value in vars(module).items() if name[0] != "_"})


def tensorflow_roots():
    """TensorFlow 2 keeps for itself what `tf.layers` and `tf.nn.rnn_cell` were."""
    import tensorflow as tf
    from tensorflow.python.keras.layers.legacy_rnn import rnn_cell_impl
    from tensorflow.python.keras.legacy_tf_layers import base, convolutional, core, pooling

    layers = joined(base, convolutional, core, pooling)
    v1 = tf.compat.v1
    old = [(v1, ""), (layers, "layers."), (joined(rnn_cell_impl), "nn.rnn_cell.")]
    return tf.__version__, {"v2": [(tf, "")], "v1": old}, layers


def record(pack, release, roots, names):
    release = ".".join(release.split(".")[:2])
    with (here / "recordings" / f"{pack}-{release}.jsonl").open("w") as file:
        for name in names:
            line = {"name": name}
            for api, places in roots.items():
                value = find(places, name)
                if value is None:
                    continue
                try:
                    line[api] = parameters(value)
                    if inspect.isclass(value) and callable(getattr(value, "call", None)):
                        line[f"{api}.call"] = parameters(value.call).removeprefix("self ")
                except (TypeError, ValueError):
                    line[api] = "?"
            print(json.dumps(line, separators=(",", ":")), file=file)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--slim", help="a checkout of google-research/tf-slim")
    options = parser.parse_args()
    names = json.loads(sys.stdin.read())
    release, roots, layers = tensorflow_roots()
    record("tensorflow", release, roots, names["tensorflow"])
    for pack in ("keras", "numpy"):
        module = importlib.import_module(pack)
        record(pack, module.__version__, {"any": [(module, "")]}, names[pack])
    if options.slim:
        # TF-Slim asks `tensorflow.compat.v1` for `layers`.
        importlib.import_module("tensorflow.compat.v1").layers = layers
        sys.path.insert(0, options.slim)
        import tf_slim
        from tf_slim.layers import utils

        record("slim", "1.1", {"any": [(tf_slim, ""), (tf_slim.layers, ""), (utils, "utils.")]}, names["slim"])


if __name__ == "__main__":
    main()

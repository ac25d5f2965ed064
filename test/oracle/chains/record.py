"""Makes random chains of calls, runs each program for real, and records the shape of every statement or where it fails. See ../README.md."""

import argparse
import ast
import json
import linecache
import os
import re
import sys
import traceback
import warnings
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
warnings.simplefilter("ignore")

FILE = "program.py"
RECORDER = "record_value"


class Recording(ast.NodeTransformer):
    """Every assignment to one name is followed by a call that notes what the name holds."""

    def visit_Assign(self, node):
        target = node.targets[0]
        if not isinstance(target, ast.Name) or target.id[0] not in "tvoa":
            return node
        note = ast.parse(f"{RECORDER}({node.lineno}, {target.id})").body[0]
        for each in ast.walk(note):
            ast.copy_location(each, node)
        return [node, note]


def plain(value):
    """The shape of a tensor, or a shape itself; None for anything else."""
    shape = getattr(value, "shape", value if isinstance(value, tuple) or hasattr(value, "as_list") else None)
    if shape is None or getattr(shape, "rank", 0) is None:
        return None
    try:
        return [None if dim is None else int(dim) for dim in getattr(shape, "as_list", lambda: shape)()]
    except (TypeError, ValueError):
        return None


def message(error):
    lines = [line for line in re.sub(r"\{\{function_node.*?\}\}\s*", "", str(error)).splitlines() if line.strip() and not line.startswith(("Exception encountered", "Graph execution error", "in user code"))]
    # Where in a file it was raised is the machine's.
    lines = [line.strip() for line in lines if not line.strip().startswith(("File ", "{{", "Detected at node", "Node: "))]
    # Colours, and how many layers there were before.
    first = re.sub(r"\x1b\[\d*m|_\d+(?=')", "", (lines or [""])[0])
    return f"{type(error).__name__}: {first[:110]}"


def run(text, names, computes=None):
    """What every line gave, and the failure if there is one. `computes` is given the module's values where nothing fails."""
    shapes, failure, values = {}, None, []

    def note(line, value):
        if "late" in shapes:
            return
        place = sys._getframe(1).f_code.co_name
        # Symbolic tensors stay what they are outside the function, except those in a model's own method.
        if place == "<module>" or (type(value).__name__ == "KerasTensor" and place != "call"):
            values.append(value)
        shape = plain(value)
        seen = shapes.setdefault(line, [])
        if shape not in seen:
            seen.append(shape)

    tree = ast.fix_missing_locations(Recording().visit(ast.parse(text)))
    linecache.cache.pop(FILE, None)
    names = {**names, RECORDER: note, "__name__": "program"}
    try:
        exec(compile(tree, FILE, "exec"), names)
        shapes["late"] = []
        late = computes and computes(values)
        if late:
            shapes["late"] = [message(late)]
    except Exception as error:  # noqa: BLE001
        frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FILE]
        failure = {"at": frames, "error": message(error)}
        # What was built before may not compute.
        late = computes and computes(values)
        if late:
            shapes["late"] = [message(late)]
    late = shapes.pop("late", None)
    return {"text": text, "gives": shapes, **({"fails": failure} if failure else {}), **({"late": late[0]} if late else {})}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("framework")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--to", type=Path)
    given = parser.parse_args()
    maker = __import__(f"{given.framework}_programs")
    path = (given.to and given.to.resolve()) or Path(__file__).resolve().parent / "recordings" / f"{getattr(maker, 'NAME', given.framework)}-{maker.release()}.jsonl"
    failing = 0
    with path.open("w") as file:
        for seed in range(given.seed, given.seed + given.count):
            record = {"seed": seed, **maker.record(seed, run)}
            failing += "fails" in record
            file.write(json.dumps(record, separators=(",", ":")) + "\n")
            if seed % 500 == 0:
                print(seed, failing, file=sys.stderr, flush=True)
    print(f"{given.count} chains, {failing} of which fail: {path}")


if __name__ == "__main__":
    main()

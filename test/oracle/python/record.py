"""Runs random programs for each of several choices of what they import, and records what they leave in `END`. See ../README.md."""

import argparse
import contextlib
import json
import platform
import random
import signal
import sys
import types
from pathlib import Path

from programs import KEYS, Program

SECONDS = 2
UNSAID = {"unsaid": True}


def choices(seed, count):
    rng = random.Random(seed)
    for _ in range(count):
        yield {
            "flag": rng.random() < 0.5,
            "other": rng.random() < 0.5,
            "number": rng.choice([0, 1, 2, 5, -1]),
            "key": rng.choice([*KEYS, "z"]),
            "items": rng.choice([[], [1], [1, 2, 3], list(range(9))]),
            "extra": dict(rng.sample([("a", 1), ("b", 7), ("z", 0)], rng.randint(0, 2))),
        }


def plain(value):
    """As JSON; sets, what JSON cannot say, and what holds such things are left out."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if type(value) is int:
        return value if abs(value) < 2**53 else UNSAID
    if isinstance(value, (list, tuple)):
        items = [plain(item) for item in value]
        return UNSAID if UNSAID in items else items
    if type(value) is dict and all(isinstance(key, str) for key in value):
        entries = {key: plain(item) for key, item in value.items()}
        return UNSAID if UNSAID in entries.values() else entries
    return UNSAID


def stop(*_):
    raise TimeoutError


def run(text, choice):
    elsewhere = types.ModuleType("elsewhere")
    vars(elsewhere).update(choice)
    sys.modules["elsewhere"] = elsewhere
    names = {"__name__": "program"}
    signal.alarm(SECONDS)
    try:
        exec(compile(text, "program.py", "exec"), names)
        return [plain(value) for value in names["END"]]
    except Exception:
        return None
    finally:
        signal.alarm(0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--to", type=Path)
    given = parser.parse_args()
    release = ".".join(platform.python_version_tuple()[:2])
    path = given.to or Path(__file__).parent / "recordings" / f"python-{release}.jsonl"
    signal.signal(signal.SIGALRM, stop)
    kept = []
    seed = given.seed
    while len(kept) < given.count:
        text = Program(seed).text
        seed += 1
        try:
            compile(text, "program.py", "exec")
        except SyntaxError:
            continue
        with contextlib.redirect_stdout(None):
            ends = [run(text, choice) for choice in choices(seed, 10)]
        # A program that fails says nothing.
        distinct = {json.dumps(end): end for end in ends if end is not None}
        if distinct:
            kept.append({"seed": seed - 1, "text": text, "ends": list(distinct.values())})
    path.write_text("".join(json.dumps(each, separators=(",", ":")) + "\n" for each in kept))


main()

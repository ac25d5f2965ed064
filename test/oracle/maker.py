"""What the makers of random calls share: chance, how arguments are written, and what comes in from examples and goes out to a recording."""

import json
import os
import random
import re
import sys


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def one(self, *choices):
        return self.random.choice(choices)

    def number(self, low, high):
        return self.random.randint(low, high)

    def rarely(self, chance=0.1):
        return self.random.random() < chance


def arguments(**given):
    """Keywords as they are written; None is left out."""
    return ', '.join(f'{name}={value!r}' for name, value in given.items() if value is not None)


def named(**given):
    """The same, behind other arguments."""
    written = arguments(**given)
    return f', {written}' if written else ''


def examples():
    """The declared examples that examples.mjs wrote to the input."""
    return [json.loads(line) for line in ([] if sys.stdin.isatty() else sys.stdin)]


def recordings(file, name):
    """Where the recording of a release is kept, beside the recorder."""
    return os.path.join(os.path.dirname(os.path.abspath(file)), 'recordings', f'{name}.jsonl')


def write(path, records):
    """Each record once, one a line."""
    seen = set()
    with open(path, 'w') as out:
        for record in records:
            line = json.dumps(record, separators=(',', ':'))
            if line not in seen:
                seen.add(line)
                out.write(line + '\n')


def failure(error):
    # OpenCV's messages begin with its release and a place in its sources.
    text = re.sub(r'^OpenCV\S+ \S*:-?\d+: ', '', str(error))
    lines = [line for line in text.splitlines() if line.strip()]
    return f'{type(error).__name__}: {lines[0][:160] if lines else ""}'

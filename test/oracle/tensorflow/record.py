"""Records what TensorFlow makes of the declared examples and of thousands of argument combinations.

    node test/oracle/tensorflow/examples.mjs | python test/oracle/tensorflow/record.py

"""

import argparse
import json
import os
import random
import subprocess
import sys
from pathlib import Path

from cases import Maker

here = Path(__file__).parent
# What kernels for a CPU say that have no counterpart in oneDNN or on a GPU.
DEVICE = ("only supports NHWC", "only supports the NHWC", "dilation rates larger than 1", "not supported on CPU")


class Worker:
    """A process that runs cases, started again when a case ends it."""

    def __init__(self, environment=None):
        self.environment = {**os.environ, **(environment or {})}
        self.start()

    def start(self):
        command = [sys.executable, str(here / "worker.py")]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=self.environment
        )
        self.version = json.loads(self.process.stdout.readline())

    def run(self, case, mode):
        self.process.stdin.write(json.dumps({"case": case, "mode": mode}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if answer:
            return json.loads(answer)
        self.process.wait()
        self.start()
        return "crash"

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def depends_on_device(outcome):
    return isinstance(outcome, str) and any(word in outcome for word in DEVICE)


def examples(text):
    """The declared examples, under each API they speak about; those of releases before 1.14 cannot be run any more."""
    for example in json.loads(text):
        for api in [example["under"]] if "under" in example else ["v2", "v1"]:
            if api != "legacy":
                yield {"api": api, "example": example["call"], "given": example["given"]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=3600)
    parser.add_argument("--seed", type=int, default=20261124)
    options = parser.parse_args()
    maker = Maker(random.Random(options.seed))
    cases = [*examples(sys.stdin.read()), *(maker.case() for _ in range(options.count))]

    plain, onednn = Worker({"TF_ENABLE_ONEDNN_OPTS": "0"}), Worker({"TF_ENABLE_ONEDNN_OPTS": "1"})
    release = ".".join(plain.version.split(".")[:2])
    path = here / "recordings" / f"tensorflow-{release}.jsonl"
    with path.open("w") as file:
        head = {"tensorflow": plain.version, "seed": options.seed, "generated": options.count}
        print(json.dumps(head), file=file)
        for at, case in enumerate(cases):
            record = {**case, "eager": plain.run(case, "eager"), "graph": plain.run(case, "graph")}
            if any(depends_on_device(record[mode]) for mode in ("eager", "graph")):
                record["onednn"] = onednn.run(case, "eager")
            print(json.dumps(record, separators=(",", ":")), file=file)
            if at % 200 == 0:
                print(f"{at}/{len(cases)}", file=sys.stderr)
    plain.close()
    onednn.close()


if __name__ == "__main__":
    main()

"""Records what TensorFlow makes of the ops around the convolutions: their names and signatures, their examples, and random calls.

    node test/oracle/tensorflow/surrounding.mjs | python test/oracle/tensorflow/record_surrounding.py

See ../README.md.
"""

import argparse
import inspect
import json
import random
import sys
from pathlib import Path

from further_calls import Further
from record import Worker

here = Path(__file__).parent


class Maker(Further):
    """Makes calls of which about half are right."""

    def __init__(self, rng):
        self.rng = rng

    def shape(self, least=0, most=4):
        return [self.rng.randint(1, 4) for _ in range(self.rng.randint(least, most))]

    def tensor(self, least=0, most=4):
        return {"t": self.shape(least, most)}

    def near(self, least=0, most=4):
        """A shape, and another that equals it or nearly does."""
        base = self.shape(least, most)
        other = list(base)
        change = self.rng.randrange(5)
        if change == 0 and other:
            other[self.rng.randrange(len(other))] = self.rng.randint(1, 4)
        elif change == 1 and len(other) > least:
            other = other[1:]
        elif change == 2:
            other = self.shape(least, most)
        return {"t": base}, {"t": other}

    def axis(self, rank=3):
        return self.rng.randint(-rank - 1, rank)

    def pick(self, *values):
        return self.rng.choice(values)

    def call(self, op, *args, **named):
        return {"op": op, "args": list(args), "named": named}

    def cases(self, count):
        makers = [name for name in dir(self) if name.startswith("make_")]
        for at in range(count):
            yield getattr(self, makers[at % len(makers)])()

    def make_constant(self):
        value = self.pick([1, 2, 3, 4], [[1, 2], [3, 4]], 5, [7], [[[1]], [[2]]])
        return self.call("constant", value, shape=self.pick(None, [4], [2, 2], [1, 4], [2, 1, 1], [3], [2, 3]))

    def make_filled(self):
        op = self.pick("zeros", "ones", "random.normal", "random.uniform", "random.truncated_normal")
        return self.call(op, self.shape())

    def make_fill(self):
        return self.call("fill", self.shape(), self.pick(1, 2.5))

    def make_range(self):
        return self.call("range", self.rng.randint(-3, 3), self.rng.randint(-3, 9), self.pick(1, 2, -1, 3))

    def make_linspace(self):
        return self.call("linspace", 0.0, 1.0, self.rng.randint(1, 5))

    def make_eye(self):
        return self.call("eye", self.rng.randint(1, 4), self.pick(None, 2, 3), self.pick(None, [2], [2, 3]))

    def make_one_hot(self):
        return self.call("one_hot", self.pick([0, 1], [[0, 1, 1]], 2), self.rng.randint(1, 4), axis=self.pick(None, 0, 1, 2, -1, 5))

    def make_reshape(self):
        return self.call("reshape", self.tensor(), [self.pick(-1, 1, 2, 3, 4, 6, 8, 12) for _ in range(self.rng.randint(0, 3))])

    def make_transpose(self):
        x = self.shape()
        perm = list(range(max(len(x) + self.pick(0, 0, 0, -1, 1), 0)))
        self.rng.shuffle(perm)
        return self.call("transpose", {"t": x}, self.pick(None, perm, perm, perm))

    def make_squeeze(self):
        return self.call("squeeze", self.tensor(), self.pick(None, self.axis(), [self.axis()]))

    def make_expand_dims(self):
        return self.call("expand_dims", self.tensor(0, 3), self.axis(4))

    def make_broadcast_to(self):
        small, large = self.near()
        return self.call("broadcast_to", small, large["t"])

    def make_concat(self):
        return self.call("concat", list(self.near(0, 3)), self.pick(self.axis(), 0, 0, -1))

    def make_stack(self):
        return self.call("stack", list(self.near(0, 3)), self.pick(self.axis(), 0, 0))

    def make_unstack(self):
        return {**self.call("unstack", self.tensor(1), axis=self.axis()), "item": 0}

    def make_split(self):
        into = self.pick(self.rng.randint(1, 4), [self.rng.randint(1, 3) for _ in range(self.rng.randint(1, 3))], [1, -1])
        return {**self.call("split", self.tensor(1), into, self.pick(0, 0, 1, -1)), "item": 0}

    def make_tile(self):
        return self.call("tile", self.tensor(1, 3), [self.rng.randint(1, 3) for _ in range(self.rng.randint(1, 3))])

    def make_pad(self):
        x = self.shape(1, 3)
        pairs = [[self.rng.randint(0, 2), self.rng.randint(0, 2)] for _ in range(len(x) + self.pick(0, 0, 0, 1))]
        return self.call("pad", {"t": x}, pairs)

    def make_slice(self):
        x = self.shape(1, 3)
        rank = len(x) + self.pick(0, 0, 0, 0, -1)
        return self.call("slice", {"t": x}, [self.rng.randint(0, 1) for _ in range(rank)], [self.pick(-1, 1, 2) for _ in range(rank)])

    def make_gather(self):
        return self.call("gather", self.tensor(1), self.pick([0], [0, 0, 0], [[0, 0]], 0), axis=self.pick(None, self.axis(), 0))

    def make_where(self):
        x, y = self.near()
        return self.call("where", {"b": x["t"]}, x, y)

    def make_binary(self):
        op = self.pick("add", "subtract", "multiply", "divide", "maximum", "math.floordiv", "pow", "less", "equal", "math.squared_difference")
        return self.call(op, *self.near())

    def make_binary_again(self):
        return self.make_binary()

    def make_add_n(self):
        return self.call("add_n", list(self.near()))

    def make_reduce(self):
        op = self.pick("sum", "mean", "max", "min", "prod", "logsumexp")
        axes = self.pick(None, self.axis(), [self.axis()], [0, 1], [])
        return self.call(f"reduce_{op}", self.tensor(), axes, self.pick(True, False))

    def make_argmax(self):
        return self.call(self.pick("argmax", "argmin"), self.tensor(1), self.pick(None, self.axis()))

    def make_matmul(self):
        m, k, n = (self.rng.randint(1, 4) for _ in range(3))
        ta, tb = self.pick(True, False), self.pick(True, False)
        left, right = self.near(0, 2) if self.rng.random() < 0.5 else ({"t": []}, {"t": []})
        a = left["t"] + ([k, m] if ta else [m, k])
        l = k if self.rng.random() < 0.8 else k + 1
        b = right["t"] + ([n, l] if tb else [l, n])
        if self.rng.random() < 0.1:
            a = a[-1:]
        return self.call("matmul", {"t": a}, {"t": b}, ta, tb)

    def make_tensordot(self):
        a, b = self.shape(1, 3), self.shape(1, 3)
        if self.rng.random() < 0.7:
            b[0] = a[-1]
        return self.call("tensordot", {"t": a}, {"t": b}, 1)

    def make_bias_add(self):
        x = self.shape(1, 4)
        at = self.pick("NHWC", "NHWC", None, "NCHW")
        length = x[1] if at == "NCHW" and len(x) > 1 else x[-1]
        bias = self.pick([length], [length], [length], [length + 1], [1, length])
        return self.call("nn.bias_add", {"t": x}, {"t": bias}, at)

    def make_batch_normalization(self):
        x, m = self.near(1, 4)
        return self.call("nn.batch_normalization", x, m, m, None, None, 0.001)

    def make_moments(self):
        return {**self.call("nn.moments", self.tensor(1), self.pick([0], [0, 1], [1])), "item": 0}

    def make_resize(self):
        return self.call("image.resize", self.tensor(2, 4), self.pick([5, 7], [2, 2]))

    def make_depth(self):
        x = [self.rng.randint(1, 2), self.pick(2, 4, 3), self.pick(2, 4), self.pick(4, 8, 3)][: self.pick(4, 4, 4, 3)]
        return self.call(self.pick("nn.depth_to_space", "nn.space_to_depth"), {"t": x}, 2)

    def make_softmax(self):
        return self.call(self.pick("nn.softmax", "nn.relu", "identity", "sigmoid"), self.tensor(1))

    def window(self, spatial):
        """An image of so many axes, a window, strides in one of their forms, a padding."""
        image = [self.rng.randint(1, 2), *(self.rng.randint(1, 8) for _ in range(spatial)), self.rng.randint(1, 4)]
        if self.rng.random() < 0.1:
            image = image[1:]
        kernel = [self.rng.randint(1, 5) for _ in range(spatial)]
        step = [self.rng.randint(1, 3)] * spatial
        return image, kernel, step, self.pick("SAME", "VALID", "VALID", "SAME", "same")

    def form(self, numbers):
        """One number, as many as there are axes, or the full list; now and then something else."""
        return self.pick(numbers[0], numbers, [1, *numbers, 1], [1, *numbers, 1], [1, *numbers])

    def make_pool(self):
        kind, spatial = self.pick("max", "avg"), self.pick(1, 2, 2, 3)
        image, kernel, step, padding = self.window(spatial)
        return self.call(f"nn.{kind}_pool{spatial}d", {"t": image}, self.form(kernel), self.form(step), padding)

    def make_pool_again(self):
        image, kernel, step, padding = self.window(2)
        return self.call(self.pick("nn.max_pool", "nn.avg_pool"), {"t": image}, [1, *kernel, 1], self.form(step), padding)

    def filter(self, kernel, image, transposed=False):
        channels = [self.pick(image[-1], image[-1], image[-1], self.rng.randint(1, 4)), self.rng.randint(1, 4)]
        return {"t": [*kernel, *(reversed(channels) if transposed else channels)]}

    def make_conv(self):
        spatial = self.pick(1, 3)
        image, kernel, step, padding = self.window(spatial)
        strides = step[0] if spatial == 1 else [1, *step, 1]
        return self.call(f"nn.conv{spatial}d", {"t": image}, self.filter(kernel, image), strides, padding)

    def make_convolution(self):
        image, kernel, step, padding = self.window(self.pick(1, 2, 3))
        return self.call(
            "nn.convolution", {"t": image}, self.filter(kernel, image), strides=self.pick(step, step[0]), padding=padding
        )

    def make_atrous(self):
        image, kernel, _, padding = self.window(2)
        return self.call("nn.atrous_conv2d", {"t": image}, self.filter(kernel, image), self.rng.randint(1, 3), padding)

    def make_depthwise(self):
        image, kernel, step, padding = self.window(2)
        strides = self.pick([1, *step, 1], [1, *step, 1], [1, *step, 1], step, [1, 1, 2, 1])
        return self.call("nn.depthwise_conv2d", {"t": image}, self.filter(kernel, image), strides, padding)

    def make_separable(self):
        image, kernel, step, padding = self.window(2)
        depthwise = self.filter(kernel, image)
        made = depthwise["t"][2] * depthwise["t"][3]
        point = {"t": [1, self.pick(1, 1, 1, 1, 2), self.pick(made, made, 2), self.rng.randint(1, 4)]}
        return self.call("nn.separable_conv2d", {"t": image}, depthwise, point, [1, *step, 1], padding)

    def make_transposed(self):
        spatial = self.pick(1, 3)
        image, kernel, step, padding = self.window(spatial)
        weights = self.filter(kernel, image, transposed=True)
        lengths = [length * stride + self.pick(0, 0, 0, -1, 2) for length, stride in zip(image[1:], step)]
        shape = [image[0], *lengths, self.pick(weights["t"][-2], weights["t"][-2], 3)]
        return self.call(f"nn.conv{spatial}d_transpose", {"t": image}, weights, shape, self.form(step), padding)

    def make_about(self):
        return self.call(self.pick("shape", "size", "rank", "zeros_like"), self.tensor())


def source(value, given):
    """The argument as Python, tensors by a name."""
    if isinstance(value, list):
        return f"[{', '.join(source(item, given) for item in value)}]"
    if isinstance(value, dict):
        name = f"t{len(given)}"
        given[name] = value.get("t", value.get("b"))
        return f"({name} > 0)" if "b" in value else name
    return repr(value)


def program(case):
    given = {}
    args = [source(value, given) for value in case["args"]]
    args += [f"{name}={source(value, given)}" for name, value in case["named"].items()]
    item = f"[{case['item']}]" if "item" in case else ""
    return {"example": f"tf.{case['op']}({', '.join(args)}){item}", "given": given}


def run(worker, case):
    return {mode: worker.run(case, mode) for mode in ("eager", "graph")}


def compact(call):
    """Without what is empty, and what is said twice; of an error its beginning."""
    for mode in ("eager", "graph"):
        if isinstance(call[mode], str):
            call[mode] = call[mode][:72]
    if call["graph"] == call["eager"]:
        del call["graph"]
    return {key: value for key, value in call.items() if key != "named" or value}


def signature(root, path):
    """Parameter names in order; true where they cannot be told; false where there is no such name."""
    value = root
    for part in path.split("."):
        value = getattr(value, part, None)
        if value is None:
            return False
    try:
        parameters = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return True
    if any(parameter.kind is parameter.VAR_POSITIONAL for parameter in parameters):
        return True
    return [parameter.name for parameter in parameters]


def recorded(path):
    """What a recording holds already: outcomes by call, names, and the lines of its random calls."""
    lines = path.read_text().splitlines()
    records = [json.loads(line) for line in lines[1:]]
    examples = {key_of(record): {mode: record[mode] for mode in ("eager", "graph")} for record in records if "example" in record}
    names = {record["name"]: record for record in records if "name" in record}
    return examples, names, [line for line, record in zip(lines[1:], records) if "op" in record], json.loads(lines[0])


def key_of(example):
    return json.dumps([example["api"], example["example"], example["given"]])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=9000)
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--to", type=Path, help="another file than that of the release")
    parser.add_argument("--more", action="store_true", help="only names and examples that are not recorded yet")
    options = parser.parse_args()
    asked = json.loads(sys.stdin.read())
    worker = Worker({"TF_ENABLE_ONEDNN_OPTS": "0"})
    release = ".".join(worker.version.split(".")[:2])
    path = options.to or here / "recordings" / "surrounding" / f"tensorflow-{release}.jsonl"
    examples, names, calls, head = recorded(path) if options.more else ({}, {}, [], None)
    import tensorflow as tf

    with path.open("w") as file:

        def write(record):
            print(json.dumps(record, separators=(",", ":")), file=file)

        write(head or {"tensorflow": worker.version, "seed": options.seed, "generated": options.count})
        for name in asked["names"]:
            write(names.get(name) or {"name": name, "v1": signature(tf.compat.v1, name), "v2": signature(tf, name)})
        for example in asked["examples"]:
            for api in example["apis"]:
                case = {"api": api, "example": example["example"], "given": example["given"]}
                write({**case, **(examples.get(key_of(case)) or run(worker, case))})
        for line in calls:
            print(line, file=file)
        maker = Maker(random.Random(options.seed))
        for at, case in enumerate([] if options.more else maker.cases(options.count)):
            api = case.pop("api", None) or ("v1" if maker.rng.random() < 0.25 else "v2")
            write(compact({"api": api, **case, **run(worker, {"api": api, **program(case)})}))
            if at % 200 == 0:
                print(f"{at}/{options.count}", file=sys.stderr)
    worker.close()


if __name__ == "__main__":
    main()

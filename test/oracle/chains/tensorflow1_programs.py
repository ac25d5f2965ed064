"""Programs of TensorFlow 1 as TensorFlow 2 runs them: graphs from placeholders and variables, built and run in sessions."""

import sys
from pathlib import Path

import numpy as np

import forms
import odd_forms
from tensorflow_ops import OPS, channels, kernel
from tensorflow_programs import release  # noqa: F401

sys.path.append(str(Path(__file__).parent.parent / "tensorflow1"))
import legacy  # noqa: E402

tf = legacy.install()
NAME = "graphs-tensorflow"
HEADER = ["import tensorflow.compat.v1 as tf", "tf.disable_v2_behavior()"]
# The graph as it is written: a session may take away what does nothing, mistakes included.
PLAIN = tf.ConfigProto()
PLAIN.graph_options.rewrite_options.disable_meta_optimizer = True


class Chain(odd_forms.OddForms):
    eager = False

    def reads(self, name, at):
        # A dim as it is converts to a number in some places only.
        return [f"{name}.shape.as_list()[{at}]", f"{name}.get_shape().as_list()[{at}]", f"int({name}.get_shape()[{at}])", f"{name}.shape[{at}].value"]

    def read(self, name, at):
        return self.pick(*self.reads(name, at))

    def source(self):
        lengths = [self.pick(3, 4, 5, 6, 8, 8) for _ in range(self.pick(1, 1, 2, 2, 2, 2, 2, 3))]
        if self.chance(0.06):
            lengths[-1] = None
        shape = [self.pick(None, None, None, 2, 1), *lengths, self.pick(1, 2, 3, 4)]
        text = self.ns(shape)
        if self.chance(0.08):
            whole = [dim or 2 for dim in shape]
            return self.pick(f"tf.placeholder_with_default(tf.ones({whole}), {shape})", f"tf.get_variable('v{self.rng.randrange(10**6)}', {self.ns(whole)})", f"tf.Variable(tf.truncated_normal({self.ns(whole)}))")
        return self.pick(f"tf.placeholder(tf.float32, {text})", f"tf.placeholder(tf.float32, shape={text})", f"tf.placeholder('float', {text})", f"tf.placeholder(shape={text}, dtype=tf.float32)")


def variable(g, dims):
    made = g.pick("tf.truncated_normal", "tf.random_normal", "tf.ones")
    return g.pick(f"tf.Variable({made}({g.ns(dims)}))", f"tf.get_variable('w{g.rng.randrange(10**6)}', {g.ns(dims)})", f"tf.get_variable('w{g.rng.randrange(10**6)}', shape={g.ns(dims)})")


def spatial(g, x):
    return max(1, min(3, len(g.shapes[x]) - 2))


def sizes(g, n, low=1, high=3):
    return g.pick(g.n(g.rng.randint(low, high)), g.ns([g.rng.randint(low, high) for _ in range(n)]))


def word(g):
    return g.pick("'same'", "'valid'", "'SAME'", "'VALID'") if not g.wrong(0.05) else "'full'"


def layers_conv(g, x):
    n = spatial(g, x)
    rest = g.option(f"strides={sizes(g, n)}", 0.5) + g.option(f"padding={word(g)}", 0.7) + g.option(f"activation={g.pick('tf.nn.relu', 'None')}", 0.3)
    if n > 1 and g.chance(0.35):
        made = f"onv{n}d_transpose", f"onv{n}DTranspose", rest
    else:
        made = f"onv{n}d", f"onv{n}D", rest if "strides" in rest else rest + g.option(f"dilation_rate={g.pick(2, 2, 1)}", 0.2)
    return written(g, x, "c" + made[0], "C" + made[1], f"{g.n(g.dim())}, {sizes(g, n, 1, 4)}{made[2]}")


def layers_pool(g, x):
    n, kind = spatial(g, x), g.pick("max", "average")
    more = f"{sizes(g, n)}, {sizes(g, n)}{g.option(f'padding={word(g)}', 0.5)}"
    return written(g, x, f"{kind}_pooling{n}d", f"{kind.title()}Pooling{n}D", more)


def layers_separable(g, x):
    n = min(2, spatial(g, x))
    return written(g, x, f"separable_conv{n}d", f"SeparableConv{n}D", f"{g.n(g.dim())}, {sizes(g, n)}{g.option('padding=' + word(g))}{g.option('depth_multiplier=2')}")


def written(g, x, function, layer, more):
    """As a function or as an object that is called."""
    first = more and f", {more}"
    return g.pick(f"tf.layers.{function}({x}{first})", f"tf.layers.{function}(inputs={x}{first and ', ' + named(g, function, more)})", f"tf.layers.{layer}({more})({x})")


def named(g, function, more):
    """The arguments without a name, with one."""
    import ast
    import inspect

    call = ast.parse(f"f({more})", mode="eval").body
    names = list(inspect.signature(getattr(tf.layers, function)).parameters)[1:]
    given = [f"{name}={ast.unparse(value)}" for name, value in zip(names, call.args)]
    return ", ".join([*given, *(ast.unparse(each) for each in call.keywords)])


def set_shape(g, x):
    shape = [dim and g.off(dim) for dim in g.shapes[x]]
    return [f"v = tf.identity({x})", f"v.set_shape({g.ns(shape)})"], "v"


ROWS = [
    *[("layers conv", [3, 4, 5], layers_conv)] * 4,
    *[("layers pool", [3, 4, 5], layers_pool)] * 2,
    ("layers separable", [3, 4], layers_separable),
    *[("layers dense", [2, 3, 4], lambda g, x: written(g, x, "dense", "Dense", f"{g.n(g.dim())}{g.option('activation=tf.nn.relu')}"))] * 2,
    ("layers flatten", range(2, 6), lambda g, x: written(g, x, "flatten", "Flatten", "")),
    ("layers dropout", range(2, 6), lambda g, x: written(g, x, "dropout", "Dropout", "0.5")),
    ("layers batch_normalization", range(2, 5), lambda g, x: written(g, x, "batch_normalization", "BatchNormalization", "")),
    ("variable conv", [4], lambda g, x: f"tf.nn.conv2d({x}, {variable(g, [*kernel(g, 2), channels(g, x), g.dim()])}, strides=[1, {g.pick('1, 1', '2, 2')}, 1], padding={g.padding()})"),
    ("variable matmul", [2], lambda g, x: f"tf.matmul({x}, {variable(g, [channels(g, x), g.dim()])}) + {variable(g, [1])}"),
    ("xw_plus_b", [2], lambda g, x: (lambda n: f"tf.nn.xw_plus_b({x}, {variable(g, [channels(g, x), n])}, {variable(g, [g.off(n)])})")(g.dim())),
    ("set_shape", range(1, 5), set_shape),
    ("random by shape", range(1, 5), lambda g, x: f"{x} + tf.random_normal(tf.shape({x}), stddev=0.1)"),
    ("dynamic reshape", range(2, 5), lambda g, x: f"tf.reshape({x}, [tf.shape({x})[0], {g.pick(-1, 'np.prod(' + x + '.get_shape().as_list()[1:])')}])"),
]


def feeds(chain, inputs, lines):
    """The last thing the program has is run, with arrays for its placeholders; now and then of another size."""
    name = next((line.split(" = ")[0] for line in reversed(lines) if line[0] in "toa" and " = " in line), None)
    if name is None or not chain.chance(0.6):
        return []
    given = []
    # What a name holds in the end.
    for each in dict.fromkeys(name for name, _ in inputs):
        text = [line for line in lines if line.startswith(f"{each} = ")][-1]
        if "placeholder(" not in text or chain.wrong(0.03):
            continue
        shape = [2 if dim is None else dim for dim in eval(text.split(" = ", 1)[1], dict(chain.values)).shape.as_list()]
        if chain.wrong(0.15) and shape:
            at = chain.rng.randrange(len(shape))
            shape[at : at + 1] = chain.pick([shape[at] + 1], [], [1, shape[at]])
        given.append(f"{each}: np.{chain.pick('ones', 'zeros')}({chain.pick(shape, tuple(shape))})")
    feed = f"{{{', '.join(given)}}}"
    run = chain.pick(f"sess.run({name}, feed_dict={feed})", f"sess.run({name}, {feed})", f"sess.run([{name}, {name}], feed_dict={feed})[0]", f"{name}.eval({feed})")
    return ["with tf.Session() as sess:", "    sess.run(tf.global_variables_initializer())", f"    v = {run}"]


def record(seed, run):
    tf.reset_default_graph()
    chain = Chain(seed, {"tf": tf})
    inputs, steps = forms.grow(chain, chain.rows([*OPS, *ROWS, *ROWS]), tf.float32)
    lines = forms.written(chain, inputs, steps)
    try:
        lines += feeds(chain, inputs, lines)
    except Exception:  # noqa: BLE001
        # A source that hangs on names of its own.
        pass
    tf.reset_default_graph()
    return run("\n".join([*HEADER, *chain.header(lines), *lines]) + "\n", {}, computed)


def computed(_):
    """The error of running what was built, for two items where any number may come."""
    everything = tf.get_default_graph().get_operations()
    inputs = [operation.outputs[0] for operation in everything if operation.type == "Placeholder"]
    given = {tensor: np.ones([dim or 2 for dim in tensor.shape.as_list()]) for tensor in inputs}
    try:
        with tf.Session(config=PLAIN) as session:
            session.run(tf.global_variables_initializer())
            # What nothing uses too.
            session.run([operation for operation in everything if operation.type != "Placeholder"], given)
    except Exception as error:  # noqa: BLE001
        return error

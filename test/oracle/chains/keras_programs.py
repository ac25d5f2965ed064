"""Programs of Keras: chains of layers as functional, sequential, subclassed and nested models."""

import re

import keras
import tensorflow as tf

import forms
from chance import NAMES, Chance
from keras_further import FURTHER
from keras_further_ops import FURTHER_OPS
from keras_layers import LAYERS
from keras_merges import MERGES

tf.get_logger().setLevel("ERROR")
HEADERS = (
    ["import keras", "from keras import layers"],
    ["from tensorflow import keras", "from tensorflow.keras import layers"],
    ["import tensorflow as tf", "import keras", "layers = tf.keras.layers"],
    ["import tensorflow as tf", "from tensorflow import keras", "layers = keras.layers"],
)


def release():
    return ".".join(keras.__version__.split(".")[:2])


class Chain(Chance):
    def item(self):
        return [*[self.pick(3, 4, 5, 6, 8, 8, 12) for _ in range(self.pick(0, 1, 1, 2, 2, 2, 2, 2, 3))], self.pick(1, 2, 3, 4, 6)]

    def source(self):
        self.item_shape = shape = self.item()
        text = self.ns(shape)
        if len(shape) > 1 and self.chance(0.08):
            return f"keras.Input(({', '.join(['None', *map(str, shape[1:])])}))"
        return self.pick(f"keras.Input({text})", f"keras.Input(shape={text})", f"layers.Input(shape={text})", f"keras.Input(batch_shape=({self.pick('None', '2')}, {', '.join(map(str, shape))}))")

    def reads(self, name, at):
        return []


def record(seed, run):
    chain = Chain(seed, {"tf": tf, "keras": keras, "layers": keras.layers})
    form = chain.pick(functional, functional, functional, in_function, sequential, sequential, added, added, subclassed, subclassed, nested)
    linear = form in (sequential, added, nested)
    chain.readable = form in (functional, in_function)
    layers = [(name, ranks, lambda g, x, make=make: applied(make(g, x), x)) for name, ranks, make in LAYERS + FURTHER]
    if linear:
        # Only what comes one after another: every layer is given what the last one made.
        chain.tensor = lambda ranks=None: chain.floats[-1]
    inputs, steps = forms.grow(chain, layers if linear else layers + MERGES + FURTHER_OPS, "float32", many=1 if linear else None)
    lines = form(chain, inputs, steps)
    header = chain.pick(*HEADERS)
    if "tf." in "\n".join(lines) and "import tensorflow as tf" not in header:
        header = ["import tensorflow as tf", *header]
    # It takes longer than a chain.
    if seed % 250 == 0:
        keras.backend.clear_session()
    return run("\n".join([*header, *lines]) + "\n", {}, computed)


def computed(values):
    """The error of computing with ones what was built: layers let some mistakes pass till then."""
    tensors = [value for value in values if isinstance(value, keras.KerasTensor)]
    try:
        for tensor in tensors:
            inputs = entries(tensor)
            keras.Function(inputs, tensor)([tf.ones([2 if dim is None else dim for dim in each.shape]) for each in inputs])
    except Exception as error:  # noqa: BLE001
        return error
    return None


def entries(tensor):
    """The inputs that a tensor was made from, of which not all have names."""
    found, seen, open_ones = [], set(), [tensor]
    while open_ones:
        each = open_ones.pop()
        operation, node, _ = each._keras_history
        if id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(operation, keras.layers.InputLayer):
            found.append(each)
        else:
            open_ones += operation._inbound_nodes[node].input_tensors
    return found


def applied(layer, x):
    return layer and f"{layer}({x})"


def model_of(inputs, steps):
    names = [name for name, _ in inputs]
    return f"keras.Model({names[0] if len(names) == 1 else '[' + ', '.join(names) + ']'}, {steps[-1][0]})"


def is_used(inputs, steps):
    """Whether the last result depends on every input: else they make no model."""
    needed = {steps[-1][0]}
    for name, lines in reversed(steps):
        if name in needed:
            needed |= set(NAMES.findall("\n".join(lines)))
    return all(name in needed for name, _ in inputs)


def functional(chain, inputs, steps):
    lines = forms.plain(chain, inputs, steps)
    if is_used(inputs, steps):
        lines += [f"model = {model_of(inputs, steps)}", "out = model.output_shape"]
        if len(inputs) == 1:
            lines += [f"again = model({inputs[0][1][0].split(' = ', 1)[1]})"]
        lines += ends(chain, inputs, steps)
    return lines


def ends(chain, inputs, steps):
    """What else is read of a model, or made from it."""
    last, (other, _) = steps[-1][0], chain.pick(*steps)
    entry = inputs[0][0] if len(inputs) == 1 else f"[{', '.join(name for name, _ in inputs)}]"
    return chain.pick(
        [],
        [],
        ["v1 = model.input_shape"],
        ["v1 = model.output.shape", "v2 = model.inputs[0].shape", "v3 = model.outputs[0].shape"],
        ["v1 = model.layers[-1].output.shape"],
        ["v1 = model.get_layer(index=1).output.shape"],
        ["part = keras.Model(model.inputs, model.layers[-2].output)", "v1 = part.output_shape"],
        ["v1 = model.compute_output_shape(model.input_shape)"],
        [f"both = keras.Model({entry}, [{other}, {last}])", "v1 = both.output_shape[0]", "v2 = both.outputs[1].shape"] if chain.shapes.get(other) else [],
        [f"both = keras.Model({entry}, {{'a': {other}, 'b': {last}}})", "v1 = both.outputs[0].shape", "v2 = both.output_shape[1]"] if chain.shapes.get(other) else [],
        [] if "Lambda" in str(steps) else ["clone = keras.models.clone_model(model)", "v1 = clone.output_shape"],
        [f"v1 = keras.Sequential([model, layers.Activation('relu')])({inputs[0][1][0].split(' = ', 1)[1]})"] if len(inputs) == 1 else [],
    )


def in_function(chain, inputs, steps):
    """The chain in a function that makes the model, or is called on several inputs."""
    return chain.pick(forms.function, forms.twice, forms.helpers)(chain, inputs, steps)


def layer_of(line):
    """The constructor in `t1 = layer(…)(t0)`."""
    return line.split(" = ", 1)[1].rsplit("(", 1)[0]


def stated(chain, inputs):
    return inputs[0][1][0].split(" = ", 1)[1]


def listed(chain, inputs, steps):
    """The layers of a sequence, its input stated in one of the usual ways, or not at all."""
    layers = [layer_of(lines[-1]) for _, lines in steps]
    roll = chain.rng.random()
    if roll < 0.5:
        return [stated(chain, inputs), *layers], True
    if roll < 0.75 and "None" not in stated(chain, inputs):
        return [f"{layers[0][:-1]}{'' if layers[0].endswith('()') else ', '}input_shape={chain.ns(chain.item_shape)})", *layers[1:]], True
    return layers, False


def sequential(chain, inputs, steps):
    layers, built = listed(chain, inputs, steps)
    name = chain.pick("keras.Sequential", "keras.models.Sequential")
    lines = [f"model = {name}([", *[f"    {layer}," for layer in layers], "])"]
    if built:
        lines.append("out = model.output_shape")
    # Some mistakes show no earlier.
    lines.append(f"again = model({stated(chain, inputs)})")
    return [*chain.setup(), *lines]


def added(chain, inputs, steps):
    layers, built = listed(chain, inputs, steps)
    lines = ["model = keras.Sequential()"]
    for at, layer in enumerate(layers):
        lines.append(f"model.add({layer})")
        if built and at:
            lines.append(f"v{at} = model.output_shape")
    lines.append(f"out = model({stated(chain, inputs)})")
    return [*chain.setup(), *lines]


def nested(chain, inputs, steps):
    """Parts of the chain as models of their own."""
    layers = [layer_of(lines[-1]) for _, lines in steps]
    cut = chain.rng.randint(1, len(layers))
    head, tail = layers[:cut], layers[cut:]
    lines = [f"part = keras.Sequential([{', '.join(head)}])", f"t0 = {stated(chain, inputs)}", "t1 = part(t0)"]
    for at, layer in enumerate(tail):
        lines.append(f"t{at + 2} = {layer}(t{at + 1})")
    last = f"t{len(tail) + 1}"
    if chain.chance(0.5):
        lines += [f"model = keras.Model(t0, {last})", "out = model.output_shape", f"again = model({stated(chain, inputs)})"]
    if chain.chance(0.3):
        lines.append(f"v = part({last})")
    return [*chain.setup(), *lines]


def subclassed(chain, inputs, steps):
    base = chain.pick("keras.Model", "keras.layers.Layer")
    made, body = [], []
    for name, lines in steps:
        *before, line = lines
        found = re.fullmatch(r"(t\d+) = (layers\.[A-Z].*\))(\([^()]*\))", line)
        if found and not re.search(r"\bt\d+\b", found[2]):
            made.append(f"self.layer{name[1:]} = {found[2]}")
            body += [*before, f"{name} = self.layer{name[1:]}{found[3]}"]
        else:
            body += [*before, line]
    single = len(inputs) == 1
    head = f"def call(self, {'t0' if single else 'inputs'}):"
    unpack = [] if single else [f"{', '.join(name for name, _ in inputs)} = inputs"]
    given = "t0" if single else f"[{', '.join(name for name, _ in inputs)}]"
    return [
        *chain.setup(),
        f"class Net({base}):",
        "    def __init__(self):",
        *forms.indented(["super().__init__()", *made], 2),
        f"    {head}",
        *forms.indented([*unpack, *body, f"return {steps[-1][0]}"], 2),
        *forms.flat(inputs),
        "net = Net()",
        f"out = net({given})",
    ]

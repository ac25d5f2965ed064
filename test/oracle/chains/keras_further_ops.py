"""What is written between layers besides `keras_merges.py`: layers that give several tensors, states, masks, layers that are named and used twice, more of `keras.ops`."""

ANY = range(2, 6)


def name(g, letter="q"):
    """A further name of a program."""
    g.further = getattr(g, "further", 0) + 1
    return f"{letter}{g.further}"


def states(g, x):
    """All that a recurrent layer gives."""
    if g.shapes[x][-1] is None:
        return None
    kind, units, q = g.pick("LSTM", "LSTM", "GRU", "SimpleRNN"), g.n(g.dim()), name(g)
    count = 3 if kind == "LSTM" else 2
    rest = g.option("return_sequences=True", 0.5)
    if g.chance(0.3):
        layer = f"layers.Bidirectional(layers.{kind}({units}, return_state=True{rest}))"
        return [f"{q} = {layer}({x})"], f"{q}[{g.pick(0, 0, 1, -1)}]"
    if g.chance(0.4):
        names = [f"o{q[1:]}", *[f"v{q[1:]}{each}" for each in "hc"[: count - 1]]]
        first = f"{', '.join(names)} = layers.{kind}({units}, return_state=True{rest})({x})"
        if g.chance(0.5):
            return [first], f"layers.{kind}({units}, return_sequences=True)({x}, initial_state={names[1] if count == 2 else '[' + ', '.join(names[1:]) + ']'})"
        return [first], g.pick(*names)
    return [f"{q} = layers.{kind}({units}, return_state=True{rest})({x})"], f"{q}[{g.pick(0, 0, 1, -1)}]"


def attention(g, x):
    other, heads, key = g.like(x), g.n(g.pick(1, 2, 3)), g.n(g.dim())
    if g.shapes[x][-1] is None:
        return None
    return g.pick(
        f"layers.MultiHeadAttention(num_heads={heads}, key_dim={key})({x}, {other}, {other})",
        f"layers.MultiHeadAttention({heads}, {key}, value_dim={g.n(g.dim())})(query={x}, value={other})",
        f"layers.MultiHeadAttention({heads}, {key}, output_shape={g.n(g.dim())})({x}, {x})",
        f"layers.MultiHeadAttention({heads}, {key}, dropout=0.1)({x}, {other}, use_causal_mask=True)",
        f"layers.GroupQueryAttention({key}, 4, 2)({x}, {other})",
        f"layers.Attention(use_scale=True)([{x}, {other}, {other}])",
        f"layers.AdditiveAttention(use_scale=False)([{x}, {other}])",
        f"layers.MultiHeadAttention({heads}, {key})({x}, {other}, return_attention_scores=True)[{g.pick(0, 1)}]",
        f"layers.Attention()([{x}, {other}], return_attention_scores=True)[{g.pick(0, 1)}]",
    )


def reused(g, x):
    """A layer with a name, applied to two tensors."""
    from keras_layers import LAYERS

    rows = [make for _, ranks, make in LAYERS if len(g.shapes[x]) in ranks]
    layer, q = g.pick(*rows)(g, x), name(g, "l")
    fitting = [each for each in g.floats if g.usable(each)]
    other = g.pick(*fitting)
    if not layer:
        return None
    return [f"{q} = {layer}", f"a{q[1:]} = {q}({x})"], f"{q}({g.pick(x, other, other, f'a{q[1:]}')})"


def read_end(g, x):
    """A layer's own input and output."""
    from keras_layers import LAYERS

    # What a layer of the user's own applies has no ends to read.
    if not g.readable:
        return None
    rows = [make for _, ranks, make in LAYERS if len(g.shapes[x]) in ranks]
    layer, q = g.pick(*rows)(g, x), name(g, "l")
    if not layer:
        return None
    return [f"{q} = {layer}", f"o{q[1:]} = {q}({x})", f"v{q[1:]} = {q}.output.shape"], g.pick(f"{q}.output", f"{q}.output", f"{q}.input", f"o{q[1:]}")


def inner_model(g, x):
    """A model of its own within the chain."""
    from keras_layers import LAYERS

    shape, q = g.shapes[x], name(g, "m")
    rows = [make for _, ranks, make in LAYERS if len(shape) in ranks]
    first = g.pick(*rows)(g, x)
    second = g.pick("layers.Activation('relu')", "layers.Flatten()", f"layers.Dense({g.dim()})", "layers.Dropout(0.5)")
    if not first:
        return None
    entry = f"keras.Input({tuple(shape[1:])})"
    if g.chance(0.5):
        lines = [f"{q} = keras.Sequential([{entry}, {first}, {second}], name='{q}')"]
        return [*lines, f"v{q[1:]} = {q}.output_shape"], f"{q}({x})"
    both = g.chance(0.5)
    lines = [f"i{q} = {entry}", f"a{q} = {first}(i{q})", f"o{q} = {second}(a{q})", f"{q} = keras.Model(i{q}, {f'[a{q}, o{q}]' if both else f'o{q}'})"]
    if both:
        return [*lines, f"r{q} = {q}({x})"], f"r{q}[{g.pick(0, 1)}]"
    return lines, f"{q}({x})"


def op(g, x):
    shape = g.shapes[x]
    rank = len(shape)
    axis, other = g.axis(rank) if rank else 0, g.like(x)
    inner = g.rng.randint(1, rank - 1)
    parts = g.pick(1, 2, 3)
    return g.pick(
        f"keras.ops.sum({x}, {axis})",
        f"keras.ops.mean({x}, axis=({', '.join(map(str, range(1, rank)))},))",
        f"keras.ops.max({x}, axis=[{axis}], keepdims=True)",
        f"keras.ops.var({x}, axis={axis})",
        f"keras.ops.std({x}, axis={axis}, keepdims=True)",
        f"keras.ops.logsumexp({x}, axis={axis})",
        f"keras.ops.cumsum({x}, axis={axis})",
        f"keras.ops.flip({x}, axis={axis})",
        f"keras.ops.roll({x}, 1, axis={axis})",
        f"keras.ops.swapaxes({x}, {axis}, {g.axis(rank)})",
        f"keras.ops.moveaxis({x}, {axis}, -1)",
        f"keras.ops.tile({x}, {[1] * (rank - 1) + [parts]})",
        f"keras.ops.repeat({x}, {parts}, axis={inner})",
        f"keras.ops.split({x}, {parts}, axis={inner})[0]",
        f"keras.ops.split({x}, [1], axis={inner})[{g.pick(0, 1)}]",
        f"keras.ops.take({x}, {g.pick(0, [0, 0])}, axis={inner})",
        f"keras.ops.unstack({x}, axis={inner})[0]",
        f"keras.ops.where({x} > 0, {x}, {other})",
        f"keras.ops.maximum({x}, {g.pick('0.0', other)})",
        f"keras.ops.add({x}, {other})",
        f"keras.ops.clip({x}, 0.0, 1.0)",
        f"keras.ops.zeros_like({x})",
        f"keras.ops.normalize({x}, axis={inner})",
        f"keras.ops.log_softmax({x}, axis={axis})",
        f"keras.ops.one_hot(keras.ops.argmax({x}, axis={inner}), 4)",
        f"keras.ops.einsum('{'abcde'[:rank]}->{'abcde'[:rank][::-1]}', {x})",
        f"keras.ops.einsum('{'abcde'[:rank]},{'abcde'[:rank]}->a{'abcde'[rank - 1]}', {x}, {other})",
        f"keras.ops.top_k({x}, {g.pick(1, 2)})[0]",
        f"keras.ops.squeeze(keras.ops.expand_dims({x}, {inner}), {inner})",
        f"keras.ops.squeeze({x})",
        f"keras.ops.ravel({x})",
        f"keras.ops.broadcast_to({x}, ({', '.join(['2', *[str(dim or 2) for dim in shape[1:]]])}))",
        f"keras.ops.reshape({x}, (-1, {', '.join(str(dim or 2) for dim in shape[1:])}, 1))",
        f"keras.ops.tensordot({x}, {other}, axes={g.pick(1, [[rank - 1], [rank - 1]])})",
        f"keras.ops.append({x}, {other}, axis={inner})",
        f"keras.ops.stack([{x}, {other}], {g.pick(0, 1, -1)})",
        f"keras.ops.hstack([{x}, {other}])",
        f"keras.ops.diff({x}, axis={inner})",
        f"keras.ops.sort({x}, axis={axis})",
        f"keras.activations.{g.pick('relu', 'tanh', 'softmax', 'gelu')}({x})",
        f"keras.ops.cast({x}, 'float32')",
    )


def image_op(g, x):
    channels = g.shapes[x][-1]
    size = f"({g.dim()}, {g.dim()})"
    return g.pick(
        f"keras.ops.image.resize({x}, {size})",
        f"keras.ops.max_pool({x}, {g.pick(2, (2, 1))}, padding={g.pick(repr('same'), repr('valid'))})",
        f"keras.ops.average_pool({x}, 2, {g.pick(1, 2)}, 'same')",
        f"keras.ops.conv({x}, keras.ops.ones((2, 2, {channels}, 3)), {g.pick(1, 2)}, padding={g.pick(repr('same'), repr('valid'))})",
        f"keras.ops.depthwise_conv({x}, keras.ops.ones((2, 2, {channels}, 2)), 1, 'same')",
        f"keras.ops.conv_transpose({x}, keras.ops.ones((2, 2, 4, {channels})), 2, 'same')",
        f"keras.ops.image.extract_patches({x}, 2)",
        f"keras.ops.image.pad_images({x}, top_padding=1, bottom_padding=1, left_padding=2, right_padding=0)",
        f"keras.ops.image.crop_images({x}, top_cropping=1, bottom_cropping=0, left_cropping=0, right_cropping=1)",
    )


def masked(g, x):
    if g.shapes[x][-1] is None:
        return None
    q = name(g, "a")
    return [f"{q} = layers.Masking()({x})"], g.pick(f"layers.LSTM({g.n(g.dim())})({q})", f"layers.Attention()([{q}, {q}])", f"layers.Concatenate()([{q}, {x}])", f"layers.GRU({g.n(g.dim())}, return_sequences=True)({q})", f"layers.TimeDistributed(layers.Dense({g.n(g.dim())}))({q})")


def applied_by_keyword(g, x):
    if g.shapes[x][-1] is None:
        return None
    return g.pick(f"layers.Dense({g.n(g.dim())})(inputs={x})", f"layers.Dropout(0.5)({x}, training=True)", f"layers.BatchNormalization()({x}, training=False)", f"layers.Flatten().call({x})", f"layers.Dense({g.n(g.dim())}).__call__({x})")


FURTHER_OPS = [
    *[("op", ANY, op)] * 8,
    *[("image op", [4], image_op)] * 3,
    *[("states", [3], states)] * 4,
    *[("attention", [3], attention)] * 3,
    ("attention", [4], attention),
    *[("masked", [3], masked)] * 2,
    *[("reused", ANY, reused)] * 2,
    ("read end", ANY, read_end),
    *[("inner model", ANY, inner_model)] * 3,
    ("by keyword", ANY, applied_by_keyword),
]

"""Keras' layers, one a row: a name, the ranks of the tensor it is applied to, and how its constructor is written. `g` is the chain so far, `x` the tensor's name."""

ANY = range(2, 6)
IMAGES = range(3, 6)


def spatial(g, x):
    return min(3, max(1, len(g.shapes[x]) - 2))


def numbers(g, count, *choices):
    """One number or one for each axis."""
    if g.chance(0.6):
        return g.n(g.pick(*choices))
    values = [g.pick(*choices) for _ in range(count + (g.pick(1, -1) if g.wrong(0.06) else 0))]
    return g.ns(values) if values else "()"


def padding(g):
    word = g.pick("valid", "same", "same")
    if g.wrong(0.05):
        word = g.pick("full", "some", "causal")
    return f"'{word}'"


def first(g):
    """Whether channels come first."""
    return g.chance(0.15)


def layout(is_first):
    return ", data_format='channels_first'" if is_first else ""


def window(g, count, most=3):
    roll = g.rng.random()
    strides = g.option(f"strides={numbers(g, count, *range(1, most))}", 0.5) if roll < 0.75 else ""
    dilation = g.option(f"dilation_rate={numbers(g, count, 1, 2)}", 0.5) if roll > 0.75 else ""
    if roll > 0.97 and g.faulty:
        strides = ", strides=2"
    return f"{strides}{dilation}{g.option(f'padding={padding(g)}', 0.6)}"


def channels_of(g, x, is_first):
    """None where there can be no weights for them."""
    return g.shapes[x][1 if is_first else -1]


def conv(g, x):
    count, is_first = spatial(g, x), first(g)
    channels = channels_of(g, x, is_first)
    if channels is None:
        return None
    filters, groups = g.dim(), ""
    if g.chance(0.12):
        ways = g.pick(*[n for n in range(1, channels + 1) if channels % n == 0])
        filters = g.off(ways * g.pick(1, 2))
        groups = f", groups={g.n(g.off(ways))}"
    activation = g.option("activation='relu'", 0.3)
    size = numbers(g, count, 1, 2, 3, 3, 3, 5)
    start = g.pick(f"{g.n(filters)}, {size}", f"filters={g.n(filters)}, kernel_size={size}", f"{g.n(filters)}, {size}")
    return f"layers.Conv{count}D({start}{window(g, count)}{groups}{activation}{layout(is_first)})"


def transposed(g, x):
    count, is_first = spatial(g, x), first(g)
    if channels_of(g, x, is_first) is None:
        return None
    stride = g.pick(1, 2, 2, 3)
    extra = f", output_padding={g.n(g.pick(0, stride - 1) if not g.wrong() else stride)}" if g.chance(0.2) else ""
    strides = g.option(f"strides={g.pick(g.n(stride), g.ns([stride] * count))}", 0.8) if not extra else f", strides={g.n(stride)}"
    dilation = g.option("dilation_rate=2", 0.08) if not strides else ""
    return f"layers.Conv{count}DTranspose({g.n(g.dim())}, {numbers(g, count, 1, 2, 3, 3, 4, 5)}{strides}{dilation}{g.option(f'padding={padding(g)}', 0.6)}{extra}{layout(is_first)})"


def depthwise(g, x):
    count, is_first = min(2, spatial(g, x)), first(g)
    if channels_of(g, x, is_first) is None:
        return None
    steps = g.option(f"strides={g.n(g.pick(1, 2))}", 0.4)
    times = g.option(f"depth_multiplier={g.n(g.pick(1, 2))}", 0.3)
    rest = f"{numbers(g, count, 1, 2, 3, 3)}{steps}{g.option(f'padding={padding(g)}', 0.6)}{times}{layout(is_first)}"
    return g.pick(f"layers.DepthwiseConv{count}D({rest})", f"layers.SeparableConv{count}D({g.n(g.dim())}, {rest})")


def pool(g, x):
    count, kind = spatial(g, x), g.pick("Max", "Max", "Average")
    size = g.pick("" if kind == "Max" else g.n(2), numbers(g, count, 2, 2, 3), f"pool_size={numbers(g, count, 1, 2, 3)}")
    strides = g.option(f"strides={numbers(g, count, 1, 2)}", 0.4)
    rest = f"{size}{strides}{g.option(f'padding={padding(g)}', 0.4)}{layout(first(g))}"
    return f"layers.{kind}Pooling{count}D({rest.removeprefix(', ')})"


def whole(g, x):
    rest = f"{g.option('keepdims=True')}{layout(first(g))}"
    return f"layers.Global{g.pick('Max', 'Average')}Pooling{spatial(g, x)}D({rest.removeprefix(', ')})"


def resample(g, x):
    count = spatial(g, x)
    kind = g.pick("UpSampling", "ZeroPadding", "ZeroPadding", "Cropping", "UpSampling")
    where = layout(count > 1 and first(g))
    if kind == "UpSampling":
        size = g.n(g.pick(1, 2, 3)) if count == 1 or g.chance(0.5) else g.ns([g.pick(1, 2, 3) for _ in range(count)])
        smooth = g.option("interpolation='bilinear'", 0.2) if count == 2 else ""
        return f"layers.UpSampling{count}D({g.pick(size, f'size={size}')}{where}{smooth})"
    few = [[g.pick(0, 1, 1, 2), g.pick(0, 1, 2)] for _ in range(count)]
    if g.wrong(0.1):
        few[0][0] = g.pick(9, -1)
    pairs = "(" + ", ".join(f"({a}, {b})" for a, b in few) + ")" if count > 1 else str(tuple(few[0]))
    return f"layers.{kind}{count}D({g.pick(pairs, g.n(g.pick(0, 1, 1, 2)), g.ns([g.pick(0, 1) for _ in range(max(count, 2) if not g.wrong() else 4)]))}{where})"


def size(g, x):
    result = 1
    for dim in g.shapes[x][1:]:
        result *= dim or 1
    return result


def reshape(g, x):
    if None in g.shapes[x][1:]:
        return None
    left, target = size(g, x), []
    while len(target) < 3 and left > 1:
        factor = next((f for f in g.rng.sample([2, 3, 4, 5, 6, 8], 6) if left % f == 0), left)
        target.append(factor)
        left //= factor
        if g.chance(0.2):
            break
    target.insert(g.rng.randint(0, len(target)), left)
    if g.chance(0.3):
        target[g.rng.randrange(len(target))] = -1
    if g.wrong(0.3):
        target[g.rng.randrange(len(target))] = g.pick(7, -1, 2)
    return f"layers.Reshape({g.pick('target_shape=', '', '')}{g.ns(target)})"


def permute(g, x):
    rank = len(g.shapes[x])
    dims = g.rng.sample(range(1, rank), rank - 1)
    if g.wrong(0.3):
        dims = g.pick([at - 1 for at in dims], dims[:-1], [*dims, rank])
    return f"layers.Permute({g.ns(dims)})"


def recurrent(g, x):
    if g.shapes[x][-1] is None:
        return None
    kind = g.pick("LSTM", "GRU", "SimpleRNN")
    rest = f"{g.option('return_sequences=True', 0.5)}{g.option('go_backwards=True', 0.05)}"
    text = f"layers.{kind}({g.n(g.dim())}{rest})"
    return f"layers.Bidirectional({text}{g.option(g.pick(*[f'merge_mode={mode!r}' for mode in ('sum', 'mul', 'ave', 'concat')]))})" if g.chance(0.3) else text


def distributed(g, x):
    """A layer for each step: made for what a step is."""
    name = "inner"
    g.shapes[name] = [g.shapes[x][0], *g.shapes[x][2:]]
    rank = len(g.shapes[name])
    rows = [make for _, ranks, make in LAYERS if rank in ranks and make is not distributed]
    text = g.pick(*rows)(g, name)
    g.shapes.pop(name)
    return text and f"layers.TimeDistributed({text})"


def convolution_lstm(g, x):
    if None in g.shapes[x][1:]:
        return None
    count = len(g.shapes[x]) - 3
    return f"layers.ConvLSTM{max(1, min(3, count))}D({g.n(g.dim())}, {g.n(g.pick(1, 2, 3))}, padding={padding(g)}{g.option('return_sequences=True', 0.5)}{g.option('strides=2', 0.2)})"


def function(g, x):
    rank = len(g.shapes[x])
    axis = g.axis(rank) or 1
    body = g.pick(
        "v * 2",
        "v[:, 0]",
        "v[..., :1]",
        "v[:, ::-1]",
        f"keras.ops.expand_dims(v, {axis})",
        f"keras.ops.mean(v, axis={axis})",
        f"keras.ops.concatenate([v, v], axis={axis})",
        f"keras.ops.sum(v, axis={axis}, keepdims=True)",
    )
    return f"layers.Lambda(lambda v: {body})"


def normal(g, x):
    rank = len(g.shapes[x])
    at = g.axis(rank)
    # There can be no weights for an axis of any length.
    if g.shapes[x][-1] is None:
        return None
    axis = g.option(f"axis={g.n(-1 if -rank <= at < rank and g.shapes[x][at] is None else at)}", 0.3)
    kind = g.pick("BatchNormalization", "BatchNormalization", "LayerNormalization", "UnitNormalization")
    return f"layers.{kind}({axis.removeprefix(', ')})"


def grouped(g, x):
    channels = g.shapes[x][-1]
    if channels is None:
        return None
    return f"layers.GroupNormalization({g.n(g.off(g.pick(*[n for n in range(1, channels + 1) if channels % n == 0])))})"


def image(g, x):
    return g.pick(
        f"layers.Resizing({g.n(g.dim())}, {g.n(g.dim())})",
        f"layers.CenterCrop({g.n(g.pick(1, 2, 3))}, {g.n(g.pick(1, 2, 3))})",
        "layers.Rescaling(1 / 255)",
        "layers.RandomFlip('horizontal')",
        "layers.RandomRotation(0.1)",
        f"layers.RandomCrop({g.n(2)}, {g.n(2)})",
    )


KEPT = (
    "Activation('relu') ReLU() LeakyReLU(0.2) ELU() Softmax() Dropout(0.5) GaussianNoise(0.1) GaussianDropout(0.5) AlphaDropout(0.5) "
    "Activation(tf.nn.relu) Activation('softmax') ActivityRegularization(0.1) Identity() Masking()"
)

LAYERS = [
    *[("conv", IMAGES, conv)] * 8,
    *[("transposed", IMAGES, transposed)] * 4,
    *[("depthwise", (3, 4), depthwise)] * 2,
    *[("pool", IMAGES, pool)] * 5,
    ("global pool", IMAGES, whole),
    *[("resample", IMAGES, resample)] * 3,
    ("dense", ANY, lambda g, x: g.shapes[x][-1] and f"layers.Dense({g.pick('units=', '', '')}{g.n(g.dim())}{g.option(chr(97) + 'ctivation=' + repr('relu'))})"),
    ("dense", ANY, lambda g, x: g.shapes[x][-1] and f"layers.Dense({g.n(g.dim())})"),
    ("flatten", ANY, lambda g, x: f"layers.Flatten({g.option('data_format=' + repr('channels_first'), 0.1).removeprefix(', ')})"),
    *[("reshape", ANY, reshape)] * 3,
    ("permute", range(3, 6), permute),
    ("repeat", [2], lambda g, x: f"layers.RepeatVector({g.n(g.dim())})"),
    *[("recurrent", [3], recurrent)] * 3,
    ("distributed", range(3, 6), distributed),
    ("conv lstm", [4, 5], convolution_lstm),
    ("lambda", ANY, function),
    *[("normal", ANY, normal)] * 2,
    ("group normal", ANY, grouped),
    ("spatial dropout", IMAGES, lambda g, x: f"layers.SpatialDropout{spatial(g, x)}D(0.3)"),
    ("image", [4], image),
    ("prelu", ANY, lambda g, x: None if None in g.shapes[x][1:] else g.pick("layers.PReLU()", "layers.PReLU(shared_axes=[1])")),
    *[("kept", ANY, lambda g, x, text=text: f"layers.{text}") for text in KEPT.split()],
]

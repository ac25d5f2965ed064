"""Keras' layers in forms that are seldom written: arguments by position, words in capitals, lists for tuples, cells, states, masks, preprocessing."""

ANY = range(2, 6)
IMAGES = range(3, 6)


def spatial(g, x):
    return min(3, max(1, len(g.shapes[x]) - 2))


def case(g, word):
    return repr(g.pick(word, word, word.upper(), word.capitalize()))


def several(g, count, *choices):
    """One number, or a list, tuple of as many."""
    values = [g.pick(*choices) for _ in range(count)]
    return g.pick(str(values[0]), str(values), str(tuple(values)), f"[{values[0]}] * {count}", f"({values[0]},) * {count}")


def conv(g, x):
    count = spatial(g, x)
    if g.shapes[x][-1] is None:
        return None
    filters, size, steps, padding = g.n(g.dim()), several(g, count, 1, 2, 3), several(g, count, 1, 2), case(g, g.pick("valid", "same"))
    return g.pick(
        f"layers.Conv{count}D({filters}, {size}, {steps}, {padding})",
        f"layers.Conv{count}D({filters}, {size}, 1, {padding}, 'channels_last', {several(g, count, 1, 2)})",
        f"layers.Conv{count}D(kernel_size={size}, filters={filters}, padding={padding}, strides={steps}, use_bias=False)",
        f"layers.Convolution{count}D({filters}, {size}, data_format=None, kernel_initializer='zeros')",
        f"layers.Conv{count}DTranspose({filters}, {size}, {steps}, {padding})",
        f"layers.Conv{count}DTranspose({filters}, {size}, 2, {padding}, {several(g, count, 0, 1)})",
        f"layers.SeparableConv{min(2, count)}D({filters}, {several(g, min(2, count), 1, 2, 3)}, {g.pick('1', '2')}, {padding})",
        f"layers.DepthwiseConv{min(2, count)}D({several(g, min(2, count), 1, 2, 3)}, {g.pick('1', '2')}, {padding}, {g.pick('1', '2')})",
        f"layers.Conv{count}D(**dict(filters={filters}, kernel_size={size}))",
        f"layers.Conv{count}D(*({filters}, {size}), padding={padding})",
    )


def pool(g, x):
    count = spatial(g, x)
    kind = g.pick("Max", "Avg")
    size, steps, padding = several(g, count, 1, 2, 2, 3), g.pick("None", several(g, count, 1, 2)), case(g, g.pick("valid", "same"))
    where = g.pick("", "", ", 'channels_first'", ", data_format='channels_last'")
    return g.pick(
        f"layers.{kind.replace('Avg', 'Average')}Pooling{count}D({size}, {steps}, {padding}{where})",
        f"layers.{kind}Pool{count}D({size}, strides={steps})",
        f"layers.Global{kind}Pool{count}D({g.pick('', 'keepdims=True', 'data_format=' + repr('channels_first'))})",
        f"layers.Adaptive{kind.replace('Avg', 'Average')}Pooling{count}D({several(g, count, 1, 2, 3)})",
    )


def recurrent(g, x):
    if g.shapes[x][-1] is None:
        return None
    units = g.n(g.dim())
    cell = f"layers.{g.pick('LSTMCell', 'GRUCell', 'SimpleRNNCell')}({units})"
    rest = f"{g.option('return_sequences=True', 0.5)}{g.option('unroll=True', 0.1)}"
    return g.pick(
        f"layers.RNN({cell}{rest})",
        f"layers.RNN([{cell}, layers.LSTMCell({g.n(g.dim())})]{rest})",
        f"layers.RNN(layers.StackedRNNCells([layers.GRUCell({g.n(g.dim())}), {cell}]){rest})",
        f"layers.Bidirectional(layers.RNN({cell}{rest}))",
        f"layers.Bidirectional(layers.LSTM({units}, return_sequences=True), merge_mode={g.pick(repr('sum'), repr('concat'), repr('ave'))})",
        f"layers.Bidirectional(layers.LSTM({units}{rest}), backward_layer=layers.LSTM({units}{rest}, go_backwards=True))",
        f"layers.LSTM({units}, 'tanh', 'sigmoid'{rest})",
        f"layers.TimeDistributed(layers.Dense({units}))",
    )


def image(g, x):
    size = f"{g.n(g.dim())}, {g.n(g.dim())}"
    return g.pick(
        f"layers.Resizing({size}, {g.pick('interpolation=' + repr('nearest'), 'crop_to_aspect_ratio=True', 'pad_to_aspect_ratio=True', repr('bicubic'))})",
        f"layers.Resizing(height={g.n(g.dim())}, width={g.n(g.dim())}, data_format='channels_first')",
        f"layers.CenterCrop(height={g.n(g.dim())}, width={g.n(g.dim())})",
        f"layers.RandomCrop(height={g.n(g.dim())}, width={g.n(g.dim())})",
        "layers.RandomZoom(0.1)",
        "layers.RandomZoom(height_factor=0.1, width_factor=(0.1, 0.2))",
        "layers.RandomTranslation(0.1, 0.1)",
        "layers.RandomContrast(0.2)",
        "layers.RandomBrightness(factor=0.2)",
        "layers.RandomFlip('horizontal_and_vertical', seed=1)",
        "layers.RandomRotation(factor=(-0.1, 0.1), fill_mode='nearest')",
        "layers.RandomShear(0.1, 0.1)",
        "layers.GaussianNoise(stddev=0.1)",
    )


def normal(g, x):
    rank = len(g.shapes[x])
    if None in g.shapes[x][1:]:
        return None
    axis = g.off(g.rng.randint(1, rank - 1))
    return g.pick(
        f"layers.BatchNormalization({axis})",
        f"layers.BatchNormalization(axis={axis}, momentum=0.9, center=False)",
        f"layers.LayerNormalization({g.pick(str(axis), f'[{axis}]', f'({axis}, -1)')})",
        f"layers.GroupNormalization(groups={g.pick(-1, 1, 2)}, axis={axis})",
        f"layers.UnitNormalization(axis={g.pick(str(axis), '-1')})",
        "layers.RMSNormalization()",
        f"layers.Normalization(axis={axis}, mean=0.0, variance=1.0)",
        "layers.Normalization(axis=None, mean=0.0, variance=1.0)",
    )


def function(g, x):
    """A function with a body of its own."""
    rank, name = len(g.shapes[x]), f"f{len(g.prelude)}"
    axis = g.rng.randint(1, rank - 1)
    body = g.pick(
        ["    w = v * 2.0", "    return keras.ops.relu(w)"],
        [f"    m = keras.ops.mean(v, axis={axis}, keepdims=True)", "    return v - m"],
        [f"    m = keras.ops.max(v, axis={axis})", f"    return keras.ops.expand_dims(m, {axis})"],
        ["    if len(v.shape) == 3:", "        return v[:, :, 0]", "    return v"],
        [f"    a, b = v[:, :1], v[:, 1:]", "    return keras.ops.concatenate([b, a], axis=1)"],
        ["    return keras.ops.reshape(v, (-1, v.shape[-1]))"],
        [f"    return keras.ops.concatenate([v] * {g.pick(2, 3)}, axis={axis})"],
    )
    text = "\n".join([f"def {name}(v):", *body])
    g.prelude.append(text)
    exec(text, g.values)
    return g.pick(f"layers.Lambda({name})", f"layers.Lambda(function={name}, name='l{name}')", f"layers.Lambda(lambda v: {name}(v))", f"layers.Lambda(lambda v, k: {name}(v) * k, arguments={{'k': 2.0}})")


def dense(g, x):
    shape = g.shapes[x]
    if shape[-1] is None:
        return None
    rank, units = len(shape), g.dim()
    letters = "bcdef"[:rank]
    return g.pick(
        f"layers.Dense({g.n(units)}, 'relu', False)",
        f"layers.Dense(units={g.n(units)}, use_bias=False, kernel_regularizer='l2')",
        f"layers.EinsumDense('{letters},{letters[-1]}z->{letters[:-1]}z', output_shape={[None] * (rank - 2) + [units]})",
        f"layers.EinsumDense('...{letters[-1]},{letters[-1]}z->...z', output_shape={units}, bias_axes='z')",
    )


def shaped(g, x):
    shape = g.shapes[x]
    rank = len(shape)
    return g.pick(
        "layers.Flatten()",
        "layers.Flatten('channels_first')",
        "layers.Reshape((-1,))",
        f"layers.Reshape((-1, {g.n(shape[-1] or 2)}))",
        "layers.Reshape([-1, 2])" if g.faulty else "layers.Reshape((-1, 1))",
        f"layers.Permute(tuple(range({rank - 1}, 0, -1)))",
        f"layers.Permute(dims={list(range(rank - 1, 0, -1))})",
        f"layers.Cropping{spatial(g, x)}D({several(g, max(2, spatial(g, x)), 0, 1)})",
        f"layers.ZeroPadding{spatial(g, x)}D(padding={several(g, max(2, spatial(g, x)), 0, 1)})",
        f"layers.UpSampling{spatial(g, x)}D(size={several(g, spatial(g, x), 1, 2)})",
    )


FLAT = ["layers.Embedding(10, {n})", "layers.Embedding(input_dim=10, output_dim={n}, mask_zero=True)", "layers.Discretization([0.0, 1.0, 2.0])", "layers.Discretization(bin_boundaries=[0.5])", "layers.RepeatVector(n={n})"]
PLAIN = ["Activation('gelu')", "Activation(keras.activations.swish)", "Activation(activation='elu')", "LeakyReLU(negative_slope=0.1)", "ReLU(6.0)", "ReLU(max_value=1.0)", "Softmax(axis=1)", "Softmax(axis=-1)", "Dropout(rate=0.5, seed=1)", "Dropout(0.5, noise_shape=None)", "Rescaling(scale=2.0, offset=1.0)", "Masking(mask_value=0.0)", "GaussianDropout(rate=0.1)"]

FURTHER = [
    ("spatial dropout", [3], lambda g, x: "layers.SpatialDropout1D(rate=0.2)"),
    *[("conv", IMAGES, conv)] * 6,
    *[("pool", IMAGES, pool)] * 3,
    *[("recurrent", [3], recurrent)] * 4,
    *[("image", [4], image)] * 3,
    *[("normal", ANY, normal)] * 2,
    *[("function", ANY, function)] * 3,
    *[("dense", ANY, dense)] * 3,
    *[("shaped", IMAGES, shaped)] * 3,
    *[("flat", [2], lambda g, x, text=text: f"layers.{text[7:].format(n=g.n(g.dim()))}") for text in FLAT],
    *[("plain", ANY, lambda g, x, text=text: f"layers.{text}") for text in PLAIN],
]

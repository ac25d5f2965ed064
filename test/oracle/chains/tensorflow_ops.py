"""TensorFlow's ops, one a row: a name, the ranks of the tensor it is given, and how a call is written. `g` is the chain so far, `x` the tensor's name."""

ANY = range(0, 6)
SOME = range(1, 6)


def shape_of(g, x):
    return g.shapes[x]


def ones(g, dims):
    make = g.pick("tf.ones", "tf.ones", "tf.zeros", "tf.random.normal")
    text = f"{make}({g.ns(dims)})"
    return f"tf.Variable({text})" if g.chance(0.08) else text


def channels(g, x, at=-1):
    dim = g.shapes[x][at] if g.shapes[x] else 3
    return g.off(dim if dim is not None else 3)


def kernel(g, spatial):
    return [g.pick(1, 2, 3, 3, 5) for _ in range(spatial)] if g.chance(0.4) else [g.pick(1, 2, 3, 3, 4)] * spatial


def step(g, spatial, name="strides", full=False, positional=True):
    """One number, one for each spatial axis, or the full list."""
    same = g.pick(1, 1, 2, 2, 3)
    numbers = [same] * spatial if g.chance(0.8) else [g.pick(1, 2, 3) for _ in range(spatial)]
    forms = [g.n(numbers[0]), g.ns(numbers), g.ns([1, *numbers, 1]), g.ns([1, *numbers, 1])]
    text = forms[-1] if full else g.pick(*forms)
    if g.wrong(0.06):
        text = g.pick(g.ns([2, *numbers, 1]), g.ns([1, *numbers]), g.n(0), g.ns([1, *numbers, 2]))
    return text if positional else f"{name}={text}"


def conv(g, x, spatial=2):
    filters = ones(g, [*kernel(g, spatial), channels(g, x), g.dim()])
    dilations = g.option(f"dilations={g.n(2)}", 0.12)
    strides = g.n(1) if dilations else (g.n(g.pick(1, 2)) if spatial == 1 else step(g, spatial, full=spatial == 3))
    if spatial == 3 and dilations:
        strides, dilations = g.ns([1, 1, 1, 1, 1]), ""
    word = "stride" if spatial == 1 else "strides"
    if g.chance(0.3):
        return f"tf.nn.conv{spatial}d({x}, {filters}, {word}={strides}, padding={g.padding()}{dilations})"
    return f"tf.nn.conv{spatial}d({x}, {filters}, {strides}, {g.padding()}{dilations})"


def transposed(g, x, spatial=2):
    shape = shape_of(g, x)
    if len(shape) != spatial + 2 or None in shape[1:]:
        shape = [2, *[4] * spatial, 3]
    window, stride, out = kernel(g, spatial), g.pick(1, 2, 2, 3), g.dim()
    padding = g.padding()
    same = padding == "'SAME'"
    lengths = [length * stride if same else (length - 1) * stride + max(size, 1) for length, size in zip(shape[1:-1], window)]
    if not same and g.chance(0.3):
        lengths = [length + g.pick(0, stride - 1) for length in lengths]
    lengths = [g.off(length) for length in lengths]
    batch = shape[0] if shape[0] is not None else f"tf.shape({x})[0]"
    result = g.ns([g.off(batch), *lengths, g.off(out)]) if shape[0] is not None else f"[{', '.join([batch, *map(str, lengths), str(out)])}]"
    if shape[0] is not None and g.chance(0.15):
        result = f"tf.stack([tf.shape({x})[0], {', '.join(map(str, [*lengths, out]))}])"
    filters = ones(g, [*window, out, channels(g, x)])
    strides = g.pick(g.n(stride), g.ns([stride] * spatial), g.ns([1, *[stride] * spatial, 1]))
    if g.chance(0.3):
        return f"tf.nn.conv{spatial}d_transpose({x}, {filters}, output_shape={result}, strides={strides}, padding={padding})"
    return f"tf.nn.conv{spatial}d_transpose({x}, {filters}, {result}, {strides}, {padding})"


def depthwise(g, x):
    filters = ones(g, [*kernel(g, 2), channels(g, x), g.pick(1, 2)])
    stride = g.pick(1, 1, 2)
    return f"tf.nn.depthwise_conv2d({x}, {filters}, {g.ns([1, stride, stride, 1])}, {g.padding()})"


def separable(g, x):
    count, times = channels(g, x), g.pick(1, 2)
    stride = g.pick(1, 2)
    point = ones(g, [1, 1, g.off(count * times), g.dim()])
    return f"tf.nn.separable_conv2d({x}, {ones(g, [*kernel(g, 2), count, times])}, {point}, {g.ns([1, stride, stride, 1])}, {g.padding()})"


def pool(g, x, spatial=2):
    window = kernel(g, spatial)
    size = g.pick(g.n(window[0]), g.ns(window), g.ns([1, *window, 1]))
    kind = g.pick("max", "avg")
    return f"tf.nn.{kind}_pool{spatial}d({x}, {size}, {step(g, spatial)}, {g.padding()})"


def reshape(g, x):
    shape = shape_of(g, x)
    if None in shape:
        known = [dim for dim in shape if dim is not None]
        if shape.count(None) == 1 and shape[0] is None and g.chance(0.7):
            return f"tf.reshape({x}, [{g.pick('-1', f'tf.shape({x})[0]')}, {', '.join(map(str, regrouped(g, known)))}])"
        return f"tf.reshape({x}, [-1])"
    target = regrouped(g, shape)
    if target and g.chance(0.4):
        target[g.rng.randrange(len(target))] = -1
    if target and g.wrong(0.25):
        at = g.rng.randrange(len(target))
        target[at] = g.pick(-1, target[at] + 1, 7)
    if target and shape and target[0] == shape[0] and g.chance(0.3):
        return f"tf.reshape({x}, [{g.pick(f'tf.shape({x})[0]', f'{x}.shape[0]')}, {', '.join(map(str, target[1:]))}])"
    return g.pick(f"tf.reshape({x}, {g.ns(target)})", f"tf.reshape({x}, shape={g.ns(target)})")


def regrouped(g, shape):
    """As many elements, in other axes."""
    left = 1
    for dim in shape:
        left *= dim
    result = []
    while len(result) < 4 and left > 1:
        factor = next((f for f in g.rng.sample([2, 3, 4, 5, 6, 8], 6) if left % f == 0), left)
        result.append(factor)
        left //= factor
        if g.chance(0.25):
            break
    if left > 1 or g.chance(0.1):
        result.insert(g.rng.randint(0, len(result)), left)
    return result


def transpose(g, x):
    rank = len(shape_of(g, x))
    if g.chance(0.1):
        return f"tf.transpose({x})"
    perm = g.rng.sample(range(rank), rank)
    if g.wrong(0.2):
        perm = g.pick(perm[:-1], [*perm, rank], [0] * rank)
    return g.pick(f"tf.transpose({x}, {g.ns(perm)})", f"tf.transpose({x}, perm={g.ns(perm)})")


def joined(g, x):
    rank = len(shape_of(g, x))
    return f"[{', '.join([x, *[g.like(x) for _ in range(g.pick(1, 1, 2))]])}], {g.n(g.axis(rank))}"


def split(g, x):
    shape = shape_of(g, x)
    at = g.axis(len(shape))
    length = shape[at] if -len(shape) <= at < len(shape) else 4
    if length is None:
        return f"tf.identity({x})"
    ways = g.off(g.pick(*[n for n in (1, 2, 3, 4, 5, 6, 8) if length % n == 0]))
    if g.chance(0.3) and length > 1:
        first = g.rng.randint(1, length - 1)
        return f"tf.split({x}, {g.ns([first, g.off(length - first)])}, {g.n(at)})[{g.pick(0, 1, -1)}]"
    return f"tf.split({x}, {g.n(ways)}, axis={g.n(at)})[{g.pick(0, 0, -1)}]"


def pad(g, x):
    pairs = [[g.pick(0, 0, 1, 2), g.pick(0, 0, 1, 3)] for _ in range(len(shape_of(g, x)) + (g.pick(1, -1) if g.wrong(0.2) else 0))]
    return f"tf.pad({x}, {pairs}{g.option(g.pick('mode=' + repr('CONSTANT'), repr('REFLECT'), repr('SYMMETRIC')), 0.2)})"


def index(g, x):
    """Subscripts as Python writes them."""
    shape = shape_of(g, x)
    def one(dim):
        dim = dim or 4
        return g.pick(":", ":", ":", ":2", "1:", "::2", ":-1", "0", "-1", f"{g.rng.randrange(dim) if not g.wrong(0.1) else dim}", "::-1", "tf.newaxis", f"1:{g.n(dim)}")
    parts = [one(dim) for dim in shape[: g.rng.randint(1, len(shape))]]
    if g.chance(0.25):
        parts.insert(g.rng.randint(0, len(parts)), "...")
    return f"{x}[{', '.join(parts)}]"


def sliced(g, x):
    shape = [dim or 2 for dim in shape_of(g, x)]
    begin = [g.pick(0, 0, min(1, dim - 1)) for dim in shape]
    size = [g.pick(-1, g.off(dim - start), max(1, dim - start - 1)) for dim, start in zip(shape, begin)]
    return f"tf.slice({x}, {g.ns(begin)}, {g.ns(size)})"


def strided(g, x):
    shape = [dim or 2 for dim in shape_of(g, x)]
    return f"tf.strided_slice({x}, {g.ns([0 for _ in shape])}, {g.ns(shape)}, {g.ns([g.pick(1, 1, 2) for _ in shape])})"


def matmul(g, x):
    shape = shape_of(g, x)
    inner, out, flip = g.off(shape[-1] or 3), g.dim(), g.chance(0.2)
    front = [dim if dim is not None else 1 for dim in shape[:-2]] if g.chance(0.6) else []
    other = ones(g, [*front, *([out, inner] if flip else [inner, out])])
    if flip:
        return f"tf.matmul({x}, {other}, transpose_b=True)"
    return f"{x} @ {other}" if g.chance(0.2) else f"tf.matmul({x}, {other})"


def einsum(g, x):
    shape = [dim or 3 for dim in shape_of(g, x)]
    letters = "abcdef"[: len(shape)]
    out = "".join(g.rng.sample(letters, g.rng.randint(1, len(letters))))
    if g.chance(0.5):
        return f"tf.einsum('{letters}->{out}', {x})"
    other = ones(g, [g.off(shape[-1]), g.dim()])
    return f"tf.einsum('{letters},{letters[-1]}z->{letters[:-1]}z', {x}, {other})"


def broadcast(g, x):
    """Arithmetic with a tensor of another shape."""
    shape = shape_of(g, x)
    other = [1 if dim is None or g.chance(0.3) else g.off(dim) for dim in shape]
    other = other[g.rng.randint(0, len(other)) :] if g.chance(0.4) else other
    other = ones(g, other)
    op = g.pick("+", "-", "*", "/", "tf.add", "tf.multiply", "tf.maximum", "tf.subtract", "tf.math.squared_difference", "tf.minimum")
    return f"{op}({x}, {other})" if op.startswith("tf") else g.pick(f"{x} {op} {other}", f"{other} {op} {x}")


def both(g, x):
    op = g.pick("+", "*", "-", "/")
    return f"{x} {op} {g.like(x)}"


def resize(g, x):
    size = g.ns([g.dim(), g.off(g.dim())])
    method = g.option("method='nearest'", 0.3) if g.eager else ""
    if not g.eager:
        return f"tf.image.{g.pick('resize_images', 'resize_bilinear', 'resize_nearest_neighbor')}({x}, {size})"
    return f"tf.image.resize({x}, {size}{method})"


def gather(g, x):
    shape = shape_of(g, x)
    at = g.axis(len(shape))
    indices = g.pick("[0, 0]", "0", "[[0], [0]]", "[0, 0, 0]", "tf.constant([0, 0])")
    return f"tf.gather({x}, {indices}, axis={g.n(at)})"


def space(g, x):
    block = g.pick(2, 2, 3)
    return f"tf.nn.space_to_depth({x}, {g.n(block)})"


def batches(g, x):
    shape = shape_of(g, x)
    pads = [[0, (-dim) % 2 if not g.wrong() else 1] for dim in (d or 2 for d in shape[1:3])]
    return f"tf.space_to_batch_nd({x}, [2, 2], {pads})" if len(shape) > 2 else f"tf.identity({x})"


def cropped(g, x):
    shape = shape_of(g, x)
    h, w = (dim or 4 for dim in (shape[-3:-1] if len(shape) > 2 else (4, 4)))
    th, tw = max(1, h - g.pick(0, 1)), max(1, w - 1)
    top = g.pick(0, h - th) if not g.wrong() else h
    return f"tf.image.crop_to_bounding_box({x}, {top}, {w - tw}, {g.n(th)}, {g.n(tw)})"


def norm(g, x):
    count = ones(g, [channels(g, x)])
    return f"tf.nn.batch_normalization({x}, {count}, {count}, {g.pick('None', count)}, None, 1e-3)"


def reduced(g, x):
    op = g.pick("sum", "mean", "max", "min", "prod", "logsumexp")
    rank = len(shape_of(g, x))
    axes = "" if g.chance(0.1) else g.option(g.pick(f"axis={g.axes(rank)}", g.axes(rank)), 1)
    return f"tf.reduce_{op}({x}{axes}{g.option('keepdims=True')})"


def loss(g, x):
    name = g.pick("softmax", "sigmoid")
    labels = ones(g, [g.off(dim or 1) for dim in shape_of(g, x)])
    return f"tf.nn.{name}_cross_entropy_with_logits(labels={labels}, logits={x})"


def sparse(g, x):
    shape = shape_of(g, x)
    labels = [g.off(dim or 1) for dim in shape[:-1]]
    return f"tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.zeros({g.ns(labels)}, tf.int32), logits={x})"


def squeeze(g, x):
    unit = [at for at, dim in enumerate(shape_of(g, x)) if dim == 1]
    if g.wrong(0.2):
        return f"tf.squeeze({x}, {g.n(g.axis(len(shape_of(g, x))))})"
    if unit and g.chance(0.6):
        return f"tf.squeeze({x}, {g.pick(g.ns([unit[-1]]), g.n(unit[0]))})"
    return f"tf.squeeze({x})"


def loop(g, x):
    """Several statements: layers with settings from a list."""
    settings = [(g.pick(1, 2, 3), g.pick(1, 2), g.dim()) for _ in range(g.pick(2, 3))]
    last = g.off(3) if g.wrong(0.3) else "v.shape[-1]"
    return [
        f"v = {x}",
        f"for size, stride, out in {settings}:",
        f"    v = tf.nn.relu(tf.nn.conv2d(v, tf.ones([size, size, {last}, out]), stride, {g.padding()}))",
    ], "v"


def branch(g, x):
    shape = shape_of(g, x)
    at = g.rng.randrange(len(shape))
    axis = g.axis(len(shape))
    return [
        f"if {x}.shape[{at}] {g.pick('>', '==', '<')} {g.dim()}:",
        f"    v = tf.reduce_sum({x}, {axis})",
        "else:",
        f"    v = tf.expand_dims({x}, {axis})",
    ], "v"


UNARY = "nn.relu nn.sigmoid nn.softmax tanh exp square identity nn.elu nn.leaky_relu abs nn.l2_normalize sqrt sign stop_gradient nn.softplus zeros_like ones_like nn.relu6 nn.log_softmax negative"

OPS = [
    *[("conv2d", [4], conv)] * 5,
    *[("conv2d_transpose", [4], transposed)] * 4,
    ("conv1d", [3], lambda g, x: conv(g, x, 1)),
    ("conv1d_transpose", [3], lambda g, x: transposed(g, x, 1)),
    ("conv3d", [5], lambda g, x: conv(g, x, 3)),
    ("conv3d_transpose", [5], lambda g, x: transposed(g, x, 3)),
    ("depthwise", [4], depthwise),
    ("separable", [4], separable),
    *[("pool2d", [4], pool)] * 3,
    ("pool1d", [3], lambda g, x: pool(g, x, 1)),
    ("pool3d", [5], lambda g, x: pool(g, x, 3)),
    ("nn.pool", [3, 4, 5], lambda g, x: f"tf.nn.pool({x}, {g.ns(kernel(g, max(1, len(g.shapes[x]) - 2)))}, {g.pick(repr('MAX'), repr('AVG'))}, padding={g.padding()})"),
    ("convolution", [3, 4, 5], lambda g, x: f"tf.nn.convolution({x}, {ones(g, [*kernel(g, max(1, len(g.shapes[x]) - 2)), channels(g, x), g.dim()])}, padding={g.padding()})"),
    ("atrous", [4], lambda g, x: f"tf.nn.atrous_conv2d({x}, {ones(g, [*kernel(g, 2), channels(g, x), g.dim()])}, {g.n(g.pick(1, 2))}, {g.padding()})"),
    *[("reshape", ANY, reshape)] * 3,
    ("transpose", ANY, transpose),
    ("concat", SOME, lambda g, x: f"tf.concat({joined(g, x)})"),
    ("concat", SOME, lambda g, x: f"tf.concat({joined(g, x)})"),
    ("stack", ANY, lambda g, x: f"tf.stack({joined(g, x)})"),
    ("unstack", SOME, lambda g, x: None if None in g.shapes[x] else f"tf.unstack({x}, axis={g.n(g.axis(len(g.shapes[x])))})[{g.pick(0, -1)}]"),
    ("split", SOME, split),
    ("pad", SOME, pad),
    *[("index", SOME, index)] * 2,
    ("slice", SOME, sliced),
    ("strided_slice", SOME, strided),
    *[("matmul", [2, 3, 4], matmul)] * 2,
    ("tensordot", SOME, lambda g, x: f"tf.tensordot({x}, {ones(g, [channels(g, x), g.dim()])}, {g.pick('1', '[[-1], [0]]')})"),
    ("einsum", SOME, einsum),
    *[("broadcast", ANY, broadcast)] * 2,
    *[("both", ANY, both)] * 2,
    ("scalar", ANY, lambda g, x: f"{x} {g.pick('+', '*', '/', '-')} {g.pick('2.0', '1', 'tf.constant(2.0)')}"),
    *[("reduce", ANY, reduced)] * 2,
    ("resize", [3, 4], resize),
    ("gather", SOME, gather),
    ("space_to_depth", [4], space),
    ("depth_to_space", [4], lambda g, x: f"tf.nn.depth_to_space({x}, {g.n(2)})"),
    ("space_to_batch", [4], batches),
    ("crop", [3, 4], cropped),
    ("crop_or_pad", [3, 4], lambda g, x: f"tf.image.{'resize_with_crop_or_pad' if g.eager else 'resize_image_with_crop_or_pad'}({x}, {g.n(g.dim())}, {g.n(g.dim())})"),
    ("flip", [3, 4], lambda g, x: f"tf.image.flip_left_right({x})"),
    ("tile", SOME, lambda g, x: f"tf.tile({x}, {g.ns([g.pick(1, 1, 2) for _ in range(g.off(len(g.shapes[x])))])})"),
    ("expand_dims", ANY, lambda g, x: f"tf.expand_dims({x}, {g.pick('axis=', '')}{g.n(g.axis(len(g.shapes[x]) + 1))})"),
    ("squeeze", SOME, squeeze),
    ("where", ANY, lambda g, x: f"tf.where({x} > 0, {x}, {g.like(x)})"),
    ("one_hot", SOME, lambda g, x: f"tf.one_hot(tf.argmax({x}, {g.n(g.axis(len(g.shapes[x])))}), {g.n(g.dim())}{g.option('axis=' + g.pick('0', '-1', '1'))})"),
    ("broadcast_to", SOME, lambda g, x: f"tf.broadcast_to({x}, {g.ns([g.pick(1, 2), *[g.off(dim or 1) for dim in g.shapes[x]]])})"),
    ("bias_add", range(2, 6), lambda g, x: f"tf.nn.bias_add({x}, {ones(g, [channels(g, x)])})"),
    ("batch_normalization", range(2, 6), norm),
    ("moments", SOME, lambda g, x: f"tf.nn.moments({x}, {g.ns([g.axis(len(g.shapes[x]))])}{g.option('keepdims=True')})[{g.pick(0, 1)}]"),
    ("cross_entropy", SOME, loss),
    ("sparse_cross_entropy", range(1, 4), sparse),
    ("dropout", SOME, lambda g, x: f"tf.nn.dropout({x}, {g.pick('0.5', 'rate=0.5')})"),
    ("lrn", [4], lambda g, x: f"tf.nn.local_response_normalization({x})"),
    ("top_k", SOME, lambda g, x: f"tf.nn.top_k({x}, {g.n(g.pick(1, 1, 2) if not g.wrong() else 20)})[0]"),
    ("reverse", SOME, lambda g, x: f"tf.reverse({x}, {g.ns([g.axis(len(g.shapes[x]))])})"),
    ("cumsum", SOME, lambda g, x: f"tf.cumsum({x}, axis={g.n(g.axis(len(g.shapes[x])))})"),
    ("boolean_mask", [1, 2], lambda g, x: f"tf.boolean_mask({x}, tf.ones({g.ns([g.off(g.shapes[x][0] or 2)])}) > 0)"),
    ("add_n", ANY, lambda g, x: f"tf.add_n([{x}, {g.like(x)}])"),
    ("cast", ANY, lambda g, x: f"tf.cast({x} > 0, tf.float32)"),
    ("norm", SOME, lambda g, x: f"tf.norm({x}, axis={g.n(g.axis(len(g.shapes[x])))})"),
    ("linspace", ANY, lambda g, x: f"tf.linspace(0.0, 1.0, {g.n(g.dim())})"),
    ("eye", ANY, lambda g, x: f"tf.eye({g.n(g.dim())})"),
    ("fill", ANY, lambda g, x: f"tf.fill({g.ns([g.dim(), g.dim()])}, 2.0)"),
    ("range", ANY, lambda g, x: f"tf.cast(tf.range({g.n(g.dim())}), tf.float32)"),
    ("loop", [4], loop),
    ("loop", [4], loop),
    ("branch", range(1, 5), branch),
    *[(op, ANY, lambda g, x, op=op: f"tf.{op}({x})") for op in UNARY.split()],
]

"""What the functional API writes besides layers of one tensor: merges, operators, `keras.ops`. Each row gives the whole expression."""

ANY = range(2, 6)


def merged(g, x):
    inputs = ", ".join([x, *[g.like(x) for _ in range(g.pick(1, 1, 2))]])
    kind = g.pick("Add", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Concatenate")
    if kind == "Concatenate":
        axis = g.option(f"axis={g.n(g.axis(len(g.shapes[x])) or -1)}", 0.6)
        if g.chance(0.4):
            return f"layers.concatenate([{inputs}]{axis})"
        return f"layers.Concatenate({axis.removeprefix(', ')})([{inputs}])"
    return f"layers.{kind.lower()}([{inputs}])" if g.chance(0.3) else f"layers.{kind}()([{inputs}])"


def joined_channels(g, x):
    """Skips: the newest of another width but the same other axes."""
    shape = g.shapes[x]
    fitting = [name for name in g.floats if name != x and g.shapes[name][:-1] == shape[:-1]]
    other = g.pick(*fitting) if fitting else x
    return g.pick(f"layers.Concatenate()([{x}, {other}])", f"layers.concatenate([{x}, {other}], axis=-1)", f"keras.ops.concatenate([{x}, {other}], -1)")


def dot(g, x):
    rank = len(g.shapes[x])
    axes = g.pick(g.n(g.pick(rank, -1, 1)), f"({g.rng.randint(1, rank - 1)}, {g.rng.randint(1, rank - 1)})") if g.faulty else g.n(g.rng.randint(1, rank - 1))
    return f"layers.Dot(axes={axes}{g.option('normalize=True', 0.1)})([{x}, {g.like(x)}])"


def attention(g, x):
    kind = g.pick("Attention", "AdditiveAttention", "MultiHeadAttention")
    if kind == "MultiHeadAttention":
        return f"layers.MultiHeadAttention({g.n(g.pick(1, 2))}, {g.n(g.dim())})({x}, {g.like(x)})"
    return f"layers.{kind}()([{x}, {g.like(x)}])"


def operator(g, x):
    return f"{x} {g.pick('+', '*', '-', '/')} {g.pick('2.0', g.like(x), g.like(x))}"


def index(g, x):
    parts = [":", *[g.pick(":", ":", "0", "-1", ":1", "1:", "::2") for _ in g.shapes[x][1:]]]
    return f"{x}[{', '.join(parts[: g.rng.randint(2, len(parts))])}]"


def op(g, x):
    rank = len(g.shapes[x])
    axis = g.n(g.axis(rank))
    return g.pick(
        f"keras.ops.mean({x}, axis={axis})",
        f"keras.ops.max({x}, {axis}, keepdims=True)",
        f"keras.ops.expand_dims({x}, {axis})",
        f"keras.ops.relu({x})",
        f"keras.ops.softmax({x})",
        f"keras.ops.transpose({x}, {g.ns([0, *g.rng.sample(range(1, rank), rank - 1)])})",
        f"keras.ops.reshape({x}, (-1, {g.n(g.shapes[x][-1] or 2)}))",
        f"keras.ops.stack([{x}, {g.like(x)}], axis={axis})",
        f"keras.ops.matmul({x}, {g.like(x)})",
        f"keras.ops.concatenate([{x}, {g.like(x)}], axis={axis})",
        f"keras.ops.squeeze({x}, {axis})",
        f"keras.ops.repeat({x}, 2, axis={axis})",
        f"keras.ops.pad({x}, [[0, 0]] * {g.off(rank)})",
    )


MERGES = [
    *[("merge", ANY, merged)] * 4,
    *[("skip", ANY, joined_channels)] * 3,
    ("dot", [2, 3], dot),
    ("attention", [3], attention),
    ("operator", ANY, operator),
    ("index", ANY, index),
    *[("op", ANY, op)] * 2,
]

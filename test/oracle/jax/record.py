"""Makes calls of JAX's and Flax's ops from a seed, mostly right, with a mistake here and there; traces them and records what comes of each.

node ../examples.mjs jax flax | python record.py [--count 60] [--seed 1] [--to FILE]

What stands on the input, as lines of JSON, are the declared examples; they are recorded too.
"""

import argparse
import os
import sys
import warnings

os.environ.setdefault('JAX_PLATFORMS', 'cpu')

import flax
import flax.linen as nn
import flax.nnx as nnx
import jax
import jax.numpy as jnp
from jax import lax

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from maker import Maker as Chance, arguments, examples, failure, recordings, write  # noqa: E402

warnings.simplefilter('ignore')
KEY = jax.random.PRNGKey(0)
NAMES = {'jax': jax, 'jnp': jnp, 'lax': lax, 'flax': flax, 'nn': nn, 'nnx': nnx}


class Maker(Chance):
    def rarely(self, chance=0.12):
        return self.random.random() < chance

    def tuple(self, n, low, high):
        """A tuple of the right length, rarely of another."""
        return tuple(self.number(low, high) for _ in range(n + (1 if self.rarely(0.04) else 0)))

    def per_axis(self, n, low, high):
        return self.number(low, high) if self.one(True, False) else self.tuple(n, low, high)

    def shape(self, rank, low=1, high=6):
        return [self.number(low, high) for _ in range(rank)]


def image(m, n, channels, low=1, high=9):
    batch = m.shape(m.one(0, 1, 1, 1, 2), 1, 3)
    return batch + m.shape(n if not m.rarely(0.05) else max(n - 1, 0), low, high) + [channels]


def pairs(m, n):
    return [(m.number(0, 3), m.number(0, 2)) for _ in range(n + (1 if m.rarely(0.05) else 0))]


def flax_padding(m, n):
    words = ['SAME', 'VALID', 'same', 'SAME_LOWER', 'CIRCULAR', 'CAUSAL' if n == 1 or m.rarely() else 'REFLECT', m.one('FULL', 'circular', None)]
    return m.one(*words[:5], words[m.number(0, 6)], m.number(0, 3), pairs(m, n), m.tuple(n, 0, 2))


def conv(m):
    n = m.number(1, 3)
    groups = m.one(1, 1, 1, 2, 3)
    c, o = groups * m.number(1, 3), groups * m.number(1, 3)
    if m.rarely():
        c += 1
    kernel = m.tuple(n, 1, 4)[:n]
    options = arguments(
        kernel_size=kernel[0] if n == 1 and m.one(True, False) else kernel,
        strides=m.one(None, m.per_axis(n, 1, 3)),
        padding=flax_padding(m, n),
        kernel_dilation=m.one(None, None, m.number(1, 2)),
        input_dilation=m.one(None, None, None, m.number(1, 2)),
        feature_group_count=groups)
    if m.one(True, False):
        return f'nn.Conv({o}, {options})', [image(m, n, c)]
    return f'nnx.Conv({c + (1 if m.rarely(0.05) else 0)}, {o}, {options}, rngs=nnx.Rngs(0))', [image(m, n, c)]


def local(m):
    n = m.number(1, 2)
    return f"nn.ConvLocal(2, {m.tuple(n, 1, 3)[:n]!r}, {m.number(1, 2)}, {m.one('SAME', 'VALID', 1)!r})", [image(m, n, 2, 3, 7)]


def transposed(m):
    n = m.number(1, 3)
    padding = m.one('SAME', 'SAME', 'VALID', 'VALID', 'CIRCULAR', m.one('same', 'valid', 'FULL'), m.number(0, 2), pairs(m, n))
    kernel = m.tuple(n, 1, 5)[:n]
    options = arguments(
        strides=m.one(None, m.per_axis(n, 1, 3)), padding=padding, kernel_dilation=m.one(None, None, m.per_axis(n, 1, 2)),
        transpose_kernel=m.one(None, None, True))
    if m.one(True, False):
        return f'nn.ConvTranspose(3, {kernel!r}, {options})', [image(m, n, 2)]
    return f'nnx.ConvTranspose({m.one(2, 2, 2, 3)}, 3, {kernel!r}, {options}, rngs=nnx.Rngs(0))', [image(m, n, 2)]


def pool(m):
    n = m.number(1, 3)
    window = m.tuple(n, 1, 4)[:n]
    padding = m.one(None, 'SAME', 'VALID', 'same', pairs(m, n), m.one('FULL', 1))
    options = arguments(strides=m.one(None, m.tuple(n, 1, 3), m.one(2, m.tuple(n, 1, 3))), padding=padding)
    return f"nn.{m.one('max_pool', 'avg_pool')}(x, {window if not m.rarely(0.05) else 2!r}, {options})", {'x': image(m, n, 2)}


def lax_padding(m, n):
    return m.one('SAME', 'VALID', 'same', 'SAME_LOWER', pairs(m, n), pairs(m, n), m.one('FULL', 1, [1] * n))


def general(m):
    n = m.number(1, 3)
    groups = m.one(1, 1, 2)
    letters = 'DHW'[3 - n:]
    layout = m.one(None, ('N' + letters + 'C', letters + 'IO', 'N' + letters + 'C'), ('NC' + letters, 'OI' + letters, 'N' + letters + 'C'),
                   ('N' + letters + 'C', letters[::-1] + 'IO', 'NC' + letters))
    if m.rarely(0.05):
        layout = ('N' + letters, letters + 'IO', 'N' + letters + 'C')
    i, o = m.number(1, 3), groups * m.number(1, 3)
    sizes = {'N': m.number(1, 3), 'C': groups * i + (1 if m.rarely(0.06) else 0), **{letter: m.number(1, 9) for letter in letters}}
    kernel = {'I': i, 'O': o, **{letter: m.number(1, 4) for letter in letters}}
    lhs, rhs, _ = layout or ('NC' + letters, 'OI' + letters, '')
    options = arguments(
        lhs_dilation=m.one(None, None, None, m.tuple(n, 1, 2)[:n]), rhs_dilation=m.one(None, None, m.tuple(n, 1, 2)[:n]),
        dimension_numbers=layout, feature_group_count=groups)
    call = f'lax.conv_general_dilated(x, w, {m.tuple(n, 1, 3)!r}, {lax_padding(m, n)!r}, {options})'
    return call, {'x': [sizes.get(each, 2) for each in lhs], 'w': [kernel[each] for each in rhs]}


def lax_transposed(m):
    n = m.number(1, 3)
    i, o = m.number(1, 3), m.number(1, 3)
    swapped = m.one(None, None, True)
    x = [2] + m.shape(n, 1, 6) + [i + (1 if m.rarely(0.06) else 0)]
    w = m.shape(n, 1, 5) + ([o, i] if swapped else [i, o])
    options = arguments(rhs_dilation=m.one(None, None, m.tuple(n, 1, 2)[:n]), transpose_kernel=swapped, use_consistent_padding=m.one(None, None, True))
    padding = m.one('SAME', 'VALID', pairs(m, n), m.one('same', 'valid', 'FULL', 'SAME'))
    return f'lax.conv_transpose(x, w, {m.tuple(n, 1, 3)[:n]!r}, {padding!r}, {options})', {'x': x, 'w': w}


def window(m):
    rank = m.number(1, 4)
    options = arguments(
        padding=lax_padding(m, rank), base_dilation=m.one(None, None, m.tuple(rank, 1, 2)[:rank]), window_dilation=m.one(None, None, m.tuple(rank, 1, 2)[:rank]))
    return f'lax.reduce_window(x, 0.0, lax.add, {m.tuple(rank, 1, 3)!r}, {m.tuple(rank, 1, 2)!r}, {options})', {'x': m.shape(rank, 1, 7)}


def dense(m):
    f = m.number(1, 9)
    shape = m.shape(m.number(0, 3)) + [f + (1 if m.rarely() else 0)]
    if m.one(True, False):
        return f'nnx.Linear({f}, {m.number(1, 9)}, rngs=nnx.Rngs(0))', [shape]
    return m.one(
        (f'nn.Dense({m.number(1, 9)})', [shape]),
        (f'nn.DenseGeneral({m.one(3, (3, 4))!r}, axis={m.one(-1, 0, (-2, -1), 2)!r})', [m.shape(m.number(1, 4))]))


def norm(m):
    c = m.number(1, 4) * 2
    kind = m.one('BatchNorm', 'LayerNorm', 'GroupNorm', 'InstanceNorm', 'RMSNorm')
    shape = m.shape(m.number(1, 3), 2, 5) + [c]
    first = {'BatchNorm': 'use_running_average=False', 'GroupNorm': f'num_groups={m.one(1, 2, 2, 3)}'}.get(kind, '')
    if m.one(True, False):
        return f'nn.{kind}({first})', [shape]
    return f"nnx.{kind}({', '.join(filter(None, [str(c + (1 if m.rarely() else 0)), first, 'rngs=nnx.Rngs(0)']))})", [shape]


def attention(m):
    return f'nn.{m.one("SelfAttention", "MultiHeadDotProductAttention")}({m.number(1, 4)}, {arguments(qkv_features=m.one(None, 8, 6), out_features=m.one(None, 5))})', [[2, 5, m.one(8, 12, 6)]]


def arrays(m):
    shape = m.shape(m.number(1, 4))
    rank = len(shape)
    axis = m.number(-rank - (1 if m.rarely() else 0), rank - 1)
    total = 1
    for each in shape:
        total *= each
    parts = m.number(1, 3)
    other = [each if not m.rarely() else each + 1 for each in shape]
    broad = [m.one(each, each, 1) if not m.rarely(0.05) else each + 1 for each in shape][m.number(0, rank - 1):]
    letters = 'abcd'[:rank]
    return m.one(
        (f'x.reshape({m.one((-1, parts), (parts, -1), (total,), (-1,))!r})', {'x': shape}),
        (f'jnp.transpose(x, {tuple(m.random.sample(range(rank), rank - (1 if m.rarely(0.05) else 0)))!r})', {'x': shape}),
        (f'jnp.swapaxes(x, {axis}, {m.number(-rank, rank - 1)})', {'x': shape}),
        (f'jnp.moveaxis(x, {axis}, {m.number(-rank, rank - 1)})', {'x': shape}),
        (f'x.mean(axis={axis}, keepdims={m.one(True, False)})', {'x': shape}),
        (f'jnp.sum(x, axis={axis})', {'x': shape}),
        (f'jnp.argmax(x, {axis})', {'x': shape}),
        (f'jnp.expand_dims(x, {axis})', {'x': shape}),
        (f'jnp.squeeze(x)', {'x': shape}),
        (f'jnp.concatenate([x, y], axis={axis})', {'x': shape, 'y': other}),
        (f'jnp.stack([x, y], axis={axis})', {'x': shape, 'y': other}),
        (f'jnp.split(x, {parts}, axis={axis})[0]', {'x': shape}),
        (f'jnp.tile(x, {tuple(m.shape(m.number(1, 5), 1, 3))!r})', {'x': shape}),
        (f'jnp.repeat(x, {parts}, axis={m.one(None, axis)})', {'x': shape}),
        (f'jnp.pad(x, {[(m.number(0, 2), m.number(0, 2)) for _ in shape]!r})', {'x': shape}),
        (f'x + y', {'x': shape, 'y': broad}),
        (f'jnp.where(x > 0, x, y)', {'x': shape, 'y': broad}),
        (f'jnp.broadcast_to(x, {tuple([parts] + shape)!r})', {'x': broad}),
        (f'x @ y', {'x': shape, 'y': [shape[-1] + (1 if m.rarely() else 0)] + m.shape(m.number(0, 1))}),
        (f'jnp.dot(x, y)', {'x': shape, 'y': m.shape(m.number(0, 1)) + [shape[-1]] + m.shape(m.number(0, 1))}),
        (f"jnp.einsum('{letters},{letters[-1]}z->{letters[:-1]}z', x, y)", {'x': shape, 'y': [shape[-1] + (1 if m.rarely() else 0), 3]}),
        (f"jnp.einsum('...a,...a->...', x, y)", {'x': shape, 'y': shape}),
        (f'jax.nn.softmax(x, axis={m.number(-rank, rank - 1)})', {'x': shape}),
        (f'jax.nn.one_hot(x, {parts})', {'x': shape}),
        (f'jnp.cumsum(x, axis={m.one(None, m.number(-rank, rank - 1))})', {'x': shape}),
        (f'jnp.take(x, jnp.array([0, 0]), axis={axis})', {'x': shape}),
    )


MAKERS = [conv, conv, conv, local, transposed, transposed, pool, pool, general, general, lax_transposed, window, dense, norm, attention, arrays, arrays, arrays]


def applied(call, names, inputs):
    made = eval(call, {**NAMES, **names})
    if not inputs:
        return made
    if isinstance(made, nn.Module):
        return made.init_with_output(KEY, *inputs)[0]
    return made(*inputs)


def outcome(call, given, on):
    try:
        result = jax.eval_shape(lambda names, inputs: applied(call, names, inputs), {k: jnp.ones(v) for k, v in given.items()}, [jnp.ones(s) for s in on])
        # Tracing does not count elements here.
        if 'lax.reshape' in call:
            applied(call, {k: jnp.ones(v) for k, v in given.items()}, []).block_until_ready()
        return list(result.shape) if hasattr(result, 'shape') else None
    except Exception as error:
        # A layer, a type: nothing to compare.
        if 'which is not a valid JAX type' in str(error):
            return None
        return failure(error)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--count', type=int, default=60)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--to', default=recordings(__file__, f'jax-{jax.__version__}-flax-{flax.__version__}'))
    options = parser.parse_args()
    m = Maker(options.seed)
    calls = [(each['call'], each['given'], each.get('on', [])) for each in examples()]
    for make in MAKERS:
        for _ in range(options.count):
            call, tensors = make(m)
            calls.append((call, {}, tensors) if isinstance(tensors, list) else (call, tensors, []))
    records = []
    for call, given, on in calls:
        gives = outcome(call, given, on) if len(on) <= 1 else None
        if gives is not None:
            records.append({'call': call, **({'given': given} if given else {}), **({'on': on[0]} if on else {}), 'gives': gives})
    write(options.to, records)


if __name__ == '__main__':
    main()

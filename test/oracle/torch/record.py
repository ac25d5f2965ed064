"""Makes calls of PyTorch's ops from a seed, mostly right, with a mistake here and there; runs them and records what comes of each.

python record.py [--count 60] [--seed 1] [--to FILE]
"""

import argparse
import json
import os
import sys
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

warnings.simplefilter('ignore')
torch.set_num_threads(1)


sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from maker import Maker as Chance, arguments  # noqa: E402


class Maker(Chance):
    def rarely(self, chance=0.12):
        return super().rarely(chance)

    def per_axis(self, n, low, high):
        """One number, a tuple of the right length, or one that is too long."""
        if self.rarely(0.04):
            return tuple(self.number(low, high) for _ in range(n + 1))
        return self.number(low, high) if self.one(True, False) else tuple(self.number(low, high) for _ in range(n))

    def shape(self, rank, low=1, high=6):
        return [self.number(low, high) for _ in range(rank)]


def conv(m):
    n = m.number(1, 3)
    groups = m.one(1, 1, 1, 2, 3)
    c, o = groups * m.number(1, 3), groups * m.number(1, 3)
    if m.rarely():
        c += 1
    padding = m.one(m.per_axis(n, 0, 3), m.per_axis(n, 0, 2), 'same', 'valid', m.one('SAME', 0, -1))
    stride = 1 if padding == 'same' and not m.rarely() else m.per_axis(n, 1, 3) if not m.rarely(0.05) else 0
    dilation = m.one(None, None, m.per_axis(n, 1, 2))
    mode = m.one(None, None, None, 'reflect', 'circular', 'replicate')
    layer = f'nn.Conv{n}d({c}, {o}, {arguments(kernel_size=m.per_axis(n, 1, 4), stride=stride, padding=padding, dilation=dilation, groups=groups, padding_mode=mode)})'
    return layer, [image(m, n, c)]


def image(m, n, channels, low=1, high=9):
    batch = [] if m.rarely() else [m.number(1, 3)]
    spatial = m.shape(n if not m.rarely(0.05) else m.number(0, 4), low, high)
    return batch + [channels + (1 if m.rarely(0.06) else 0)] + spatial


def transposed(m):
    n = m.number(1, 3)
    groups = m.one(1, 1, 2)
    c, o = groups * m.number(1, 3), groups * m.number(1, 2)
    options = arguments(
        kernel_size=m.per_axis(n, 1, 4), stride=m.per_axis(n, 1, 3), padding=m.per_axis(n, 0, 2),
        output_padding=m.one(None, None, m.per_axis(n, 0, 2)), groups=groups, dilation=m.one(None, m.per_axis(n, 1, 2)))
    return f'nn.ConvTranspose{n}d({c}, {o}, {options})', [image(m, n, c, 1, 6)]


def transposed_to(m):
    n = m.number(1, 2)
    size = tuple(m.number(5, 12) for _ in range(n + (2 if m.rarely() else 0)))
    shape = [1, 2] + [m.number(3, 5)] * n
    return f'nn.ConvTranspose{n}d(2, 3, {m.number(1, 3)}, stride={m.number(1, 3)})(x, output_size={size!r})', {'x': shape}


def pool(m):
    n = m.number(1, 3)
    kind = m.one('Max', 'Avg')
    kernel = m.per_axis(n, 1, 4)
    options = dict(stride=m.one(None, m.per_axis(n, 1, 3)), padding=m.one(0, 0, m.per_axis(n, 0, 2)), ceil_mode=m.one(None, True))
    if kind == 'Max':
        options['dilation'] = m.one(None, None, 2)
    return f'nn.{kind}Pool{n}d({kernel!r}, {arguments(**options)})', [image(m, n, 2)]


def adaptive(m):
    n = m.number(1, 3)
    size = m.one(m.number(1, 4), tuple(m.one(None, m.number(1, 4)) for _ in range(n)))
    return f"nn.Adaptive{m.one('Max', 'Avg')}Pool{n}d({size!r})", [image(m, n, 2)]


def pad(m):
    n = m.number(1, 3)
    kind = m.one('ZeroPad', 'ReflectionPad', 'ReplicationPad', 'CircularPad')
    padding = m.one(m.number(0, 3), tuple(m.number(0, 3) for _ in range(2 * n + m.one(0, 0, 0, 1))))
    return f'nn.{kind}{n}d({padding!r})', [image(m, n, 2, 2, 6)]


def pad_function(m):
    rank = m.number(1, 5)
    count = m.number(1, min(rank, 3))
    padding = tuple(m.number(0, 3) for _ in range(2 * count + m.one(0, 0, 0, 1)))
    return f'F.pad(x, {padding!r})', {'x': m.shape(rank)}


def upsample(m):
    shape = m.shape(m.number(3, 5) if not m.rarely() else 2, 2, 5)
    n = len(shape) - 2
    mode = m.one('nearest', ['linear', 'bilinear', 'trilinear'][max(0, min(n, 3) - 1)], m.one('bilinear', 'area'))
    if m.one(True, False):
        size = m.one(m.number(1, 9), tuple(m.number(1, 9) for _ in range(n + m.one(0, 0, 0, 1))))
        return f'F.interpolate(x, size={size!r}, mode={mode!r})', {'x': shape}
    scale = m.one(2, 0.5, 1.5, 3, 0.3, 2.5) if not m.rarely() else tuple([2.0] * (n + 1))
    return f'F.interpolate(x, scale_factor={scale!r}, mode={mode!r})', {'x': shape}


def shuffle(m):
    r = m.number(1, 3)
    if m.one(True, False):
        return f'nn.PixelShuffle({r})', [m.shape(m.number(2, 3)) [:1] + [r * r * m.number(1, 2) + (1 if m.rarely() else 0)] + m.shape(2)]
    return f'nn.PixelUnshuffle({r})', [[2, 3, r * m.number(1, 3) + (1 if m.rarely() else 0), r * m.number(1, 3)]]


def norm(m):
    n = m.number(1, 3)
    c = m.number(1, 4) * 2
    kind = m.one('BatchNorm', 'InstanceNorm', 'GroupNorm', 'LayerNorm')
    shape = [2] + [c + (2 if m.rarely() else 0)] + m.shape(n if not m.rarely() else m.number(0, 3), 2, 5)
    if kind == 'GroupNorm':
        return f'nn.GroupNorm({m.one(1, 2, 2, 3)}, {c})', [shape]
    if kind == 'LayerNorm':
        last = shape[-m.number(1, 2):]
        return f'nn.LayerNorm({last if not m.rarely() else [9]!r})', [shape]
    return f"nn.{kind}{n}d({c}{', affine=True' if kind == 'InstanceNorm' else ''})", [shape]


def linear(m):
    f = m.number(1, 9)
    return f'nn.Linear({f}, {m.number(1, 9)})', [m.shape(m.number(0, 3)) + [f + (1 if m.rarely() else 0)]]


def unfold(m):
    return f'nn.Unfold({m.per_axis(2, 1, 3)!r}, {arguments(padding=m.number(0, 1), stride=m.per_axis(2, 1, 2))})', [m.shape(m.one(3, 4, 4, 2), 2, 6)]


def reshape(m):
    shape = m.shape(m.number(1, 4))
    total = 1
    for dim in shape:
        total *= dim
    first = m.one(*[d for d in range(1, total + 1) if total % d == 0])
    to = m.one([first, -1], [first, total // first], [-1], [-1, first, 1], [first, 7], [-1, -1], [-1, 5])
    return f"x.{m.one('view', 'reshape')}({', '.join(map(str, to))})", {'x': shape}


def movement(m):
    rank = m.number(1, 4)
    shape = [m.one(1, 2, 3, 4) for _ in range(rank)]
    axis = lambda: m.number(-rank - 1, rank) if m.rarely() else m.number(-rank, rank - 1)
    order = list(range(rank))
    m.random.shuffle(order)
    if m.rarely():
        order = order[1:] + [m.number(0, rank)]
    call = m.one(
        f'x.permute({", ".join(map(str, order))})', f'x.transpose({axis()}, {axis()})', f'x.squeeze({axis()})', 'x.squeeze()',
        f'x.unsqueeze({axis()})', f'torch.flatten(x, {axis()})', f'torch.flatten(x, {axis()}, {axis()})', 'x.t()',
        f'x.repeat({", ".join(str(m.number(1, 3)) for _ in range(rank + m.one(0, 1, 0, -1)))})',
        f'x.expand({", ".join(str(m.one(-1, dim, dim, 3)) for dim in shape)})', f'x.chunk({m.number(1, 3)}, {axis()})[0]',
        f'x.split({m.number(1, 3)}, {axis()})[0]', f'x.narrow({axis()}, 0, 1)', f'x.unbind({axis()})[0]', f'x.flip({axis()})',
        f'x.select({axis()}, 0)', f'x.unflatten({axis()}, (-1, 2))')
    return call, {'x': shape}


def reduction(m):
    rank = m.number(1, 4)
    axis = m.number(-rank - 1, rank) if m.rarely() else m.number(-rank, rank - 1)
    keep = m.one('', ', keepdim=True')
    call = m.one(
        f'x.sum({axis}{keep})', f'x.mean(dim={axis}{keep})', 'x.prod()', f'x.max({axis}{keep})[0]', f'torch.min(x, {axis}{keep})[1]',
        f'x.argmax({axis}{keep})', f'x.norm(2, {axis}{keep})', f'x.std({axis}{keep})', f'x.sum((0, {axis}){keep})', f'x.topk(1, {axis})[0]',
        f'x.cumsum({axis})', f'x.softmax({axis}).sum({axis})', f'x.amax({axis}{keep})', f'x.logsumexp({axis}{keep})', f'x.median({axis}{keep})[0]')
    return call, {'x': m.shape(rank, 2, 4)}


def two(m):
    x = m.shape(m.number(1, 4), 1, 4)
    y = [m.one(dim, dim, 1, dim + (1 if m.rarely() else 0)) for dim in x][m.number(0, len(x) - 1):]
    call = m.one('x + y', 'x * y', 'y - x', 'torch.maximum(x, y)', 'x / y', 'torch.where(x > 0, x, y)', 'x.pow(y)')
    return call, {'x': x, 'y': y}


def product(m):
    i, k, j = m.shape(3)
    wrong = 1 if m.rarely() else 0
    kind = m.one('@', '@', 'mm', 'bmm')
    if kind == 'mm':
        return 'torch.mm(x, y)', {'x': [i, k] + ([2] if m.rarely() else []), 'y': [k + wrong, j]}
    if kind == 'bmm':
        return 'torch.bmm(x, y)', {'x': [2, i, k], 'y': [2 + (1 if m.rarely() else 0), k + wrong, j]}
    x = m.one([k], [i, k], [2, i, k], [1, 3, i, k])
    y = m.one([k + wrong], [k + wrong, j], [2, k + wrong, j], [3, 1, k + wrong, j])
    return 'x @ y', {'x': x, 'y': y}


def join(m):
    x = m.shape(m.number(1, 4), 1, 4)
    axis = m.number(-len(x), len(x) - 1)
    y = list(x)
    if m.one(True, False):
        y[axis] = m.number(1, 4)
    if m.rarely():
        y[m.number(0, len(x) - 1)] += 1
    if m.rarely(0.05):
        y = y + [1]
    call = m.one(f'torch.cat([x, y], {axis})', f'torch.cat([x, y], dim={axis})', f'torch.stack([x, y], {axis})')
    return call, {'x': x, 'y': y}


def loss(m):
    x = m.one([4, 3], [4, 1], [4], [2, 3, 5, 5])
    target = m.one(x, x, x[:1], [x[0]] + x[2:])
    call = m.one('F.binary_cross_entropy(x, y)', 'F.cross_entropy(x, y.long())', 'F.nll_loss(x, y.long())', 'F.binary_cross_entropy_with_logits(x, y)')
    return call, {'x': x, 'y': target}


KINDS = [conv, conv, conv, transposed, transposed, transposed_to, pool, pool, pool, adaptive, pad, pad_function, upsample, shuffle, norm, norm,
         linear, unfold, reshape, movement, movement, reduction, reduction, two, product, join, loss]


def run(call, on):
    scope = {'torch': torch, 'nn': nn, 'F': F}
    # Classes must be there, and logarithms exist: halves do for both.
    tensors = {name: torch.full(shape, 0.5) for name, shape in on.items()} if isinstance(on, dict) else {}
    try:
        result = eval(call, {**scope, **tensors})
        if not isinstance(on, dict):
            result = result(*[torch.full(shape, 0.5) for shape in on])
    except (RuntimeError, ValueError, IndexError, TypeError, AssertionError, NotImplementedError) as error:
        return f'{type(error).__name__}: {str(error).splitlines()[0][:120]}'
    return list(result.shape)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--count', type=int, default=60)
    parser.add_argument('--seed', type=int, default=1)
    release = '.'.join(torch.__version__.split('.')[:2])
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'recordings')
    parser.add_argument('--to', default=os.path.join(folder, f'torch-{release}.jsonl'))
    options = parser.parse_args()
    m = Maker(options.seed)
    seen = set()
    with open(options.to, 'w', encoding='utf-8') as out:
        for kind in KINDS:
            for _ in range(options.count):
                call, on = kind(m)
                key = (call, str(on))
                if key in seen:
                    continue
                seen.add(key)
                given = {'given': on} if isinstance(on, dict) else {'on': on[0]}
                out.write(json.dumps({'call': call, **given, 'gives': run(call, on)}) + '\n')


if __name__ == '__main__':
    main()

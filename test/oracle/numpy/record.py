"""Makes calls of NumPy's functions from a seed, mostly right, with a mistake here and there; runs them and records what comes of each.

node ../examples.mjs numpy | python record.py [--count 40] [--seed 1] [--to FILE]

What stands on the input, as lines of JSON, are the declared examples; they are recorded too.
"""

import argparse
import os
import sys
import warnings

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from maker import Maker as Chance, examples, failure, named, recordings, write  # noqa: E402

warnings.simplefilter('ignore')
np.seterr(all='ignore')


class Maker(Chance):
    def shape(self, low=1, high=4, most=6):
        return [self.number(1, most) for _ in range(self.number(low, high))]

    def axis(self, rank):
        """Rarely one that is not there."""
        low, high = (-rank, rank - 1) if not self.rarely() else (-rank - 1, rank)
        return self.number(min(low, high), high)

    def axes(self, rank):
        count = self.number(1, max(rank, 1))
        return tuple(self.random.sample(range(rank), min(count, rank)))

    def like(self, shape):
        """A shape that broadcasts with another, rarely not."""
        kept = shape[self.number(0, len(shape)) :]
        other = [1 if self.rarely(0.3) else dim for dim in kept]
        if other and self.rarely():
            other[self.number(0, len(other) - 1)] += 1
        return other


def keepdims(m):
    return m.one(None, None, True, False)


REDUCTIONS = 'sum prod max min mean std var any all ptp median average nansum nanmean nanmax count_nonzero linalg.norm'.split()


def reduction(m):
    name = m.one(*REDUCTIONS)
    shape = m.shape()
    several = name not in ('linalg.norm',) or len(shape) == 2
    axis = m.one(None, m.axis(len(shape)), m.axis(len(shape)), m.axes(len(shape)) if several else m.axis(len(shape)))
    if name == 'linalg.norm' and isinstance(axis, tuple) and len(axis) > 2:
        axis = None
    method = name in ('sum', 'prod', 'max', 'min', 'mean', 'std', 'var', 'any', 'all') and m.one(True, False)
    options = named(axis=axis, keepdims=keepdims(m))
    return (f'x.{name}({options[2:]})' if method else f'np.{name}(x{options})'), {'x': shape}


def position(m):
    shape = m.shape()
    return f'np.{m.one("argmax", "argmin")}(x{named(axis=m.one(None, m.axis(len(shape))))})', {'x': shape}


def quantile(m):
    shape = m.shape()
    q = m.one('50', '[25, 75]', 'np.array([10, 20, 30])')
    return f'np.percentile(x, {q}{named(axis=m.one(None, m.axis(len(shape)), m.axes(len(shape))), keepdims=keepdims(m))})', {'x': shape}


def pairwise(m):
    shape = m.shape(0, 4)
    op = m.one('x + y', 'x - y', 'x * y', 'x / y', 'x < y', 'np.maximum(x, y)', 'np.power(x, y)', 'np.logical_and(x, y)', 'np.arctan2(x, y)')
    return op, {'x': shape, 'y': m.like(shape)}


def elementwise(m):
    name = m.one(*'sqrt exp log abs round sign tanh isnan square nan_to_num flip fliplr triu cumsum cumprod sort argsort'.split())
    shape = m.shape(2 if name in ('fliplr', 'triu') else 1)
    axis = named(axis=m.axis(len(shape))) if name in ('cumsum', 'cumprod', 'sort', 'argsort') and m.one(True, False) else ''
    return f'np.{name}(x{axis})', {'x': shape}


def clip(m):
    shape = m.shape()
    return m.one('np.clip(x, 0, 1)', 'x.clip(0, y)', 'np.clip(x, y, None)'), {'x': shape, 'y': m.like(shape)}


def reshape(m):
    shape = m.shape()
    size = int(np.prod(shape))
    dims, left = [], size
    for _ in range(m.number(0, 3)):
        fit = [n for n in range(1, left + 1) if left % n == 0]
        dims.append(m.one(*fit))
        left //= dims[-1]
    dims.append(left)
    if m.rarely(0.2):
        dims[m.number(0, len(dims) - 1)] += 1
    if m.one(True, False):
        dims[m.number(0, len(dims) - 1)] = -1
    return m.one(f'np.reshape(x, {tuple(dims)})', f'x.reshape({", ".join(map(str, dims))})', f'x.reshape({dims})'), {'x': shape}


def transpose(m):
    shape = m.shape(1, 5)
    order = m.random.sample(range(len(shape)), len(shape))
    if m.rarely():
        order = order[:-1] if m.one(True, False) else [*order, 0]
    return m.one('x.T', 'x.transpose()', f'np.transpose(x, {order})', f'x.transpose({", ".join(map(str, order))})' if order else 'x.T'), {'x': shape}


def moves(m):
    shape = m.shape()
    rank = len(shape)
    return (
        m.one(
            f'np.swapaxes(x, {m.axis(rank)}, {m.axis(rank)})',
            f'x.swapaxes({m.axis(rank)}, {m.axis(rank)})',
            f'np.moveaxis(x, {m.axis(rank)}, {m.axis(rank)})',
            f'np.moveaxis(x, {list(m.axes(rank))}, {list(m.axes(rank))})',
            f'np.rollaxis(x, {m.axis(rank)}, {m.number(0, rank)})',
            f'np.rollaxis(x, {m.axis(rank)})',
            f'np.roll(x, 2, axis={m.number(0, rank - 1)})',
            f'np.rot90(x, {m.number(0, 5)})' if rank > 1 else 'np.roll(x, 1)',
            f'np.expand_dims(x, {m.number(-rank - 1, rank)})',
            f'np.expand_dims(x, axis=({m.number(0, rank)}, {-1}))',
            f'np.squeeze(x)',
            f'np.squeeze(x, axis={m.axis(rank)})',
            f'x.ravel()',
            f'x.flatten()',
            f'np.flip(x, axis={m.number(0, rank - 1)})',
        ),
        {'x': shape},
    )


def concatenate(m):
    shape = m.shape()
    axis = m.axis(len(shape))
    other = list(shape)
    if -len(shape) <= axis < len(shape):
        other[axis] = m.number(1, 5)
    if m.rarely():
        other[m.number(0, len(other) - 1)] += 1
    if m.rarely():
        other = [1, *other]
    last = m.one(f', axis={axis}', f', {axis}', ', axis=None' if m.rarely(0.4) else f', axis={axis}')
    return m.one(f'np.concatenate([x, y]{last})', f'np.concatenate((x, y, x){last})', f'np.append(x, y{last})'), {'x': shape, 'y': other}


def stack(m):
    shape = m.shape(0, 3)
    other = list(shape)
    if other and m.rarely(0.15):
        other[0] += 1
    return f'np.stack([x, y], axis={m.number(-len(shape) - 1, len(shape))})', {'x': shape, 'y': other}


def stacks(m):
    name = m.one('vstack', 'hstack', 'dstack', 'column_stack')
    shape = m.shape(1, 3, 4)
    other = list(shape)
    if m.one(True, False):
        other[m.number(0, len(other) - 1)] = m.number(1, 4)
    if m.rarely(0.2):
        other = other[1:] or [2]
    return f'np.{name}([x, y])', {'x': shape, 'y': other}


def split(m):
    shape = m.shape(1, 4, 9)
    axis = m.axis(len(shape))
    name = m.one('split', 'split', 'array_split')
    into = m.one(m.number(1, 4), sorted(m.number(0, 10) for _ in range(m.number(1, 3))), [m.number(-3, 5)])
    at = m.number(0, into - 1) if isinstance(into, int) else m.number(0, len(into))
    return f'np.{name}(x, {into}, axis={axis})[{at}]', {'x': shape}


def splits(m):
    shape = m.shape(1, 4, 8)
    return f'np.{m.one("hsplit", "vsplit", "dsplit")}(x, {m.one(1, 2, [1])})[0]', {'x': shape}


def repeats(m):
    shape = m.shape(0 if m.rarely() else 1, 3)
    rank = len(shape)
    return (
        m.one(
            f'np.tile(x, {m.number(1, 3)})',
            f'np.tile(x, {tuple(m.shape(1, 4, 3))})',
            f'np.repeat(x, {m.number(1, 3)})',
            f'np.repeat(x, {m.number(1, 3)}, axis={m.axis(max(rank, 1))})',
            f'x.repeat({m.number(1, 3)}, axis={m.axis(max(rank, 1))})',
            f'np.pad(x, {m.number(0, 3)})',
            f'np.pad(x, {(m.number(0, 3), m.number(0, 3))})',
            f'np.pad(x, {[(m.number(0, 3), m.number(0, 2)) for _ in range(max(rank, 1))]})',
            f'np.pad(x, {[(m.number(0, 3), m.number(0, 2)) for _ in range(rank + 1)]})',
            f'np.resize(x, {tuple(m.shape())})',
            f'np.broadcast_to(x, {tuple([m.number(1, 3), *shape])})',
            f'np.broadcast_to(x, {tuple(m.shape())})',
        ),
        {'x': shape},
    )


def products(m):
    a, b, c = m.number(1, 4), m.number(1, 4), m.number(1, 4)
    wrong = 1 if m.rarely(0.15) else 0
    call, left, right = m.one(
        ('x @ y', [a, b], [b + wrong, c]),
        ('x @ y', [b], [b + wrong, c]),
        ('np.matmul(x, y)', [3, a, b], [b + wrong, c]),
        ('np.matmul(x, y)', [3, a, b], [m.one(1, 3, 2), b + wrong, c]),
        ('np.matmul(x, y)', [3, a, b], [b + wrong]),
        ('np.dot(x, y)', [a, b], [b + wrong, c]),
        ('np.dot(x, y)', [a, b], [b + wrong]),
        ('x.dot(y)', [2, a, b], [3, b + wrong, c]),
        ('np.dot(x, y)', [], [b, c]),
        ('np.inner(x, y)', [a, b], [c, b + wrong]),
        ('np.inner(x, y)', [b], [c, b + wrong]),
        ('np.outer(x, y)', [a, b], [c]),
        ('np.kron(x, y)', [a, b], [c]),
        ('np.kron(x, y)', [a, b], [c, a]),
        ('np.cross(x, y)', [a, 3], [3]),
        ('np.cross(x, y)', [a, 3], [a + wrong, 3]),
        ('np.tensordot(x, y, axes=1)', [a, b], [b + wrong, c]),
        ('np.tensordot(x, y)', [a, b, c], [b, c + wrong, 2]),
        ('np.tensordot(x, y, axes=0)', [a, b], [c]),
        ('np.tensordot(x, y, axes=([0], [1]))', [a, b], [c, a + wrong]),
        ('np.tensordot(x, y, axes=[[0, 1], [1, 0]])', [a, b], [b, a + wrong]),
        ("np.einsum('ij,jk->ik', x, y)", [a, b], [b + wrong, c]),
        ("np.einsum('ij,kj->ikj', x, y)", [a, b], [c, b + wrong]),
        ("np.einsum('...j,jk', x, y)", [2, a, b], [b + wrong, c]),
        ("np.einsum('ij,ij', x, y)", [a, b], [a, b + wrong]),
        ("np.convolve(x, y)", [a + 2], [b]),
        ("np.convolve(x, y, 'same')", [a], [b]),
        ("np.correlate(x, y)", [a], [b]),
        ("np.correlate(x, y, mode='full')", [a], [b]),
    )
    return call, {'x': left, 'y': right}


def linalg(m):
    n, k = m.number(1, 4), m.number(1, 4)
    square = [*m.shape(0, 1), n, n]
    plain = [*m.shape(0, 1), n, k]
    return m.one(
        (f'np.linalg.inv(x + np.eye({n}))', {'x': square}),
        ('np.linalg.det(x)', {'x': square}),
        ('np.linalg.eigvals(x)', {'x': square}),
        ('np.linalg.eig(x)[1]', {'x': square}),
        ('np.linalg.eigh(x)[0]', {'x': square}),
        ('np.linalg.pinv(x)', {'x': plain}),
        (f'np.linalg.svd(x)[{m.number(0, 2)}]', {'x': plain}),
        (f'np.linalg.svd(x, full_matrices=False)[{m.number(0, 2)}]', {'x': plain}),
        (f'np.linalg.qr(x)[{m.number(0, 1)}]', {'x': plain[-2:]}),
        (f'np.linalg.qr(x, mode="complete")[{m.number(0, 1)}]', {'x': plain[-2:]}),
        (f'np.linalg.solve(np.eye({n}), x)', {'x': m.one([n], [n, k])}),
        ('np.trace(x)', {'x': m.one([n, n], [n, k], [n, k, 2])}),
        (f'np.diag(x, k={m.number(-2, 2)})', {'x': m.one([n], [n, k])}),
        ('np.cov(x)', {'x': [n, k + 1]}),
        ('np.corrcoef(x)', {'x': [n + 1, k + 1]}),
        (f'np.fft.{m.one("fft", "ifft", "rfft")}(x, axis={m.axis(2)})', {'x': [n, k]}),
        (f'np.fft.{m.one("fft", "rfft")}(x, {m.number(1, 7)})', {'x': [n, k]}),
        ('np.fft.fft2(x)', {'x': [n, k]}),
    )


def selection(m):
    shape = m.shape(1, 3, 5)
    rank = len(shape)
    axis = m.axis(rank)
    return m.one(
        ('np.where(x > 0, x, 0)', {'x': shape}),
        ('np.where(x > 0, x, y)', {'x': shape, 'y': m.like(shape)}),
        (f'np.take(x, [0, 0, 0], axis={axis})', {'x': shape}),
        (f'np.take(x, 0, axis={axis})', {'x': shape}),
        (f'np.take(x, [[0, 0]], axis={axis})', {'x': shape}),
        ('np.take(x, [0, 0])', {'x': shape}),
        (f'np.take_along_axis(x, np.argsort(x, axis={axis}), {axis})', {'x': shape}),
        (f'np.diff(x, n={m.number(1, 3)}, axis={axis})', {'x': shape}),
        ('np.diff(x)', {'x': shape}),
        ('np.searchsorted([0, 1, 2], x)', {'x': shape}),
        ('np.digitize(x, [0, 1, 2])', {'x': shape}),
        ('np.interp(x, [0, 1], [2, 3])', {'x': shape}),
        (f'np.histogram(x, {m.number(1, 9)})[{m.number(0, 1)}]', {'x': shape}),
        (f'np.histogram(x, bins=[0, 1, 2, 3])[{m.number(0, 1)}]', {'x': shape}),
        (f'np.delete(x, 0, axis={axis})', {'x': shape}),
        ('np.delete(x, 0)', {'x': shape}),
        (f'np.insert(x, 0, 7, axis={axis})', {'x': shape}),
        (f'np.unique(x, axis={axis})', {'x': shape}),
        (f'np.argpartition(x, 0, axis={axis})', {'x': shape}),
        (f'np.sort(x, axis=None)', {'x': shape}),
        ('np.nonzero(x)[0]', {'x': shape}),
        ('np.argwhere(x)', {'x': shape}),
        ('np.array(x.tolist())', {'x': shape}),
    )


def index(m):
    shape = m.shape(1, 4, 5)
    parts = []
    mask = False
    for axis in range(m.number(1, len(shape))):
        dim = shape[axis]
        parts.append(
            m.one(
                ':',
                '::-1',
                f'{m.number(-6, 6)}:{m.number(-6, 6)}',
                f'::{m.one(-2, 2, 3)}',
                f'{m.number(0, 4)}::{m.one(-1, 2)}',
                str(m.number(-dim, dim - 1)),
                str(m.number(-dim, dim - 1)),
                '[0, 0, -1]',
                'np.array([[0, -1]])',
            )
        )
    if m.rarely(0.3):
        parts.insert(m.number(0, len(parts)), m.one('None', 'np.newaxis'))
    if m.rarely(0.3):
        parts.insert(m.number(0, len(parts)), '...')
    return f'x[{", ".join(parts)}]', {'x': shape}


def mask(m):
    shape = m.shape(1, 3, 5)
    return m.one('x[x > 0]', 'x[x[:, 0] > 0]' if len(shape) == 2 else 'x[x == 1]', 'x[~(x > 0)]', 'x[(x > 0) & (x < 5)]'), {'x': shape}


def creation(m):
    dims = m.shape(1, 3)
    n, k = m.number(1, 5), m.number(1, 5)
    return (
        m.one(
            f'np.{m.one("zeros", "ones", "empty")}({m.one(tuple(dims), dims, dims[0])})',
            f'np.full({tuple(dims)}, 7)',
            f'np.arange({m.number(0, 9)})',
            f'np.arange({m.number(0, 4)}, {m.number(0, 12)}, {m.number(1, 3)})',
            f'np.arange({m.number(0, 4)}, {m.number(0, 12)}, 0.5)',
            f'np.{m.one("linspace", "logspace", "geomspace")}(1, 2, {n})',
            'np.linspace(0, 1)',
            f'np.eye({n})',
            f'np.eye({n}, {k})',
            f'np.identity({n})',
            f'np.tri({n}, {k})',
            f'np.indices({tuple(dims)})',
            f'np.meshgrid(np.arange({n}), np.arange({k}))[{m.number(0, 1)}]',
            f'np.meshgrid(np.arange({n}), np.arange({k}), np.arange(3), indexing={m.one("ij", "xy")!r})[2]',
            f'np.array({[[1] * n] * k})',
            f'np.array({[1] * n}, ndmin={m.number(0, 4)})',
            f'np.array([np.zeros({tuple(dims)}), np.ones({tuple(dims)})])',
            f'np.zeros_like(np.ones({tuple(dims)}))',
            f'np.full_like(np.ones({tuple(dims)}), 3)',
            f'np.random.normal({m.one("", "0, 1, ")}size={m.one(tuple(dims), n)})',
            f'np.random.uniform(-1, 1, {tuple(dims)})',
            f'np.random.randint(0, 9, {tuple(dims)})',
            f'np.random.rand({", ".join(map(str, dims))})',
            f'np.random.randn({", ".join(map(str, dims))})',
            f'np.random.random({tuple(dims)})',
            f'np.random.poisson(3, {tuple(dims)})',
            f'np.random.beta(1, 2, size={tuple(dims)})',
            f'np.random.choice({n}, {m.one(k, tuple(dims))})',
            f'np.random.choice([1, 2, 3], size={tuple(dims)})',
            f'np.random.permutation({n})',
            f'np.random.default_rng(1).normal(size={tuple(dims)})',
            f'np.random.default_rng(1).integers(0, 9, size={tuple(dims)})',
            f'np.random.default_rng(1).random({tuple(dims)})',
            f'np.random.RandomState(1).randn({n}, {k})',
            f'np.random.multivariate_normal(np.zeros({n}), np.eye({n}), {k})',
            f'np.random.dirichlet(np.ones({n}), {k})',
            f'np.random.multinomial(5, np.ones({n}) / {n}, size={k})',
            f'np.random.normal(np.zeros({n}), 1)',
            f'np.atleast_{m.one(1, 2, 3)}d(np.ones({tuple(dims)}))',
        ),
        {},
    )


MAKERS = [
    *[reduction, position, quantile, pairwise, elementwise, clip, reshape, transpose, moves, concatenate, stack, stacks, split, splits],
    *[repeats, products, linalg, selection, index, mask, creation],
]
#: Kinds with many forms get more calls.
MORE = {index: 4, creation: 4, moves: 3, products: 3, selection: 3, reduction: 2, linalg: 2, repeats: 2}


def outcome(call, given):
    """The shape of the result, or the error; None for what is no array and no number."""
    names = {name: np.ones(shape) for name, shape in given.items()}
    try:
        result = eval(call, {'np': np, **names})
    except Exception as error:
        return failure(error)
    if isinstance(result, (np.ndarray, np.generic, float, int)) and not isinstance(result, bool):
        return list(np.shape(result))
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--count', type=int, default=80)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--to', default=recordings(__file__, f'numpy-{np.__version__}'))
    options = parser.parse_args()
    m = Maker(options.seed)
    calls = [(each['call'], each['given']) for each in examples()]
    calls += [make(m) for make in MAKERS for _ in range(options.count * MORE.get(make, 1))]
    records = []
    for call, given in calls:
        gives = outcome(call, given)
        if gives is not None:
            records.append({'call': call, **({'given': given} if given else {}), 'gives': gives})
    write(options.to, records)


if __name__ == '__main__':
    main()

/** Products of matrices and vectors. Source: numpy/_core/multiarray.py, numeric.py, einsumfunc.py; numpy/linalg/_linalg.py. */
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { add, multiply } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { elementCount, type Shape } from '../../shape/shape.ts';
import { type Arg, type TensorArg, tensorArg, toTensor, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxis } from '../common/axis.ts';
import { einsumRule } from '../common/einsum.ts';
import { broadcastShapes } from '../common/elementwise.ts';
import { productRule } from '../common/product.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, readIntegers, tensor } from '../parameter.ts';
import { any, anyOf, arrayOf, docs, numpy, plain, ufuncWords } from './declare.ts';

const both = () => ({ a: tensor(), b: tensor() });

/** Two axes that are summed over must be as long. */
function inner(a: TensorArg, b: TensorArg, axes: readonly [number, number], check: Check): void {
  const [left, right] = [a.shape ?? [], b.shape ?? []];
  const lengths = [left[axes[0]] ?? unknown, right[axes[1]] ?? unknown] as const;
  if (equal(...lengths) === 'no') check.report(matmulMismatch, { left, right, inner: lengths }, { argument: 'b' });
}

const matmul = defineOp({
  ...numpy,
  name: 'np.matmul',
  operator: '@',
  summary: 'The matrix product over the last two axes; axes before them broadcast.',
  docs: docs('matmul'),
  params: { a: tensor().alias('x1'), b: tensor().alias('x2'), ...anyOf(ufuncWords) },
  order: 'a b out',
  shape: ({ a, b }, check) => (a.shape && b.shape ? plain(productRule(a, b, ['a', 'b'], 'np.matmul', check)) : unknownArg),
  examples: [
    { call: 'np.matmul(x, y)', given: { x: '2 3', y: '3 4' }, gives: '2 4' },
    { call: 'x @ y', given: { x: '5 2 3', y: '3' }, gives: '5 2' },
    { call: 'x @ y', given: { x: '2 3', y: '4 5' }, reports: 'matmul-mismatch' },
  ],
});

/** The last axis of a with the last but one of b; the other axes of both stay. */
const dot = defineOp({
  ...numpy,
  name: 'np.dot',
  method: { names: ['dot'] },
  summary: 'Sums of products over the last axis of a and the last but one of b.',
  docs: docs('dot'),
  params: { ...both(), out: any() },
  shape({ a, b }, check) {
    if (!a.shape || !b.shape) return unknownArg;
    if (a.shape.length === 0 || b.shape.length === 0) return plain(tensorArg([...a.shape, ...b.shape]));
    const at = Math.max(b.shape.length - 2, 0);
    inner(a, b, [a.shape.length - 1, at], check);
    return plain(tensorArg([...a.shape.slice(0, -1), ...b.shape.toSpliced(at, 1)]));
  },
  examples: [
    { call: 'np.dot(x, y)', given: { x: '2 3', y: '3 4' }, gives: '2 4' },
    { call: 'x.dot(y)', given: { x: '2 3 4', y: '5 4 6' }, gives: '2 3 5 6' },
    { call: 'np.dot(x, y)', given: { x: '2 3', y: '2 4' }, reports: 'matmul-mismatch' },
  ],
});

const innerProduct = defineOp({
  ...numpy,
  name: 'np.inner',
  summary: 'Sums of products over the last axes of both.',
  docs: docs('inner'),
  params: both(),
  shape({ a, b }, check) {
    if (!a.shape || !b.shape) return unknownArg;
    if (a.shape.length === 0 || b.shape.length === 0) return plain(tensorArg([...a.shape, ...b.shape]));
    inner(a, b, [a.shape.length - 1, b.shape.length - 1], check);
    return plain(tensorArg([...a.shape.slice(0, -1), ...b.shape.slice(0, -1)]));
  },
  examples: [
    { call: 'np.inner(x, y)', given: { x: '2 3', y: '4 3' }, gives: '2 4' },
    { call: 'np.inner(x, y)', given: { x: '2 3', y: '3 4' }, reports: 'matmul-mismatch' },
  ],
});

const outer = defineOp({
  ...numpy,
  name: 'np.outer',
  summary: 'The product of every element of one with every element of the other.',
  docs: docs('outer'),
  params: { ...both(), out: any() },
  shape: ({ a, b }) => [a, b].map(({ shape }) => (shape ? elementCount(shape) : unknown)),
  examples: [{ call: 'np.outer(x, y)', given: { x: '2', y: '3' }, gives: '2 3' }],
});

const kron = defineOp({
  ...numpy,
  name: 'np.kron',
  summary: 'Every element of one times the whole of the other.',
  docs: docs('kron'),
  params: both(),
  shape({ a, b }) {
    if (!a.shape || !b.shape) return unknownArg;
    const rank = Math.max(a.shape.length, b.shape.length);
    const filled = (shape: Shape) => [...Array<Dim>(rank - shape.length).fill(int(1)), ...shape];
    const other = filled(b.shape);
    return filled(a.shape).map((dim, axis) => multiply(dim, other[axis] ?? int(1)));
  },
  examples: [{ call: 'np.kron(x, y)', given: { x: '2 3', y: '4 5' }, gives: '8 15' }],
});

const cross = defineOp({
  ...numpy,
  name: 'np.cross',
  summary: 'The cross product of vectors along the last axis.',
  docs: docs('cross'),
  params: { ...both(), ...anyOf('axisa axisb axisc axis') },
  shape({ a, b }, check) {
    const [left, right] = [a.shape, b.shape];
    const lengths = [left?.at(-1), right?.at(-1)];
    const isSpatial = lengths.every(dim => dim?.kind === 'int' && dim.value === 3);
    if (!left || !right || !isSpatial || ['axisa', 'axisb', 'axisc', 'axis'].some(word => check.given.has(word))) return unknownArg;
    const front = broadcastShapes(left.slice(0, -1), right.slice(0, -1), { op: 'np.cross', at: 'b' }, check);
    return front ? [...front, int(3)] : unknownArg;
  },
  examples: [
    { call: 'np.cross(x, y)', given: { x: '5 3', y: '3' }, gives: '5 3' },
    { call: 'np.cross(x, y)', given: { x: '5 3', y: '4 3' }, reports: 'broadcast-mismatch' },
  ],
});

/** Either so many last axes with as many first ones, or those that are listed. */
const tensordot = defineOp({
  ...numpy,
  name: 'np.tensordot',
  summary: 'Sums of products over several axes.',
  docs: docs('tensordot'),
  params: { ...both(), axes: anything('int | int[][]', { kind: 'integers' }).default('2') },
  shape({ a, b, axes }, check) {
    const [left, right] = [a.shape, b.shape];
    if (!left || !right) return unknownArg;
    const pairs = contracted(axes, left, right, check);
    if (!pairs) return unknownArg;
    for (const pair of pairs) inner(a, b, pair, check);
    return plain(
      tensorArg([
        ...left.filter((_, axis) => !pairs.some(([at]) => at === axis)),
        ...right.filter((_, axis) => !pairs.some(([, at]) => at === axis)),
      ]),
    );
  },
  examples: [
    { call: 'np.tensordot(x, y, axes=1)', given: { x: '2 3 4', y: '4 5' }, gives: '2 3 5' },
    { call: 'np.tensordot(x, y, axes=([1, 2], [0, 1]))', given: { x: '2 3 4', y: '3 4 5' }, gives: '2 5' },
    { call: 'np.tensordot(x, y, axes=1)', given: { x: '2 3', y: '4 5' }, reports: 'matmul-mismatch' },
  ],
});

function contracted(axes: Arg | undefined, left: Shape, right: Shape, check: Check): readonly (readonly [number, number])[] | undefined {
  if (axes?.kind === 'number') {
    const count = axes.dim.kind === 'int' ? axes.dim.value : -1;
    if (count < 0 || count > left.length || count > right.length) return undefined;
    return Array.from({ length: count }, (_, at) => [left.length - count + at, at] as const);
  }
  if (axes?.kind !== 'list' || axes.items.length !== 2) return undefined;
  const read = axes.items.map((item, at) => {
    const side = readIntegers(item);
    const items = side?.kind === 'one' ? [side.dim] : side?.kind === 'many' ? side.items : undefined;
    return items?.map(each => (typeof each === 'string' ? undefined : readAxis(each, at === 0 ? left : right, 'axes', check)));
  });
  const [one, two] = read;
  if (!one || !two || one.length !== two.length || [...one, ...two].some(axis => axis === undefined)) return undefined;
  return one.map((axis, at) => [axis ?? 0, two[at] ?? 0] as const);
}

const einsum = defineOp({
  ...numpy,
  complete: false,
  name: 'np.einsum',
  summary: 'Products and sums over axes by their letters.',
  docs: docs('einsum'),
  params: { subscripts: anything('str'), operands: anything('array...', { kind: 'shape' }), ...anyOf('out dtype order casting optimize') },
  order: 'subscripts operands',
  rest: 'operands',
  shape(args, check) {
    const { subscripts, operands } = args as never as { subscripts: Arg | undefined; operands: Arg | undefined };
    const several = operands?.kind === 'list' ? operands.items : operands ? [operands] : [];
    const read = several.map(toTensor);
    const tensors = read.every(each => each !== undefined) ? (read as readonly TensorArg[]) : undefined;
    const equation = subscripts?.kind === 'text' ? subscripts.text : undefined;
    return plain(einsumRule(equation, tensors, { op: 'np.einsum', equation: 'subscripts', operands: 'operands' }, check));
  },
  examples: [
    { call: "np.einsum('bqd,bkd->bqk', x, y)", given: { x: '2 3 4', y: '2 5 4' }, gives: '2 3 5' },
    { call: "np.einsum('ij,jk', x, y)", given: { x: '2 3', y: '3 4' }, gives: '2 4' },
    { call: "np.einsum('ij,jk->ik', x, y)", given: { x: '2 3', y: '4 5' }, reports: 'broadcast-mismatch' },
    { call: "np.einsum('ij->ji', x)", given: { x: '2 3 4' }, reports: 'rank-mismatch' },
  ],
});

/** Sliding sums of products of two vectors: as many as `mode` says. */
const sliding = (word: 'convolve' | 'correlate'): Op =>
  defineOp({
    ...numpy,
    name: `np.${word}`,
    summary: 'Sums of products of two vectors, one moved along the other.',
    docs: docs(word),
    params: {
      a: tensor(),
      v: tensor(),
      mode: anything("'full' | 'same' | 'valid'").default(word === 'convolve' ? "'full'" : "'valid'"),
    },
    shape({ a, v, mode }, check) {
      const [n, m] = [arrayOf(a)?.shape?.[0], arrayOf(v)?.shape?.[0]];
      if (n?.kind !== 'int' || m?.kind !== 'int' || a.shape?.length !== 1 || v.shape?.length !== 1 || n.value === 0 || m.value === 0)
        return unknownArg;
      switch (mode?.kind === 'text' ? mode.text : undefined) {
        case 'full':
          return [add(n, int(m.value - 1))];
        case 'same':
          return [int(Math.max(n.value, m.value))];
        case 'valid':
          return [int(Math.abs(n.value - m.value) + 1)];
        default:
          return [check.fresh('N')];
      }
    },
    examples: [
      { call: `np.${word}(x, y, 'full')`, given: { x: '5', y: '3' }, gives: '7' },
      { call: `np.${word}(x, y, mode='same')`, given: { x: '5', y: '3' }, gives: '5' },
    ],
  });

export const products: readonly Op[] = [
  matmul,
  dot,
  innerProduct,
  outer,
  kron,
  cross,
  tensordot,
  einsum,
  sliding('convolve'),
  sliding('correlate'),
];

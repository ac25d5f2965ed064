/** Products: tf.matmul, tf.tensordot. */
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import { ofType } from '../common/contents.ts';
import { matmulData, matmulRule, type Transposed } from '../common/matmul.ts';
import { defineOp, type Op } from '../op.ts';
import { flag, ignored, integers, tensor } from '../parameter.ts';
import { docs, name, tensorflow } from './declare.ts';

interface Asked {
  readonly transpose_a: boolean | undefined;
  readonly transpose_b: boolean | undefined;
  readonly adjoint_a: boolean | undefined;
  readonly adjoint_b: boolean | undefined;
}

const either = (x: boolean | undefined, y: boolean | undefined) => (x === undefined || y === undefined ? undefined : x || y);
const transposed = ({ transpose_a, transpose_b, adjoint_a, adjoint_b }: Asked): Transposed => ({
  a: either(transpose_a, adjoint_a),
  b: either(transpose_b, adjoint_b),
});
const no = () => flag().default('False');

const matmul = defineOp({
  ...tensorflow,
  name: 'tf.matmul',
  aliases: ['linalg.matmul', 'batch_matmul'],
  operator: '@',
  summary: 'The matrix product over the last two axes; axes before them broadcast.',
  docs: docs('linalg/matmul'),
  params: {
    a: tensor('[…, m, k]'),
    b: tensor('[…, k, n]'),
    transpose_a: no(),
    transpose_b: no(),
    adjoint_a: no().hidden(),
    adjoint_b: no().hidden(),
    a_is_sparse: no().hidden(),
    b_is_sparse: no().hidden(),
    name: name(),
  },
  order: 'a b transpose_a transpose_b adjoint_a adjoint_b a_is_sparse b_is_sparse',
  shape: (args, check) => matmulRule(args.a, args.b, transposed(args), ['a', 'b'], { op: 'tf.matmul', at: 'b' }, check),
  compute: args => matmulData(args.a, args.b, transposed(args)),
  examples: [
    { call: 'tf.matmul(x, w)', given: { x: '8 784', w: '784 10' }, gives: '8 10' },
    { call: 'tf.matmul(x, w, transpose_b=True)', given: { x: '8 784', w: '10 784' }, gives: '8 10' },
    { call: 'tf.matmul(x, w)', given: { x: '8 784', w: '100 10' }, reports: 'matmul-mismatch' },
    { call: 'tf.matmul(x, w)', given: { x: '784', w: '784 10' }, reports: 'rank-mismatch' },
  ],
});

const tensordot = defineOp({
  ...tensorflow,
  name: 'tf.tensordot',
  aliases: ['linalg.tensordot'],
  summary: 'The sum of products over the last axes of one tensor and the first of another.',
  docs: docs('tensordot'),
  params: { a: tensor(), b: tensor(), axes: integers('int'), name: name() },
  shape({ a, b, axes }, check) {
    const count = axes?.kind === 'one' && axes.dim.kind === 'int' ? axes.dim.value : -1;
    if (!a.shape || !b.shape || count < 0 || count > Math.min(a.shape.length, b.shape.length)) return undefined;
    const kept = a.shape.slice(0, a.shape.length - count);
    const [left, right] = [a.shape.slice(kept.length), b.shape.slice(0, count)];
    const clash = left.findIndex((dim, at) => equal(dim, right[at] as Dim) === 'no');
    if (clash >= 0) {
      check.report(matmulMismatch, { left: a.shape, right: b.shape, inner: [left[clash] as Dim, right[clash] as Dim] }, { argument: 'b' });
    }
    return ofType([...kept, ...b.shape.slice(count)], a.dtype ?? b.dtype);
  },
  examples: [
    { call: 'tf.tensordot(x, y, 1)', given: { x: '2 3 4', y: '4 5' }, gives: '2 3 5' },
    { call: 'tf.tensordot(x, y, 1)', given: { x: '2 3 4', y: '3 5' }, reports: 'matmul-mismatch' },
  ],
});

const einsum = defineOp({
  ...tensorflow,
  name: 'tf.einsum',
  aliases: ['linalg.einsum'],
  summary: 'Products and sums as an equation over named axes says; the shape is not followed.',
  docs: docs('einsum'),
  params: { equation: ignored('str') },
  shape: () => undefined,
  examples: [{ call: 'tf.einsum("ij,jk->ik", x, y)', given: { x: '2 3', y: '3 4' } }],
});

export const products: readonly Op[] = [matmul, tensordot, einsum];

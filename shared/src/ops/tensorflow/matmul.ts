/** Products: tf.matmul, tf.tensordot, tf.einsum. */
import { einsumRule, operandsOf } from '../common/einsum.ts';
import { matmulData, matmulRule, type Transposed } from '../common/matmul.ts';
import { tensordotRule } from '../common/tensordot.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, tensor } from '../parameter.ts';
import { docs, name, tensorflow, words } from './declare.ts';

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
  aliases: ['linalg.matmul'],
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
    ...words('output_type grad_a grad_b'),
    name: name(),
  },
  order: {
    legacy: 'a b transpose_a transpose_b adjoint_a adjoint_b a_is_sparse b_is_sparse name',
    v1: 'a b transpose_a transpose_b adjoint_a adjoint_b a_is_sparse b_is_sparse output_type grad_a grad_b name',
    v2: 'a b transpose_a transpose_b adjoint_a adjoint_b a_is_sparse b_is_sparse output_type grad_a grad_b name',
  },
  shape: (args, check) => matmulRule(args.a, args.b, transposed(args), ['a', 'b'], { op: 'tf.matmul', at: 'b' }, check),
  compute: args => matmulData(args.a, args.b, transposed(args)),
  examples: [
    { call: 'tf.matmul(x, w)', given: { x: '8 784', w: '784 10' }, gives: '8 10' },
    { call: 'tf.matmul(x, w, transpose_b=True)', given: { x: '8 784', w: '10 784' }, gives: '8 10' },
    { call: 'tf.matmul(x, w)', given: { x: '8 784', w: '100 10' }, reports: 'matmul-mismatch' },
    { call: 'tf.matmul(x, w)', given: { x: '784', w: '784 10' }, reports: 'rank-mismatch' },
  ],
});

/** Before TensorFlow 1.0. Removed with it. */
const batchMatmul = defineOp({
  ...tensorflow,
  name: 'tf.batch_matmul',
  api: 'v1',
  summary: 'The matrix product over the last two axes.',
  docs: docs('linalg/matmul'),
  params: { x: tensor('[…, m, k]'), y: tensor('[…, k, n]'), adj_x: no(), adj_y: no(), name: name() },
  notRun: 'removed with TensorFlow 1.0',
  shape: ({ x, y, adj_x, adj_y }, check) => matmulRule(x, y, { a: adj_x, b: adj_y }, ['x', 'y'], { op: 'tf.batch_matmul', at: 'y' }, check),
  compute: ({ x, y, adj_x, adj_y }) => matmulData(x, y, { a: adj_x, b: adj_y }),
  examples: [
    { call: 'tf.batch_matmul(x, y, adj_y=True)', given: { x: '8 4 6', y: '8 5 6' }, gives: '8 4 5', under: 'v1' },
    { call: 'tf.batch_matmul(x, y)', given: { x: '8 4 6', y: '8 5 6' }, reports: 'matmul-mismatch', under: 'v1' },
  ],
});

const tensordot = defineOp({
  ...tensorflow,
  name: 'tf.tensordot',
  aliases: ['linalg.tensordot'],
  summary: 'Sums of products over the last axes of one tensor and the first of another, or over listed ones.',
  docs: docs('tensordot'),
  params: { a: tensor(), b: tensor(), axes: anything('int | int[][]', { kind: 'integers' }), name: name() },
  shape: ({ a, b, axes }, check) => tensordotRule(a, b, axes, ['axes', 'b'], check),
  examples: [
    { call: 'tf.tensordot(x, y, 1)', given: { x: '2 3 4', y: '4 5' }, gives: '2 3 5' },
    { call: 'tf.tensordot(x, y, [[1], [0]])', given: { x: '2 3 4', y: '3 5' }, gives: '2 4 5' },
    { call: 'tf.tensordot(x, y, [[0, 1], [1, 0]])', given: { x: '2 3', y: '3 2' }, gives: '' },
    { call: 'tf.tensordot(x, y, 1)', given: { x: '2 3 4', y: '3 5' }, reports: 'matmul-mismatch' },
    { call: 'tf.tensordot(x, y, [[-1], [0]])', given: { x: '2 3 4', y: '3 5' }, reports: 'matmul-mismatch' },
    { call: 'tf.tensordot(x, y, [[3], [0]])', given: { x: '2 3 4', y: '3 5' }, reports: 'axis-out-of-range' },
  ],
});

const einsum = defineOp({
  ...tensorflow,
  name: 'tf.einsum',
  // "einsum() got unexpected keyword arguments": `name`, and `optimize`, which came later, among free ones.
  complete: false,
  aliases: ['linalg.einsum'],
  summary: 'Products and sums as an equation over named axes says.',
  docs: docs('einsum'),
  params: { equation: anything('str'), inputs: anything('Tensor...', { kind: 'shape' }), name: name() },
  order: 'equation inputs',
  rest: 'inputs',
  shape: ({ equation, inputs }, check) =>
    einsumRule(
      equation?.kind === 'text' ? equation.text : undefined,
      operandsOf(inputs),
      // Before it became an op of its own in 2.1, it was made of products that broadcast.
      { op: 'tf.einsum', equation: 'equation', operands: 'inputs', strict: check.version.generation.startsWith('2') },
      check,
    ),
  examples: [
    { call: "tf.einsum('ij,jk->ik', x, y)", given: { x: '2 3', y: '3 4' }, gives: '2 4' },
    { call: "tf.einsum('ij,jk', x, y)", given: { x: '2 3', y: '3 4' }, gives: '2 4' },
    { call: "tf.einsum('...ij,...jk->...ik', x, y)", given: { x: '5 2 3', y: '1 3 4' }, gives: '5 2 4' },
    { call: "tf.einsum('ij,jk->ik', x, y)", given: { x: '2 3', y: '4 5' }, reports: 'broadcast-mismatch' },
    { call: "tf.einsum('ij,jk->ik', x, y)", given: { x: '2 3', y: '1 5' }, reports: 'broadcast-mismatch', under: 'v2' },
    { call: "tf.einsum('ij->ji', x)", given: { x: '2 3 4' }, reports: 'rank-mismatch' },
    { call: "tf.einsum('ij,jk->ik', x)", given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

export const products: readonly Op[] = [matmul, batchMatmul, tensordot, einsum];

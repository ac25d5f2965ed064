/** Products: tf.matMul, tf.dot, tf.einsum. */
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { tensorArg, toTensor, unknownTensor } from '../argument.ts';
import { einsumRule } from '../common/einsum.ts';
import { matmulData, matmulRule } from '../common/matmul.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, tensor, word } from '../parameter.ts';
import { asFloat, chained, docs, literalType, retyped, tfjs, upcast } from './declare.ts';

const no = () => flag().default('false');

export const matMul = defineOp({
  ...tfjs,
  ...chained('matMul'),
  name: 'tf.matMul',
  summary: 'The matrix product over the last two axes; axes before them broadcast.',
  docs: docs('matMul'),
  params: { a: tensor('[…, m, k]'), b: tensor('[…, k, n]'), transposeA: no(), transposeB: no() },
  shape: ({ a, b, transposeA, transposeB }, check) =>
    retyped(
      matmulRule(asFloat(a), asFloat(b), { a: transposeA, b: transposeB }, ['a', 'b'], { op: 'tf.matMul', at: 'b' }, check),
      upcast(literalType(a), literalType(b)),
    ),
  compute: ({ a, b, transposeA, transposeB }) => matmulData(a, b, { a: transposeA, b: transposeB }),
  examples: [
    { call: 'tf.matMul(x, w)', given: { x: '8 784', w: '784 10' }, gives: '8 10' },
    { call: 'x.matMul(w, false, true)', given: { x: '8 784', w: '10 784' }, gives: '8 10' },
    { call: 'x.matMul(w)', given: { x: '8 784', w: '100 10' }, reports: 'matmul-mismatch' },
  ],
});

const dot = defineOp({
  ...tfjs,
  ...chained('dot'),
  name: 'tf.dot',
  summary: 'The product of two matrices or vectors.',
  docs: docs('dot'),
  params: { t1: tensor(), t2: tensor() },
  shape({ t1, t2 }, check) {
    const [left, right] = [t1.shape, t2.shape];
    for (const [argument, shape] of [['t1', left] as const, ['t2', right] as const]) {
      if (shape && shape.length !== 1 && shape.length !== 2) {
        check.report(rankMismatch, { argument, wanted: '1 or 2', got: shape }, { argument });
        return undefined;
      }
    }
    const [k, l] = [left?.at(-1), right?.[0]];
    if (!left || !right || !k || !l) return undefined;
    if (equal(k, l) === 'no') check.report(matmulMismatch, { left, right, inner: [k, l] }, { argument: 't2' });
    return retyped(tensorArg([...left.slice(0, -1), ...right.slice(1)]), upcast(literalType(t1), literalType(t2)));
  },
  examples: [
    { call: 'x.dot(w)', given: { x: '2 3', w: '3 4' }, gives: '2 4' },
    { call: 'x.dot(w)', given: { x: '3', w: '3' }, gives: '' },
    { call: 'x.dot(w)', given: { x: '2 3', w: '4' }, reports: 'matmul-mismatch' },
    { call: 'x.dot(w)', given: { x: '2 3 1', w: '4' }, reports: 'rank-mismatch' },
  ],
});

const einsum = defineOp({
  ...tfjs,
  name: 'tf.einsum',
  summary: 'Products and sums over axes by their letters.',
  docs: docs('einsum'),
  params: { equation: word(), tensors: anything('Tensor …', { kind: 'shape' }) },
  rest: 'tensors',
  shape({ equation, tensors }, check) {
    const operands = tensors && (tensors.kind === 'list' ? tensors.items : [tensors]).map(item => toTensor(item) ?? unknownTensor);
    const how = { op: 'tf.einsum', equation: 'equation', operands: 'tensors', fewer: 'warning', strict: true } as const;
    const result = einsumRule(equation, operands, how, check);
    const types = new Set(operands?.map(literalType));
    const [type] = types;
    // Products of several types are of the one that comes last, truth values are counted.
    return types.size === 1 && type !== 'bool' ? retyped(result, type) : result;
  },
  examples: [
    { call: "tf.einsum('ij,jk->ik', x, y)", given: { x: '2 3', y: '3 4' }, gives: '2 4' },
    { call: "tf.einsum('ij->i', x)", given: { x: '2 3' }, gives: '2' },
    { call: "tf.einsum('bij,bjk->bik', x, y)", given: { x: '8 2 3', y: '8 3 4' }, gives: '8 2 4' },
    { call: "tf.einsum('ij,jk->ik', x, y)", given: { x: '2 3', y: '4 4' }, reports: 'broadcast-mismatch' },
    { call: "tf.einsum('ij,jk->ik', x, y)", given: { x: '2 3 1', y: '3 4' }, reports: 'rank-mismatch' },
    { call: "tf.einsum('ij->i', x)", given: { x: '2 3 4' }, reports: 'rank-mismatch' },
    { call: "tf.einsum('ij,jk->ik', x)", given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

export const products: readonly Op[] = [matMul, dot, einsum];

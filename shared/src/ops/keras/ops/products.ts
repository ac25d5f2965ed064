/** Products, losses and attention of `keras.ops`. Source: src/ops/numpy.py, nn.py in Keras 3; backend.py in Keras 2. */
import { matmulMismatch } from '../../../diagnostics/matmul-mismatch.ts';
import { equal } from '../../../dim/compare.ts';
import type { Dim } from '../../../dim/dim.ts';
import { listArg } from '../../argument.ts';
import { ofType } from '../../common/contents.ts';
import { einsumRule, operandsOf } from '../../common/einsum.ts';
import { binaryRule } from '../../common/elementwise.ts';
import { productRule } from '../../common/product.ts';
import { reduceRule } from '../../common/reduce.ts';
import { tensordotRule } from '../../common/tensordot.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, flag, integers, tensor } from '../../parameter.ts';
import { docs, ignoredOnes, keras } from '../declare.ts';

const named = (name: string) => ({ ...keras, name: `keras.ops.${name}`, docs: docs(`ops/${name}`) });

const matmul = defineOp({
  ...named('matmul'),
  summary: 'The matrix product over the last two axes; the axes before them broadcast.',
  params: { x1: tensor(), x2: tensor() },
  shape: ({ x1, x2 }, check) => productRule(x1, x2, ['x1', 'x2'], 'keras.ops.matmul', check),
  examples: [
    { call: 'keras.ops.matmul(x, y)', given: { x: '8 5 4', y: '4 3' }, gives: '8 5 3' },
    { call: 'keras.ops.matmul(x, y)', given: { x: '8 5', y: '4 3' }, reports: 'matmul-mismatch' },
  ],
});

const tensordot = defineOp({
  ...named('tensordot'),
  summary: 'Sums of products over axes of both.',
  params: { x1: tensor(), x2: tensor(), axes: anything('int | int[][]', { kind: 'integers' }).default('2') },
  // Keras lets a model be built with what does not fit; it cannot run.
  shape: ({ x1, x2, axes }, check) => tensordotRule(x1, x2, axes, ['axes', 'x2'], check, 'warning'),
  examples: [
    { call: 'keras.ops.tensordot(x, y, axes=1)', given: { x: '2 3 4', y: '4 5' }, gives: '2 3 5' },
    { call: 'keras.ops.tensordot(x, y, axes=[[1], [0]])', given: { x: '2 3 4', y: '3 5' }, gives: '2 4 5' },
    { call: 'keras.ops.tensordot(x, y, axes=1)', given: { x: '2 3 4', y: '3 5' }, reports: 'matmul-mismatch' },
  ],
});

/** As NumPy has it: the last axis with the second to last. */
const dot = defineOp({
  ...named('dot'),
  summary: 'The product of the last axis with the second to last of the other.',
  params: { x1: tensor(), x2: tensor() },
  shape({ x1, x2 }, check) {
    const [a, b] = [x1.shape, x2.shape];
    if (!a || !b) return ofType(undefined, x1.dtype ?? x2.dtype);
    if (a.length === 0 || b.length === 0) return ofType([...a, ...b], x1.dtype ?? x2.dtype);
    const at = b.length === 1 ? 0 : b.length - 2;
    const [inner, other] = [a.at(-1) as Dim, b[at] as Dim];
    if (equal(inner, other) === 'no')
      check.report(
        matmulMismatch,
        { left: a, right: b, inner: [inner, other] },
        { argument: 'x2' },
        a.length + b.length === 2 ? { severity: 'warning' } : {},
      );
    return ofType([...a.slice(0, -1), ...b.filter((_, axis) => axis !== at)], x1.dtype ?? x2.dtype);
  },
  examples: [
    { call: 'keras.ops.dot(x, y)', given: { x: '8 5 4', y: '4 3' }, gives: '8 5 3' },
    { call: 'keras.ops.dot(x, y)', given: { x: '8 5 4', y: '5 3' }, reports: 'matmul-mismatch' },
  ],
});

const einsum = defineOp({
  ...named('einsum'),
  summary: 'Products and sums as an equation over named axes says.',
  params: { subscripts: anything('str'), operands: anything('Tensor...', { kind: 'shape' }) },
  rest: 'operands',
  order: 'subscripts operands',
  shape: ({ subscripts, operands }, check) =>
    einsumRule(
      subscripts?.kind === 'text' ? subscripts.text : undefined,
      operandsOf(operands),
      { op: 'keras.ops.einsum', equation: 'subscripts', operands: 'operands' },
      check,
    ),
  examples: [
    { call: "keras.ops.einsum('bhd,bkd->bhk', x, y)", given: { x: '2 3 4', y: '2 5 4' }, gives: '2 3 5' },
    { call: "keras.ops.einsum('bhd,bkd->bhk', x, y)", given: { x: '2 3 4', y: '2 5 6' }, reports: 'broadcast-mismatch' },
  ],
});

const outer = defineOp({
  ...named('outer'),
  summary: 'Every element of one with every element of the other.',
  params: { x1: tensor(), x2: tensor() },
  shape: ({ x1, x2 }) =>
    x1.shape?.length === 1 && x2.shape?.length === 1 ? ofType([...x1.shape, ...x2.shape], x1.dtype) : ofType(undefined, x1.dtype),
  examples: [{ call: 'keras.ops.outer(x, y)', given: { x: '3', y: '4' }, gives: '3 4' }],
});

const moments = defineOp({
  ...named('moments'),
  summary: 'Mean and variance over some axes.',
  params: { x: tensor(), axes: integers('int | int[]'), keepdims: flag().default('False'), ...ignoredOnes('synchronized') },
  shape({ x, axes, keepdims }, check) {
    const one = reduceRule(undefined, x, axes, keepdims, 'axes', check);
    return listArg([one, one]);
  },
  examples: [
    { call: 'keras.ops.moments(x, axes=[0, 1])[0]', given: { x: '4 5 6' }, gives: '6' },
    { call: 'keras.ops.moments(x, axes=[3])', given: { x: '4 5 6' }, reports: 'axis-out-of-range' },
  ],
});

/** Without the axis of classes. */
const classLoss = (word: 'categorical_crossentropy' | 'sparse_categorical_crossentropy'): Op =>
  defineOp({
    ...named(word),
    aliases: [`backend.${word}`],
    summary: 'What is lost for each item: the axis of classes is gone.',
    params: { target: tensor(), output: tensor(), ...ignoredOnes('from_logits'), axis: integers('int').default('-1') },
    shape: ({ output }, check) =>
      reduceRule(
        undefined,
        output,
        check.given.has('axis') ? undefined : { kind: 'one', dim: { kind: 'int', value: -1 } },
        false,
        'axis',
        check,
      ),
    examples: [
      word === 'categorical_crossentropy'
        ? { call: `keras.ops.${word}(x, y)`, given: { x: '4 10', y: '4 10' }, gives: '4' }
        : { call: `keras.ops.${word}(x, y)`, given: { x: '4', y: '4 10' }, gives: '4' },
    ],
  });

const binaryLoss = defineOp({
  ...named('binary_crossentropy'),
  aliases: ['backend.binary_crossentropy'],
  summary: 'What is lost for every element.',
  params: { target: tensor(), output: tensor(), ...ignoredOnes('from_logits') },
  shape: ({ target, output }, check) => {
    const sound = target.shape?.length === output.shape?.length;
    return sound
      ? binaryRule(target, output, {}, { op: 'keras.ops.binary_crossentropy', at: 'output' }, check)
      : ofType(output.shape, output.dtype);
  },
  examples: [
    { call: 'keras.ops.binary_crossentropy(x, y)', given: { x: '4 1', y: '4 1' }, gives: '4 1' },
    { call: 'keras.ops.binary_crossentropy(x, y)', given: { x: '4 2', y: '4 3' }, reports: 'broadcast-mismatch' },
  ],
});

const attention = defineOp({
  ...named('dot_product_attention'),
  summary: 'Every query gathers the values, weighed by dot products with the keys; `[batch, steps, heads, features]`.',
  params: {
    query: tensor(),
    key: tensor(),
    value: tensor(),
    ...ignoredOnes('bias mask scale is_causal flash_attention attn_logits_soft_cap'),
  },
  shape({ query, value }) {
    const last = value.shape?.at(-1);
    return ofType(query.shape && last ? [...query.shape.slice(0, -1), last] : undefined, query.dtype);
  },
  examples: [{ call: 'keras.ops.dot_product_attention(x, y, y)', given: { x: '2 5 4 8', y: '2 6 4 8' }, gives: '2 5 4 8' }],
});

const norm = defineOp({
  ...named('norm'),
  aliases: ['ops.linalg.norm'],
  summary: 'The norm of vectors or matrices along some axes, or of all elements.',
  order: 'x ord axis keepdims',
  params: { x: tensor(), ...ignoredOnes('ord'), axis: integers('int | int[]').optional(), keepdims: flag().default('False') },
  shape: ({ x, axis, keepdims }, check) => reduceRule(undefined, x, axis, keepdims, 'axis', check),
  examples: [
    { call: 'keras.ops.norm(x, axis=-1)', given: { x: '4 5' }, gives: '4' },
    { call: 'keras.ops.norm(x, axis=2)', given: { x: '4 5' }, reports: 'axis-out-of-range' },
  ],
});

export const productOps: readonly Op[] = [
  matmul,
  tensordot,
  dot,
  einsum,
  outer,
  moments,
  classLoss('categorical_crossentropy'),
  classLoss('sparse_categorical_crossentropy'),
  binaryLoss,
  attention,
  norm,
];

/** Reductions: tf.reduce_sum and its like, tf.argmax. */

import { argumentForm } from '../../diagnostics/argument-form.ts';
import { int, unknown } from '../../dim/dim.ts';
import type { Reduction } from '../../kernel/execute/reduce.ts';
import type { Arg } from '../argument.ts';
import { listArg, toDim } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { positionData, positionRule, reduceData, reduceRule } from '../common/reduce.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, integers, tensor } from '../parameter.ts';
import { docs, name, op, tensorflow, words } from './declare.ts';

/** `keepdims=None` is its default in 1.x and means no. */
export const keeps = (arg: Arg | undefined): boolean | undefined =>
  !arg || arg.kind === 'none'
    ? false
    : arg.kind === 'flag'
      ? arg.value
      : arg.kind === 'number' && arg.dim.kind === 'int'
        ? arg.dim.value !== 0
        : undefined;

interface Reduces {
  readonly path: string;
  readonly summary: string;
  readonly how?: Reduction;
  readonly dtype?: string;
  readonly aliases?: readonly string[];
}

function reduction({ path, summary, how, dtype, aliases = [`math.${path}`] }: Reduces): Op {
  const x = dtype ? 'tf.ones([2, 3], tf.bool)' : 'tf.ones([2, 3])';
  return defineOp({
    ...tensorflow,
    name: `tf.${path}`,
    aliases,
    summary,
    docs: docs(path.includes('.') ? path : `math.${path}`),
    params: {
      input_tensor: tensor(),
      axis: integers('int | int[]').alias('reduction_indices').optional(),
      keepdims: anything('bool', { kind: 'flag' }).alias('keep_dims').default('False'),
      name: name(),
    },
    shape: ({ input_tensor, axis, keepdims }, check) => {
      const result = reduceRule(how, input_tensor, axis, keeps(keepdims), 'axis', check);
      return dtype ? ofType(result.shape, dtype) : result;
    },
    // The mean of integers is an integer again, rounded in its own way.
    compute: ({ input_tensor, axis, keepdims }) =>
      how && !(how === 'mean' && /int/.test(input_tensor.dtype ?? '')) ? reduceData(how, input_tensor, axis, keeps(keepdims)) : undefined,
    examples: [
      { call: `tf.${path}(${x})`, gives: '' },
      { call: `tf.${path}(${x}, axis=1)`, gives: '2' },
      { call: `tf.${path}(${x}, [0], True)`, gives: '1 3' },
      { call: `tf.${path}(${x}, axis=2)`, reports: 'axis-out-of-range' },
    ],
  });
}

function position(word: 'argmax' | 'argmin', how: 'max' | 'min', summary: string): Op {
  return defineOp({
    ...tensorflow,
    name: `tf.${word}`,
    aliases: [`math.${word}`],
    summary,
    docs: docs(`math.${word}`),
    params: {
      input: tensor(),
      axis: anything('int', { kind: 'integers' }).alias('dimension').optional(),
      output_type: dtype().optional(),
      name: name(),
    },
    order: {
      legacy: 'input axis name dimension output_type',
      v1: 'input axis name dimension output_type',
      v2: 'input axis output_type name',
    },
    shape: ({ input, axis, output_type = 'int64' }, check) => positionRule(input, axisOf(axis), 'axis', check, output_type),
    compute: ({ input, axis }) => positionData(how, input, axisOf(axis)),
    examples: [
      { call: `tf.${word}(x, axis=1)`, given: { x: '2 3' }, gives: '2' },
      { call: `tf.${word}(x)`, given: { x: '2 3' }, gives: '3' },
      { call: `tf.${word}(x, 2)`, given: { x: '2 3' }, reports: 'axis-out-of-range' },
    ],
  });
}

const axisOf = (axis: Arg | undefined) => (!axis || axis.kind === 'none' ? int(0) : (toDim(axis) ?? unknown));

const moments = defineOp({
  ...tensorflow,
  name: 'tf.nn.moments',
  summary: 'Mean and variance over some axes.',
  docs: docs('nn.moments'),
  params: {
    x: tensor(),
    axes: integers('int[]'),
    shift: anything('None').optional().hidden(),
    keepdims: anything('bool', { kind: 'flag' }).alias('keep_dims').default('False'),
    name: name(),
  },
  order: { legacy: 'x axes shift name keep_dims', v1: 'x axes shift name keep_dims keepdims', v2: 'x axes shift keepdims name' },
  shape({ x, axes, keepdims }, check) {
    const one = ofType(reduceRule(undefined, x, axes, keeps(keepdims), 'axes', check).shape, x.dtype);
    return listArg([one, one]);
  },
  examples: [
    { call: 'tf.nn.moments(x, [0, 1, 2])[0]', given: { x: '8 4 4 3' }, gives: '3' },
    { call: 'tf.nn.moments(x, [0, 4])[0]', given: { x: '8 4 4 3' }, reports: 'axis-out-of-range' },
    { call: 'tf.nn.moments(x)', given: { x: '8 4 4 3' }, reports: 'argument-form' },
  ],
});

/** `axis` and `keepdims` have their words of old here too. */
const counted = op('math.count_nonzero', {
  aliases: ['count_nonzero'],
  summary: 'How many elements are not 0, over some axes or over all.',
  params: {
    input: tensor().alias('input_tensor'),
    axis: integers('int | int[]').alias('reduction_indices').optional(),
    keepdims: anything('bool', { kind: 'flag' }).alias('keep_dims').default('False'),
    dtype: dtype().default('tf.int64', { kind: 'text', text: 'int64' }),
    name: name(),
  },
  order: {
    legacy: 'input_tensor axis keep_dims dtype name reduction_indices',
    v1: 'input_tensor axis keepdims dtype name reduction_indices keep_dims input',
    v2: 'input axis keepdims dtype name',
  },
  shape: ({ input, axis, keepdims, dtype }, check) =>
    ofType(reduceRule(undefined, input, axis, keeps(keepdims), 'axis', check).shape, dtype),
  examples: [
    { call: 'tf.math.count_nonzero(x)', given: { x: '2 3' }, gives: '' },
    { call: 'tf.math.count_nonzero(x, 1)', given: { x: '2 3' }, gives: '2' },
    { call: 'tf.math.count_nonzero(x, 2)', given: { x: '2 3' }, reports: 'axis-out-of-range' },
  ],
});

const norm = op('norm', {
  aliases: ['linalg.norm'],
  summary: 'The norm of vectors along an axis, of matrices over two, or of all elements.',
  params: {
    tensor: tensor(),
    ord: anything("'euclidean' | number").optional(),
    axis: integers('int | int[2]').optional(),
    keepdims: anything('bool', { kind: 'flag' }).alias('keep_dims').default('False'),
    name: name(),
  },
  order: { legacy: 'tensor ord axis keep_dims name', v1: 'tensor ord axis keepdims name keep_dims', v2: 'tensor ord axis keepdims name' },
  shape({ tensor, axis, keepdims }, check) {
    if (axis?.kind === 'many' && axis.items.length !== 2) {
      const problem = `takes one axis as a number or two as a list, got a list of ${axis.items.length}`;
      check.report(argumentForm, { op: 'tf.norm', problem }, { argument: 'axis' });
    }
    return ofType(reduceRule(undefined, tensor, axis, keeps(keepdims), 'axis', check).shape, tensor.dtype);
  },
  examples: [
    { call: 'tf.norm(x)', given: { x: '2 3' }, gives: '' },
    { call: 'tf.norm(x, axis=-1, keepdims=True)', given: { x: '2 3' }, gives: '2 1' },
    { call: 'tf.norm(x, axis=2)', given: { x: '2 3' }, reports: 'axis-out-of-range' },
    { call: 'tf.norm(x, axis=[1])', given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

const normalize = op('linalg.normalize', {
  summary: 'The tensor divided by its norm, and the norm.',
  params: { tensor: tensor(), ...words('ord'), axis: integers('int | int[2]').optional(), name: name() },
  shape({ tensor, axis }, check) {
    const norms = reduceRule(undefined, tensor, axis, true, 'axis', check).shape;
    return listArg([ofType(tensor.shape, tensor.dtype), ofType(norms, tensor.dtype)]);
  },
  examples: [
    { call: 'tf.linalg.normalize(x, axis=1)[0]', given: { x: '2 3' }, gives: '2 3' },
    { call: 'tf.linalg.normalize(x, axis=1)[1]', given: { x: '2 3' }, gives: '2 1' },
    { call: 'tf.linalg.normalize(x, axis=2)', given: { x: '2 3' }, reports: 'axis-out-of-range' },
  ],
});

export const reductions: readonly Op[] = [
  counted,
  norm,
  normalize,
  reduction({ path: 'math.reduce_euclidean_norm', aliases: [], summary: 'The root of the sum of squares over some axes, or over all.' }),
  reduction({ path: 'reduce_sum', how: 'sum', summary: 'The sum over some axes, or over all.' }),
  reduction({ path: 'reduce_mean', how: 'mean', summary: 'The mean over some axes, or over all.' }),
  reduction({ path: 'reduce_max', how: 'max', summary: 'The greatest element over some axes, or over all.' }),
  reduction({ path: 'reduce_min', how: 'min', summary: 'The least element over some axes, or over all.' }),
  reduction({ path: 'reduce_prod', how: 'product', summary: 'The product over some axes, or over all.' }),
  reduction({ path: 'reduce_any', dtype: 'bool', summary: 'Whether any element is true, over some axes or over all.' }),
  reduction({ path: 'reduce_all', dtype: 'bool', summary: 'Whether all elements are true, over some axes or over all.' }),
  reduction({ path: 'reduce_logsumexp', summary: 'The logarithm of the sum of exponentials.' }),
  reduction({ path: 'math.reduce_std', aliases: [], summary: 'The standard deviation over some axes, or over all.' }),
  reduction({ path: 'math.reduce_variance', aliases: [], summary: 'The variance over some axes, or over all.' }),
  position('argmax', 'max', 'Where along an axis the greatest element is.'),
  position('argmin', 'min', 'Where along an axis the least element is.'),
  moments,
];

/** Ops that put tensors together and take them apart: tf.concat, tf.stack, tf.unstack, tf.split. */
import { unknown } from '../../dim/dim.ts';
import { type Arg, toDim, toTensor, unknownTensor } from '../argument.ts';
import { concatRule, parts, splitRule, stackRule, unstackRule } from '../common/join.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, integer, integers, tensor } from '../parameter.ts';
import { docs, name, tensorflow } from './declare.ts';

const dimOf = (arg: Arg | undefined) => (arg && toDim(arg)) ?? unknown;

const concat = defineOp({
  ...tensorflow,
  name: 'tf.concat',
  summary: 'Joins tensors along an axis; all other dims must be equal.',
  docs: docs('concat'),
  params: { values: parts(), axis: anything('int', { kind: 'integers' }).alias('concat_dim'), name: name() },
  // Before TensorFlow 1.0 the axis came first: `tf.concat(3, [a, b])`.
  shape: ({ values, axis }, check) =>
    values?.kind === 'number' && axis?.kind === 'list'
      ? concatRule(axis, values.dim, { values: 'axis', axis: 'values' }, check)
      : concatRule(values, dimOf(axis), { values: 'values', axis: 'axis' }, check),
  examples: [
    { call: 'tf.concat([x, y], axis=3)', given: { x: '1 4 4 2', y: '1 4 4 3' }, gives: '1 4 4 5' },
    { call: 'tf.concat([x, y], 0)', given: { x: '2 3', y: '1 3' }, gives: '3 3' },
    { call: 'tf.concat([x, y], axis=3)', given: { x: '1 4 4 2', y: '1 5 4 2' }, reports: 'concat-mismatch' },
    { call: 'tf.concat([x, y], axis=4)', given: { x: '1 4 4 2', y: '1 4 4 2' }, reports: 'axis-out-of-range' },
  ],
});

const stack = defineOp({
  ...tensorflow,
  name: 'tf.stack',
  aliases: ['pack'],
  summary: 'Joins tensors of one shape along a new axis.',
  docs: docs('stack'),
  params: { values: parts(), axis: integer().default('0'), name: name() },
  shape: ({ values, axis }, check) => stackRule(values, axis, { values: 'values', axis: 'axis' }, check),
  examples: [
    { call: 'tf.stack([x, y])', given: { x: '2 3', y: '2 3' }, gives: '2 2 3' },
    { call: 'tf.stack([8, 28, 28, 1])', gives: '4' },
    { call: 'tf.stack([x, y])', given: { x: '2 3', y: '2 4' }, reports: 'concat-mismatch' },
  ],
});

const unstack = defineOp({
  ...tensorflow,
  name: 'tf.unstack',
  aliases: ['unpack'],
  summary: 'The list of slices along an axis.',
  docs: docs('unstack'),
  params: { value: tensor(), num: integer().optional(), axis: integer().default('0'), name: name() },
  shape: ({ value, num, axis }, check) => unstackRule(value, num, axis, 'axis', check),
  examples: [
    { call: 'tf.unstack(x, axis=1)[0]', given: { x: '2 3' }, gives: '2' },
    { call: 'tf.unstack(x, axis=2)', given: { x: '2 3' }, reports: 'axis-out-of-range' },
  ],
});

const split = defineOp({
  ...tensorflow,
  name: 'tf.split',
  summary: 'Cuts a tensor along an axis into so many equal parts, or into parts of given lengths.',
  docs: docs('split'),
  params: {
    value: anything('Tensor', { kind: 'shape' }),
    num_or_size_splits: integers('int | int[]').alias('num_split'),
    axis: anything('int', { kind: 'integers' }).alias('split_dim').default('0'),
    num: integer().optional().hidden(),
    name: name(),
  },
  shape({ value, num_or_size_splits, axis }, check) {
    const names = { into: 'num_or_size_splits', axis: 'axis' };
    // Before TensorFlow 1.0: `tf.split(axis, number, value)`.
    const old = value?.kind === 'number' && axis?.kind === 'tensor';
    const input = (old ? axis : value) ?? unknownTensor;
    return splitRule(toTensor(input) ?? unknownTensor, num_or_size_splits, dimOf(old ? value : axis), names, check);
  },
  examples: [
    { call: 'tf.split(x, 3, axis=1)[0]', given: { x: '2 6' }, gives: '2 2' },
    { call: 'tf.split(x, [1, 5], 1)[1]', given: { x: '2 6' }, gives: '2 5' },
    { call: 'tf.split(x, 4, axis=1)', given: { x: '2 6' }, reports: 'uneven-split' },
  ],
});

export const joinOps: readonly Op[] = [concat, stack, unstack, split];

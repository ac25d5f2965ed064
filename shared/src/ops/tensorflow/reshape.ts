/** Ops that rearrange axes: tf.reshape, tf.transpose, tf.squeeze, tf.expand_dims. */
import { broadcastToRule } from '../common/elementwise.ts';
import { reshapeRule } from '../common/reshape.ts';
import { toShape } from '../common/shape-argument.ts';
import { expandRule, squeezeRule, transposeRule } from '../common/transpose.ts';
import { defineOp, type Op } from '../op.ts';
import { flag, integer, integers, tensor } from '../parameter.ts';
import { docs, name, tensorflow } from './declare.ts';

const reshape = defineOp({
  ...tensorflow,
  name: 'tf.reshape',
  aliases: ['manip.reshape'],
  summary: 'The same elements in another shape; −1 stands for whatever is left.',
  docs: docs('reshape'),
  params: { tensor: tensor(), shape: integers('int[]'), name: name() },
  shape: (args, check) => reshapeRule(args.tensor, args.shape, { op: 'tf.reshape', argument: 'shape' }, check),
  examples: [
    { call: 'tf.reshape(x, [-1, 4])', given: { x: '2 3 4' }, gives: '6 4' },
    { call: 'tf.reshape(x, (4, 6))', given: { x: '2 3 4' }, gives: '4 6' },
    { call: 'tf.reshape(x, [5, 5])', given: { x: '2 3 4' }, reports: 'reshape-size' },
    { call: 'tf.reshape(x, [-1, 7])', given: { x: '2 3 4' }, reports: 'reshape-size' },
  ],
});

const transpose = defineOp({
  ...tensorflow,
  name: 'tf.transpose',
  summary: 'The same elements with the axes in another order; reversed by default.',
  docs: docs('transpose'),
  params: { a: tensor(), perm: integers('int[]').optional(), conjugate: flag().default('False').hidden(), name: name() },
  order: { legacy: 'a perm name conjugate', v1: 'a perm name conjugate', v2: 'a perm conjugate name' },
  shape: ({ a, perm }, check) => transposeRule(a, perm, { op: 'tf.transpose', argument: 'perm', of: 'a', folds: true }, check),
  examples: [
    { call: 'tf.transpose(x, [0, 3, 1, 2])', given: { x: '1 4 5 3' }, gives: '1 3 4 5' },
    { call: 'tf.transpose(x)', given: { x: '2 3' }, gives: '3 2' },
    { call: 'tf.transpose(x, [0, 2, 1])', given: { x: '2 3' }, reports: 'argument-form' },
    { call: 'tf.transpose(x, [0, 2])', given: { x: '2 3' }, reports: 'axis-out-of-range' },
  ],
});

const squeeze = defineOp({
  ...tensorflow,
  name: 'tf.squeeze',
  summary: 'Drops axes of length 1: those named, or all.',
  docs: docs('squeeze'),
  params: { input: tensor(), axis: integers('int | int[]').alias('squeeze_dims').optional(), name: name() },
  shape: ({ input, axis }, check) => squeezeRule(input, axis, { op: 'tf.squeeze', argument: 'axis' }, check),
  examples: [
    { call: 'tf.squeeze(x)', given: { x: '1 4 1 3' }, gives: '4 3' },
    { call: 'tf.squeeze(x, [0])', given: { x: '1 4 1 3' }, gives: '4 1 3' },
    { call: 'tf.squeeze(x, axis=1)', given: { x: '1 4 1 3' }, reports: 'argument-form' },
  ],
});

const expandDims = defineOp({
  ...tensorflow,
  name: 'tf.expand_dims',
  summary: 'Adds an axis of length 1.',
  docs: docs('expand_dims'),
  params: { input: tensor(), axis: integer().alias('dim'), name: name() },
  shape: ({ input, axis }, check) => expandRule(input, axis, { op: 'tf.expand_dims', argument: 'axis' }, check),
  examples: [
    { call: 'tf.expand_dims(x, 0)', given: { x: '4 4' }, gives: '1 4 4' },
    { call: 'tf.expand_dims(x, -1)', given: { x: '4 4' }, gives: '4 4 1' },
    { call: 'tf.expand_dims(x, 4)', given: { x: '4 4' }, reports: 'axis-out-of-range' },
  ],
});

const broadcastTo = defineOp({
  ...tensorflow,
  name: 'tf.broadcast_to',
  summary: 'Stretches axes of length 1, and adds axes in front, to reach a shape.',
  docs: docs('broadcast_to'),
  params: { input: tensor(), shape: integers('int[]'), name: name() },
  shape: ({ input, shape }, check) => broadcastToRule(input, toShape(shape), { op: 'tf.broadcast_to', argument: 'shape' }, check),
  examples: [
    { call: 'tf.broadcast_to(x, [2, 3])', given: { x: '3' }, gives: '2 3' },
    { call: 'tf.broadcast_to(x, [2, 3])', given: { x: '2' }, reports: 'broadcast-mismatch' },
  ],
});

export const reshapeOps: readonly Op[] = [reshape, transpose, squeeze, expandDims, broadcastTo];

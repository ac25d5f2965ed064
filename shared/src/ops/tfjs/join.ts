/** Ops that put tensors together and take them apart: tf.concat, tf.stack, tf.unstack, tf.split. */
import { int } from '../../dim/dim.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { concatRule, parts, splitRule, stackRule, unstackRule } from '../common/join.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, integer, integers, tensor } from '../parameter.ts';
import { chained, docs, member, memberDocs, refuse, tfjs, together } from './declare.ts';

const names = { values: 'tensors', axis: 'axis' };

const concat = defineOp({
  ...tfjs,
  name: 'tf.concat',
  summary: 'Joins tensors along an axis; all other dims must be equal.',
  docs: docs('concat'),
  params: { tensors: parts(), axis: integer().default('0') },
  shape: ({ tensors, axis }, check) => concatRule(tensors, axis, names, check),
  examples: [
    { call: 'tf.concat([x, y], 3)', given: { x: '1 4 4 2', y: '1 4 4 3' }, gives: '1 4 4 5' },
    { call: 'tf.concat([x, y])', given: { x: '2 3', y: '1 3' }, gives: '3 3' },
    { call: 'tf.concat([x, y], 3)', given: { x: '1 4 4 2', y: '1 5 4 2' }, reports: 'concat-mismatch' },
    { call: 'tf.concat([x, y], 4)', given: { x: '1 4 4 2', y: '1 4 4 2' }, reports: 'axis-out-of-range' },
  ],
});

const concatMember = defineOp({
  ...tfjs,
  ...member('concat'),
  name: 'tf.Tensor.concat',
  summary: 'Joins a tensor, or a list of them, to this one along an axis.',
  docs: memberDocs('concat'),
  params: { x: tensor(), tensors: anything('Tensor | Tensor[]', { kind: 'shape' }), axis: integer().default('0') },
  shape: ({ x, tensors, axis }, check) => concatRule(together(x, tensors), axis, names, check),
  examples: [
    { call: 'x.concat(y, 1)', given: { x: '2 3', y: '2 1' }, gives: '2 4' },
    { call: 'x.concat([y, y])', given: { x: '2 3', y: '1 3' }, gives: '4 3' },
    { call: 'x.concat(y)', given: { x: '2 3', y: '2 1' }, reports: 'concat-mismatch' },
  ],
});

const concatOfRank = (rank: number): Op => {
  const shape = Array(rank).fill('2').join(' ');
  return defineOp({
    ...tfjs,
    name: `tf.concat${rank}d`,
    summary: `Joins tensors of rank ${rank} along an axis.`,
    docs: docs('concat'),
    params: rank === 1 ? { tensors: parts() } : { tensors: parts(), axis: integer().default('0') },
    shape: (args, check) => concatRule(args.tensors, 'axis' in args && args.axis ? args.axis : int(0), names, check),
    examples: [
      {
        call: rank === 1 ? 'tf.concat1d([x, y])' : `tf.concat${rank}d([x, y], 0)`,
        given: { x: shape, y: shape },
        gives: shape.replace('2', '4'),
      },
    ],
  });
};

/** "All tensors passed to stack must have matching dtypes". */
function checkTypes(tensors: Arg | undefined, check: Check): void {
  const types = new Set(tensors?.kind === 'list' ? tensors.items.flatMap(item => (item.kind === 'tensor' ? [item.dtype] : [])) : []);
  types.delete(undefined);
  if (types.size > 1) refuse('stack', 'tensors', `takes tensors of one type, got ${[...types].join(' and ')}`, check);
}

const stack = defineOp({
  ...tfjs,
  name: 'tf.stack',
  summary: 'Joins tensors of one shape along a new axis.',
  docs: docs('stack'),
  params: { tensors: parts(), axis: integer().default('0') },
  shape({ tensors, axis }, check) {
    checkTypes(tensors, check);
    return stackRule(tensors, axis, names, check);
  },
  examples: [
    { call: 'tf.stack([x, y])', given: { x: '2 3', y: '2 3' }, gives: '2 2 3' },
    { call: 'tf.stack([x, y])', given: { x: '2 3', y: '2 4' }, reports: 'concat-mismatch' },
    { call: 'tf.stack([x, y.toInt()])', given: { x: '2 3', y: '2 3' }, reports: 'argument-form' },
  ],
});

const stackMember = defineOp({
  ...tfjs,
  ...member('stack'),
  name: 'tf.Tensor.stack',
  summary: 'Joins a tensor, or a list of them, to this one along a new axis.',
  docs: memberDocs('stack'),
  params: { x: tensor(), tensors: anything('Tensor | Tensor[]', { kind: 'shape' }), axis: integer().default('0') },
  shape({ x, tensors, axis }, check) {
    checkTypes(together(x, tensors), check);
    return stackRule(together(x, tensors), axis, names, check);
  },
  examples: [
    { call: 'x.stack(y, 2)', given: { x: '2 3', y: '2 3' }, gives: '2 3 2' },
    { call: 'x.stack(y)', given: { x: '2 3', y: '2 4' }, reports: 'concat-mismatch' },
  ],
});

const unstack = defineOp({
  ...tfjs,
  ...chained('unstack'),
  name: 'tf.unstack',
  summary: 'The list of slices along an axis.',
  docs: docs('unstack'),
  params: { x: tensor(), axis: integer().default('0') },
  shape: ({ x, axis }, check) => unstackRule(x, { kind: 'unknown' }, axis, 'axis', check),
  examples: [
    { call: 'tf.unstack(x, 1)[0]', given: { x: '2 3' }, gives: '2' },
    { call: 'tf.unstack(x, 2)', given: { x: '2 3' }, reports: 'axis-out-of-range' },
  ],
});

const split = defineOp({
  ...tfjs,
  ...chained('split'),
  name: 'tf.split',
  summary: 'Cuts a tensor along an axis into so many equal parts, or into parts of given lengths.',
  docs: docs('split'),
  params: { x: tensor(), numOrSizeSplits: integers('number | number[]'), axis: integer().default('0') },
  shape: ({ x, numOrSizeSplits, axis }, check) => splitRule(x, numOrSizeSplits, axis, { into: 'numOrSizeSplits', axis: 'axis' }, check),
  examples: [
    { call: 'tf.split(x, 3, 1)[0]', given: { x: '2 6' }, gives: '2 2' },
    { call: 'x.split([1, 5], 1)[1]', given: { x: '2 6' }, gives: '2 5' },
    { call: 'tf.split(x, 4, 1)', given: { x: '2 6' }, reports: 'uneven-split' },
  ],
});

export const joinOps: readonly Op[] = [concat, concatMember, ...[1, 2, 3, 4].map(concatOfRank), stack, stackMember, unstack, split];

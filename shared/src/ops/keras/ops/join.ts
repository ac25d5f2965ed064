/** Functions of `keras.ops` that put tensors together and take them apart. Source: src/ops/numpy.py in Keras 3. */
import { subtract } from '../../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { listArg, toTensor, unknownArg } from '../../argument.ts';
import { readAxis } from '../../common/axis.ts';
import { ofType } from '../../common/contents.ts';
import { concatRule, parts, splitRule, unstackRule } from '../../common/join.ts';
import { optionalDim } from '../../common/sequence.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, integer, integers, tensor } from '../../parameter.ts';
import { docs, keras } from '../declare.ts';
import { named } from './declare.ts';

const concatenate = (at: 'ops' | 'backend'): Op =>
  defineOp({
    ...keras,
    name: `keras.${at}.concatenate`,
    summary: 'Tensors put together along an axis.',
    docs: docs(`${at}/concatenate`),
    params: { xs: parts().alias('tensors'), axis: integer().default(at === 'ops' ? '0' : '-1') },
    shape: ({ xs, axis }, check) => concatRule(xs, axis, { values: 'xs', axis: 'axis' }, check),
    examples: [
      { call: `keras.${at}.concatenate([x, y], axis=0)`, given: { x: '4 3', y: '5 3' }, gives: '9 3' },
      { call: `keras.${at}.concatenate([x, x])`, given: { x: '4 3' }, gives: at === 'ops' ? '8 3' : '4 6' },
      { call: `keras.${at}.concatenate([x, y], axis=1)`, given: { x: '4 3', y: '5 3' }, reports: 'concat-mismatch' },
    ],
  });

/** By the axis that the tensors are put together along. */
const stacked = (word: 'vstack' | 'hstack', axis: number): Op =>
  defineOp({
    ...named(word),
    summary: word === 'vstack' ? 'Tensors put one below the other.' : 'Tensors put one beside the other.',
    params: { xs: parts() },
    shape({ xs }, check) {
      const ranks = xs?.kind === 'list' ? xs.items.map(item => toTensor(item)?.shape?.length) : [];
      const whole = ranks.length > 0 && ranks.every(rank => rank !== undefined && rank >= 2);
      return whole ? concatRule(xs, int(axis), { values: 'xs', axis: 'xs' }, check) : unknownArg;
    },
    examples: [
      { call: `keras.ops.${word}([x, x])`, given: { x: '4 3' }, gives: axis === 0 ? '8 3' : '4 6' },
      {
        call: `keras.ops.${word}([x, y])`,
        given: axis === 0 ? { x: '4 3', y: '4 2' } : { x: '4 3', y: '5 3' },
        reports: 'concat-mismatch',
      },
    ],
  });

const split = defineOp({
  ...named('split'),
  summary: 'So many equal parts, or cuts at the given places.',
  params: { x: tensor(), indices_or_sections: integers('int | int[]'), axis: integer().default('0') },
  shape({ x, indices_or_sections: at, axis }, check) {
    const names = { into: 'indices_or_sections', axis: 'axis' };
    if (at?.kind !== 'many') return splitRule(x, at, axis, names, check);
    const along = x.shape && readAxis(axis, x.shape, 'axis', check);
    if (!x.shape || along === undefined) return unknownArg;
    const cuts = at.items.map(item => (typeof item === 'string' ? unknown : item));
    const ends = [...cuts, x.shape[along] as Dim];
    const shape = x.shape;
    return listArg(ends.map((end, i) => ofType(shape.with(along, subtract(end, i === 0 ? int(0) : (ends[i - 1] as Dim))), x.dtype)));
  },
  examples: [
    { call: 'keras.ops.split(x, 2, axis=1)[0]', given: { x: '4 6' }, gives: '4 3' },
    { call: 'keras.ops.split(x, [1, 3], axis=1)[2]', given: { x: '4 6' }, gives: '4 3' },
    { call: 'keras.ops.split(x, 4, axis=1)', given: { x: '4 6' }, reports: 'uneven-split' },
  ],
});

const unstack = defineOp({
  ...named('unstack'),
  summary: 'One tensor per position along an axis.',
  params: { x: tensor(), num: anything('int', { kind: 'integers' }).optional(), axis: integer().default('0') },
  shape: ({ x, num, axis }, check) => unstackRule(x, optionalDim(num) ?? unknown, axis, 'axis', check),
  examples: [
    { call: 'keras.ops.unstack(x, axis=1)[0]', given: { x: '4 6' }, gives: '4' },
    { call: 'keras.ops.unstack(x, axis=2)', given: { x: '4 6' }, reports: 'axis-out-of-range' },
  ],
});

export const joinOps: readonly Op[] = [
  concatenate('ops'),
  concatenate('backend'),
  stacked('vstack', 0),
  stacked('hstack', 1),
  split,
  unstack,
];

/** Functions of `keras.ops` that put tensors together and take them apart. Source: src/ops/numpy.py in Keras 3. */
import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import { subtract } from '../../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { listArg, type TensorArg, toTensor, unknownArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { readAxis } from '../../common/axis.ts';
import { ofType } from '../../common/contents.ts';
import { concatRule, parts, splitRule, unstackRule } from '../../common/join.ts';
import { optionalDim } from '../../common/sequence.ts';
import { defineOp, type Op, type Result } from '../../op.ts';
import { anything, type Integers, integer, integers, tensor } from '../../parameter.ts';
import { docs, keras } from '../declare.ts';
import { completeOp, named } from './declare.ts';

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

/** `argument`: where the axis comes from. */
function cut(x: TensorArg, at: Integers | undefined, axis: Dim, argument: string, check: Check): Result {
  if (at?.kind !== 'many') return splitRule(x, at, axis, { into: 'indices_or_sections', axis: argument }, check);
  const along = x.shape && readAxis(axis, x.shape, argument, check);
  if (!x.shape || along === undefined) return unknownArg;
  const cuts = at.items.map(item => (typeof item === 'string' ? unknown : item));
  const ends = [...cuts, x.shape[along] as Dim];
  const shape = x.shape;
  return listArg(ends.map((end, i) => ofType(shape.with(along, subtract(end, i === 0 ? int(0) : (ends[i - 1] as Dim))), x.dtype)));
}

const split = defineOp({
  ...named('split'),
  summary: 'So many equal parts, or cuts at the given places.',
  params: { x: tensor(), indices_or_sections: integers('int | int[]'), axis: integer().default('0') },
  shape: ({ x, indices_or_sections: at, axis }, check) => cut(x, at, axis, 'axis', check),
  examples: [
    { call: 'keras.ops.split(x, 2, axis=1)[0]', given: { x: '4 6' }, gives: '4 3' },
    { call: 'keras.ops.split(x, [1, 3], axis=1)[2]', given: { x: '4 6' }, gives: '4 3' },
    { call: 'keras.ops.split(x, 4, axis=1)', given: { x: '4 6' }, reports: 'uneven-split' },
  ],
});

/** By an axis that the name says. */
const splitAlong = (word: 'hsplit' | 'vsplit' | 'dsplit', axis: number, given: string, gives: string): Op =>
  completeOp(word, {
    summary: 'So many equal parts, or cuts at the given places.',
    params: { x: tensor(), indices_or_sections: integers('int | int[]') },
    shape({ x, indices_or_sections: at }, check) {
      const rank = x.shape?.length;
      // Of a vector, NumPy and what Keras runs on cut the only axis there is.
      if (rank === 1 && axis === 1) return cut(x, at, int(0), 'x', check);
      if (rank !== undefined && rank <= axis) {
        check.report(rankMismatch, { argument: 'x', wanted: `at least ${axis + 1}`, got: x.shape ?? [] }, { argument: 'x' });
        return unknownArg;
      }
      return cut(x, at, int(axis), 'x', check);
    },
    examples: [
      { call: `keras.ops.${word}(x, 2)[0]`, given: { x: given }, gives },
      { call: `keras.ops.${word}(x, 5)`, given: { x: given }, reports: 'uneven-split' },
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
  splitAlong('vsplit', 0, '4 6', '2 6'),
  splitAlong('hsplit', 1, '4 6', '4 3'),
  splitAlong('dsplit', 2, '4 6 8', '4 6 4'),
  unstack,
];

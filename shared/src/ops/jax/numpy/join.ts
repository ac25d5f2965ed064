/** `jax.numpy`: arrays put together, taken apart, made longer. Source: jax/_src/numpy/lax_numpy.py. */
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { type Arg, type TensorArg, unknownArg } from '../../argument.ts';
import { readAxis } from '../../common/axis.ts';
import { ofType } from '../../common/contents.ts';
import { concatRule, parts, splitRule, stackRule } from '../../common/join.ts';
import { padRule, readPairs, tileRule } from '../../common/pad.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, type Integers, integer, integers, tensor } from '../../parameter.ts';
import { anyOf, docs, jax } from '../declare.ts';

const concatenate = defineOp({
  ...jax,
  name: 'jax.numpy.concatenate',
  aliases: ['numpy.concat'],
  summary: 'Arrays put together along an axis.',
  docs: docs('jax.numpy.concatenate'),
  params: { arrays: parts(), axis: anything('int').default('0'), ...anyOf('dtype') },
  order: 'arrays axis',
  shape(args, check) {
    const { arrays, axis } = args as never as { arrays: Arg | undefined; axis: Arg | undefined };
    // Without an axis the elements of all stand in one row.
    if (axis?.kind !== 'number') return ofType(axis?.kind === 'none' ? [unknown] : undefined, undefined);
    return concatRule(arrays, axis.dim, { values: 'arrays', axis: 'axis' }, check);
  },
  examples: [
    { call: 'jnp.concatenate([x, y])', given: { x: '4 3', y: '5 3' }, gives: '9 3' },
    { call: 'jnp.concatenate((x, y), axis=-1)', given: { x: '4 3', y: '4 5' }, gives: '4 8' },
    { call: 'jnp.concatenate((x, y), axis=1)', given: { x: '4 3', y: '5 3' }, reports: 'concat-mismatch' },
  ],
});

const stack = defineOp({
  ...jax,
  name: 'jax.numpy.stack',
  summary: 'Arrays of one shape put together along a new axis.',
  docs: docs('jax.numpy.stack'),
  params: { arrays: parts(), axis: integer().default('0'), ...anyOf('out dtype') },
  order: 'arrays axis',
  shape(args, check) {
    const { arrays, axis } = args as never as { arrays: Arg | undefined; axis: Dim };
    return stackRule(arrays, axis, { values: 'arrays', axis: 'axis' }, check);
  },
  examples: [{ call: 'jnp.stack([x, x], axis=-1)', given: { x: '4 3' }, gives: '4 3 2' }],
});

/** Along the first axis and the second; vectors are rows, or put one behind the other. */
const stacked = (word: 'vstack' | 'hstack'): Op =>
  defineOp({
    ...jax,
    name: `jax.numpy.${word}`,
    summary: word === 'vstack' ? 'Arrays put one below the other.' : 'Arrays put one beside the other.',
    docs: docs(`jax.numpy.${word}`),
    params: { tup: parts(), ...anyOf('dtype') },
    shape(args, check) {
      const tup = args['tup'] as Arg | undefined;
      const items = tup?.kind === 'list' ? tup.items : [];
      const [rank, more] = new Set(items.map(item => (item.kind === 'tensor' ? item.shape?.length : undefined)));
      if (more !== undefined || rank === undefined || rank < 2) return ofType(undefined, undefined);
      return concatRule(tup, int(word === 'vstack' ? 0 : 1), { values: 'tup', axis: 'tup' }, check);
    },
    examples: [
      word === 'vstack'
        ? { call: 'jnp.vstack([x, y])', given: { x: '4 3', y: '5 3' }, gives: '9 3' }
        : { call: 'jnp.hstack([x, y])', given: { x: '3 4', y: '3 5' }, gives: '3 9' },
    ],
  });

/** Places to cut at say nothing about lengths that is worth following. */
const split = defineOp({
  ...jax,
  name: 'jax.numpy.split',
  summary: 'Equal parts along an axis.',
  docs: docs('jax.numpy.split'),
  params: { ary: tensor(), indices_or_sections: integers('int | int[]'), axis: integer().default('0') },
  shape({ ary, indices_or_sections, axis }, check) {
    if (indices_or_sections?.kind !== 'one') return unknownArg;
    return splitRule(ary, indices_or_sections, axis, { into: 'indices_or_sections', axis: 'axis' }, check);
  },
  examples: [
    { call: 'jnp.split(x, 2, axis=-1)[0]', given: { x: '4 6' }, gives: '4 3' },
    { call: 'jnp.split(x, 4, axis=1)', given: { x: '4 6' }, reports: 'uneven-split' },
  ],
});

const tile = defineOp({
  ...jax,
  name: 'jax.numpy.tile',
  summary: 'Repeated along the axes.',
  docs: docs('jax.numpy.tile'),
  params: { A: tensor(), reps: integers('int | int[]') },
  shape({ A, reps }, check) {
    const rank = A.shape?.length;
    if (rank === undefined || reps?.kind !== 'many')
      return ofType(reps?.kind === 'one' && rank ? A.shape?.map(() => unknown) : undefined, A.dtype);
    // The shorter of the two is filled up in front.
    const missing = reps.items.length - rank;
    const ones = (count: number) => Array<Dim>(Math.max(count, 0)).fill(int(1));
    const wider: TensorArg = missing > 0 ? ofType([...ones(missing), ...(A.shape ?? [])], A.dtype) : A;
    return tileRule(wider, { kind: 'many', items: [...ones(-missing), ...reps.items] }, { op: 'jax.numpy.tile', argument: 'reps' }, check);
  },
  examples: [
    { call: 'jnp.tile(x, (2, 1))', given: { x: '4 3' }, gives: '8 3' },
    { call: 'jnp.tile(x, (2, 1, 1))', given: { x: '4 3' }, gives: '2 4 3' },
  ],
});

const pad = defineOp({
  ...jax,
  name: 'jax.numpy.pad',
  summary: 'Longer at the ends of the axes.',
  docs: docs('jax.numpy.pad'),
  params: { array: tensor(), pad_width: anything('pairs', { kind: 'integers' }), ...anyOf('mode constant_values') },
  order: 'array pad_width mode',
  shape(args, check) {
    const { array, pad_width } = args as never as { array: TensorArg; pad_width: Arg | undefined };
    const listed = pad_width?.kind === 'list' && pad_width.items.every(item => item.kind === 'list' && item.items.length === 2);
    const pairs = listed ? readPairs(pad_width) : undefined;
    if (pairs && array.shape?.length === pairs.length) return padRule(array, pairs, { op: 'jax.numpy.pad', argument: 'pad_width' }, check);
    return ofType(
      array.shape?.map(() => unknown),
      array.dtype,
    );
  },
  examples: [{ call: 'jnp.pad(x, ((1, 1), (2, 0)))', given: { x: '4 3' }, gives: '6 5' }],
});

/** Along an axis the positions put their own axes in its place. */
const take = defineOp({
  ...jax,
  name: 'jax.numpy.take',
  method: { names: ['take'] },
  summary: 'What stands at some positions along an axis.',
  docs: docs('jax.numpy.take'),
  params: { a: tensor(), indices: tensor(), axis: integers('int').optional(), ...anyOf('out mode') },
  order: 'a indices axis',
  shape(args, check) {
    const { a, indices, axis } = args as never as { a: TensorArg; indices: TensorArg; axis: Integers };
    if (axis?.kind === 'none') return ofType(indices.shape, a.dtype);
    const at = a.shape && axis?.kind === 'one' ? readAxis(axis.dim, a.shape, 'axis', check) : undefined;
    return ofType(
      a.shape && indices.shape && at !== undefined ? [...a.shape.slice(0, at), ...indices.shape, ...a.shape.slice(at + 1)] : undefined,
      a.dtype,
    );
  },
  examples: [{ call: 'jnp.take(x, jnp.array([0, 2]), axis=1)', given: { x: '4 6' }, gives: '4 2' }],
});

export const joinOps: readonly Op[] = [concatenate, stack, stacked('vstack'), stacked('hstack'), split, tile, pad, take];

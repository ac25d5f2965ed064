/** Functions and members that tell an array's shape, or give it another; joins, reductions. */
import { int, unknown } from '../../dim/dim.ts';
import { elementCount } from '../../shape/shape.ts';
import { type Arg, listArg, numberArg, type TensorArg, tensorArg, textArg, toDim, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { concatRule, parts, stackRule } from '../common/join.ts';
import { padRule, readPairs, tileRule } from '../common/pad.ts';
import { positionRule, reduceRule } from '../common/reduce.ts';
import { reshapeRule } from '../common/reshape.ts';
import { expandRule, squeezeRule, transposeRule } from '../common/transpose.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, flag, type Integers, integer, integers, readIntegers, tensor } from '../parameter.ts';
import { any, anyOf, docs, numpy, plain } from './declare.ts';

const attribute = (name: string, summary: string, of: (array: TensorArg) => Arg): Op =>
  defineOp({
    ...numpy,
    name: `np.ndarray.${name}`,
    attribute: [name],
    listed: false,
    summary,
    docs: docs(`ndarray.${name}`),
    params: { a: tensor() },
    shape: ({ a }) => of(a),
    examples: [{ call: `x.${name}`, given: { x: '2 3' } }],
  });

const attributes: readonly Op[] = [
  attribute('shape', 'The shape.', ({ shape }) => (shape ? listArg(shape.map(numberArg)) : unknownArg)),
  attribute('ndim', 'The number of axes.', ({ shape }) => (shape ? numberArg(shape.length) : unknownArg)),
  attribute('size', 'The number of elements.', ({ shape }) => (shape ? numberArg(elementCount(shape)) : unknownArg)),
  attribute('dtype', 'The element type.', ({ dtype }) => (dtype === undefined ? unknownArg : textArg(dtype))),
  attribute('T', 'The axes in the opposite order.', ({ shape, dtype }) => ofType(shape && [...shape].reverse(), dtype)),
];

const astype = defineOp({
  ...numpy,
  name: 'np.ndarray.astype',
  method: { names: ['astype'], only: true },
  listed: false,
  summary: 'The same array with another element type.',
  docs: docs('ndarray.astype'),
  params: { a: tensor(), dtype: dtype(), ...anyOf('order casting subok copy') },
  shape: ({ a: { shape, data, elements }, dtype }) =>
    tensorArg(shape, { ...(data ? { data } : {}), ...(elements ? { elements } : {}), ...(dtype === undefined ? {} : { dtype }) }),
  examples: [{ call: "x.astype('float32')", given: { x: '2 3' }, gives: '2 3' }],
});

const method = (name: string, summary: string): Op =>
  defineOp({
    ...numpy,
    name: `np.ndarray.${name}`,
    method: { names: [name], only: true },
    listed: false,
    summary,
    docs: docs(`ndarray.${name}`),
    params: { a: tensor(), ...anyOf('order') },
    shape: ({ a }) => a,
    examples: [{ call: `x.${name}()`, given: { x: '2 3' }, gives: '2 3' }],
  });

const reshape = defineOp({
  ...numpy,
  name: 'np.reshape',
  method: { names: ['reshape'] },
  summary: 'The same elements in another shape; one dim may be −1, for the rest.',
  docs: docs('reshape'),
  params: { a: tensor(), newshape: anything('int | int[]', { kind: 'integers' }).alias('shape'), ...anyOf('order copy') },
  rest: 'newshape',
  order: 'a newshape',
  shape({ a, newshape }, check) {
    // `np.reshape(x, (2, 3), 'C')`: the order is no dim.
    const dims = newshape?.kind === 'list' && newshape.items[0]?.kind === 'list' ? newshape.items[0] : newshape;
    return reshapeRule(a, readIntegers(dims), { op: 'np.reshape', argument: 'newshape' }, check);
  },
  examples: [
    { call: 'np.reshape(x, (3, 4))', given: { x: '2 6' }, gives: '3 4' },
    { call: 'x.reshape(-1, 4)', given: { x: '2 6' }, gives: '3 4' },
    { call: 'x.reshape((5, 4))', given: { x: '2 6' }, reports: 'reshape-size' },
  ],
});

const flatten = defineOp({
  ...numpy,
  name: 'np.ravel',
  method: { names: ['ravel', 'flatten'] },
  summary: 'All elements along one axis.',
  docs: docs('ravel'),
  params: { a: tensor(), ...anyOf('order') },
  shape: ({ a: { shape, dtype } }) => ofType([shape ? elementCount(shape) : unknown], dtype),
  examples: [{ call: 'x.flatten()', given: { x: '2 6' }, gives: '12' }],
});

const expandDims = defineOp({
  ...numpy,
  name: 'np.expand_dims',
  summary: 'An axis of length 1 more.',
  docs: docs('expand_dims'),
  params: { a: tensor(), axis: integer() },
  shape: ({ a, axis }, check) => expandRule(a, axis, { op: 'np.expand_dims', argument: 'axis' }, check),
  examples: [{ call: 'np.expand_dims(x, axis=3)', given: { x: '8 28 28' }, gives: '8 28 28 1' }],
});

const squeeze = defineOp({
  ...numpy,
  name: 'np.squeeze',
  method: { names: ['squeeze'] },
  summary: 'Without axes of length 1.',
  docs: docs('squeeze'),
  params: { a: tensor(), axis: integers('int | int[]').optional() },
  shape: ({ a, axis }, check) => squeezeRule(a, axis, { op: 'np.squeeze', argument: 'axis' }, check),
  examples: [
    { call: 'np.squeeze(x)', given: { x: '1 28 28 1' }, gives: '28 28' },
    { call: 'np.squeeze(x, axis=1)', given: { x: '1 28' }, reports: 'argument-form' },
  ],
});

const transpose = defineOp({
  ...numpy,
  name: 'np.transpose',
  method: { names: ['transpose'] },
  summary: 'The axes in another order; the opposite one by default.',
  docs: docs('transpose'),
  params: { a: tensor(), axes: integers('int[]').optional() },
  rest: 'axes',
  shape: ({ a, axes }, check) => transposeRule(a, axes, { op: 'np.transpose', argument: 'axes', of: 'a' }, check),
  examples: [
    { call: 'x.transpose(0, 3, 1, 2)', given: { x: '8 28 30 3' }, gives: '8 3 28 30' },
    { call: 'np.transpose(x, (1, 0))', given: { x: '2 3' }, gives: '3 2' },
  ],
});

const axis0 = () => integer().default('0');

const concatenate = defineOp({
  ...numpy,
  name: 'np.concatenate',
  aliases: ['concat'],
  summary: 'Arrays put together along an axis.',
  docs: docs('concatenate'),
  params: { arrays: parts(), axis: axis0(), ...anyOf('out dtype casting') },
  shape: ({ arrays, axis }, check) => concatRule(arrays, axis, { values: 'arrays', axis: 'axis' }, check),
  examples: [
    { call: 'np.concatenate([x, y])', given: { x: '4 3', y: '5 3' }, gives: '9 3' },
    { call: 'np.concatenate((x, y), axis=1)', given: { x: '4 3', y: '5 3' }, reports: 'concat-mismatch' },
  ],
});

const stack = defineOp({
  ...numpy,
  name: 'np.stack',
  summary: 'Arrays of one shape put together along a new axis.',
  docs: docs('stack'),
  params: { arrays: parts(), axis: axis0(), ...anyOf('out dtype casting') },
  shape: ({ arrays, axis }, check) => stackRule(arrays, axis, { values: 'arrays', axis: 'axis' }, check),
  examples: [{ call: 'np.stack([x, x], axis=-1)', given: { x: '4 3' }, gives: '4 3 2' }],
});

/** `vstack`, `hstack`: along the first axis and the second; vectors are rows, or put one behind the other. */
const stacked = (word: 'vstack' | 'hstack'): Op =>
  defineOp({
    ...numpy,
    name: `np.${word}`,
    summary: word === 'vstack' ? 'Arrays put one below the other.' : 'Arrays put one beside the other.',
    docs: docs(word),
    params: { tup: parts(), ...anyOf('dtype casting') },
    shape({ tup }, check) {
      const items = tup?.kind === 'list' ? tup.items : [];
      const ranks = new Set(items.map(item => (item.kind === 'tensor' ? item.shape?.length : undefined)));
      const [rank] = ranks;
      if (ranks.size !== 1 || rank === undefined || rank < 2) return unknownArg;
      return concatRule(tup, int(word === 'vstack' ? 0 : 1), { values: 'tup', axis: 'tup' }, check);
    },
    examples: [
      {
        call: `np.${word}([x, y])`,
        given: word === 'vstack' ? { x: '4 3', y: '5 3' } : { x: '3 4', y: '3 5' },
        gives: word === 'vstack' ? '9 3' : '3 9',
      },
    ],
  });

const pad = defineOp({
  ...numpy,
  name: 'np.pad',
  summary: 'Longer at the ends of the axes.',
  docs: docs('pad'),
  params: { array: tensor(), pad_width: anything('pairs', { kind: 'integers' }), ...anyOf('mode constant_values') },
  shape({ array, pad_width }, check) {
    const pairs =
      pad_width?.kind === 'list' && pad_width.items.every(item => item.kind === 'list' && item.items.length === 2)
        ? readPairs(pad_width)
        : undefined;
    const fits = pairs && array.shape?.length === pairs.length;
    return fits
      ? padRule(array, pairs, { op: 'np.pad', argument: 'pad_width' }, check)
      : ofType(
          array.shape?.map(() => unknown),
          array.dtype,
        );
  },
  examples: [{ call: 'np.pad(x, ((1, 1), (2, 0)))', given: { x: '4 3' }, gives: '6 5' }],
});

const tile = defineOp({
  ...numpy,
  name: 'np.tile',
  summary: 'Repeated along the axes.',
  docs: docs('tile'),
  params: { A: tensor(), reps: integers('int | int[]') },
  shape: ({ A, reps }, check) =>
    reps?.kind === 'many' && reps.items.length === A.shape?.length
      ? tileRule(A, reps, { op: 'np.tile', argument: 'reps' }, check)
      : unknownArg,
  examples: [{ call: 'np.tile(x, (2, 1))', given: { x: '4 3' }, gives: '8 3' }],
});

interface Reduces {
  readonly name: string;
  readonly how?: 'sum' | 'product' | 'max' | 'min';
  readonly aliases?: readonly string[];
}

const reduction = ({ name, how, aliases = [] }: Reduces): Op =>
  defineOp({
    ...numpy,
    name: `np.${name}`,
    aliases,
    method: { names: [name] },
    summary: `The ${name} over some axes, or over all.`,
    docs: docs(name),
    params: {
      a: tensor(),
      axis: integers('int | int[]').optional(),
      ...anyOf('dtype out'),
      keepdims: flag().default('False'),
      ...anyOf('initial where ddof'),
    },
    shape: (
      { a, axis, keepdims }: { readonly a: TensorArg; readonly axis: Integers; readonly keepdims: boolean | undefined },
      check: Check,
    ) => (a.shape ? plain(reduceRule(how, a, axis, keepdims, 'axis', check)) : unknownArg),
    examples: [
      { call: `np.${name}(x, axis=1)`, given: { x: '2 3' }, gives: '2' },
      { call: `np.${name}(x, axis=(0, 1), keepdims=True)`, given: { x: '2 3' }, gives: '1 1' },
      { call: `np.${name}(x, axis=2)`, given: { x: '2 3' }, reports: 'axis-out-of-range' },
    ],
  });

const position = (name: 'argmax' | 'argmin'): Op =>
  defineOp({
    ...numpy,
    name: `np.${name}`,
    method: { names: [name] },
    summary: 'Where along an axis the extreme is; without one, where among all elements.',
    docs: docs(name),
    params: { a: tensor(), axis: anything('int').optional(), ...anyOf('out keepdims') },
    shape: ({ a, axis }, check) =>
      !axis || axis.kind === 'none' || check.given.has('keepdims')
        ? unknownArg
        : positionRule(a, toDim(axis) ?? unknown, 'axis', check, 'int64'),
    examples: [{ call: `np.${name}(x, axis=1)`, given: { x: '2 3' }, gives: '2' }],
  });

const dot = defineOp({
  ...numpy,
  name: 'np.matmul',
  aliases: ['dot'],
  operator: '@',
  summary: 'The matrix product.',
  docs: docs('matmul'),
  params: { a: tensor(), b: tensor(), out: any() },
  shape: ({ a, b }) => {
    const [rows, columns] = [a.shape, b.shape];
    return rows?.length === 2 && columns?.length === 2 ? [rows[0] ?? unknown, columns[1] ?? unknown] : unknownArg;
  },
  examples: [{ call: 'np.matmul(x, y)', given: { x: '2 3', y: '3 4' }, gives: '2 4' }],
});

const shapeFunction = defineOp({
  ...numpy,
  name: 'np.shape',
  listed: false,
  summary: 'The shape.',
  docs: docs('shape'),
  params: { a: tensor() },
  shape: ({ a: { shape } }) => (shape ? listArg(shape.map(numberArg)) : unknownArg),
  examples: [{ call: 'np.shape(x)', given: { x: '2 3' } }],
});

export const shapeOps: readonly Op[] = [
  ...attributes,
  astype,
  method('copy', 'A copy.'),
  reshape,
  flatten,
  expandDims,
  squeeze,
  transpose,
  concatenate,
  stack,
  stacked('vstack'),
  stacked('hstack'),
  pad,
  tile,
  reduction({ name: 'sum', how: 'sum' }),
  reduction({ name: 'prod', how: 'product', aliases: ['product'] }),
  reduction({ name: 'max', how: 'max', aliases: ['amax'] }),
  reduction({ name: 'min', how: 'min', aliases: ['amin'] }),
  reduction({ name: 'mean' }),
  reduction({ name: 'std' }),
  reduction({ name: 'var' }),
  reduction({ name: 'median' }),
  reduction({ name: 'any' }),
  reduction({ name: 'all' }),
  position('argmax'),
  position('argmin'),
  dot,
  shapeFunction,
];

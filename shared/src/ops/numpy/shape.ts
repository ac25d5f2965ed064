/** Functions and members that tell an array's shape, or give it another. */
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { elementCount } from '../../shape/shape.ts';
import { type Arg, listArg, numberArg, type TensorArg, tensorArg, textArg, toDim, unknownArg } from '../argument.ts';
import { readAxis } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { type Pair, padRule, readPairs, tileRule } from '../common/pad.ts';
import { reshapeRule } from '../common/reshape.ts';
import { expandAxesRule, expandRule, squeezeRule, transposeRule } from '../common/transpose.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, integer, integers, readIntegers, tensor } from '../parameter.ts';
import { anyOf, docs, numpy } from './declare.ts';

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
    neverFails: 'every array has it, and it is not called',
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
  assigned: ['shape'],
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
  params: { a: tensor(), axis: integers('int | int[]') },
  shape({ a, axis }, check) {
    const how = { op: 'np.expand_dims', argument: 'axis' };
    if (axis?.kind === 'one') return expandRule(a, axis.dim, how, check);
    const several =
      axis?.kind === 'many' && axis.items.every(item => typeof item === 'object') ? (axis.items as readonly Dim[]) : undefined;
    return several && a.shape ? expandAxesRule(a, several, how, check) : unknownArg;
  },
  examples: [
    { call: 'np.expand_dims(x, (0, -1))', given: { x: '28 28' }, gives: '1 28 28 1' },
    { call: 'np.expand_dims(x, 3)', given: { x: '28 28' }, reports: 'axis-out-of-range' },
    { call: 'np.expand_dims(x, axis=3)', given: { x: '8 28 28' }, gives: '8 28 28 1' },
  ],
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
  shape: ({ a, axes }, check) =>
    transposeRule(
      a,
      axes?.kind === 'one' ? { kind: 'many', items: [axes.dim] } : axes,
      { op: 'np.transpose', argument: 'axes', of: 'a' },
      check,
    ),
  examples: [
    { call: 'x.transpose(0, 3, 1, 2)', given: { x: '8 28 30 3' }, gives: '8 3 28 30' },
    { call: 'np.transpose(x, (1, 0))', given: { x: '2 3' }, gives: '3 2' },
    { call: 'np.transpose(x, (0, 2, 1))', given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

/** One number for every end, a pair for every axis, or a pair for each. */
function pairsFor(arg: Arg | undefined, rank: number): readonly Pair[] | undefined {
  if (arg?.kind === 'number') return Array<Pair>(rank).fill([arg.dim, arg.dim]);
  if (arg?.kind !== 'list') return undefined;
  if (arg.items.every(item => item.kind === 'list' && item.items.length === 2)) {
    const read = readPairs(arg);
    return read && (read.length === 1 ? Array<Pair>(rank).fill(read[0] as Pair) : read);
  }
  const [before, after] = arg.items.map(toDim);
  return arg.items.length === 2 && before && after ? Array<Pair>(rank).fill([before, after]) : undefined;
}

const pad = defineOp({
  ...numpy,
  complete: false,
  name: 'np.pad',
  summary: 'Longer at the ends of the axes.',
  docs: docs('pad'),
  params: { array: tensor(), pad_width: anything('pairs', { kind: 'integers' }), ...anyOf('mode constant_values') },
  shape({ array, pad_width }, check) {
    if (!array.shape) return unknownArg;
    const pairs = pairsFor(pad_width, array.shape.length);
    return pairs
      ? padRule(array, pairs, { op: 'np.pad', argument: 'pad_width' }, check)
      : ofType(
          array.shape.map(() => unknown),
          array.dtype,
        );
  },
  examples: [
    { call: 'np.pad(x, ((1, 1), (2, 0)))', given: { x: '4 3' }, gives: '6 5' },
    { call: 'np.pad(x, 2)', given: { x: '4 3' }, gives: '8 7' },
    { call: 'np.pad(x, ((1, 1), (2, 0), (0, 0)))', given: { x: '4 3' }, reports: 'argument-form' },
  ],
});

/** The shorter of the two is filled up in front. */
const tile = defineOp({
  ...numpy,
  name: 'np.tile',
  summary: 'Repeated along the axes.',
  docs: docs('tile'),
  params: { A: tensor(), reps: integers('int | int[]') },
  shape({ A, reps }, check) {
    const rank = A.shape?.length;
    if (rank === undefined || !reps || (reps.kind !== 'many' && reps.kind !== 'one')) return unknownArg;
    const items = reps.kind === 'one' ? [reps.dim] : reps.items;
    const ones = (count: number) => Array<Dim>(Math.max(count, 0)).fill(int(1));
    const missing = items.length - rank;
    const wider = missing > 0 ? ofType([...ones(missing), ...(A.shape ?? [])], A.dtype) : A;
    return tileRule(wider, { kind: 'many', items: [...ones(-missing), ...items] }, { op: 'np.tile', argument: 'reps' }, check);
  },
  examples: [
    { call: 'np.tile(x, (2, 1))', given: { x: '4 3' }, gives: '8 3' },
    { call: 'np.tile(x, 2)', given: { x: '4 3' }, gives: '4 6' },
    { call: 'np.tile(x, (2, 1, 1))', given: { x: '4 3' }, gives: '2 4 3' },
  ],
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

/** As a function and as nothing else: the number of axes, or of elements along one. */
const told = (word: 'ndim' | 'size'): Op =>
  defineOp({
    ...numpy,
    name: `np.${word}`,
    listed: false,
    summary: word === 'ndim' ? 'The number of axes.' : 'The number of elements.',
    docs: docs(word),
    params: { a: tensor(), axis: integer().optional() },
    shape({ a: { shape }, axis }, check) {
      if (!shape) return unknownArg;
      if (word === 'ndim') return numberArg(shape.length);
      if (!check.given.has('axis')) return numberArg(elementCount(shape));
      const at = readAxis(axis, shape, 'axis', check);
      return at === undefined ? unknownArg : numberArg(shape[at] ?? unknown);
    },
    examples: [
      { call: `np.${word}(x)`, given: { x: '2 3' } },
      ...(word === 'size' ? [{ call: 'np.size(x, 2)', given: { x: '2 3' }, reports: 'axis-out-of-range' }] : []),
    ],
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
  pad,
  tile,
  shapeFunction,
  told('ndim'),
  told('size'),
];

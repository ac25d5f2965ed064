/** Elements picked, found, sorted and counted. Source: numpy/_core/fromnumeric.py, multiarray.py; numpy/lib/_arraysetops_impl.py. */
import { add } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type Arg, listArg, type TensorArg, tensorArg, toDim, tupleArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxis } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { broadcastShapes } from '../common/elementwise.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, integer, tensor } from '../parameter.ts';
import { any, anyOf, arrayOf, docs, flat, given, numpy, plain } from './declare.ts';

const array = () => anything('array', { kind: 'shape' });

/** Where something is so: an array of positions per axis, all as long. */
const places = (found: TensorArg, check: Check): Arg => {
  const count = check.fresh('found');
  return found.shape ? tupleArg(found.shape.map(() => ofType([count], 'int64'))) : unknownArg;
};

const where = defineOp({
  ...numpy,
  name: 'np.where',
  summary: 'Elements of one array or another; with a condition alone, where it holds.',
  docs: docs('where'),
  params: { condition: array(), x: array().optional(), y: array().optional() },
  shape({ condition, x, y }, check) {
    const test = arrayOf(condition);
    if (!test?.shape) return unknownArg;
    if (!given(x) || !given(y)) return check.given.has('x') ? unknownArg : places(test, check);
    const [one, other] = [arrayOf(x)?.shape, arrayOf(y)?.shape];
    if (!one || !other) return unknownArg;
    const values = broadcastShapes(one, other, { op: 'np.where', at: 'y' }, check);
    return plain(ofType(broadcastShapes(test.shape, values, { op: 'np.where', at: 'x' }, check), undefined));
  },
  examples: [
    { call: 'np.where(x > 0, x, 0)', given: { x: '4 3' }, gives: '4 3' },
    { call: 'np.where(x > 0)[1]', given: { x: '4 3' }, gives: 'found' },
    { call: 'np.where(x > 0, x, y)', given: { x: '4 3', y: '4' }, reports: 'broadcast-mismatch' },
  ],
});

const nonzero = defineOp({
  ...numpy,
  name: 'np.nonzero',
  method: { names: ['nonzero'] },
  summary: 'Where elements are not zero, an array of positions per axis.',
  docs: docs('nonzero'),
  params: { a: tensor() },
  shape: ({ a }, check) => places(a, check),
  examples: [{ call: 'x.nonzero()[0]', given: { x: '4 3' }, gives: 'found' }],
});

const argwhere = defineOp({
  ...numpy,
  name: 'np.argwhere',
  summary: 'Where elements are not zero, a row of positions each.',
  docs: docs('argwhere'),
  params: { a: tensor() },
  shape: ({ a: { shape } }, check) => (shape ? ofType([check.fresh('found'), int(shape.length)], 'int64') : unknownArg),
  examples: [{ call: 'np.argwhere(x)', given: { x: '4 3' }, gives: 'found 2' }],
});

const flatnonzero = defineOp({
  ...numpy,
  name: 'np.flatnonzero',
  summary: 'Where elements are not zero, all in one row.',
  docs: docs('flatnonzero'),
  params: { a: any() },
  shape: (_, check) => ofType([check.fresh('found')], 'int64'),
  examples: [{ call: 'np.flatnonzero(x)', given: { x: '4 3' }, gives: 'found' }],
});

/** Along an axis the positions put their own axes in its place. */
const take = defineOp({
  ...numpy,
  name: 'np.take',
  method: { names: ['take'] },
  summary: 'What stands at some positions along an axis.',
  docs: docs('take'),
  params: { a: tensor(), indices: array(), axis: anything('int').optional(), ...anyOf('out mode') },
  shape({ a, indices, axis }, check) {
    const positions = arrayOf(indices)?.shape;
    if (!positions || !a.shape) return unknownArg;
    if (!given(axis)) return plain(ofType(positions, a.dtype));
    const at = axis.kind === 'number' ? readAxis(axis.dim, a.shape, 'axis', check) : undefined;
    return at === undefined ? unknownArg : plain(ofType([...a.shape.slice(0, at), ...positions, ...a.shape.slice(at + 1)], a.dtype));
  },
  examples: [
    { call: 'np.take(x, [0, 2], axis=1)', given: { x: '4 6' }, gives: '4 2' },
    { call: 'np.take(x, 1, axis=0)', given: { x: '4 6' }, gives: '6' },
    { call: 'np.take(x, 1, axis=2)', given: { x: '4 6' }, reports: 'axis-out-of-range' },
  ],
});

const takeAlong = defineOp({
  ...numpy,
  name: 'np.take_along_axis',
  summary: 'What stands at the positions along an axis, one position per place.',
  docs: docs('take_along_axis'),
  params: { arr: tensor(), indices: tensor(), axis: anything('int').default('-1') },
  shape({ arr, indices, axis }, check) {
    const [from, to] = [arr.shape, indices.shape];
    if (!from || !to || from.length !== to.length || axis?.kind !== 'number') return unknownArg;
    const at = readAxis(axis.dim, from, 'axis', check);
    if (at === undefined) return unknownArg;
    return ofType(
      to.map((dim, i) => (i === at || equal(dim, int(1)) === 'no' ? dim : equal(dim, int(1)) === 'yes' ? (from[i] ?? unknown) : unknown)),
      arr.dtype,
    );
  },
  examples: [
    { call: 'np.take_along_axis(x, np.argsort(x, axis=1)[:, :2], axis=1)', given: { x: '4 6' }, gives: '4 2' },
    { call: 'np.take_along_axis(x, np.argsort(x, axis=1), axis=2)', given: { x: '4 6' }, reports: 'axis-out-of-range' },
  ],
});

/** Without an axis that is said to be none, along the last. */
const sorting = (word: string, more: string, dtype?: string): Op =>
  defineOp({
    ...numpy,
    name: `np.${word}`,
    ...(word === 'sort' || word === 'partition' ? {} : { method: { names: [word] } }),
    summary: dtype ? 'The positions of the elements in order.' : 'The elements in order.',
    docs: docs(word),
    params: { a: tensor(), ...(more ? { [more]: any() } : {}), axis: anything('int').default('-1'), ...anyOf('kind order stable') },
    order: `a ${more} axis kind order`.replace('  ', ' '),
    shape(args, check) {
      const { a, axis } = args as unknown as { readonly a: TensorArg; readonly axis: Arg | undefined };
      if (!a.shape) return unknownArg;
      if (!given(axis)) return ofType(flat(a).shape, dtype ?? a.dtype);
      if (axis.kind === 'number') readAxis(axis.dim, a.shape, 'axis', check);
      return ofType(a.shape, dtype ?? a.dtype);
    },
    examples: [
      { call: `np.${word}(x${more ? ', 1' : ''}, axis=0)`, given: { x: '4 3' }, gives: '4 3' },
      { call: `np.${word}(x${more ? ', 1' : ''}, axis=None)`, given: { x: '4 3' }, gives: '12' },
      { call: `np.${word}(x${more ? ', 1' : ''}, axis=2)`, given: { x: '4 3' }, reports: 'axis-out-of-range' },
    ],
  });

/** Without an axis everything in one row; the other arrays are asked for. */
const unique = defineOp({
  ...numpy,
  name: 'np.unique',
  summary: 'The different elements, in order.',
  docs: docs('unique'),
  params: {
    ar: array(),
    return_index: flag().default('False'),
    return_inverse: flag().default('False'),
    return_counts: flag().default('False'),
    axis: anything('int').optional(),
    ...anyOf('equal_nan sorted'),
  },
  shape({ ar, return_index, return_inverse, return_counts, axis }, check) {
    const asked = [return_index, return_inverse, return_counts];
    const from = arrayOf(ar);
    if (asked.includes(undefined) || (given(axis) && !from?.shape)) return unknownArg;
    const count = check.fresh('different');
    const at = given(axis) && from?.shape ? (axis.kind === 'number' ? readAxis(axis.dim, from.shape, 'axis', check) : undefined) : 0;
    if (at === undefined) return unknownArg;
    const found = ofType(given(axis) ? from?.shape?.with(at, count) : [count], from?.dtype);
    if (!asked.includes(true)) return found;
    const counts = ofType([count], 'int64');
    // Of several axes the shape differs between releases.
    const inverse = from?.shape?.length === 1 ? ofType(from.shape, 'int64') : unknownArg;
    return tupleArg([found, ...(return_index ? [counts] : []), ...(return_inverse ? [inverse] : []), ...(return_counts ? [counts] : [])]);
  },
  examples: [
    { call: 'np.unique(x)', given: { x: '4 3' }, gives: 'different' },
    { call: 'np.unique(x, return_inverse=True)[1]', given: { x: '4' }, gives: '4' },
    { call: 'np.unique(x, axis=0)', given: { x: '4 3' }, gives: 'different 3' },
    { call: 'np.unique(x, axis=2)', given: { x: '4 3' }, reports: 'axis-out-of-range' },
  ],
});

/** So many that nobody knows. */
const some = (word: string, params: string, of = '[0, 1], [1, 2]'): Op =>
  defineOp({
    ...numpy,
    name: `np.${word}`,
    summary: 'A row of elements, nobody knows how many.',
    docs: docs(word),
    params: anyOf(params),
    shape: (_: unknown, check: Check) => tensorArg([check.fresh('N')]),
    examples: [{ call: `np.${word}(${of})`, gives: 'N' }],
  });

const searchsorted = (word: 'searchsorted' | 'digitize'): Op =>
  defineOp({
    ...numpy,
    name: `np.${word}`,
    summary: 'Where values would stand among sorted ones.',
    docs: docs(word),
    params:
      word === 'digitize' ? { x: array(), ...anyOf('bins right') } : { ...anyOf('a'), x: array().alias('v'), ...anyOf('side sorter') },
    shape(args) {
      const read = arrayOf((args as { readonly x: Arg | undefined }).x);
      return read?.shape ? plain(ofType(read.shape, 'int64')) : unknownArg;
    },
    examples: [{ call: word === 'digitize' ? 'np.digitize(x, [0, 1])' : 'np.searchsorted([0, 1], x)', given: { x: '4 3' }, gives: '4 3' }],
  });

/** Counts per bin, and one edge more. */
const histogram = defineOp({
  ...numpy,
  name: 'np.histogram',
  summary: 'How many elements lie in each of some bins, and where the bins end.',
  docs: docs('histogram'),
  params: { ...anyOf('a'), bins: anything('int | number[]', { kind: 'shape' }).default('10'), ...anyOf('range density weights normed') },
  order: 'a bins range density weights',
  shape({ bins }, check) {
    const edges = bins?.kind === 'list' || bins?.kind === 'tensor' ? arrayOf(bins)?.shape?.[0] : undefined;
    const counted = bins?.kind === 'number' ? toDim(bins) : edges && add(edges, int(-1));
    const count: Dim = counted ?? check.fresh('N');
    return tupleArg([tensorArg([count]), tensorArg([add(count, int(1))])]);
  },
  examples: [
    { call: 'np.histogram(x, bins=5)[1]', given: { x: '20' }, gives: '6' },
    { call: 'np.histogram(x)[0]', given: { x: '20' }, gives: '10' },
  ],
});

const nonNegative = (length: Dim): Dim => (length.kind === 'int' ? int(Math.max(length.value, 0)) : length);

const diff = defineOp({
  ...numpy,
  name: 'np.diff',
  summary: 'Differences of neighbours along an axis.',
  docs: docs('diff'),
  params: { a: tensor(), n: integer().default('1'), axis: integer().default('-1'), ...anyOf('prepend append') },
  shape({ a, n, axis }, check) {
    const at = a.shape && readAxis(axis, a.shape, 'axis', check);
    if (!a.shape || at === undefined || n.kind !== 'int' || check.given.has('prepend') || check.given.has('append')) return unknownArg;
    return ofType(a.shape.with(at, nonNegative(add(a.shape[at] ?? unknown, int(-n.value)))), undefined);
  },
  examples: [
    { call: 'np.diff(x, axis=0)', given: { x: '4 3' }, gives: '3 3' },
    { call: 'np.diff(x, n=2)', given: { x: '4 3' }, gives: '4 1' },
    { call: 'np.diff(x, axis=2)', given: { x: '4 3' }, reports: 'axis-out-of-range' },
  ],
});

const interp = defineOp({
  ...numpy,
  name: 'np.interp',
  summary: 'Values between known ones.',
  docs: docs('interp'),
  params: { x: array(), ...anyOf('xp fp left right period') },
  shape({ x }) {
    const read = arrayOf(x);
    return read?.shape ? plain(ofType(read.shape, undefined)) : unknownArg;
  },
  examples: [{ call: 'np.interp(x, [0, 1], [2, 3])', given: { x: '5' }, gives: '5' }],
});

/** Entries on a diagonal, or a matrix with them. */
const diag = defineOp({
  ...numpy,
  name: 'np.diag',
  summary: 'A matrix with a diagonal, or the diagonal of one.',
  docs: docs('diag'),
  params: { v: tensor(), k: integer().default('0') },
  shape({ v: { shape, dtype }, k }, check) {
    if (!shape || k.kind !== 'int') return unknownArg;
    const [rows = unknown, columns] = shape;
    if (shape.length === 1) {
      const side = add(rows, int(Math.abs(k.value)));
      return ofType([side, side], dtype);
    }
    if (shape.length !== 2 || !columns) return unknownArg;
    if (rows.kind !== 'int' || columns.kind !== 'int') return ofType([check.fresh('N')], dtype);
    const length = k.value >= 0 ? Math.min(rows.value, columns.value - k.value) : Math.min(rows.value + k.value, columns.value);
    return ofType([int(Math.max(length, 0))], dtype);
  },
  examples: [
    { call: 'np.diag(x)', given: { x: '3' }, gives: '3 3' },
    { call: 'np.diag(x, k=1)', given: { x: '4 3' }, gives: '2' },
  ],
});

/** Whether each element is among others. */
const isIn = defineOp({
  ...numpy,
  name: 'np.isin',
  summary: 'Whether each element is among others.',
  docs: docs('isin'),
  params: { element: array().alias('ar1'), ...anyOf('test_elements ar2 assume_unique invert kind') },
  order: 'element test_elements assume_unique invert',
  shape(args) {
    const read = arrayOf((args as { readonly element: Arg | undefined }).element);
    return read?.shape && read.shape.length > 0 ? ofType(read.shape, 'bool') : unknownArg;
  },
  examples: [{ call: 'np.isin(x, [0, 1])', given: { x: '4' }, gives: '4' }],
});

/** Plain answers: of them only the kind is known. */
const asking = (word: string): Op =>
  defineOp({
    ...numpy,
    name: `np.${word}`,
    listed: false,
    summary: 'Whether arrays hold the same.',
    docs: docs(word),
    params: anyOf('a b a1 a2 rtol atol equal_nan'),
    shape: () => ({ kind: 'flag', value: undefined }),
    examples: [{ call: `np.${word}(x, x)`, given: { x: '4 3' } }],
  });

const trace = defineOp({
  ...numpy,
  name: 'np.trace',
  method: { names: ['trace'] },
  summary: 'The sum of a diagonal.',
  docs: docs('trace'),
  params: { a: tensor(), ...anyOf('offset axis1 axis2 dtype out') },
  shape: ({ a: { shape } }, check) =>
    shape && shape.length >= 2 && !check.given.has('axis1') && !check.given.has('axis2') ? plain(tensorArg(shape.slice(2))) : unknownArg,
  examples: [{ call: 'np.trace(x)', given: { x: '3 3 5' }, gives: '5' }],
});

const aslist = defineOp({
  ...numpy,
  name: 'np.ndarray.tolist',
  method: { names: ['tolist'], only: true },
  listed: false,
  summary: 'The elements in nested lists.',
  docs: docs('ndarray.tolist'),
  params: { a: tensor() },
  shape({ a: { shape, dtype } }) {
    const lengths = shape?.map(dim => (dim.kind === 'int' ? dim.value : Number.POSITIVE_INFINITY)) ?? [];
    if (!shape || lengths.reduce((product, n) => product * n, 1) > 1000) return unknownArg;
    const number: Arg = dtype?.startsWith('float')
      ? { kind: 'float', value: undefined }
      : dtype?.includes('int')
        ? { kind: 'number', dim: unknown }
        : unknownArg;
    return lengths.reduceRight<Arg>((item, length) => listArg(Array<Arg>(length).fill(item)), number);
  },
  examples: [
    { call: 'np.array(x.tolist())', given: { x: '4 3' }, gives: '4 3' },
    { call: 'x.tolist(copy=True)', given: { x: '4 3' }, reports: 'argument-form' },
  ],
});

export const selections: readonly Op[] = [
  where,
  nonzero,
  argwhere,
  flatnonzero,
  take,
  takeAlong,
  sorting('sort', ''),
  sorting('argsort', '', 'int64'),
  sorting('partition', 'kth'),
  sorting('argpartition', 'kth', 'int64'),
  unique,
  some('bincount', 'x weights minlength list', '[0, 1, 1]'),
  some('intersect1d', 'ar1 ar2 assume_unique return_indices'),
  some('union1d', 'ar1 ar2'),
  some('setdiff1d', 'ar1 ar2 assume_unique'),
  searchsorted('searchsorted'),
  searchsorted('digitize'),
  histogram,
  diff,
  interp,
  diag,
  isIn,
  trace,
  aslist,
  asking('allclose'),
  asking('array_equal'),
  asking('array_equiv'),
];

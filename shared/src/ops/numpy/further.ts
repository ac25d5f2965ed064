import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { add, subtract } from '../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { elementCount, type Shape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg, tupleArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxes, readAxis } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { unstackRule } from '../common/join.ts';
import { optionalDim } from '../common/sequence.ts';
import type { Op } from '../op.ts';
import { anything, type Integers, integer, integers, tensor } from '../parameter.ts';
import { anyOf, plain, ufuncWords, whole } from './declare.ts';

const windows = ['bartlett', 'blackman', 'hamming', 'hanning', 'kaiser'].map(word =>
  whole(word, {
    summary: 'A window of so many numbers.',
    params: { M: integer(), ...(word === 'kaiser' ? anyOf('beta') : {}) },
    shape: args => tensorArg([args.M as Dim], { dtype: 'float64' }),
    examples: [{ call: `np.${word}(8${word === 'kaiser' ? ', 14' : ''})`, gives: '8' }],
  }),
);

const diagonal = whole('diagonal', {
  aliases: ['linalg.diagonal'],
  method: { names: ['diagonal'] },
  summary: 'A diagonal of the plane of two axes.',
  params: { a: tensor().alias('x'), offset: integer().default('0'), axis1: integer().default('0'), axis2: integer().default('1') },
  shape({ a: { shape, dtype }, offset, axis1, axis2 }, check) {
    if (!shape) return unknownArg;
    if (shape.length < 2) {
      check.report(rankMismatch, { argument: 'a', wanted: 'at least 2', got: shape }, { argument: 'a' });
      return unknownArg;
    }
    const [one, two] = [readAxis(axis1, shape, 'axis1', check), readAxis(axis2, shape, 'axis2', check)];
    if (one === undefined || two === undefined) return unknownArg;
    const [m, n] = [shape[one], shape[two]];
    const isPlain = m?.kind === 'int' && n?.kind === 'int' && offset.kind === 'int';
    const length = isPlain ? int(Math.max(0, Math.min(m.value + Math.min(offset.value, 0), n.value - Math.max(offset.value, 0)))) : unknown;
    return ofType([...shape.filter((_, axis) => axis !== one && axis !== two), length], dtype);
  },
  examples: [
    { call: 'np.diagonal(x)', given: { x: '2 3 4' }, gives: '4 2' },
    { call: 'np.diagonal(x, axis1=1, axis2=2)', given: { x: '2 3 4' }, gives: '2 3' },
    { call: 'np.diagonal(x)', given: { x: '3' }, reports: 'rank-mismatch' },
    { call: 'np.diagonal(x, axis2=3)', given: { x: '2 3 4' }, reports: 'axis-out-of-range' },
  ],
});

const diagflat = whole('diagflat', {
  summary: 'A matrix with all elements on its diagonal.',
  params: { v: tensor(), k: integer().default('0') },
  shape({ v: { shape, dtype }, k }) {
    if (!shape || k.kind !== 'int') return unknownArg;
    const size = add(elementCount(shape), int(Math.abs(k.value)));
    return ofType([size, size], dtype);
  },
  examples: [{ call: 'np.diagflat(x)', given: { x: '2 3' }, gives: '6 6' }],
});

/** Differences of neighbours along each axis, and as many results; one for one axis. */
const gradient = whole('gradient', {
  summary: 'The slopes along the axes, an array of the same shape for each.',
  params: { f: tensor(), varargs: anything('number').optional(), axis: integers('int | int[]').optional(), ...anyOf('edge_order') },
  order: 'f varargs',
  shape({ f, axis }, check) {
    const { shape, dtype } = f as TensorArg;
    const axes = shape && readAxes(axis as Integers, shape, 'axis', check);
    if (!shape || !axes) return unknownArg;
    const one = ofType(shape, dtype);
    const count = axes === 'all' ? shape.length : axes.length;
    return count === 1 ? one : listArg(Array.from({ length: count }, () => one));
  },
  examples: [
    { call: 'np.gradient(x, axis=1)', given: { x: '3 4' }, gives: '3 4' },
    { call: 'np.gradient(x)[0]', given: { x: '3 4' }, gives: '3 4' },
    { call: 'np.gradient(x, axis=2)', given: { x: '3 4' }, reports: 'axis-out-of-range' },
  ],
});

const polyfit = whole('polyfit', {
  summary: 'The coefficients of the polynomial that fits best.',
  params: { x: tensor(), y: tensor(), deg: integer(), ...anyOf('rcond full w cov') },
  shape(args, check) {
    const { y, deg } = args as never as { readonly y: TensorArg; readonly deg: Dim };
    if (check.given.has('full') || check.given.has('cov') || !y.shape) return unknownArg;
    return ofType([add(deg, int(1)), ...y.shape.slice(1)], undefined);
  },
  examples: [{ call: 'np.polyfit(x, x, 2)', given: { x: '5' }, gives: '3' }],
});

const polyval = whole('polyval', {
  summary: 'The values of a polynomial.',
  params: { ...anyOf('p'), x: tensor() },
  shape: args => plain(ofType((args.x as TensorArg).shape, undefined)),
  examples: [{ call: 'np.polyval([1, 2], x)', given: { x: '3 4' }, gives: '3 4' }],
});

const trapezoid = whole('trapezoid', {
  // Its name before NumPy 2.
  aliases: ['trapz'],
  summary: 'The integral along an axis.',
  params: { y: tensor(), ...anyOf('x dx'), axis: integer().default('-1') },
  shape(args, check) {
    const { shape } = args.y as TensorArg;
    const at = shape && readAxis(args.axis as Dim, shape, 'axis', check);
    return shape && at !== undefined ? plain(ofType(shape.toSpliced(at, 1), undefined)) : unknownArg;
  },
  examples: [
    { call: 'np.trapezoid(x)', given: { x: '3 4' }, gives: '3' },
    { call: 'np.trapezoid(x, axis=2)', given: { x: '3 4' }, reports: 'axis-out-of-range' },
  ],
});

const vander = whole('vander', {
  summary: 'The powers of numbers, a row for each.',
  params: { x: tensor('[n]'), N: anything('int').optional(), ...anyOf('increasing') },
  shape(args, check) {
    const { shape } = args.x as TensorArg;
    if (shape && shape.length !== 1) check.report(rankMismatch, { argument: 'x', wanted: 1, got: shape }, { argument: 'x' });
    const [n] = shape ?? [];
    return shape?.length === 1 && n ? [n, optionalDim(args.N as Arg | undefined) ?? n] : unknownArg;
  },
  examples: [
    { call: 'np.vander(x, 2)', given: { x: '3' }, gives: '3 2' },
    { call: 'np.vander(x)', given: { x: '3 4' }, reports: 'rank-mismatch' },
  ],
});

const unstack = whole('unstack', {
  summary: 'One array per position along an axis.',
  params: { x: tensor(), axis: integer().default('0') },
  order: 'x',
  shape: ({ x, axis }, check) => unstackRule(x as TensorArg, unknown, axis as Dim, 'axis', check),
  examples: [
    { call: 'np.unstack(x, axis=1)[0]', given: { x: '2 3 4' }, gives: '2 4' },
    { call: 'np.unstack(x, axis=3)', given: { x: '2 3 4' }, reports: 'axis-out-of-range' },
  ],
});

const matrixTranspose = whole('matrix_transpose', {
  aliases: ['linalg.matrix_transpose'],
  summary: 'Rows and columns exchanged.',
  params: { x: tensor() },
  order: 'x',
  shape({ x: { shape, dtype } }, check) {
    const [rows, columns] = shape?.slice(-2) ?? [];
    if (shape && !columns) check.report(rankMismatch, { argument: 'x', wanted: 'at least 2', got: shape }, { argument: 'x' });
    return shape && rows && columns ? ofType([...shape.slice(0, -2), columns, rows], dtype) : unknownArg;
  },
  examples: [
    { call: 'np.matrix_transpose(x)', given: { x: '2 3 4' }, gives: '2 4 3' },
    { call: 'np.matrix_transpose(x)', given: { x: '3' }, reports: 'rank-mismatch' },
  ],
});

/** Two results of the shape of the input. */
const pair = (word: string, params: string): Op => {
  const [first = 'x'] = params.split(' ');
  return whole(word, {
    summary: `The two results of ${word}, element by element.`,
    params: { [first]: tensor(), ...anyOf(params.split(' ').slice(1).join(' ')) },
    order: params,
    shape: args => {
      const { shape } = args[first] as TensorArg;
      return shape && shape.length > 0 ? tupleArg([tensorArg(shape), tensorArg(shape)]) : unknownArg;
    },
    examples: [{ call: `np.${word}(x)[0]`, given: { x: '3 4' }, gives: '3 4' }],
  });
};

/** How much there is depends on the elements. */
const counted = (word: string, params: string, call: string): Op =>
  whole(word, {
    summary: `The function ${word}; how much it gives depends on the elements.`,
    params: anyOf(params),
    order: params,
    shape: (_args: unknown, check: Check) => tensorArg([check.fresh('N')]),
    examples: [{ call: `np.${word}(${call})`, given: { x: '3 4' }, gives: 'N' }],
  });

const lexsort = whole('lexsort', {
  summary: 'The order that sorts by several keys, the last one first.',
  params: { keys: anything('array | array[]', { kind: 'shape' }), axis: integer().default('-1') },
  shape({ keys }) {
    const [first] = keys?.kind === 'list' ? keys.items : [];
    return first?.kind === 'tensor' ? ofType(first.shape as Shape | undefined, 'int64') : unknownArg;
  },
  examples: [{ call: 'np.lexsort((x, x))', given: { x: '3' }, gives: '3' }],
});

const differences = whole('ediff1d', {
  summary: 'Differences of neighbours, of all elements in a row.',
  params: { ary: tensor(), ...anyOf('to_end to_begin') },
  shape({ ary }, check) {
    const { shape, dtype } = ary as TensorArg;
    return shape && !check.given.has('to_end') && !check.given.has('to_begin')
      ? ofType([subtract(elementCount(shape), int(1))], dtype)
      : unknownArg;
  },
  examples: [{ call: 'np.ediff1d(x)', given: { x: '3 4' }, gives: '11' }],
});

export const furtherOps: readonly Op[] = [
  ...windows,
  diagonal,
  diagflat,
  gradient,
  polyfit,
  polyval,
  trapezoid,
  vander,
  unstack,
  matrixTranspose,
  pair('frexp', `x out1 out2 ${ufuncWords}`),
  pair('modf', `x out1 out2 ${ufuncWords}`),
  counted('extract', 'condition arr', 'x > 0, x'),
  lexsort,
  differences,
];

/** Matrices taken apart and solved, Fourier transforms, statistics of rows. Source: numpy/linalg/_linalg.py, numpy/fft/_pocketfft.py. */
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { floorDivide, minimum } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, tensorArg, toDim, tupleArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxis } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, integer, type Params, tensor } from '../parameter.ts';
import { anyOf, atLeast, docs, given, numpy, plain } from './declare.ts';

interface Matrices {
  readonly outer: Shape;
  readonly rows: Dim;
  readonly columns: Dim;
}

/** "…-dimensional array given. Array must be at least two-dimensional". */
function matricesOf(shape: Shape | undefined, check: Check): Matrices | undefined {
  if (shape && shape.length < 2) check.report(rankMismatch, { argument: 'a', wanted: 'at least 2', got: shape }, { argument: 'a' });
  const [rows, columns] = shape?.slice(-2) ?? [];
  return shape && shape.length >= 2 && rows && columns ? { outer: shape.slice(0, -2), rows, columns } : undefined;
}

/** Of matrices, the axes before the last two staying as they are. */
const ofMatrices = (word: string, gives: (matrices: Matrices) => Arg, more: string, example: Op['examples'][number]): Op =>
  defineOp({
    ...numpy,
    name: `np.linalg.${word}`,
    summary: `What ${word} gives of matrices.`,
    docs: docs(`linalg.${word}`),
    params: { a: tensor().alias('M'), ...anyOf(more) } as Params,
    shape(args, check) {
      const matrices = matricesOf((args as { readonly a: { readonly shape?: Shape } }).a.shape, check);
      return matrices ? gives(matrices) : unknownArg;
    },
    examples: [
      example,
      { call: `np.linalg.${word}(x${word === 'matrix_power' ? ', 2' : ''})`, given: { x: '3' }, reports: 'rank-mismatch' },
    ],
  });

const scalars = ({ outer }: Matrices): Arg => plain(tensorArg(outer));
const same = ({ outer, rows, columns }: Matrices): Arg => tensorArg([...outer, rows, columns]);
const values = ({ outer, rows }: Matrices): Arg => tensorArg([...outer, rows]);
const x = { x: '5 3 3' };

const svd = defineOp({
  ...numpy,
  name: 'np.linalg.svd',
  summary: 'Singular values, and the vectors on both sides.',
  docs: docs('linalg.svd'),
  params: { a: tensor(), full_matrices: flag().default('True'), compute_uv: flag().default('True'), ...anyOf('hermitian') },
  shape({ a, full_matrices, compute_uv }, check) {
    const matrices = matricesOf(a.shape, check);
    if (!matrices || compute_uv === undefined || full_matrices === undefined) return unknownArg;
    const { outer, rows, columns } = matrices;
    const count = minimum(rows, columns);
    const found = tensorArg([...outer, count]);
    if (!compute_uv) return found;
    return tupleArg([
      tensorArg([...outer, rows, full_matrices ? rows : count]),
      found,
      tensorArg([...outer, full_matrices ? columns : count, columns]),
    ]);
  },
  examples: [
    { call: 'np.linalg.svd(x)[0]', given: { x: '4 3' }, gives: '4 4' },
    { call: 'np.linalg.svd(x, full_matrices=False)[0]', given: { x: '4 3' }, gives: '4 3' },
    { call: 'np.linalg.svd(x, compute_uv=False)', given: { x: '4 3' }, gives: '3' },
    { call: 'np.linalg.svd(x)', given: { x: '4' }, reports: 'rank-mismatch' },
  ],
});

const qr = defineOp({
  ...numpy,
  name: 'np.linalg.qr',
  summary: 'An orthogonal matrix and an upper one.',
  docs: docs('linalg.qr'),
  params: { a: tensor(), mode: anything("'reduced' | 'complete'").default("'reduced'") },
  shape({ a, mode }, check) {
    const matrices = matricesOf(a.shape, check);
    const word = mode?.kind === 'text' ? mode.text : undefined;
    if (!matrices || (word !== 'reduced' && word !== 'complete')) return unknownArg;
    const { outer, rows, columns } = matrices;
    const count = word === 'reduced' ? minimum(rows, columns) : rows;
    return tupleArg([tensorArg([...outer, rows, count]), tensorArg([...outer, count, columns])]);
  },
  examples: [
    { call: 'np.linalg.qr(x)[0]', given: { x: '4 3' }, gives: '4 3' },
    { call: 'np.linalg.qr(x)', given: { x: '4' }, reports: 'rank-mismatch' },
  ],
});

const solve = defineOp({
  ...numpy,
  name: 'np.linalg.solve',
  summary: 'What the matrix maps to the other side.',
  docs: docs('linalg.solve'),
  params: { a: tensor(), b: tensor() },
  shape({ a, b }, check) {
    const [rows, first] = [a.shape?.[0], b.shape?.[0]];
    if (a.shape?.length !== 2 || (b.shape?.length !== 1 && b.shape?.length !== 2) || !rows || !first) return unknownArg;
    if (equal(rows, first) === 'no')
      check.report(matmulMismatch, { left: a.shape, right: b.shape, inner: [rows, first] }, { argument: 'b' });
    return tensorArg(b.shape);
  },
  examples: [
    { call: 'np.linalg.solve(np.eye(3), y)', given: { y: '3 2' }, gives: '3 2' },
    { call: 'np.linalg.solve(np.eye(3), y)', given: { y: '4 2' }, reports: 'matmul-mismatch' },
  ],
});

/** `real`: half of the frequencies, since the others mirror them. */
const fourier = (word: string, kind: 'same' | 'half' = 'same'): Op =>
  defineOp({
    ...numpy,
    name: `np.fft.${word}`,
    summary: 'The Fourier transform along an axis.',
    docs: docs(`fft.${word}`),
    params: { a: tensor(), n: anything('int').optional(), axis: integer().default('-1'), ...anyOf('norm out') },
    shape({ a, n, axis }, check) {
      const at = a.shape && readAxis(axis, a.shape, 'axis', check);
      if (!a.shape || at === undefined) return unknownArg;
      const length = given(n) ? toDim(n) : a.shape[at];
      if (!length) return unknownArg;
      return tensorArg(a.shape.with(at, kind === 'same' ? length : plusOne(floorDivide(length, int(2)))));
    },
    examples: [
      { call: `np.fft.${word}(x)`, given: { x: '4 8' }, gives: kind === 'same' ? '4 8' : '4 5' },
      { call: `np.fft.${word}(x, axis=2)`, given: { x: '4 8' }, reports: 'axis-out-of-range' },
    ],
  });

const plusOne = (dim: Dim): Dim => (dim.kind === 'int' ? int(dim.value + 1) : { kind: 'unknown' });

const plane = (word: string): Op =>
  defineOp({
    ...numpy,
    name: `np.fft.${word}`,
    summary: 'The Fourier transform along several axes.',
    docs: docs(`fft.${word}`),
    params: { a: tensor(), ...anyOf('s axes norm out') },
    shape: ({ a }, check) => (check.given.has('s') ? unknownArg : ofType(a.shape, undefined)),
    examples: [{ call: `np.fft.${word}(x)`, given: { x: '4 8' }, gives: '4 8' }],
  });

/** Of the rows of a matrix, each with each; two vectors are two rows. */
const between = (word: 'cov' | 'corrcoef'): Op =>
  defineOp({
    ...numpy,
    name: `np.${word}`,
    summary: 'How the rows vary together.',
    docs: docs(word),
    params: {
      m: tensor().alias('x'),
      y: anything('array', { kind: 'shape' }).optional(),
      ...anyOf('rowvar bias ddof fweights aweights dtype'),
    },
    shape({ m, y }, check) {
      if (!m.shape || check.given.has('rowvar')) return unknownArg;
      if (given(y)) return m.shape.length === 1 && y.kind === 'tensor' && y.shape?.length === 1 ? [int(2), int(2)] : unknownArg;
      const [rows] = atLeast(m, 2).shape ?? [];
      // Of one row, one number.
      const isSingle = rows?.kind !== 'int' || rows.value === 1;
      return rows && m.shape.length === 2 && !isSingle ? [rows, rows] : unknownArg;
    },
    examples: [
      { call: `np.${word}(np.random.rand(3, 20))`, gives: '3 3' },
      { call: `np.${word}(np.random.rand(20), np.random.rand(20))`, gives: '2 2' },
    ],
  });

export const linalg: readonly Op[] = [
  ofMatrices('inv', same, '', { call: 'np.linalg.inv(x + np.eye(3))', given: x, gives: '5 3 3' }),
  ofMatrices('cholesky', same, 'upper', { call: 'np.linalg.cholesky(np.eye(3))', gives: '3 3' }),
  ofMatrices('matrix_power', same, 'n', { call: 'np.linalg.matrix_power(x, 3)', given: x, gives: '5 3 3' }),
  ofMatrices('pinv', ({ outer, rows, columns }) => tensorArg([...outer, columns, rows]), 'rcond hermitian rtol', {
    call: 'np.linalg.pinv(x)',
    given: { x: '4 3' },
    gives: '3 4',
  }),
  ofMatrices('det', scalars, '', { call: 'np.linalg.det(x)', given: x, gives: '5' }),
  ofMatrices('eigvals', values, '', { call: 'np.linalg.eigvals(x)', given: x, gives: '5 3' }),
  ofMatrices('eigvalsh', values, 'UPLO', { call: 'np.linalg.eigvalsh(x)', given: x, gives: '5 3' }),
  ofMatrices('eig', matrices => tupleArg([values(matrices), same(matrices)]), '', { call: 'np.linalg.eig(x)[0]', given: x, gives: '5 3' }),
  ofMatrices('eigh', matrices => tupleArg([values(matrices), same(matrices)]), 'UPLO', {
    call: 'np.linalg.eigh(x)[1]',
    given: x,
    gives: '5 3 3',
  }),
  svd,
  qr,
  solve,
  fourier('fft'),
  fourier('ifft'),
  fourier('rfft', 'half'),
  plane('fft2'),
  plane('ifft2'),
  plane('fftn'),
  plane('ifftn'),
  between('cov'),
  between('corrcoef'),
];

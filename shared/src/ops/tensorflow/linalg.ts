/** Matrices over the last two axes: their diagonals, factors, products and norms. Sources: linalg_ops.cc and linalg_impl.py. */
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { unknown } from '../../dim/dim.ts';
import type { TensorArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { broadcastShapes } from '../common/elementwise.ts';
import { matmulRule } from '../common/matmul.ts';
import { type Matrix, matrixOf, pairOf, squareOf } from '../common/matrix.ts';
import type { Op, Result } from '../op.ts';
import { anything, flag, tensor } from '../parameter.ts';
import { name, op, words } from './declare.ts';
import { diagonalOps } from './diagonals.ts';
import { factorOps } from './factors.ts';

interface OfMatrix {
  readonly path: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** The matrix's parameter; `input` by default. */
  readonly input?: string;
  readonly more?: string;
  readonly square?: boolean;
  /** The result of a matrix; by default the matrix has the same shape. */
  readonly gives?: (matrix: Matrix, input: TensorArg) => Result;
  /** Of an input of 2 × 3 × 3. */
  readonly example: string;
  /** Which of several results the example shows. */
  readonly item?: number;
}

const ofMatrix = ({ path, aliases = [], summary, input = 'input', more = 'name', square = false, gives, example, item }: OfMatrix): Op =>
  op(path, {
    aliases,
    summary,
    params: { [input]: tensor('[…, n, n]'), ...words(more) },
    shape(args, check) {
      const given = args[input] as TensorArg;
      const matrix = square ? squareOf(given, input, `tf.${path}`, check) : matrixOf(given, input, check);
      return matrix ? (gives ? gives(matrix, given) : ofType(given.shape, given.dtype)) : undefined;
    },
    examples: [
      // Of ones there is no inverse.
      { call: `tf.${path}(tf.eye(3, batch_shape=[2]))${item === undefined ? '' : `[${item}]`}`, gives: example },
      { call: `tf.${path}(x)`, given: { x: '3' }, reports: 'rank-mismatch' },
      ...(square ? [{ call: `tf.${path}(x)`, given: { x: '2 3 4' }, reports: 'argument-form' }] : []),
    ],
  });

const squareOnly: readonly OfMatrix[] = [
  { path: 'linalg.inv', aliases: ['matrix_inverse'], more: 'adjoint name', summary: 'The inverse of a square matrix.', example: '2 3 3' },
  { path: 'linalg.cholesky', aliases: ['cholesky'], summary: 'The lower triangular factor of a positive matrix.', example: '2 3 3' },
  { path: 'linalg.expm', summary: 'The exponential of a matrix.', example: '2 3 3' },
  { path: 'linalg.sqrtm', aliases: ['matrix_square_root'], summary: 'The square root of a matrix.', example: '2 3 3' },
  { path: 'linalg.det', aliases: ['matrix_determinant'], summary: 'The determinant.', gives: ({ outer }) => outer, example: '2' },
  {
    path: 'linalg.logdet',
    input: 'matrix',
    summary: 'The logarithm of the determinant of a positive matrix.',
    gives: ({ outer }) => outer,
    example: '2',
  },
  {
    path: 'linalg.slogdet',
    summary: 'Sign and logarithm of the determinant.',
    gives: ({ outer }) => pairOf(outer, outer),
    example: '2',
    item: 1,
  },
  {
    path: 'linalg.eigh',
    aliases: ['self_adjoint_eig'],
    input: 'tensor',
    summary: 'Eigenvalues and eigenvectors of a symmetric matrix.',
    gives: ({ outer, rows }, { shape = [] }) => pairOf([...outer, rows], shape),
    example: '2 3',
    item: 0,
  },
  {
    path: 'linalg.eigvalsh',
    aliases: ['self_adjoint_eigvals'],
    input: 'tensor',
    summary: 'Eigenvalues of a symmetric matrix.',
    gives: ({ outer, rows }) => [...outer, rows],
    example: '2 3',
  },
  {
    path: 'linalg.lu',
    more: 'output_idx_type name',
    summary: 'The triangular factors of a matrix in one, and the order of its rows.',
    gives: ({ outer, rows }, { shape = [] }) => pairOf(shape, [...outer, rows]),
    example: '2 3',
    item: 1,
  },
];

const ofAny: readonly OfMatrix[] = [
  {
    path: 'linalg.adjoint',
    input: 'matrix',
    summary: 'Rows and columns exchanged, and the conjugate of complex numbers.',
    gives: transposed,
    example: '2 3 3',
  },
  {
    path: 'linalg.matrix_transpose',
    aliases: ['matrix_transpose', 'linalg.transpose'],
    input: 'a',
    more: 'name conjugate',
    summary: 'Rows and columns exchanged.',
    gives: transposed,
    example: '2 3 3',
  },
  {
    path: 'linalg.pinv',
    input: 'a',
    more: 'rcond validate_args name',
    summary: 'The pseudoinverse of a matrix.',
    gives: transposed,
    example: '2 3 3',
  },
  {
    path: 'linalg.trace',
    aliases: ['trace'],
    input: 'x',
    summary: 'The sum of the diagonal.',
    gives: ({ outer }) => outer,
    example: '2',
  },
  {
    path: 'linalg.matrix_rank',
    input: 'a',
    more: 'tol validate_args name',
    summary: 'How many rows are independent.',
    gives: ({ outer }) => ofType(outer, 'int32'),
    example: '2',
  },
];

function transposed({ outer, rows, columns }: Matrix, { dtype }: TensorArg): TensorArg {
  return ofType([...outer, columns, rows], dtype);
}

const matvec = op('linalg.matvec', {
  summary: 'Matrix times vector, over the last axes.',
  params: {
    a: tensor('[…, m, n]'),
    b: tensor('[…, n]'),
    transpose_a: flag().default('False'),
    adjoint_a: flag().default('False').hidden(),
    ...words('a_is_sparse b_is_sparse name'),
  },
  shape({ a, b, ...args }, check) {
    const turned = [args.transpose_a, args.adjoint_a];
    const column = ofType(b.shape && [...b.shape, unknown], b.dtype);
    const asked = { a: turned.includes(true) || (turned.includes(undefined) ? undefined : false), b: false };
    if (b.shape?.length === 0) {
      check.report(rankMismatch, { argument: 'b', wanted: 'at least 1', got: b.shape }, { argument: 'b' });
      return undefined;
    }
    const { shape, dtype } = matmulRule(a, column, asked, ['a', 'b'], { op: 'tf.linalg.matvec', at: 'b' }, check);
    return ofType(shape?.slice(0, -1), dtype);
  },
  examples: [
    { call: 'tf.linalg.matvec(x, v)', given: { x: '2 3 4', v: '4' }, gives: '2 3' },
    { call: 'tf.linalg.matvec(x, v, transpose_a=True)', given: { x: '2 3 4', v: '2 3' }, gives: '2 4' },
    { call: 'tf.linalg.matvec(x, v)', given: { x: '2 3 4', v: '3' }, reports: 'matmul-mismatch' },
  ],
});

const solve = (path: string, alias: string, more: string, summary: string): Op =>
  op(path, {
    aliases: [alias],
    summary,
    params: { matrix: tensor('[…, m, m]'), rhs: tensor('[…, m, k]'), ...words(more) },
    shape({ matrix, rhs }, check) {
      const [left, right] = [squareOf(matrix, 'matrix', `tf.${path}`, check), matrixOf(rhs, 'rhs', check)];
      if (!left || !right || !matrix.shape || !rhs.shape) return undefined;
      if (equal(left.rows, right.rows) === 'no') {
        check.report(matmulMismatch, { left: matrix.shape, right: rhs.shape, inner: [left.rows, right.rows] }, { argument: 'rhs' });
        return undefined;
      }
      const outer = broadcastShapes(left.outer, right.outer, { op: `tf.${path}`, at: 'rhs' }, check);
      return ofType(outer && [...outer, left.rows, right.columns], rhs.dtype);
    },
    examples: [
      { call: `tf.${path}(tf.eye(3, batch_shape=[2]), y)`, given: { y: '2 3 4' }, gives: '2 3 4' },
      { call: `tf.${path}(x, y)`, given: { x: '2 3 3', y: '2 4 4' }, reports: 'matmul-mismatch' },
      { call: `tf.${path}(x, y)`, given: { x: '2 3 4', y: '2 3 4' }, reports: 'argument-form' },
    ],
  });

const cross = op('linalg.cross', {
  aliases: ['cross'],
  summary: 'The cross product of vectors of three numbers along the last axis.',
  params: { a: tensor('[…, 3]'), b: tensor('[…, 3]'), name: name() },
  shape: ({ a, b }) => ofType(a.shape ?? b.shape, a.dtype ?? b.dtype),
  examples: [{ call: 'tf.linalg.cross(x, y)', given: { x: '2 3', y: '2 3' }, gives: '2 3' }],
});

/** One number for all the tensors of a list. */
const globalNorm = op('linalg.global_norm', {
  aliases: ['global_norm'],
  summary: 'The norm of all elements of all tensors together.',
  params: { t_list: anything('Tensor[]', { kind: 'shape' }), name: name() },
  shape: () => ofType([], 'float32'),
  examples: [{ call: 'tf.linalg.global_norm([x, y])', given: { x: '2 3', y: '4' }, gives: '' }],
});

export const matrixOps: readonly Op[] = [
  ...[...squareOnly.map(each => ({ ...each, square: true })), ...ofAny].map(ofMatrix),
  ...diagonalOps,
  matvec,
  solve('linalg.solve', 'matrix_solve', 'adjoint name', 'The solutions of linear equations.'),
  solve('linalg.triangular_solve', 'matrix_triangular_solve', 'lower adjoint name', 'The solutions of triangular linear equations.'),
  ...factorOps,
  cross,
  globalNorm,
];

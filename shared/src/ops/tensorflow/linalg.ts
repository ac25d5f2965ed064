/** Matrices over the last two axes: their diagonals, factors, products and norms. Sources: linalg_ops.cc and linalg_impl.py. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { minimum } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { type Shape, sameShape, showShape } from '../../shape/shape.ts';
import { listArg, type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { broadcastShapes } from '../common/elementwise.ts';
import { matmulRule } from '../common/matmul.ts';
import type { Op, Result } from '../op.ts';
import { flag, ignored, tensor } from '../parameter.ts';
import { name, op, words } from './declare.ts';

interface Matrix {
  readonly outer: Shape;
  readonly rows: Dim;
  readonly columns: Dim;
}

/** The last two axes; a tensor without them is reported. */
function matrixOf({ shape }: TensorArg, argument: string, check: Check): Matrix | undefined {
  if (!shape) return undefined;
  const [rows, columns] = shape.slice(-2);
  if (rows && columns) return { outer: shape.slice(0, -2), rows, columns };
  check.report(rankMismatch, { argument, wanted: 'at least 2', got: shape }, { argument });
  return undefined;
}

/** A matrix as wide as high: "Input matrix must be square", "Dimensions must be equal". */
function squareOf(input: TensorArg, argument: string, path: string, check: Check): Matrix | undefined {
  const matrix = matrixOf(input, argument, check);
  if (matrix && input.shape && equal(matrix.rows, matrix.columns) === 'no') {
    check.report(argumentForm, { op: `tf.${path}`, problem: `needs a square matrix, got ${showShape(input.shape)}` }, { argument });
    return undefined;
  }
  return matrix;
}

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
      const matrix = square ? squareOf(given, input, path, check) : matrixOf(given, input, check);
      return matrix ? (gives ? gives(matrix, given) : ofType(given.shape, given.dtype)) : undefined;
    },
    examples: [
      // Of ones there is no inverse.
      { call: `tf.${path}(tf.eye(3, batch_shape=[2]))${item === undefined ? '' : `[${item}]`}`, gives: example },
      { call: `tf.${path}(x)`, given: { x: '3' }, reports: 'rank-mismatch' },
      ...(square ? [{ call: `tf.${path}(x)`, given: { x: '2 3 4' }, reports: 'argument-form' }] : []),
    ],
  });

const pairOf = (first: Shape, second: Shape) => listArg([tensorArg(first), tensorArg(second)]);

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

const bandPart = op('linalg.band_part', {
  aliases: ['matrix_band_part'],
  summary: 'The matrix with zeros outside a band around its diagonal.',
  params: { input: tensor('[…, m, n]'), num_lower: ignored('int'), num_upper: ignored('int'), name: name() },
  shape: ({ input }, check) => {
    matrixOf(input, 'input', check);
    return ofType(input.shape, input.dtype);
  },
  examples: [
    { call: 'tf.linalg.band_part(x, -1, 0)', given: { x: '4 4' }, gives: '4 4' },
    { call: 'tf.linalg.band_part(x, -1, 0)', given: { x: '4' }, reports: 'rank-mismatch' },
  ],
});

const diag = op('linalg.diag', {
  aliases: ['matrix_diag'],
  summary: 'Matrices with the given diagonals, and zeros elsewhere.',
  params: { diagonal: tensor('[…, n]'), ...words('name k num_rows num_cols padding_value align') },
  shape({ diagonal: { shape, dtype } }, check) {
    if (shape?.length === 0)
      check.report(rankMismatch, { argument: 'diagonal', wanted: 'at least 1', got: shape }, { argument: 'diagonal' });
    const last = shape?.at(-1);
    // Other diagonals make other sizes.
    if (!shape || !last || ['k', 'num_rows', 'num_cols'].some(word => check.given.has(word))) return undefined;
    return ofType([...shape, last], dtype);
  },
  examples: [
    { call: 'tf.linalg.diag(x)', given: { x: '2 3' }, gives: '2 3 3' },
    { call: 'tf.linalg.diag(tf.ones([]))', reports: 'rank-mismatch' },
  ],
});

const diagPart = op('linalg.diag_part', {
  aliases: ['matrix_diag_part'],
  summary: 'The diagonals of matrices.',
  params: { input: tensor('[…, m, n]'), ...words('name k padding_value align') },
  shape({ input }, check) {
    const matrix = matrixOf(input, 'input', check);
    if (!matrix || check.given.has('k')) return undefined;
    return ofType([...matrix.outer, minimum(matrix.rows, matrix.columns)], input.dtype);
  },
  examples: [
    { call: 'tf.linalg.diag_part(x)', given: { x: '2 3 4' }, gives: '2 3' },
    { call: 'tf.linalg.diag_part(x)', given: { x: '3' }, reports: 'rank-mismatch' },
  ],
});

const setDiag = op('linalg.set_diag', {
  aliases: ['matrix_set_diag'],
  summary: 'Matrices with another diagonal.',
  params: { input: tensor('[…, m, n]'), diagonal: tensor('[…, n]'), ...words('name k align') },
  shape({ input }, check) {
    matrixOf(input, 'input', check);
    return ofType(input.shape, input.dtype);
  },
  examples: [
    { call: 'tf.linalg.set_diag(x, d)', given: { x: '2 3 4', d: '2 3' }, gives: '2 3 4' },
    { call: 'tf.linalg.set_diag(x, d)', given: { x: '3', d: '3' }, reports: 'rank-mismatch' },
  ],
});

/** `tf.diag` of TensorFlow 1. */
const tensorDiag = op('linalg.tensor_diag', {
  aliases: ['diag'],
  summary: 'A tensor of twice the axes, that holds the given one on its diagonal.',
  params: { diagonal: tensor(), name: name() },
  shape({ diagonal: { shape, dtype } }, check) {
    if (shape?.length === 0)
      check.report(rankMismatch, { argument: 'diagonal', wanted: 'at least 1', got: shape }, { argument: 'diagonal' });
    return ofType(shape && [...shape, ...shape], dtype);
  },
  examples: [
    { call: 'tf.linalg.tensor_diag(x)', given: { x: '2 3' }, gives: '2 3 2 3' },
    { call: 'tf.linalg.tensor_diag(tf.ones([]))', reports: 'rank-mismatch' },
  ],
});

const tensorDiagPart = op('linalg.tensor_diag_part', {
  aliases: ['diag_part'],
  summary: 'The diagonal of a tensor whose axes come twice.',
  params: { input: tensor(), name: name() },
  shape({ input: { shape, dtype } }, check) {
    if (!shape) return undefined;
    if (shape.length % 2 === 1) {
      check.report(rankMismatch, { argument: 'input', wanted: 'an even number', got: shape }, { argument: 'input' });
      return undefined;
    }
    const [first, second] = [shape.slice(0, shape.length / 2), shape.slice(shape.length / 2)];
    if (sameShape(first, second) === 'no') {
      const problem = `needs the same axes twice, got ${showShape(shape)}`;
      check.report(argumentForm, { op: 'tf.linalg.tensor_diag_part', problem }, { argument: 'input' });
    }
    return ofType(first, dtype);
  },
  examples: [
    { call: 'tf.linalg.tensor_diag_part(x)', given: { x: '2 3 2 3' }, gives: '2 3' },
    { call: 'tf.linalg.tensor_diag_part(x)', given: { x: '2 3 2' }, reports: 'rank-mismatch' },
    { call: 'tf.linalg.tensor_diag_part(x)', given: { x: '2 3 2 4' }, reports: 'argument-form' },
  ],
});

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
      const [left, right] = [squareOf(matrix, 'matrix', path, check), matrixOf(rhs, 'rhs', check)];
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

const leastSquares = op('linalg.lstsq', {
  aliases: ['matrix_solve_ls'],
  summary: 'The best solutions of linear equations, of which there may be too many or too few.',
  params: { matrix: tensor('[…, m, n]'), rhs: tensor('[…, m, k]'), ...words('l2_regularizer fast name') },
  shape({ matrix, rhs }, check) {
    const [left, right] = [matrixOf(matrix, 'matrix', check), matrixOf(rhs, 'rhs', check)];
    if (!left || !right || !matrix.shape || !rhs.shape) return undefined;
    if (equal(left.rows, right.rows) === 'no')
      check.report(matmulMismatch, { left: matrix.shape, right: rhs.shape, inner: [left.rows, right.rows] }, { argument: 'rhs' });
    const outer = broadcastShapes(left.outer, right.outer, { op: 'tf.linalg.lstsq', at: 'rhs' }, check);
    return ofType(outer && [...outer, left.columns, right.columns], rhs.dtype);
  },
  examples: [
    { call: 'tf.linalg.lstsq(x, y)', given: { x: '4 3', y: '4 2' }, gives: '3 2' },
    { call: 'tf.linalg.lstsq(x, y)', given: { x: '4 3', y: '3 2' }, reports: 'matmul-mismatch' },
  ],
});

const svd = op('linalg.svd', {
  aliases: ['svd'],
  summary: 'Singular values and the two bases of a matrix; the values alone without `compute_uv`.',
  params: { tensor: tensor('[…, m, n]'), full_matrices: flag().default('False'), compute_uv: flag().default('True'), name: name() },
  shape({ tensor, full_matrices, compute_uv }, check) {
    const matrix = matrixOf(tensor, 'tensor', check);
    if (!matrix || compute_uv === undefined) return { kind: 'unknown' };
    const { outer, rows, columns } = matrix;
    const least = minimum(rows, columns);
    const values = ofType([...outer, least], tensor.dtype);
    if (!compute_uv) return values;
    const width = (whole: Dim) => (full_matrices === undefined ? unknown : full_matrices ? whole : least);
    return listArg([
      values,
      ofType([...outer, rows, width(rows)], tensor.dtype),
      ofType([...outer, columns, width(columns)], tensor.dtype),
    ]);
  },
  examples: [
    { call: 'tf.linalg.svd(x)[1]', given: { x: '2 3 4' }, gives: '2 3 3' },
    { call: 'tf.linalg.svd(x, full_matrices=True)[2]', given: { x: '2 3 4' }, gives: '2 4 4' },
    { call: 'tf.linalg.svd(x, compute_uv=False)', given: { x: '2 3 4' }, gives: '2 3' },
    { call: 'tf.linalg.svd(x)', given: { x: '3' }, reports: 'rank-mismatch' },
  ],
});

const qr = op('linalg.qr', {
  aliases: ['qr'],
  summary: 'An orthogonal and a triangular factor of a matrix.',
  params: { input: tensor('[…, m, n]'), full_matrices: flag().default('False'), name: name() },
  shape({ input, full_matrices }, check) {
    const matrix = matrixOf(input, 'input', check);
    if (!matrix) return { kind: 'unknown' };
    const { outer, rows, columns } = matrix;
    const inner = full_matrices === undefined ? unknown : full_matrices ? rows : minimum(rows, columns);
    return pairOf([...outer, rows, inner], [...outer, inner, columns]);
  },
  examples: [
    { call: 'tf.linalg.qr(x)[1]', given: { x: '2 4 3' }, gives: '2 3 3' },
    { call: 'tf.linalg.qr(x, full_matrices=True)[0]', given: { x: '2 4 3' }, gives: '2 4 4' },
    { call: 'tf.linalg.qr(x)', given: { x: '3' }, reports: 'rank-mismatch' },
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
  params: { t_list: ignored('Tensor[]'), name: name() },
  shape: () => ofType([], 'float32'),
  examples: [{ call: 'tf.linalg.global_norm([x, y])', given: { x: '2 3', y: '4' }, gives: '' }],
});

export const matrixOps: readonly Op[] = [
  ...[...squareOnly.map(each => ({ ...each, square: true })), ...ofAny].map(ofMatrix),
  bandPart,
  diag,
  diagPart,
  setDiag,
  tensorDiag,
  tensorDiagPart,
  matvec,
  solve('linalg.solve', 'matrix_solve', 'adjoint name', 'The solutions of linear equations.'),
  solve('linalg.triangular_solve', 'matrix_triangular_solve', 'lower adjoint name', 'The solutions of triangular linear equations.'),
  leastSquares,
  svd,
  qr,
  cross,
  globalNorm,
];

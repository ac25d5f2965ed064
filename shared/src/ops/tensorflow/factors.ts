/** Factors of matrices, and what is solved by them. Sources: linalg_ops.cc and linalg_impl.py. */
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { minimum } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { listArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { broadcastShapes } from '../common/elementwise.ts';
import { matrixOf, pairOf } from '../common/matrix.ts';
import type { Op } from '../op.ts';
import { flag, tensor } from '../parameter.ts';
import { name, op, words } from './declare.ts';

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

export const factorOps: readonly Op[] = [leastSquares, svd, qr];

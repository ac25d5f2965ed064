import { matmulMismatch } from '../../../diagnostics/matmul-mismatch.ts';
import { minimum } from '../../../dim/arithmetic.ts';
import { equal } from '../../../dim/compare.ts';
import type { Shape } from '../../../shape/shape.ts';
import { type TensorArg, tensorArg, tupleArg, unknownArg } from '../../argument.ts';
import { ofType } from '../../common/contents.ts';
import { leastSquaresRule, type Matrix, matrixOf, squareOf } from '../../common/matrix.ts';
import type { Op, Result } from '../../op.ts';
import { flag, tensor, word as words } from '../../parameter.ts';
import { ignoredOnes } from '../declare.ts';
import { completeOp } from './declare.ts';

const square = { x: '2 3 3' };

const ofSquare = (word: string, more: string, gives: (matrix: Matrix) => Result, example: string): Op =>
  completeOp(word, {
    summary: `The function ${word} of square matrices.`,
    params: { x: tensor('[…, n, n]'), ...(more ? ignoredOnes(more) : {}) },
    order: `x ${more}`.trim(),
    shape({ x }, check) {
      const matrix = squareOf(x as TensorArg, 'x', `keras.ops.${word}`, check);
      return matrix ? gives(matrix) : unknownArg;
    },
    examples: [
      {
        call: `keras.ops.${word}(keras.ops.stack([keras.ops.eye(3), keras.ops.eye(3)]))${/^(eigh?)$/.test(word) ? '[1]' : ''}`,
        gives: example,
      },
      { call: `keras.ops.${word}(x)`, given: { x: '3 4' }, reports: 'argument-form' },
      { call: `keras.ops.${word}(x)`, given: { x: '3' }, reports: 'rank-mismatch' },
    ],
  });

const whole = ({ outer, rows, columns }: Matrix): Shape => [...outer, rows, columns];
const pair = (one: Shape, other: Shape) => tupleArg([tensorArg(one), tensorArg(other)]);

/** TensorFlow wants it square, other back ends do not. */
const luFactor = completeOp('lu_factor', {
  summary: 'The triangular factors of a matrix in one, and the order of its rows.',
  params: { x: tensor('[…, m, n]') },
  shape({ x }, check) {
    const matrix = matrixOf(x, 'x', check);
    return matrix ? pair(whole(matrix), [...matrix.outer, minimum(matrix.rows, matrix.columns)]) : unknownArg;
  },
  examples: [
    { call: 'keras.ops.lu_factor(keras.ops.eye(3))[1]', gives: '3' },
    { call: 'keras.ops.lu_factor(x)', given: { x: '3' }, reports: 'rank-mismatch' },
  ],
});

const svd = completeOp('svd', {
  summary: 'Singular values, and the vectors on both sides.',
  params: { x: tensor('[…, m, n]'), full_matrices: flag().default('True'), compute_uv: flag().default('True') },
  shape({ x, full_matrices, compute_uv }, check) {
    const matrix = matrixOf(x, 'x', check);
    if (!matrix || full_matrices === undefined || compute_uv === undefined) return unknownArg;
    const { outer, rows, columns } = matrix;
    const count = minimum(rows, columns);
    if (!compute_uv) return [...outer, count];
    return tupleArg([
      tensorArg([...outer, rows, full_matrices ? rows : count]),
      tensorArg([...outer, count]),
      tensorArg([...outer, full_matrices ? columns : count, columns]),
    ]);
  },
  examples: [
    { call: 'keras.ops.svd(x)[0]', given: { x: '4 3' }, gives: '4 4' },
    { call: 'keras.ops.svd(x, full_matrices=False)[0]', given: { x: '4 3' }, gives: '4 3' },
    { call: 'keras.ops.svd(x)', given: { x: '4' }, reports: 'rank-mismatch' },
  ],
});

const qr = completeOp('qr', {
  summary: 'An orthogonal matrix and an upper one.',
  params: { x: tensor('[…, m, n]'), mode: words('reduced', 'complete').default("'reduced'") },
  shape({ x, mode }, check) {
    const matrix = matrixOf(x, 'x', check);
    if (!matrix || mode === undefined) return unknownArg;
    const { outer, rows, columns } = matrix;
    const inner = mode === 'complete' ? rows : minimum(rows, columns);
    return pair([...outer, rows, inner], [...outer, inner, columns]);
  },
  examples: [
    { call: 'keras.ops.qr(x)[1]', given: { x: '4 3' }, gives: '3 3' },
    { call: 'keras.ops.qr(x)', given: { x: '4' }, reports: 'rank-mismatch' },
  ],
});

const pinv = completeOp('pinv', {
  summary: 'The pseudoinverse of a matrix.',
  params: { x: tensor('[…, m, n]'), ...ignoredOnes('rcond') },
  shape({ x }, check) {
    const matrix = matrixOf(x as TensorArg, 'x', check);
    return matrix ? [...matrix.outer, matrix.columns, matrix.rows] : unknownArg;
  },
  examples: [
    { call: 'keras.ops.pinv(x)', given: { x: '3 4' }, gives: '4 3' },
    { call: 'keras.ops.pinv(x)', given: { x: '4' }, reports: 'rank-mismatch' },
  ],
});

const rank = completeOp('matrix_rank', {
  summary: 'How many rows of a matrix are independent.',
  params: { x: tensor('[…, m, n]'), ...ignoredOnes('tol') },
  shape: ({ x }, check) => ofType(matrixOf(x as TensorArg, 'x', check)?.outer, 'int32'),
  examples: [{ call: 'keras.ops.matrix_rank(x)', given: { x: '2 3 4' }, gives: '2' }],
});

/** "Expected `a.shape[-2] == b.shape[-2]`"; a vector counts as one column. */
const solving = (word: 'solve' | 'solve_triangular'): Op =>
  completeOp(word, {
    summary: 'The solutions of linear equations.',
    params: { a: tensor('[…, m, m]'), b: tensor('[…, m, k]'), ...(word === 'solve' ? {} : ignoredOnes('lower')) },
    shape(args, check) {
      const { a, b } = args as { readonly a: TensorArg; readonly b: TensorArg };
      const left = squareOf(a, 'a', `keras.ops.${word}`, check);
      const isVector = a.shape && b.shape && b.shape.length === a.shape.length - 1;
      const rows = isVector ? b.shape.at(-1) : b.shape?.at(-2);
      if (!left || !a.shape || !b.shape || !rows) return ofType(undefined, b.dtype);
      if (equal(left.rows, rows) === 'no')
        check.report(matmulMismatch, { left: a.shape, right: b.shape, inner: [left.rows, rows] }, { argument: 'b' });
      return ofType(b.shape, b.dtype);
    },
    examples: [
      { call: `keras.ops.${word}(keras.ops.eye(3), y)`, given: { y: '3 2' }, gives: '3 2' },
      { call: `keras.ops.${word}(keras.ops.eye(3), y)`, given: { y: '4 2' }, reports: 'matmul-mismatch' },
      { call: `keras.ops.${word}(x, y)`, given: { x: '3 4', y: '3 2' }, reports: 'argument-form' },
    ],
  });

const lstsq = completeOp('lstsq', {
  summary: 'The best solutions of linear equations.',
  params: { a: tensor('[m, n]'), b: tensor('[m] | [m, k]'), ...ignoredOnes('rcond') },
  shape(args, check) {
    return leastSquaresRule(args.a as TensorArg, args.b as TensorArg, check)?.shape ?? unknownArg;
  },
  examples: [
    { call: 'keras.ops.lstsq(x, y)', given: { x: '4 3', y: '4 2' }, gives: '3 2' },
    { call: 'keras.ops.lstsq(x, y)', given: { x: '4 3', y: '3 2' }, reports: 'matmul-mismatch' },
  ],
});

export const matrixOps: readonly Op[] = [
  ofSquare('cholesky', 'upper', whole, '2 3 3'),
  ofSquare('cholesky_inverse', 'upper', whole, '2 3 3'),
  ofSquare('inv', '', whole, '2 3 3'),
  ofSquare('det', '', ({ outer }) => outer, '2'),
  ofSquare('eigh', '', matrix => pair([...matrix.outer, matrix.rows], whole(matrix)), square.x),
  ofSquare('eig', '', matrix => pair([...matrix.outer, matrix.rows], whole(matrix)), square.x),
  luFactor,
  svd,
  qr,
  pinv,
  rank,
  solving('solve'),
  solving('solve_triangular'),
  lstsq,
];

/** Diagonals and bands of matrices. Sources: matrix_diag_op.cc, array_ops.py. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { minimum } from '../../dim/arithmetic.ts';
import { sameShape, showShape } from '../../shape/shape.ts';
import { ofType } from '../common/contents.ts';
import { matrixOf } from '../common/matrix.ts';
import type { Op } from '../op.ts';
import { anything, tensor } from '../parameter.ts';
import { name, op, words } from './declare.ts';

const bandPart = op('linalg.band_part', {
  aliases: ['matrix_band_part'],
  summary: 'The matrix with zeros outside a band around its diagonal.',
  params: { input: tensor('[…, m, n]'), num_lower: anything('int'), num_upper: anything('int'), name: name() },
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

export const diagonalOps: readonly Op[] = [bandPart, diag, diagPart, setDiag, tensorDiag, tensorDiagPart];

/** What functions of matrices ask of a tensor: its last two axes. Sources: linalg_ops.cc and linalg_impl.py in TensorFlow, linalg.py in NumPy and Keras 3. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import { type Shape, showShape } from '../../shape/shape.ts';
import { listArg, type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';

export interface Matrix {
  readonly outer: Shape;
  readonly rows: Dim;
  readonly columns: Dim;
}

/** The last two axes; a tensor without them is reported. */
export function matrixOf({ shape }: TensorArg, argument: string, check: Check): Matrix | undefined {
  if (!shape) return undefined;
  const [rows, columns] = shape.slice(-2);
  if (rows && columns) return { outer: shape.slice(0, -2), rows, columns };
  check.report(rankMismatch, { argument, wanted: 'at least 2', got: shape }, { argument });
  return undefined;
}

/** A matrix as wide as high: "Input matrix must be square", "Dimensions must be equal". */
export function squareOf(input: TensorArg, argument: string, op: string, check: Check): Matrix | undefined {
  const matrix = matrixOf(input, argument, check);
  if (matrix && input.shape && equal(matrix.rows, matrix.columns) === 'no') {
    check.report(argumentForm, { op, problem: `needs a square matrix, got ${showShape(input.shape)}` }, { argument });
    return undefined;
  }
  return matrix;
}

export const pairOf = (first: Shape, second: Shape) => listArg([tensorArg(first), tensorArg(second)]);

/** The unknowns of `a · x = b` as `lstsq` gives them, where `a` has rank 2 and `b` is one right side or several beside one another. */
export function leastSquaresRule(
  a: TensorArg,
  b: TensorArg,
  check: Check,
): { readonly shape: Shape; readonly columns: Dim; readonly rows: Dim } | undefined {
  const [rows, columns] = a.shape ?? [];
  const [first, ...more] = b.shape ?? [];
  if (a.shape?.length !== 2 || !b.shape || !rows || !columns || !first) return undefined;
  if (equal(rows, first) === 'no') check.report(matmulMismatch, { left: a.shape, right: b.shape, inner: [rows, first] }, { argument: 'b' });
  return { shape: [columns, ...more], columns, rows };
}

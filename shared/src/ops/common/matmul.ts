/** Matrix product over the last two axes; the axes before them broadcast. */
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import { matmul } from '../../kernel/execute/matmul.ts';
import type { Shape } from '../../shape/shape.ts';
import { type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { toData } from './contents.ts';
import { broadcastShapes, type Operands } from './elementwise.ts';

export interface Transposed {
  readonly a: boolean | undefined;
  readonly b: boolean | undefined;
}

/** `names`: the parameters, left and right. */
export function matmulRule(
  a: TensorArg,
  b: TensorArg,
  transposed: Transposed,
  names: readonly [string, string],
  operands: Operands,
  check: Check,
): TensorArg {
  const dtype = a.dtype ?? b.dtype;
  const result = (shape: Shape | undefined) => tensorArg(shape, dtype === undefined ? {} : { dtype });
  const [left, right] = [matrixOf(a, names[0], transposed.a, check), matrixOf(b, names[1], transposed.b, check)];
  if (!left || !right || !a.shape || !b.shape) return result(undefined);
  if (left.columns && right.rows && equal(left.columns, right.rows) === 'no') {
    check.report(
      matmulMismatch,
      { left: a.shape, right: b.shape, inner: [left.columns, right.rows] },
      { argument: names[1] },
      { related: [{ argument: names[0], message: 'the other matrix' }] },
    );
  }
  const outer = broadcastShapes(left.outer, right.outer, operands, check);
  return result(outer && left.rows && right.columns ? [...outer, left.rows, right.columns] : undefined);
}

interface Matrix {
  readonly outer: Shape;
  /** Undefined when it is not known which axis they are. */
  readonly rows: Dim | undefined;
  readonly columns: Dim | undefined;
}

function matrixOf({ shape }: TensorArg, argument: string, transposed: boolean | undefined, check: Check): Matrix | undefined {
  if (!shape) return undefined;
  const outer = shape.slice(0, -2);
  const [rows, columns] = shape.slice(-2);
  if (!rows || !columns) {
    check.report(rankMismatch, { argument, wanted: 'at least 2', got: shape }, { argument });
    return undefined;
  }
  if (transposed === undefined) return { outer, rows: undefined, columns: undefined };
  return transposed ? { outer, rows: columns, columns: rows } : { outer, rows, columns };
}

export function matmulData(a: TensorArg, b: TensorArg, transposed: Transposed): Float64Array | undefined {
  const [left, right] = [toData(a), toData(b)];
  if (!left || !right || transposed.a === undefined || transposed.b === undefined) return undefined;
  return matmul(left, right, { transposeA: transposed.a, transposeB: transposed.b })?.values;
}

/** Ops that work element by element: on one tensor, or on two that broadcast. */
import { broadcastMismatch } from '../../diagnostics/broadcast-mismatch.ts';
import type { Dim } from '../../dim/dim.ts';
import { cellCount } from '../../kernel/data.ts';
import { binary, unary } from '../../kernel/execute/elementwise.ts';
import { broadcastTo } from '../../kernel/execute/movement.ts';
import { broadcast } from '../../shape/broadcast.ts';
import { type Shape, shapeOf, toNumbers } from '../../shape/shape.ts';
import { MAX_ELEMENTS, type TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { elementsOf, moved, toData, withElements } from './contents.ts';

export interface Operands {
  /** As messages name it: `tf.add`. */
  readonly op: string;
  /** The parameter that a clash is shown at. */
  readonly at: string;
}

/** The shape both broadcast to; a certain clash is reported. */
export function broadcastShapes(left: Shape | undefined, right: Shape | undefined, { op, at }: Operands, check: Check): Shape | undefined {
  if (!left || !right) return undefined;
  const result = broadcast(left, right);
  if ('shape' in result) return result.shape;
  check.report(broadcastMismatch, { op, left, right, clash: result.clash }, { argument: at });
  return undefined;
}

/** An operation on two numbers, and what it is on integers, where it stays one. */
export interface Binary {
  readonly numbers?: (x: number, y: number) => number;
  readonly dims?: (x: Dim, y: Dim) => Dim;
  /** The result's element type, where it is not that of the operands: `bool`. */
  readonly dtype?: string;
}

export function binaryRule(left: TensorArg, right: TensorArg, how: Binary, operands: Operands, check: Check): TensorArg {
  const shape = broadcastShapes(left.shape, right.shape, operands, check);
  const dtype = how.dtype ?? left.dtype ?? right.dtype;
  return withElements(shape, how.dims && combine(left, right, toNumbers(shape), how.dims), dtype);
}

export function binaryData(left: TensorArg, right: TensorArg, { numbers }: Binary): Float64Array | undefined {
  const [a, b] = [toData(left), toData(right)];
  return numbers && a && b && binary(numbers, a, b)?.values;
}

function combine(left: TensorArg, right: TensorArg, to: readonly number[] | undefined, on: (a: Dim, b: Dim) => Dim): Dim[] | undefined {
  if (!to || cellCount(to) > MAX_ELEMENTS) return undefined;
  const [a, b] = [left, right].map(tensor => elementsOf(moved([tensor], shapeOf(...to), ([data]) => data && broadcastTo(data, to))));
  return a && b && a.map((dim, at) => on(dim, b[at] as Dim));
}

/** An operation on one number. */
export interface Unary {
  readonly numbers?: (x: number) => number;
  readonly dims?: (x: Dim) => Dim;
  readonly dtype?: string;
}

export const unaryRule = (input: TensorArg, { dims, dtype = input.dtype }: Unary): TensorArg =>
  withElements(input.shape, dims && elementsOf(input)?.map(dims), dtype);

export function unaryData(input: TensorArg, { numbers }: Unary): Float64Array | undefined {
  const data = toData(input);
  return numbers && data && unary(numbers, data).values;
}

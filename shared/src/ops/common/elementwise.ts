/** Ops that work element by element: on one tensor, or on two that broadcast. */
import { broadcastMismatch } from '../../diagnostics/broadcast-mismatch.ts';
import type { Dim } from '../../dim/dim.ts';
import { broadcast } from '../../shape/broadcast.ts';
import { type Shape, toNumbers } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { broadcastPositions, elementsOf, pick, withElements } from './contents.ts';

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

/** `on`: the same operation on integers, where it has one. */
export function binaryRule(left: TensorArg, right: TensorArg, operands: Operands, check: Check, on?: (a: Dim, b: Dim) => Dim, dtype?: string): TensorArg {
  const shape = broadcastShapes(left.shape, right.shape, operands, check);
  return withElements(shape, on && binaryElements(left, right, toNumbers(shape), on), dtype ?? left.dtype ?? right.dtype);
}

function binaryElements(left: TensorArg, right: TensorArg, to: readonly number[] | undefined, on: (a: Dim, b: Dim) => Dim): Dim[] | undefined {
  const [a, b] = [spread(left, to), spread(right, to)];
  return a && b && a.map((dim, at) => on(dim, b[at] as Dim));
}

function spread(tensor: TensorArg, to: readonly number[] | undefined): readonly Dim[] | undefined {
  const from = toNumbers(tensor.shape);
  return from && to && pick(elementsOf(tensor), broadcastPositions(from, to));
}

/** Ops that work element by element: on one tensor, or on two that broadcast. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { broadcastMismatch } from '../../diagnostics/broadcast-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { cellCount } from '../../kernel/data.ts';
import { binary, unary } from '../../kernel/execute/elementwise.ts';
import { broadcastTo } from '../../kernel/execute/movement.ts';
import { broadcast } from '../../shape/broadcast.ts';
import { type Shape, sameShape, shapeOf, showShape, toNumbers } from '../../shape/shape.ts';
import { type Arg, MAX_ELEMENTS, type TensorArg, toTensor, unknownTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { elementsOf, moved, ofType, toData, withElements } from './contents.ts';
import type { Named } from './transpose.ts';

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

/** Stretches to a shape given: axes of length 1 repeat, further ones come in front. */
export function broadcastToRule(input: TensorArg, to: Shape | undefined, { op, argument }: Named, check: Check): TensorArg {
  const from = input.shape;
  if (!from || !to) return ofType(to, input.dtype);
  if (from.length > to.length) {
    check.report(rankMismatch, { argument: 'the input', wanted: `at most ${to.length}`, got: from }, { argument });
    return ofType(to, input.dtype);
  }
  const skipped = to.length - from.length;
  const axis = from.findIndex((dim, at) => equal(dim, int(1)) === 'no' && equal(dim, to[at + skipped] as Dim) === 'no');
  if (axis >= 0) {
    const clash = { axis: axis + skipped, left: from[axis] as Dim, right: to[axis + skipped] as Dim };
    check.report(broadcastMismatch, { op, left: from, right: to, clash }, { argument });
  }
  const lengths = toNumbers(to);
  return moved([input], to, ([data]) => data && lengths && broadcastTo(data, lengths));
}

/** The sum of tensors that must have one shape. */
export function addAllRule(list: Arg | undefined, { op, argument }: Named, check: Check): TensorArg {
  if (list?.kind !== 'list') return unknownTensor;
  const tensors = list.items.map(item => toTensor(item) ?? unknownTensor);
  const dtype = tensors.find(tensor => tensor.dtype)?.dtype;
  const known = tensors.filter(tensor => tensor.shape !== undefined);
  const first = known[0]?.shape;
  if (!first) return ofType(undefined, dtype);
  const other = known.find(({ shape }) => shape && sameShape(shape, first) === 'no');
  if (other) {
    const problem = `needs tensors of one shape, got ${showShape(first)} and ${showShape(other.shape)}`;
    check.report(argumentForm, { op, problem }, { argument, item: tensors.indexOf(other) });
    return ofType(undefined, dtype);
  }
  const merged = first.map((dim, axis) => known.map(({ shape }) => shape?.[axis] ?? dim).find(each => each.kind === 'int') ?? dim);
  return ofType(merged, dtype);
}

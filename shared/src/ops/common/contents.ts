/** What small tensors hold: symbolic integers and numbers, read and made the same way by every rule. */
import { type Dim, int } from '../../dim/dim.ts';
import { cellCount, type Data, memoryStrides, walk } from '../../kernel/data.ts';
import { type Shape, toNumbers } from '../../shape/shape.ts';
import { MAX_ELEMENTS, type TensorArg, tensorArg } from '../argument.ts';

/** A tensor with its values, as the kernel takes it. */
export function toData(tensor: TensorArg | undefined): Data | undefined {
  const shape = toNumbers(tensor?.shape);
  return tensor?.data && shape ? { shape, values: tensor.data } : undefined;
}

/** The elements of a small tensor of integers. */
export const elementsOf = (tensor: TensorArg): readonly Dim[] | undefined => (tensor.shape ? tensor.elements : undefined);

/** A tensor of `shape` that holds `elements`, if they are known, few, and as many as the shape says. */
export function withElements(shape: Shape | undefined, elements: readonly Dim[] | undefined, dtype?: string): TensorArg {
  const lengths = toNumbers(shape);
  const count = lengths && cellCount(lengths);
  const fits = elements && elements.length === count && count <= MAX_ELEMENTS;
  return tensorArg(shape, { ...(dtype === undefined ? {} : { dtype }), ...(fits ? { elements } : {}) });
}

export const ofType = (shape: Shape | undefined, dtype: string | undefined): TensorArg => tensorArg(shape, dtype === undefined ? {} : { dtype });

/** The element type that a literal gets: integers `int32`, other numbers `float32`. */
export const literalType = (tensor: TensorArg): string | undefined =>
  tensor.dtype ?? (tensor.elements ? 'int32' : tensor.data ? 'float32' : undefined);

export const filled = (shape: readonly number[], value: number): Float64Array =>
  new Float64Array(cellCount(shape)).fill(value);

/** For every element of an array of shape `to`, the position in an array of shape `from` that broadcasting takes it from. */
export function broadcastPositions(from: readonly number[], to: readonly number[]): number[] {
  const own = memoryStrides(from);
  const strides = to.map((_, axis) => (from[axis - to.length + from.length] === 1 ? 0 : (own[axis - to.length + from.length] ?? 0)));
  const positions: number[] = [];
  walk(to, [strides], ([place = 0]) => positions.push(place));
  return positions;
}

/** An arrangement of `from`'s elements: `positions[i]` says which of them comes i-th. */
export const pick = <T>(values: readonly T[] | undefined, positions: readonly number[] | undefined): readonly T[] | undefined =>
  values && positions?.map(at => values[at] as T);

export const iota = (count: number): Dim[] => Array.from({ length: count }, (_, at) => int(at));

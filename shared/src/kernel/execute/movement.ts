/** Ops that move cells without computing: reshape, transpose, pad, concat, stack, slice, reverse, tile, broadcast. */
import { cellCount, type Data, filled, fits, memoryStrides, walk } from '../data.ts';
import { broadcastShape, stretch } from './elementwise.ts';

/** Same cells in the same order; undefined when their number differs. */
export const reshape = ({ values }: Data, shape: readonly number[]): Data | undefined =>
  fits(shape) && cellCount(shape) === values.length ? { shape, values } : undefined;

const own = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** Axis `i` of the result is axis `permutation[i]` of the input; reversed by default. Undefined for anything but a permutation. */
export function transpose({ shape, values }: Data, permutation?: readonly number[]): Data | undefined {
  const rank = shape.length;
  const order = permutation?.map(axis => own(axis, rank)) ?? [...shape.keys()].reverse();
  if (order.length !== rank || shape.some((_, axis) => !order.includes(axis))) return undefined;
  const steps = memoryStrides(shape);
  return gather(
    order.map(axis => shape[axis] as number),
    order.map(axis => steps[axis] as number),
    0,
    values,
  );
}

/** Reads the cells of a tensor of `shape` from `values`, by `steps` in memory from `start`. */
function gather(shape: readonly number[], steps: readonly number[], start: number, values: Float64Array): Data {
  const result = new Float64Array(cellCount(shape));
  walk(shape, [steps], ([at = 0], cell) => {
    result[cell] = values[start + at] as number;
  });
  return { shape, values: result };
}

/** Cells of `value` before and after along each axis. Negative numbers are not accepted. */
export function pad(input: Data, cells: readonly (readonly [before: number, after: number])[], value = 0): Data | undefined {
  if (cells.length !== input.shape.length || cells.flat().some(n => !(n >= 0))) return undefined;
  const shape = input.shape.map((length, axis) => length + (cells[axis]?.[0] ?? 0) + (cells[axis]?.[1] ?? 0));
  const result = filled(shape, value);
  if (!result) return undefined;
  const steps = memoryStrides(shape);
  const start = steps.reduce((at, step, axis) => at + step * (cells[axis]?.[0] ?? 0), 0);
  walk(input.shape, [steps], ([at = 0], cell) => {
    result.values[start + at] = input.values[cell] as number;
  });
  return result;
}

/** Joins along an axis that exists; all other lengths must be equal. */
export function concat(parts: readonly Data[], axis: number): Data | undefined {
  const [first] = parts;
  if (!first) return undefined;
  const rank = first.shape.length;
  const along = own(axis, rank);
  if (!(along >= 0 && along < rank)) return undefined;
  const agree = parts.every(part => part.shape.length === rank && part.shape.every((n, at) => at === along || n === first.shape[at]));
  const shape = first.shape.map((n, at) => (at === along ? parts.reduce((total, part) => total + (part.shape[at] ?? 0), 0) : n));
  if (!agree || !fits(shape)) return undefined;
  const values = new Float64Array(cellCount(shape));
  const block = cellCount(shape.slice(along));
  let start = 0;
  for (const part of parts) {
    const length = cellCount(part.shape.slice(along));
    for (let at = 0; at * block < values.length; at++) values.set(part.values.subarray(at * length, (at + 1) * length), at * block + start);
    start += length;
  }
  return { shape, values };
}

/** Joins along a new axis, which may come last: `-1` puts it at the end. */
export function stack(parts: readonly Data[], axis = 0): Data | undefined {
  const rank = (parts[0]?.shape.length ?? 0) + 1;
  const along = own(axis, rank);
  if (!(along >= 0 && along < rank)) return undefined;
  const widened = parts.map(({ shape, values }) => ({ shape: [...shape.slice(0, along), 1, ...shape.slice(along)], values }));
  return concat(widened, along);
}

/** `length` cells from `start` by `step` (negative goes backwards) along each axis; undefined when one lies outside. */
export function slice(
  { shape, values }: Data,
  ranges: readonly { readonly start: number; readonly length: number; readonly step?: number }[],
): Data | undefined {
  const steps = memoryStrides(shape);
  const inside = ranges.every(({ start, length, step = 1 }, axis) => {
    const [end, limit] = [start + (length - 1) * step, shape[axis] ?? 0];
    return length === 0 || (length > 0 && start >= 0 && start < limit && end >= 0 && end < limit);
  });
  if (ranges.length !== shape.length || !inside) return undefined;
  const from = ranges.reduce((at, range, axis) => at + range.start * (steps[axis] as number), 0);
  return gather(
    ranges.map(range => range.length),
    ranges.map(({ step = 1 }, axis) => step * (steps[axis] as number)),
    from,
    values,
  );
}

/** Turned around along `axes`, all by default. */
export const reverse = (input: Data, axes: readonly number[] = [...input.shape.keys()]): Data | undefined => {
  const turned = new Set(axes.map(axis => own(axis, input.shape.length)));
  return slice(
    input,
    input.shape.map((length, axis) => (turned.has(axis) ? { start: Math.max(length - 1, 0), length, step: -1 } : { start: 0, length })),
  );
};

/** Read as a tensor of `shape`, along whose new axes it repeats; undefined when it does not stretch to it. */
export function broadcastTo(input: Data, shape: readonly number[]): Data | undefined {
  const joint = broadcastShape(input.shape, shape);
  if (!joint || joint.length !== shape.length || joint.some((length, axis) => length !== shape[axis]) || !fits(shape)) return undefined;
  return gather(shape, stretch(input.shape, shape), 0, input.values);
}

/** Repeated `times` along each axis. */
export function tile(input: Data, times: readonly number[]): Data | undefined {
  if (times.length !== input.shape.length || !fits(input.shape.map((length, axis) => length * (times[axis] ?? 1)))) return undefined;
  return times.reduce<Data | undefined>((result, count, axis) => result && concat(new Array<Data>(count).fill(result), axis), input);
}

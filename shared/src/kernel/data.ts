/** Small tensors with their values, for pictures and previews: plain arrays, row-major, never large. */

export interface Data {
  readonly shape: readonly number[];
  /** Row-major: the last axis varies fastest. */
  readonly values: Float64Array;
}

/** No tensor above this many cells is computed. */
export const MAX_CELLS = 1 << 16;
/** No op above this many multiply-adds (or other steps) is computed: some ten milliseconds at most, often less than one. */
export const MAX_WORK = 1 << 20;

export const cellCount = (shape: readonly number[]): number => shape.reduce((count, length) => count * length, 1);

/** Whether a tensor of this shape exists and is small enough to compute. */
export const fits = (shape: readonly number[]): boolean =>
  shape.every(length => Number.isSafeInteger(length) && length >= 0) && cellCount(shape) <= MAX_CELLS;

/** A tensor from its values, or undefined where their number does not agree with the shape or is too large. */
export function dataOf(shape: readonly number[], values: ArrayLike<number>): Data | undefined {
  return fits(shape) && cellCount(shape) === values.length ? { shape, values: Float64Array.from(values) } : undefined;
}

/** A tensor of one value throughout; undefined above the size limit. */
export const filled = (shape: readonly number[], value: number): Data | undefined =>
  fits(shape) ? { shape, values: new Float64Array(cellCount(shape)).fill(value) } : undefined;

/** How far apart in `values` neighbours along each axis lie: `[2, 3, 4]` gives `[12, 4, 1]`. */
export function memoryStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = (strides[axis + 1] as number) * (shape[axis + 1] as number);
  return strides;
}

/** Place in `values` of one cell. */
export const indexOf = (shape: readonly number[], position: readonly number[]): number =>
  memoryStrides(shape).reduce((index, stride, axis) => index + stride * (position[axis] ?? 0), 0);

/**
 * Calls `visit` once per cell of `shape`, in row-major order, with the cell's place under each of several memory layouts
 * (a stride of 0 stays in place, which is broadcasting).
 */
export function walk(
  shape: readonly number[],
  strides: readonly (readonly number[])[],
  visit: (places: readonly number[], cell: number) => void,
): void {
  const count = cellCount(shape);
  const position = new Array<number>(shape.length).fill(0);
  const places = strides.map(() => 0);
  for (let cell = 0; cell < count; cell++) {
    visit(places, cell);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis] as number;
      const next = (position[axis] as number) + 1;
      const step = next < length ? 1 : 1 - length;
      position[axis] = next < length ? next : 0;
      for (let at = 0; at < places.length; at++) places[at] = (places[at] as number) + step * (strides[at]?.[axis] ?? 0);
      if (next < length) break;
    }
  }
}

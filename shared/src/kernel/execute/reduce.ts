/** Reductions over axes. */
import { cellCount, type Data, memoryStrides, walk } from '../data.ts';

export type Reduction = 'sum' | 'mean' | 'max' | 'min' | 'product';

const steps: Readonly<Record<Reduction, { readonly start: number; readonly step: (total: number, x: number) => number }>> = {
  sum: { start: 0, step: (total, x) => total + x },
  mean: { start: 0, step: (total, x) => total + x },
  max: { start: Number.NEGATIVE_INFINITY, step: Math.max },
  min: { start: Number.POSITIVE_INFINITY, step: Math.min },
  product: { start: 1, step: (total, x) => total * x },
};

/**
 * Over `axes` (negative counts from the end), over all of them when none are given. `keepAxes` leaves each reduced axis with
 * length 1. Undefined when an axis is out of range. The mean of nothing is NaN, as in the frameworks.
 */
export function reduce(how: Reduction, input: Data, axes?: readonly number[], keepAxes = false): Data | undefined {
  const reduced = reducedAxes(input.shape.length, axes);
  if (!reduced) return undefined;
  const kept = input.shape.map((length, axis) => (reduced.has(axis) ? 1 : length));
  const target = memoryStrides(kept).map((stride, axis) => (reduced.has(axis) ? 0 : stride));
  const { start, step } = steps[how];
  const values = new Float64Array(cellCount(kept)).fill(start);
  walk(input.shape, [target], ([at = 0], cell) => {
    values[at] = step(values[at] as number, input.values[cell] as number);
  });
  const count = input.values.length / values.length;
  if (how === 'mean') for (const at of values.keys()) values[at] = (values[at] as number) / count;
  return { shape: keepAxes ? kept : kept.filter((_, axis) => !reduced.has(axis)), values };
}

function reducedAxes(rank: number, axes: readonly number[] | undefined): ReadonlySet<number> | undefined {
  if (!axes) return new Set(Array(rank).keys());
  const counted = axes.map(axis => (axis < 0 ? axis + rank : axis));
  return counted.every(axis => Number.isInteger(axis) && axis >= 0 && axis < rank) ? new Set(counted) : undefined;
}

/** Where along `axis` the greatest (or least) cell lies, the first of several. */
export function argExtreme(how: 'max' | 'min', { shape, values }: Data, axis: number): Data | undefined {
  const at = axis < 0 ? axis + shape.length : axis;
  const length = shape[at];
  if (length === undefined || length === 0) return undefined;
  const inner = cellCount(shape.slice(at + 1));
  const outer = cellCount(shape.slice(0, at));
  const result = new Float64Array(outer * inner);
  for (let cell = 0; cell < result.length; cell++) {
    const start = Math.floor(cell / inner) * length * inner + (cell % inner);
    let best = 0;
    for (let i = 1; i < length; i++) {
      const [now, before] = [values[start + i * inner] as number, values[start + best * inner] as number];
      if (how === 'max' ? now > before : now < before) best = i;
    }
    result[cell] = best;
  }
  return { shape: shape.filter((_, other) => other !== at), values: result };
}

/** Along the last axis; each row sums to 1. */
export function softmax({ shape, values }: Data): Data {
  const length = shape.at(-1) ?? 1;
  const result = new Float64Array(values.length);
  for (let start = 0; start < values.length; start += length) {
    const row = values.subarray(start, start + length);
    const greatest = row.reduce((most, x) => Math.max(most, x), Number.NEGATIVE_INFINITY);
    const powers = row.map(x => Math.exp(x - greatest));
    const total = powers.reduce((sum, x) => sum + x, 0);
    result.set(
      powers.map(x => x / total),
      start,
    );
  }
  return { shape, values: result };
}

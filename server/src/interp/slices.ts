/** Python's slices: `[start:stop:step]`, of lists, text and axes. */
import type { Expr, SliceExpr } from '#server/ir/ir.ts';
import { add, ceilDivide, subtract } from '#shared/dim/arithmetic.ts';
import { boundsOf } from '#shared/dim/bounds.ts';
import { type Dim, toNumber as dimToNumber, int, unknown } from '#shared/dim/dim.ts';
import type { Frame, Run } from './run.ts';
import { toNumber, type Value } from './value.ts';

export interface SliceBounds {
  readonly start: number | undefined;
  readonly stop: number | undefined;
  readonly step: number;
}

/** A tensor without axes that is known is an index like any other. */
function numberIn(value: Value): number | undefined {
  const [only] = value.kind === 'tensor' && value.shape?.length === 0 ? (value.elements ?? []) : [];
  return only && dimToNumber(only);
}

/** Undefined when a bound is not known. */
export function sliceBounds(slice: SliceExpr, run: Run, frame: Frame): SliceBounds | undefined {
  const part = (expr: Expr | undefined): number | undefined | 'unknown' => {
    if (!expr) return undefined;
    const value = run.evaluate(expr, frame);
    return value.kind === 'none' ? undefined : (toNumber(value) ?? numberIn(value) ?? 'unknown');
  };
  const [start, stop, step] = [part(slice.start), part(slice.stop), part(slice.step)];
  if (start === 'unknown' || stop === 'unknown' || step === 'unknown' || step === 0) return undefined;
  return { start, stop, step: step ?? 1 };
}

/** Python's slicing: bounds clamp, negative ones count from the end. */
export function sliceRange(length: number, { start, stop, step }: SliceBounds): { readonly first: number; readonly end: number } {
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (bound: number) => Math.min(Math.max(bound < 0 ? bound + length : bound, low), high);
  return step > 0
    ? { first: clamp(start ?? 0), end: clamp(stop ?? length) }
    : { first: start === undefined ? high : clamp(start), end: stop === undefined ? low : clamp(stop) };
}

export function sliceLength(length: number, bounds: SliceBounds): number {
  const { first, end } = sliceRange(length, bounds);
  return Math.max(Math.ceil((end - first) / bounds.step), 0);
}

export function takeSlice<T>(items: readonly T[], bounds: SliceBounds): readonly T[] {
  const { first } = sliceRange(items.length, bounds);
  return Array.from({ length: sliceLength(items.length, bounds) }, (_, at) => items[first + at * bounds.step] as T);
}

/** How long an axis is when it is sliced; unknown where the bounds may lie beyond its ends. */
export function slicedDim(dim: Dim | undefined, slice: SliceExpr, run: Run, frame: Frame): Dim {
  const bounds = sliceBounds(slice, run, frame);
  if (!dim || !bounds) return unknown;
  const { start, stop, step } = bounds;
  const length = dimToNumber(dim);
  if (length !== undefined) return int(sliceLength(length, bounds));
  if (stop === undefined && (start === undefined || (start === 0 && step > 0)))
    return Math.abs(step) === 1 ? dim : ceilDivide(dim, int(Math.abs(step)));
  if (step !== 1) return unknown;
  const first = start ?? 0;
  // Symbolic: only where the bounds certainly lie inside.
  if (first >= 0 && stop === undefined && boundsOf(dim).low >= first) return subtract(dim, int(first));
  if (first >= 0 && stop !== undefined && stop < 0 && boundsOf(dim).low >= first - stop) return add(dim, int(stop - first));
  if (first >= 0 && stop !== undefined && stop >= first && boundsOf(dim).low >= stop) return int(stop - first);
  return unknown;
}

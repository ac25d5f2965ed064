/** Reads axis arguments: negative ones count from the end, impossible ones are reported. */
import { axisOutOfRange } from '../../diagnostics/axis-out-of-range.ts';
import type { Dim } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Check } from '../check.ts';
import type { Integers } from '../parameter.ts';

/** The axis as an index from 0; undefined when it is unknown or wrong (then it is reported). `added`: axes beyond the shape's own. */
export function readAxis(axis: Dim, shape: Shape, argument: string, check: Check, added = 0): number | undefined {
  if (axis.kind !== 'int') return undefined;
  const count = shape.length + added;
  if (axis.value >= -count && axis.value < count) return axis.value < 0 ? axis.value + count : axis.value;
  check.report(axisOutOfRange, { argument, axis: axis.value, shape, count }, { argument });
  return undefined;
}

/** Several axes; `all` when none are given, undefined when one is unknown or wrong. */
export function readAxes(axes: Integers, shape: Shape, argument: string, check: Check): readonly number[] | 'all' | undefined {
  if (!axes || axes.kind === 'bad') return undefined;
  if (axes.kind === 'none') return 'all';
  const items = axes.kind === 'one' ? [axes.dim] : axes.items;
  const read = items.map(item => (typeof item === 'string' ? undefined : readAxis(item, shape, argument, check)));
  // An axis named twice is rejected in some modes and read in odd ways in others.
  return read.every(axis => axis !== undefined) && new Set(read).size === read.length ? read : undefined;
}

/** Without the given axes, or with 1 in their place. */
export const dropAxes = (shape: Shape, axes: readonly number[], keep: Dim | undefined): Shape =>
  shape.flatMap((dim, axis) => (axes.includes(axis) ? (keep ? [keep] : []) : [dim]));

/** Every contact between a tap of a window and a cell of what it slides over, as offsets in memory. */
import { MAX_CELLS } from '../data.ts';

/** One axis: `wide` is the length the window slides over, `narrow` the number of its places. */
export interface Axis {
  readonly wide: number;
  readonly narrow: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
}

/** One entry per contact: the tap at `tap` touches the cell at `wide` while the window is at place `narrow`. */
export interface Contacts {
  readonly count: number;
  readonly wide: Int32Array;
  readonly narrow: Int32Array;
  readonly tap: Int32Array;
}

/** Steps in memory along each spatial axis. */
export interface Steps {
  readonly wide: readonly number[];
  readonly narrow: readonly number[];
  readonly tap: readonly number[];
}

/** Ordered by place, then tap, row-major. Taps on padding touch nothing. Undefined, without listing them, when there are more than `limit`. */
export function contactsOf(axes: readonly Axis[], steps: Steps, limit: number): Contacts | undefined {
  // Counting goes over the places of each axis.
  if (axes.some(axis => axis.narrow > MAX_CELLS)) return undefined;
  const count = axes.reduce((product, axis) => product * countAlong(axis), 1);
  if (count > limit) return undefined;
  return axes.reduce<Contacts>(
    (all, axis, at) => combine(all, along(axis, steps.wide[at] ?? 0, steps.narrow[at] ?? 0, steps.tap[at] ?? 0)),
    { count: 1, wide: Int32Array.of(0), narrow: Int32Array.of(0), tap: Int32Array.of(0) },
  );
}

/** The taps that touch a cell while the window is at `place`: from the first up to, and not including, the second. */
function tapsAt({ wide, kernel, stride, dilation, before }: Axis, place: number): readonly [from: number, to: number] {
  const start = place * stride - before;
  const from = start < 0 ? Math.ceil(-start / dilation) : 0;
  return [from, Math.max(from, Math.min(kernel, Math.ceil((wide - start) / dilation)))];
}

function countAlong(axis: Axis): number {
  let count = 0;
  for (let place = 0; place < axis.narrow; place++) {
    const [from, to] = tapsAt(axis, place);
    count += to - from;
  }
  return count;
}

function along(axis: Axis, wideStep: number, narrowStep: number, tapStep: number): Contacts {
  const count = countAlong(axis);
  const [wide, narrow, tap] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  let at = 0;
  for (let place = 0; place < axis.narrow; place++) {
    const [from, to] = tapsAt(axis, place);
    for (let k = from; k < to; k++) {
      wide[at] = (place * axis.stride - axis.before + k * axis.dilation) * wideStep;
      narrow[at] = place * narrowStep;
      tap[at] = k * tapStep;
      at++;
    }
  }
  return { count, wide, narrow, tap };
}

/** All pairs; offsets add. */
function combine(outer: Contacts, inner: Contacts): Contacts {
  const pairs = (a: Int32Array, b: Int32Array) => {
    const sums = new Int32Array(outer.count * inner.count);
    for (let i = 0; i < outer.count; i++) {
      for (let j = 0; j < inner.count; j++) sums[i * inner.count + j] = (a[i] as number) + (b[j] as number);
    }
    return sums;
  };
  return {
    count: outer.count * inner.count,
    wide: pairs(outer.wide, inner.wide),
    narrow: pairs(outer.narrow, inner.narrow),
    tap: pairs(outer.tap, inner.tap),
  };
}

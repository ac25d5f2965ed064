/** Every contact between a tap of a window and a cell of what it slides over, as offsets in memory. */
import { MAX_WORK } from '../data.ts';

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

/** Ordered by place, then tap, row-major. Taps on padding touch nothing. Undefined when there are more than `limit`. */
export function contactsOf(axes: readonly Axis[], steps: Steps, limit: number): Contacts | undefined {
  let all: Contacts = { count: 1, wide: Int32Array.of(0), narrow: Int32Array.of(0), tap: Int32Array.of(0) };
  const perAxis = axes.map((axis) => alongAxis(axis, limit));
  const count = perAxis.reduce((total, one) => total * (one?.length ?? Number.POSITIVE_INFINITY), 1);
  if (!(count <= limit)) return undefined;
  perAxis.forEach((one, at) => {
    all = combine(all, one ?? [], [steps.wide[at] ?? 0, steps.narrow[at] ?? 0, steps.tap[at] ?? 0]);
  });
  return all;
}

type Contact = readonly [wide: number, narrow: number, tap: number];

function alongAxis({ wide, narrow, kernel, stride, dilation, before }: Axis, limit: number): readonly Contact[] | undefined {
  if (narrow > MAX_WORK) return undefined;
  const contacts: Contact[] = [];
  for (let place = 0; place < narrow; place++) {
    const start = place * stride - before;
    const first = start < 0 ? Math.ceil(-start / dilation) : 0;
    for (let tap = first; tap < kernel; tap++) {
      const cell = start + tap * dilation;
      if (cell >= wide) break;
      if (contacts.length >= limit) return undefined;
      contacts.push([cell, place, tap]);
    }
  }
  return contacts;
}

function combine(outer: Contacts, inner: readonly Contact[], [wideStep, narrowStep, tapStep]: Contact): Contacts {
  const count = outer.count * inner.length;
  const [wide, narrow, tap] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  let at = 0;
  for (let i = 0; i < outer.count; i++) {
    for (const [cell, place, k] of inner) {
      wide[at] = (outer.wide[i] as number) + cell * wideStep;
      narrow[at] = (outer.narrow[i] as number) + place * narrowStep;
      tap[at] = (outer.tap[i] as number) + k * tapStep;
      at++;
    }
  }
  return { count, wide, narrow, tap };
}

/**
 * Generators: what they yield is made when they are called, where that changes nothing but their own variables; it holds as long as what they
 * looked at is as it was. Of others nobody knows what has happened by the time that an item is asked for.
 */
import { iterate } from './bind.ts';
import { iteratorOf } from './iterators.ts';
import { join } from './join.ts';
import type { Flow, Frame, Run } from './run.ts';
import { unchanged } from './state/trail.ts';
import { watched } from './state/watch.ts';
import { type Items, type ListValue, unknownValue, type Value } from './value.ts';

/** What the running generator has yielded. */
export interface Yields {
  readonly items: Value[];
  /** The same items, as they were then. */
  readonly then: unknown[];
  /** Each item is certainly yielded, in this order. */
  exact: boolean;
  /** How many undecided branches the generator as a whole is inside of. */
  readonly attempts: number;
}

/** More items are not kept. */
const MAX_ITEMS = 2000;

const contentOf = (value: Value): unknown =>
  value.kind === 'list' ? value.items.held : value.kind === 'record' ? value.entries.held : undefined;

/** `yield x`, `yield from xs`. */
export function noteYield(yields: Yields, values: readonly Value[], delegates: boolean, run: Run): void {
  if (run.trail.attempts !== yields.attempts || yields.items.length > MAX_ITEMS) yields.exact = false;
  if (yields.items.length > MAX_ITEMS) return;
  const [value = unknownValue('nothing is yielded')] = values;
  const items: Items = delegates ? iterate(value) : { known: [value] };
  if ('each' in items) yields.exact = false;
  for (const item of 'known' in items ? items.known : [items.each]) {
    yields.items.push(item);
    yields.then.push(contentOf(item));
  }
}

/** Runs the body in `frame`; `since`: the number of the last cell before the frame. */
export function generate(frame: Frame, since: number, enter: (frame: Frame) => Flow | undefined, run: Run): ListValue {
  const yields: Yields = { items: [], then: [], exact: true, attempts: run.trail.attempts + 1 };
  const { result, journal } = run.trail.attempt(() => watched(since, () => enter({ ...frame, yields })));
  const changes = [...journal.written].some(([cell, value]) => cell.born <= since && cell.held !== value);
  // It may run or not; its own variables nobody else sees.
  run.trail.merge(changes ? [journal, unchanged] : [journal]);
  const { result: flow, watch } = result;
  const [first, ...more] = yields.items;
  const grown = yields.items.some((item, at) => contentOf(item) !== yields.then[at]);
  if (!flow || changes || grown || (!first && !yields.exact)) return iteratorOf({ each: unknownValue('item of a generator') });
  if (yields.exact && !flow.raises) return iteratorOf({ known: yields.items }, watch);
  if (!first) return iteratorOf({ each: unknownValue('item of a generator') });
  return iteratorOf({ each: more.reduce((a, b) => join(a, b), first) }, watch);
}

/** Iterators: they give each of their items once. Whoever goes through one takes the items out of it. */
import type { Span } from '#server/ir/ir.ts';
import { iterate } from './bind.ts';
import { listOf, oneOf } from './join.ts';
import { memberOf } from './mro.ts';
import { contentsOf } from './protocol.ts';
import { type Frame, noArguments, type Run } from './run.ts';
import { stillHolds, type Watch } from './state/watch.ts';
import { streamOf } from './streams.ts';
import { type Items, type ListValue, none, unknownValue, type Value } from './value.ts';

/** `rests`: the items were made ahead of time, and are these only as long as what they were made from is as it was. */
export const iteratorOf = (items: Items | readonly Value[], rests?: Watch): ListValue => ({
  ...listOf('iterator', items),
  ...(rests ? { rests } : {}),
});

/** What `zip`, `map` and `filter` give: an iterator, but a list in Python 2, which not every file shows that it is. */
export const iteratorOrList = (items: Items | readonly Value[]): ListValue => ({ ...listOf('iterator', items), isListInPython2: true });

const gone: Items = { each: unknownValue('item of an iterator that something was taken from') };

/** Takes all out of an iterator, or nobody knows how much. */
export function consume(value: Value, run: Run, much: 'all' | 'some'): void {
  if (value.kind !== 'list' || value.type !== 'iterator') return;
  run.trail.write(value.items, much === 'all' && !value.isListInPython2 ? { known: [] } : gone);
}

/** Begins to go through an iterator: tells whether nothing else has taken from it since, and what it gives is still the same. */
export function begin(value: Value, run: Run): () => boolean {
  if (value.kind !== 'list' || value.type !== 'iterator') return () => true;
  const mark: Items = { each: unknownValue('item of an iterator that is gone through') };
  run.trail.write(value.items, mark);
  return () => value.items.current === mark && (!value.rests || stillHolds(value.rests));
}

/** The next item; undefined where there is none. */
export function take(value: Value, run: Run): Value | undefined {
  if (value.kind === 'stream') return oneOf(value.element);
  if (value.kind !== 'list' || value.type !== 'iterator') return unknownValue('the next item');
  const items = iterate(value);
  if (!('known' in items)) return items.each;
  const [first, ...rest] = items.known;
  run.trail.write(value.items, { known: rest });
  return first;
}

/** What is gone through in its place: an object's own `__iter__` says so. */
export function iterable(value: Value, frame: Frame, span: Span, run: Run): Value {
  if (value.kind !== 'instance' || frame.module.language !== 'python' || contentsOf(value)) return value;
  const method = memberOf(value.class, '__iter__');
  if (method?.kind !== 'function') return streamOf(value, { frame, span }, run) ?? value;
  const made = run.call({ ...method, self: value }, noArguments, { frame, span });
  return made.kind === 'list' ? made : unknownValue('an iterator of its own');
}

/** The items of something that is gone through to its end. */
export function itemsOf(value: Value, frame: Frame, span: Span, run: Run): ReturnType<typeof iterate> {
  const source = iterable(value, frame, span, run);
  const items = iterate(source);
  consume(source, run, 'all');
  return items;
}

/** Functions of Python's that go through what they are given, to its end or not. */
const through: Readonly<Record<string, 'all' | 'some'>> = {
  list: 'all',
  tuple: 'all',
  set: 'all',
  frozenset: 'all',
  sorted: 'all',
  sum: 'all',
  max: 'all',
  min: 'all',
  dict: 'all',
  reversed: 'all',
  enumerate: 'some',
  zip: 'some',
  map: 'some',
  filter: 'some',
  any: 'some',
  all: 'some',
  reduce: 'all',
  'functools.reduce': 'all',
  extend: 'all',
  update: 'all',
  join: 'all',
};

const goesThrough = (name: string): 'all' | 'some' | undefined =>
  Object.hasOwn(through, name) ? through[name] : /^(?:itertools|collections)\./.test(name) ? 'some' : undefined;

/** Before such a function is called: objects give their iterators, and what makes one from an iterator leaves less in it. */
export function prepared<T extends { readonly value: Value }>(
  name: string,
  positional: readonly T[],
  frame: Frame,
  span: Span,
  run: Run,
): readonly T[] {
  return goesThrough(name) || name === 'iter'
    ? positional.map(passed => (passed.value.kind === 'instance' ? { ...passed, value: iterable(passed.value, frame, span, run) } : passed))
    : positional;
}

export function consumeArguments(name: string, positional: readonly { readonly value: Value }[], run: Run): void {
  const much = goesThrough(name);
  if (much) for (const { value } of positional) consume(value, run, much);
}

/** The same iterator twice: its items are shared out. */
export const sharesIterator = (values: readonly Value[]): boolean => {
  const cells = values.flatMap(value => (value.kind === 'list' && value.type === 'iterator' ? [value.items] : []));
  return new Set(cells).size < cells.length;
};

/** `next(it)`, `next(it, other)`. */
export function nextOf(value: Value | undefined, fallback: Value | undefined, frame: Frame, span: Span, run: Run): Value {
  if (!value) return none;
  const method = value.kind === 'instance' ? memberOf(value.class, '__next__') : undefined;
  if (method?.kind === 'function') {
    const made = run.call({ ...method, self: value }, noArguments, { frame, span });
    return fallback ? unknownValue('the next item, or another') : made;
  }
  const known = value.kind === 'list' && 'known' in iterate(value);
  const found = take(value, run);
  if (!known && fallback) return unknownValue('the next item, or another');
  return found ?? fallback ?? unknownValue('the next of no items');
}

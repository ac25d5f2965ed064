/** Python's order of plain values, for `sorted`, `list.sort`, `min` and `max` with a key. */
import { positionalArguments, type Run } from '../run.ts';
import { truth } from '../truth.ts';
import { toNumber, type Value } from '../value.ts';
import type { Builtin } from './types.ts';

/** Negative, zero or positive; undefined where nobody knows. */
function order(a: Value, b: Value, depth = 0): number | undefined {
  const [x, y] = [toNumber(a), toNumber(b)];
  if (x !== undefined && y !== undefined) return Number.isNaN(x - y) && x !== y ? undefined : x - y || 0;
  if (a.kind === 'text' && b.kind === 'text')
    return a.text === undefined || b.text === undefined ? undefined : a.text < b.text ? -1 : Number(a.text > b.text);
  if (a.kind !== 'list' || b.kind !== 'list' || a.type !== b.type || depth > 4) return undefined;
  const [one, two] = [a.items.current, b.items.current];
  if (!('known' in one) || !('known' in two)) return undefined;
  for (const [at, item] of one.known.entries()) {
    const other = two.known[at];
    if (!other) return 1;
    const found = order(item, other, depth + 1);
    if (found !== 0) return found;
  }
  return one.known.length - two.known.length;
}

/** The items in order; undefined where that is not known. `named`: `key`, `reverse`. */
export function inPythonOrder(
  items: readonly Value[],
  named: Parameters<Builtin>[0]['named'],
  site: Parameters<Builtin>[1],
  run: Run,
): readonly Value[] | undefined {
  const [key, reverse] = [named.get('key')?.value, named.get('reverse')?.value];
  const backwards = reverse ? truth(reverse, site.frame.module.dialect) : 'no';
  const keyed = key !== undefined && key.kind !== 'none';
  const rows = items.map(item => ({
    item,
    by: keyed ? run.call(key, positionalArguments(item), { frame: site.frame, span: site.span }) : item,
  }));
  if (backwards === 'unknown' || [...named.keys()].some(name => name !== 'key' && name !== 'reverse')) return undefined;
  let isKnown = true;
  const sign = backwards === 'yes' ? -1 : 1;
  const sorted = rows.toSorted((a, b) => {
    const found = order(a.by, b.by);
    if (found === undefined) isKnown = false;
    return sign * (found ?? 0);
  });
  return isKnown ? sorted.map(({ item }) => item) : undefined;
}

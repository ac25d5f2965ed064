/** Array methods that call what they are given. */
import { maybe, through } from '../flow.ts';
import { eachOf } from '../join.ts';
import { repeat } from '../loops.ts';
import { type Arguments, positionalArguments, type Run } from '../run.ts';
import { truth } from '../truth.ts';
import { dimValue, hole, type ListValue, none, numberValue, unknownValue, type Value, withoutHole } from '../value.ts';
import { knownOf, type ListBuiltin } from './list.ts';
import { at } from './types.ts';

/** Longer lists are not gone through item by item. */
const MAX_CALLS = 512;
/** The items, where they are known and none is missing. */
export function wholeOf(list: ListValue): readonly Value[] | undefined {
  const known = knownOf(list);
  return known?.includes(hole) ? undefined : known;
}

export const anyNumber = dimValue({ kind: 'unknown' });

/** Calls `callee` with each item; undefined where the items are not known. */
export function each(list: ListValue, args: Arguments, run: Run, site: Parameters<ListBuiltin>[3]): readonly Value[] | undefined {
  const [known, callee] = [wholeOf(list), at(args, 0)];
  if (!callee) return undefined;
  const call = (value: Value, i: Value) => run.call(callee, positionalArguments(value, i, list), { frame: site.frame, span: site.span });
  if (known && known.length <= MAX_CALLS) {
    const results: Value[] = [];
    for (const i of known.keys()) {
      const now = knownOf(list);
      const item = now?.[i];
      // The callback may have left holes: they are passed over.
      if (item === hole) results.push(unknownValue('a hole'));
      else if (item) results.push(call(item, numberValue(i)));
      else {
        // The callback took the item away: some methods pass over it.
        maybe(run, () => call(eachOf(list.items.current) ?? none, numberValue(i)));
        results.push(unknownValue('of an item that was taken away'));
      }
    }
    return results;
  }
  // As often as there are items, for the calls that are in it.
  repeat(() => {
    call(eachOf(list.items.current) ?? none, anyNumber);
    return through;
  }, run);
  return undefined;
}

/** Which answer of the callback ends the search, and from where it starts. */
export interface Search {
  readonly ends: 'yes' | 'no';
  readonly isBackwards?: boolean;
}

/** The index at which the search ends, -1 where it finds nothing. Behind an answer that is not known the callback may be called or not. */
export function search({ ends, isBackwards }: Search, ...[list, args, run, site]: Parameters<ListBuiltin>): number | 'unknown' {
  const [known, callee] = [wholeOf(list), at(args, 0)];
  if (!callee || !known || known.length > MAX_CALLS) {
    each(list, args, run, site);
    return 'unknown';
  }
  let isSure = true;
  const order = isBackwards ? [...known.keys()].reverse() : [...known.keys()];
  for (const i of order) {
    const item = knownOf(list)?.[i];
    const call = () =>
      truth(
        run.call(
          callee,
          positionalArguments(item ? withoutHole(item) : unknownValue('an item that was taken away'), numberValue(i), list),
          {
            frame: site.frame,
            span: site.span,
          },
        ),
        site.frame.module.dialect,
      );
    let answer: ReturnType<typeof call> = 'unknown';
    if (isSure && item) answer = call();
    else maybe(run, call);
    if (answer === ends) return i;
    if (answer === 'unknown') isSure = false;
  }
  return isSure ? -1 : 'unknown';
}

/** What `each` says of the items, one by one; undefined where something is not known. */
export function answers(...[list, args, run, site]: Parameters<ListBuiltin>): readonly boolean[] | undefined {
  const found = each(list, args, run, site)?.map(value => truth(value, site.frame.module.dialect));
  return found?.includes('unknown') ? undefined : found?.map(answer => answer === 'yes');
}

export const reduce =
  (order: (known: readonly Value[]) => readonly (readonly [number, Value])[]): ListBuiltin =>
  (list, args, run, site) => {
    const [known, callee, start] = [wholeOf(list), at(args, 0), at(args, 1)];
    const call = (total: Value, item: Value, i: Value) =>
      callee ? run.call(callee, positionalArguments(total, item, i, list), { frame: site.frame, span: site.span }) : none;
    if (!known || known.length > MAX_CALLS) {
      repeat(() => {
        call(unknownValue('reduce'), eachOf(list.items.current) ?? none, anyNumber);
        return through;
      }, run);
      return unknownValue('reduce');
    }
    const items = order(known);
    const initial = start ?? items[0]?.[1] ?? unknownValue('reduce of an empty list');
    return (start ? items : items.slice(1)).reduce((total, [i, item]) => call(total, item, numberValue(i)), initial);
  };

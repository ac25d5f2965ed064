/** Methods of JavaScript's arrays. */
import { int } from '#shared/dim/dim.ts';
import { iterate } from '../bind.ts';
import { joined, strictlyEqual, textOf } from '../coerce.ts';
import { perhaps } from '../fallback.ts';
import { through } from '../flow.ts';
import { take as takeNext } from '../iterators.ts';
import { eachOf, listOf, oneOf, recordOf } from '../join.ts';
import { repeat } from '../loops.ts';
import { positionalArguments } from '../run.ts';
import {
  dimValue,
  flagValue,
  hole,
  type ListValue,
  none,
  numberValue,
  textValue,
  toNumber,
  unknownValue,
  type Value,
  withoutHole,
} from '../value.ts';
import { answers, anyNumber, each, reduce, type Search, search, wholeOf } from './array-calls.ts';
import { append, knownOf, type ListBuiltin, lengthOf, onList, reverse, unknownItems, write } from './list.ts';
import { at, type MembersOfLanguage } from './types.ts';

const anyList = () => listOf('list', unknownItems);

/** An argument as a whole number: undefined where there is none, `unknown` where it is not known. */
function whole(value: Value | undefined): number | undefined | 'unknown' {
  if (!value || (value.kind === 'none' && value.is === undefined)) return undefined;
  const number = toNumber(value);
  return number === undefined ? 'unknown' : Math.trunc(number) || 0;
}

/** The item that a callback is looking for. */
const searching =
  (how: Search, result: (known: readonly Value[], index: number) => Value, otherwise: Value): ListBuiltin =>
  (list, args, run, site) => {
    const known = knownOf(list);
    const index = search(how, list, args, run, site);
    return known && index !== 'unknown' ? result(known, index) : otherwise;
  };

const first: Search = { ends: 'yes' };
const last: Search = { ends: 'yes', isBackwards: true };
const itemOrNone = (known: readonly Value[], index: number): Value => known[index] ?? none;

/** The first item that is certainly `item`, unless one before may be. */
const positionOf =
  (order: (known: readonly Value[]) => readonly Value[], position: (index: number, length: number) => number): ListBuiltin =>
  (list, args) => {
    const [known, item] = [wholeOf(list), at(args, 0)];
    if (!known || !item || args.positional.length > 1) return anyNumber;
    const equal = order(known).map(one => strictlyEqual(one, item));
    const index = equal.findIndex(answer => answer !== 'no');
    if (index < 0) return numberValue(-1);
    return equal[index] === 'yes' ? numberValue(position(index, known.length)) : anyNumber;
  };

const includes: ListBuiltin = (list, args) => {
  const [known, item] = [knownOf(list), at(args, 0)];
  if (!known || !item || args.positional.length > 1) return flagValue(undefined);
  const noNumber = (value: Value) => Number.isNaN(toNumber(value));
  const equal = known.map(one => (noNumber(one) && noNumber(item) ? 'yes' : strictlyEqual(one, item)));
  return flagValue(equal.includes('yes') ? true : equal.includes('unknown') ? undefined : false);
};

const take =
  (from: (known: readonly Value[]) => readonly [Value | undefined, readonly Value[]]): ListBuiltin =>
  (list, _args, run) => {
    const known = knownOf(list);
    if (!known) {
      const one = eachOf(list.items.current);
      write(list, undefined, run);
      return one ? perhaps(one) : unknownValue('an item');
    }
    const [taken, rest] = from(known);
    write(list, rest, run);
    return withoutHole(taken ?? none);
  };

const unshift: ListBuiltin = (list, args, run) => {
  const known = knownOf(list);
  write(list, known && !args.open ? [...args.positional.map(({ value }) => value), ...known] : undefined, run);
  return dimValue(known && !args.open ? int(known.length + args.positional.length) : { kind: 'unknown' });
};

const slice: ListBuiltin = (list, args) => {
  const [known, from, to] = [knownOf(list), whole(at(args, 0)), whole(at(args, 1))];
  return known && from !== 'unknown' && to !== 'unknown' ? listOf('list', known.slice(from, to)) : similar(list);
};

/** Of unknown length, with items like those of the list. */
function similar(list: ListValue): Value {
  const one = eachOf(list.items.current);
  return listOf('list', one ? { each: one } : unknownItems);
}

const splice: ListBuiltin = (list, args, run) => {
  const [known, from, count] = [knownOf(list), whole(at(args, 0)), whole(at(args, 1))];
  if (!known || args.open || typeof from !== 'number' || count === 'unknown' || (args.positional.length > 1 && count === undefined)) {
    write(list, undefined, run);
    return anyList();
  }
  const items = [...known];
  const removed = items.splice(from, count ?? items.length, ...args.positional.slice(2).map(({ value }) => value));
  write(list, items, run);
  return listOf('list', removed);
};

const concat: ListBuiltin = (list, args) => {
  const parts = [list, ...args.positional.map(({ value }) => value)].map(partOf);
  return args.open || parts.includes(undefined)
    ? anyList()
    : listOf(
        'list',
        parts.flatMap(part => part ?? []),
      );
};

/** What a value adds to a list: its items, or itself. */
const partOf = (value: Value): readonly Value[] | undefined =>
  value.kind === 'list' ? knownOf(value) : value.kind === 'unknown' ? undefined : [value];

function flattened(items: readonly Value[], depth: number): readonly Value[] | undefined {
  if (items.includes(hole)) return undefined;
  if (depth <= 0) return items;
  const parts = items.map(item => {
    const part = partOf(item);
    return part && item.kind === 'list' ? flattened(part, depth - 1) : part;
  });
  return parts.includes(undefined) ? undefined : parts.flatMap(part => part ?? []);
}

const flat: ListBuiltin = (list, args) => {
  const [known, depth] = [knownOf(list), whole(at(args, 0))];
  const items = known && depth !== 'unknown' ? flattened(known, Math.min(depth ?? 1, 16)) : undefined;
  return items ? listOf('list', items) : anyList();
};

const fill: ListBuiltin = (list, args, run) => {
  const [known, value, from, to] = [knownOf(list), at(args, 0) ?? none, whole(at(args, 1)), whole(at(args, 2))];
  write(list, known && from !== 'unknown' && to !== 'unknown' ? [...known].fill(value, from, to) : undefined, run);
  return list;
};

/** By a comparison of the code's own the order is not followed, but the comparison is seen. */
const sort: ListBuiltin = (list, args, run, site) => {
  const [known, compare] = [knownOf(list), at(args, 0)];
  const texts = known?.map(item => (item.kind === 'none' ? undefined : textOf(item)));
  if (!compare && texts?.every(text => text !== undefined)) {
    const order = [...texts.keys()].sort((a, b) => ((texts[a] as string) < (texts[b] as string) ? -1 : texts[a] === texts[b] ? 0 : 1));
    write(
      list,
      order.map(i => known?.[i] as Value),
      run,
    );
    return list;
  }
  const one = eachOf(list.items.current);
  if (compare && one)
    repeat(() => {
      run.call(compare, positionalArguments(one, one), { frame: site.frame, span: site.span });
      return through;
    }, run);
  // As many as before, each any of them.
  if (one && known)
    write(
      list,
      known.map(() => oneOf(one)),
      run,
    );
  else write(list, undefined, run);
  return list;
};

/** An iterator is taken for the list of what it gives. */
const listing =
  (item: (value: Value, i: number) => Value): ListBuiltin =>
  list => {
    const known = knownOf(list);
    return known
      ? listOf(
          'list',
          known.map((each, i) => item(withoutHole(each), i)),
        )
      : anyList();
  };

export const arrayMembers: MembersOfLanguage = {
  methods: {
    push: onList(append),
    pop: onList(take(known => [known.at(-1), known.slice(0, -1)])),
    shift: onList(take(known => [known[0], known.slice(1)])),
    unshift: onList(unshift),
    slice: onList(slice),
    splice: onList(splice),
    concat: onList(concat),
    reverse: onList(reverse),
    toReversed: onList(list => (knownOf(list) ? listOf('list', [...(knownOf(list) ?? [])].reverse()) : similar(list))),
    indexOf: onList(
      positionOf(
        known => known,
        index => index,
      ),
    ),
    lastIndexOf: onList(
      positionOf(
        known => [...known].reverse(),
        (index, length) => length - 1 - index,
      ),
    ),
    includes: onList(includes),
    map: onList((list, args, run, site) => listOf('list', each(list, args, run, site) ?? unknownItems)),
    flatMap: onList((list, args, run, site) => {
      const items = each(list, args, run, site);
      const flattenedItems = items && flattened(items, 1);
      return flattenedItems ? listOf('list', flattenedItems) : anyList();
    }),
    forEach: onList((list, args, run, site) => {
      each(list, args, run, site);
      return none;
    }),
    filter: onList((list, args, run, site) => {
      const known = knownOf(list);
      const kept = answers(list, args, run, site);
      return known && kept
        ? listOf(
            'list',
            known.filter((_, i) => kept[i]),
          )
        : similar(list);
    }),
    reduce: onList(reduce(known => [...known.entries()])),
    reduceRight: onList(reduce(known => [...known.entries()].reverse())),
    find: onList(searching(first, itemOrNone, unknownValue('find'))),
    findLast: onList(searching(last, itemOrNone, unknownValue('findLast'))),
    findIndex: onList(searching(first, (_known, index) => numberValue(index), anyNumber)),
    findLastIndex: onList(searching(last, (_known, index) => numberValue(index), anyNumber)),
    some: onList(searching(first, (_known, index) => flagValue(index >= 0), flagValue(undefined))),
    every: onList(searching({ ends: 'no' }, (_known, index) => flagValue(index < 0), flagValue(undefined))),
    join: onList((list, args) => {
      const [known, by] = [knownOf(list), at(args, 0)];
      const separator = by && !(by.kind === 'none' && by.is === undefined) ? textOf(by) : ',';
      return textValue(known && separator !== undefined ? joined(known, separator) : undefined);
    }),
    fill: onList(fill),
    flat: onList(flat),
    // Of an iterator.
    next: onList((list, _args, run) => {
      if (list.type !== 'iterator') return unknownValue('next');
      const isKnown = knownOf(list) !== undefined;
      const value = takeNext(list, run);
      return recordOf({
        known: new Map<string, Value>([
          ['value', isKnown ? (value ?? none) : unknownValue('the next item, if any')],
          ['done', flagValue(isKnown ? !value : undefined)],
        ]),
        open: false,
      });
    }),
    entries: onList(listing((item, i) => listOf('list', [numberValue(i), item]))),
    keys: onList(listing((_item, i) => numberValue(i))),
    values: onList(list => listOf('list', iterate(list))),
    sort: onList(sort),
    at: onList((list, args) => {
      const [known, index] = [knownOf(list), whole(at(args, 0))];
      if (known && index !== 'unknown') return withoutHole(known.at(index ?? 0) ?? none);
      const one = eachOf(list.items.current);
      return one ? perhaps(one) : unknownValue('an index');
    }),
  },
  properties: { length: lengthOf },
};

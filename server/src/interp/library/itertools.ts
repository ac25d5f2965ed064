/** Python's itertools, on iterables whose items are known. */

import { iterate } from '../bind.ts';
import { at, type Builtin, given } from '../builtins/types.ts';
import { eachOf, listOf } from '../join.ts';
import { dimValue, none, toNumber, unknownValue, type Value } from '../value.ts';
import type { LibraryModule } from './library.ts';

/** Longer results are not built. */
const MAX_ITEMS = 4096;

const values = (args: Parameters<Builtin>[0]): readonly Value[] => args.positional.map(({ value }) => value);
const someOf = (lists: readonly Value[]): Value =>
  listOf('list', {
    each: lists
      .map(list => iterate(list))
      .map(items => eachOf(items) ?? unknownValue('item'))
      .reduce((one, other) => eachOf({ known: [one, other] }) as Value, lists[0] ? (eachOf(iterate(lists[0])) ?? none) : none),
  });

/** The items of each, where they are known. */
function knownItems(lists: readonly Value[]): readonly (readonly Value[])[] | undefined {
  const all = lists.map(iterate).map(items => ('known' in items ? items.known : undefined));
  return all.every(items => items !== undefined) ? all : undefined;
}

const tuples = (rows: readonly (readonly Value[])[]): Value =>
  listOf(
    'list',
    rows.map(row => listOf('tuple', row)),
  );
const someTuple = (of: readonly Value[]): Value =>
  listOf('list', {
    each: listOf(
      'tuple',
      of.map(list => eachOf(iterate(list)) ?? unknownValue('item')),
    ),
  });

const product: Builtin = args => {
  const times = args.named.has('repeat') ? toNumber(args.named.get('repeat')?.value as Value) : 1;
  if (args.open || times === undefined || times > 16) return listOf('list', { each: unknownValue('product') });
  const lists = Array.from({ length: times }, () => values(args)).flat();
  const known = knownItems(lists);
  if (!known || known.reduce((count, items) => count * items.length, 1) > MAX_ITEMS) return someTuple(lists);
  return tuples(known.reduce<readonly (readonly Value[])[]>((rows, items) => rows.flatMap(row => items.map(item => [...row, item])), [[]]));
};

function chained(lists: readonly Value[]): Value {
  const known = knownItems(lists)?.flat();
  return known && known.length <= MAX_ITEMS ? listOf('list', known) : someOf(lists);
}

const repeat: Builtin = args => {
  const [item, times] = [at(args, 0), given(args, 1, 'times')];
  const count = times && toNumber(times);
  if (!item) return unknownValue('repeat');
  return count !== undefined && count <= MAX_ITEMS
    ? listOf(
        'list',
        Array.from({ length: Math.max(count, 0) }, () => item),
      )
    : listOf('list', { each: item });
};

const zipLongest: Builtin = args => {
  const lists = values(args);
  const known = knownItems(lists);
  const filler = args.named.get('fillvalue')?.value ?? none;
  if (!known || args.open) return listOf('list', { each: unknownValue('zip_longest') });
  const length = Math.max(...known.map(items => items.length), 0);
  return tuples(Array.from({ length }, (_, row) => known.map(items => items[row] ?? filler)));
};

const slice: Builtin = args => {
  const [list, ...bounds] = values(args);
  const numbers = bounds.map(bound => (bound.kind === 'none' ? undefined : (toNumber(bound) ?? Number.NaN)));
  const items = list && iterate(list);
  if (!items || !('known' in items) || numbers.some(bound => Number.isNaN(bound)) || numbers.length > 2)
    return listOf('list', { each: (items && eachOf(items)) ?? unknownValue('item') });
  const [start, stop] = numbers.length < 2 ? [0, numbers[0]] : numbers;
  return listOf('list', items.known.slice(start, stop));
};

/** Choices of so many items, in the order in which Python gives them. */
const choices =
  (isNext: (at: number, taken: readonly number[]) => boolean): Builtin =>
  args => {
    const list = at(args, 0);
    const items = list && iterate(list);
    const asked = given(args, 1, 'r');
    const count = asked ? toNumber(asked) : items && 'known' in items ? items.known.length : undefined;
    if (!items || !('known' in items) || count === undefined || items.known.length ** count > MAX_ITEMS)
      return listOf('list', { each: unknownValue('some of the items') });
    let rows: readonly (readonly number[])[] = [[]];
    for (let taken = 0; taken < count; taken++)
      rows = rows.flatMap(row => items.known.flatMap((_, position) => (isNext(position, row) ? [[...row, position]] : [])));
    return tuples(rows.map(row => row.map(position => items.known[position] as Value)));
  };

const inPairs: Builtin = args => {
  const known = knownItems(values(args))?.[0];
  return known
    ? tuples(known.slice(1).map((item, before) => [known[before] as Value, item]))
    : listOf('list', { each: unknownValue('a pair') });
};

export const itertools: LibraryModule = {
  language: 'python',
  name: 'itertools',
  functions: {
    product,
    chain: args => (args.open ? listOf('list', { each: unknownValue('chain') }) : chained(values(args))),
    'chain.from_iterable': args => {
      const lists = at(args, 0) && iterate(at(args, 0) as Value);
      return lists && 'known' in lists ? chained(lists.known) : listOf('list', { each: unknownValue('chain') });
    },
    repeat,
    zip_longest: zipLongest,
    izip_longest: zipLongest,
    islice: slice,
    combinations: choices((position, taken) => position > (taken.at(-1) ?? -1)),
    permutations: choices((position, taken) => !taken.includes(position)),
    pairwise: inPairs,
    count: () => listOf('list', { each: dimValue({ kind: 'unknown' }) }),
    cycle: args => listOf('list', { each: (at(args, 0) && eachOf(iterate(at(args, 0) as Value))) ?? unknownValue('item') }),
  },
  harmless: 'accumulate starmap groupby takewhile dropwhile tee compress filterfalse',
};

/** Methods of lists, tuples and arrays, and of a tensor's shape. */

import { product } from '#shared/dim/arithmetic.ts';
import { int } from '#shared/dim/dim.ts';
import { iterate } from '../bind.ts';
import { maybe } from '../flow.ts';
import { eachOf, listOf } from '../join.ts';
import { type Arguments, type CallSite, positionalArguments, type Run } from '../run.ts';
import { sameValue, truth } from '../truth.ts';
import {
  dimValue,
  flagValue,
  type Items,
  type ListValue,
  none,
  numberValue,
  textValue,
  toNumber,
  unknownValue,
  type Value,
} from '../value.ts';
import { asTextOf } from './text.ts';
import { at, type Builtin, type Members } from './types.ts';

type ListBuiltin = (list: ListValue, args: Arguments, run: Run, site: CallSite) => Value;
const onList =
  (method: ListBuiltin): Builtin =>
  (args, site, run, receiver) =>
    receiver.kind === 'list' ? method(receiver, args, run, site) : unknownValue('a list method');

const knownOf = (list: ListValue): readonly Value[] | undefined => ('known' in list.items.current ? list.items.current.known : undefined);
const unknownItems: Items = { each: unknownValue('item of a list of unknown length') };

/** Replaces the items; undefined: nothing is known of them any more. */
const write = (list: ListValue, items: readonly Value[] | undefined, run: Run): void =>
  run.trail.write(list.items, items ? { known: items } : unknownItems);

const append: ListBuiltin = (list, args, run) => {
  const known = knownOf(list);
  write(list, known && !args.open ? [...known, ...args.positional.map(({ value }) => value)] : undefined, run);
  return dimValue(known ? int(known.length + args.positional.length) : { kind: 'unknown' });
};

const quiet =
  (method: ListBuiltin): ListBuiltin =>
  (list, args, run, site) => {
    method(list, args, run, site);
    return none;
  };

/** Changes the list in a way that is not followed. */
const spoils =
  (result: (list: ListValue) => Value): ListBuiltin =>
  (list, _args, run) => {
    write(list, undefined, run);
    return result(list);
  };

const clear: ListBuiltin = (list, _args, run) => {
  write(list, [], run);
  return none;
};

const indexOf: ListBuiltin = (list, args) => {
  const [known, item] = [knownOf(list), at(args, 0)];
  if (!known || !item) return dimValue({ kind: 'unknown' });
  const answers = known.map(each => sameValue(each, item));
  const first = answers.findIndex(answer => answer !== 'no');
  return first >= 0 && answers[first] === 'yes' ? numberValue(first) : first < 0 ? numberValue(-1) : dimValue({ kind: 'unknown' });
};

const pop: ListBuiltin = (list, args, run) => {
  const known = knownOf(list);
  const index = at(args, 0) ? toNumber(at(args, 0) as Value) : -1;
  if (!known || index === undefined) {
    write(list, undefined, run);
    return eachOf(list.items.current) ?? unknownValue('pop');
  }
  const position = index < 0 ? known.length + index : index;
  write(
    list,
    known.filter((_, i) => i !== position),
    run,
  );
  return known[position] ?? unknownValue('pop from an empty list');
};

const insert: ListBuiltin = (list, args, run) => {
  const [known, index, value] = [knownOf(list), at(args, 0), at(args, 1)];
  const position = index && toNumber(index);
  write(list, known && value && position !== undefined ? known.toSpliced(position, 0, value) : undefined, run);
  return none;
};

const extend: ListBuiltin = (list, args, run) => {
  const [known, more] = [knownOf(list), at(args, 0)];
  const items = more ? iterate(more) : undefined;
  write(list, known && items && 'known' in items ? [...known, ...items.known] : undefined, run);
  return none;
};

const reverse: ListBuiltin = (list, _args, run) => {
  write(list, knownOf(list)?.toReversed(), run);
  return list;
};

/** Calls `callee` with each item; undefined when the items are not known. */
function each(list: ListValue, callee: Value | undefined, run: Run, site: CallSite): readonly Value[] | undefined {
  const known = knownOf(list);
  const call = (value: Value, i: number) =>
    run.call(callee as Value, positionalArguments(value, numberValue(i), list), { frame: site.frame, span: site.span });
  if (!callee) return undefined;
  if (known && known.length <= 512) return known.map(call);
  // Seen once, with whatever an item is like, for the calls that are in it.
  maybe(run, () => call(eachOf(list.items.current) ?? none, 0));
  return undefined;
}

const slice: ListBuiltin = (list, args) => {
  const known = knownOf(list);
  const [from, to] = [at(args, 0), at(args, 1)].map(value => value && toNumber(value));
  if (!known || (at(args, 0) && from === undefined) || (at(args, 1) && to === undefined)) return listOf('list', unknownItems);
  return listOf('list', known.slice(from, to));
};

const filterItems: ListBuiltin = (list, args, run, site) => {
  const [known, answers] = [knownOf(list), each(list, at(args, 0), run, site)];
  const kept = answers?.map(answer => truth(answer, site.frame.module.dialect));
  return known && kept && !kept.includes('unknown')
    ? listOf(
        'list',
        known.filter((_, i) => kept[i] === 'yes'),
      )
    : listOf('list', { each: eachOf(list.items.current) ?? none });
};

const reduce: ListBuiltin = (list, args, run, site) => {
  const [known, callee] = [knownOf(list), at(args, 0)];
  if (!known || !callee) return unknownValue('reduce');
  const start = at(args, 1);
  const items = start ? known : known.slice(1);
  return items.reduce(
    (total, item) => run.call(callee, positionalArguments(total, item), { frame: site.frame, span: site.span }),
    start ?? known[0] ?? none,
  );
};

const lengthOf = (value: Value): Value => {
  const known = value.kind === 'list' ? knownOf(value) : undefined;
  return known ? numberValue(known.length) : dimValue({ kind: 'unknown' });
};

const asPlainList: ListBuiltin = list => ({ ...list, type: 'list' });

export const listMembers: Members = {
  python: {
    methods: {
      append: onList(quiet(append)),
      extend: onList(extend),
      insert: onList(insert),
      pop: onList(pop),
      reverse: onList(quiet(reverse)),
      index: onList(indexOf),
      copy: onList(list => listOf(list.type, list.items.current)),
      sort: onList(spoils(() => none)),
      clear: onList(quiet(clear)),
      remove: onList(spoils(() => none)),
      count: onList(() => dimValue({ kind: 'unknown' })),
      // Of a tensor's shape.
      as_list: onList(asPlainList),
      num_elements: onList(list => {
        const known = knownOf(list);
        return dimValue(known?.every(item => item.kind === 'number') ? product(known.map(item => item.dim)) : { kind: 'unknown' });
      }),
      is_fully_defined: onList(list =>
        flagValue(knownOf(list)?.every(item => item.kind === 'number' && item.dim.kind === 'int') ? true : undefined),
      ),
      with_rank: onList(list => list),
      with_rank_at_least: onList(list => list),
      assert_is_compatible_with: onList(() => none),
    },
    properties: { ndims: lengthOf, rank: lengthOf, dims: value => value },
  },
  javascript: {
    methods: {
      push: onList(append),
      pop: onList((list, _args, run, site) => pop(list, positionalArguments(), run, site)),
      shift: onList((list, _args, run, site) => pop(list, positionalArguments(numberValue(0)), run, site)),
      unshift: onList((list, args, run) => {
        const known = knownOf(list);
        write(list, known && !args.open ? [...args.positional.map(({ value }) => value), ...known] : undefined, run);
        return dimValue({ kind: 'unknown' });
      }),
      slice: onList(slice),
      splice: onList(spoils(() => listOf('list', unknownItems))),
      concat: onList((list, args) => {
        const parts = [list, ...args.positional.map(({ value }) => value)].map(value =>
          value.kind === 'list' ? knownOf(value) : value.kind === 'unknown' ? undefined : [value],
        );
        return args.open || parts.some(part => !part)
          ? listOf('list', unknownItems)
          : listOf(
              'list',
              parts.flatMap(part => part ?? []),
            );
      }),
      reverse: onList(reverse),
      indexOf: onList(indexOf),
      includes: onList((list, args) => {
        const [known, item] = [knownOf(list), at(args, 0)];
        const answers = known && item ? known.map(one => sameValue(one, item)) : ['unknown'];
        return flagValue(answers.includes('yes') ? true : answers.includes('unknown') ? undefined : false);
      }),
      map: onList((list, args, run, site) => {
        const results = each(list, at(args, 0), run, site);
        return listOf('list', results ? { known: results } : unknownItems);
      }),
      forEach: onList(quiet((list, args, run, site) => listOf('list', each(list, at(args, 0), run, site) ?? []))),
      filter: onList(filterItems),
      reduce: onList(reduce),
      join: onList((list, args) => {
        const parts = knownOf(list)?.map(asTextOf) ?? [undefined];
        return textValue(parts.every(part => part !== undefined) ? parts.join(asTextOf(at(args, 0)) ?? ',') : undefined);
      }),
      fill: onList((list, args, run) => {
        const [known, value] = [knownOf(list), at(args, 0)];
        write(list, known && value && args.positional.length === 1 ? known.map(() => value) : undefined, run);
        return list;
      }),
      flat: onList(list => {
        const known = knownOf(list)?.map(item => (item.kind === 'list' ? knownOf(item) : [item]));
        return known?.every(item => item)
          ? listOf(
              'list',
              known.flatMap(item => item ?? []),
            )
          : listOf('list', unknownItems);
      }),
      flatMap: onList(() => listOf('list', unknownItems)),
      entries: onList(list => {
        const known = knownOf(list);
        return listOf('list', known ? { known: known.map((item, i) => listOf('tuple', [numberValue(i), item])) } : unknownItems);
      }),
      keys: onList(list => {
        const known = knownOf(list);
        return listOf('list', known ? { known: known.map((_, i) => numberValue(i)) } : unknownItems);
      }),
      values: onList(list => list),
      sort: onList(spoils(list => list)),
      find: onList(() => unknownValue('find')),
      some: onList(() => flagValue(undefined)),
      every: onList(() => flagValue(undefined)),
      at: onList((list, args) => knownOf(list)?.at(toNumber(at(args, 0) ?? none) ?? Number.NaN) ?? unknownValue('an index')),
    },
    properties: { length: lengthOf },
  },
};

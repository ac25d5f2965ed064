/** Methods of Python's lists and tuples, and of a tensor's shape. */

import { product } from '#shared/dim/arithmetic.ts';
import { int } from '#shared/dim/dim.ts';
import { iterate } from '../bind.ts';
import { eachOf, listOf, oneOf } from '../join.ts';
import type { Arguments, CallSite, Run } from '../run.ts';
import { setOfItems } from '../sets.ts';
import { sameValue } from '../truth.ts';
import { dimValue, flagValue, type Items, type ListValue, none, numberValue, toNumber, unknownValue, type Value } from '../value.ts';
import { inPythonOrder } from './sorting.ts';
import { at, type Builtin, type MembersOfLanguage } from './types.ts';

export type ListBuiltin = (list: ListValue, args: Arguments, run: Run, site: CallSite) => Value;
export const onList =
  (method: ListBuiltin): Builtin =>
  (args, site, run, receiver) =>
    receiver.kind === 'list' ? method(receiver, args, run, site) : unknownValue('a list method');

export const knownOf = (list: ListValue): readonly Value[] | undefined =>
  'known' in list.items.current ? list.items.current.known : undefined;
export const unknownItems: Items = { each: unknownValue('item of a list of unknown length') };

/** Longer lists are not built. */
const MAX_ITEMS = 100_000;

/** Replaces the items; undefined: nothing is known of them any more. */
export const write = (list: ListValue, items: readonly Value[] | undefined, run: Run): void =>
  run.trail.write(list.items, items ? { known: items } : unknownItems);

export const append: ListBuiltin = (list, args, run) => {
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

const clear: ListBuiltin = (list, _args, run) => {
  write(list, [], run);
  return none;
};

const indexOf: ListBuiltin = (list, args) => {
  const [known, item] = [knownOf(list), at(args, 0)];
  if (!known || !item || args.positional.length > 1) return dimValue({ kind: 'unknown' });
  const answers = known.map(each => sameValue(each, item));
  const first = answers.findIndex(answer => answer !== 'no');
  return first >= 0 && answers[first] === 'yes' ? numberValue(first) : first < 0 ? numberValue(-1) : dimValue({ kind: 'unknown' });
};

const pop: ListBuiltin = (list, args, run) => {
  const known = knownOf(list);
  const index = at(args, 0) ? toNumber(at(args, 0) as Value) : -1;
  if (!known || index === undefined || list.type === 'set') {
    const item = eachOf(list.items.current) ?? unknownValue('pop');
    write(list, undefined, run);
    return item;
  }
  const position = index < 0 ? known.length + index : index;
  write(
    list,
    known.filter((_, i) => i !== position),
    run,
  );
  return known[position] ?? unknownValue('pop from an empty list');
};

/** Of a set. */
const add: ListBuiltin = (list, args, run) => {
  const [known, value] = [knownOf(list), at(args, 0)];
  run.trail.write(list.items, known && value ? setOfItems([...known, value]).items.current : unknownItems);
  return none;
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
  const isShort = known && items && 'known' in items && known.length + items.known.length <= MAX_ITEMS;
  write(list, isShort ? [...known, ...items.known] : undefined, run);
  return none;
};

/** `x.shape.concatenate(other)`. */
const joined: ListBuiltin = (list, args) => {
  const [known, other] = [knownOf(list), at(args, 0)];
  const more = other?.kind === 'list' ? knownOf(other) : undefined;
  return listOf(list.type, known && more ? { known: [...known, ...more] } : unknownItems);
};

const sort: ListBuiltin = (list, args, run, site) => {
  const known = knownOf(list);
  const items = known && args.positional.length === 0 && !args.open ? inPythonOrder(known, args.named, site, run) : undefined;
  const one = eachOf(list.items.current);
  // As many as before, each any of them.
  write(list, items ?? (one && known?.map(() => oneOf(one))), run);
  return none;
};

/** Takes out the first item that equals. */
const remove: ListBuiltin = (list, args, run) => {
  const [known, item] = [knownOf(list), at(args, 0)];
  const answers = item && known?.map(each => sameValue(each, item));
  const first = answers?.findIndex(answer => answer !== 'no') ?? -1;
  write(list, known && answers && (first < 0 || answers[first] === 'yes') ? known.filter((_, i) => i !== first) : undefined, run);
  return none;
};

const count: ListBuiltin = (list, args) => {
  const [known, item] = [knownOf(list), at(args, 0)];
  const answers = item && known?.map(each => sameValue(each, item));
  if (!answers || answers.includes('unknown')) return dimValue({ kind: 'unknown' });
  return numberValue(answers.filter(answer => answer === 'yes').length);
};

export const reverse: ListBuiltin = (list, _args, run) => {
  write(list, knownOf(list)?.toReversed(), run);
  return list;
};

export const lengthOf = (value: Value): Value => {
  const known = value.kind === 'list' ? knownOf(value) : undefined;
  return known ? numberValue(known.length) : dimValue({ kind: 'unknown' });
};

export const pythonListMembers: MembersOfLanguage = {
  methods: {
    append: onList(quiet(append)),
    extend: onList(extend),
    insert: onList(insert),
    pop: onList(pop),
    reverse: onList(quiet(reverse)),
    index: onList(indexOf),
    copy: onList(list => listOf(list.type, list.items.current)),
    sort: onList(sort),
    clear: onList(quiet(clear)),
    remove: onList(remove),
    count: onList(count),
    add: onList(add),
    // Of a tensor's shape.
    as_list: onList(list => listOf('list', list.items.current)),
    num_elements: onList(list => {
      const known = knownOf(list);
      return dimValue(known?.every(item => item.kind === 'number') ? product(known.map(item => item.dim)) : { kind: 'unknown' });
    }),
    is_fully_defined: onList(list =>
      flagValue(knownOf(list)?.every(item => item.kind === 'number' && item.dim.kind === 'int') ? true : undefined),
    ),
    concatenate: onList(joined),
    with_rank: onList(list => list),
    with_rank_at_least: onList(list => list),
    assert_is_compatible_with: onList(() => none),
  },
  properties: { ndims: lengthOf, rank: lengthOf, dims: value => value },
};

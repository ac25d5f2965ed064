/** What is known of a value that is one of two. */
import { equal } from '#shared/dim/compare.ts';
import { type Dim, unknown } from '#shared/dim/dim.ts';
import { keysOfBoth } from './keys.ts';
import { newCell } from './state/cell.ts';
import { mayBe } from './state/ledger.ts';
import {
  Attributes,
  type Entries,
  type Items,
  type ListValue,
  type RecordValue,
  type StreamValue,
  type TensorValue,
  type UnknownValue,
  unknownValue,
  type Value,
} from './value.ts';

export const joinDims = (a: Dim, b: Dim): Dim => (equal(a, b) === 'yes' ? a : unknown);

/** Joins of nested or cyclic values stop here. */
const MAX_DEPTH = 6;
/** More objects than these are not remembered. */
const MAX_EITHER = 16;

/** One of two values that have nothing in common: what is done to it may be done to either. */
function either(reason: string, a: Value, b: Value): UnknownValue {
  const all = [...new Set([...changeable(a), ...changeable(b)])].slice(0, MAX_EITHER);
  // What one of them turns out to be says nothing of the other.
  if (a.kind === 'unknown' && !a.hole && !a.dim && (a.either?.length ?? 0) === all.length && (b.kind === 'unknown' || isComplete(b)))
    return a;
  const value = unknownValue(reason, all);
  return isComplete(a) && isComplete(b) && all.length < MAX_EITHER ? { ...value, complete: true } : value;
}

const isComplete = (value: Value): boolean => isCallable.has(value.kind) || (value.kind === 'unknown' && value.complete === true);

function changeable(value: Value): readonly Value[] {
  if (value.kind === 'unknown') return value.either ?? [];
  return isChangeable.has(value.kind) ? [value] : [];
}

const isChangeable: ReadonlySet<Value['kind']> = new Set(['list', 'record', 'instance', 'function', 'layer', 'op']);
/** Values that a call of one of several can be followed into. */
const isCallable: ReadonlySet<Value['kind']> = new Set(['instance', 'function', 'layer', 'op']);

export function join(a: Value, b: Value, depth = 0): Value {
  if (a === b) return a;
  if (depth > MAX_DEPTH || a.kind !== b.kind || a.kind === 'unknown') return either('differs between branches', a, b);
  switch (a.kind) {
    case 'number':
      return { kind: 'number', dim: joinDims(a.dim, (b as typeof a).dim) };
    case 'float':
      return { kind: 'float', value: a.value === (b as typeof a).value ? a.value : undefined };
    case 'text':
      return a.text === (b as typeof a).text ? a : { kind: 'text', text: undefined };
    case 'flag':
      return a.value === (b as typeof a).value ? a : { kind: 'flag', value: undefined };
    case 'none':
      return a.is === (b as typeof a).is ? a : { kind: 'none', is: 'either' };
    case 'tensor':
      return joinTensors(a, b as typeof a);
    case 'list':
      return joinLists(a, b as typeof a, depth);
    case 'record':
      return joinRecords(a, b as typeof a, depth);
    case 'function': {
      const other = b as typeof a;
      return a.definition === other.definition && a.self === other.self ? b : either('one of several functions', a, b);
    }
    case 'instance': {
      const other = b as typeof a;
      // Two objects of one class: what both have in common is their class.
      return a.class.statement === other.class.statement
        ? { kind: 'instance', class: a.class, attributes: new Attributes([a.attributes, other.attributes]), open: true }
        : either('one of several objects', a, b);
    }
    case 'class':
      return a.statement === (b as typeof a).statement ? b : unknownValue('one of several classes');
    case 'namespace': {
      const other = b as typeof a;
      return a.framework === other.framework && a.path === other.path
        ? { ...a, v1: a.v1 || other.v1 }
        : unknownValue('one of several modules');
    }
    case 'module':
      return a.path === (b as typeof a).path ? a : unknownValue('one of several modules');
    case 'op':
      return a.op === (b as typeof a).op && a.receiver === (b as typeof a).receiver ? a : either('one of several ops', a, b);
    case 'builtin':
      return a.name === (b as typeof a).name && a.receiver === (b as typeof a).receiver ? a : unknownValue('one of several functions');
    case 'layer':
      return either('one of several layers', a, b);
    case 'stream':
      return joinStreams(a, b as typeof a, depth);
    case 'defaults':
      return { kind: 'defaults', of: new Map(), open: true };
    case 'partial':
    case 'method':
      return unknownValue('one of several functions');
  }
}

function joinTensors(a: TensorValue, b: TensorValue): Value {
  if (a.framework !== b.framework) return unknownValue('a tensor of one of two frameworks');
  const other = b.shape;
  const shape =
    a.shape && other && a.shape.length === other.length ? a.shape.map((dim, axis) => joinDims(dim, other[axis] as Dim)) : undefined;
  const reason = a.reason ?? b.reason ?? 'differs between branches';
  return { kind: 'tensor', framework: a.framework, shape, reason, ...(a.dtype && a.dtype === b.dtype ? { dtype: a.dtype } : {}) };
}

function joinStreams(a: StreamValue, b: StreamValue, depth: number): Value {
  if (a.framework !== b.framework) return unknownValue('one of two data sets');
  // An array that nothing was written to says nothing of what is written.
  const [one, other] = [a.element, b.element];
  const element = one.kind === 'none' ? other : other.kind === 'none' ? one : join(one, other, depth + 1);
  const isSame = a.count && b.count && equal(a.count, b.count) === 'yes';
  return { kind: 'stream', framework: a.framework, element, ...(isSame && a.count ? { count: a.count } : {}) };
}

function joinLists(a: ListValue, b: ListValue, depth: number): Value {
  const joined = listOf(a.type === b.type ? a.type : 'list', joinItems(a.items.current, b.items.current, depth + 1));
  if (joined.type === 'list' || joined.type === 'set' || joined.type === 'iterator') mayBe(joined.items, [a.items, b.items]);
  return a.named && a.named.statement === b.named?.statement ? { ...joined, named: a.named } : joined;
}

function joinRecords(a: RecordValue, b: RecordValue, depth: number): Value {
  const joined = recordOf(joinEntries(a.entries.current, b.entries.current, depth + 1));
  mayBe(joined.entries, [a.entries, b.entries]);
  return joined;
}

export function joinItems(a: Items, b: Items, depth = 0): Items {
  if ('known' in a && 'known' in b) {
    const other = b.known;
    if (a.known.length === other.length) return { known: a.known.map((item, at) => join(item, other[at] as Value, depth)) };
    return {
      each: [...a.known, ...other].reduce(
        (one, next) => join(one, next, depth),
        [...a.known, ...other][0] ?? unknownValue('item of an empty list'),
      ),
    };
  }
  const [one, two] = [eachOf(a, depth), eachOf(b, depth)];
  return { each: one && two ? join(one, two, depth) : (one ?? two ?? unknownValue('item of an empty list')) };
}

/** Something like it stands for many: what is written to one of them need not hold for another. */
export function oneOf(value: Value): Value {
  switch (value.kind) {
    case 'list': {
      if (value.type !== 'list' && value.type !== 'set' && value.type !== 'iterator') return value;
      const one = listOf(value.type, value.items.current);
      mayBe(one.items, [value.items]);
      return one;
    }
    case 'record': {
      const one = recordOf(value.entries.current);
      mayBe(one.entries, [value.entries]);
      return one;
    }
    case 'instance':
      return { ...value, attributes: new Attributes([value.attributes]) };
    case 'unknown':
      // What one of them turns out to be says nothing of another.
      return value.hole || value.shapeOf ? unknownValue(value.reason, value.either) : value;
    case 'tensor': {
      const { hole, ...tensor } = value;
      return hole ? tensor : value;
    }
    default:
      return value;
  }
}

/** What every item is like; undefined for an empty list. */
export function eachOf(items: Items, depth = 0): Value | undefined {
  if ('each' in items) return oneOf(items.each);
  return items.known.length === 0 ? undefined : items.known.reduce((a, b) => join(a, b, depth));
}

export function joinEntries(a: Entries, b: Entries, depth = 0): Entries {
  const known = new Map<string, Value>();
  let open = a.open || b.open;
  for (const key of new Set([...a.known.keys(), ...b.known.keys()])) {
    const [one, two] = [a.known.get(key), b.known.get(key)];
    if (one && two) known.set(key, join(one, two, depth));
    else open = true;
  }
  return { known, open, ...keysOfBoth(a, b) };
}

/** For variables and attributes, which one of the pasts may not have set. */
export function joinOptional(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a && b) return join(a, b);
  const set = a ?? b;
  return set && unknownValue('set in one branch only', changeable(set));
}

export const listOf = (type: ListValue['type'], items: Items | readonly Value[], site?: ListValue['site']): ListValue => ({
  kind: 'list',
  type,
  items: newCell(Array.isArray(items) ? { known: items as readonly Value[] } : (items as Items), itemsJoin, changedItems),
  ...(site ? { site } : {}),
});

const itemsJoin = (a: Items, b: Items): Items => joinItems(a, b);
const changedItems: Items = { each: unknownValue('item of a list that was changed') };

const changedEntries: Entries = { known: new Map(), open: true };

export const recordOf = (entries: Entries): RecordValue => ({
  kind: 'record',
  entries: newCell(entries, (a, b) => joinEntries(a, b), changedEntries),
});

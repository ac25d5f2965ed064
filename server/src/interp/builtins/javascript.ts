/** JavaScript's global functions and the static members of its built-in objects. */
import { iterate } from '../bind.ts';
import { attributeCell } from '../classes.ts';
import { numberOf, textOf } from '../coerce.ts';
import { settledEntries } from '../function-attributes.ts';
import { constructBase } from '../functions.ts';
import { moduleNamed } from '../imports.ts';
import { listOf, recordOf } from '../join.ts';
import { isNumeric, openNumber } from '../numbers.ts';
import { type Arguments, type CallSite, positionalArguments, type Run } from '../run.ts';
import { truth } from '../truth.ts';
import { flagValue, hole, type InstanceValue, none, numberValue, textValue, toNumber, unknownValue, type Value } from '../value.ts';
import { itemsOf, keysOf, valuesOf } from './record.ts';
import { truncateOf } from './rounding.ts';
import { at, type Builtin } from './types.ts';

/** Longer arrays are not built. */
const MAX_ITEMS = 4096;

export const javascriptNamespaces: ReadonlySet<string> = new Set([
  'Math',
  'process',
  'Object',
  'Array',
  'Number',
  'JSON',
  'console',
  'Promise',
  'module',
  'exports',
]);

/** A number: the one that is known, or any. */
const numberOrAny = (value: number | undefined): Value =>
  value === undefined ? { kind: 'number', dim: { kind: 'unknown' } } : numberValue(value);

function toNumberValue(value: Value | undefined): Value {
  if (value?.kind === 'unknown' && value.dim) return openNumber('Number of something unknown', value.dim);
  return value?.kind === 'number' || value?.kind === 'float' ? value : numberOrAny(value ? numberOf(value) : 0);
}

function newArray(args: Arguments): Value {
  const [first, more] = args.positional.map(({ value }) => value);
  if (args.open || (first?.kind === 'unknown' && !more)) return listOf('list', { each: unknownValue('item of an array') });
  if (!first || more || (first.kind !== 'number' && first.kind !== 'float'))
    return listOf(
      'list',
      args.positional.map(({ value }) => value),
    );
  return ofLength(first, hole);
}

function ofLength(length: Value, item: Value): Value {
  const count = toNumber(length);
  return count !== undefined && count >= 0 && count <= MAX_ITEMS
    ? listOf('list', Array<Value>(count).fill(item))
    : listOf('list', { each: item });
}

/** `new Float32Array(…)`: of a length, or from another array; from a buffer nothing is known. */
const typedArray =
  (stored: (value: number) => number): Builtin =>
  args => {
    const source = at(args, 0);
    if (!source || source.kind === 'number' || source.kind === 'float') return ofLength(source ?? numberValue(0), numberValue(0));
    if (source.kind !== 'list' || args.positional.length !== 1) return listOf('list', { each: unknownValue('item of a typed array') });
    const items = source.items.current;
    const store = (item: Value): Value => {
      const number = numberOf(item);
      return number === undefined ? numberOrAny(undefined) : numberValue(stored(number));
    };
    return listOf('list', 'known' in items ? items.known.map(store) : { each: store(items.each) });
  };

const bytes = (value: number): number => Uint8Array.of(value)[0] ?? 0;

function arrayFrom(args: Arguments, site: CallSite, run: Run): Value {
  const [source, map] = [at(args, 0), at(args, 1)];
  const length = source?.kind === 'record' ? source.entries.current.known.get('length') : undefined;
  const count = length && toNumber(length);
  const items =
    count !== undefined && count <= MAX_ITEMS
      ? { known: Array<Value>(Math.max(count, 0)).fill(none) }
      : source && !length
        ? iterate(source)
        : { each: unknownValue('item of an array') };
  if (!map) return listOf('list', items);
  const call = (value: Value, i: number) =>
    run.call(map, positionalArguments(value, numberValue(i)), { frame: site.frame, span: site.span });
  return 'known' in items ? listOf('list', items.known.map(call)) : listOf('list', { each: call(items.each, 0) });
}

/** `Object.assign(this, …)`: of what may come, any attribute may be. */
function assignTo(target: InstanceValue, source: Value, run: Run): void {
  const { known, open } =
    source.kind === 'record' ? source.entries.current : { known: new Map<string, Value>(), open: source.kind !== 'none' };
  if (open) for (const cell of target.attributes.values()) run.trail.write(cell, unknownValue('may have been assigned'));
  for (const [name, value] of known) run.trail.write(attributeCell(target.attributes, name), value);
}

const parseInteger: Builtin = args => {
  const [value, base] = [at(args, 0) ?? none, at(args, 1)];
  const [text, radix] = [textOf(value), base ? numberOf(base) : 10];
  // Of a number the digits before the point.
  if (isNumeric(value) && toNumber(value) === undefined && (radix === 10 || !base)) return truncateOf(value);
  return numberOrAny(text === undefined || (base && radix === undefined) ? undefined : Number.parseInt(text, base ? radix : undefined));
};

const parseNumber: Builtin = args => {
  const value = at(args, 0) ?? none;
  const text = textOf(value);
  return value.kind === 'number' || value.kind === 'float' ? value : numberOrAny(text === undefined ? undefined : Number.parseFloat(text));
};

const nothing: Builtin = () => none;

export const javascriptFunctions: Readonly<Record<string, Builtin>> = {
  require: (args, site, run) => {
    const path = at(args, 0);
    if (path?.kind !== 'text' || path.text === undefined) return unknownValue('require');
    return required(moduleNamed(path.text, 0, site.frame, run));
  },
  import: (args, site, run) => {
    const path = at(args, 0);
    return path?.kind === 'text' && path.text !== undefined ? moduleNamed(path.text, 0, site.frame, run) : unknownValue('import()');
  },
  super: (args, site, run) => {
    constructBase(args, site, run);
    return none;
  },
  parseInt: parseInteger,
  parseFloat: parseNumber,
  Number: args => toNumberValue(at(args, 0)),
  'Number.parseInt': parseInteger,
  'Number.parseFloat': parseNumber,
  String: args => textValue(args.positional.length > 0 ? textOf(at(args, 0) as Value) : ''),
  Boolean: (args, site) => {
    const answer = truth(at(args, 0) ?? none, site.frame.module.dialect);
    return flagValue(answer === 'unknown' ? undefined : answer === 'yes');
  },
  Array: newArray,
  'Array.from': arrayFrom,
  'Array.of': args =>
    listOf(
      'list',
      args.positional.map(({ value }) => value),
    ),
  'Array.isArray': args => {
    const kind = at(args, 0)?.kind;
    return flagValue(kind === 'list' ? true : kind === undefined || kind === 'unknown' ? undefined : false);
  },
  Float32Array: typedArray(Math.fround),
  Float64Array: typedArray(value => value),
  Int32Array: typedArray(value => value | 0),
  Int16Array: typedArray(value => Int16Array.of(value)[0] ?? 0),
  Int8Array: typedArray(value => Int8Array.of(value)[0] ?? 0),
  Uint32Array: typedArray(value => value >>> 0),
  Uint16Array: typedArray(value => Uint16Array.of(value)[0] ?? 0),
  Uint8Array: typedArray(bytes),
  Uint8ClampedArray: typedArray(value => Uint8ClampedArray.of(value)[0] ?? 0),
  'Object.keys': (args, site, run) => keysOf(args, site, run, at(args, 0) ?? none),
  'Object.values': (args, site, run) => valuesOf(args, site, run, at(args, 0) ?? none),
  'Object.entries': (args, site, run) => itemsOf(args, site, run, at(args, 0) ?? none),
  'Object.assign': (args, site, run) => {
    const [target, ...given] = args.positional.map(({ value }) => value);
    const sources = given.map(value =>
      value.kind === 'record'
        ? recordOf({ known: settledEntries(value, site.frame, site.span, run), open: value.entries.current.open })
        : value,
    );
    if (target?.kind === 'instance') {
      for (const source of sources) assignTo(target, source, run);
      return target;
    }
    if (target?.kind !== 'record') return target ?? unknownValue('Object.assign');
    const parts = [target, ...sources].map(value =>
      value.kind === 'record' ? value.entries.current : { known: new Map<string, Value>(), open: value.kind !== 'none' },
    );
    const open = args.open || parts.some(part => part.open);
    run.trail.write(target.entries, { known: open ? new Map() : new Map(parts.flatMap(part => [...part.known])), open });
    return target;
  },
  'Object.fromEntries': args => {
    const pairs = iterate(at(args, 0) ?? none);
    if (!('known' in pairs)) return recordOf({ known: new Map(), open: true });
    const entries = pairs.known.map(pair => iterate(pair));
    const known = new Map<string, Value>();
    for (const entry of entries) {
      const key = 'known' in entry && entry.known[0] ? textOf(entry.known[0]) : undefined;
      if (key === undefined || !('known' in entry)) return recordOf({ known: new Map(), open: true });
      known.set(key, entry.known[1] ?? none);
    }
    return recordOf({ known, open: false });
  },
  'Object.freeze': args => at(args, 0) ?? none,
  Map: () => recordOf({ known: new Map(), open: true }),
  // Objects with methods of their own: `seen.add(key)` is no sum of tensors.
  Set: () => unknownValue('a set'),
  WeakSet: () => unknownValue('a set'),
  WeakMap: () => unknownValue('a map'),
  'Number.isInteger': args => {
    const value = at(args, 0) ?? none;
    if (value.kind === 'unknown') return flagValue(undefined);
    const number = toNumber(value);
    if (value.kind !== 'number' && value.kind !== 'float') return flagValue(false);
    if (number !== undefined) return flagValue(Number.isInteger(number));
    return flagValue(value.kind === 'number' && value.dim.kind !== 'unknown' ? true : undefined);
  },
  'console.log': nothing,
  'console.warn': nothing,
  'console.error': nothing,
  'console.info': nothing,
  'Promise.all': args => at(args, 0) ?? unknownValue('Promise.all'),
  'Promise.resolve': args => at(args, 0) ?? none,
};

/** What `require` gives for a module that exports one thing as a whole. */
function required(value: Value): Value {
  if (value.kind !== 'module') return value;
  const whole = value.exports.own('default');
  return whole && whole.kind !== 'record' ? whole : value;
}

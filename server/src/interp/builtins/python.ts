/** Python's built-in functions, as far as shapes depend on them. */
import { add } from '#shared/dim/arithmetic.ts';
import { type Dim, int } from '#shared/dim/dim.ts';
import { inAnyOrder, iterate } from '../bind.ts';
import { decide } from '../decide.ts';
import { python } from '../dialect.ts';
import { iteratorOf, iteratorOrList, nextOf, sharesIterator } from '../iterators.ts';
import { eachOf, listOf, oneOf, recordOf } from '../join.ts';
import { keyOf, keysWith } from '../keys.ts';
import { neverReturns } from '../library/library.ts';
import { type Arguments, positionalArguments, type Run } from '../run.ts';
import { setOf } from '../sets.ts';
import { callSpecial } from '../special-methods.ts';
import { truth } from '../truth.ts';
import {
  dimValue,
  type Entries,
  flagValue,
  type ListValue,
  none,
  numberValue,
  textValue,
  toNumber,
  unknownValue,
  type Value,
} from '../value.ts';
import { numberFunctions } from './numbers.ts';
import { bindingOf, objectFunctions } from './objects.ts';
import { inPythonOrder } from './sorting.ts';
import { asTextOf } from './text.ts';
import { at, type Builtin, given } from './types.ts';

/** Ranges up to this length are lists of numbers. */
const MAX_RANGE = 4096;

function range(args: Arguments): Value {
  const values = args.positional.map(({ value }) => value);
  const numbers = values.map(toNumber);
  const element = dimValue({ kind: 'unknown' });
  if (args.open || numbers.length === 0 || numbers.some(n => n === undefined)) return listOf('list', { each: element });
  const [first = 0, second, step = 1] = numbers as number[];
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  const length = step === 0 ? 0 : Math.max(Math.ceil((stop - start) / step), 0);
  return length > MAX_RANGE
    ? listOf('list', { each: element })
    : listOf(
        'list',
        Array.from({ length }, (_, i) => numberValue(start + i * step)),
      );
}

/** Several iterables side by side; known only when all are. */
function zip(values: readonly Value[]): Value {
  const sources = values.map(iterate);
  if (!sharesIterator(values) && sources.every(source => 'known' in source)) {
    const length = Math.min(...sources.map(source => source.known.length));
    return iteratorOrList(
      Array.from({ length: Number.isFinite(length) ? length : 0 }, (_, i) =>
        listOf(
          'tuple',
          sources.map(source => source.known[i] as Value),
        ),
      ),
    );
  }
  return iteratorOrList({
    each: listOf(
      'tuple',
      sources.map(source => ('each' in source ? source.each : (eachOf(source) ?? none))),
    ),
  });
}

function enumerate(value: Value, start: Value): Value {
  const source = iterate(value);
  const first: Dim = start.kind === 'number' ? start.dim : { kind: 'unknown' };
  if ('known' in source) return iteratorOf(source.known.map((item, i) => listOf('tuple', [dimValue(add(first, int(i))), item])));
  return iteratorOf({ each: listOf('tuple', [dimValue({ kind: 'unknown' }), source.each]) });
}

const asList =
  (type: ListValue['type']): Builtin =>
  args => {
    const value = at(args, 0);
    return value ? listOf(type, iterate(value)) : listOf(type, []);
  };

function length(value: Value | undefined): Value {
  switch (value?.kind) {
    case 'list':
      return 'known' in value.items.current ? numberValue(value.items.current.known.length) : dimValue({ kind: 'unknown' });
    case 'record':
      return value.entries.current.open ? dimValue({ kind: 'unknown' }) : numberValue(value.entries.current.known.size);
    case 'text':
      return value.text === undefined ? dimValue({ kind: 'unknown' }) : numberValue([...value.text].length);
    case 'stream':
      return dimValue(value.count ?? { kind: 'unknown' });
    case 'tensor':
      return dimValue(value.shape?.[0] ?? { kind: 'unknown' });
    default:
      return dimValue({ kind: 'unknown' });
  }
}

const mapped = (callee: Value | undefined, lists: readonly Value[], run: Run, site: Parameters<Builtin>[1]): Value => {
  const source =
    lists.length === 1 && lists[0] ? iterate(lists[0]) : zip(lists).kind === 'list' ? (zip(lists) as ListValue).items.current : undefined;
  if (!callee || !source) return unknownValue('map');
  const one = (item: Value) =>
    run.call(callee, lists.length === 1 ? positionalArguments(item) : positionalArguments(...knownItems(item)), {
      frame: site.frame,
      span: site.span,
    });
  return 'known' in source && source.known.length <= MAX_RANGE
    ? iteratorOrList(source.known.map(one))
    : iteratorOrList({ each: one('each' in source ? source.each : (eachOf(source) ?? none)) });
};

/** Those of which the function says yes; without a function, those that count as true themselves. */
function filtered(callee: Value | undefined, list: Value | undefined, site: Parameters<Builtin>[1], run: Run): Value {
  const source = list ? iterate(list) : undefined;
  if (!callee || !source) return unknownValue('filter');
  const keeps = (item: Value): ReturnType<typeof truth> =>
    truth(
      callee.kind === 'none' ? item : run.call(callee, positionalArguments(item), { frame: site.frame, span: site.span }),
      site.frame.module.dialect,
    );
  if (!('known' in source) || source.known.length > MAX_RANGE) {
    const one = 'each' in source ? source.each : (eachOf(source) ?? none);
    keeps(one);
    return iteratorOrList({ each: one });
  }
  const answers = source.known.map(keeps);
  return iteratorOrList(
    answers.includes('unknown')
      ? { each: eachOf(source) ?? unknownValue('item of a filtered list') }
      : source.known.filter((_, i) => answers[i] === 'yes'),
  );
}

const knownItems = (value: Value): readonly Value[] =>
  value.kind === 'list' && 'known' in value.items.current ? value.items.current.known : [];

const allOf = (args: Arguments, site: Parameters<Builtin>[1], wanted: 'yes' | 'no'): Value => {
  const list = at(args, 0);
  const source = list ? inAnyOrder(list) : undefined;
  if (!source || !('known' in source)) return flagValue(undefined);
  const answers = source.known.map(value => truth(value, site.frame.module.dialect));
  if (answers.includes(wanted)) return flagValue(wanted === 'yes');
  return flagValue(answers.includes('unknown') ? undefined : wanted !== 'yes');
};

const sorted: Builtin = (args, site, run) => {
  const list = at(args, 0);
  const source = list ? inAnyOrder(list) : undefined;
  if (!source || args.open) return listOf('list', { each: unknownValue('item of a sorted list') });
  const items = 'known' in source && source.known.length <= MAX_RANGE ? inPythonOrder(source.known, args.named, site, run) : undefined;
  if (items) return listOf('list', items);
  const one = 'each' in source ? source.each : (eachOf(source) ?? none);
  // As many as before, each any of them.
  return listOf('list', 'known' in source && source.known.length <= MAX_RANGE ? source.known.map(() => oneOf(one)) : { each: one });
};

const reduce: Builtin = (args, site, run) => {
  const [callee, list, start] = [at(args, 0), at(args, 1), at(args, 2)];
  const source = list ? iterate(list) : undefined;
  if (!callee || !source || !('known' in source) || source.known.length > MAX_RANGE) return unknownValue('reduce');
  const all = [...(start ? [start] : []), ...source.known];
  const [first, ...rest] = all;
  return first
    ? rest.reduce((left, right) => run.call(callee, positionalArguments(left, right), { frame: site.frame, span: site.span }), first)
    : unknownValue('reduce');
};

const transparent: Builtin = args => at(args, 0) ?? unknownValue('no argument');

export const pythonFunctions: Readonly<Record<string, Builtin>> = {
  range,
  xrange: range,
  len: (args, site, run) => {
    const value = at(args, 0);
    return (value && callSpecial(value, '__len__', [], site.frame, site.span, run)) ?? length(value);
  },
  str: args => textValue(asTextOf(at(args, 0))),
  repr: () => textValue(undefined),
  format: () => textValue(undefined),
  bool: (args, site, run) => {
    const value = at(args, 0);
    const answer = value ? decide(value, site, site.frame, run) : 'no';
    return flagValue(answer === 'unknown' ? undefined : answer === 'yes');
  },
  list: asList('list'),
  tuple: asList('tuple'),
  set: args => setOf(at(args, 0)),
  frozenset: args => setOf(at(args, 0)),
  dict: args => {
    const source = at(args, 0);
    const base = source?.kind === 'record' ? source.entries.current : undefined;
    const pairs = source?.kind === 'list' && 'known' in source.items.current ? source.items.current.known.map(knownItems) : undefined;
    const known = new Map(base?.known ?? []);
    let open = args.open || (base?.open ?? (source !== undefined && !pairs));
    let objects: Pick<Entries, 'keys'> = base?.keys ? { keys: base.keys } : {};
    for (const [key, value] of pairs ?? []) {
      const text = key && keyOf(key, python);
      if (text === undefined || !key || !value) open = true;
      else {
        known.set(text, value);
        objects = keysWith(objects.keys, text, key);
      }
    }
    for (const [name, { value }] of args.named) known.set(name, value);
    return recordOf({ known, open, ...objects });
  },
  zip: args => (args.open ? listOf('list', { each: unknownValue('zip') }) : zip(args.positional.map(({ value }) => value))),
  enumerate: args => enumerate(at(args, 0) ?? none, given(args, 1, 'start') ?? numberValue(0)),
  reversed: args => {
    const source = iterate(at(args, 0) ?? none);
    return iteratorOf('known' in source ? { known: source.known.toReversed() } : source);
  },
  sorted,
  map: (args, site, run) =>
    mapped(
      at(args, 0),
      args.positional.slice(1).map(({ value }) => value),
      run,
      site,
    ),
  filter: (args, site, run) => filtered(at(args, 0), at(args, 1), site, run),
  next: (args, site, run) => nextOf(at(args, 0), at(args, 1), site.frame, site.span, run),
  any: (args, site) => allOf(args, site, 'yes'),
  all: (args, site) => allOf(args, site, 'no'),
  print: () => none,
  ord: args => {
    const text = at(args, 0);
    const code = text?.kind === 'text' && text.text !== undefined && [...text.text].length === 1 ? text.text.codePointAt(0) : undefined;
    return code === undefined ? dimValue({ kind: 'unknown' }) : numberValue(code);
  },
  chr: args => {
    const code = at(args, 0) && toNumber(at(args, 0) as Value);
    return textValue(
      code !== undefined && Number.isInteger(code) && code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined,
    );
  },
  input: () => textValue(undefined),
  raw_input: () => textValue(undefined),
  exit: () => neverReturns,
  quit: () => neverReturns,
  reduce,
  'functools.reduce': reduce,
  ...numberFunctions,
  ...objectFunctions,
  'functools.partial': args => {
    const [callee, ...positional] = args.positional;
    return callee ? { kind: 'partial', callee: callee.value, args: { ...args, positional } } : unknownValue('partial');
  },
  'functools.partialmethod': args => {
    const [callee, ...positional] = args.positional;
    return callee ? { kind: 'partial', callee: callee.value, args: { ...args, positional }, isMethod: true } : unknownValue('partial');
  },
  // As decorators these leave a function what it is.
  'functools.wraps': () => ({ kind: 'builtin', name: 'functools.cache' }),
  'functools.lru_cache': args => at(args, 0) ?? { kind: 'builtin', name: 'functools.cache' },
  'functools.cache': transparent,
  'functools.cached_property': bindingOf('getter'),
  super: () => ({ kind: 'builtin', name: 'super' }),
  property: bindingOf('getter'),
  staticmethod: bindingOf('static'),
  classmethod: bindingOf('class'),
  iter: args => {
    const source = at(args, 0);
    if (!source || args.positional.length > 1) return iteratorOf({ each: unknownValue('item of an iterator') });
    if (source.kind === 'stream' || (source.kind === 'list' && source.type === 'iterator' && !source.isListInPython2)) return source;
    return iteratorOf(iterate(source));
  },
  id: () => dimValue({ kind: 'unknown' }),
  object: () => unknownValue('an object'),
};

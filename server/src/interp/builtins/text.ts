/** Methods of text. */
import { listOf } from '../join.ts';
import { flagValue, numberValue, textValue, toNumber, unknownValue, type Value } from '../value.ts';
import { at, type Builtin, type Members } from './types.ts';

/** What a value reads like when it is put into text. */
export function asTextOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'text') return value.text;
  if (value?.kind === 'number') return value.dim.kind === 'int' ? String(value.dim.value) : undefined;
  return undefined;
}

/** `'%d of %s' % (a, b)` with the plain conversions; undefined for others and for values that are not known. */
export function printf(template: string, values: readonly Value[]): string | undefined {
  let next = 0;
  let known = true;
  const text = template.replaceAll(/%(.)/g, (_, conversion: string) => {
    if (conversion === '%') return '%';
    const value = 'dis'.includes(conversion) ? asTextOf(values[next++]) : undefined;
    known &&= value !== undefined;
    return value ?? '';
  });
  return known ? text : undefined;
}

/** `'{} of {total}'.format(a, total=b)`, without format specifications. */
function formatted(template: string, args: Parameters<Builtin>[0]): string | undefined {
  let next = 0;
  let known = !args.open;
  const text = template.replaceAll(/\{\{|\}\}|\{([^{}]*)\}/g, (whole, field: string | undefined) => {
    if (field === undefined) return whole.slice(1);
    const value = field === '' ? at(args, next++) : /^\d+$/.test(field) ? at(args, Number(field)) : args.named.get(field)?.value;
    const shown = asTextOf(value);
    known &&= shown !== undefined;
    return shown ?? '';
  });
  return known ? text : undefined;
}

const self = (value: Value): string | undefined => (value.kind === 'text' ? value.text : undefined);
const changed =
  (change: (text: string) => string): Builtin =>
  (args, _site, _run, receiver) => {
    const text = self(receiver);
    // `strip('/')` takes other things off.
    return textValue(text === undefined || args.positional.length > 0 ? undefined : change(text));
  };
const asked =
  (ask: (text: string, part: string) => boolean): Builtin =>
  (args, _site, _run, receiver) => {
    const [text, part] = [self(receiver), asTextOf(at(args, 0))];
    return flagValue(text === undefined || part === undefined || args.positional.length > 1 ? undefined : ask(text, part));
  };
/** Longer lists of parts are not kept. */
const MAX_PARTS = 1000;
const split: Builtin = (args, site, _run, receiver) => {
  const [text, by] = [self(receiver), asTextOf(at(args, 0))];
  const isPython = site.frame.module.language === 'python';
  const given = args.positional.length + args.named.size;
  // Python splits at white space when it is not told where, JavaScript nowhere.
  const whole = isPython ? text?.trim().split(/\s+/).filter(Boolean) : [text ?? ''];
  const apart = by || (by === '' && !isPython) ? text?.split(by) : undefined;
  const parts = text === undefined || given > 1 || args.open ? undefined : given === 0 ? whole : apart;
  if (!parts || parts.length > MAX_PARTS) return listOf('list', { each: textValue(undefined) });
  return listOf(
    'list',
    parts.map(part => textValue(part)),
  );
};
const plainText = (value: Value | undefined): string | undefined => (value?.kind === 'text' ? value.text : undefined);

/** A number that tells where or how often the argument occurs; characters beyond 16 bits count as one in Python. */
const found =
  (find: (text: string, part: string) => number | undefined): Builtin =>
  (args, _site, _run, receiver) => {
    const [text, part] = [self(receiver), plainText(at(args, 0))];
    const isPlain = text !== undefined && text.length === [...text].length && args.positional.length === 1;
    const number = isPlain && part !== undefined ? find(text, part) : undefined;
    return number === undefined ? { kind: 'number', dim: { kind: 'unknown' } } : numberValue(number);
  };

const stripped =
  (atStart: boolean, atEnd: boolean): Builtin =>
  (args, _site, _run, receiver) => {
    const [text, given] = [self(receiver), at(args, 0)];
    const set = given === undefined || given.kind === 'none' ? ' \t\n\r\f\v' : plainText(given);
    if (text === undefined || set === undefined) return textValue(undefined);
    let [start, end] = [0, text.length];
    while (atStart && start < end && set.includes(text.charAt(start))) start++;
    while (atEnd && end > start && set.includes(text.charAt(end - 1))) end--;
    return textValue(text.slice(start, end));
  };

/** `'a=b'.partition('=')`. */
const parted =
  (find: (text: string, by: string) => number, last: boolean): Builtin =>
  (args, _site, _run, receiver) => {
    const [text, by] = [self(receiver), plainText(at(args, 0))];
    if (text === undefined || !by) return listOf('tuple', [textValue(undefined), textValue(undefined), textValue(undefined)]);
    const place = find(text, by);
    const parts = place >= 0 ? [text.slice(0, place), by, text.slice(place + by.length)] : last ? ['', '', text] : [text, '', ''];
    return listOf(
      'tuple',
      parts.map(part => textValue(part)),
    );
  };

const unknownText: Builtin = () => textValue(undefined);

export const textMembers: Members = {
  python: {
    methods: {
      format: (args, _site, _run, receiver) => {
        const text = self(receiver);
        return textValue(text === undefined ? undefined : formatted(text, args));
      },
      lower: changed(text => text.toLowerCase()),
      upper: changed(text => text.toUpperCase()),
      title: unknownText,
      capitalize: changed(text => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()),
      strip: stripped(true, true),
      lstrip: stripped(true, false),
      rstrip: stripped(false, true),
      zfill: (args, _site, _run, receiver) => {
        const [text, width] = [self(receiver), at(args, 0) && toNumber(at(args, 0) as Value)];
        const sign = text === undefined ? '' : /^[+-]?/.exec(text)?.[0];
        const isKnown = text !== undefined && width !== undefined && width <= MAX_PARTS && sign !== undefined;
        return textValue(isKnown ? sign + text.slice(sign.length).padStart(width - sign.length, '0') : undefined);
      },
      replace: (args, _site, _run, receiver) => {
        const [text, before, after] = [self(receiver), plainText(at(args, 0)), plainText(at(args, 1))];
        const isKnown = text !== undefined && before && after !== undefined && args.positional.length === 2 && args.named.size === 0;
        return textValue(isKnown ? text.replaceAll(before, () => after) : undefined);
      },
      find: found((text, part) => text.indexOf(part)),
      rfind: found((text, part) => text.lastIndexOf(part)),
      index: found((text, part) => (text.includes(part) ? text.indexOf(part) : undefined)),
      count: found((text, part) => (part === '' ? undefined : text.split(part).length - 1)),
      rsplit: (args, _site, _run, receiver) => {
        const [text, by, limit] = [self(receiver), plainText(at(args, 0)), at(args, 1)];
        const most = limit ? toNumber(limit) : Number.POSITIVE_INFINITY;
        if (text === undefined || !by || most === undefined || most < 0 || args.named.size > 0 || args.open)
          return listOf('list', { each: textValue(undefined) });
        const parts = text.split(by);
        const kept = Math.min(most, parts.length - 1);
        const first = parts.slice(0, parts.length - kept).join(by);
        return listOf(
          'list',
          [first, ...parts.slice(parts.length - kept)].slice(0, MAX_PARTS).map(part => textValue(part)),
        );
      },
      partition: parted((text, by) => text.indexOf(by), false),
      rpartition: parted((text, by) => text.lastIndexOf(by), true),
      join: (args, _site, _run, receiver) => {
        const [by, list] = [self(receiver), at(args, 0)];
        const parts = list?.kind === 'list' && 'known' in list.items.current ? list.items.current.known.map(asTextOf) : [undefined];
        return textValue(by !== undefined && parts.every(part => part !== undefined) ? parts.join(by) : undefined);
      },
      split,
      startswith: asked((text, part) => text.startsWith(part)),
      endswith: asked((text, part) => text.endsWith(part)),
      isdigit: (_args, _site, _run, receiver) => {
        const text = self(receiver);
        const isAscii = text !== undefined && [...text].every(character => character < '\x80');
        return flagValue(isAscii ? /^\d+$/.test(text) : undefined);
      },
    },
    properties: {},
  },
  javascript: {
    methods: {
      toLowerCase: changed(text => text.toLowerCase()),
      toUpperCase: changed(text => text.toUpperCase()),
      trim: changed(text => text.trim()),
      toString: changed(text => text),
      replace: unknownText,
      concat: unknownText,
      slice: (args, _site, _run, receiver) => {
        const [text, from, to] = [self(receiver), at(args, 0), at(args, 1)];
        const [start, stop] = [from && toNumber(from), to && toNumber(to)];
        return textValue(text === undefined || start === undefined || (to && stop === undefined) ? undefined : text.slice(start, stop));
      },
      split,
      startsWith: asked((text, part) => text.startsWith(part)),
      endsWith: asked((text, part) => text.endsWith(part)),
      includes: asked((text, part) => text.includes(part)),
    },
    properties: {
      length: value => (self(value) === undefined ? unknownValue('length of a text') : numberValue((self(value) as string).length)),
    },
  },
};

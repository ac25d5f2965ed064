/** JavaScript's conversions between kinds of plain values, and its two equalities. */
import { type Answer, equal } from '#shared/dim/compare.ts';
import { int } from '#shared/dim/dim.ts';
import { numericDifference } from './fractions.ts';
import { toNumber, type Value } from './value.ts';

const answer = (known: boolean | undefined): Answer => (known === undefined ? 'unknown' : known ? 'yes' : 'no');

/** What `Number(value)` gives, where that is certain. */
export function numberOf(value: Value): number | undefined {
  switch (value.kind) {
    case 'text':
      return value.text === undefined ? undefined : Number(value.text);
    case 'none':
      return value.is === 'null' ? 0 : value.is === undefined ? Number.NaN : undefined;
    default:
      return toNumber(value);
  }
}

/** What `String(value)` gives, where that is certain. */
export function textOf(value: Value, depth = 0): string | undefined {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'none':
      return value.is === 'either' ? undefined : (value.is ?? 'undefined');
    case 'flag':
      return value.value === undefined ? undefined : String(value.value);
    case 'list':
      return 'known' in value.items.current && depth < 4 ? joined(value.items.current.known, ',', depth + 1) : undefined;
    default: {
      const number = toNumber(value);
      return number === undefined ? undefined : String(number);
    }
  }
}

/** What `join` gives: nothing shows as nothing. */
export function joined(items: readonly Value[], by: string, depth = 0): string | undefined {
  const parts = items.map(item => (item.kind === 'none' ? '' : textOf(item, depth)));
  return parts.every(part => part !== undefined) ? parts.join(by) : undefined;
}

const types: Partial<Record<Value['kind'], string>> = { number: 'number', float: 'number', text: 'text', flag: 'flag', none: 'none' };
/** Objects and functions are all of one type here: an op may be an instance, a class a function. */
const typeOf = (value: Value): string => types[value.kind] ?? 'object';

/** `===`. */
export function strictlyEqual(a: Value, b: Value): Answer {
  if (a.kind === 'unknown' || b.kind === 'unknown') return 'unknown';
  const type = typeOf(a);
  if (type !== typeOf(b)) return isSymbolic(a) || isSymbolic(b) ? 'unknown' : 'no';
  if (a.kind === 'number' && b.kind === 'number') return equal(a.dim, b.dim);
  const apart = numericDifference(a, b);
  if (apart) return equal(apart, int(0));
  if (a.kind === 'none' && b.kind === 'none') return a.is === 'either' || b.is === 'either' ? 'unknown' : answer(a.is === b.is);
  if (type === 'object') return a === b ? 'yes' : 'unknown';
  const [x, y] = [plain(a), plain(b)];
  return x === undefined || y === undefined ? 'unknown' : answer(x === y);
}

const plain = (value: Value): number | string | boolean | undefined =>
  value.kind === 'text' ? value.text : value.kind === 'flag' ? value.value : toNumber(value);

/** `==`. */
export function looselyEqual(a: Value, b: Value): Answer {
  if (a.kind === 'unknown' || b.kind === 'unknown') return 'unknown';
  if (a.kind === 'none' || b.kind === 'none') return isSymbolic(a) || isSymbolic(b) ? 'unknown' : answer(a.kind === b.kind);
  const [one, two] = [typeOf(a), typeOf(b)];
  if (one === two) return strictlyEqual(a, b);
  const [x, y] = [numberOf(a), numberOf(b)];
  return one === 'object' || two === 'object' || x === undefined || y === undefined ? 'unknown' : answer(x === y);
}

/** A symbol may stand for a dim that the framework itself reports as null. */
const isSymbolic = (value: Value): boolean => value.kind === 'number' && value.dim.kind !== 'int';

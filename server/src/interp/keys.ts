/**
 * Keys of records. In Python a number is its digits behind a mark, so that `1` and `'1'` stay apart; in JavaScript they are one. A placeholder is
 * told from others by being another object, as the real ones are.
 */
import { textOf } from './coerce.ts';
import type { Dialect } from './dialect.ts';
import { type Entries, numberValue, type TensorValue, textValue, toNumber, unknownValue, type Value } from './value.ts';

export function keyOf(value: Value, { language }: Pick<Dialect, 'language'>): string | undefined {
  if (value.kind === 'text') return value.text;
  if (language === 'javascript') return textOf(value);
  if (value.kind === 'tensor' && value.isPlaceholder) return identityOf(value);
  const number = toNumber(value);
  return number === undefined ? undefined : `#${number}`;
}

/** No text that a program writes begins so. */
const OBJECT = '\0';
const isObject = (key: string): boolean => key.startsWith(OBJECT);

const identities = new WeakMap<TensorValue, string>();
let made = 0;

function identityOf(value: TensorValue): string {
  const known = identities.get(value) ?? `${OBJECT}${made++}`;
  identities.set(value, known);
  return known;
}

/** The keys that are objects, with one more if `key` stands for one. */
export const keysWith = (keys: Entries['keys'], key: string, value: Value): Pick<Entries, 'keys'> =>
  isObject(key) ? { keys: new Map([...(keys ?? []), [key, value]]) } : keys ? { keys } : {};

/** The keys that are objects, of both. */
export const keysOfBoth = (a: Entries, b: Entries): Pick<Entries, 'keys'> =>
  a.keys || b.keys ? { keys: new Map([...(a.keys ?? []), ...(b.keys ?? [])]) } : {};

/** A key as it was written: a number's mark taken off. */
export function keyValue(key: string, { keys }: Pick<Entries, 'keys'> = {}): Value {
  if (isObject(key)) return keys?.get(key) ?? unknownValue('a key that is an object');
  return /^#-?(?:\d|Infinity)/.test(key) ? numberValue(Number(key.slice(1))) : textValue(key);
}

/** In the order in which JavaScript lists them: indices first. */
export function inOrder<T>(entries: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  const isIndex = ([key]: readonly [string, T]) => /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
  const all = [...entries];
  return [...all.filter(isIndex).sort(([a], [b]) => Number(a) - Number(b)), ...all.filter(entry => !isIndex(entry))];
}

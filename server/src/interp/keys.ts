/** Keys of records. In Python a number is its digits behind a mark, so that `1` and `'1'` stay apart; in JavaScript they are one. */
import { textOf } from './coerce.ts';
import type { Dialect } from './dialect.ts';
import { numberValue, textValue, toNumber, type Value } from './value.ts';

export function keyOf(value: Value, { language }: Pick<Dialect, 'language'>): string | undefined {
  if (value.kind === 'text') return value.text;
  if (language === 'javascript') return textOf(value);
  const number = toNumber(value);
  return number === undefined ? undefined : `#${number}`;
}

/** A key as it was written: a number's mark taken off. */
export const keyValue = (key: string): Value => (/^#-?(?:\d|Infinity)/.test(key) ? numberValue(Number(key.slice(1))) : textValue(key));

/** In the order in which JavaScript lists them: indices first. */
export function inOrder<T>(entries: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  const isIndex = ([key]: readonly [string, T]) => /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
  const all = [...entries];
  return [...all.filter(isIndex).sort(([a], [b]) => Number(a) - Number(b)), ...all.filter(entry => !isIndex(entry))];
}

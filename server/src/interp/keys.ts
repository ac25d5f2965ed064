/** Keys of records: text as it is; a number is its digits behind a mark, so that `1` and `'1'` stay apart. */
import { toNumber, type Value } from './value.ts';

export function keyOf(value: Value): string | undefined {
  if (value.kind === 'text') return value.text;
  const number = toNumber(value);
  return number === undefined ? undefined : `#${number}`;
}

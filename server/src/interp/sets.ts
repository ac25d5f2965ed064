/** Sets: each item once, in no order that anybody knows. */
import { iterate } from './bind.ts';
import { eachOf, listOf } from './join.ts';
import { sameValue } from './truth.ts';
import type { ListValue, Value } from './value.ts';

/** Items are compared pair by pair up to this many. */
const MAX_COMPARED = 64;

export const setOf = (value: Value | undefined): ListValue => {
  const source = value ? iterate(value) : { known: [] };
  return 'known' in source ? setOfItems(source.known) : listOf('set', source);
};

export function setOfItems(items: readonly Value[]): ListValue {
  const each = { each: eachOf({ known: items }) as Value };
  if (items.length > MAX_COMPARED) return listOf('set', each);
  const kept: Value[] = [];
  for (const item of items) {
    const answers = kept.map(other => sameValue(item, other));
    if (answers.includes('yes')) continue;
    if (answers.includes('unknown')) return listOf('set', each);
    kept.push(item);
  }
  return listOf('set', kept);
}

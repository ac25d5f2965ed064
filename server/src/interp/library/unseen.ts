/** Attributes that an object may have got where nobody sees it. */
import { openValue } from '../open-values.ts';
import type { Value } from '../value.ts';

let count = 0;
const members = new WeakMap<object, Map<string, Value>>();

/** One and the same value each time that the attribute is asked for; `shown`: what people call it. */
export function unseen(owner: object, name: string, shown: string): Value {
  const own = members.get(owner) ?? new Map<string, Value>();
  members.set(owner, own);
  const value = own.get(name) ?? openValue(`'${shown}' is not set here`, shown, `${shown}#${count++}`);
  own.set(name, value);
  return value;
}

/** `x += y` in Python changes lists, sets and dicts in place. */
import type { AssignStmt } from '#server/ir/ir.ts';
import { writeEntries } from './attribute-views.ts';
import { iterate } from './bind.ts';
import type { Run } from './run.ts';
import { type ListValue, toNumber, unknownValue, type Value } from './value.ts';

/** Whether the operator changed the object itself. */
export function changedInPlace(operator: AssignStmt['operator'], before: Value, right: Value, run: Run): boolean {
  if (before.kind === 'record' && operator === '|') {
    const { known, open } = before.entries.current;
    const more = right.kind === 'record' ? right.entries.current : undefined;
    const added =
      more && !more.open ? { known: new Map([...known, ...more.known]), open } : { known: new Map<string, Value>(), open: true };
    writeEntries(before, added, run);
    return true;
  }
  if (before.kind !== 'list') return false;
  if (before.type === 'set') {
    run.trail.write(before.items, { each: unknownValue('item of a set that was changed') });
    return true;
  }
  if (before.type !== 'list' || (operator !== '+' && operator !== '*')) return false;
  // An array right of it takes over: it computes item by item, into something new.
  if (right.kind === 'tensor') return false;
  run.trail.write(before.items, operator === '+' ? extended(before, right) : repeated(before, right));
  return !mayBeArray.has(right.kind);
}

const mayBeArray: ReadonlySet<Value['kind']> = new Set(['unknown', 'instance', 'namespace']);

/** Longer lists are not built. */
const MAX_ITEMS = 100_000;

const anyItems = { each: unknownValue('item of a list of unknown length') };

function extended(list: ListValue, right: Value): ListValue['items']['current'] {
  const [items, more] = [list.items.current, iterate(right)];
  return 'known' in items && 'known' in more && items.known.length + more.known.length <= MAX_ITEMS
    ? { known: [...items.known, ...more.known] }
    : anyItems;
}

function repeated(list: ListValue, times: Value): ListValue['items']['current'] {
  const [items, count] = [list.items.current, toNumber(times)];
  if (!('known' in items) || count === undefined || count * items.known.length > MAX_ITEMS) return anyItems;
  return { known: Array.from({ length: Math.max(count, 0) }, () => items.known).flat() };
}

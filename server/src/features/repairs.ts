/** The repairs of a call's problems, as values for its form. */
import type { Fix } from '#shared/diagnostics/diagnostic.ts';
import type { Outcome } from '#shared/ops/apply.ts';
import type { Op } from '#shared/ops/op.ts';
import type { Repair, Values } from '#shared/protocol.ts';
import { writeLiteral } from './write-value.ts';

export function repairs(op: Op, { problems }: Outcome, values: Values): readonly Repair[] {
  return problems.flatMap(({ fixes }) =>
    fixes.flatMap(fix => {
      const changed = valuesOf(op, fix, values);
      return changed ? [{ title: fix.title, values: changed }] : [];
    }),
  );
}

function valuesOf(op: Op, { change }: Fix, values: Values): Values | undefined {
  switch (change.kind) {
    case 'add-argument':
      return { [change.argument]: writeLiteral(change.value) };
    case 'replace-items':
      return { [change.argument]: writeLiteral(change.all) };
    case 'replace': {
      const { argument, item } = change.place;
      if (argument === undefined) return undefined;
      if (item === undefined) return { [argument]: writeLiteral(change.value) };
      const items = itemsOf(op, argument, values);
      return items && item < items.length ? { [argument]: items.with(item, writeLiteral(change.value)).join(',') } : undefined;
    }
    // A form has no fields but those of its parameters.
    case 'rename':
    case 'call-method':
    case 'wrap':
    case 'insert-layer':
      return undefined;
    case 'swap-axes': {
      const items = itemsOf(op, change.argument, values);
      const [a, b] = change.axes;
      const [first, second] = [items?.at(a), items?.at(b)];
      if (!items || first === undefined || second === undefined) return undefined;
      return { [change.argument]: items.with(a, second).with(b, first).join(',') };
    }
  }
}

/** The value of a field as a flat list; undefined when it is none. */
function itemsOf(op: Op, argument: string, values: Values): string[] | undefined {
  const words = [argument, ...(op.params[argument]?.aliases ?? [])];
  const text = words.map(word => values[word]?.trim()).find(Boolean);
  const items = text
    ?.replace(/^[[(]|[\])]$/g, '')
    .split(',')
    .map(item => item.trim());
  return items?.every(item => /^[\w?+*\s-]+$/.test(item)) ? items : undefined;
}

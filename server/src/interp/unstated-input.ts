/** Sequences whose framework wants the first layer to say what its input is: "The first layer in a Sequential model must get an `inputShape`". */
import { opAt } from '#shared/ops/registry.ts';
import { protocolOf } from './protocol.ts';
import { type CallSite, positionalArguments, type Run } from './run.ts';
import type { InstanceValue, Value } from './value.ts';

export function checkStated(sequence: InstanceValue, first: Value, site: CallSite, run: Run): void {
  const protocol = protocolOf(sequence.class);
  const op = protocol?.entered && opAt(protocol.pack.name, protocol.entered.op);
  if (!protocol?.entered || !op || first.kind !== 'layer' || !first.op.stated || first.stated) return;
  const { made } = first;
  // Where it was applied before, that input is its own.
  const before = first.first.current !== undefined || first.applied.current !== undefined;
  if (before || made.open || made.positional.length > 0 || protocol.entered.options.some(name => made.named.has(name))) return;
  run.call({ kind: 'op', op, v1: false }, positionalArguments(), site);
}

/** Sequences of layers that nothing in the code applies: what their first layer demands of its input tells the shapes of the others. */
import { openValue } from './open-values.ts';
import { contentsOf, protocolOf, slots } from './protocol.ts';
import { type Frame, type ModuleContext, positionalArguments, type Run } from './run.ts';
import type { InstanceValue, Value } from './value.ts';

/** Sequences looked at in one module, and steps for each. */
const MAX_SEQUENCES = 40;
const BUDGET = 5_000;

export function applyUnapplied(module: ModuleContext, run: Run): void {
  const frame: Frame = { module, scope: module.scope, stack: [] };
  for (const sequence of sequencesIn(module)) run.trail.attempt(() => run.budget(BUDGET, () => applyAll(sequence, frame, run)));
}

/** Those that the module's variables hold, and the attributes of the objects in them. */
function sequencesIn(module: ModuleContext): readonly InstanceValue[] {
  const held = [...module.scope.variables.values()].flatMap(cell => {
    const value = cell.current;
    return value?.kind === 'instance' ? [value, ...[...value.attributes.values()].map(attribute => attribute.current)] : [];
  });
  return [...new Set(held)].filter(isUnapplied).slice(0, MAX_SEQUENCES);
}

const isUnapplied = (value: Value | undefined): value is InstanceValue =>
  value?.kind === 'instance' && protocolOf(value.class)?.holds === 'sequence' && !value.attributes.value(slots.output);

function applyAll(sequence: InstanceValue, frame: Frame, run: Run): void {
  const held = contentsOf(sequence);
  const items = held?.kind === 'list' ? held.items.current : undefined;
  if (!items || !('known' in items)) return;
  items.known.reduce<Value>((value, member) => {
    const span = member.kind === 'layer' ? member.place.span : { start: 0, end: 0 };
    return member.kind === 'tensor' ? value : run.call(member, positionalArguments(value), { frame, span });
  }, openValue('the input of a model'));
}

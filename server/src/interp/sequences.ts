/** Sequences and lists of layers: what their constructors take in, and what each further member adds. */
import { tensorsOf } from '#shared/ops/registry.ts';
import { setSlot } from './classes.ts';
import { marked } from './history.ts';
import { listOf } from './join.ts';
import { contentsOf, type Protocol, protocolOf, slots } from './protocol.ts';
import { type Arguments, type CallSite, type PassedArgument, positionalArguments, type Run } from './run.ts';
import { checkStated } from './unstated-input.ts';
import { type InstanceValue, unknownValue, type Value } from './value.ts';

export function constructSequence(
  object: InstanceValue,
  protocol: Protocol,
  { positional, named, open }: Arguments,
  site: CallSite,
  run: Run,
): void {
  const first = positional[0]?.value;
  const given =
    named.get('layers')?.value ??
    (first?.kind === 'record' ? (first.entries.current.known.get('layers') ?? first.entries.current.known.get('cells') ?? first) : first);
  if (open) {
    setSlot(object, slots.members, listOf('list', { each: unknownValue('one of unknown layers') }), run);
    return;
  }
  setSlot(object, slots.members, listOf('list', []), run);
  const several = positional.length > 1;
  if (given?.kind === 'record') {
    // `nn.Sequential(OrderedDict([('conv', …)]))`, `tf.sequential()` with options.
    const { known } = given.entries.current;
    if (first !== given || protocol.pack.language === 'python')
      for (const [name, member] of known) addMember(object, { value: member }, name, site, run);
    return;
  }
  if (given?.kind === 'list' && !several) {
    const items = given.items.current;
    if ('each' in items) setSlot(object, slots.members, listOf('list', items), run);
    else for (const item of items.known) addMember(object, { value: item }, undefined, site, run);
    return;
  }
  if (given?.kind === 'unknown' && !several) {
    // It may be one module, or an iterable of modules.
    setSlot(object, slots.members, listOf('list', { each: unknownValue('one of unknown layers') }), run);
    return;
  }
  for (const member of positional) if (member.value.kind !== 'none') addMember(object, member, undefined, site, run);
}

/** Adds a member; where the framework builds as it goes, applies it to what the members before it give. */
export function addMember(
  object: InstanceValue,
  { value, span }: PassedArgument,
  name: string | undefined,
  site: CallSite,
  run: Run,
): void {
  const held = contentsOf(object);
  if (name !== undefined) setSlot(object, name, value, run);
  if (held?.kind === 'record') {
    const { known, open } = held.entries.current;
    if (name !== undefined) run.trail.write(held.entries, { known: new Map([...known, [name, value]]), open });
    return;
  }
  const list = held ?? listOf('list', []);
  if (!held) setSlot(object, slots.members, list, run);
  const items = list.items.current;
  run.trail.write(list.items, 'known' in items ? { known: [...items.known, value] } : items);
  if (protocolOf(object.class)?.builds !== true || !('known' in items)) return;
  const before = object.attributes.value(slots.output);
  if (items.known.length === 0) {
    const input = statedInput(value, site);
    if (!input) checkStated(object, value, at(site, span), run);
    if (!input) return;
    setSlot(object, slots.input, input, run);
    const output = value.kind === 'tensor' ? value : run.call(value, positionalArguments(input), at(site, span));
    setSlot(object, slots.output, isEntry(value) ? input : output, run);
  } else if (before) setSlot(object, slots.output, run.call(value, positionalArguments(before), at(site, span)), run);
}

const isEntry = (member: Value): boolean => member.kind === 'layer' && member.op.graph === 'entry';

/** Where a member is applied as it is added: at the place where it is written. */
const at = ({ frame, span }: CallSite, written: PassedArgument['span']): CallSite => ({ frame, span: written ?? span, within: 'sequence' });

/** The tensor as the entry of a model. */
const entering = (input: Value, by: Value): Value => marked(input, { by, from: [] });

/** The input of a model whose first member says what that is. */
function statedInput(first: Value, site: CallSite): Value | undefined {
  if (first.kind === 'tensor') return first;
  if (first.kind === 'instance') {
    const input = first.attributes.value(slots.input);
    return input && entering(input, first);
  }
  if (first.kind !== 'layer' || !first.stated) return undefined;
  const input: Value = {
    kind: 'tensor',
    framework: tensorsOf(first.op.framework),
    shape: first.stated,
    site: { path: site.frame.module.path, span: first.place.span },
  };
  return entering(input, first);
}

/** Attributes that frameworks give their layers and objects: members, inputs and outputs. */
import type { ObjectMember } from '#shared/ops/pack.ts';
import { packOf } from '#shared/ops/registry.ts';
import { listOf } from './join.ts';
import { layerAttribute } from './layers.ts';
import { layerList } from './model-layers.ts';
import { protocolOf, slots } from './protocol.ts';
import type { CallSite, Run } from './run.ts';
import { shapeOfTensors } from './stated-input.ts';
import { type InstanceValue, type LayerValue, unknownValue, type Value } from './value.ts';

/** An attribute that a framework gives its layers and objects; undefined for one that it does not. */
export function objectAttribute(object: InstanceValue | LayerValue, name: string, site: CallSite, run: Run): Value | undefined {
  const pack = object.kind === 'layer' ? packOf(object.op.framework) : protocolOf(object.class)?.pack;
  if (!pack) return undefined;
  const does = pack.members && Object.hasOwn(pack.members, name) ? pack.members[name] : undefined;
  if (!does) {
    if (object.kind === 'layer') return layerAttribute(object, name);
    // The constructor of the framework's class, reached through `super()`.
    return name === '__init__' ? { kind: 'method', object, does: { kind: 'construct' } } : undefined;
  }
  switch (does.kind) {
    case 'members':
      return does.attribute ? memberList(object, site, run) : { kind: 'method', object, does };
    case 'self':
      return does.attribute ? object : { kind: 'method', object, does };
    case 'input':
    case 'output':
    case 'input-shape':
    case 'output-shape':
    case 'inputs':
    case 'outputs':
      return endOf(object, does);
    default:
      return { kind: 'method', object, does };
  }
}

export const memberList = (object: InstanceValue | LayerValue, site: CallSite, run: Run): Value =>
  object.kind === 'instance' ? layerList(object, site, run) : unknownValue('the members of an object');

function endOfLayer({ applied }: LayerValue, side: 'input' | 'output'): Value | undefined {
  return applied.current && applied.current !== 'several' ? applied.current[side] : undefined;
}

function endOf(object: InstanceValue | LayerValue, { kind }: ObjectMember): Value {
  const side = kind.startsWith('input') ? 'input' : 'output';
  const end = object.kind === 'instance' ? object.attributes.value(slots[side]) : endOfLayer(object, side);
  if (!end) return unknownValue('a model that is not built');
  // Entries of a dict come in the order of their keys.
  if (kind.endsWith('s') && end.kind === 'record' && !end.entries.current.open) {
    const sorted = [...end.entries.current.known].sort(([a], [b]) => (a < b ? -1 : 1));
    return listOf(
      'list',
      sorted.map(([, each]) => each),
    );
  }
  if (kind.endsWith('s')) return end.kind === 'list' ? end : listOf('list', [end]);
  return kind.endsWith('shape') ? shapeOfTensors(end) : end;
}

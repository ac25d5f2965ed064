/** Methods that frameworks give their layers and objects, by what they mean for shapes (`FrameworkPack.members`). */
import type { StreamMember } from '#shared/ops/pack.ts';
import { opAt } from '#shared/ops/registry.ts';
import { applyObject, parameterOf } from './applied-objects.ts';
import { setSlot } from './classes.ts';
import { callContained, constructObject, makeObject } from './framework-objects.ts';
import { takenItems } from './made-objects.ts';
import { compileModel, feedModel } from './model-data.ts';
import { layerNamed } from './model-layers.ts';
import { memberList } from './object-attributes.ts';
import { contentsOf, protocolOf } from './protocol.ts';
import { type Arguments, type CallSite, noArguments, type Run } from './run.ts';
import { addMember } from './sequences.ts';
import { build, computedShape, popMember } from './stated-input.ts';
import { callStream } from './stream-methods.ts';
import { type InstanceValue, type MethodValue, none, toNumber, unknownValue, type Value } from './value.ts';

export function callMethod({ object, does }: MethodValue, args: Arguments, site: CallSite, run: Run): Value {
  if (object.kind === 'stream') return callStream(object, does as StreamMember, args, site, run);
  switch (does.kind) {
    case 'construct':
      if (object.kind === 'instance') constructObject(object, args, site, run);
      return none;
    case 'contained': {
      const protocol = object.kind === 'instance' ? protocolOf(object.class) : undefined;
      return (protocol && callContained(object as InstanceValue, protocol, args, site, run)) ?? unknownValue('a call of an object');
    }
    case 'self':
      return object;
    case 'op': {
      const framework =
        object.kind === 'layer' ? object.op.framework : object.kind === 'instance' ? protocolOf(object.class)?.pack.name : undefined;
      const op = framework && opAt(framework, does.path);
      return op
        ? run.call({ kind: 'op', op, v1: false, ...(does.ofSelf ? { receiver: object } : {}) }, args, site)
        : unknownValue('a method of a framework');
    }
    case 'makes': {
      const framework = object.kind === 'instance' ? protocolOf(object.class)?.pack.name : undefined;
      return framework
        ? makeObject({ kind: 'namespace', framework, path: does.path, v1: false }, noArguments, site, run)
        : unknownValue('an object');
    }
    case 'takes-items':
      return object.kind === 'instance' ? takenItems(object, does.from, args) : unknownValue('items of an object');
    case 'apply':
      return object.kind === 'unknown' ? unknownValue('a call of an object') : applyObject(object, does, args, site, run);
    case 'compiles':
      return object.kind === 'instance' ? compileModel(object, does, args, run) : none;
    case 'feeds':
      return object.kind === 'instance' ? feedModel(object, does, args, site, run) : unknownValue('a call of an object');
    case 'parameter':
      return object.kind === 'instance' ? parameterOf(object, args, site, run) : unknownValue('a method of a framework');
    case 'add': {
      if (object.kind !== 'instance') return none;
      const [first, second] = args.positional;
      if (does.name) {
        if (second) addMember(object, second, first?.value.kind === 'text' ? first.value.text : undefined, site, run);
      } else if (does.many && first?.value.kind === 'list' && 'known' in first.value.items.current) {
        for (const item of first.value.items.current.known) addMember(object, { value: item }, undefined, site, run);
      } else if (does.many) {
        const list = contentsOf(object);
        if (list?.kind === 'list') run.trail.write(list.items, list.items.nothing);
      } else if (first) addMember(object, first, undefined, site, run);
      return object;
    }
    case 'insert': {
      const list = object.kind === 'instance' ? contentsOf(object) : undefined;
      const [position, member] = args.positional;
      const at = position && toNumber(position.value);
      if (list?.kind !== 'list') return none;
      const items = list.items.current;
      run.trail.write(
        list.items,
        'known' in items && at !== undefined && member ? { known: items.known.toSpliced(at, 0, member.value) } : list.items.nothing,
      );
      return object;
    }
    case 'set': {
      const [name, value] = args.positional.map(argument => argument.value);
      const given = value ?? args.named.get('tensor')?.value ?? args.named.get('param')?.value;
      if (object.kind === 'instance' && name?.kind === 'text' && name.text !== undefined && given) setSlot(object, name.text, given, run);
      return none;
    }
    case 'visit':
      return object;
    case 'members':
      return object.kind === 'unknown' ? object : memberList(object, site, run);
    case 'computes-shape':
      return object.kind === 'unknown' ? unknownValue('the shape of an output') : computedShape(object, args, site, run);
    case 'builds':
      return object.kind === 'unknown' ? none : build(object, args, site, run);
    case 'pop':
      if (object.kind === 'instance') popMember(object, site, run);
      return unknownValue('the layer that was taken away');
    case 'member':
      return object.kind === 'instance' ? layerNamed(object, args, site) : unknownValue('a member by name');
    default:
      return unknownValue('a method of a framework');
  }
}

/** Objects that ops return, with their attributes: a data set with its images and labels. */
import type { Arg, RecordArg } from '#shared/ops/argument.ts';
import type { Op } from '#shared/ops/op.ts';
import { tensorsOf } from '#shared/ops/registry.ts';
import { attributeCell, newInstance } from './classes.ts';
import { fromArg } from './convert.ts';
import { listOf } from './join.ts';
import { frameworkClass } from './protocol.ts';
import type { Arguments, CallSite, Run } from './run.ts';
import { Attributes, type InstanceValue, revealed, unknownValue, type Value } from './value.ts';

export function objectFrom({ entries, object = '' }: RecordArg, op: Op, site: CallSite, run: Run): InstanceValue {
  const { framework } = op;
  const value = newInstance(frameworkClass({ kind: 'namespace', framework, path: object, v1: false }, site.frame, new Attributes()), false);
  const made = (arg: Arg): Value =>
    arg.kind === 'record' && arg.object !== undefined ? objectFrom(arg, op, site, run) : fromArg(arg, op.tensors ?? tensorsOf(framework));
  for (const [name, entry] of Object.entries(entries)) run.trail.write(attributeCell(value.attributes, name), made(entry));
  return value;
}

/** So many items of each of the attributes as the first argument says. */
export function takenItems(object: InstanceValue, from: readonly string[], { positional: [first], named }: Arguments): Value {
  const count = first?.value ?? [...named.values()][0]?.value;
  const dim = count?.kind === 'number' ? count.dim : count?.kind === 'unknown' ? count.dim : undefined;
  const taken = from.map((name): Value => {
    const all = revealed(object.attributes.value(name) ?? unknownValue('an attribute that was not set'));
    if (all.kind !== 'tensor' || !all.shape) return all.kind === 'tensor' ? all : unknownValue('items of something unknown');
    return { ...all, shape: [dim ?? { kind: 'unknown' }, ...all.shape.slice(1)] };
  });
  return listOf('tuple', taken);
}

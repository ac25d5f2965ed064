/** Layers around something else: a function (`Lambda`), or another layer (`TimeDistributed`, `Bidirectional`). */
import { Check } from '#shared/ops/check.ts';
import { tensorsOf } from '#shared/ops/registry.ts';
import { attributeCell } from './classes.ts';
import { fromArg, toArg } from './convert.ts';
import { recordOf } from './join.ts';
import { siteKey } from './op-result.ts';
import { type Protocol, slots } from './protocol.ts';
import { type Arguments, type CallSite, positionalArguments, type Run } from './run.ts';
import { type InstanceValue, revealed, type TensorValue, unknownValue, type Value } from './value.ts';

const optionsSlot = '*options';
const insides = ['layer', 'function', 'lambda_fn', 'lambdaFunction'];

export function constructWrapper(object: InstanceValue, { positional, named, open }: Arguments, run: Run): void {
  const inside = positional[0]?.value ?? insides.map(name => named.get(name)?.value).find(value => value !== undefined);
  if (inside) run.trail.write(attributeCell(object.attributes, slots.members), inside);
  const known = new Map([...named].map(([name, { value }]) => [name, value] as const));
  run.trail.write(attributeCell(object.attributes, optionsSlot), recordOf({ known, open }));
}

export function callWrapper(object: InstanceValue, { wraps }: Protocol, args: Arguments, site: CallSite, run: Run): Value {
  const inside = object.attributes.value(slots.members);
  const options = object.attributes.value(optionsSlot);
  const known = options?.kind === 'record' && !options.entries.current.open ? options.entries.current.known : undefined;
  if (!inside || !known) return unknownValue('a layer around something unknown');
  if (!wraps) {
    const more = known.get('arguments');
    const extra = more?.kind === 'record' ? [...more.entries.current.known].map(([name, value]) => [name, { value }] as const) : [];
    // What a layer is told by keyword is not for the function.
    return run.call(inside, { positional: args.positional.slice(0, 1), named: new Map(extra), open: args.open }, site);
  }
  const given = args.positional[0] && revealed(args.positional[0].value);
  const shape = given?.kind === 'tensor' ? given.shape : undefined;
  const inner = shape && wraps.input(shape);
  const input: Value =
    given?.kind === 'tensor' && inner ? { ...withoutContents(given), shape: inner } : unknownValue('a part of something unknown');
  const result = run.call(inside, positionalArguments(input), site);
  const settings = Object.fromEntries([...known].map(([name, value]) => [name, toArg(value)]));
  return fromArg(wraps.output(toArg(result), shape, settings), given?.kind === 'tensor' ? given.framework : 'tensorflow');
}

const withoutContents = ({ elements: _, data: __, hole: ___, site: ____, ...tensor }: TensorValue): TensorValue => tensor;

/** The input that a constructor's arguments state. */
export function statedByArguments(protocol: Protocol, { named }: Arguments, site: CallSite, run: Run): TensorValue | undefined {
  if (!protocol.stated || named.size === 0) return undefined;
  const given = Object.fromEntries([...named].map(([name, { value }]) => [name, toArg(value)]));
  const version = { framework: protocol.pack.name, generation: 'any' } as const;
  const shape = protocol.stated(given, new Check(version, new Set(named.keys()), siteKey(site, run)));
  return shape && { kind: 'tensor', framework: tensorsOf(protocol.pack.name), shape };
}

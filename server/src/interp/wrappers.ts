/** Layers around something else: a function (`Lambda`), or another layer (`TimeDistributed`, `Bidirectional`). */
import { Check } from '#shared/ops/check.ts';
import { opAt, tensorsOf } from '#shared/ops/registry.ts';
import { attributeCell } from './classes.ts';
import { fromArg, toArg } from './convert.ts';
import { listOf, recordOf } from './join.ts';
import { siteKey } from './op-result.ts';
import { type Protocol, slots } from './protocol.ts';
import { type Arguments, type CallSite, positionalArguments, type Run } from './run.ts';
import { shapeOfTensors, tensorOf } from './stated-input.ts';
import { dimValue, flagValue, type InstanceValue, none, revealed, type TensorValue, unknownValue, type Value } from './value.ts';

const optionsSlot = '*options';
const insides = ['layer', 'function', 'lambda_fn', 'lambdaFunction'];

export function constructWrapper(object: InstanceValue, { positional, named, open }: Arguments, run: Run): void {
  const inside = positional[0]?.value ?? insides.map(name => named.get(name)?.value).find(value => value !== undefined);
  if (inside) run.trail.write(attributeCell(object.attributes, slots.members), inside);
  const known = new Map([...named].map(([name, { value }]) => [name, value] as const));
  run.trail.write(attributeCell(object.attributes, optionsSlot), recordOf({ known, open }));
}

export function callWrapper(object: InstanceValue, { wraps, judged, pack }: Protocol, args: Arguments, site: CallSite, run: Run): Value {
  const inside = object.attributes.value(slots.members);
  const options = object.attributes.value(optionsSlot);
  const known = options?.kind === 'record' && !options.entries.current.open ? options.entries.current.known : undefined;
  if (!inside || !known) return unknownValue('a layer around something unknown');
  if (!wraps) {
    const more = known.get('arguments');
    const extra = more?.kind === 'record' ? [...more.entries.current.known].map(([name, value]) => [name, { value }] as const) : [];
    // What a layer is told by keyword is not for the function.
    const result = run.call(inside, { positional: args.positional.slice(0, 1), named: new Map(extra), open: args.open }, site);
    return statedOutput(known.get('output_shape'), args.positional[0]?.value, result, site, run);
  }
  const given = args.positional[0] && revealed(args.positional[0].value);
  const shape = given?.kind === 'tensor' ? given.shape : undefined;
  const inner = shape && wraps.input(shape);
  const input: Value =
    given?.kind === 'tensor' && inner ? { ...withoutContents(given), shape: inner } : unknownValue('a part of something unknown');
  if (judged && given && !site.frame.guarded) {
    const op = opAt(pack.name, judged);
    const inner =
      inside.kind === 'layer'
        ? recordOf({ known: new Map([...inside.made.named].map(([name, each]) => [name, each.value])), open: false })
        : none;
    const parts = new Map([
      ...args.named,
      ['*inner', { value: inner }],
      ['*both', { value: flagValue(known.has('backward_layer')) }],
    ] as const);
    if (op) run.call({ kind: 'op', op, v1: false }, { ...args, named: parts }, site);
  }
  const result = run.call(inside, positionalArguments(input), site);
  const settings = Object.fromEntries([...known].map(([name, value]) => [name, toArg(value)]));
  return fromArg(wraps.output(toArg(result), shape, settings), given?.kind === 'tensor' ? given.framework : 'tensorflow');
}

/**
 * `Lambda(f, output_shape=…)`: what a function that is not followed gives. A shape leaves out the batch; a function gets the shape of the input
 * and returns one with the batch.
 */
function statedOutput(stated: Value | undefined, input: Value | undefined, result: Value, site: CallSite, run: Run): Value {
  const seen = revealed(result);
  const isOpen = seen.kind === 'unknown' || (seen.kind === 'tensor' && !seen.shape);
  if (!stated || stated.kind === 'none' || !isOpen) return result;
  const framework = seen.kind === 'tensor' ? seen.framework : 'tensorflow';
  if (stated.kind === 'function')
    return tensorOf(run.call(stated, positionalArguments(shapeOfTensors(input)), site), framework, run) ?? result;
  const given = input && revealed(input);
  const first = given?.kind === 'list' && 'known' in given.items.current ? given.items.current.known[0] : given;
  const batch = first?.kind === 'tensor' ? first.shape?.[0] : undefined;
  const items = stated.kind === 'list' && 'known' in stated.items.current ? stated.items.current.known : undefined;
  return (items && tensorOf(listOf('tuple', [batch ? dimValue(batch) : none, ...items]), framework, run)) ?? result;
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

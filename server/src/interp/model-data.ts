/**
 * Data that goes into models: `model.fit(x, y)`, `model.predict(x)`. What of it is right is the matter of an op (ops/boundary); here it gets to know
 * what the model takes, what it gives for the data, and what it was compiled with.
 */

import { equal } from '#shared/dim/compare.ts';
import { type Dim, int, symbol } from '#shared/dim/dim.ts';
import type { modelParts } from '#shared/ops/boundary/parts.ts';
import { isOfEntry } from '#shared/ops/check.ts';
import type { Feeds, ObjectMember } from '#shared/ops/pack.ts';
import { opAt } from '#shared/ops/registry.ts';
import type { Shape } from '#shared/shape/shape.ts';
import { inList, namesOf, ordered } from './by-name.ts';
import { attributeCell } from './classes.ts';
import { adjusted, mayTake, Places, substituted } from './graph.ts';
import { listOf, recordOf } from './join.ts';
import { memberOf } from './mro.ts';
import { openValue } from './open-values.ts';
import { contentsOf, protocolOf, slots } from './protocol.ts';
import type { FailedCall, Tried } from './recorder.ts';
import { tryGraph } from './replay.ts';
import { type Arguments, type CallSite, type PassedArgument, positionalArguments, type Run } from './run.ts';
import { elementOf } from './streams.ts';
import {
  flagValue,
  type InstanceValue,
  type LayerValue,
  type ListValue,
  none,
  revealed,
  textValue,
  unknownValue,
  type Value,
} from './value.ts';

/** Keeps what the model's outputs are compared with. */
export function compileModel(
  object: InstanceValue,
  { loss }: Extract<ObjectMember, { kind: 'compiles' }>,
  args: Arguments,
  run: Run,
): Value {
  const [options] = args.positional;
  const entries = options?.value.kind === 'record' ? options.value.entries.current : undefined;
  const given =
    args.named.get(loss.name)?.value ??
    (loss.at === undefined ? entries?.known.get(loss.name) : args.positional[loss.at]?.value) ??
    (args.open || entries?.open ? unknownValue('what a model is compiled with') : none);
  run.trail.write(attributeCell(object.attributes, slots.loss), given);
  return none;
}

export function feedModel(object: InstanceValue, does: Feeds, args: Arguments, site: CallSite, run: Run): Value {
  const protocol = protocolOf(object.class);
  const op = protocol && opAt(protocol.pack.name, does.op);
  const data = args.positional[0] ?? args.named.get(does.data);
  const goesOn = () => run.call(unknownValue('what a model does with data'), withoutData(args), site);
  if (!protocol || !op || !data || args.open || stepsAlone.some(name => memberOf(object.class, name))) {
    const result = goesOn();
    return does.predicts && data ? run.call(object, positionalArguments(data.value), site) : result;
  }
  const element = elementOf(data.value, site, run);
  const made = object.attributes.value(slots.input);
  const input = made && inList(made);
  const raw = ordered(made, element ? inputsIn(element) : data.value);
  const given = asColumns(raw);
  const seen = input && protocol.adjusts ? adjusted(input, given) : given;
  // A model that is built from vectors sees them as they are in some releases of Keras, and as columns in others.
  const isSettled = input !== undefined || !protocol.adjusts || given === raw;
  const fits = !input || mayTake(input, seen);
  const counted = does.predicts && !element ? countOf(seen) : undefined;
  const fed = inBatches(seen, run) ?? (does.predicts && !element ? { value: seen } : undefined);
  const gives =
    isSettled && fits && fed ? run.call(object, oneArgument(fed.value, data), { ...site, span: data.span ?? site.span }) : undefined;
  const output = gives && fed?.batch !== undefined && counted ? substituted(gives, Places.of(fed.batch, counted)) : gives;
  const tried = fits ? undefined : tryLayers(object, given, site, run);
  const last = lastLayer(object);
  const parts: Record<Exclude<keyof typeof modelParts, '*built'>, Value | undefined> = {
    '*input': input,
    '*stated': input && statedBy(input),
    '*output': output && inList(output),
    '*takes': made && namesOf(made),
    '*gives': namesOf(object.attributes.value(slots.output)),
    '*loss': lossOf(object.attributes.value(slots.loss)),
    '*last': last,
    '*units': unitsOf(last),
    '*sequence': flagValue(protocol.holds === 'sequence'),
    '*fails': tried && failureIn(tried.failed),
    '*element': element,
  };
  const others = [...args.named].map(([name, passed]) => [name, elementIn(passed, site, run)] as const);
  run.call(
    { kind: 'op', op, v1: false },
    { ...args, positional: args.positional.map(passed => elementIn(passed, site, run)), named: new Map([...others, ...partsGiven(parts)]) },
    site,
  );
  const result = goesOn();
  return does.predicts ? (output ?? openValue('what a model gives for such data')) : result;
}

/** The one list among the arguments of an entry, or of the first layer, that says what each sample is. */
function statedBy(input: Value): Value | undefined {
  if (input.kind === 'list' && 'known' in input.items.current) {
    const [only, more] = input.items.current.known;
    return only && !more ? statedBy(only) : undefined;
  }
  if (input.kind !== 'tensor' || !input.shape || !input.history) return undefined;
  const { by, made = by.kind === 'layer' ? by.made : undefined } = input.history;
  const given = made ? [...made.positional, ...made.named.values()].map(({ value }) => value) : [];
  const inside = given.flatMap(value => (value.kind === 'record' ? [...value.entries.current.known.values()] : [value]));
  const sample = input.shape.slice(1);
  const [found, more] = inside.filter(value => value.kind === 'list' && value.site !== undefined && says(value, sample));
  return more ? undefined : found;
}

const says = ({ items: { current } }: ListValue, dims: Shape): boolean =>
  'known' in current &&
  current.known.length === dims.length &&
  current.known.every((item, axis) => item.kind === 'number' && equal(item.dim, dims[axis] as Dim) === 'yes');

/** Nobody writes into lists and dicts of tensors; other arguments, of which some are callbacks, may do anything. */
function withoutData(args: Arguments): Arguments {
  const kept = (passed: PassedArgument): PassedArgument =>
    holdsTensorsAlone(passed.value) ? { ...passed, value: unknownValue('data of a model') } : passed;
  return { ...args, positional: args.positional.map(kept), named: new Map([...args.named].map(([name, passed]) => [name, kept(passed)])) };
}

function holdsTensorsAlone(value: Value): boolean {
  const [items, entries] = [
    value.kind === 'list' ? value.items.current : undefined,
    value.kind === 'record' ? value.entries.current : undefined,
  ];
  const inside = items && 'known' in items ? items.known : entries && !entries.open ? [...entries.known.values()] : [];
  return inside.length > 0 && inside.every(item => item.kind === 'tensor' || holdsTensorsAlone(item));
}

/** A plain call of a model that leads from symbolic inputs to outputs: what it is given, against what it was made for. */
export function judgeCall(
  object: InstanceValue,
  made: Value,
  failed: FailedCall | undefined,
  args: Arguments,
  site: CallSite,
  run: Run,
): void {
  const protocol = protocolOf(object.class);
  const op = protocol?.judged === undefined ? undefined : opAt(protocol.pack.name, protocol.judged);
  if (!op || args.open || args.positional.length === 0) return;
  const parts = {
    '*input': inList(made),
    '*takes': namesOf(made),
    '*fails': failureIn(failed),
  } satisfies Partial<Record<keyof typeof modelParts, Value | undefined>>;
  run.call({ kind: 'op', op, v1: false }, { ...args, named: new Map([...args.named, ...partsGiven(parts)]) }, site);
}

const partsGiven = (parts: Readonly<Record<string, Value | undefined>>): readonly (readonly [string, PassedArgument])[] =>
  Object.entries(parts).flatMap(([name, value]) => (value ? [[name, { value }] as const] : []));

/** What a layer says that fails, found where that layer is. */
function failureIn(failed: FailedCall | undefined): Value | undefined {
  if (!failed) return undefined;
  const { op, place, problem } = failed;
  return { ...textValue(`${op.name}: ${problem.message}`), site: { path: place.path, span: place.span } };
}

/**
 * The same for a sequence of layers. Only symbolic tensors are compared, and what the layers themselves reject they report. The first call builds
 * one that says nothing of its input.
 */
export function judgeSequence(object: InstanceValue, given: Value, args: Arguments, site: CallSite, run: Run): void {
  const protocol = protocolOf(object.class);
  const op = protocol?.judged === undefined ? undefined : opAt(protocol.pack.name, protocol.judged);
  if (!op || args.open || given.kind !== 'tensor' || !given.shape) return;
  const stated = object.attributes.value(slots.input);
  const input = stated ?? object.attributes.value(slots.built);
  if (!input) run.trail.write(attributeCell(object.attributes, slots.built), given);
  if (!input || !given.shape.some(isOfEntry) || mayTake(input, given) || tryLayers(object, given, site, run).failed) return;
  const parts = { '*input': { value: input }, ...(stated ? {} : { '*built': { value: flagValue(true) } }) };
  run.call({ kind: 'op', op, v1: false }, { ...args, named: new Map([...args.named, ...Object.entries(parts)]) }, site);
}

/** A stream of data by what it gives each time. */
function elementIn(passed: PassedArgument, site: CallSite, run: Run): PassedArgument {
  const element = elementOf(passed.value, site, run);
  return element ? { ...passed, value: element } : passed;
}

/** `(x, y)`, `{ xs, ys }`, or inputs alone. */
function inputsIn(element: Value): Value {
  if (element.kind === 'record') return element.entries.current.known.get('xs') ?? element;
  if (element.kind !== 'list' || !('known' in element.items.current)) return element;
  return element.items.current.known[0] ?? element;
}

/** Methods of the user's that take the place of what the framework does with data. */
const stepsAlone = [
  ...['train_step', 'test_step', 'predict_step', 'compute_loss', 'make_train_function', 'make_test_function', 'make_predict_function'],
];

const oneArgument = (value: Value, { span }: PassedArgument): Arguments => ({
  positional: [span ? { value, span } : { value }],
  named: new Map(),
  open: false,
});

/** Every tensor, also those in a list. */
function eachTensor(value: Value, change: (tensor: Extract<Value, { kind: 'tensor' }>) => Value): Value {
  const seen = revealed(value);
  if (seen.kind === 'list' && 'known' in seen.items.current) {
    const { known } = seen.items.current;
    const changed = known.map(item => eachTensor(item, change));
    return changed.some((item, at) => item !== known[at]) ? listOf(seen.type, changed) : value;
  }
  const changed = seen.kind === 'tensor' ? change(seen) : value;
  return changed === seen ? value : changed;
}

/** One number for each sample is a column. */
const asColumns = (value: Value): Value =>
  eachTensor(value, tensor => {
    if (tensor.shape?.length !== 1) return tensor;
    const { data: _, elements: __, ...others } = tensor;
    return { ...others, shape: [...tensor.shape, int(1)] };
  });

/** The data batch by batch, whose length is any; undefined where its shape is not known. */
function inBatches(value: Value, run: Run): { readonly value: Value; readonly batch?: string } | undefined {
  let isKnown = true;
  const id = `N@batch#${run.fresh()}`;
  const batch = symbol('N', { id });
  const changed = eachTensor(value, tensor => {
    isKnown &&= tensor.shape !== undefined && tensor.shape.length > 0;
    const { data: _, elements: __, site: ___, ...others } = tensor;
    return { ...others, shape: tensor.shape && [batch, ...tensor.shape.slice(1)] };
  });
  const holdsTensors = changed.kind === 'tensor' || (changed.kind === 'list' && changed !== value);
  return isKnown && holdsTensors ? { value: changed, batch: id } : undefined;
}

/** How many samples there are. */
function countOf(value: Value): Dim | undefined {
  const seen = revealed(value);
  const [first] = seen.kind === 'list' && 'known' in seen.items.current ? seen.items.current.known : [seen];
  return first?.kind === 'tensor' ? first.shape?.[0] : undefined;
}

/** What the layers make of data that is not of the form that the model takes. */
function tryLayers(object: InstanceValue, given: Value, site: CallSite, run: Run): Tried {
  const layers = membersOf(object)?.filter(member => member.kind !== 'tensor');
  if (layers)
    return run.recorder.tried(
      () =>
        run.trail.attempt(() => layers.reduce<Value>((value, layer) => run.call(layer, positionalArguments(value), site), given)).result,
    );
  const [made, output] = [object.attributes.value(slots.input), object.attributes.value(slots.output)];
  return made && output ? tryGraph(inList(made), output, given, site, run) : { result: unknownValue('a model that is not built') };
}

/** The members of a sequence. */
function membersOf(object: InstanceValue): readonly Value[] | undefined {
  const held = protocolOf(object.class)?.holds === 'sequence' ? contentsOf(object) : undefined;
  return held?.kind === 'list' && 'known' in held.items.current ? held.items.current.known : undefined;
}

/** A loss by its name, where it is one of the framework's. */
function lossOf(loss: Value | undefined): Value | undefined {
  switch (loss?.kind) {
    case 'text':
      return loss;
    case 'namespace':
      return loss.framework === 'keras' ? textValue(loss.path.split('.').at(-1)) : undefined;
    case 'op':
    case 'layer':
      return loss.op.framework === 'keras' ? textValue(loss.op.name.split('.').at(-1)) : undefined;
    case 'instance': {
      const [base] = loss.class.bases;
      return loss.class.members.size === 0 && base?.kind === 'namespace' ? lossOf(base) : undefined;
    }
    case 'list': {
      const items = loss.items.current;
      return 'known' in items
        ? listOf(
            'list',
            items.known.map(item => lossOf(item) ?? unknownValue('a loss of its own')),
          )
        : undefined;
    }
    case 'record': {
      const { known, open } = loss.entries.current;
      const names = [...known].map(([key, item]) => [key, lossOf(item) ?? unknownValue('a loss of its own')] as const);
      return recordOf({ known: new Map(names), open });
    }
    default:
      return undefined;
  }
}

/** The layer that gives what the model gives. */
function lastLayer(object: InstanceValue): LayerValue | undefined {
  const output = object.attributes.value(slots.output);
  const last = membersOf(object)?.at(-1) ?? (output?.kind === 'tensor' ? output.history?.by : undefined);
  return last?.kind === 'layer' ? last : undefined;
}

/** The number of units that a layer was given. */
function unitsOf(layer: LayerValue | undefined): Value | undefined {
  return layer && Object.hasOwn(layer.op.params, 'units')
    ? (layer.made.named.get('units')?.value ?? layer.made.positional[0]?.value)
    : undefined;
}

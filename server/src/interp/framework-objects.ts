/**
 * Objects that frameworks make of layers: sequences, lists and dicts of modules, graphs from inputs to outputs, and objects of the user's
 * classes that derive from what a framework brings. What each class does is data of its pack (`FrameworkPack.classes`, `members`).
 */

import type { ObjectMember, StreamMember } from '#shared/ops/pack.ts';
import { opAt, packOf, tensorsOf } from '#shared/ops/registry.ts';
import { applyObject, parameterOf } from './applied-objects.ts';
import { inList, ordered } from './by-name.ts';
import { attributeCell, newInstance } from './classes.ts';
import { adjusted, mayTake, withData } from './graph.ts';
import { madeOf, marked, tensorsIn } from './history.ts';
import { listOf, recordOf } from './join.ts';
import { layerAttribute } from './layers.ts';
import { takenItems } from './made-objects.ts';
import { compileModel, feedModel, judgeCall } from './model-data.ts';
import { layerList, layerNamed } from './model-layers.ts';
import { memberOf } from './mro.ts';
import { contentsOf, frameworkClass, type Protocol, protocolOf, slots } from './protocol.ts';
import { runGraph, runOther, saysOther, tryGraph } from './replay.ts';
import { type Arguments, type CallSite, noArguments, type PassedArgument, positionalArguments, type Run } from './run.ts';
import { build, computedShape, popMember, shapeOfTensors, tensorOf } from './stated-input.ts';
import { callStream } from './streams.ts';
import {
  Attributes,
  type FunctionValue,
  type InstanceValue,
  type LayerValue,
  type MethodValue,
  type NamespaceValue,
  none,
  revealed,
  toNumber,
  unknownValue,
  type Value,
} from './value.ts';
import { callWrapper, constructWrapper, statedByArguments } from './wrappers.ts';

/** `nn.Sequential(…)`, `keras.Model(…)`: an object of a class that the framework brings. */
export function makeObject(callee: NamespaceValue, args: Arguments, site: CallSite, run: Run): InstanceValue {
  const instance = newInstance(frameworkClass(callee, site.frame, new Attributes()), false);
  constructObject(instance, args, site, run);
  return instance;
}

const setSlot = (object: InstanceValue, name: string, value: Value, run: Run): void =>
  run.trail.write(attributeCell(object.attributes, name), value);

/** The framework's part of a constructor: takes in what the object is made of. */
export function constructObject(object: InstanceValue, args: Arguments, site: CallSite, run: Run): void {
  const protocol = protocolOf(object.class);
  const name = args.named.get('name')?.value;
  if (name) setSlot(object, slots.name, name, run);
  switch (protocol?.holds) {
    case 'sequence':
    case 'list':
      return constructSequence(object, protocol, args, site, run);
    case 'dict': {
      const entries = args.positional[0]?.value;
      setSlot(
        object,
        slots.members,
        entries?.kind === 'record' ? recordOf(entries.entries.current) : recordOf({ known: new Map(), open: entries !== undefined }),
        run,
      );
      return;
    }
    case 'function':
    case 'wrapped':
      constructWrapper(object, args, run);
      break;
    case 'graph': {
      const [input, output] = graphEnds(args);
      if (input && output) {
        setSlot(object, slots.input, input, run);
        setSlot(object, slots.output, protocol?.single ? onlyOne(output) : output, run);
      }
      return;
    }
    default:
  }
  const input = protocol && statedByArguments(protocol, args, site, run);
  if (input) setSlot(object, slots.input, input, run);
}

/** The one item of a list of one. */
function onlyOne(value: Value): Value {
  const [only, more] = value.kind === 'list' && 'known' in value.items.current ? value.items.current.known : [];
  return only && !more ? only : value;
}

/** `Model(inputs, outputs)`, `Model(inputs=…, outputs=…)`, `Model(input=…, output=…)`, `tf.model({ inputs, outputs })`. */
function graphEnds(args: Arguments): readonly [Value | undefined, Value | undefined] {
  const [options, more] = args.positional;
  // A dict of inputs comes with outputs beside it.
  const isAlone = !more && !args.named.has('outputs') && !args.named.has('output');
  const named = isAlone && options?.value.kind === 'record' ? options.value.entries.current.known : undefined;
  const get = (at: number, ...names: readonly string[]) =>
    names.map(name => named?.get(name) ?? args.named.get(name)?.value).find(value => value !== undefined) ??
    (named ? undefined : args.positional[at]?.value);
  return [get(0, 'inputs', 'input'), get(1, 'outputs', 'output')];
}

function constructSequence(
  object: InstanceValue,
  protocol: Protocol,
  { positional, named, open }: Arguments,
  site: CallSite,
  run: Run,
): void {
  const first = positional[0]?.value;
  const given = named.get('layers')?.value ?? (first?.kind === 'record' ? (first.entries.current.known.get('layers') ?? first) : first);
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
function addMember(object: InstanceValue, { value, span }: PassedArgument, name: string | undefined, site: CallSite, run: Run): void {
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

/** A call of an object, or of a method that means one; undefined where nothing says what it does. */
export function callObject(object: InstanceValue, args: Arguments, site: CallSite, run: Run): Value | undefined {
  const protocol = protocolOf(object.class);
  const result = callAny(object, protocol, args, site, run);
  const stated = result && protocol && statedByMethod(object, protocol, result, args, site, run);
  const output = stated && madeOf(stated, object, args, site);
  if (!output) return stated ?? result;
  // Models have ends of their own.
  if (protocol.holds !== 'graph' && protocol.holds !== 'sequence') noteEnds(object, args, output, run);
  return output;
}

/** What the user's class says of its output where following its call does not tell: `compute_output_shape`. */
function statedByMethod(object: InstanceValue, protocol: Protocol, result: Value, args: Arguments, site: CallSite, run: Run): Value {
  const seen = revealed(result);
  const isOpen = seen.kind === 'unknown' || (seen.kind === 'tensor' && !seen.shape);
  const method = isOpen && protocol.says !== undefined ? memberOf(object.class, protocol.says) : undefined;
  if (method?.kind !== 'function') return result;
  const framework = tensorsOf(protocol.pack.name);
  const shape = run.call({ ...method, self: object }, positionalArguments(shapeOfTensors(args.positional[0]?.value)), site);
  return tensorOf(shape, framework, run) ?? result;
}

/** What a layer of the user's made of symbolic tensors, for the first time. */
function noteEnds(object: InstanceValue, args: Arguments, output: Value, run: Run): void {
  if (object.attributes.value(slots.output)) return;
  setSlot(object, slots.input, args.positional[0]?.value ?? unknownValue('an input by keyword'), run);
  setSlot(object, slots.output, output, run);
}

function callAny(object: InstanceValue, protocol: Protocol | undefined, args: Arguments, site: CallSite, run: Run): Value | undefined {
  const own = protocol?.call === undefined ? undefined : memberOf(object.class, protocol.call);
  if (own?.kind === 'function') {
    prepare(object, protocol as Protocol, args, site, run);
    const called = { ...own, self: object };
    const [first, ...rest] = args.positional;
    if (!protocol?.takesList || !first) return run.call(called, args, site);
    return withData(first.value, value => run.call(called, asList({ ...args, positional: [{ ...first, value }, ...rest] }), site));
  }
  const method = memberOf(object.class, '__call__');
  if (method?.kind === 'function') return run.call({ ...method, self: object }, args, site);
  return protocol ? callContained(object, protocol, args, site, run) : undefined;
}

/** The first argument as a list of its own, unless it is one. */
function asList({ positional: [first, ...rest], ...others }: Arguments): Arguments {
  if (!first || first.value.kind === 'list') return { positional: first ? [first, ...rest] : rest, ...others };
  return { positional: [{ ...first, value: listOf('list', [first.value]) }, ...rest], ...others };
}

/** Before any method of an object runs: what its framework runs first, if that takes nothing (Flax `setup`). */
export function setUp({ self, definition }: FunctionValue, site: CallSite, run: Run): void {
  const before = self?.kind === 'instance' ? protocolOf(self.class)?.before : undefined;
  // A constructor comes before it.
  if (self?.kind === 'instance' && definition.name !== before?.method && !/^__\w*init__$/.test(definition.name ?? ''))
    setUpObject(self, site, run);
}

export function setUpObject(object: InstanceValue, site: CallSite, run: Run): void {
  const protocol = protocolOf(object.class);
  if (protocol?.before?.takes === 'nothing') prepare(object, protocol, noArguments, site, run);
}

/** Runs what the framework runs before the first call: Keras `build` with the input's shape, Flax `setup`. */
function prepare(object: InstanceValue, { before }: Protocol, args: Arguments, site: CallSite, run: Run): void {
  const method = before && memberOf(object.class, before.method);
  if (method?.kind !== 'function' || object.attributes.value(prepared)) return;
  setSlot(object, prepared, none, run);
  const [input] = args.positional;
  run.call(
    { ...method, self: object },
    before?.takes === 'nothing' ? positionalArguments() : positionalArguments(shapeOfTensors(input?.value)),
    site,
  );
}

const prepared = '*prepared';

/** What a container does by itself. */
function callContained(object: InstanceValue, protocol: Protocol, args: Arguments, site: CallSite, run: Run): Value | undefined {
  const op = protocol.applies === undefined ? undefined : opAt(protocol.pack.name, protocol.applies);
  if (op) return run.call({ kind: 'op', op, v1: false, receiver: object }, args, site);
  if (protocol.holds === 'function' || protocol.holds === 'wrapped') return callWrapper(object, protocol, args, site, run);
  if (protocol.holds === 'graph') {
    const [made, output] = [object.attributes.value(slots.input), object.attributes.value(slots.output)];
    const passed = args.positional[0]?.value ?? [...args.named.values()][0]?.value;
    if (!made || !output || !passed) return undefined;
    const [input, given] = [inList(made), ordered(made, passed)];
    const seen = protocol.adjusts ? adjusted(input, given) : given;
    if (mayTake(input, seen)) {
      judgeCall(object, made, undefined, args, site, run);
      return runGraph(input, output, seen, site, run);
    }
    // TensorFlow.js lets the layers judge, and of a symbolic input it asks nothing but their shapes.
    if (protocol.judged === undefined && tensorsIn(seen).length === 0) return runOther(input, output, seen, site, run);
    const tried = tryGraph(input, output, seen, site, run);
    judgeCall(object, made, tried.failed, args, site, run);
    return tried.result;
  }
  const held = contentsOf(object);
  if (protocol.holds !== 'sequence' || held?.kind !== 'list') return undefined;
  const items = held.items.current;
  const [first] = args.positional;
  if (!first || !('known' in items)) return unknownValue('a sequence of unknown layers');
  const [input, output] = [object.attributes.value(slots.input), object.attributes.value(slots.output)];
  const given = input && protocol.adjusts ? adjusted(input, first.value) : first.value;
  if (input && output && mayTake(input, given) && !saysOther(input, given)) return runGraph(input, output, given, site, run);
  // A symbolic input among the members says what the input is and does nothing.
  return items.known
    .filter(member => member.kind !== 'tensor')
    .reduce<Value>((value, member) => run.call(member, positionalArguments(value), site), given);
}

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

const memberList = (object: InstanceValue | LayerValue, site: CallSite, run: Run): Value =>
  object.kind === 'instance' ? layerList(object, site, run) : unknownValue('the members of an object');

function endOfLayer({ applied }: LayerValue, side: 'input' | 'output'): Value | undefined {
  return applied.current && applied.current !== 'several' ? applied.current[side] : undefined;
}

function endOf(object: InstanceValue | LayerValue, { kind }: ObjectMember): Value {
  const side = kind.startsWith('input') ? 'input' : 'output';
  const end = object.kind === 'instance' ? object.attributes.value(slots[side]) : endOfLayer(object, side);
  if (!end) return unknownValue('a model that is not built');
  if (kind.endsWith('s')) return end.kind === 'list' ? end : listOf('list', [end]);
  return kind.endsWith('shape') ? shapeOfTensors(end) : end;
}

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

/**
 * Objects that frameworks make of layers: sequences, lists and dicts of modules, graphs from inputs to outputs, and objects of the user's
 * classes that derive from what a framework brings. What each class does is data of its pack (`FrameworkPack.classes`, `members`).
 */
import { opAt, tensorsOf } from '#shared/ops/registry.ts';
import { inList, ordered } from './by-name.ts';
import { newInstance, setSlot } from './classes.ts';
import { adjusted, mayTake, withData } from './graph.ts';
import { madeOf, tensorsIn } from './history.ts';
import { listOf, recordOf } from './join.ts';
import { judgeCall, judgeSequence } from './model-data.ts';
import { memberOf } from './mro.ts';
import { contentsOf, frameworkClass, type Protocol, protocolOf, slots } from './protocol.ts';
import { runGraph, runOther, saysOther, tryGraph } from './replay.ts';
import { type Arguments, type CallSite, noArguments, positionalArguments, type Run } from './run.ts';
import { constructSequence } from './sequences.ts';
import { shapeOfTensors, tensorOf } from './stated-input.ts';
import {
  Attributes,
  type FunctionValue,
  type InstanceValue,
  type NamespaceValue,
  none,
  revealed,
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
export function callContained(object: InstanceValue, protocol: Protocol, args: Arguments, site: CallSite, run: Run): Value | undefined {
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
  // Keras 3 builds a sequence for what it is first called with, if nothing says what it takes.
  const entry = input ?? object.attributes.value(slots.built);
  const given = entry && protocol.adjusts ? adjusted(entry, first.value) : first.value;
  judgeSequence(object, revealed(given), args, site, run);
  if (input && output && mayTake(input, given) && !saysOther(input, given)) return runGraph(input, output, given, site, run);
  // A symbolic input among the members says what the input is and does nothing.
  return items.known
    .filter(member => member.kind !== 'tensor')
    .reduce<Value>((value, member) => run.call(member, positionalArguments(value), site), given);
}

/** What the methods of streams do that call functions: with every element, with a state, with the whole stream. */
import type { Span } from '#server/ir/ir.ts';
import { elementTensors } from '#shared/ops/common/streams.ts';
import type { StreamMember } from '#shared/ops/pack.ts';
import { iterate } from './bind.ts';
import { fromArg, toArg } from './convert.ts';
import { maybe, through } from './flow.ts';
import { join, oneOf } from './join.ts';
import { repeat } from './loops.ts';
import { type Arguments, type CallSite, type Frame, positionalArguments, type Run } from './run.ts';
import { newCell } from './state/cell.ts';
import { elementOf, settled } from './streams.ts';
import { none, type StreamValue, unknownValue, type Value } from './value.ts';

export function callStream(stream: StreamValue, does: StreamMember, args: Arguments, { frame, span }: CallSite, run: Run): Value {
  const site = { frame, span };
  const given =
    args.positional[0]?.value ?? ['map_func', 'predicate', 'transformation_func'].map(word => args.named.get(word)?.value).find(Boolean);
  const called = (spread: boolean | undefined): Value => {
    const element = oneOf(stream.element);
    const items = spread && element.kind === 'list' && element.type === 'tuple' ? iterate(element) : { known: [element] };
    if (!given) return unknownValue('nothing to call');
    return run.call(given, 'known' in items ? positionalArguments(...items.known) : { positional: [], named: new Map(), open: true }, site);
  };
  switch (does.kind) {
    case 'same':
      return stream;
    case 'next':
      return oneOf(stream.element);
    case 'maps': {
      const element = called(does.spread);
      return { ...stream, element: does.tensors ? asTensors(element, stream) : settled(element) };
    }
    case 'tests': {
      called(does.spread);
      return { kind: 'stream', framework: stream.framework, element: stream.element };
    }
    case 'flattens': {
      const inner = elementOf(called(does.spread), site, run);
      return inner ? { kind: 'stream', framework: stream.framework, element: inner } : unknownValue('a data set of unknown elements');
    }
    case 'scans':
    case 'reduces':
      return foldStream(stream, does, args, site, run);
    case 'groups': {
      const [keyed, reduced] = named(args, 'key_func', 'reduce_func');
      if (keyed) run.call(keyed, positionalArguments(...parts(oneOf(stream.element), does.spread)), site);
      const key: Value = { kind: 'tensor', framework: stream.framework, shape: [], dtype: 'int64' };
      const group: Value = { kind: 'stream', framework: stream.framework, element: stream.element };
      const inner = reduced && elementOf(run.call(reduced, positionalArguments(key, group), site), site, run);
      return inner
        ? { kind: 'stream', framework: stream.framework, element: settled(inner) }
        : unknownValue('a data set of unknown elements');
    }
    case 'applies':
      return given ? run.call(given, positionalArguments(stream), site) : unknownValue('nothing to call');
    case 'visits':
      maybe(run, () => called(does.spread));
      return none;
  }
}

const named = ({ positional, named }: Arguments, ...names: readonly string[]): readonly (Value | undefined)[] =>
  names.map((name, at) => (positional[at] ?? named.get(name))?.value);

/** A tuple's items, as arguments of their own. */
function parts(element: Value, spread: boolean | undefined): readonly Value[] {
  const items = spread && element.kind === 'list' && element.type === 'tuple' ? iterate(element) : undefined;
  return items && 'known' in items ? items.known : [element];
}

/** What is known of the state afterwards holds whatever the number of elements. */
function foldStream(
  stream: StreamValue,
  does: Extract<StreamMember, { readonly kind: 'scans' | 'reduces' }>,
  args: Arguments,
  site: { readonly frame: Frame; readonly span: Span },
  run: Run,
): Value {
  const [first, fn] = named(args, 'initial_state', does.kind === 'scans' ? 'scan_func' : 'reduce_func');
  if (!first || !fn) return unknownValue('nothing to call');
  const seen = (value: Value) => (does.tensors ? asTensors(value, stream) : settled(value));
  const state = newCell<Value>(seen(first), join, unknownValue('what changes from element to element'));
  let element: Value = unknownValue('what a function gives for an element');
  repeat(() => {
    const result = run.call(fn, positionalArguments(state.current, oneOf(stream.element)), site);
    const [next, gives] = does.kind === 'reduces' ? [result] : parts(result, true);
    run.trail.write(state, next ? seen(next) : state.nothing);
    element = gives ? seen(gives) : unknownValue('what a function gives for an element');
    return through;
  }, run);
  if (does.kind === 'reduces') return state.current;
  return { ...stream, element };
}

/** A list that a function returns is taken for several tensors; within what it returns a list is one tensor. */
function asTensors(value: Value, { framework }: StreamValue): Value {
  const arg = toArg(settled(value));
  const isList = value.kind === 'list' && value.type === 'list' && arg.kind === 'list';
  return fromArg(elementTensors(isList ? { ...arg, isTuple: true } : arg), framework);
}

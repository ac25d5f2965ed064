/** Between the interpreter's values and the arguments that rules see. */
import { equal } from '#shared/dim/compare.ts';
import type { Dim } from '#shared/dim/dim.ts';
import { type Arg, unknownArg } from '#shared/ops/argument.ts';
import type { Framework } from '#shared/ops/versions.ts';
import { listOf, recordOf } from './join.ts';
import { protocolOf } from './protocol.ts';
import { flagValue, none, type Site, unknownValue, type Value } from './value.ts';

/** Deeper and longer lists are no shapes and no small constants. */
const MAX_DEPTH = 8;
const MAX_ITEMS = 5000;
/** Items in all: a list that holds itself twice has more with every level. */
const MAX_PARTS = 20_000;

export const toArg = (value: Value): Arg => convert(value, 0, { left: MAX_PARTS });

function convert(value: Value, depth: number, budget: { left: number }): Arg {
  if (depth > MAX_DEPTH || budget.left-- <= 0) return unknownArg;
  switch (value.kind) {
    case 'number':
      return { kind: 'number', dim: value.dim };
    case 'float':
      return { kind: 'float', value: value.value };
    case 'text':
      return { kind: 'text', text: value.text };
    case 'flag':
    case 'none':
      return value;
    case 'tensor':
      return value.hole?.current ?? value;
    case 'unknown':
      return value.hole?.current ?? (value.dim ? { kind: 'unknown', dim: value.dim } : unknownArg);
    case 'list': {
      const items = value.items.current;
      return 'known' in items && items.known.length <= MAX_ITEMS
        ? {
            kind: 'list',
            items: items.known.map(item => convert(item, depth + 1, budget)),
            ...(value.type === 'shape' ? { isShape: true } : value.type === 'tuple' ? { isTuple: true } : {}),
            ...(value.names ? { names: value.names } : {}),
          }
        : unknownArg;
    }
    case 'record': {
      const { known, open, keys } = value.entries.current;
      const all = (map: ReadonlyMap<string, Value>) =>
        Object.fromEntries([...map].map(([key, item]) => [key, convert(item, depth + 1, budget)]));
      if (keys) return { kind: 'record', entries: all(known), keys: all(keys), ...(open ? { open } : {}) };
      return open ? unknownArg : { kind: 'record', entries: all(known) };
    }
    case 'instance':
      return protocolOf(value.class)?.isSeen
        ? {
            kind: 'record',
            entries: Object.fromEntries(
              [...value.attributes].flatMap(([name, { current }]) => (current ? [[name, convert(current, depth + 1, budget)]] : [])),
            ),
          }
        : unknownArg;
    case 'stream':
      return {
        kind: 'stream',
        element: convert(value.element, depth + 1, budget),
        ...(value.count ? { count: value.count } : {}),
      };
    case 'function':
    case 'class':
    case 'op':
    case 'layer':
    case 'method':
    case 'partial':
      return { kind: 'other' };
    case 'builtin':
      return { kind: 'other', type: value.name };
    default:
      return unknownArg;
  }
}

/** `framework`: whose tensors they are, and whose methods a stream of them has. */
export function fromArg(arg: Arg, framework: Framework): Value {
  switch (arg.kind) {
    case 'number':
      return { kind: 'number', dim: arg.dim };
    case 'float':
      return { kind: 'float', value: arg.value };
    case 'text':
      return { kind: 'text', text: arg.text };
    case 'flag':
      return flagValue(arg.value);
    case 'none':
      return none;
    case 'tensor':
      return { ...arg, framework };
    case 'list':
      return {
        ...listOf(
          arg.isShape ? 'shape' : arg.isTuple ? 'tuple' : 'list',
          arg.items.map(item => fromArg(item, framework)),
        ),
        ...(arg.names ? { names: arg.names } : {}),
      };
    case 'record': {
      const known = new Map(Object.entries(arg.entries).map(([key, item]) => [key, fromArg(item, framework)]));
      return { ...recordOf({ known, open: false }), ...(arg.isObject ? { isObject: true } : {}) };
    }
    case 'stream':
      return {
        kind: 'stream',
        framework,
        element: fromArg(arg.element, framework),
        ...(arg.count ? { count: arg.count } : {}),
      };
    default:
      return unknownValue('what the op returns is not known');
  }
}

/**
 * Where the shape of an op's result was written: at the list argument that holds just these dims (`tf.zeros([3, 3, 1, 2])`), else at the
 * tensor argument whose very shape it is (`tf.Variable(tf.zeros(…))`, `tf.nn.relu(x)`).
 */
export function siteOfShape(shape: readonly Dim[], args: readonly Value[]): Site | undefined {
  const agrees = (dims: readonly (Dim | undefined)[]) =>
    dims.length === shape.length && dims.every((dim, axis) => dim && equal(dim, shape[axis] as Dim) === 'yes');
  for (const arg of args) {
    if (arg.kind !== 'list' || !arg.site || !('known' in arg.items.current)) continue;
    if (agrees(arg.items.current.known.map(item => (item.kind === 'number' ? item.dim : undefined)))) return arg.site;
  }
  for (const arg of args) if (arg.kind === 'tensor' && arg.site && arg.shape && agrees(arg.shape)) return arg.site;
  return undefined;
}

/**
 * Where symbolic tensors came from: which layer made each, of what. From it a model knows its layers, and a layer its input and its output.
 * It begins with the entries of models (`keras.Input`); a tensor that holds numbers has none.
 */

import { listOf } from './join.ts';
import type { Arguments, CallSite } from './run.ts';
import type { OpValue, TensorValue, Value } from './value.ts';

/** A call that made a tensor, as it can be made again. */
export interface Application {
  readonly callee: Value;
  readonly args: Arguments;
  readonly site: CallSite;
}

/** One application of a layer; the tensors that it gave share it. */
export interface History {
  /** The layer, model or op. */
  readonly by: Value;
  readonly from: readonly TensorValue[];
  /** What the call itself calls the layer: `concatenate([x, y], name='skip')`. */
  readonly name?: string;
  /** Of an entry: what it was called with. */
  readonly made?: Arguments;
  /** `by` is a model, and its layers are what made the tensor, not the model as a whole. */
  readonly inside?: true;
  readonly again?: Application;
}

/** Which of the tensors that an application gave, and what its shape was. */
export interface PartOf {
  readonly at?: number;
  readonly shape: TensorValue['shape'];
}

/** Lists in lists are no inputs beyond this. */
const MAX_DEPTH = 3;

function symbolicIn(value: Value, depth = 0): readonly TensorValue[] {
  if (value.kind === 'tensor') return value.history ? [value] : [];
  if (depth > MAX_DEPTH) return [];
  if (value.kind === 'list') {
    const items = value.items.current;
    return 'known' in items ? items.known.flatMap(item => symbolicIn(item, depth + 1)) : [];
  }
  return value.kind === 'record' ? [...value.entries.current.known.values()].flatMap(item => symbolicIn(item, depth + 1)) : [];
}

export const tensorsIn = (value: Value): readonly TensorValue[] => symbolicIn(value);

const symbolicArguments = ({ positional, named }: Arguments): readonly TensorValue[] =>
  [...positional, ...named.values()].flatMap(({ value }) => symbolicIn(value));

/** By keyword, or among the options of JavaScript. */
function nameIn({ positional, named }: Arguments, { op }: OpValue): string | undefined {
  const options = op.framework === 'tfjs' ? positional[0]?.value : undefined;
  const name = named.get('name')?.value ?? (options?.kind === 'record' ? options.entries.current.known.get('name') : undefined);
  return name?.kind === 'text' ? name.text : undefined;
}

/** The result as what `by` made of the arguments, if any of these is symbolic; undefined if none is. */
export function madeOf(result: Value, by: Value, args: Arguments, site: CallSite): Value | undefined {
  const from = symbolicArguments(args);
  return from.length === 0 ? undefined : marked(result, { by, from, again: { callee: by, args, site } });
}

/** What an op gave, likewise. */
export function madeByOp(result: Value, by: OpValue, args: Arguments, site: CallSite): Value {
  const isEntry = by.op.graph === 'entry';
  const from = isEntry ? [] : symbolicArguments(args);
  if (from.length === 0 && !isEntry) return result;
  const name = nameIn(args, by);
  const { receiver: _, ...callee } = by;
  const more = isEntry ? { made: args } : { again: { callee, args, site } };
  return marked(result, { by, from, ...(name === undefined ? {} : { name }), ...more });
}

export function marked(value: Value, history: History, at?: number): Value {
  if (value.kind === 'tensor') return { ...value, history, part: { shape: value.shape, ...(at === undefined ? {} : { at }) } };
  if (value.kind !== 'list' || !('known' in value.items.current)) return value;
  const { known } = value.items.current;
  return known.some(item => item.kind === 'tensor')
    ? listOf(
        value.type,
        known.map((item, which) => (item.kind === 'tensor' ? marked(item, history, which) : item)),
        value.site,
      )
    : value;
}

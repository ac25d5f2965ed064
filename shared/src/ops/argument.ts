/**
 * What a rule can see of an argument, and what it returns: the part of the interpreter's values that has to do with shapes.
 * No spans, no identity, no functions; those are the interpreter's business.
 */
import { type Dim, int } from '../dim/dim.ts';
import type { Shape } from '../shape/shape.ts';

export type Arg =
  /** An integer, perhaps symbolic. */
  | { readonly kind: 'number'; readonly dim: Dim }
  /** A number that is not an integer; undefined when only that much is known. */
  | { readonly kind: 'float'; readonly value: number | undefined }
  | { readonly kind: 'text'; readonly text: string | undefined }
  | { readonly kind: 'flag'; readonly value: boolean | undefined }
  | { readonly kind: 'none' }
  /** `names`: of a named tuple. `isShape`: as a framework tells it (`x.size()`), where that makes a difference. */
  | {
      readonly kind: 'list';
      readonly items: readonly Arg[];
      readonly isShape?: boolean;
      readonly isTuple?: boolean;
      readonly names?: readonly string[];
    }
  | RecordArg
  | TensorArg
  | StreamArg
  | ModelArg
  /** Certainly none of the above: a function, a class. `type`: one of the language's own, `bool`. */
  | { readonly kind: 'other'; readonly type?: string }
  /** `dim`: what it is if it is an integer, the unknown parameter `features` of a function that nothing calls. */
  | { readonly kind: 'unknown'; readonly dim?: Dim };

export interface RecordArg {
  readonly kind: 'record';
  readonly entries: Readonly<Record<string, Arg>>;
  /** Keys that are objects, by what stands for them in `entries`. */
  readonly keys?: Readonly<Record<string, Arg>>;
  /** There may be other entries; only where some keys are objects. */
  readonly open?: boolean;
  /** What an op returns has its entries as attributes too. */
  readonly isObject?: boolean;
  /** What an op returns is an object of that class of its pack, and the entries are its attributes. */
  readonly object?: string;
}

export interface TensorArg {
  readonly kind: 'tensor';
  readonly shape: Shape | undefined;
  /** The framework's own name without prefix: `float32`, `int32`, `bool`, `string`. */
  readonly dtype?: string;
  /** Elements of a small integer tensor, row-major, perhaps symbolic: what `tf.shape(x)` and `tf.stack([n, 4, 4, 1])` hold. */
  readonly elements?: readonly Dim[];
  /** It stands for what is fed when the graph runs. */
  readonly isPlaceholder?: boolean;
  /** Elements of a small constant tensor, row-major. */
  readonly data?: Float64Array;
}

/** What gives elements of one form, one after the other: a data set, a loader of batches, their iterators. */
export interface StreamArg {
  readonly kind: 'stream';
  readonly element: Arg;
  /** How many, where that is known. */
  readonly count?: Dim;
}

/** A model that comes with a framework. */
export interface ModelArg {
  readonly kind: 'model';
  readonly input: TensorArg;
  /** The parameter whose argument is the input, where it was given. */
  readonly entry?: string;
  readonly output: TensorArg;
  /** Layers by name, in order. */
  readonly layers: readonly { readonly name: string; readonly output: TensorArg }[];
  /** They are all there are, behind the input. */
  readonly isWhole: boolean;
}

export const unknownArg: Arg = { kind: 'unknown' };
export const unknownTensor: TensorArg = { kind: 'tensor', shape: undefined };
export const numberArg = (value: number | Dim): Arg => ({ kind: 'number', dim: typeof value === 'number' ? int(value) : value });
export const textArg = (text: string): Arg => ({ kind: 'text', text });
export const listArg = (items: readonly Arg[]): Arg => ({ kind: 'list', items });
export const tupleArg = (items: readonly Arg[]): Arg => ({ kind: 'list', items, isTuple: true });
export const streamArg = (element: Arg, count?: Dim): StreamArg => ({
  kind: 'stream',
  element,
  ...(count && count.kind !== 'unknown' ? { count } : {}),
});
export const tensorArg = (shape: Shape | undefined, more: Omit<TensorArg, 'kind' | 'shape'> = {}): TensorArg => ({
  kind: 'tensor',
  shape,
  ...more,
});

/** Above this many elements a tensor's data is not kept. */
export const MAX_DATA = 4096;
/** Above this many elements symbolic contents are not kept: shapes are short. */
export const MAX_ELEMENTS = 64;

/** Reads an argument as an integer; a scalar tensor with a known element counts. */
export function toDim(arg: Arg): Dim | undefined {
  if (arg.kind === 'number') return arg.dim;
  if (arg.kind === 'unknown') return arg.dim;
  if (arg.kind === 'tensor' && arg.elements?.length === 1 && arg.shape?.length === 0) return arg.elements[0];
  return undefined;
}

/**
 * Reads an argument as a tensor, as frameworks do that convert numbers and nested lists on the way in.
 * A ragged list gives unknown rank; anything that cannot become a tensor gives undefined.
 */
export function toTensor(arg: Arg): TensorArg | undefined {
  switch (arg.kind) {
    case 'tensor':
      return arg;
    case 'number':
      return {
        kind: 'tensor',
        shape: [],
        elements: [arg.dim],
        ...(arg.dim.kind === 'int' ? { data: Float64Array.of(arg.dim.value) } : {}),
      };
    case 'float':
      return { kind: 'tensor', shape: [], ...(arg.value === undefined ? {} : { data: Float64Array.of(arg.value) }) };
    case 'flag':
      return { kind: 'tensor', shape: [], dtype: 'bool' };
    case 'text':
      return { kind: 'tensor', shape: [], dtype: 'string' };
    case 'list':
      return stackItems(arg.items.map(toTensor));
    case 'unknown':
      return unknownTensor;
    default:
      return undefined;
  }
}

function stackItems(items: readonly (TensorArg | undefined)[]): TensorArg | undefined {
  if (items.some(item => !item)) return undefined;
  const parts = items as readonly TensorArg[];
  const [first] = parts;
  if (!first) return { kind: 'tensor', shape: [int(0)], elements: [], data: new Float64Array() };
  const known = parts.find(part => part.shape);
  if (!known?.shape || parts.some(part => part.shape && part.shape.length !== known.shape?.length)) return unknownTensor;
  const shape = [int(parts.length), ...known.shape];
  const elements = parts.flatMap(part => part.elements ?? []);
  const data = parts.every(part => part.data) ? parts.flatMap(part => [...(part.data as Float64Array)]) : undefined;
  return {
    kind: 'tensor',
    shape,
    ...(first.dtype === undefined ? {} : { dtype: first.dtype }),
    ...(parts.every(part => part.elements) && elements.length <= MAX_ELEMENTS ? { elements } : {}),
    ...(data && data.length <= MAX_DATA ? { data: Float64Array.from(data) } : {}),
  };
}

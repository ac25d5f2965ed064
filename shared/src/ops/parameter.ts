/**
 * Parameters of an op: how an argument is read, and what hover, signature help, docs and the calculator's form say of it.
 * Reading never throws and never guesses: what cannot be read is unknown.
 */
import { type Dim, int, unknown } from '../dim/dim.ts';
import { type Arg, type TensorArg, toDim, toTensor, unknownTensor } from './argument.ts';
import type { Api } from './versions.ts';

/** How a form asks for a value, and how `shapewright calc op key=value` reads one. */
export type Control =
  | { readonly kind: 'shape' }
  | { readonly kind: 'integers' }
  | { readonly kind: 'choice'; readonly words: readonly string[]; readonly open: boolean }
  | { readonly kind: 'flag' }
  | { readonly kind: 'text' }
  | { readonly kind: 'hidden' };

export interface Param<T> {
  /** Shown in signatures and docs: `Tensor [h, w, in, out]`, `int | int[2] | int[4]`. */
  readonly type: string;
  readonly control: Control;
  /** Must be given. */
  readonly required: boolean;
  /** The API that does without it. */
  readonly freeIn?: Api;
  /** The default in source form, for signatures. */
  readonly fallback?: string;
  /** Other keywords for the same parameter: `filter` for `filters`. */
  readonly aliases: readonly string[];
  /** What it is when it is left out or `None`: a setting of the framework that the program can change. See `FrameworkPack.settings`. */
  readonly setting?: string;
  /** `undefined` when the argument is absent. */
  read(arg: Arg | undefined): T;

  default(source: string, value?: Arg): Param<T>;
  optional(): Param<T>;
  alias(...names: string[]): Param<T>;
  /** Not asked for in forms: `name`, `use_cudnn_on_gpu`. */
  hidden(): Param<T>;
  /** See `Param.setting`. */
  set(by: string): Param<T>;
  /** See `Param.freeIn`. */
  notIn(api: Api): Param<T>;
}

export type Params = Readonly<Record<string, Param<unknown>>>;
export type Args<P extends Params> = { readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never };

interface Details {
  readonly type: string;
  readonly control: Control;
  readonly required?: boolean;
  readonly fallback?: string;
  readonly aliases?: readonly string[];
  /** What an absent argument reads as. */
  readonly absent?: Arg;
  readonly setting?: string;
  readonly freeIn?: Api;
}

function param<T>(details: Details, read: (arg: Arg | undefined) => T): Param<T> {
  const { type, control, required = true, fallback, aliases = [], absent, setting, freeIn } = details;
  return {
    type,
    control,
    required,
    aliases,
    ...(fallback === undefined ? {} : { fallback }),
    ...(setting === undefined ? {} : { setting }),
    ...(freeIn === undefined ? {} : { freeIn }),
    read: arg => read(arg ?? absent),
    default: (source, value) => param({ ...details, required: false, fallback: source, absent: value ?? literal(source) }, read),
    optional: () => param({ ...details, required: false, fallback: details.fallback ?? 'None', absent: { kind: 'none' } }, read),
    alias: (...names) => param({ ...details, aliases: [...aliases, ...names] }, read),
    hidden: () => param({ ...details, control: { kind: 'hidden' } }, read),
    set: by => param({ ...details, setting: by }, read),
    notIn: api => param({ ...details, freeIn: api }, read),
  };
}

/** Defaults are written as people know them: `1`, `'SAME'`, `True`, `[1, 1]`. */
function literal(source: string): Arg {
  if (/^-?\d+$/.test(source)) return { kind: 'number', dim: int(Number(source)) };
  if (/^'.*'$/.test(source)) return { kind: 'text', text: source.slice(1, -1) };
  if (/^(true|false)$/i.test(source)) return { kind: 'flag', value: /^t/i.test(source) };
  const inside = /^\[(.*)\]$/.exec(source)?.[1];
  if (inside !== undefined) return { kind: 'list', items: inside.split(',').map(item => literal(item.trim())) };
  return { kind: 'none' };
}

/** A tensor. `axes` names its axes for people: `[h, w, in, out]`. */
export const tensor = (axes?: string): Param<TensorArg> =>
  param({ type: axes ? `Tensor ${axes}` : 'Tensor', control: { kind: 'shape' } }, arg => (arg && toTensor(arg)) ?? unknownTensor);

/** A tensor that may be left out (`None`): undefined then. */
export const optionalTensor = (axes?: string): Param<TensorArg | undefined> =>
  param<TensorArg | undefined>(
    { type: axes ? `Tensor ${axes}` : 'Tensor', control: { kind: 'shape' }, required: false, fallback: 'None' },
    arg => (arg && arg.kind !== 'none' ? (toTensor(arg) ?? unknownTensor) : undefined),
  );

/** One tensor, perhaps as the only item of a list: what a Keras layer takes. Of a list of several nothing is known. */
export const oneTensor = (axes?: string): Param<TensorArg> =>
  param({ type: axes ? `Tensor ${axes}` : 'Tensor', control: { kind: 'shape' } }, arg => {
    if (arg?.kind !== 'list' || !arg.items.some(item => item.kind === 'tensor')) return (arg && toTensor(arg)) ?? unknownTensor;
    const [only, more] = arg.items;
    return only?.kind === 'tensor' && !more ? only : unknownTensor;
  });

/** A list of tensors; undefined when even their number is unknown. */
export const tensors = (): Param<readonly TensorArg[] | undefined> =>
  param({ type: 'Tensor[]', control: { kind: 'shape' } }, arg =>
    arg?.kind === 'list' ? arg.items.map(item => toTensor(item) ?? unknownTensor) : undefined,
  );

/**
 * A list of integers that stands for a shape, a stride, a permutation: `[1, 2, 2, 1]`, `(2, 2)`, a constant tensor, `tf.shape(x)`.
 * A lone integer reads as itself. Undefined when nothing is known of it, not even the length.
 */
export type Integers =
  | { readonly kind: 'one'; readonly dim: Dim }
  | { readonly kind: 'many'; readonly items: readonly IntegerItem[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'bad' }
  | undefined;
export type IntegerItem = Dim | 'none' | 'bad';

export const integers = (type: string): Param<Integers> => param({ type, control: { kind: 'integers' } }, readIntegers);

export function readIntegers(arg: Arg | undefined): Integers {
  if (!arg) return { kind: 'none' };
  switch (arg.kind) {
    case 'none':
      return { kind: 'none' };
    case 'number':
      return { kind: 'one', dim: arg.dim };
    case 'list':
      return { kind: 'many', items: arg.items.map(readItem) };
    case 'tensor': {
      if (arg.shape?.length === 0) return { kind: 'one', dim: toDim(arg) ?? unknown };
      if (arg.elements) return { kind: 'many', items: arg.elements };
      const [length, more] = arg.shape ?? [];
      return length?.kind === 'int' && !more && length.value <= 16
        ? { kind: 'many', items: Array<Dim>(length.value).fill(unknown) }
        : undefined;
    }
    case 'text':
    case 'flag':
    case 'record':
      return { kind: 'bad' };
    case 'float':
      return arg.value === undefined ? undefined : { kind: 'bad' };
    default:
      return undefined;
  }
}

function readItem(item: Arg): IntegerItem {
  if (item.kind === 'none') return 'none';
  if (item.kind === 'list' || item.kind === 'text' || item.kind === 'record') return 'bad';
  return toDim(item) ?? unknown;
}

/** One integer, perhaps symbolic. */
export const integer = (): Param<Dim> => param({ type: 'int', control: { kind: 'integers' } }, arg => (arg && toDim(arg)) ?? unknown);

/** A word. `words` are those the op accepts; the rule says so when another is given. Undefined when unknown or not text. */
export const word = (...words: string[]): Param<string | undefined> =>
  param({ type: words.map(w => `'${w}'`).join(' | '), control: { kind: 'choice', words, open: false } }, arg =>
    arg?.kind === 'text' ? arg.text : undefined,
  );

/** An element type, by its name without prefix: `float32`. Undefined when absent or unknown. */
export const dtype = (): Param<string | undefined> =>
  param({ type: 'dtype', control: { kind: 'choice', words: ['float32', 'int32', 'bool'], open: true } }, arg =>
    arg?.kind === 'text' ? arg.text : arg?.kind === 'other' && arg.type === 'bool' ? 'bool' : undefined,
  );

/** Any argument at all, for rules that look closer; `type` says what is meant. */
export const anything = (type: string, control: Control = { kind: 'text' }): Param<Arg | undefined> =>
  param<Arg | undefined>({ type, control }, arg => arg);

/** A word or something else: `'SAME' | 'VALID' | pairs`. */
export const wordOr = (type: string, ...words: string[]): Param<Arg | undefined> =>
  param<Arg | undefined>(
    { type: [...words.map(w => `'${w}'`), type].join(' | '), control: { kind: 'choice', words, open: true } },
    arg => arg,
  );

export const flag = (): Param<boolean | undefined> =>
  param({ type: 'bool', control: { kind: 'flag' } }, arg => (arg?.kind === 'flag' ? arg.value : undefined));

/** Accepted and without influence on shapes. */
export const ignored = (type: string): Param<undefined> =>
  param({ type, control: { kind: 'hidden' }, required: false, fallback: 'None' }, () => undefined);

/** What the interpreter knows about an expression. */

import type { ClassStmt, FunctionDefinition, Location, Span } from '#server/ir/ir.ts';
import { type Dim, int } from '#shared/dim/dim.ts';
import type { Arg, TensorArg } from '#shared/ops/argument.ts';
import type { LayerOp, Op } from '#shared/ops/op.ts';
import type { ObjectMember, StreamMember } from '#shared/ops/pack.ts';
import type { Framework, Version } from '#shared/ops/versions.ts';
import type { Shape } from '#shared/shape/shape.ts';
import type { Field } from './fields.ts';
import type { History, PartOf } from './history.ts';
import type { Arguments, ModuleContext } from './run.ts';
import type { Scope } from './scope.ts';
import { type Cell, newCell, nextBirth } from './state/cell.ts';
import { type Container, counting, looking, type Watch } from './state/watch.ts';

export type Value =
  | NumberValue
  | FloatValue
  | TextValue
  | FlagValue
  | NoneValue
  | ListValue
  | RecordValue
  | TensorValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | ModuleValue
  | NamespaceValue
  | OpValue
  | LayerValue
  | MethodValue
  | BuiltinValue
  | PartialValue
  | DefaultsValue
  | StreamValue
  | UnknownValue;

/** Where something was written: a literal, or the items of a list. */
export interface Site {
  readonly path: string;
  readonly span: Span;
  /** Of a list literal: each item's span. */
  readonly items?: readonly Span[];
  /** Of what a layer gave: the calls that led to the layer's construction, outermost first. */
  readonly made?: readonly Location[];
}

/** An integer, perhaps symbolic. */
export interface NumberValue {
  readonly kind: 'number';
  readonly dim: Dim;
  readonly site?: Site;
}

/** A number that is no integer, or not known to be one. `ratio`: it is exactly `of / by`, so that rounding it stays symbolic. */
export interface FloatValue {
  readonly kind: 'float';
  readonly value: number | undefined;
  readonly ratio?: { readonly of: Dim; readonly by: Dim };
}

export interface TextValue {
  readonly kind: 'text';
  readonly text: string | undefined;
  readonly site?: Site;
}

export interface FlagValue {
  readonly kind: 'flag';
  readonly value: boolean | undefined;
}

/** Python's None, JavaScript's undefined; `is` for its null, and for what is one of the two. */
export interface NoneValue {
  readonly kind: 'none';
  readonly is?: 'null' | 'either';
}

export type Items =
  | { readonly known: readonly Value[] }
  /** Of unknown length; every item is like `each`. */
  | { readonly each: Value };

export interface ListValue {
  readonly kind: 'list';
  /** `shape` is a list of dims that came from a tensor (`x.get_shape()`, `x.shape`). */
  readonly type: 'list' | 'tuple' | 'set' | 'shape' | 'iterator';
  readonly items: Cell<Items>;
  /** Holds as long as nothing changed the list. */
  readonly site?: Site;
  /** Of an iterator whose items were made ahead of time: what they rest on. */
  readonly rests?: Watch;
  readonly isListInPython2?: true;
  /** The class of a named tuple. */
  readonly named?: ClassValue;
  /** Of a named tuple that a framework makes. */
  readonly names?: readonly string[];
}

export interface RecordValue {
  readonly kind: 'record';
  readonly entries: Cell<Entries>;
  /** The object whose attributes these are: see `attribute-views.ts`. */
  readonly view?: InstanceValue;
  /** Of a literal: where it is written, and the values of its entries. */
  readonly site?: Site;
  /** Its entries are read as attributes too. */
  readonly isObject?: true;
}

export interface Entries {
  readonly known: ReadonlyMap<string, Value>;
  /** There may be other keys. */
  readonly open: boolean;
  /** Keys that are objects, by what stands for them in `known`. */
  readonly keys?: ReadonlyMap<string, Value>;
}

export interface TensorValue extends TensorArg {
  readonly framework: Framework;
  /** Where its shape was written. */
  readonly site?: Site;
  /** Of a tensor of unknown shape: see `UnknownValue.hole`. */
  readonly hole?: Hole;
  /** Where something of its shape is unknown: why, as in `UnknownValue`. */
  readonly reason?: string;
  /** Of a symbolic tensor: what made it. */
  readonly history?: History;
  /** What it is of all that was made together. */
  readonly part?: PartOf;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly definition: FunctionDefinition;
  readonly scope: Scope;
  readonly module: ModuleContext;
  /** Values of the parameters' defaults, evaluated where the function was defined. */
  readonly defaults: ReadonlyMap<number, Value>;
  readonly self?: Value;
  /** The class it was defined in, for `super()`. */
  readonly owner?: ClassValue;
  readonly binding?: 'static' | 'class' | 'getter' | 'setter';
}

export interface ClassValue {
  readonly kind: 'class';
  readonly statement: ClassStmt;
  readonly scope: Scope;
  readonly module: ModuleContext;
  readonly bases: readonly Value[];
  readonly members: ReadonlyMap<string, Value>;
  /** Attributes set on the class itself after its definition. */
  readonly attributes: Attributes;
  /** Of a dataclass and its like: see `fields.ts`. */
  readonly fields?: readonly Field[];
  /** attrs: fields are passed without the underscores before their names. */
  readonly takesBareNames?: boolean;
}

/** What was set on an object. */
export class Attributes extends Map<string, Cell<Value | undefined>> implements Container {
  readonly born = nextBirth();
  /** Of an object that is one of several. */
  readonly sources: readonly Attributes[];

  constructor(sources: readonly Attributes[] = []) {
    super();
    this.sources = sources;
  }

  /** What the attribute holds, as far as it was set. */
  value(name: string): Value | undefined {
    const [only, more] = this.sources;
    const cell = this.get(name);
    if (!cell) looking(this, name, undefined);
    return cell?.current ?? (only && !more ? only.value(name) : undefined);
  }

  at(name: string): Cell<Value | undefined> | undefined {
    return this.get(name);
  }

  get count(): number {
    return super.size;
  }

  override get size(): number {
    counting(this);
    return super.size;
  }

  override [Symbol.iterator](): MapIterator<[string, Cell<Value | undefined>]> {
    counting(this);
    return super[Symbol.iterator]();
  }

  override values(): MapIterator<Cell<Value | undefined>> {
    counting(this);
    return super.values();
  }
}

export interface InstanceValue {
  readonly kind: 'instance';
  readonly class: ClassValue;
  readonly attributes: Attributes;
  /** Made without a call of its constructor: attributes that were not set may exist all the same. */
  readonly open: boolean;
  /** Of an enumeration: there is one such object. */
  readonly isMember?: true;
}

export interface ModuleValue {
  readonly kind: 'module';
  readonly path: string;
  readonly exports: Scope;
}

/** A framework's module or anything below it that is no op: `tf`, `tf.nn`, `tf.train.AdamOptimizer`. */
export interface NamespaceValue {
  readonly kind: 'namespace';
  readonly framework: Framework;
  /** Dotted, below the root; empty for the root. */
  readonly path: string;
  /** Reached through `compat.v1`. */
  readonly v1: boolean;
}

export interface OpValue {
  readonly kind: 'op';
  readonly op: Op;
  readonly v1: boolean;
  /** `x.conv2d`: x. */
  readonly receiver?: Value;
  /** Only its name says that it is this op: the receiver may be no tensor at all, so nothing is wrong for certain. */
  readonly guessed?: true;
}

/** A layer: an op whose constructor has been called. */
export interface LayerValue {
  readonly kind: 'layer';
  readonly op: LayerOp;
  readonly made: Arguments;
  readonly versions: readonly Version[];
  /** Where it was constructed, and the calls that led there. */
  readonly place: CallSpans;
  readonly stack: readonly Location[];
  /** The arguments of its first application, which built it; `unknown` where some past may have built it. */
  readonly first: Cell<Built>;
  /** Its input and output where it was applied to symbolic tensors. */
  readonly applied: Cell<Applied>;
  /** Constructed below a function that nothing calls: see `Frame.supposed`. */
  readonly supposed?: boolean;
  /** The shape of the input as its constructor states it. */
  readonly stated?: Shape;
}

export type Built = Readonly<Record<string, Arg>> | 'unknown' | undefined;

/** `several`: one application on one way, another on another. */
export type Applied = { readonly input: Value; readonly output: Value } | 'several' | undefined;

/** A call as it is written. */
export interface CallSpans extends Location {
  /** The name that is called. */
  readonly calleeSpan: Span;
  /** Inside the parentheses. */
  readonly argsSpan: Span;
}

/** A method that a framework gives its layers and objects, bound: `layer.apply`, `model.add`; see `FrameworkPack.members`. */
export interface MethodValue {
  readonly kind: 'method';
  readonly object: InstanceValue | LayerValue | StreamValue | UnknownValue;
  readonly does: ObjectMember | StreamMember | { readonly kind: 'construct' | 'contained' };
}

/** A function of the language or its library, given by name; `receiver` for methods. */
export interface BuiltinValue {
  readonly kind: 'builtin';
  readonly name: string;
  readonly receiver?: Value;
}

/** `functools.partial(callee, …)`. */
export interface PartialValue {
  readonly kind: 'partial';
  readonly callee: Value;
  readonly args: Arguments;
  /** `partialmethod`: the object comes before the arguments. */
  readonly isMethod?: true;
}

export type DefaultArguments = ReadonlyMap<string, Value>;

/** Default arguments of functions: what `with` enters when `slim.arg_scope(…)` made it. */
export interface DefaultsValue {
  readonly kind: 'defaults';
  readonly of: ReadonlyMap<Op | FunctionDefinition, DefaultArguments>;
  /** There may be others. */
  readonly open: boolean;
}

/** What gives elements of one form, one after the other: a data set, a loader of batches, their iterators. See `streams.ts`. */
export interface StreamValue {
  readonly kind: 'stream';
  /** Whose methods it has. */
  readonly framework: Framework;
  readonly element: Value;
  /** How many, where that is known. */
  readonly count?: Dim;
}

export interface UnknownValue {
  readonly kind: 'unknown';
  /** For people who ask why: "no value for 'x'", "import of 'numpy'". */
  readonly reason: string;
  /** Lists and objects that it may be, or that a call of it may change. */
  readonly either?: readonly Value[];
  /** It is one of `either`, and they can be called. */
  readonly complete?: boolean;
  /** What it is if it is an integer: a parameter of a function that nothing calls, and what is computed from it. */
  readonly dim?: Dim;
  /** What it has turned out to be. Only for a value that is one and the same wherever this object occurs. */
  readonly hole?: Hole;
  /** Its attributes, as far as they were asked for or set. */
  readonly parts?: Attributes;
  /** What people call it. */
  readonly name?: string;
  /** What a call of it is, since only tensors have a method of that name; read without a call it may be any attribute (`config.dim`). */
  readonly method?: OpValue;
  /** An entry of a JavaScript object that is computed whenever it is read. */
  readonly getter?: FunctionValue;
  /** It is the shape of that tensor, as a list. */
  readonly shapeOf?: { readonly hole: Hole; readonly framework: Framework };
}

/** The tensor that an unknown value must be, since an op takes nothing else for it. */
export type Hole = Cell<TensorValue | undefined>;

export const unknownValue = (reason: string, either: readonly Value[] = []): UnknownValue =>
  either.length > 0 ? { kind: 'unknown', reason, either } : { kind: 'unknown', reason };
export const newHole = (): Hole => newCell<TensorValue | undefined>(undefined, sameTensor, undefined);

const sameTensor = (a: TensorValue | undefined, b: TensorValue | undefined): TensorValue | undefined => (a === b ? a : undefined);

/** The value, or the tensor that it has turned out to be. */
export function revealed(value: Value): Value {
  return (value.kind === 'unknown' || value.kind === 'tensor') && value.hole?.current ? value.hole.current : value;
}

export const none: NoneValue = { kind: 'none' };
/** An item of a JavaScript array that was never set. It reads as undefined; most methods pass over it. */
export const hole: NoneValue = { kind: 'none' };
export const withoutHole = (item: Value): Value => (item === hole ? none : item);
export const nullValue: NoneValue = { kind: 'none', is: 'null' };
export const flagValue = (value: boolean | undefined): FlagValue => ({ kind: 'flag', value });
export const textValue = (text: string | undefined, site?: Site): TextValue =>
  site ? { kind: 'text', text, site } : { kind: 'text', text };
export const dimValue = (dim: Dim): NumberValue => ({ kind: 'number', dim });

/** A JavaScript or Python number: an integer where it is one, else a float. */
export function numberValue(value: number, asFloat = false): NumberValue | FloatValue {
  // Integers have no negative zero.
  const dim = int(value === 0 ? 0 : value);
  return asFloat || dim.kind === 'unknown' ? { kind: 'float', value } : { kind: 'number', dim };
}

/** The number it certainly is. */
export function toNumber(value: Value): number | undefined {
  if (value.kind === 'number') return value.dim.kind === 'int' ? value.dim.value : undefined;
  if (value.kind === 'float') return value.value;
  if (value.kind === 'flag' && value.value !== undefined) return Number(value.value);
  return undefined;
}

/** Worth a hover: what has to do with shapes. */
export const isNoteworthy = (value: Value): boolean =>
  value.kind === 'tensor' || value.kind === 'number' || (value.kind === 'list' && value.type !== 'set');

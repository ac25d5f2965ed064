/**
 * One op, one declaration. From it come binding of arguments, inference, checks, hover, signature help, the calculator's form,
 * the docs page, tests, and the programs that the recorders run on the real framework.
 */
import type { Shape } from '../shape/shape.ts';
import type { Arg } from './argument.ts';
import type { CallArguments } from './bind.ts';
import type { Check } from './check.ts';
import type { Args, Params } from './parameter.ts';
import type { Api, Framework } from './versions.ts';

/** A tensor's shape in short, or anything else a rule returns. Undefined: unknown rank. */
export type Result = Shape | Arg | undefined;

export interface Example {
  /** A real call in the op's language: shown in docs, run by the tests and on the real framework. */
  readonly call: string;
  /** Tensors that the call names: `{ x: '1 4 4 1' }`, made of ones. */
  readonly given?: Readonly<Record<string, string>>;
  /** Layers: the shape of the tensor that the layer is applied to; several tensors separated by commas. See `Sample.apply`. */
  readonly on?: string;
  /** The resulting shape: `1 2 2 1`. */
  readonly gives?: string;
  /** The code reported; the default is none. */
  readonly reports?: string;
  /** Versions it speaks about; all by default. */
  readonly under?: Api;
}

export interface Op<P extends Params = Params, C extends Params = Params> {
  /** Canonical public name as a user knows it: `tf.nn.conv2d`. */
  readonly name: string;
  readonly framework: Framework;
  /**
   * Further names of the same op, as dotted paths below the framework's root without `tf.`: `math.add`, `compat.v1.nn.conv2d` is
   * understood by itself. The canonical name counts too.
   */
  readonly aliases?: readonly string[];
  /** The framework whose tensors it returns, where that is not the one of the pack: data sets are NumPy's. */
  readonly tensors?: Framework;
  /**
   * A member of a tensor: `x.conv2d(…)`, `x.get_shape()`. The receiver is the first argument. `only`: there is no function of that name. `of`: of a
   * stream instead of a tensor.
   */
  readonly method?: { readonly names: readonly string[]; readonly only?: boolean; readonly of?: 'stream' };
  /** Methods that give their tensor another shape in place: what holds the tensor holds the result from then on (`x.resize_(2, 3)`). */
  readonly inPlace?: readonly string[];
  /** An attribute of a tensor that is set: `x.shape = (2, 3)`. The op gets the tensor and the value; what holds the tensor holds the result. */
  readonly assigned?: readonly string[];
  /** An attribute of a tensor, read without a call: `x.shape`. */
  readonly attribute?: readonly string[];
  /** The operator that means this op when a tensor is an operand: `+`, `@`. */
  readonly operator?: string;
  /** TensorFlow: lives only in the v1 API (`tf.placeholder`) or only in v2 (`tf.random.normal`). */
  readonly api?: 'v1' | 'v2';
  readonly summary: string;
  readonly docs: string;
  /** Of a layer: what its constructor takes. */
  readonly params: P;
  /**
   * Makes the op a layer: what each application takes. The op is named where the layer is constructed, and the rule runs where it is applied,
   * with the arguments of both. No name stands in `params` and in `call`.
   */
  readonly call?: C;
  /** Layers: what is wrong already when the layer is constructed, whatever it will be applied to. */
  construct?(args: Args<P>, check: Check): void;
  /**
   * Layers: the shape of its input as the constructor's own arguments state it, the batch included (`input_shape=(28, 28, 1)`): with it a
   * sequential model is built as soon as the layer is added.
   */
  stated?(args: Args<P>, check: Check): Shape | undefined;
  /** Layers around a layer: which parameter holds it, what it is applied to, and the call's parameter that stands for what it gives. */
  readonly wraps?: {
    /** The layer inside is called past the check of its input. */
    readonly unchecked?: boolean;
    readonly argument: string;
    readonly gives: string;
    enter(input: Shape | undefined): Shape | undefined;
    /** The attribute of the inner layer that tells how many numbers each of its states has; they are its second argument (`cell.state_size`). */
    readonly states?: string;
  };
  /**
   * Positional order. A list of parameter names; where generations differ, one list each (a name missing in a list does not exist there).
   * By default the order of `params`.
   */
  readonly order?: string | Readonly<Partial<Record<Api, string>>>;
  /** The positional order of a call that shows a signature of long ago; undefined for every other call. */
  formerly?(call: CallArguments): string | undefined;
  /**
   * Every parameter that any release of the framework knows is declared, so another keyword is an error, and so is to leave out what is `required`.
   * `keywords`: the order is not that of every release, nor is what is required, and of a layer the list is that of its constructor.
   * `required`: only what is required is so in every release; other keywords may exist, and with one of them nothing is missing.
   */
  readonly complete?: boolean | 'keywords' | 'required';
  /** JavaScript: arguments arrive as one options object. `needed`: it is read even where every option has a default, so `{}` at least must be there. */
  readonly options?: boolean | 'needed';
  /**
   * With `options`: words that people write and that the framework drops without a word → the parameter that was meant, undefined where there is
   * none. A parameter's name in another spelling (`kernel_size`) is understood by itself.
   */
  readonly ignores?: Readonly<Record<string, string | undefined>>;
  /** The parameter that takes all positional arguments from its place in the order on: `torch.zeros(2, 3)`, `x.view(2, -1)`. Several make a list. */
  readonly rest?: string;
  /** The language's own function that does this to plain numbers: `np.ceil(x / 2)` of an integer x stays symbolic as `math.ceil(x / 2)`. */
  readonly scalar?: string;
  /** Returns the shape of its first argument as a list: taking it apart into four names says that the tensor has four axes. */
  readonly tellsShape?: boolean;
  /** The result is the entry of a graph of layers (`keras.Input`), or a layer's of its own (`keras.layers.concatenate`). */
  readonly graph?: 'entry' | 'layer';
  /** Listed among the calls of a report: makes or changes a tensor. True by default. */
  readonly listed?: boolean;
  /** Not listed, but recorded with what it was given in every context, since it fails in some of them by what the callers give. */
  readonly watched?: boolean;
  /** The rule: a pure function of shapes and options; the same on integers, symbols and a mixture. */
  shape(args: Args<P> & Args<C>, check: Check): Result;
  /** Computes the result's elements when the tensor arguments carry data; small sizes only. */
  compute?(args: Args<P> & Args<C>, shape: readonly number[], check: Check): Float64Array | undefined;
  readonly examples: readonly Example[];
  /** Why no recording has it, where the framework's own word is taken instead of a run: what its data set holds, names of old releases. */
  readonly notRun?: string;
  /** Why no example reports anything: the framework takes every call of it. */
  readonly neverFails?: string;
}

/** Every keyword is known, so that another one is an error. */
export const knowsKeywords = ({ complete }: Pick<Op, 'complete'>): boolean => complete === true || complete === 'keywords';

type NoParams = Readonly<Record<never, never>>;

/** Identity: exists so that `shape` gets the types of its arguments from `params`. */
export const defineOp = <const P extends Params>(op: Op<P, NoParams>): Op => op as unknown as Op;

/** A layer: an op whose arguments come in two calls. */
export const defineLayer = <const P extends Params, const C extends Params>(op: Op<P, C> & { readonly call: C }): LayerOp =>
  op as unknown as LayerOp;

export type LayerOp = Op & { readonly call: Params };
export const isLayer = (op: Op): op is LayerOp => op.call !== undefined;
/** Every parameter: the constructor's and, of a layer, the call's. */
export const everyParam = (op: Op): Params => (op.call ? { ...op.params, ...op.call } : op.params);

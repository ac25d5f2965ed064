/** A framework: its ops, the module names it is imported by, what users derive from, and a few hints of its generation. */
import type { Shape } from '../shape/shape.ts';
import type { Arg } from './argument.ts';
import type { Check } from './check.ts';
import type { Op } from './op.ts';
import type { Api, Framework, Generation } from './versions.ts';

export interface FrameworkPack {
  readonly name: Framework;
  readonly language: 'python' | 'typescript';
  /** How users abbreviate the root in canonical names: `tf`. */
  readonly prefix: string;
  /** Module specifiers → the dotted path below the root they stand for (`''` is the root itself). */
  readonly modules: Readonly<Record<string, string>>;
  /** Other frameworks that are reached through this one: `keras` below `tf`. Path below this root → framework and path there. */
  readonly mounts?: Readonly<Record<string, Mount>>;
  /** The framework whose tensors its ops return, where that is another one: Keras works on TensorFlow's. */
  readonly tensors?: Framework;
  /** Programs change what its tensors hold (`x[0] = 1`), so of that nothing is kept. */
  readonly changeable?: boolean;
  readonly ops: readonly Op[];
  /** What users derive their classes from or make objects of, beside layers. Path below the root → how such objects behave. */
  readonly classes?: Readonly<Record<string, ClassProtocol>>;
  /** The class of layers of which nothing is known but input and output; a path below the root. */
  readonly layerClass?: string;
  /** The class of models that come with it; a path below the root. */
  readonly modelClass?: string;
  /** Methods of layers and of objects of `classes`, by what they mean for shapes. */
  readonly members?: Readonly<Record<string, ObjectMember>>;
  /** Methods of streams that are no ops: they call functions, or give their elements. */
  readonly streams?: Readonly<Record<string, StreamMember>>;
  /** What programs can set for the whole framework, with its default: see `Param.setting`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Methods of tensors whose names nothing else has: what they are called on is a tensor. */
  readonly telling?: readonly string[];
  /**
   * Methods that only objects of this framework have when they are called with that keyword, or with a dict of placeholders at that position:
   * `session.run(y, feed_dict={x: batch})`, whatever `session` is.
   */
  readonly fed?: readonly FedMethod[];
  /** The keyword of a function that ops apply to their own results: `activation_fn`. */
  readonly activation?: string;
  /** Functions that hand on what they are given, or call it. Path below the root → what they do. */
  readonly functions?: Readonly<Record<string, HigherOrder>>;
  /** Names (dotted, below the root) that exist only in some generations: using one narrows what the code can mean. */
  readonly idioms: Readonly<Record<string, readonly Generation[]>>;
  /** Names that are numbers: `np.pi`. Path below the root → the number. */
  readonly constants?: Readonly<Record<string, number>>;
  /** Names that are values rather than ops: `tf.float32` → the dtype. */
  readonly dtypes: readonly string[];
  readonly sample: Sample;
}

export interface FedMethod {
  readonly method: string;
  readonly keyword: string;
  readonly position: number;
  /** The op that it is; the object is no argument of it. */
  readonly path: string;
}

/** How the pack's examples are written as programs: see `Example`. */
export interface Sample {
  /** The lines at the top. */
  readonly imports: string;
  /** The same for an API that is imported in another way. */
  readonly importsUnder?: Readonly<Partial<Record<Api, string>>>;
  /** A tensor of ones; the dims are a list in the pack's language: `[8, 3, 224, 224]`. */
  ones(dims: string): string;
  /** Applies a layer to tensors. */
  apply(layer: string, inputs: readonly string[]): string;
}

export interface Mount {
  readonly framework: Framework;
  readonly path: string;
}

export interface ClassProtocol {
  /** The method of the user's class that a call of an object runs: `forward`, `call`, `__call__`. */
  readonly call?: string;
  /** Methods that run by themselves before the first call: with the shape of the input (Keras `build`), or with nothing (Flax `setup`). */
  readonly before?: { readonly method: string; readonly takes: 'input-shape' | 'nothing' };
  /** The method of the user's class that tells the shape of the output from that of the input: `compute_output_shape`. */
  readonly says?: string;
  /** Annotated names in the class body are the constructor's parameters, in order, as in a dataclass. */
  readonly fields?: boolean;
  /** What an object is made of, and what a call of it does where the user's class says nothing else. */
  readonly holds?: Container;
  /** Of a `wrapped` layer: what the layer inside is applied to, and what becomes of its result. */
  readonly wraps?: Wrapping;
  /** The shape of its input as the constructor's arguments state it: see `Op.stated`. */
  stated?(args: Readonly<Record<string, Arg>>, check: Check): Shape | undefined;
  /** The op that compares what a call gets with what the model was made for; of a `wrapped` layer, with what it wants of the layer inside. */
  readonly judged?: string;
  /** Its input may have an axis of length 1 too many or too few at the end. */
  readonly adjusts?: boolean;
  /** Sequences: members are applied as soon as the shape of the input is known, at `add` and in the constructor. */
  readonly builds?: boolean;
  /** Sequences: a first layer that says nothing of its input is rejected by the op at that path; the options that would say something. */
  readonly entered?: { readonly op: string; readonly options: readonly string[] };
  /** A call of an object is the op at that path, whose first argument is the object. */
  readonly applies?: string;
  /** Rules see its attributes, as a record. */
  readonly isSeen?: boolean;
  /** Graphs: a list of one output counts as that output. */
  readonly single?: boolean;
  /** `call` gets its inputs as a list, even a single one. */
  readonly takesList?: boolean;
}

/**
 * - `sequence`: applies its members one after the other (`nn.Sequential`, `keras.Sequential`);
 * - `list`, `dict`: holds members for the user's code to call (`nn.ModuleList`, `nn.ModuleDict`);
 * - `function`: a function of the user's (`keras.layers.Lambda`);
 * - `wrapped`: another layer, applied to something else than the input (`TimeDistributed`, `Bidirectional`);
 * - `stream`: gives elements of one form, those that the user's class makes (`keras.utils.Sequence`, `torch.utils.data.Dataset`);
 * - `graph`: from symbolic inputs to outputs that were computed from them (`keras.Model(inputs, outputs)`).
 */
export type Container = 'sequence' | 'list' | 'dict' | 'graph' | 'function' | 'wrapped' | 'stream';

/** `options`: the constructor's keyword arguments. */
export interface Wrapping {
  input(shape: Shape): Shape | undefined;
  output(inner: Arg, input: Shape | undefined, options: Readonly<Record<string, Arg>>): Arg;
}

/** Applies the object: `layer.apply(x)`, `model.predict(x)`. */
export interface Applies {
  readonly kind: 'apply';
  /** So many arguments stand before the input, unless the first of them comes by that keyword. */
  readonly skip?: number;
  readonly skipped?: string;
  /** A vector counts as a column: it gets an axis of length 1 behind its own. */
  readonly column?: boolean;
  /** Keywords that are not handed on. */
  readonly own?: readonly string[];
  /** The keyword that names another method of the object, to be called in its stead. */
  readonly runs?: string;
  /** What comes back: the result by default; nothing that is known; the result and something unknown, always or with a keyword. */
  readonly gives?: 'nothing' | 'pair' | { readonly pairWith: string };
}

/** Gives the model data. The op at that path judges it; beside the arguments it gets the model's own `modelParts`: see ops/boundary/parts.ts. */
export interface Feeds {
  readonly kind: 'feeds';
  readonly op: string;
  /** The parameter that holds the inputs, the first one. */
  readonly data: string;
  /** Gives what the model gives. */
  readonly predicts?: boolean;
}

export type ObjectMember =
  | Applies
  | Feeds
  /** Says what the model's outputs are compared with: by that keyword or option, or at that position. */
  | { readonly kind: 'compiles'; readonly loss: { readonly name: string; readonly at?: number } }
  /** A tensor that the initializer among its arguments makes, of the shape behind it: `self.param('kernel', init, (3, 4))`. */
  | { readonly kind: 'parameter' }
  /** Calls the op at that path below the root: `self.add_weight(shape=…)`. */
  | { readonly kind: 'op'; readonly path: string /** The object is the first argument. */; readonly ofSelf?: boolean }
  /** Makes an object of that class of the pack: `supervisor.managed_session()`. */
  | { readonly kind: 'makes'; readonly path: string }
  /** So many items of each of these attributes as the first argument says: `data.next_batch(64)`. */
  | { readonly kind: 'takes-items'; readonly from: readonly string[] }
  /** Returns the object itself: `.to(device)`, `.eval()`, `.cuda()`. `attribute`: read without a call. */
  | { readonly kind: 'self'; readonly attribute?: boolean }
  /** Adds a member: `add(layer)`, `append(module)`, `add_module(name, module)`. `name`: position of the name, if there is one. */
  | { readonly kind: 'add'; readonly name?: boolean; readonly many?: boolean }
  /** Adds a member at a position: `insert(0, module)`. */
  | { readonly kind: 'insert' }
  /** Sets an attribute: `register_buffer('mean', tensor)`. */
  | { readonly kind: 'set' }
  /** Calls its argument with every member; the object is returned: `model.apply(init_weights)`. */
  | { readonly kind: 'visit' }
  /** The members as a list: `children()`, `layers`. `attribute`: read without a call. */
  | { readonly kind: 'members'; readonly attribute?: boolean }
  /** A member by name or position: `model.get_layer('pool')`, `get_layer(index=2)`. */
  | { readonly kind: 'member' }
  /** Takes the last member away: `model.pop()`. */
  | { readonly kind: 'pop' }
  /** The shape of what it would make of a tensor of the given shape. */
  | { readonly kind: 'computes-shape' }
  /** Applies it to a tensor of the given shape, so that it is built. */
  | { readonly kind: 'builds' }
  /** Shape of input or output as the framework tells it, without a call: `model.output_shape`, `model.output`. */
  | { readonly kind: 'input' | 'output' | 'input-shape' | 'output-shape' }
  /** The same as a list, however many there are: `model.inputs`. */
  | { readonly kind: 'inputs' | 'outputs' };

/** `spread`: a tuple's items are arguments of their own, as in `ds.map(lambda image, label: …)`. */
export type StreamMember =
  /** The same stream, or one of the same elements: `prefetch`, `make_one_shot_iterator`. */
  | { readonly kind: 'same' }
  /** The next element: `get_next()`. `attribute`: what it is like, read without a call. */
  | { readonly kind: 'next'; readonly attribute?: boolean }
  /** A stream of what a function gives for each element. `tensors`: whatever that is becomes tensors. */
  | { readonly kind: 'maps'; readonly spread?: boolean; readonly tensors?: boolean }
  /** Asks a function about each element: `filter`. */
  | { readonly kind: 'tests'; readonly spread?: boolean }
  /** The elements of the streams that a function gives for each element: `flat_map`, `interleave`. */
  | { readonly kind: 'flattens'; readonly spread?: boolean }
  /** Calls a function with a state and each element, which gives the next state and an element of the new stream: `scan`. */
  | { readonly kind: 'scans'; readonly tensors?: boolean }
  /** Calls a function with a state and each element, which gives the next state; the last one is the result: `reduce`. */
  | { readonly kind: 'reduces'; readonly tensors?: boolean }
  /** Calls a function with a key and a stream of elements that have it, and puts the streams that it gives one after the other. */
  | { readonly kind: 'groups'; readonly spread?: boolean }
  /** What a function of the whole stream gives: `apply`. */
  | { readonly kind: 'applies' }
  /** Calls a function with each element: `forEachAsync`. */
  | { readonly kind: 'visits'; readonly spread?: boolean };

export type HigherOrder =
  /** Returns its first argument, or is a decorator that does: `tf.function`, `jax.jit`. */
  | { readonly kind: 'returns-argument' /** Another one: its position and its name. */; readonly at?: number; readonly name?: string }
  /** Gives its second argument, to which the keywords are handed that are not its own (those end in `_`): `tf.make_template('g', net, units=3)`. */
  | { readonly kind: 'binds-argument' }
  /** Calls the function among its arguments with nothing and returns what that returns: `tf.tidy(() => …)`. */
  | { readonly kind: 'calls-argument' }
  /** Tells or changes one of the framework's `settings`. `words`: what its values are called here. */
  | { readonly kind: 'reads' | 'sets'; readonly setting: string; readonly words?: Readonly<Record<string, string>> }
  /** Makes default arguments for the functions it lists, in force where `with` enters them: `slim.arg_scope([slim.conv2d], padding='SAME')`. */
  | { readonly kind: 'default-arguments' }
  /** Calls one of two functions, nobody knows which: `tf.cond(test, one, other)`. By position from the second on, or by one of these names. */
  | { readonly kind: 'either-argument'; readonly functions: readonly [readonly string[], readonly string[]] }
  /** Calls one of the functions in its arguments, which stand in lists, pairs or dicts, nobody knows which: `tf.case([(test, one)], default=other)`. */
  | { readonly kind: 'one-of-arguments' }
  /** Calls a function with every slice of a tensor along the first axis, and stacks what it returns: `tf.map_fn(f, x)`. */
  | { readonly kind: 'maps-argument' }
  /** Calls its second argument with variables, again and again as long as the first one says: `tf.while_loop(test, body, variables)`. */
  | { readonly kind: 'loops-argument' }
  /** Calls a function with what it returned before and every slice of a tensor; gives what it returned for every slice, or the last one. */
  | { readonly kind: 'scans-argument'; readonly gives: 'every' | 'last' }
  /** The same with the function first, then the state, then what it goes along; the function gives a state and a slice of a result: `keras.ops.scan`. */
  | { readonly kind: 'carries-argument' }
  /** Calls a function with a number and what it returned before: `keras.ops.fori_loop(0, 5, body, x)`. */
  | { readonly kind: 'counts-argument' }
  /** Calls one of the functions in a list with the further arguments, nobody knows which: `keras.ops.switch(index, [one, other], x)`. */
  | { readonly kind: 'switches-argument' }
  /** Calls a function with every slice along the second axis and the states that it returned before: `K.rnn(step, x, states)`. */
  | { readonly kind: 'steps-argument' }
  /** Calls a function so many times, each time with what it returned before: `slim.repeat(x, 3, slim.conv2d, 64, 3)`. */
  | { readonly kind: 'repeats-argument' }
  /** The same with other arguments for every call: `slim.stack(x, slim.conv2d, [(64, 3), (128, 3)])`. */
  | { readonly kind: 'stacks-argument' }
  /** Calls its first argument with the other positional ones, or so many of them: `checkpoint(block, x)`, `data_parallel(model, x, devices)`. */
  | { readonly kind: 'applies-argument'; readonly takes?: number }
  /**
   * Gives a function of a stream that calls methods of it, one after the other: `ds.apply(tf.data.experimental.map_and_batch(f, 32))`. The names of
   * its parameters in their order, and those that each method gets.
   */
  | { readonly kind: 'calls-methods'; readonly params: string; readonly methods: Readonly<Record<string, string>> }
  /** Gives a function of another kind, which maps or scans: what a call of it gives is not known. */
  | { readonly kind: 'changes-argument' }
  /**
   * Gives a function that calls its argument and returns something else, `jax.grad(f)`; a pair that begins with the result; what is like the first
   * argument, `tf.grad(f)`; `value` and `grad` in an object; the `value` of the result. `spreads`: it takes the arguments in a list, and gives `grads`.
   */
  | {
      readonly kind: 'runs-argument';
      readonly gives?: 'value-first' | 'argument' | 'both' | 'value';
      readonly spreads?: boolean;
    };

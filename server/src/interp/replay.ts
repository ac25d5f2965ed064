/**
 * A model's layers, run again on what it is given: what depends on numbers (an axis that is halved and doubled, a layer that was built for so many
 * features) shows only then. Every application runs once, as it was written, and counts as called from where the model is called.
 */
import { type Dim, keyOf } from '#shared/dim/dim.ts';
import { type Places, placesOf, substituted } from './graph.ts';
import type { Application, History } from './history.ts';
import { listOf, recordOf } from './join.ts';
import type { Tried } from './recorder.ts';
import type { Arguments, CallSite, Frame, PassedArgument, Run } from './run.ts';
import { revealed, type TensorValue, unknownValue, type Value } from './value.ts';

/** Applications that are run again in one call of a model. */
const MAX_APPLICATIONS = 2000;

/** What a model that leads from `input` to `output` makes of `given`, which agrees with the input. */
export function runGraph(input: Value, output: Value, given: Value, site: CallSite, run: Run): Value {
  const places = placesOf(input, given, run);
  if (!places) return unknownValue('a model applied to something of another form');
  const entries = pairsOf(input, given);
  if (!entries?.some(isOther)) return inside(substituted(output, places));
  return inside(substituted(new Replay(entries, places, site, run).value(output), places));
}

/** What its layers make of something that the model was not made for. */
export function runOther(input: Value, output: Value, given: Value, site: CallSite, run: Run): Value {
  const entries = pairsOf(input, given);
  return entries
    ? inside(new Replay(entries, undefined, site, run).value(output))
    : unknownValue('a model applied to something of another form');
}

/** The same, and nothing is reported. */
export const tryGraph = (input: Value, output: Value, given: Value, site: CallSite, run: Run): Tried =>
  run.recorder.tried(() => run.trail.attempt(() => runOther(input, output, given, site, run)).result);

/** Whether `given` says more of some axis behind the samples than the model's input does, or something else. */
export const saysOther = (input: Value, given: Value): boolean => pairsOf(input, given)?.some(isOther) ?? false;

/** What a model gives is what the model made, not its layers. */
function inside(value: Value): Value {
  if (value.kind === 'list' && 'known' in value.items.current) return listOf(value.type, value.items.current.known.map(inside));
  if (value.kind !== 'tensor' || !value.history) return value;
  const { history: _, part: __, ...tensor } = value;
  return tensor;
}

type Pair = readonly [entry: TensorValue, given: TensorValue];

/** A dim of which nothing is known says nothing that the model's own does not. */
const isOther = ([{ shape: wanted }, { shape }]: Pair): boolean =>
  wanted !== undefined &&
  shape !== undefined &&
  (shape.length !== wanted.length || shape.some((dim, axis) => axis > 0 && dim.kind !== 'unknown' && !isSame(dim, wanted[axis] as Dim)));

const isSame = (a: Dim, b: Dim): boolean => b.kind !== 'unknown' && keyOf(a) === keyOf(b);

/** Entries of the model beside what is given for them; undefined where one of them, or its shape, is not known. */
function pairsOf(input: Value, argument: Value): readonly Pair[] | undefined {
  const given = revealed(argument);
  if (input.kind === 'tensor' && given.kind === 'tensor') {
    const { data: _, elements: __, ...tensor } = given;
    // How many samples there are the framework need not know, and layers that find an axis of length 1 there do something else.
    const shape = given.shape?.length === 1 && input.shape?.length === 1 ? input.shape : given.shape;
    return input.history && shape ? [[input, { ...tensor, shape }]] : undefined;
  }
  const inputs = input.kind === 'list' ? ('known' in input.items.current ? input.items.current.known : undefined) : [input];
  const others = given.kind === 'list' ? ('known' in given.items.current ? given.items.current.known : undefined) : [given];
  if (!inputs || !others || inputs.length !== others.length || (input.kind !== 'list' && given.kind !== 'list')) return undefined;
  const pairs = inputs.map((each, at) => pairsOf(each, others[at] as Value));
  return pairs.every(pair => pair !== undefined) ? pairs.flat() : undefined;
}

class Replay {
  readonly #given: ReadonlyMap<History, TensorValue>;
  readonly #made = new Map<History, Value>();

  /** What the model's own symbols stand for; undefined where the input is another. */
  readonly #places: Places | undefined;
  readonly #site: CallSite;
  readonly #run: Run;

  constructor(entries: readonly Pair[], places: Places | undefined, site: CallSite, run: Run) {
    this.#given = new Map(entries.flatMap(([entry, given]) => (entry.history ? [[entry.history, given] as const] : [])));
    this.#places = places;
    this.#site = site;
    this.#run = run;
  }

  value(value: Value): Value {
    switch (value.kind) {
      case 'tensor':
        return this.#tensor(value);
      case 'number':
        return this.#places ? substituted(value, this.#places) : value;
      case 'list': {
        const items = value.items.current;
        if (!('known' in items)) return value;
        const known = items.known.map(item => this.value(item));
        return known.some((item, at) => item !== items.known[at]) ? listOf(value.type, known, value.site) : value;
      }
      case 'record': {
        const { known, open, keys } = value.entries.current;
        const changed = new Map([...known].map(([key, item]) => [key, this.value(item)]));
        return [...known].some(([key, item]) => changed.get(key) !== item)
          ? recordOf({ known: changed, open, ...(keys ? { keys } : {}) })
          : value;
      }
      default:
        return value;
    }
  }

  #tensor(tensor: TensorValue): Value {
    const { history, part } = tensor;
    const given = history && this.#given.get(history);
    if (given) return given;
    const { again } = history ?? {};
    // What was made of it in a way that nobody noted has another shape than it had.
    if (!history || !again || !part || part.shape !== tensor.shape || this.#made.size > MAX_APPLICATIONS) return this.#bound(tensor);
    let made = this.#made.get(history);
    if (!made) {
      made = this.#apply(again);
      this.#made.set(history, made);
    }
    if (part.at === undefined) return made;
    const items = made.kind === 'list' ? made.items.current : undefined;
    return (items && 'known' in items ? items.known[part.at] : undefined) ?? this.#bound(tensor);
  }

  /** As the rules said it of the model's own symbols. */
  #bound(tensor: TensorValue): Value {
    return this.#places ? inside(substituted(tensor, this.#places)) : unknownValue('what a model makes of another size');
  }

  #apply({ callee, args, site }: Application): Value {
    const passed = (argument: PassedArgument): PassedArgument => ({ ...argument, value: this.value(argument.value) });
    const others: Arguments = {
      ...args,
      positional: args.positional.map(passed),
      named: new Map([...args.named].map(([name, argument]) => [name, passed(argument)])),
    };
    return this.#run.call(callee, others, { ...site, frame: this.#frame(site.frame) });
  }

  /** Where an application was written, reached by the call of the model. */
  #frame(frame: Frame): Frame {
    const { frame: outer, span } = this.#site;
    const { guarded: _, supposed: __, activation: ___, yields: ____, ...others } = frame;
    return {
      ...others,
      stack: [...outer.stack, { path: outer.module.path, span }],
      ...(outer.guarded ? { guarded: true } : {}),
      ...(outer.supposed ? { supposed: true } : {}),
      ...(outer.activation ? { activation: outer.activation } : {}),
    };
  }
}

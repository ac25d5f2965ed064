/**
 * Results of calls, kept by function and abstract arguments. A call that rests on the same things as an earlier one, its arguments and whatever
 * it read of the state, and that wrote nothing but its own variables, is not run again: its result holds, and what was recorded of it is
 * recorded once more, in the new context.
 */
import type { FunctionDefinition } from '#server/ir/ir.ts';
import { keyOf } from '#shared/dim/dim.ts';
import { symbolsOf } from '#shared/dim/substitute.ts';
import type { Shape } from '#shared/shape/shape.ts';
import type { Arguments, CallSite, Frame, PassedArgument } from './run.ts';
import { restOnToo, stillHolds, type Watch, watched } from './state/watch.ts';
import { lengthOf, type Tape, type Tapes } from './tape.ts';
import { type FunctionValue, type Site, toNumber, type Value } from './value.ts';

/** Calls kept of one function, and recorded events kept of one call. */
const MAX_CALLS = 8;
const MAX_EVENTS = 600;

interface Kept {
  readonly callee: FunctionValue;
  readonly args: Arguments;
  readonly mode: string;
  readonly frame: Frame;
  readonly watch: Watch;
  readonly tape: Tape;
  readonly result: Value;
}

/** Of one function: what is known of its calls so far. */
interface History {
  calls: number;
  hits: number;
  kept: Kept[];
}

/** A function is watched from this call on, and left alone when so many have been remembered in vain. */
const FIRST = 3;
const PATIENCE = 5;

export class Memo {
  readonly #histories = new Map<FunctionDefinition, History>();
  readonly #tapes: Tapes;

  constructor(tapes: Tapes) {
    this.#tapes = tapes;
  }

  /** What the call returns: from memory if an equal call is there, else by running `body`, which runs in `frame`. */
  call(callee: FunctionValue, args: Arguments, site: CallSite, frame: Frame, body: () => Value): Value {
    // What nothing calls runs twice at most, and has rehearsals for that (see `unreached.ts`).
    if (site.imagined) return body();
    let history = this.#histories.get(callee.definition);
    if (!history) {
      history = { calls: 0, hits: 0, kept: [] };
      this.#histories.set(callee.definition, history);
    }
    // Most functions are called a few times, or each time with something else: watching them would be for nothing.
    history.calls++;
    if (history.calls < FIRST || (history.hits === 0 && history.calls >= FIRST + PATIENCE)) return body();
    const mode = `${frame.guarded === true} ${frame.supposed === true}`;
    const found = history.kept.find(
      kept =>
        kept.mode === mode &&
        kept.frame.defaults === frame.defaults &&
        sameCallee(kept.callee, callee) &&
        sameArguments(kept.args, args) &&
        stillHolds(kept.watch),
    );
    if (found) {
      history.hits++;
      restOnToo(found.watch);
      this.#tapes.play(found.tape, found.frame, frame);
      return found.result;
    }
    const { result, watch, tape } = this.#tapes.recorded(
      () => watched(frame.scope.born - 1, body),
      ({ result: value, watch: seen }) => ({ result: value, watch: seen }),
    );
    if (watch.wrote > watch.since && isPlain(result, args) && lengthOf(tape, MAX_EVENTS) <= MAX_EVENTS) {
      history.kept.push({ callee, args, mode, frame, watch, tape, result });
      if (history.kept.length > MAX_CALLS) history.kept.shift();
    }
    return result;
  }
}

const sameCallee = (a: FunctionValue, b: FunctionValue): boolean =>
  a === b || (a.scope === b.scope && a.self === b.self && a.owner === b.owner && a.module === b.module && sameDefaults(a, b));

const sameDefaults = (a: FunctionValue, b: FunctionValue): boolean =>
  a.defaults === b.defaults ||
  (a.defaults.size === b.defaults.size && [...a.defaults].every(([at, value]) => b.defaults.get(at) === value));

function sameArguments(a: Arguments, b: Arguments): boolean {
  if (a.open !== b.open || a.positional.length !== b.positional.length || a.named.size !== b.named.size) return false;
  return (
    a.positional.every((passed, at) => samePassed(passed, b.positional[at])) &&
    [...a.named].every(([name, passed]) => samePassed(passed, b.named.get(name)))
  );
}

const samePassed = (a: PassedArgument, b: PassedArgument | undefined): boolean => b !== undefined && sameValue(a.value, b.value);

/** Certainly the same for whoever looks, the places that are shown with it included. */
function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'number':
      return b.kind === 'number' && a.dim.kind !== 'unknown' && keyOf(a.dim) === keyOf(b.dim) && sameSite(a.site, b.site);
    case 'float':
      return b.kind === 'float' && a.value !== undefined && a.value === toNumber(b) && !a.ratio && !b.ratio;
    case 'text':
      return b.kind === 'text' && a.text !== undefined && a.text === b.text && sameSite(a.site, b.site);
    case 'flag':
      return b.kind === 'flag' && a.value !== undefined && a.value === b.value;
    case 'none':
      return b.kind === 'none' && a.is === b.is;
    case 'tensor':
      return (
        b.kind === 'tensor' &&
        a.framework === b.framework &&
        a.dtype === b.dtype &&
        a.shape !== undefined &&
        sameShape(a.shape, b.shape) &&
        a.elements === b.elements &&
        a.data === b.data &&
        a.history === b.history &&
        sameSite(a.site, b.site)
      );
    case 'function':
      return b.kind === 'function' && a.definition === b.definition && sameCallee(a, b);
    default:
      return false;
  }
}

const sameShape = (a: Shape, b: Shape | undefined): boolean =>
  b !== undefined &&
  a.length === b.length &&
  a.every((dim, axis) => {
    const other = b[axis];
    return dim.kind !== 'unknown' && other !== undefined && keyOf(dim) === keyOf(other);
  });

const sameSite = (a: Site | undefined, b: Site | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.path === b.path && a.span.start === b.span.start && a.span.end === b.span.end);

/** Nothing that can be changed or told apart from another of its kind, and no symbol that the call itself brought in. */
function isPlain(value: Value, { positional, named }: Arguments): boolean {
  switch (value.kind) {
    case 'number':
    case 'float':
    case 'text':
    case 'flag':
    case 'none':
      return value.kind !== 'number' || value.dim.kind === 'int';
    case 'tensor': {
      if (!value.shape || value.isPlaceholder || value.elements?.some(dim => dim.kind !== 'int')) return false;
      const known = new Set(
        [...positional, ...named.values()].flatMap(({ value: given }) => (given.kind === 'tensor' ? symbolIds(given.shape ?? []) : [])),
      );
      return symbolIds(value.shape).every(id => known.has(id));
    }
    case 'list': {
      const items = value.type === 'tuple' ? value.items.current : undefined;
      return items !== undefined && 'known' in items && items.known.every(item => isPlain(item, { positional, named, open: false }));
    }
    default:
      return false;
  }
}

const symbolIds = (shape: Shape): readonly string[] => shape.flatMap(dim => [...symbolsOf(dim).keys()]);

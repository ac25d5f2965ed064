/** Binds a call's arguments to an op's parameters, by position and by keyword, as the version at hand spells them. */
import { argumentForm } from '../diagnostics/argument-form.ts';
import type { Fix, Place } from '../diagnostics/diagnostic.ts';
import { type Arg, unknownArg } from './argument.ts';
import type { Check } from './check.ts';
import { reportIgnored } from './ignored-options.ts';
import { nearestWord } from './nearest-word.ts';
import { everyParam, knowsKeywords, type LayerOp, type Op } from './op.ts';
import type { Param } from './parameter.ts';
import { type Api, apiOf, type Version } from './versions.ts';

export interface CallArguments {
  readonly positional: readonly Arg[];
  readonly named: Readonly<Record<string, Arg>>;
  /** `*args` or `**kwargs` of unknown content took part: an absent argument may have come that way. */
  readonly open?: boolean;
  /** Nothing was given, not even an empty object of options. */
  readonly bare?: boolean;
  /** What the framework's settings are where the call is made, for parameters that take their default from one. */
  readonly settings?: Readonly<Record<string, Arg>>;
}

/** What an op's parameters are called under one API. */
interface Vocabulary extends Keywords {
  readonly order: readonly string[];
}

/** An op's parameters as a list. */
export function parametersOf(op: Op): readonly (readonly [string, Param<unknown>])[] {
  let known = lists.get(op);
  if (!known) {
    known = Object.entries(op.params);
    lists.set(op, known);
  }
  return known;
}

/** What a layer takes where it is applied, as an op of its own: binding is the same for both calls. */
export function applicationOf(op: LayerOp): Op {
  let known = applications.get(op);
  if (!known) {
    const { order: _, rest: __, options: ___, formerly: ____, complete, call, ...others } = op;
    known = { ...others, params: call, ...(complete === true ? { complete } : {}) } as Op;
    applications.set(op, known);
  }
  return known;
}

const applications = new WeakMap<LayerOp, Op>();

/** A layer's two calls in one, by keyword: what a form asks for. */
export function wholeOf(op: LayerOp): Op {
  let known = wholes.get(op);
  if (!known) {
    const { order: _, rest: __, ...others } = op;
    known = { ...others, params: everyParam(op) };
    wholes.set(op, known);
  }
  return known;
}

const wholes = new WeakMap<LayerOp, Op>();

const lists = new WeakMap<Op, readonly (readonly [string, Param<unknown>])[]>();

/** Made once per op and API: binding is on the path of every keystroke. */
const vocabularies = new WeakMap<Op, Partial<Record<Api, Vocabulary>>>();

function vocabularyOf(op: Op, api: Api): Vocabulary {
  let known = vocabularies.get(op);
  if (!known) {
    known = {};
    vocabularies.set(op, known);
  }
  const before = known[api];
  if (before) return before;
  const order = orderUnder(op, api);
  const made = { order, ...keywords(op, order) };
  known[api] = made;
  return made;
}

/** The parameter names of `op` in positional order under `version`. */
export const parameterOrder = (op: Op, version: Version): readonly string[] => vocabularyOf(op, apiOf(version.generation)).order;

/** Keyword → the parameter that it means under `version`. */
export const acceptedWords = (op: Op, version: Version): ReadonlyMap<string, string> =>
  vocabularyOf(op, apiOf(version.generation)).accepted;

function orderUnder(op: Op, api: Api): readonly string[] {
  if (!op.order) return Object.keys(op.params);
  const order = typeof op.order === 'string' ? op.order : (op.order[api] ?? op.order.v2 ?? op.order.v1 ?? op.order.legacy ?? '');
  return order.split(' ').filter(Boolean);
}

interface Keywords {
  /** Keyword → parameter. */
  readonly accepted: ReadonlyMap<string, string>;
  /** Words that other versions of the framework know. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

/** An op whose versions differ accepts exactly the words of this version's order; any other op every name and alias. */
function keywords(op: Op, order: readonly string[]): Keywords {
  const all = new Map<string, string>();
  for (const [name, param] of Object.entries(op.params)) for (const word of [name, ...param.aliases]) all.set(word, name);
  for (const word of order) if (!all.has(word)) throw new Error(`${op.name}: '${word}' in order is not a parameter`);
  if (!knowsKeywords(op) || !op.order || typeof op.order === 'string') return { accepted: all, elsewhere: new Map() };
  return { accepted: new Map(order.map(word => [word, all.get(word) as string])), elsewhere: all };
}

export interface Binding {
  /** Parameter name → what was given for it. */
  readonly bound: Record<string, Arg>;
  readonly sources: Record<string, number | string>;
  /** What must be given and is not. */
  readonly missing: readonly string[];
}

export function bind(op: Op, call: CallArguments, check: Check): Binding {
  const api = apiOf(check.version.generation);
  const { order: usual, accepted, elsewhere } = vocabularyOf(op, api);
  const order = op.formerly?.(call)?.split(' ') ?? usual;
  const bound: Record<string, Arg> = {};
  const sources: Record<string, number | string> = {};
  const form = (problem: string, place: Place, fixes: readonly Fix[] = []) =>
    check.report(argumentForm, { op: op.name, problem }, place, { fixes });
  if (call.bare && op.options === 'needed') form('reads its options, so it needs {} at least', {});
  const restAt = op.rest === undefined ? -1 : order.indexOf(op.rest);
  call.positional.forEach((arg, at) => {
    const word = order[at];
    const name = word && accepted.get(word);
    if (op.rest && at >= restAt) {
      // One is what it is, `zeros([2, 3])`; several are a list, `zeros(2, 3)`. Behind a spread nobody knows how many there are.
      bound[op.rest] = call.open ? unknownArg : at === restAt ? arg : { kind: 'list', items: call.positional.slice(restAt) };
      sources[op.rest] = restAt;
    } else if (name) {
      bound[name] = arg;
      sources[name] = at;
    } else if (op.complete === true && !call.open) {
      form(`takes at most ${order.length} positional arguments, got ${call.positional.length}`, {});
    }
  });
  for (const [word, arg] of Object.entries(call.named)) {
    const name = accepted.get(word) ?? elsewhere.get(word);
    if (name && !accepted.has(word) && !call.open) {
      const other = order.find(known => accepted.get(known) === name);
      form(other ? `calls this parameter '${other}' here, not '${word}'` : `has no parameter '${word}' here`, { argument: name });
    }
    // Both words for one parameter: an alias that is None counts as absent ("Cannot specify both 'filter' and 'filters'").
    if (name && bound[name] && bound[name].kind !== 'none') {
      if (arg.kind !== 'none') form(`got '${name}' twice`, { argument: name });
    } else if (name) {
      bound[name] = arg;
      sources[name] = word;
    } else if (knowsKeywords(op) && op.framework !== 'tfjs' && !call.open) {
      sources[word] = word;
      const meant = nearestWord(
        word,
        [...accepted.keys()].filter(known => !Object.hasOwn(call.named, known)),
      );
      const fixes: Fix[] = meant
        ? [{ title: `Call it '${meant}'`, change: { kind: 'rename', argument: word, to: meant }, preferred: true }]
        : [];
      form(`has no parameter '${word}'${meant ? `; did you mean '${meant}'?` : ''}`, { argument: word }, fixes);
    } else if (op.options && reportIgnored(op, word, arg, call, check)) sources[word] = word;
  }
  // What this version does not have is not needed here, and what was called long ago was checked by others.
  const isCertain = op.complete === true || (op.complete === 'required' && Object.keys(call.named).every(word => accepted.has(word)));
  const mayMiss = isCertain && !call.open && order === usual;
  const isMissing = ([name, param]: readonly [string, Param<unknown>]) =>
    param.required && param.freeIn !== api && !bound[name] && isAmong(name, accepted);
  return { bound, sources, missing: mayMiss ? parametersOf(op).flatMap(each => (isMissing(each) ? [each[0]] : [])) : [] };
}

const isAmong = (name: string, accepted: Keywords['accepted']): boolean => accepted.has(name) || [...accepted.values()].includes(name);

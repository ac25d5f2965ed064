/** Binds a call's arguments to an op's parameters and runs its rule, under one version or under several at once. */
import { argumentForm } from '../diagnostics/argument-form.ts';
import type { Place, Problem } from '../diagnostics/diagnostic.ts';
import { equal } from '../dim/compare.ts';
import { type Dim, int, toNumber, unknown } from '../dim/dim.ts';
import type { WindowGeometry } from '../kernel/geometry.ts';
import { toNumbers, type Shape } from '../shape/shape.ts';
import { type Arg, MAX_DATA, MAX_ELEMENTS, tensorArg, unknownArg } from './argument.ts';
import { Check } from './check.ts';
import type { Op, Result } from './op.ts';
import type { Param } from './parameter.ts';
import { apiOf, type Version } from './versions.ts';

export interface CallArguments {
  readonly positional: readonly Arg[];
  readonly named: Readonly<Record<string, Arg>>;
  /** `*args` or `**kwargs` of unknown content took part: an absent argument may have come that way. */
  readonly open?: boolean;
}

export interface Outcome {
  readonly result: Arg;
  readonly problems: readonly Problem[];
  readonly explanation: readonly string[];
  readonly geometry?: WindowGeometry;
  /** Parameter name → what was given for it. */
  readonly bound: Readonly<Record<string, Arg>>;
  /** Parameter name → the positional index or keyword it came by, so that the place of a problem can be found in the source. */
  readonly sources: Readonly<Record<string, number | string>>;
}

/** The parameter names of `op` in positional order under `version`. */
export function parameterOrder(op: Op, version: Version): readonly string[] {
  if (!op.order) return Object.keys(op.params);
  const api = apiOf(version.generation);
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
  if (!op.complete || !op.order || typeof op.order === 'string') return { accepted: all, elsewhere: new Map() };
  return { accepted: new Map(order.map(word => [word, all.get(word) as string])), elsewhere: all };
}

interface Binding {
  readonly bound: Record<string, Arg>;
  readonly sources: Record<string, number | string>;
}

function bind(op: Op, call: CallArguments, check: Check): Binding {
  const order = parameterOrder(op, check.version);
  const { accepted, elsewhere } = keywords(op, order);
  const bound: Record<string, Arg> = {};
  const sources: Record<string, number | string> = {};
  const form = (problem: string, place: Place) => check.report(argumentForm, { op: op.name, problem }, place);
  call.positional.forEach((arg, at) => {
    const word = order[at];
    const name = word && accepted.get(word);
    if (op.rest && (!name || name === op.rest)) {
      const before = bound[op.rest];
      bound[op.rest] = before?.kind === 'list' && op.rest in sources ? { kind: 'list', items: [...before.items, arg] } : arg;
      sources[op.rest] ??= at;
    } else if (name) {
      bound[name] = arg;
      sources[name] = at;
    } else if (op.complete && !call.open) {
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
    } else if (op.complete && op.framework !== 'tfjs' && !call.open) {
      sources[word] = word;
      form(`has no parameter '${word}'`, { argument: word });
    }
  }
  return { bound, sources };
}

export function applyUnder(op: Op, call: CallArguments, version: Version, site?: string): Outcome {
  const given = new Set<string>();
  const check = new Check(version, given, site);
  const { bound, sources } = bind(op, call, check);
  for (const name of Object.keys(call.open ? op.params : bound)) given.add(name);
  const args = Object.fromEntries(
    Object.entries(op.params).map(([name, param]: [string, Param<unknown>]) => [
      name,
      param.read(bound[name] ?? (call.open ? unknownArg : undefined)),
    ]),
  );
  const result = toArg(op.shape(args, check));
  return {
    result: withData(op, args, result, check),
    problems: check.problems,
    explanation: check.explanation,
    ...(check.geometry ? { geometry: check.geometry } : {}),
    bound,
    sources,
  };
}

const toArg = (result: Result): Arg => (result === undefined ? tensorArg(undefined) : isShape(result) ? tensorArg(result) : result);
const isShape = (result: Shape | Arg): result is Shape => Array.isArray(result);

function withData(op: Op, args: Record<string, unknown>, result: Arg, check: Check): Arg {
  if (result.kind !== 'tensor' || result.data || !check.sound) return result;
  const integers = result.elements?.map(toNumber);
  if (integers?.every(n => n !== undefined)) return { ...result, data: Float64Array.from(integers) };
  if (!op.compute) return result;
  const shape = toNumbers(result.shape);
  if (!shape || shape.some(n => n < 0) || shape.reduce((count, n) => count * n, 1) > MAX_DATA) return result;
  const data = op.compute(args as never, shape, check);
  if (!data) return result;
  const exact = /^u?int/.test(result.dtype ?? '') && data.length <= MAX_ELEMENTS && data.every(Number.isSafeInteger);
  return { ...result, data, ...(exact ? { elements: [...data].map(int) } : {}) };
}

/**
 * Runs the rule under every version the code can mean (oldest first). What all of them reject is an error, in the newest version's
 * words, the ones people meet today; what only some reject is a warning that names them, and the result is that of the others.
 * `site` tells this call from all others, for ops that make symbols (see `Check.fresh`).
 */
export function apply(op: Op, call: CallArguments, versions: readonly Version[], site?: string): Outcome {
  const outcomes = versions.map(version => applyUnder(op, call, version, site));
  const newest = outcomes.at(-1);
  if (!newest) throw new Error('apply needs at least one version');
  if (outcomes.length === 1) return newest;
  const accepting = outcomes.filter(outcome => !outcome.problems.some(isError));
  const chosen = accepting.at(-1);
  if (!chosen) return { ...newest, result: outcomes.map(outcome => outcome.result).reduce(joinResults) };
  const rejections = new Map<string, Problem>();
  outcomes.forEach((outcome, at) => {
    for (const problem of outcome.problems.filter(isError)) {
      const key = `${problem.code} ${problem.place.argument ?? ''} ${problem.place.item ?? ''}`;
      const found = rejections.get(key)?.versions ?? [];
      rejections.set(key, { ...problem, severity: 'warning', versions: [...found, (versions[at] as Version).generation] });
    }
  });
  return {
    ...chosen,
    problems: [...rejections.values(), ...chosen.problems],
    result: accepting.map(outcome => outcome.result).reduce(joinResults),
  };
}

const isError = (problem: Problem): boolean => problem.severity === 'error';

function joinResults(a: Arg, b: Arg): Arg {
  if (a.kind !== b.kind) return unknownArg;
  if (a.kind === 'tensor' && b.kind === 'tensor') {
    if (!a.shape || !b.shape || a.shape.length !== b.shape.length) return tensorArg(undefined);
    const other = b.shape;
    const same = a.shape.every((dim, at) => equal(dim, other[at] as Dim) === 'yes');
    return same ? b : tensorArg(a.shape.map((dim, at) => (equal(dim, other[at] as Dim) === 'yes' ? dim : unknown)));
  }
  return b;
}

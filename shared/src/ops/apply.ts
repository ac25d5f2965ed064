/** Runs an op's rule on a call's arguments, under one version or under several at once. */
import type { Problem } from '../diagnostics/diagnostic.ts';
import { equal } from '../dim/compare.ts';
import { type Dim, int, toNumber, unknown } from '../dim/dim.ts';
import type { WindowGeometry } from '../kernel/geometry.ts';
import { type Shape, toNumbers } from '../shape/shape.ts';
import { type Arg, MAX_DATA, MAX_ELEMENTS, tensorArg, unknownArg } from './argument.ts';
import { applicationOf, bind, type CallArguments, parametersOf, wholeOf } from './bind.ts';
import { Check } from './check.ts';
import { reportMissing } from './needs.ts';
import { isLayer, type LayerOp, type Op, type Result } from './op.ts';
import type { Version } from './versions.ts';

export interface Outcome {
  readonly result: Arg;
  readonly problems: readonly Problem[];
  readonly explanation: readonly string[];
  readonly geometry?: WindowGeometry;
  /** Parameter name → what was given for it. */
  readonly bound: Readonly<Record<string, Arg>>;
  /** Parameter name → the positional index or keyword it came by, so that the place of a problem can be found in the source. */
  readonly sources: Readonly<Record<string, number | string>>;
  /** What arguments of unknown shape must be: see `Check.demand`. */
  readonly demands?: ReadonlyMap<string, Shape>;
}

/** The calls that an op's arguments come in. */
export interface Calls {
  /** The call; of a layer, its application. */
  readonly call: CallArguments;
  /** Layers: the constructor's call; without it, `call` holds the arguments of both, by name. */
  readonly made?: CallArguments;
  /** Layers: the arguments of the first application. */
  readonly first?: Readonly<Record<string, Arg>>;
  /** Layers: the container that applies the layer as it is added to it. */
  readonly within?: Check['within'];
}

export const applyUnder = (op: Op, call: CallArguments, version: Version, site?: string): Outcome => judge(op, { call }, version, site);

function judge(op: Op, { call, made, ...where }: Calls, version: Version, site?: string): Outcome {
  const given = new Set<string>();
  const check = new Check(version, given, site, where);
  const bindings = !isLayer(op)
    ? [bindTo(op, call, check)]
    : made
      ? [bindTo(op, made, check), bindTo(applicationOf(op), call, check)]
      : [bindTo(wholeOf(op), call, check)];
  for (const each of bindings) for (const name of each.given) given.add(name);
  const [only, other] = bindings;
  const merged =
    only && other
      ? { args: { ...only.args, ...other.args }, bound: { ...only.bound, ...other.bound }, sources: { ...only.sources, ...other.sources } }
      : only;
  const { args, bound, sources } = merged as Bound;
  const shape = op.shape(args as never, check);
  reportMissing(
    op.name,
    bindings.flatMap(each => each.missing),
    check,
  );
  const result = withData(op, args, toArg(shape), check);
  const { problems, geometry, demands } = check;
  return new Judged({ result, problems, bound, sources, geometry, demands: demands.size > 0 && check.sound ? demands : undefined }, check);
}

interface Facts extends Pick<Outcome, 'result' | 'problems' | 'bound' | 'sources'> {
  readonly geometry: WindowGeometry | undefined;
  readonly demands: ReadonlyMap<string, Shape> | undefined;
}

/** What a rule explains is put in words only when somebody looks. */
class Judged implements Outcome {
  readonly result: Arg;
  readonly problems: readonly Problem[];
  readonly bound: Outcome['bound'];
  readonly sources: Outcome['sources'];
  readonly geometry?: WindowGeometry;
  readonly demands?: ReadonlyMap<string, Shape>;
  readonly #source: { readonly explanation: readonly string[] };

  constructor({ result, problems, bound, sources, geometry, demands }: Facts, source: { readonly explanation: readonly string[] }) {
    this.result = result;
    this.problems = problems;
    this.bound = bound;
    this.sources = sources;
    if (geometry) this.geometry = geometry;
    if (demands) this.demands = demands;
    this.#source = source;
  }

  get explanation(): readonly string[] {
    return this.#source.explanation;
  }
}

/** The same outcome with something else to say of it. */
export const restated = (outcome: Outcome, changes: Changes): Outcome => new Judged({ ...factsOf(outcome), ...changes }, outcome);

type Changes = Partial<Pick<Outcome, 'result' | 'problems'>>;

const factsOf = ({ result, problems, bound, sources, geometry, demands }: Outcome): Facts => ({
  result,
  problems,
  bound,
  sources,
  geometry,
  demands,
});

type Bound = ReturnType<typeof bindTo>;

/** The arguments of one call, read; `given` names those that are there or may be. */
function bindTo(op: Op, call: CallArguments, check: Check) {
  const { bound, sources, missing } = bind(op, call, check);
  const args: Record<string, unknown> = {};
  for (const [name, param] of parametersOf(op)) {
    const given = bound[name] ?? (call.open ? unknownArg : undefined);
    const set = param.setting !== undefined && (!given || given.kind === 'none') ? call.settings?.[param.setting] : undefined;
    const arg = set ?? given;
    // In JavaScript `undefined` is no argument; in Python `None` is a value.
    args[name] = param.read(arg?.kind === 'none' && op.framework === 'tfjs' ? undefined : arg);
  }
  return { bound, sources, missing, args, given: Object.keys(call.open ? op.params : bound) };
}

/** What is known of a layer when it has been constructed: problems of its constructor, and the input shape that it states. */
export interface Construction extends Omit<Outcome, 'result'> {
  readonly stated?: Shape;
}

function constructUnder(op: LayerOp, made: CallArguments, version: Version, site?: string): Construction & Outcome {
  const given = new Set<string>();
  const check = new Check(version, given, site);
  const { bound, sources, missing, args, given: names } = bindTo(op, made, check);
  for (const name of names) given.add(name);
  op.construct?.(args as never, check);
  reportMissing(op.name, missing, check);
  const stated = op.stated?.(args as never, check);
  const { problems } = check;
  return { result: unknownArg, problems, explanation: [], bound, sources, ...(stated ? { stated } : {}) };
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
export const apply = (op: Op, call: CallArguments, versions: readonly Version[], site?: string): Outcome =>
  choose(
    versions.map(version => judge(op, { call }, version, site)),
    versions,
    restated,
  );

/** Constructs a layer. */
export const construct = (op: LayerOp, made: CallArguments, versions: readonly Version[], site?: string): Construction =>
  choose(
    versions.map(version => constructUnder(op, made, version, site)),
    versions,
    (construction, changes) => ({ ...construction, ...changes }),
  );

/** Applies a layer; what only its constructor has to say is left to `construct`. */
export function applyLayer(
  op: LayerOp,
  calls: Calls & { readonly made: CallArguments },
  versions: readonly Version[],
  site?: string,
): Outcome {
  const outcome = choose(
    versions.map(version => judge(op, calls, version, site)),
    versions,
    restated,
  );
  if (outcome.problems.length === 0) return outcome;
  const known = new Set(construct(op, calls.made, versions, site).problems.map(keyOf));
  return known.size === 0 ? outcome : restated(outcome, { problems: outcome.problems.filter(problem => !known.has(keyOf(problem))) });
}

const keyOf = ({ code, place }: Problem): string => `${code} ${place.argument ?? ''} ${place.item ?? ''}`;

function choose<O extends Outcome>(outcomes: readonly O[], versions: readonly Version[], change: (outcome: O, changes: Changes) => O): O {
  const newest = outcomes.at(-1);
  if (!newest) throw new Error('apply needs at least one version');
  if (outcomes.length === 1) return newest;
  const accepting = outcomes.filter(outcome => !outcome.problems.some(isError));
  const chosen = accepting.at(-1);
  if (!chosen) return change(newest, { result: outcomes.map(outcome => outcome.result).reduce(joinResults) });
  const rejections = new Map<string, Problem>();
  outcomes.forEach((outcome, at) => {
    for (const problem of outcome.problems.filter(isError)) {
      const key = keyOf(problem);
      const found = rejections.get(key)?.versions ?? [];
      rejections.set(key, { ...problem, severity: 'warning', versions: [...found, (versions[at] as Version).generation] });
    }
  });
  return change(chosen, {
    problems: [...rejections.values(), ...chosen.problems],
    result: accepting.map(outcome => outcome.result).reduce(joinResults),
  });
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

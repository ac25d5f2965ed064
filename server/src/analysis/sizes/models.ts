/** Which input sizes a function works for whose inputs are not known: told by trying them. */
import type { RecordedCall, RecordedContext } from '#server/interp/recorder.ts';
import type { Activation } from '#server/interp/run.ts';
import type { Location } from '#server/ir/ir.ts';
import type { Problem } from '#shared/diagnostics/diagnostic.ts';
import { int } from '#shared/dim/dim.ts';
import { symbolsOf } from '#shared/dim/substitute.ts';
import type { AxisName } from '#shared/kernel/geometry.ts';
import { failureAt, isClear, type Step, symbolsIn } from './replay.ts';
import { describeSizes, type SizeSet } from './size-set.ts';

/** Sizes that are tried when somebody asks, and those that are tried unasked, after every change. */
export const ASKED = 512;
export const UNASKED = 96;
/** Of fewer nothing can be told. */
const MIN_TRIED = 32;
/** Calls of rules that may go into one model, and into all models of a file. */
const MAX_RULES = { each: 30_000, all: 90_000 };

/** How many more calls of rules may be tried. */
export interface Trials {
  left: number;
}

export const newTrials = (): Trials => ({ left: MAX_RULES.all });

/** A stretch of the program with symbolic input sizes: a run of a function, or the module itself. */
export interface Model {
  /** Undefined for the module. */
  readonly activation: Activation | undefined;
  readonly steps: readonly Step[];
  /** Symbols of the spatial axes of what windows slide over. */
  readonly sizes: ReadonlyMap<string, { readonly axis: AxisName; readonly name: string }>;
}

export interface Failure {
  readonly step: Step;
  readonly problem: Problem;
  readonly size: number;
}

export interface Verdict {
  /** `H, W`. */
  readonly names: string;
  readonly set: SizeSet;
  /** What goes wrong at the smallest failing size above those that work, else at the largest below. */
  readonly failure: Failure | undefined;
}

/** The runs of the function: all op calls in each, that happen whenever it runs. */
export function modelsOf(calls: readonly RecordedCall[], isMeant: (activation: Activation | undefined) => boolean): readonly Model[] {
  const byRun = new Map<Activation | undefined, Step[]>();
  for (const { op, contexts } of calls) {
    // Data is of a size of its own.
    if (op.watched) continue;
    for (const context of contexts) {
      for (const activation of runsAround(context)) {
        if (!isMeant(activation) || context.attempts > (activation?.attempts ?? Number.POSITIVE_INFINITY)) continue;
        const steps = byRun.get(activation);
        if (steps) steps.push({ op, context });
        else byRun.set(activation, [{ op, context }]);
      }
    }
  }
  return [...byRun].flatMap(([activation, steps]) => {
    const sizes = sizesOf(steps);
    return sizes.size === 0 ? [] : [{ activation, steps, sizes }];
  });
}

/** From the innermost run outwards. */
function runsAround({ activation }: RecordedContext): readonly (Activation | undefined)[] {
  const runs: (Activation | undefined)[] = [];
  for (let run = activation; run; run = run.parent) runs.push(run);
  return runs;
}

function sizesOf(steps: readonly Step[]): Model['sizes'] {
  const sizes = new Map<string, { readonly axis: AxisName; readonly name: string }>();
  // Where a length on the way is not known, neither is what follows for the sizes.
  if (!steps.every(({ context }) => isClear(context))) return sizes;
  for (const { context } of steps)
    for (const { name: axis, input } of context.outcome.geometry?.axes ?? [])
      for (const { id, name } of symbolsOf(input).values()) sizes.set(id, { axis, name });
  return sizes;
}

/** Tries all sizes with equal height and width. Undefined when every size works, or when it cannot be told. */
export function verdictOf({ steps, sizes }: Model, most: number, trials = newTrials()): Verdict | undefined {
  const ofSizes = distinct(steps).filter(({ context }) => [...symbolsIn(context)].some(id => sizes.has(id)));
  // Where sizes meet they fail most often: then the others need not be asked.
  const clashing = ofSizes.filter(step => canClash(step, sizes));
  const mattering = [...clashing, ...ofSizes.filter(step => !clashing.includes(step))];
  if (mattering.length === 0) return undefined;
  const limit = Math.min(most, Math.floor(Math.min(MAX_RULES.each, trials.left) / mattering.length));
  if (limit < Math.min(most, MIN_TRIED)) return undefined;
  trials.left -= limit * mattering.length;
  const works: boolean[] = [];
  let below: Failure | undefined;
  let above: Failure | undefined;
  let some = false;
  for (let size = 1; size <= limit; size++) {
    const failure = firstFailure(mattering, sizes, size);
    works.push(!failure);
    if (!failure) some = true;
    else if (some) above ??= failure;
    else below = failure;
  }
  const set = describeSizes(works);
  const names = [...new Set([...sizes.values()].map(({ name }) => name))].join(', ');
  return set && { names, set, failure: above ?? below };
}

function firstFailure(steps: readonly Step[], sizes: Model['sizes'], size: number): Failure | undefined {
  const by = { get: (id: string) => (sizes.has(id) ? int(size) : undefined) };
  for (const step of steps) {
    const problem = failureAt(step, by);
    if (problem) return { step, problem, size };
  }
  return undefined;
}

/** Calls of one op with equal arguments need only one trial. */
function distinct(steps: readonly Step[]): readonly Step[] {
  const seen = new Map<string, Step>();
  for (const step of steps) {
    const key = `${step.op.name} ${JSON.stringify(step.context.outcome.bound, ownOnly)}`;
    if (!seen.has(key)) seen.set(key, step);
  }
  return [...seen.values()];
}

/** What a tensor was made of leads around in circles, and makes no difference. */
const ownOnly = (key: string, value: unknown): unknown => (key === 'history' ? undefined : value);

/** Two sizes of one axis meet that are not equal for all inputs: skips of a U-Net, branches that are added. */
export const mayClash = ({ steps, sizes }: Model): boolean => steps.some(step => canClash(step, sizes));

function canClash({ context }: Step, sizes: Model['sizes']): boolean {
  const shapes = Object.values(context.outcome.bound)
    .flatMap(arg => (arg.kind === 'list' ? arg.items : [arg]))
    .flatMap(arg => (arg.kind === 'tensor' && arg.shape && arg.shape.length > 2 ? [arg.shape] : []));
  const [first, ...rest] = shapes;
  return rest.some(
    shape =>
      shape.length === first?.length &&
      shape.some((dim, axis) => {
        const other = first[axis];
        if (dim.kind !== 'expr' || other?.kind !== 'expr' || dim.key === other.key) return false;
        return [...symbolsOf(dim).keys()].some(id => sizes.has(id));
      }),
  );
}

/** Where the call is written. */
export const placeOf = ({ step }: Failure, calls: readonly RecordedCall[]): Location | undefined => {
  if (step.context.application) return step.context.application;
  const call = calls.find(({ contexts }) => contexts.includes(step.context));
  return call && { path: call.path, span: call.span };
};

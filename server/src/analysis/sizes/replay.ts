/**
 * What an op says of a call with other sizes: the same rule on the same arguments, with numbers in the place of symbols. So the conditions under
 * which a program runs need not be written down anywhere: they are the rules themselves.
 */
import type { RecordedContext } from '#server/interp/recorder.ts';
import type { Problem } from '#shared/diagnostics/diagnostic.ts';
import type { Dim } from '#shared/dim/dim.ts';
import { type Substitution, substitute, symbolsOf } from '#shared/dim/substitute.ts';
import { applyUnder } from '#shared/ops/apply.ts';
import type { Arg } from '#shared/ops/argument.ts';
import type { Op } from '#shared/ops/op.ts';
import type { Shape } from '#shared/shape/shape.ts';

export interface Step {
  readonly op: Op;
  readonly context: RecordedContext;
}

/** Ids of the symbols in a call's arguments. */
export function symbolsIn({ outcome }: RecordedContext, found: Set<string> = new Set()): ReadonlySet<string> {
  for (const arg of Object.values(outcome.bound)) collect(arg, found);
  return found;
}

/**
 * Every length is known in terms of sizes that can be chosen: what the op demands of its input, or makes from no tensor at all (a placeholder). A
 * name that an op gives to what it cannot tell of its result depends on the input in a way nobody knows.
 */
export function isClear({ outcome: { bound, result, demands } }: RecordedContext): boolean {
  const tensors = Object.values(bound)
    .flatMap(arg => (arg.kind === 'list' ? arg.items : [arg]))
    .filter(arg => arg.kind === 'tensor');
  if (tensors.length === 0) return true;
  if (![...tensors, result].every(arg => arg.kind !== 'tensor' || isKnown(arg.shape ?? demandOf(bound, arg, demands)))) return false;
  const given = new Set<string>();
  for (const arg of Object.values(bound)) collect(arg, given);
  for (const shape of demands?.values() ?? []) for (const dim of shape) for (const id of symbolsOf(dim).keys()) given.add(id);
  const made = new Set<string>();
  collect(result, made);
  return [...made].every(id => given.has(id));
}

const isKnown = (shape: Shape | undefined): boolean => shape?.every(dim => dim.kind !== 'unknown') === true;

/** The shape that a tensor of unknown shape turned out to have. */
function demandOf(
  bound: RecordedContext['outcome']['bound'],
  arg: Arg,
  demands: ReadonlyMap<string, Shape> | undefined,
): Shape | undefined {
  const parameter = Object.keys(bound).find(name => bound[name] === arg);
  return parameter === undefined ? undefined : demands?.get(parameter);
}

function collect(arg: Arg, found: Set<string>): void {
  switch (arg.kind) {
    case 'tensor':
      for (const dim of [...(arg.shape ?? []), ...(arg.elements ?? [])]) for (const id of symbolsOf(dim).keys()) found.add(id);
      return;
    case 'number':
      for (const id of symbolsOf(arg.dim).keys()) found.add(id);
      return;
    case 'list':
      for (const item of arg.items) collect(item, found);
      return;
    case 'record':
      for (const item of Object.values(arg.entries)) collect(item, found);
  }
}

function withSizes(arg: Arg, by: Substitution): Arg {
  const put = (dim: Dim) => substitute(dim, by);
  switch (arg.kind) {
    case 'tensor':
      return {
        ...arg,
        shape: arg.shape?.map(put),
        ...(arg.elements ? { elements: arg.elements.map(put) } : {}),
      };
    case 'number':
      return { kind: 'number', dim: put(arg.dim) };
    case 'list':
      return { kind: 'list', items: arg.items.map(item => withSizes(item, by)) };
    case 'record':
      return { kind: 'record', entries: Object.fromEntries(Object.entries(arg.entries).map(([key, item]) => [key, withSizes(item, by)])) };
    default:
      return arg;
  }
}

/** What the op reports with these sizes, if that is an error, or a result that is certainly not meant. */
export function failureAt({ op, context }: Step, by: Substitution): Problem | undefined {
  const version = context.versions.at(-1);
  if (!version) return undefined;
  const named = Object.fromEntries(Object.entries(context.outcome.bound).map(([name, arg]) => [name, withSizes(arg, by)]));
  return applyUnder(op, { positional: [], named }, version).problems.find(({ severity }) => severity === 'error' || severity === 'warning');
}

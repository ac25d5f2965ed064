/** Why something is not known, for people who ask: of a value, and of what an op makes of its arguments. */
import type { Outcome } from '#shared/ops/apply.ts';
import type { Arg } from '#shared/ops/argument.ts';
import { everyParam, type Op } from '#shared/ops/op.ts';
import { packOf } from '#shared/ops/registry.ts';
import type { Given } from './op-arguments.ts';
import { type NamespaceValue, revealed, type Value } from './value.ts';

/** Lists in lists are no shapes beyond this. */
const MAX_DEPTH = 4;

/** Why a result is not known in full; undefined where it is. */
export interface Unknown {
  /** The parameter whose argument is to blame, if one is. */
  readonly parameter?: string;
  readonly reason: string;
}

/** `open`: the call has arguments that nobody can see. */
export function whyUnknown(op: Op, { result, problems }: Outcome, given: Given, open: boolean): Unknown | undefined {
  if (isKnown(result)) return undefined;
  if (problems.some(({ severity }) => severity === 'error')) return { reason: 'the call is rejected' };
  const params = everyParam(op);
  const takesTensor = (name: string): boolean => params[name]?.type.startsWith('Tensor') === true;
  // What a form does not ask for, and the type of elements, have no part in a shape.
  const names = [...given.keys()].filter(name => params[name]?.control.kind !== 'hidden' && params[name]?.type !== 'dtype');
  for (const parameter of [...names.filter(takesTensor), ...names.filter(name => !takesTensor(name))]) {
    const value = given.get(parameter)?.value;
    // A parameter that stands for an integer is as good as one.
    const reason = value && !(value.kind === 'unknown' && value.dim && !takesTensor(parameter)) ? reasonOf(value) : undefined;
    if (reason !== undefined) return { parameter, reason };
  }
  return { reason: open ? 'an argument behind a spread' : `${op.name} leaves it open` };
}

const isKnown = (arg: Arg): boolean =>
  arg.kind === 'tensor'
    ? arg.shape?.every(({ kind }) => kind !== 'unknown') === true
    : arg.kind === 'list'
      ? arg.items.every(isKnown)
      : arg.kind !== 'unknown' && !(arg.kind === 'number' && arg.dim.kind === 'unknown');

/** As users know it: `'tf.train.AdamOptimizer' is not modelled`. */
export const unmodelled = ({ framework, path }: NamespaceValue): string => `'${packOf(framework).prefix}.${path}' is not modelled`;

/** The first thing that is not known of a value; undefined where all of it is. */
export function reasonOf(value: Value, depth = 0): string | undefined {
  const seen = revealed(value);
  switch (seen.kind) {
    case 'unknown':
      return seen.reason;
    case 'tensor':
      return isKnown(seen) ? undefined : (seen.reason ?? 'a tensor of unknown shape');
    case 'number':
      return seen.dim.kind === 'unknown' ? 'a number that is not known' : undefined;
    case 'float':
      return seen.value === undefined ? 'a number that is not known' : undefined;
    case 'text':
      return seen.text === undefined ? 'text that is not known' : undefined;
    case 'flag':
      return seen.value === undefined ? 'a condition that is not known' : undefined;
    case 'list': {
      const items = seen.items.current;
      if ('each' in items) return reasonOf(items.each, depth + 1) ?? 'a list of unknown length';
      return depth > MAX_DEPTH ? undefined : first(items.known, item => reasonOf(item, depth + 1));
    }
    case 'namespace':
      return unmodelled(seen);
    case 'instance':
      return `an object of '${seen.class.statement.name}'`;
    case 'module':
      return 'a module';
    default:
      return undefined;
  }
}

function first<T, R>(items: readonly T[], of: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = of(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

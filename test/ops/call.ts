/** Calls of ops by name, with arguments in short form. */
import { type Dim, int, symbol, unknown } from '#shared/dim/dim.ts';
import { apply, type Outcome } from '#shared/ops/apply.ts';
import { type Arg, listArg, numberArg, type TensorArg, tensorArg, textArg } from '#shared/ops/argument.ts';
import { attributeOp, methodOp, opAt } from '#shared/ops/registry.ts';
import type { Framework, Generation } from '#shared/ops/versions.ts';
import { showShape } from '#shared/shape/shape.ts';

/** Numbers, words and lists stand for themselves; anything else is an argument as rules see it. */
export type Short = number | string | boolean | null | Arg | readonly Short[];

export function arg(value: Short): Arg {
  if (value === null) return { kind: 'none' };
  if (typeof value === 'number') return Number.isInteger(value) ? numberArg(value) : { kind: 'float', value };
  if (typeof value === 'string') return textArg(value);
  if (typeof value === 'boolean') return { kind: 'flag', value };
  return isList(value) ? listArg(value.map(arg)) : value;
}

const isList = (value: Short): value is readonly Short[] => Array.isArray(value);

/** `N 28 28 ?`: symbols by their names, unknown dims as `?`. */
export const t = (shape: string, more: Omit<TensorArg, 'kind' | 'shape'> = {}): TensorArg =>
  tensorArg(shape.split(' ').filter(Boolean).map(dimOf), more);

export const dimOf = (word: string): Dim => (word === '?' ? unknown : /^\d+$/.test(word) ? int(Number(word)) : symbol(word));
export const n = (word: string): Arg => numberArg(dimOf(word));

let calls = 0;

export function call(
  path: string,
  positional: readonly Short[],
  named: Readonly<Record<string, Short>> = {},
  generation: Generation = '2',
): Outcome {
  return run('tensorflow', path, positional, named, generation);
}

export const keras = (path: string, positional: readonly Short[], named: Readonly<Record<string, Short>> = {}): Outcome =>
  run('keras', path, positional, named, 'any');
export const js = (path: string, ...positional: Short[]): Outcome => run('tfjs', path, positional, {}, 'any');

function run(
  framework: Framework,
  path: string,
  positional: readonly Short[],
  named: Readonly<Record<string, Short>>,
  generation: Generation | 'any',
): Outcome {
  const op = opAt(framework, path) ?? methodOp(framework, path) ?? attributeOp(framework, path);
  if (!op) throw new Error(`no op ${path}`);
  const given = {
    positional: positional.map(arg),
    named: Object.fromEntries(Object.entries(named).map(([word, value]) => [word, arg(value)])),
  };
  return apply(op, given, [{ framework, generation }], `call ${calls++}`);
}

export const tensorOf = ({ result }: Outcome): TensorArg => {
  if (result.kind !== 'tensor') throw new Error(`not a tensor but ${result.kind}`);
  return result;
};

/** `[N, 28, 28, 1]`, or the codes of the errors. */
export function told(outcome: Outcome): string {
  if (outcome.problems.length > 0) return outcome.problems.map(problem => problem.code).join(' ');
  return outcome.result.kind === 'tensor' ? showShape(outcome.result.shape) : outcome.result.kind;
}

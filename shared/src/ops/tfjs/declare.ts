/** What every TensorFlow.js declaration repeats. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { int } from '../../dim/dim.ts';
import { type Arg, type TensorArg, unknownTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { dtype } from '../parameter.ts';

export const tfjs = { framework: 'tfjs' } as const;

export const docs = (name: string): string => `https://js.tensorflow.org/api/latest/#${name}`;
export const memberDocs = (name: string): string => `https://js.tensorflow.org/api/latest/#tf.Tensor.${name}`;

/** Usable as `tf.name(x, …)` and as `x.name(…)`. */
export const chained = (...names: string[]) => ({ method: { names } });
/** Usable as `x.name(…)` only. */
export const member = (...names: string[]) => ({ method: { names, only: true } });

/** The element type a literal gets: every number is `float32`. */
export const literalType = ({ dtype, elements, data }: TensorArg): string | undefined =>
  dtype ?? (elements || data ? 'float32' : undefined);

/** Every number that is given as such becomes a `float32` tensor. */
export const asFloat = (tensor: TensorArg): TensorArg => {
  const type = literalType(tensor);
  return type === undefined ? tensor : { ...tensor, dtype: type };
};

const widening = ['bool', 'int32', 'float32'];

/** Of two operands (`upcastType`): the wider one; what is not of a known type may become anything. */
export function upcast(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined || !widening.includes(a) || !widening.includes(b)) return undefined;
  return widening[Math.max(widening.indexOf(a), widening.indexOf(b))];
}

export function retyped({ dtype: _, ...tensor }: TensorArg, dtype: string | undefined): TensorArg {
  return dtype === undefined ? tensor : { ...tensor, dtype };
}

/** What a release began to ask for; those before compute with integers and truth values. */
const asksForFloats = '3.10';

/**
 * "Argument 'x' passed to 'conv2d' must be float32 tensor, but got int32 tensor". Numbers and arrays of them become what is wanted. Text was never taken.
 */
export function checkType(
  op: string,
  argument: string,
  { dtype }: TensorArg,
  wanted: 'float32' | 'int32' | 'bool',
  check: Check,
  { always = wanted !== 'float32' }: { readonly always?: boolean } = {},
): void {
  if (dtype === undefined || dtype === wanted) return;
  const problem = `takes a tensor of ${wanted} as ${argument}, got ${dtype}`;
  if (always || (dtype !== 'int32' && dtype !== 'bool')) return refuse(op, argument, problem, check);
  check.report(
    argumentForm,
    { op: `tf.${op}`, problem: `${problem}; TensorFlow.js rejects that since ${asksForFloats}` },
    { argument },
    { severity: 'warning' },
  );
}

export const float32 = () => dtype().default("'float32'");

/** Tensors passed as one list, or one by one behind the receiver. */
export const together = (first: TensorArg, others: Arg | undefined): Arg =>
  others?.kind === 'list' ? { kind: 'list', items: [first, ...others.items] } : { kind: 'list', items: [first, others ?? unknownTensor] };

/** What the op asserts of an argument does not hold. */
export const refuse = (op: string, argument: string, problem: string, check: Check): void =>
  check.report(argumentForm, { op: `tf.${op}`, problem }, { argument });

/** False when the tensor certainly has not one of these ranks, which is reported. */
export function checkRank(argument: string, { shape }: TensorArg, ranks: readonly number[], check: Check): boolean {
  if (!shape || ranks.includes(shape.length)) return true;
  check.report(rankMismatch, { argument, wanted: ranks.join(' or '), got: shape }, { argument });
  return false;
}

/** The same for "at least so many axes". */
export function checkRankFrom(argument: string, { shape }: TensorArg, least: number, check: Check): boolean {
  if (!shape || shape.length >= least) return true;
  check.report(rankMismatch, { argument, wanted: `at least ${least}`, got: shape }, { argument });
  return false;
}

/** The dim on that axis is certainly another. */
export const lacks = ({ shape }: TensorArg, axis: number, length: number): boolean => {
  const dim = shape?.at(axis);
  return dim !== undefined && equal(dim, int(length)) === 'no';
};

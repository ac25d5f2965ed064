/** Reshape, with one dim inferred from the rest. Conditions as in TensorFlow's `ReshapeOp` and TensorFlow.js' `inferFromImplicitShape`. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { reshapeSize } from '../../diagnostics/reshape-size.ts';
import { floorDivide, product, wholeQuotient } from '../../dim/arithmetic.ts';
import { divides, equal } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { reshape } from '../../kernel/execute/movement.ts';
import { elementCount, type Shape, toNumbers } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import type { Integers } from '../parameter.ts';
import { moved } from './contents.ts';
import type { Named } from './transpose.ts';

const isInferred = (dim: Dim) => dim.kind === 'int' && dim.value === -1;

export function reshapeRule(input: TensorArg, to: Integers, { op, argument }: Named, check: Check): TensorArg {
  const wanted = target(to);
  const shape = wanted && resolve(input.shape, wanted, { op, argument }, check);
  const lengths = toNumbers(shape);
  return moved([input], shape, ([data]) => data && lengths && reshape(data, lengths));
}

function target(to: Integers): Shape | undefined {
  if (!to || to.kind === 'none' || to.kind === 'bad') return undefined;
  return to.kind === 'one' ? [to.dim] : to.items.map(item => (typeof item === 'string' ? unknown : item));
}

function resolve(from: Shape | undefined, to: Shape, { op, argument }: Named, check: Check): Shape {
  const inferred = to.filter(isInferred).length;
  const known = to.filter(dim => !isInferred(dim));
  const blank = to.map(dim => (isInferred(dim) ? check.fresh('N') : dim));
  if (inferred > 1) check.report(argumentForm, { op, problem: `can infer one dim, not ${inferred}` }, { argument });
  if (!from || inferred > 1) return blank;
  const elements = elementCount(from);
  const wanted = product(known);
  if (inferred === 0) {
    if (equal(elements, wanted) === 'no') check.report(reshapeSize, { from, to, elements, wanted, inferred: false }, { argument });
    return blank;
  }
  // Nothing can be told from zero elements in groups of zero.
  if (wanted.kind === 'int' && wanted.value <= 0) return blank;
  if (divides(wanted, elements) === 'no') {
    check.report(reshapeSize, { from, to, elements, wanted, inferred: true }, { argument });
    return blank;
  }
  // An inferred dim is an error where the others are zero, so they may be cancelled.
  const rest = wholeQuotient(elements, wanted) ?? floorDivide(elements, wanted);
  if (rest.kind !== 'unknown') check.explain(() => `inferred dim: ${show(elements)} / ${show(wanted)} = ${show(rest)}`);
  return rest.kind === 'unknown' ? blank : to.map(dim => (isInferred(dim) ? rest : dim));
}

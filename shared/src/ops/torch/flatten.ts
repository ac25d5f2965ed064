/** Several axes made one, and one made several. Sources: `flatten`, `unflatten` in aten/src/ATen/native/TensorShape.cpp. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { product } from '../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { reshape } from '../../kernel/execute/movement.ts';
import { toNumbers } from '../../shape/shape.ts';
import { type Arg, type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxis } from '../common/axis.ts';
import { moved } from '../common/contents.ts';
import { reshapeRule } from '../common/reshape.ts';
import { readIntegers } from '../parameter.ts';

export function flattenRule(input: TensorArg, start: Dim, end: Dim, { op }: { readonly op: string }, check: Check): TensorArg {
  const { shape } = input;
  // From the second axis to the last: a batch of vectors, whatever it was.
  if (!shape) {
    if (start.kind !== 'int' || end.kind !== 'int' || end.value !== -1 || start.value < 0 || start.value > 1) return tensorArg(undefined);
    return tensorArg(start.value === 0 ? [unknown] : [check.fresh('N'), unknown]);
  }
  // A scalar counts as a vector of one.
  if (shape.length === 0) return tensorArg([int(1)]);
  const [from, to] = [readAxis(start, shape, 'start_dim', check), readAxis(end, shape, 'end_dim', check)];
  if (from === undefined || to === undefined) return tensorArg(undefined);
  if (from > to) {
    check.report(argumentForm, { op, problem: 'has start_dim behind end_dim' }, { argument: 'start_dim' });
    return tensorArg(undefined);
  }
  const result = [...shape.slice(0, from), product(shape.slice(from, to + 1)), ...shape.slice(to + 1)];
  const lengths = toNumbers(result);
  return moved([input], result, ([data]) => data && lengths && reshape(data, lengths));
}

export function unflattenRule(
  input: TensorArg,
  dim: Dim,
  sizes: Arg | undefined,
  { op, argument }: { readonly op: string; readonly argument: string },
  check: Check,
): TensorArg {
  const { shape } = input;
  const to = readIntegers(sizes);
  if (!shape || to?.kind !== 'many') return tensorArg(undefined);
  const at = readAxis(dim, shape, 'dim', check);
  if (at === undefined) return tensorArg(undefined);
  const inner = reshapeRule(tensorArg([shape[at] as Dim]), to, { op, argument }, check).shape;
  return tensorArg(inner && [...shape.slice(0, at), ...inner, ...shape.slice(at + 1)]);
}

/** `tensordot`: sums of products over some axes of two tensors. */
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Arg, TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readIntegers } from '../parameter.ts';
import { readAxis } from './axis.ts';
import { ofType } from './contents.ts';

/** The axes that a product sums over: so many at the end and the beginning, or lists of them. */
function contracted(
  a: Shape,
  b: Shape,
  axes: Arg | undefined,
  argument: string,
  check: Check,
): readonly [readonly number[], readonly number[]] | undefined {
  const read = readIntegers(axes);
  if (read?.kind === 'one') {
    const count = read.dim.kind === 'int' ? read.dim.value : -1;
    if (count < 0 || count > Math.min(a.length, b.length)) return undefined;
    return [Array.from({ length: count }, (_, at) => a.length - count + at), Array.from({ length: count }, (_, at) => at)];
  }
  if (axes?.kind !== 'list' || axes.items.length !== 2) return undefined;
  const sides = axes.items.map((item, side) => {
    const given = readIntegers(item);
    const dims = given?.kind === 'one' ? [given.dim] : given?.kind === 'many' ? given.items : [];
    return dims.map(dim => (typeof dim === 'string' ? undefined : readAxis(dim, side === 0 ? a : b, argument, check)));
  });
  const [left = [], right = []] = sides;
  if (left.length !== right.length || left.length === 0 || [...left, ...right].some(axis => axis === undefined)) return undefined;
  return [left as number[], right as number[]];
}

/** `names`: the parameters of the axes and of the second tensor. */
export function tensordotRule(
  a: TensorArg,
  b: TensorArg,
  axes: Arg | undefined,
  [axesName, second]: readonly [string, string],
  check: Check,
  severity: Severity = 'error',
): TensorArg {
  const dtype = a.dtype ?? b.dtype;
  const over = a.shape && b.shape && contracted(a.shape, b.shape, axes, axesName, check);
  if (!a.shape || !b.shape || !over) return ofType(undefined, dtype);
  const [left, right] = over;
  const clash = left.findIndex((axis, at) => equal(a.shape?.[axis] as Dim, b.shape?.[right[at] as number] as Dim) === 'no');
  if (clash >= 0)
    check.report(
      matmulMismatch,
      { left: a.shape, right: b.shape, inner: [a.shape[left[clash] as number] as Dim, b.shape[right[clash] as number] as Dim] },
      { argument: second },
      { severity },
    );
  return ofType([...a.shape.filter((_, axis) => !left.includes(axis)), ...b.shape.filter((_, axis) => !right.includes(axis))], dtype);
}

/** Half of an axis: gated units, which multiply one half by a function of the other. */
import { unevenSplit } from '../../diagnostics/uneven-split.ts';
import { floorDivide } from '../../dim/arithmetic.ts';
import { divides } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxis } from './axis.ts';
import { ofType } from './contents.ts';
import type { Named } from './transpose.ts';

export function halve({ shape, dtype }: TensorArg, axis: Dim, { argument }: Named, check: Check): TensorArg {
  const at = shape && readAxis(axis, shape, argument, check);
  if (!shape || at === undefined)
    return ofType(
      shape?.map(() => unknown),
      dtype,
    );
  const along = shape[at] ?? unknown;
  if (divides(int(2), along) === 'no') check.report(unevenSplit, { shape, axis: at, into: 2 }, { argument });
  return ofType(shape.with(at, floorDivide(along, int(2))), dtype);
}

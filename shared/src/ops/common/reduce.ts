/** Ops that reduce axes: sum, mean, the greatest, the position of the greatest. */
import { maximum, minimum, product, sum } from '../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { argExtreme, type Reduction, reduce } from '../../kernel/execute/reduce.ts';
import type { Shape } from '../../shape/shape.ts';
import { type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import type { Integers } from '../parameter.ts';
import { dropAxes, readAxes, readAxis } from './axis.ts';
import { elementsOf, toData, withElements } from './contents.ts';

/** What a full reduction does to integers. */
const onDims: Readonly<Partial<Record<Reduction, (dims: readonly Dim[]) => Dim>>> = {
  sum,
  product,
  max: dims => (dims.length ? dims.reduce(maximum) : unknown),
  min: dims => (dims.length ? dims.reduce(minimum) : unknown),
};

export function reduceRule(
  how: Reduction | undefined,
  input: TensorArg,
  axes: Integers,
  keep: boolean | undefined,
  argument: string,
  check: Check,
): TensorArg {
  const { shape, dtype } = input;
  const result = reducedShape(shape, axes, keep, argument, check);
  const one = result?.length === 0 && how && elementsOf(input);
  const on = how && onDims[how];
  return withElements(result, one && on ? [on(one)] : undefined, dtype);
}

function reducedShape(
  shape: Shape | undefined,
  axes: Integers,
  keep: boolean | undefined,
  argument: string,
  check: Check,
): Shape | undefined {
  if (!shape) return axes?.kind === 'none' && keep === false ? [] : undefined;
  const read = readAxes(axes, shape, argument, check);
  if (read === undefined) {
    if (keep) return shape.map(() => unknown);
    return keep === false && axes?.kind === 'one' && shape.length > 0 ? Array<Dim>(shape.length - 1).fill(unknown) : undefined;
  }
  const dropped = read === 'all' ? [...shape.keys()] : read;
  if (keep === undefined && dropped.length > 0) return undefined;
  return dropAxes(shape, dropped, keep ? int(1) : undefined);
}

export function reduceData(how: Reduction, input: TensorArg, axes: Integers, keep: boolean | undefined): Float64Array | undefined {
  const data = toData(input);
  if (!data || !axes || axes.kind === 'bad') return undefined;
  const items = axes.kind === 'none' ? undefined : axes.kind === 'one' ? [axes.dim] : axes.items;
  const numbers = items?.map(item => (typeof item === 'object' && item.kind === 'int' ? item.value : Number.NaN));
  return reduce(how, data, numbers, keep === true)?.values;
}

/** One axis, whose place is taken by a position along it. */
export function positionRule(input: TensorArg, axis: Dim, argument: string, check: Check, dtype: string): TensorArg {
  const { shape } = input;
  if (!shape) return tensorArg(undefined, { dtype });
  const at = readAxis(axis, shape, argument, check);
  return tensorArg(at === undefined ? (shape.length ? shape.slice(1).map(() => unknown) : undefined) : shape.toSpliced(at, 1), { dtype });
}

export function positionData(how: 'max' | 'min', input: TensorArg, axis: Dim): Float64Array | undefined {
  const data = toData(input);
  return data && axis.kind === 'int' ? argExtreme(how, data, axis.value)?.values : undefined;
}

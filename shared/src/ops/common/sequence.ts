/** Ranges and other tensors that are counted out: range, linspace, eye, one-hot, gather. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { ceilDivide, maximum, subtract } from '../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, MAX_DATA, type TensorArg, tensorArg, toDim } from '../argument.ts';
import type { Check } from '../check.ts';
import type { Integers } from '../parameter.ts';
import { readAxis } from './axis.ts';
import { literalType, withElements } from './contents.ts';
import { toShape } from './shape-argument.ts';

/** A scalar's value, if it is a number. */
export const scalar = (tensor: TensorArg): number | undefined => (tensor.shape?.length === 0 ? tensor.data?.[0] : undefined);

/** The numbers from `start` on, before `limit`, by `step`. */
export function rangeRule(start: TensorArg, limit: TensorArg, step: TensorArg, dtype: string | undefined): TensorArg {
  const all = [start, limit, step];
  const type =
    dtype ?? (all.every(part => literalType(part)?.includes('int')) ? 'int32' : all.map(literalType).find(word => word?.includes('float')));
  const more = type === undefined ? {} : { dtype: type };
  const [from, to, by] = all.map(scalar);
  if (from !== undefined && to !== undefined && by) {
    const count = Math.max(Math.ceil((to - from) / by), 0);
    if (count > MAX_DATA) return tensorArg([int(count)], more);
    const data = Float64Array.from({ length: count }, (_, at) => from + at * by);
    return {
      ...withElements([int(count)], data.every(Number.isSafeInteger) && type?.includes('int') ? [...data].map(int) : undefined, type),
      data,
    };
  }
  const [first, last, between] = all.map(toDim);
  if (!first || !last || between?.kind !== 'int' || between.value <= 0) return tensorArg([unknown], more);
  return tensorArg([maximum(ceilDivide(subtract(last, first), between), int(0))], more);
}

/** `indices` with an axis of `depth` put in; −1 is behind the last. */
export function oneHotShape(indices: Shape | undefined, depth: Dim, axis: Dim, check: Check): Shape | undefined {
  if (!indices) return undefined;
  const at = readAxis(axis, indices, 'axis', check, 1);
  return at === undefined ? Array<Dim>(indices.length + 1).fill(unknown) : indices.toSpliced(at, 0, depth);
}

/** The axis of `from` replaced by those of `indices`, the first `batch` of which belong to both. */
export function gatherShape(
  from: Shape | undefined,
  indices: Shape | undefined,
  axis: Dim,
  batch: Dim,
  argument: string,
  check: Check,
): Shape | undefined {
  if (!from || !indices || batch.kind !== 'int' || batch.value < 0) return undefined;
  const at = readAxis(axis, from, argument, check);
  if (at === undefined) return undefined;
  if (batch.value > at) {
    // "batch_dims must be less than or equal to axis"
    check.report(argumentForm, { op: 'gather', problem: `has ${batch.value} batch axes before axis ${at}` }, { argument });
    return undefined;
  }
  return [...from.slice(0, at), ...indices.slice(batch.value), ...from.slice(at + 1)];
}

/** Undefined when it was not given. */
export const optionalDim = (arg: Arg | undefined): Dim | undefined => (!arg || arg.kind === 'none' ? undefined : (toDim(arg) ?? unknown));

/** Identity matrices: square unless `columns` is given, one per item of the batch. */
export function eyeShape(rows: Dim, columns: Arg | undefined, batch: Integers): Shape | undefined {
  const outer = batch?.kind === 'none' ? [] : toShape(batch);
  return outer && [...outer, rows, optionalDim(columns) ?? rows];
}

export function eyeData(shape: readonly number[]): Float64Array {
  const [rows = 0, columns = 0] = shape.slice(-2);
  const count = shape.reduce((product, n) => product * n, 1);
  return Float64Array.from({ length: count }, (_, at) => Number(Math.floor(at / columns) % rows === at % columns));
}

/** Ops that move axes: transpose, squeeze, expand. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { reshape, transpose } from '../../kernel/execute/movement.ts';
import { type Shape, toNumbers } from '../../shape/shape.ts';
import { type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import type { Integers } from '../parameter.ts';
import { readAxes, readAxis } from './axis.ts';
import { moved } from './contents.ts';
import { supposed } from './supposed.ts';

export interface Named {
  readonly op: string;
  /** The parameter that says which axes. */
  readonly argument: string;
  /** The tensor's own parameter, where one of unknown shape must have the rank that the others say. */
  readonly of?: string;
}

/**
 * `repeated`: what becomes of an axis that is named twice. TensorFlow.js computes something of it. `folds`: a traced function that moves axes of length 1
 * only copies them (constant folding), named twice or not.
 */
export function transposeRule(
  input: TensorArg,
  permutation: Integers,
  { op, argument, of, repeated = 'error', folds }: Named & { readonly repeated?: Severity; readonly folds?: boolean },
  check: Check,
): TensorArg {
  const shape =
    input.shape ?? (of !== undefined && permutation?.kind === 'many' ? supposed(permutation.items.length, of, check) : undefined);
  if (permutation?.kind === 'none') {
    return moved([input], shape && [...shape].reverse(), ([data]) => data && transpose(data));
  }
  if (permutation?.kind !== 'many') return tensorArg(shape?.map(() => unknown));
  const { items } = permutation;
  if (!shape) return tensorArg(items.map(() => unknown));
  if (items.length !== shape.length) {
    check.report(
      argumentForm,
      { op, problem: `needs one axis in ${argument} for each of the ${shape.length} there are, got ${items.length}` },
      { argument },
    );
    return tensorArg(shape.map(() => unknown));
  }
  const before = check.problems.length;
  const axes = items.map(item => (typeof item === 'string' ? undefined : readAxis(item, shape, argument, check)));
  const known = axes.filter(axis => axis !== undefined);
  const distinct = new Set(known).size;
  if (check.problems.length === before && distinct < known.length) {
    const isFolded = folds && axes.every((axis, at) => axis === at || equal(shape[at] as Dim, int(1)) !== 'no');
    const severity = isFolded ? 'warning' : repeated;
    check.report(argumentForm, { op, problem: `names an axis twice in ${argument}` }, { argument }, { severity });
  }
  const order = distinct === axes.length ? known : undefined;
  return moved(
    [input],
    axes.map(axis => (axis === undefined ? unknown : (shape[axis] as Dim))),
    ([data]) => data && order && transpose(data, order),
  );
}

const isOne = (dim: Dim) => equal(dim, int(1));

/** Drops axes of length 1: those named, or all of them. */
export function squeezeRule(input: TensorArg, axes: Integers, { op, argument }: Named, check: Check): TensorArg {
  const { shape } = input;
  if (!shape) return tensorArg(undefined);
  // An empty list is how TensorFlow's own default is written, and TensorFlow.js takes it for none.
  const dropped = axes?.kind === 'many' && axes.items.length === 0 ? 'all' : readAxes(axes, shape, argument, check);
  if (!dropped) return tensorArg(undefined);
  if (dropped === 'all')
    return reshaped(input, shape.some(dim => isOne(dim) === 'unknown') ? undefined : shape.filter(dim => isOne(dim) === 'no'));
  const wrong = dropped.find(axis => isOne(shape[axis] as Dim) === 'no');
  if (wrong !== undefined)
    check.report(argumentForm, { op, problem: `cannot drop axis ${wrong}: ${lengthOf(shape[wrong])} is not 1` }, { argument });
  return reshaped(
    input,
    shape.filter((_, axis) => !dropped.includes(axis)),
  );
}

const lengthOf = (dim: Dim | undefined): string => (dim?.kind === 'int' ? `its length ${dim.value}` : 'its length');

/** Adds an axis of length 1. */
export function expandRule(input: TensorArg, axis: Dim, { argument }: Named, check: Check): TensorArg {
  const { shape } = input;
  if (!shape) return tensorArg(undefined);
  const at = readAxis(axis, shape, argument, check, 1);
  if (at === undefined) return tensorArg(Array<Dim>(shape.length + 1).fill(unknown));
  return reshaped(input, shape.toSpliced(at, 0, int(1)));
}

/** Adds several axes of length 1; their places are those of the result. */
export function expandAxesRule(input: TensorArg, axes: readonly Dim[] | undefined, { argument }: Named, check: Check): TensorArg {
  const { shape } = input;
  if (!shape || !axes) return tensorArg(undefined);
  const places = axes.map(axis => readAxis(axis, shape, argument, check, axes.length));
  const known = places.filter(place => place !== undefined);
  if (new Set(known).size < axes.length) return tensorArg([...shape, ...axes].map(() => unknown));
  return reshaped(
    input,
    [...known].sort((a, b) => a - b).reduce<Shape>((dims, place) => dims.toSpliced(place, 0, int(1)), shape),
  );
}

function reshaped(input: TensorArg, shape: Shape | undefined): TensorArg {
  const lengths = toNumbers(shape);
  return moved([input], shape, ([data]) => data && lengths && reshape(data, lengths));
}

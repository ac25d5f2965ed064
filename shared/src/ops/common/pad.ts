/** Ops that lengthen or cut axes: pad, tile, slice. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { paddingExceedsInput } from '../../diagnostics/padding-exceeds-input.ts';
import { add, multiply, subtract } from '../../dim/arithmetic.ts';
import { less } from '../../dim/compare.ts';
import { type Dim, int, toNumber, unknown } from '../../dim/dim.ts';
import { pad, slice, tile } from '../../kernel/execute/movement.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { type Integers, readIntegers } from '../parameter.ts';
import { elementsOf, moved, ofType, toData } from './contents.ts';
import { supposed } from './supposed.ts';
import type { Named } from './transpose.ts';

export type Pair = readonly [before: Dim, after: Dim];

/** `[[1, 1], [2, 2]]`, or a constant tensor of two columns. Undefined when not even the number of pairs is known. */
export function readPairs(arg: Arg | undefined): readonly Pair[] | undefined {
  if (arg?.kind === 'list') return arg.items.map(readPair);
  if (arg?.kind !== 'tensor') return undefined;
  const [count, two] = arg.shape ?? [];
  if (count?.kind !== 'int' || two?.kind !== 'int' || two.value !== 2 || count.value > 16) return undefined;
  const elements = elementsOf(arg);
  return Array.from({ length: count.value }, (_, at): Pair => [elements?.[2 * at] ?? unknown, elements?.[2 * at + 1] ?? unknown]);
}

function readPair(arg: Arg): Pair {
  const read = readIntegers(arg);
  const [before, after] = read?.kind === 'many' ? read.items : [];
  return [typeof before === 'object' ? before : unknown, typeof after === 'object' ? after : unknown];
}

interface PadNames extends Named {
  /** What is padded by less than nothing is cut. */
  readonly crops?: boolean;
}

export function padRule(
  input: TensorArg,
  pairs: readonly Pair[] | undefined,
  { op, argument, of, crops = false }: PadNames,
  check: Check,
): TensorArg {
  const { dtype } = input;
  const shape = input.shape ?? (of !== undefined && pairs ? supposed(pairs.length, of, check) : undefined);
  if (!pairs)
    return ofType(
      shape?.map(() => unknown),
      dtype,
    );
  if (!shape)
    return ofType(
      pairs.map(() => unknown),
      dtype,
    );
  if (pairs.length !== shape.length) {
    check.report(
      argumentForm,
      { op, problem: `needs a pair in ${argument} for each of the ${shape.length} axes, got ${pairs.length}` },
      { argument },
    );
    return ofType(
      shape.map(() => unknown),
      dtype,
    );
  }
  const padded = shape.map((dim, axis) => (pairs[axis] as Pair).reduce<Dim>(add, dim));
  const isNegative = (dim: Dim): boolean => less(dim, int(0)) === 'yes';
  const negative = crops ? padded.findIndex(isNegative) : pairs.findIndex(pair => pair.some(isNegative));
  const problem = crops ? `cuts off more than there is on axis ${negative}` : `takes no negative ${argument}`;
  if (negative >= 0) check.report(argumentForm, { op, problem }, { argument, item: negative });
  return ofType(
    padded.map(dim => (isNegative(dim) ? unknown : dim)),
    dtype,
  );
}

/** A mirror shows no more than there is: a reflection leaves out the cell at the edge, a symmetric one does not (kernels/mirror_pad_op.cc). */
export function checkMirrored(
  { shape }: TensorArg,
  pairs: readonly Pair[] | undefined,
  { mode, argument }: { readonly mode: 'REFLECT' | 'SYMMETRIC'; readonly argument: string },
  check: Check,
): void {
  const strict = mode === 'REFLECT';
  if (!shape || pairs?.length !== shape.length) return;
  pairs.forEach((pair, axis) => {
    const input = shape[axis] as Dim;
    const wrong = pair.find(padding => less(strict ? subtract(input, int(1)) : input, padding) === 'yes');
    if (wrong)
      check.report(
        paddingExceedsInput,
        { mode: mode.toLowerCase(), axis: `axis ${axis} =`, padding: wrong, input, strict },
        { argument, item: axis },
      );
  });
}

export function padData(input: TensorArg, pairs: readonly Pair[] | undefined, value: number): Float64Array | undefined {
  const data = toData(input);
  const cells = pairs?.map(([before, after]) => [toNumber(before) ?? Number.NaN, toNumber(after) ?? Number.NaN] as const);
  // A picture of what is cut off would show nothing.
  return data && cells?.every(pair => pair.every(cell => cell >= 0)) ? pad(data, cells, value)?.values : undefined;
}

export function tileRule(input: TensorArg, times: Integers, { op, argument }: Named, check: Check): TensorArg {
  const { shape, dtype } = input;
  if (times?.kind !== 'many')
    return ofType(
      shape?.map(() => unknown),
      dtype,
    );
  const counts = times.items.map(item => (typeof item === 'string' ? unknown : item));
  if (!shape)
    return ofType(
      counts.map(() => unknown),
      dtype,
    );
  if (counts.length !== shape.length) {
    check.report(
      argumentForm,
      { op, problem: `needs a number in ${argument} for each of the ${shape.length} axes, got ${counts.length}` },
      { argument },
    );
    return ofType(
      shape.map(() => unknown),
      dtype,
    );
  }
  const numbers = counts.map(toNumber);
  const known = numbers.every(n => n !== undefined && n >= 0) ? (numbers as number[]) : undefined;
  return moved(
    [input],
    shape.map((dim, axis) => multiply(dim, counts[axis] as Dim)),
    ([data]) => data && known && tile(data, known),
  );
}

/** From `begin`, so many cells along each axis; −1 for all the rest. `onlyFirst`: fewer numbers than axes speak of the first ones. */
export function sliceRule(
  input: TensorArg,
  begin: Integers,
  lengths: Integers,
  { op, argument }: Named,
  check: Check,
  onlyFirst = false,
): TensorArg {
  const { shape, dtype } = input;
  const [from, wanted] = [listed(begin), listed(lengths)];
  const rank = shape?.length ?? (onlyFirst ? undefined : (from?.length ?? wanted?.length));
  if (rank === undefined) return tensorArg(undefined);
  const wrong = [from, wanted].find(list => list && (onlyFirst ? list.length > rank : list.length !== rank));
  if (wrong) {
    check.report(argumentForm, { op, problem: `needs ${rank} numbers, one per axis, got ${wrong.length}` }, { argument });
    return ofType(Array<Dim>(rank).fill(unknown), dtype);
  }
  const all = Array.from({ length: rank }, (_, axis) => axis);
  const starts = all.map(axis => from?.[axis] ?? (from && onlyFirst ? int(0) : unknown));
  const result: Shape = all.map(axis => {
    const dim = wanted?.[axis] ?? (wanted && onlyFirst ? int(-1) : unknown);
    if (dim.kind === 'int' && dim.value < 0) return subtract(shape?.[axis] ?? unknown, starts[axis] as Dim);
    return dim;
  });
  all.forEach(axis => {
    const whole = shape?.[axis];
    const [start, length] = [starts[axis] as Dim, result[axis] as Dim];
    if (whole && (less(whole, start) === 'yes' || less(whole, add(start, length)) === 'yes')) {
      // TensorFlow.js computes a tensor with a negative dim when all the rest is asked for.
      const silent = onlyFirst && less(whole, add(start, length)) !== 'yes';
      const problem = `reaches beyond the end of axis ${axis}${silent ? '; TensorFlow.js does not check this' : ''}`;
      check.report(argumentForm, { op, problem }, { argument, item: axis }, silent ? { severity: 'warning' } : {});
    }
  });
  const ranges = all.map(axis => ({
    start: toNumber(starts[axis] as Dim) ?? Number.NaN,
    length: toNumber(result[axis] as Dim) ?? Number.NaN,
  }));
  return moved([input], result, ([data]) => data && slice(data, ranges));
}

const listed = (given: Integers): readonly Dim[] | undefined =>
  given?.kind === 'many'
    ? given.items.map(item => (typeof item === 'string' ? unknown : item))
    : given?.kind === 'one'
      ? [given.dim]
      : undefined;

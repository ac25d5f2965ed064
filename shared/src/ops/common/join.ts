/** Ops that put tensors together and take them apart: concat, stack, unstack, split. */
import { concatMismatch } from '../../diagnostics/concat-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { unevenSplit } from '../../diagnostics/uneven-split.ts';
import { floorDivide, subtract, sum } from '../../dim/arithmetic.ts';
import { divides, equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { concat, reshape, slice, stack } from '../../kernel/execute/movement.ts';
import { type Shape, toNumbers } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg, toDim, toTensor, unknownArg, unknownTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { anything, type Integers, type Param } from '../parameter.ts';
import { readAxis } from './axis.ts';
import { moved } from './contents.ts';

/** More results than this are not listed one by one. */
const MAX_PARTS = 256;

/** A list of tensors that are to be joined; undefined when even their number is unknown. */
export const parts = (): Param<Arg | undefined> => anything('Tensor[]', { kind: 'shape' });

/** Rank 1 in company of rank 1: `[n]` beside `tf.shape(x)[1:]` is a vector of one element, whatever n is. */
function readParts(arg: Arg | undefined): readonly TensorArg[] | undefined {
  if (arg?.kind !== 'list') return undefined;
  const read = arg.items.map(item => toTensor(item) ?? unknownTensor);
  if (!read.some(part => part.shape?.length === 1)) return read;
  return read.map((part, at) => {
    const item = arg.items[at];
    if (part.shape || item?.kind !== 'list') return part;
    return tensorArg([int(item.items.length)], { elements: item.items.map(one => toDim(one) ?? unknown) });
  });
}

export interface Joined {
  /** The parameter that lists the tensors, and the one that names the axis. */
  readonly values: string;
  readonly axis: string;
}

export function concatRule(list: Arg | undefined, axis: Dim, names: Joined, check: Check): TensorArg {
  const tensors = readParts(list);
  const known = tensors?.find(tensor => tensor.shape);
  const first = known?.shape;
  if (!tensors || !known || !first) return unknownTensor;
  // A single tensor is returned as it is, whatever the axis.
  if (tensors.length === 1) return known;
  if (first.length === 0) {
    check.report(
      rankMismatch,
      { argument: names.values, wanted: 'at least 1', got: first },
      { argument: names.values, item: tensors.indexOf(known) },
    );
    return unknownTensor;
  }
  const before = check.problems.length;
  const joined = readAxis(axis, first, names.axis, check);
  tensors.forEach((tensor, position) => {
    if (!tensor.shape || tensor === known) return;
    const clash =
      tensor.shape.length !== first.length ||
      tensor.shape.some((dim, at) => joined !== undefined && at !== joined && equal(dim, first[at] as Dim) === 'no');
    if (clash)
      check.report(
        concatMismatch,
        { first, other: tensor.shape, position, joined: joined ?? 0 },
        { argument: names.values, item: position },
      );
  });
  if (check.problems.length > before) return tensorArg(first.map(() => unknown));
  const shape = first.map((_, at) => {
    const dims = tensors.map(tensor => tensor.shape?.[at] ?? unknown);
    return joined === undefined ? unknown : at === joined ? sum(dims) : agreed(dims);
  });
  return moved(tensors, shape, datas => (joined === undefined ? undefined : concat(datas, joined)));
}

/** What equal dims are known to be. */
const agreed = (dims: readonly Dim[]): Dim => dims.find(dim => dim.kind === 'int') ?? dims.find(dim => dim.kind === 'expr') ?? unknown;

export function stackRule(list: Arg | undefined, axis: Dim, names: Joined, check: Check): TensorArg {
  const tensors = list?.kind === 'list' ? list.items.map(item => toTensor(item) ?? unknownTensor) : undefined;
  const known = tensors?.find(tensor => tensor.shape);
  const first = known?.shape;
  if (!tensors || !known || !first) return unknownTensor;
  const at = readAxis(axis, first, names.axis, check, 1);
  tensors.forEach((tensor, position) => {
    const clash =
      tensor.shape && (tensor.shape.length !== first.length || tensor.shape.some((dim, i) => equal(dim, first[i] as Dim) === 'no'));
    if (clash && tensor.shape)
      check.report(concatMismatch, { first, other: tensor.shape, position, joined: undefined }, { argument: names.values, item: position });
  });
  if (at === undefined || !check.sound) return tensorArg(Array<Dim>(first.length + 1).fill(unknown));
  const merged = first.map((_, i) => agreed(tensors.map(tensor => tensor.shape?.[i] ?? unknown)));
  // Beside an integer scalar, what is unknown is one too: `tf.stack([batch, 4, 4, 1])`.
  const integers = first.length === 0 && tensors.some(tensor => tensor.elements);
  const filled = integers
    ? tensors.map(tensor => (tensor.elements || tensor.data ? tensor : tensorArg([], { elements: [unknown] })))
    : tensors;
  return moved(filled, merged.toSpliced(at, 0, int(tensors.length)), datas => stack(datas, at));
}

/** One tensor per position along the axis. */
export function unstackRule(input: TensorArg, count: Dim, axis: Dim, argument: string, check: Check): Arg {
  const { shape } = input;
  const at = shape && readAxis(axis, shape, argument, check);
  const along = at === undefined ? unknown : (shape?.[at] as Dim);
  const number = along.kind === 'int' ? along : count;
  if (number.kind !== 'int' || number.value < 0 || number.value > MAX_PARTS) return unknownArg;
  const rest = at === undefined ? undefined : shape?.toSpliced(at, 1);
  return listArg(Array.from({ length: number.value }, (_, i) => piece(input, rest, at, i, 1)));
}

/** Equal parts, or parts of given lengths (one of which may be −1, for the rest). */
export function splitRule(
  input: TensorArg,
  into: Integers,
  axis: Dim,
  names: { readonly into: string; readonly axis: string },
  check: Check,
): Arg {
  const { shape } = input;
  const at = shape && readAxis(axis, shape, names.axis, check);
  const along = at === undefined ? unknown : (shape?.[at] as Dim);
  const lengths = into && partLengths(into, along);
  if (!lengths) return unknownArg;
  const even = into.kind === 'one';
  const fails = even
    ? lengths.length === 0 || divides(int(lengths.length), along) === 'no'
    : lengths.every(dim => dim.kind !== 'unknown') && equal(sum(lengths), along) === 'no';
  if (fails && shape && at !== undefined) {
    check.report(unevenSplit, { shape, axis: at, into: even ? lengths.length : lengths }, { argument: names.into });
    return listArg(lengths.map(() => tensorArg(shape.map((dim, i) => (i === at ? unknown : dim)))));
  }
  let start: number | undefined = 0;
  return listArg(
    lengths.map(length => {
      const part = piece(
        input,
        at === undefined ? undefined : shape?.with(at, length),
        at,
        start,
        length.kind === 'int' ? length.value : undefined,
      );
      start = start !== undefined && length.kind === 'int' ? start + length.value : undefined;
      return part;
    }),
  );
}

function partLengths(into: Exclude<Integers, undefined>, along: Dim): readonly Dim[] | undefined {
  if (into.kind === 'one') {
    const count = into.dim;
    if (count.kind !== 'int' || count.value < 0 || count.value > MAX_PARTS) return undefined;
    return Array<Dim>(count.value).fill(floorDivide(along, count));
  }
  if (into.kind !== 'many' || into.items.length > MAX_PARTS) return undefined;
  const items = into.items.map(item => (typeof item === 'string' ? unknown : item));
  const isRest = (dim: Dim) => dim.kind === 'int' && dim.value === -1;
  if (items.filter(isRest).length > 1) return items.map(() => unknown);
  const others = sum(items.filter(item => !isRest(item)));
  return items.map(item => (isRest(item) ? subtract(along, others) : item));
}

function piece(
  input: TensorArg,
  shape: Shape | undefined,
  axis: number | undefined,
  start: number | undefined,
  length: number | undefined,
): TensorArg {
  const lengths = toNumbers(shape);
  return moved([input], shape, ([data]) => {
    if (!data || !lengths || axis === undefined || start === undefined || length === undefined) return undefined;
    const part = slice(
      data,
      data.shape.map((n, at) => (at === axis ? { start, length } : { start: 0, length: n })),
    );
    return part && reshape(part, lengths);
  });
}

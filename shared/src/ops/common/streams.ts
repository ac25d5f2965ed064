/** Elements of data sets: tensors in tuples and records. */
import { batchMismatch } from '../../diagnostics/batch-mismatch.ts';
import { ceilDivide, floorDivide, maximum, minimum, modulo, subtract } from '../../dim/arithmetic.ts';
import { equal, lessEqual } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type Arg, type TensorArg, toTensor, tupleArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { anything, type Param } from '../parameter.ts';
import { ofType } from './contents.ts';

/** The receiver of a stream's method. */
export const stream = (): Param<Arg | undefined> => anything('Dataset', { kind: 'hidden' });

/** The element with every tensor in it replaced. */
export function eachTensor(element: Arg, change: (tensor: TensorArg) => Arg): Arg {
  switch (element.kind) {
    case 'tensor':
      return change(element);
    case 'list':
      return { ...element, items: element.items.map(item => eachTensor(item, change)) };
    case 'record':
      return {
        kind: 'record',
        entries: Object.fromEntries(Object.entries(element.entries).map(([key, item]) => [key, eachTensor(item, change)])),
      };
    default:
      return unknownArg;
  }
}

/** TensorFlow: tuples and dicts are structures, everything else becomes a tensor, lists too. */
export function elementTensors(element: Arg): Arg {
  switch (element.kind) {
    case 'list':
      return element.isTuple ? tupleArg(element.items.map(elementTensors)) : withoutContents(toTensor(element));
    case 'record':
      return {
        kind: 'record',
        entries: Object.fromEntries(Object.entries(element.entries).map(([key, item]) => [key, elementTensors(item)])),
      };
    case 'stream':
    case 'unknown':
      return element;
    default:
      return withoutContents(toTensor(element));
  }
}

/** What one element holds another need not hold. */
const withoutContents = (tensor: TensorArg | undefined): Arg => (tensor ? ofType(tensor.shape, tensor.dtype) : unknownArg);

export interface Batches {
  readonly size: Dim;
  /** What is left over at the end is dropped. */
  readonly drops: boolean | undefined;
  readonly count: Dim | undefined;
}

/** How long a batch is, and how many there are. The last one may be shorter: then the length is a name of its own. */
export function batchLength({ size, drops, count }: Batches, check: Check): { readonly length: Dim; readonly count: Dim | undefined } {
  if (drops) return { length: size, count: count && floorDivide(count, size) };
  const batches = count && ceilDivide(count, size);
  if (count && equal(modulo(count, size), int(0)) === 'yes' && lessEqual(int(1), count) === 'yes') return { length: size, count: batches };
  if (count && lessEqual(count, size) === 'yes') return { length: count, count: batches };
  return { length: check.fresh('N'), count: batches };
}

/** Several elements put together along a new first axis. */
export const batched = (element: Arg, length: Dim): Arg =>
  eachTensor(element, ({ shape, dtype }) => ofType(shape && [length, ...shape], dtype));

/** One item along the first axis. */
export const unbatched = (element: Arg): Arg => eachTensor(element, ({ shape, dtype }) => ofType(shape?.slice(1), dtype));

/** What is known of an element that is one of two. */
export function eitherElement(a: Arg, b: Arg): Arg {
  if (a.kind === 'list' && b.kind === 'list' && a.items.length === b.items.length)
    return { ...a, items: a.items.map((item, at) => eitherElement(item, b.items[at] ?? unknownArg)) };
  if (a.kind === 'record' && b.kind === 'record')
    return {
      kind: 'record',
      entries: Object.fromEntries(Object.entries(a.entries).map(([key, item]) => [key, eitherElement(item, b.entries[key] ?? unknownArg)])),
    };
  if (a.kind === 'number' && b.kind === 'number') return { kind: 'number', dim: same(a.dim, b.dim) };
  if ((a.kind === 'float' || a.kind === 'number') && (b.kind === 'float' || b.kind === 'number'))
    return { kind: 'float', value: undefined };
  if (a.kind === 'text' && b.kind === 'text') return { kind: 'text', text: a.text === b.text ? a.text : undefined };
  if (a.kind !== 'tensor' || b.kind !== 'tensor') return unknownArg;
  const other = b.shape;
  return ofType(
    a.shape && other && a.shape.length === other.length ? a.shape.map((dim, axis) => same(dim, other[axis] ?? unknown)) : undefined,
    a.dtype === b.dtype ? a.dtype : undefined,
  );
}

const same = (a: Dim, b: Dim): Dim => (equal(a, b) === 'yes' ? a : unknown);

/** The length of the first axis, the same in all tensors of the element. */
export function lengthOf(element: Arg): Dim | undefined {
  switch (element.kind) {
    case 'tensor':
      return element.shape?.[0];
    case 'list':
      return element.items.map(lengthOf).find(known);
    case 'record':
      return Object.values(element.entries).map(lengthOf).find(known);
    default:
      return undefined;
  }
}

const known = (dim: Dim | undefined): boolean => dim !== undefined && dim.kind !== 'unknown';

export const fewer = (a: Dim | undefined, b: Dim | undefined): Dim | undefined => a && b && minimum(a, b);
export const without = (count: Dim | undefined, skipped: Dim): Dim | undefined => count && maximum(subtract(count, skipped), int(0));

/** The lengths of all tensors of an element, in order. */
export const lengthsOf = (element: Arg): readonly (Dim | undefined)[] =>
  element.kind === 'list'
    ? element.items.flatMap(lengthsOf)
    : element.kind === 'record'
      ? Object.values(element.entries).flatMap(lengthsOf)
      : [element.kind === 'tensor' ? element.shape?.[0] : undefined];

/** What is cut into elements together must be as long; `parameter`: where the part of that number is given. */
export function checkLengths(
  lengths: readonly (Dim | undefined)[],
  { called, parameter }: { readonly called: string; parameter(at: number): string },
  check: Check,
): void {
  const first = lengths.findIndex(dim => dim?.kind === 'int');
  const input = lengths[first];
  const at = lengths.findIndex(dim => input && dim && equal(dim, input) === 'no');
  const output = lengths[at];
  if (!input || !output) return;
  const facts = { argument: `${called} ${at + 1}`, output, input, silent: false, of: `${called} ${first + 1}` };
  check.report(batchMismatch, facts, { argument: parameter(at) });
}

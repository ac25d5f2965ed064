/** `stridedSlice`: from, to and by how much along each axis, with masks that change what an entry means. Source: `ValidateStridedSliceOp` of TensorFlow. */
import { maximum, subtract } from '../../dim/arithmetic.ts';
import { type Dim, int, toNumber, unknown } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Integers } from '../parameter.ts';

/** Bit i of a mask is about entry i of the lists. */
export interface StridedSlice {
  readonly begin: Integers;
  readonly end: Integers;
  readonly strides: Integers;
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
  /** TensorFlow.js cannot take nothing where all strides are 1 and `end` lies before `begin`. */
  readonly noneRejected?: boolean;
}

const listed = (given: Integers): readonly Dim[] | undefined =>
  given?.kind === 'many' ? given.items.map(item => (typeof item === 'string' ? unknown : item)) : undefined;

/** Undefined when the rank is unknown; the string says what cannot be. */
export function stridedSliceShape(shape: Shape | undefined, slice: StridedSlice): Shape | string | undefined {
  const [begin, end] = [listed(slice.begin), listed(slice.end)];
  if (!shape || !begin || !end) return undefined;
  const strides = slice.strides?.kind === 'none' ? begin.map(() => int(1)) : listed(slice.strides);
  if (!strides) return undefined;
  if (begin.length !== end.length || begin.length !== strides.length)
    return `takes as many numbers in begin as in end and strides, got ${begin.length}, ${end.length} and ${strides.length}`;
  const has = (mask: number, at: number) => (mask & (1 << at)) !== 0;
  const ellipsis = begin.findIndex((_, at) => has(slice.ellipsisMask, at));
  const added = begin.filter((_, at) => at !== ellipsis && has(slice.newAxisMask, at)).length;
  const spoken = begin.length - added - (ellipsis < 0 ? 0 : 1);
  if (spoken > shape.length) return `has numbers for ${spoken} axes, but the input has ${shape.length}`;
  const skipped = ellipsis < 0 ? 0 : shape.length - spoken;
  const result: Dim[] = [];
  let axis = 0;
  let backwards: number | undefined;
  const taken: (number | undefined)[] = [];
  for (const at of begin.keys()) {
    if (at === ellipsis) {
      result.push(...shape.slice(axis, axis + skipped));
      axis += skipped;
    } else if (has(slice.newAxisMask, at)) result.push(int(1));
    else {
      const dim = shape[axis++] as Dim;
      if (has(slice.shrinkAxisMask, at)) continue;
      const from = has(slice.beginMask, at) ? undefined : begin[at];
      const length = lengthOf(dim, from, has(slice.endMask, at) ? undefined : end[at], strides[at] as Dim);
      if ((toNumber(length) ?? 0) < 0) backwards ??= axis - 1;
      taken.push(length.kind === 'int' && length.value === -1 ? restOf(dim, from) : toNumber(length));
      result.push(length.kind === 'int' ? maximum(length, int(0)) : length);
    }
  }
  const plain = strides.every(stride => toNumber(stride) === 1);
  if (slice.noneRejected && plain && backwards !== undefined && !skipped && isSome([...taken, ...shape.slice(axis).map(toNumber)]))
    return `has an end that lies before begin on axis ${backwards}`;
  return [...result, ...shape.slice(axis)];
}

/** TensorFlow.js takes all the rest where the length comes out as −1, and throws below; where nothing is taken anyway it does not mind. */
const isSome = (lengths: readonly (number | undefined)[]): boolean =>
  lengths.some(length => length !== undefined && length < 0) || lengths.every(length => length !== undefined && length !== 0);

function restOf(dim: Dim, from: Dim | undefined): number | undefined {
  const [length, start] = [toNumber(dim), from ? toNumber(from) : 0];
  if (length === undefined || start === undefined) return undefined;
  return Math.max(length - Math.max(start < 0 ? start + length : start, 0), 0);
}

/** `from` or `to` undefined: the end that the stride comes from or goes to. */
function lengthOf(dim: Dim, from: Dim | undefined, to: Dim | undefined, stride: Dim): Dim {
  const step = toNumber(stride);
  if (!step) return unknown;
  const start = from ? toNumber(from) : step > 0 ? 0 : undefined;
  if (step === 1 && !to && start !== undefined && start === 0) return dim;
  const length = toNumber(dim);
  if (length === undefined) {
    if (step === 1 && start === 0 && to?.kind === 'int' && to.value < 0) return subtract(dim, int(-to.value));
    return unknown;
  }
  if (from && start === undefined) return unknown;
  const least = step > 0 ? 0 : -1;
  const most = step > 0 ? length : length - 1;
  const clamp = (n: number) => Math.min(Math.max(n < 0 ? n + length : n, least), most);
  const first = from ? clamp(start as number) : step > 0 ? 0 : length - 1;
  const end = to ? toNumber(to) : undefined;
  if (to && end === undefined) return unknown;
  const last = to ? clamp(end as number) : step > 0 ? length : -1;
  return int(Math.ceil((last - first) / step));
}

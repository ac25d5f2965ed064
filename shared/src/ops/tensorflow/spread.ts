/** Ops that spread values over more cells, or take every so many of them: tf.repeat, tf.meshgrid, tf.sequence_mask, tf.strided_slice. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { multiply, subtract, sum } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { elementCount, type Shape } from '../../shape/shape.ts';
import { type Arg, listArg, toDim, toTensor, unknownTensor } from '../argument.ts';
import { readAxis } from '../common/axis.ts';
import { elementsOf, ofType } from '../common/contents.ts';
import { optionalDim } from '../common/sequence.ts';
import type { Op } from '../op.ts';
import { anything, dtype, type Integers, integer, integers, tensor } from '../parameter.ts';
import { name, op, words } from './declare.ts';

const repeat = op('repeat', {
  summary: 'Each item along an axis several times; without an axis, each element of the flat tensor.',
  params: { input: tensor(), repeats: tensor(), axis: anything('int', { kind: 'integers' }).optional(), name: name() },
  shape({ input, repeats, axis }, check) {
    const { dtype } = input;
    if (!input.shape) return undefined;
    // A scalar counts as a vector of one.
    const shape = input.shape.length === 0 ? [int(1)] : input.shape;
    const along = optionalDim(axis);
    const at = along && readAxis(along, shape, 'axis', check);
    if (along && at === undefined)
      return ofType(
        shape.map(() => unknown),
        dtype,
      );
    const whole = at === undefined ? elementCount(shape) : (shape[at] as Dim);
    const counts = elementsOf(repeats);
    const [one, more] = counts ?? [];
    const each = repeats.shape?.length === 1 && more !== undefined;
    if (counts && each && equal(int(counts.length), whole) === 'no') {
      const problem = `needs a number for each of the items, or one for all, got ${counts.length}`;
      check.report(argumentForm, { op: 'tf.repeat', problem }, { argument: 'repeats' });
    }
    const length = !counts || !one ? check.fresh('N') : each ? sum(counts) : multiply(whole, one);
    return ofType(at === undefined ? [length] : shape.with(at, length), dtype);
  },
  examples: [
    { call: 'tf.repeat(x, 3, axis=0)', given: { x: '2 4' }, gives: '6 4' },
    { call: 'tf.repeat(x, [1, 2], axis=0)', given: { x: '2 4' }, gives: '3 4' },
    { call: 'tf.repeat(x, 2)', given: { x: '2 4' }, gives: '16' },
    { call: 'tf.repeat(x, [1, 2, 3], axis=0)', given: { x: '2 4' }, reports: 'argument-form' },
    { call: 'tf.repeat(x, 2, axis=2)', given: { x: '2 4' }, reports: 'axis-out-of-range' },
  ],
});

const meshgrid = op('meshgrid', {
  // Takes free keywords, and refuses others than `indexing` and `name` itself.
  complete: 'keywords',
  summary: 'The coordinates of a grid, one tensor per axis; the first two axes are exchanged unless `indexing` is "ij".',
  params: { args: anything('Tensor', { kind: 'shape' }), indexing: anything("'xy' | 'ij'").default("'xy'"), name: name() },
  order: 'args',
  rest: 'args',
  shape({ args, indexing }) {
    const tensors = args?.kind === 'list' ? args.items : args ? [args] : [];
    const lengths = tensors.map(arg => lengthOf(toTensor(arg)?.shape));
    const word = indexing?.kind === 'text' ? indexing.text : undefined;
    const [first, second, ...others] = lengths;
    const grid = first && second && word === 'xy' ? [second, first, ...others] : lengths;
    const known = word !== undefined || !second;
    return listArg(tensors.map(arg => ofType(known ? grid : grid.map(() => unknown), (toTensor(arg) ?? unknownTensor).dtype)));
  },
  examples: [
    { call: 'tf.meshgrid(x, y)[0]', given: { x: '3', y: '4' }, gives: '4 3' },
    { call: 'tf.meshgrid(x, y, indexing="ij")[0]', given: { x: '3', y: '4' }, gives: '3 4' },
  ],
});

/** Each tensor counts as flat. */
const lengthOf = (shape: Shape | undefined): Dim => (shape ? elementCount(shape) : unknown);

const sequenceMask = op('sequence_mask', {
  summary: 'For each length that many trues, and falses up to the greatest.',
  params: {
    lengths: tensor(),
    maxlen: anything('int', { kind: 'integers' }).optional(),
    dtype: dtype().default('tf.bool', { kind: 'text', text: 'bool' }),
    name: name(),
  },
  shape({ lengths, maxlen, dtype }, check) {
    const asked: Arg | undefined = maxlen;
    const width = !asked || asked.kind === 'none' ? check.fresh('T') : (toDim(asked) ?? unknown);
    return ofType(lengths.shape && [...lengths.shape, width], dtype);
  },
  examples: [
    { call: 'tf.sequence_mask([1, 3, 2], 5)', gives: '3 5' },
    { call: 'tf.sequence_mask([1, 3, 2])', gives: '3 T' },
  ],
});

/** Masks say which numbers do not count; without any, each axis has its three numbers. */
const stridedSlice = op('strided_slice', {
  summary: 'From `begin` on, before `end`, every `strides`-th cell along each axis.',
  params: {
    input_: tensor(),
    begin: integers('int[]'),
    end: integers('int[]'),
    strides: integers('int[]').optional(),
    begin_mask: integer().default('0'),
    end_mask: integer().default('0'),
    ...words('ellipsis_mask new_axis_mask'),
    shrink_axis_mask: integer().default('0'),
    ...words('var name'),
  },
  order: 'input_ begin end strides begin_mask end_mask ellipsis_mask new_axis_mask shrink_axis_mask var name',
  shape({ input_: { shape, dtype }, begin, end, strides, ...masks }, check) {
    if (!shape || check.given.has('ellipsis_mask') || check.given.has('new_axis_mask')) return undefined;
    const [from, to, by] = [begin, end, strides].map(listed);
    const [free, open, dropped] = [masks.begin_mask, masks.end_mask, masks.shrink_axis_mask].map(mask =>
      mask.kind === 'int' ? mask.value : undefined,
    );
    if (!from || !to || (!by && strides?.kind !== 'none') || free === undefined || open === undefined || dropped === undefined)
      return undefined;
    if (from.length > shape.length || to.length !== from.length || (by && by.length !== from.length)) {
      const problem = `needs begin, end and strides of one length, at most ${shape.length}, got ${from.length}, ${to.length}${by ? ` and ${by.length}` : ''}`;
      check.report(argumentForm, { op: 'tf.strided_slice', problem }, { argument: 'begin' });
      return undefined;
    }
    const dims = shape.flatMap((whole, axis): Dim[] => {
      if (axis >= from.length) return [whole];
      if ((dropped >> axis) & 1) return [];
      const start = (free >> axis) & 1 ? undefined : from[axis];
      const stop = (open >> axis) & 1 ? undefined : to[axis];
      return [sliced(whole, start, stop, by?.[axis] ?? int(1))];
    });
    return ofType(dims, dtype);
  },
  examples: [
    { call: 'tf.strided_slice(x, [0, 1], [4, 5])', given: { x: '6 8' }, gives: '4 4' },
    { call: 'tf.strided_slice(x, [0, 0], [6, 8], [2, 3])', given: { x: '6 8' }, gives: '3 3' },
    { call: 'tf.strided_slice(x, [0, 0], [1, 4], shrink_axis_mask=1)', given: { x: '6 8' }, gives: '4' },
    { call: 'tf.strided_slice(x, [0, 0, 0], [1, 1, 1])', given: { x: '6 8' }, reports: 'argument-form' },
  ],
});

const listed = (given: Integers): readonly Dim[] | undefined =>
  given?.kind === 'many'
    ? given.items.map(item => (typeof item === 'string' ? unknown : item))
    : given?.kind === 'one'
      ? [given.dim]
      : undefined;

/** As Python slices; −1 counts from the end. */
function sliced(whole: Dim, start: Dim | undefined, stop: Dim | undefined, step: Dim): Dim {
  if (step.kind !== 'int' || step.value === 0) return unknown;
  if (!start && !stop && step.value === 1) return whole;
  if (whole.kind !== 'int')
    return start?.kind === 'int' && start.value >= 0 && !stop && step.value === 1 ? subtract(whole, start) : unknown;
  const length = whole.value;
  const [low, high] = step.value > 0 ? [0, length] : [-1, length - 1];
  const place = (dim: Dim | undefined, otherwise: number) => {
    if (!dim) return otherwise;
    if (dim.kind !== 'int') return Number.NaN;
    return Math.min(Math.max(dim.value < 0 ? dim.value + length : dim.value, low), high);
  };
  const [from, to] = step.value > 0 ? [place(start, low), place(stop, high)] : [place(start, high), place(stop, low)];
  return int(Math.max(Math.ceil((to - from) / step.value), 0));
}

export const spreadOps: readonly Op[] = [repeat, meshgrid, sequenceMask, stridedSlice];

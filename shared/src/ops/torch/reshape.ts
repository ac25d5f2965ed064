/** Rearranging axes: view, permute, squeeze, expand. Sources: aten/src/ATen/native/TensorShape.cpp, `infer_size` in ATen/InferSize.h. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { floorDivide, multiply, product } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { elementCount, type Shape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg, toDim } from '../argument.ts';
import type { Check } from '../check.ts';
import { dropAxes, readAxes, readAxis } from '../common/axis.ts';
import { moved, ofType } from '../common/contents.ts';
import { broadcastToRule } from '../common/elementwise.ts';
import { reshapeRule } from '../common/reshape.ts';
import { expandRule, squeezeRule, transposeRule } from '../common/transpose.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, type Integers, integer, integers, readIntegers, tensor } from '../parameter.ts';
import { docs, torch } from './declare.ts';
import { flattenRule, unflattenRule } from './flatten.ts';

/** A −1 of which nothing is known gets a name: at the front it is a batch. */
function reshaped(input: TensorArg, to: Integers, op: string, check: Check): TensorArg {
  const result = reshapeRule(input, to, { op, argument: 'shape' }, check);
  if (!result.shape?.some(dim => dim.kind === 'unknown')) return result;
  return ofType(
    result.shape.map((dim, at) => (dim.kind === 'unknown' ? check.fresh(at === 0 ? 'N' : 'K') : dim)),
    input.dtype,
  );
}

const reshape = defineOp({
  ...torch,
  name: 'torch.reshape',
  method: { names: ['reshape'] },
  summary: 'The same elements in another shape; −1 stands for whatever is left.',
  docs: docs('torch.reshape'),
  params: { input: tensor(), shape: integers('int...') },
  rest: 'shape',
  shape: ({ input, shape }, check) => reshaped(input, shape, 'torch.reshape', check),
  examples: [
    { call: 'x.reshape(-1, 4)', given: { x: '2 3 4' }, gives: '6 4' },
    { call: 'torch.reshape(x, (4, 6))', given: { x: '2 3 4' }, gives: '4 6' },
    { call: 'x.reshape([4, 6])', given: { x: '2 3 4' }, gives: '4 6' },
    { call: 'x.reshape(5, 5)', given: { x: '2 3 4' }, reports: 'reshape-size' },
  ],
});

const view = defineOp({
  ...torch,
  name: 'torch.Tensor.view',
  method: { names: ['view'], only: true },
  summary: 'The same elements in another shape, without a copy; −1 stands for whatever is left.',
  docs: docs('torch.Tensor.view'),
  params: { input: tensor(), shape: anything('int... | dtype', { kind: 'integers' }) },
  rest: 'shape',
  // Another element type has elements of another size.
  shape: ({ input, shape }, check) =>
    shape?.kind === 'text' ? undefined : reshaped(input, readIntegers(shape), 'torch.Tensor.view', check),
  examples: [
    { call: 'x.view(-1, 4)', given: { x: '2 3 4' }, gives: '6 4' },
    { call: 'x.view(x.size(0), -1)', given: { x: '2 3 4' }, gives: '2 12' },
    { call: 'x.view((4, 6))', given: { x: '2 3 4' }, gives: '4 6' },
    { call: 'x.view(-1, 7)', given: { x: '2 3 4' }, reports: 'reshape-size' },
    { call: 'x.view(-1, -1)', given: { x: '2 3 4' }, reports: 'argument-form' },
  ],
});

const likeOther = (['view_as', 'reshape_as'] as const).map(word =>
  defineOp({
    ...torch,
    name: `torch.Tensor.${word}`,
    method: { names: [word], only: true },
    summary: 'The same elements in the shape of another tensor.',
    docs: docs(`torch.Tensor.${word}`),
    params: { input: tensor(), other: tensor() },
    shape: ({ input, other }, check) =>
      other.shape
        ? reshapeRule(input, { kind: 'many', items: other.shape }, { op: `torch.Tensor.${word}`, argument: 'other' }, check)
        : undefined,
    examples: [
      { call: `x.${word}(y)`, given: { x: '2 3 4', y: '4 6' }, gives: '4 6' },
      { call: `x.${word}(y)`, given: { x: '2 3 4', y: '4 5' }, reports: 'reshape-size' },
    ],
  }),
);

const flatten = defineOp({
  ...torch,
  name: 'torch.flatten',
  method: { names: ['flatten'] },
  summary: 'Makes one axis of several; by default of all.',
  docs: docs('torch.flatten'),
  params: { input: tensor(), start_dim: integer().default('0'), end_dim: integer().default('-1') },
  shape: ({ input, start_dim, end_dim }, check) => flattenRule(input, start_dim, end_dim, { op: 'torch.flatten' }, check),
  examples: [
    { call: 'torch.flatten(x, 1)', given: { x: '8 3 4 5' }, gives: '8 60' },
    { call: 'x.flatten()', given: { x: '8 3 4 5' }, gives: '480' },
    { call: 'x.flatten(start_dim=4)', given: { x: '8 3 4 5' }, reports: 'axis-out-of-range' },
  ],
});

const ravel = defineOp({
  ...torch,
  name: 'torch.ravel',
  method: { names: ['ravel'] },
  summary: 'All elements along one axis.',
  docs: docs('torch.ravel'),
  params: { input: tensor() },
  shape: ({ input }, check) => flattenRule(input, int(0), int(-1), { op: 'torch.ravel' }, check),
  examples: [{ call: 'x.ravel()', given: { x: '8 3' }, gives: '24' }],
});

const unflatten = defineOp({
  ...torch,
  name: 'torch.unflatten',
  method: { names: ['unflatten'] },
  summary: 'Makes several axes of one.',
  docs: docs('torch.unflatten'),
  params: { input: tensor(), dim: integer(), sizes: anything('int[]') },
  shape: ({ input, dim, sizes }, check) => unflattenRule(input, dim, sizes, { op: 'torch.unflatten', argument: 'sizes' }, check),
  examples: [{ call: 'x.unflatten(1, (3, -1))', given: { x: '8 12' }, gives: '8 3 4' }],
});

const permute = defineOp({
  ...torch,
  name: 'torch.permute',
  method: { names: ['permute'] },
  summary: 'The axes in another order.',
  docs: docs('torch.permute'),
  params: { input: tensor(), dims: integers('int...') },
  rest: 'dims',
  shape({ input, dims }, check) {
    const order = dims?.kind === 'one' ? ({ kind: 'many', items: [dims.dim] } as const) : dims;
    return transposeRule(input, order, { op: 'torch.permute', argument: 'dims', of: 'input' }, check);
  },
  examples: [
    { call: 'x.permute(0, 3, 1, 2)', given: { x: '8 5 6 3' }, gives: '8 3 5 6' },
    { call: 'torch.permute(x, (1, 0))', given: { x: '8 5' }, gives: '5 8' },
    { call: 'x.permute(0, 2, 1)', given: { x: '8 5' }, reports: 'argument-form' },
    { call: 'x.permute(0, 2)', given: { x: '8 5' }, reports: 'axis-out-of-range' },
  ],
});

function exchange(input: TensorArg, first: Dim, second: Dim, check: Check): TensorArg {
  const { shape } = input;
  if (!shape) return tensorArg(undefined);
  const [a, b] = [readAxis(first, shape, 'dim0', check), readAxis(second, shape, 'dim1', check)];
  if (a === undefined || b === undefined) return tensorArg(shape.map(() => unknown));
  const order = shape.map((_, axis) => int(axis === a ? b : axis === b ? a : axis));
  return transposeRule(input, { kind: 'many', items: order }, { op: 'torch.transpose', argument: 'dim0' }, check);
}

const transpose = defineOp({
  ...torch,
  name: 'torch.transpose',
  aliases: ['swapaxes', 'swapdims'],
  method: { names: ['transpose', 'transpose_', 'swapaxes', 'swapdims'] },
  inPlace: ['transpose_'],
  summary: 'Two axes exchanged.',
  docs: docs('torch.transpose'),
  params: {
    input: tensor(),
    dim0: anything('int').alias('axis0'),
    dim1: anything('int').alias('axis1'),
    more: anything('int...').hidden(),
  },
  order: 'input dim0 dim1 more',
  rest: 'more',
  // A list, or more than two: an array of NumPy that nobody knew for one.
  shape({ input, dim0, dim1, more }, check) {
    const [first, second] = [dim0 && toDim(dim0), dim1 && toDim(dim1)];
    return first && second && !more ? exchange(input, first, second, check) : undefined;
  },
  examples: [
    { call: 'x.transpose(1, 2)', given: { x: '8 5 6' }, gives: '8 6 5' },
    { call: 'torch.transpose(x, -1, 0)', given: { x: '8 5 6' }, gives: '6 5 8' },
    { call: 'x.transpose(1, 3)', given: { x: '8 5 6' }, reports: 'axis-out-of-range' },
  ],
});

const matrix = defineOp({
  ...torch,
  name: 'torch.t',
  method: { names: ['t', 't_'] },
  inPlace: ['t_'],
  summary: 'A matrix transposed.',
  docs: docs('torch.t'),
  params: { input: tensor() },
  shape({ input }, check) {
    if (input.shape && input.shape.length > 2) {
      check.report(
        argumentForm,
        { op: 'torch.t', problem: `takes a tensor of at most 2 axes, got ${input.shape.length}` },
        { argument: 'input' },
      );
      return undefined;
    }
    return transposeRule(input, { kind: 'none' }, { op: 'torch.t', argument: 'input' }, check);
  },
  examples: [
    { call: 'x.t()', given: { x: '8 5' }, gives: '5 8' },
    { call: 'x.t()', given: { x: '8 5 6' }, reports: 'argument-form' },
  ],
});

const reversedAxes = defineOp({
  ...torch,
  name: 'torch.Tensor.T',
  attribute: ['T', 'H'],
  listed: false,
  summary: 'The axes in reverse order.',
  docs: docs('torch.Tensor.T'),
  params: { input: tensor() },
  shape: ({ input }, check) => transposeRule(input, { kind: 'none' }, { op: 'torch.Tensor.T', argument: 'input' }, check),
  examples: [{ call: 'x.T', given: { x: '8 5' }, gives: '5 8' }],
});

const lastTwo = defineOp({
  ...torch,
  name: 'torch.Tensor.mT',
  attribute: ['mT', 'mH'],
  listed: false,
  summary: 'The last two axes exchanged.',
  docs: docs('torch.Tensor.mT'),
  params: { input: tensor() },
  shape: ({ input }, check) => exchange(input, int(-2), int(-1), check),
  examples: [{ call: 'x.mT', given: { x: '8 5 6' }, gives: '8 6 5' }],
});

const movedim = defineOp({
  ...torch,
  name: 'torch.movedim',
  aliases: ['moveaxis'],
  method: { names: ['movedim', 'moveaxis'] },
  summary: 'An axis moved to another place.',
  docs: docs('torch.movedim'),
  params: { input: tensor(), source: integers('int | int[]'), destination: integers('int | int[]') },
  shape({ input: { shape }, source, destination }, check) {
    if (!shape) return undefined;
    const [from, to] = [source, destination].map(given =>
      given?.kind === 'one' ? readAxis(given.dim, shape, 'source', check) : undefined,
    );
    if (from === undefined || to === undefined) return shape.map(() => unknown);
    return shape.toSpliced(from, 1).toSpliced(to, 0, shape[from] as Dim);
  },
  examples: [{ call: 'x.movedim(-1, 1)', given: { x: '8 5 6 3' }, gives: '8 3 5 6' }],
});

/** An axis that is named and is not of length 1 stays, unlike elsewhere. */
function squeezed(input: TensorArg, dim: Integers, check: Check): TensorArg {
  const { shape } = input;
  if (!shape || dim?.kind === 'none') return squeezeRule(input, dim, { op: 'torch.squeeze', argument: 'dim' }, check);
  const axes = readAxes(dim, shape, 'dim', check);
  if (!axes || axes === 'all') return tensorArg(undefined);
  const answers = axes.map(axis => equal(shape[axis] as Dim, int(1)));
  // A symbol is taken for more than 1 by whoever squeezes a batch; here nobody knows.
  if (answers.includes('unknown')) return tensorArg(undefined);
  const dropped = axes.filter((_, at) => answers[at] === 'yes');
  const result = dropAxes(shape, dropped, undefined);
  return moved([input], result, ([data]) => data && { ...data, shape: data.shape.filter((_, axis) => !dropped.includes(axis)) });
}

const squeeze = defineOp({
  ...torch,
  name: 'torch.squeeze',
  method: { names: ['squeeze', 'squeeze_'] },
  inPlace: ['squeeze_'],
  summary: 'Drops axes of length 1: all of them, or those named that are of length 1.',
  docs: docs('torch.squeeze'),
  params: { input: tensor(), dim: integers('int | int[]').optional() },
  shape: ({ input, dim }, check) => squeezed(input, dim, check),
  examples: [
    { call: 'x.squeeze()', given: { x: '8 1 5 1' }, gives: '8 5' },
    { call: 'x.squeeze(1)', given: { x: '8 1 5 1' }, gives: '8 5 1' },
    { call: 'torch.squeeze(x, 0)', given: { x: '8 1 5 1' }, gives: '8 1 5 1' },
    { call: 'x.squeeze(4)', given: { x: '8 1 5 1' }, reports: 'axis-out-of-range' },
  ],
});

const unsqueeze = defineOp({
  ...torch,
  name: 'torch.unsqueeze',
  method: { names: ['unsqueeze', 'unsqueeze_'] },
  inPlace: ['unsqueeze_'],
  summary: 'Adds an axis of length 1.',
  docs: docs('torch.unsqueeze'),
  params: { input: tensor(), dim: integer() },
  shape: ({ input, dim }, check) => expandRule(input, dim, { op: 'torch.unsqueeze', argument: 'dim' }, check),
  examples: [
    { call: 'x.unsqueeze(1)', given: { x: '8 5' }, gives: '8 1 5' },
    { call: 'torch.unsqueeze(x, -1)', given: { x: '8 5' }, gives: '8 5 1' },
    { call: 'x.unsqueeze(3)', given: { x: '8 5' }, reports: 'axis-out-of-range' },
  ],
});

/** −1 keeps the length of its axis. */
function expanded(input: TensorArg, to: Shape | undefined, op: string, argument: string, check: Check): TensorArg {
  const { shape } = input;
  if (!to) return tensorArg(undefined);
  const skipped = to.length - (shape?.length ?? to.length);
  const whole = to.map((dim, at) => (dim.kind === 'int' && dim.value === -1 ? (shape?.[at - skipped] ?? unknown) : dim));
  return broadcastToRule(input, whole, { op, argument }, check);
}

const listed = (given: Integers): Shape | undefined =>
  given?.kind === 'one'
    ? [given.dim]
    : given?.kind === 'many'
      ? given.items.map(item => (typeof item === 'string' ? unknown : item))
      : undefined;

const expand = defineOp({
  ...torch,
  name: 'torch.Tensor.expand',
  aliases: ['broadcast_to'],
  method: { names: ['expand', 'broadcast_to'] },
  summary: 'Stretches axes of length 1, and adds axes in front; −1 keeps a length.',
  docs: docs('torch.Tensor.expand'),
  params: { input: tensor(), size: integers('int...') },
  rest: 'size',
  shape: ({ input, size }, check) => expanded(input, listed(size), 'torch.Tensor.expand', 'size', check),
  examples: [
    { call: 'x.expand(4, 3)', given: { x: '1 3' }, gives: '4 3' },
    { call: 'x.expand(2, -1, 3)', given: { x: '4 1' }, gives: '2 4 3' },
    { call: 'x.expand(4, 5)', given: { x: '1 3' }, reports: 'broadcast-mismatch' },
  ],
});

const expandAs = defineOp({
  ...torch,
  name: 'torch.Tensor.expand_as',
  method: { names: ['expand_as'], only: true },
  summary: 'Stretched to the shape of another tensor.',
  docs: docs('torch.Tensor.expand_as'),
  params: { input: tensor(), other: tensor() },
  shape: ({ input, other }, check) => expanded(input, other.shape, 'torch.Tensor.expand_as', 'other', check),
  examples: [
    { call: 'x.expand_as(y)', given: { x: '1 3', y: '4 3' }, gives: '4 3' },
    { call: 'x.expand_as(y)', given: { x: '2 3', y: '4 3' }, reports: 'broadcast-mismatch' },
  ],
});

function repeated({ shape }: TensorArg, times: Shape | undefined, op: string, check: Check): Shape | undefined {
  if (!shape || !times) return undefined;
  if (times.length < shape.length) {
    check.report(
      argumentForm,
      { op, problem: `needs a number for each of the ${shape.length} axes, got ${times.length}` },
      { argument: 'repeats' },
    );
    return undefined;
  }
  const skipped = times.length - shape.length;
  return times.map((count, axis) => (axis < skipped ? count : multiply(count, shape[axis - skipped] as Dim)));
}

const repeat = defineOp({
  ...torch,
  name: 'torch.Tensor.repeat',
  method: { names: ['repeat'], only: true },
  summary: 'Copies along each axis; further numbers add axes in front.',
  docs: docs('torch.Tensor.repeat'),
  params: { input: tensor(), repeats: integers('int...') },
  rest: 'repeats',
  shape: ({ input, repeats }, check) => repeated(input, listed(repeats), 'torch.Tensor.repeat', check),
  examples: [
    { call: 'x.repeat(2, 3)', given: { x: '4 5' }, gives: '8 15' },
    { call: 'x.repeat(2, 1, 1)', given: { x: '4 5' }, gives: '2 4 5' },
    { call: 'x.repeat(2)', given: { x: '4 5' }, reports: 'argument-form' },
  ],
});

const tile = defineOp({
  ...torch,
  name: 'torch.tile',
  method: { names: ['tile'] },
  summary: 'Copies along the last axes.',
  docs: docs('torch.tile'),
  params: { input: tensor(), dims: integers('int...') },
  rest: 'dims',
  shape({ input, dims }, check) {
    const times = listed(dims);
    const missing = (input.shape?.length ?? 0) - (times?.length ?? 0);
    return repeated(input, times && [...Array<Dim>(Math.max(missing, 0)).fill(int(1)), ...times], 'torch.tile', check);
  },
  examples: [{ call: 'x.tile(2)', given: { x: '4 5' }, gives: '4 10' }],
});

const repeatInterleave = defineOp({
  ...torch,
  name: 'torch.repeat_interleave',
  method: { names: ['repeat_interleave'] },
  summary: 'Repeats each element along an axis.',
  docs: docs('torch.repeat_interleave'),
  params: { input: tensor(), repeats: anything('int'), dim: anything('int') },
  shape({ input: { shape }, repeats, dim }, check) {
    if (!shape || repeats?.kind !== 'number') return undefined;
    if (!dim || dim.kind === 'none') return [multiply(elementCount(shape), repeats.dim)];
    const at = dim.kind === 'number' ? readAxis(dim.dim, shape, 'dim', check) : undefined;
    return at === undefined ? shape.map(() => unknown) : shape.with(at, multiply(shape[at] as Dim, repeats.dim));
  },
  examples: [
    { call: 'x.repeat_interleave(2, dim=1)', given: { x: '4 5' }, gives: '4 10' },
    { call: 'torch.repeat_interleave(x, 3)', given: { x: '4 5' }, gives: '60' },
  ],
});

const unfold = defineOp({
  ...torch,
  name: 'torch.Tensor.unfold',
  method: { names: ['unfold'], only: true },
  summary: 'Windows along an axis, as a further axis.',
  docs: docs('torch.Tensor.unfold'),
  params: { input: tensor(), dimension: integer(), size: integer(), step: integer() },
  shape({ input: { shape }, dimension, size, step }, check) {
    if (!shape) return undefined;
    const at = readAxis(dimension, shape, 'dimension', check);
    if (at === undefined) return [...shape.map(() => unknown), size];
    return [...shape.with(at, placesOf(shape[at] as Dim, size, step)), size];
  },
  examples: [{ call: 'x.unfold(1, 3, 2)', given: { x: '4 9' }, gives: '4 4 3' }],
});

const placesOf = (length: Dim, size: Dim, step: Dim): Dim => {
  const spare = product([length]);
  if (spare.kind !== 'int' || size.kind !== 'int') return unknown;
  const count = floorDivide(int(spare.value - size.value), step);
  return count.kind === 'int' ? int(count.value + 1) : unknown;
};

const broadcastTensors = defineOp({
  ...torch,
  name: 'torch.meshgrid',
  summary: 'Coordinates of a grid: one tensor for each axis.',
  docs: docs('torch.meshgrid'),
  params: { tensors: anything('Tensor...'), indexing: anything('str') },
  order: 'tensors',
  rest: 'tensors',
  shape({ tensors, indexing }): Arg {
    if (tensors?.kind !== 'list') return { kind: 'unknown' };
    const lengths = tensors.items.map(item => (item.kind === 'tensor' && item.shape ? product(item.shape) : unknown));
    const swap = indexing?.kind === 'text' && indexing.text === 'xy';
    const shape = swap ? [lengths[1] ?? unknown, lengths[0] ?? unknown, ...lengths.slice(2)] : lengths;
    return listArg(lengths.map(() => tensorArg(lengths.length === 1 ? lengths : shape)));
  },
  examples: [{ call: 'torch.meshgrid(x, y)[0]', given: { x: '3', y: '4' }, gives: '3 4' }],
});

const resize = defineOp({
  ...torch,
  name: 'torch.Tensor.resize_',
  method: { names: ['resize_'], only: true },
  inPlace: ['resize_'],
  summary: 'Gives the tensor another size, whatever its own was.',
  docs: docs('torch.Tensor.resize_'),
  params: { input: tensor(), size: integers('int...') },
  rest: 'size',
  shape: ({ size }) => listed(size),
  examples: [{ call: 'x.resize_(4, 5)', given: { x: '2 3' }, gives: '4 5' }],
});

const resizeAs = defineOp({
  ...torch,
  name: 'torch.Tensor.resize_as_',
  method: { names: ['resize_as_', 'set_'], only: true },
  inPlace: ['resize_as_', 'set_'],
  summary: 'Gives the tensor the size of another, whatever its own was.',
  docs: docs('torch.Tensor.resize_as_'),
  params: { input: tensor(), other: tensor() },
  shape: ({ other }) => tensorArg(other.shape),
  examples: [{ call: 'x.resize_as_(y)', given: { x: '2 3', y: '4 5' }, gives: '4 5' }],
});

export const reshapeOps: readonly Op[] = [
  reshape,
  view,
  resize,
  resizeAs,
  ...likeOther,
  flatten,
  ravel,
  unflatten,
  permute,
  transpose,
  matrix,
  reversedAxes,
  lastTwo,
  movedim,
  squeeze,
  unsqueeze,
  expand,
  expandAs,
  repeat,
  tile,
  repeatInterleave,
  unfold,
  broadcastTensors,
];

/** Elements several times over: expand, repeat, tile, unfold. Sources: aten/src/ATen/native/TensorShape.cpp. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { floorDivide, multiply, product } from '../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { elementCount, type Shape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxis } from '../common/axis.ts';
import { broadcastToRule } from '../common/elementwise.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, type Integers, integer, integers, tensor } from '../parameter.ts';
import { docs, torch } from './declare.ts';

/** −1 keeps the length of its axis. */
function expanded(input: TensorArg, to: Shape | undefined, op: string, argument: string, check: Check): TensorArg {
  const { shape } = input;
  if (!to) return tensorArg(undefined);
  const skipped = to.length - (shape?.length ?? to.length);
  const whole = to.map((dim, at) => (dim.kind === 'int' && dim.value === -1 ? (shape?.[at - skipped] ?? unknown) : dim));
  return broadcastToRule(input, whole, { op, argument }, check);
}

/** A shape given as a list of integers. */
export const listed = (given: Integers): Shape | undefined =>
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

export const expansions: readonly Op[] = [expand, expandAs, repeat, tile, repeatInterleave, unfold, broadcastTensors];

/** Axes in another order, fewer or more of them: permute, transpose, squeeze, unsqueeze. Sources: aten/src/ATen/native/TensorShape.cpp. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type TensorArg, tensorArg, toDim } from '../argument.ts';
import type { Check } from '../check.ts';
import { dropAxes, readAxes, readAxis } from '../common/axis.ts';
import { moved } from '../common/contents.ts';
import { expandRule, squeezeRule, transposeRule } from '../common/transpose.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, type Integers, integer, integers, tensor } from '../parameter.ts';
import { docs, torch } from './declare.ts';

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

export const permutations: readonly Op[] = [permute, transpose, matrix, reversedAxes, lastTwo, movedim, squeeze, unsqueeze];

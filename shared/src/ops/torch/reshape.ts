import { int } from '../../dim/dim.ts';
import { type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { reshapeRule } from '../common/reshape.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, type Integers, integer, integers, readIntegers, tensor } from '../parameter.ts';
import { docs, torch } from './declare.ts';
import { listed } from './expand.ts';
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

export const reshapeOps: readonly Op[] = [reshape, view, resize, resizeAs, ...likeOther, flatten, ravel, unflatten];

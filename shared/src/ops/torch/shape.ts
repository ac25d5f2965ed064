/** What tells a tensor's shape: x.shape, x.size(), x.dim(), x.numel(). */
import { type Dim, toNumber } from '../../dim/dim.ts';
import { elementCount } from '../../shape/shape.ts';
import type { Arg, TensorArg } from '../argument.ts';
import { listArg, numberArg, textArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxis } from '../common/axis.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, tensor } from '../parameter.ts';
import { docs, torch } from './declare.ts';

const whole = ({ shape }: TensorArg): Arg => (shape ? listArg(shape.map(numberArg)) : unknownArg);

const names = ['N', 'C', 'H', 'W'];

/** A length of a tensor of which nothing is known has a name all the same. */
function one({ shape }: TensorArg, dim: Dim, check: Check): Arg {
  const at = shape ? readAxis(dim, shape, 'dim', check) : undefined;
  if (at !== undefined && shape) return numberArg(shape[at] as Dim);
  const name = shape ? undefined : names[toNumber(dim) ?? -1];
  return name === undefined ? unknownArg : numberArg(check.fresh(name));
}

const shapeAttribute = defineOp({
  ...torch,
  name: 'torch.Tensor.shape',
  attribute: ['shape'],
  listed: false,
  tellsShape: true,
  summary: 'The size of each axis.',
  docs: docs('torch.Tensor.shape'),
  params: { input: tensor() },
  shape: ({ input }) => whole(input),
  examples: [{ call: 'torch.zeros(x.shape)', given: { x: '2 3' }, gives: '2 3' }],
});

const size = defineOp({
  ...torch,
  name: 'torch.Tensor.size',
  method: { names: ['size'], only: true },
  listed: false,
  tellsShape: true,
  summary: 'The size of each axis, or of one.',
  docs: docs('torch.Tensor.size'),
  params: { input: tensor(), dim: anything('int') },
  shape: ({ input, dim }, check) =>
    dim === undefined || dim.kind === 'none' ? whole(input) : dim.kind === 'number' ? one(input, dim.dim, check) : unknownArg,
  examples: [
    { call: 'torch.zeros(x.size())', given: { x: '2 3' }, gives: '2 3' },
    { call: 'torch.zeros(x.size(-1))', given: { x: '2 3' }, gives: '3' },
    { call: 'x.size(2)', given: { x: '2 3' }, reports: 'axis-out-of-range' },
  ],
});

const rank = ({ shape }: TensorArg): Arg => (shape ? numberArg(shape.length) : unknownArg);

const ndim = defineOp({
  ...torch,
  name: 'torch.Tensor.ndim',
  attribute: ['ndim'],
  listed: false,
  summary: 'The number of axes.',
  docs: docs('torch.Tensor.ndim'),
  params: { input: tensor() },
  shape: ({ input }) => rank(input),
  examples: [{ call: 'torch.zeros(x.ndim)', given: { x: '2 3' }, gives: '2' }],
});

const dimMethod = defineOp({
  ...torch,
  name: 'torch.Tensor.dim',
  method: { names: ['dim', 'ndimension'], only: true },
  listed: false,
  summary: 'The number of axes.',
  docs: docs('torch.Tensor.dim'),
  params: { input: tensor() },
  shape: ({ input }) => rank(input),
  examples: [{ call: 'torch.zeros(x.dim())', given: { x: '2 3' }, gives: '2' }],
});

const numel = defineOp({
  ...torch,
  name: 'torch.numel',
  method: { names: ['numel', 'nelement'] },
  listed: false,
  summary: 'The number of elements.',
  docs: docs('torch.numel'),
  params: { input: tensor() },
  shape: ({ input: { shape } }) => (shape ? numberArg(elementCount(shape)) : unknownArg),
  examples: [{ call: 'torch.zeros(x.numel())', given: { x: '2 3' }, gives: '6' }],
});

const dtypeAttribute = defineOp({
  ...torch,
  name: 'torch.Tensor.dtype',
  attribute: ['dtype'],
  listed: false,
  summary: 'The element type.',
  docs: docs('torch.Tensor.dtype'),
  params: { input: tensor() },
  shape: ({ input: { dtype } }) => (dtype === undefined ? unknownArg : textArg(dtype)),
  examples: [{ call: 'x.dtype', given: { x: '2 3' } }],
});

export const shapeOps: readonly Op[] = [shapeAttribute, size, ndim, dimMethod, numel, dtypeAttribute];

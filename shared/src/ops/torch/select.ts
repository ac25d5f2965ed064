/** Picking elements: gather, index_select, masked_select, one_hot, item. */
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type Arg, numberArg, type TensorArg, tensorArg, unknownArg } from '../argument.ts';
import { readAxis } from '../common/axis.ts';
import { optionalDim } from '../common/sequence.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, integer, tensor } from '../parameter.ts';
import { docs, plain, torch } from './declare.ts';

const gather = defineOp({
  ...torch,
  name: 'torch.gather',
  method: { names: ['gather'] },
  summary: 'Elements along an axis, at the positions of an index of the same rank.',
  docs: docs('torch.gather'),
  params: { input: tensor(), dim: integer(), index: tensor(), ...plain('sparse_grad') },
  shape: args => tensorArg((args.index as TensorArg).shape),
  examples: [{ call: 'x.gather(1, y.long())', given: { x: '8 10', y: '8 1' }, gives: '8 1' }],
});

const indexSelect = defineOp({
  ...torch,
  name: 'torch.index_select',
  method: { names: ['index_select'] },
  summary: 'Positions of an axis, as a list of indices says.',
  docs: docs('torch.index_select'),
  params: { input: tensor(), dim: integer(), index: tensor() },
  shape({ input: { shape }, dim, index }, check) {
    if (!shape) return undefined;
    const at = readAxis(dim, shape, 'dim', check);
    if (at === undefined) return shape.map(() => unknown);
    const length = index.shape ? (index.shape.length === 0 ? int(1) : (index.shape[0] as Dim)) : unknown;
    return shape.with(at, length);
  },
  examples: [{ call: 'x.index_select(1, y.long())', given: { x: '8 10 3', y: '4' }, gives: '8 4 3' }],
});

const select = defineOp({
  ...torch,
  name: 'torch.select',
  method: { names: ['select'] },
  summary: 'One position of an axis.',
  docs: docs('torch.select'),
  params: { input: tensor(), dim: integer(), index: integer() },
  shape({ input: { shape }, dim }, check) {
    if (!shape) return undefined;
    const at = readAxis(dim, shape, 'dim', check);
    return at === undefined ? undefined : shape.toSpliced(at, 1);
  },
  examples: [{ call: 'x.select(1, 0)', given: { x: '8 10 3' }, gives: '8 3' }],
});

const masked = defineOp({
  ...torch,
  name: 'torch.masked_select',
  method: { names: ['masked_select'] },
  summary: 'The elements that a mask picks: how many is known when the program runs.',
  docs: docs('torch.masked_select'),
  params: { input: tensor(), mask: tensor() },
  shape: (_, check) => [check.fresh('K')],
  examples: [{ call: 'x.masked_select(x > 0).dim() and x', given: { x: '8 10' } }],
});

const nonzero = defineOp({
  ...torch,
  name: 'torch.nonzero',
  method: { names: ['nonzero'] },
  summary: 'Where elements are not zero.',
  docs: docs('torch.nonzero'),
  params: { input: tensor(), as_tuple: anything('bool') },
  shape: ({ input: { shape }, as_tuple }, check): Arg =>
    as_tuple || !shape ? unknownArg : tensorArg([check.fresh('K'), int(shape.length)], { dtype: 'int64' }),
  examples: [{ call: 'x.nonzero()', given: { x: '8 10' } }],
});

const oneHot = defineOp({
  ...torch,
  name: 'torch.nn.functional.one_hot',
  summary: 'A 1 at the place of each index.',
  docs: docs('torch.nn.functional.one_hot'),
  params: { tensor: tensor(), num_classes: anything('int') },
  shape({ tensor: { shape }, num_classes }, check) {
    const classes = optionalDim(num_classes);
    const inferred = !classes || (classes.kind === 'int' && classes.value < 0);
    return shape && [...shape, inferred ? check.fresh('K') : classes];
  },
  examples: [{ call: 'F.one_hot(x.long(), 10)', given: { x: '8' }, gives: '8 10' }],
});

const item = defineOp({
  ...torch,
  name: 'torch.Tensor.item',
  method: { names: ['item'], only: true },
  listed: false,
  summary: 'The only element as a number.',
  docs: docs('torch.Tensor.item'),
  params: { input: tensor() },
  shape: ({ input: { elements } }) => (elements?.length === 1 ? numberArg(elements[0] as Dim) : unknownArg),
  examples: [{ call: 'torch.zeros(torch.tensor(3).item())', gives: '3' }],
});

const toList = defineOp({
  ...torch,
  name: 'torch.Tensor.tolist',
  method: { names: ['tolist'], only: true },
  listed: false,
  summary: 'The elements as a list.',
  docs: docs('torch.Tensor.tolist'),
  params: { input: tensor() },
  shape: ({ input: { elements, shape } }): Arg =>
    elements && shape?.length === 1 ? { kind: 'list', items: elements.map(numberArg) } : unknownArg,
  examples: [{ call: 'torch.zeros(torch.tensor([2, 3]).tolist())', gives: '2 3' }],
});

const diag = defineOp({
  ...torch,
  name: 'torch.diag',
  method: { names: ['diag'] },
  summary: 'A matrix with a vector on its diagonal, or the diagonal of a matrix.',
  docs: docs('torch.diag'),
  params: { input: tensor(), diagonal: anything('int') },
  shape({ input: { shape }, diagonal }) {
    if (!shape || diagonal) return undefined;
    const [n, m] = shape;
    if (shape.length === 1 && n) return [n, n];
    return n?.kind === 'int' && m?.kind === 'int' ? [int(Math.min(n.value, m.value))] : undefined;
  },
  examples: [
    { call: 'torch.diag(x)', given: { x: '3' }, gives: '3 3' },
    { call: 'torch.diag(x)', given: { x: '3 4' }, gives: '3' },
  ],
});

export const selections: readonly Op[] = [gather, indexSelect, select, masked, nonzero, oneHot, item, toList, diag];

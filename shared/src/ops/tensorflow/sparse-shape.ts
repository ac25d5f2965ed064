/** Sparse tensors in another shape, taken apart and put together. Source: tensorflow/python/ops/sparse_ops.py. */
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type Arg, listArg, type TensorArg } from '../argument.ts';
import { readAxis } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { concatRule } from '../common/join.ts';
import { reshapeRule } from '../common/reshape.ts';
import type { Op } from '../op.ts';
import { anything, flag, type Integers, integer, integers, tensor } from '../parameter.ts';
import { completeOp, name, words } from './declare.ts';

const from = (call: string): string => `tf.sparse.from_dense(${call})`;
const x = { x: '2 3' };
const xy = { x: '2 3', y: '2 4' };

const reshape = completeOp('sparse.reshape', {
  aliases: ['sparse_reshape'],
  summary: 'The same elements in another shape.',
  params: { sp_input: tensor(), shape: integers('int[]'), name: name() },
  shape: ({ sp_input, shape }, check) => {
    const to = reshapeRule(sp_input as TensorArg, shape as Integers, { op: 'tf.sparse.reshape', argument: 'shape' }, check);
    return ofType(to.shape, to.dtype);
  },
  examples: [
    { call: `tf.sparse.reshape(${from('x')}, [3, -1])`, given: x, gives: '3 2' },
    { call: `tf.sparse.reshape(${from('x')}, [4, -1])`, given: x, reports: 'reshape-size' },
  ],
});

const transpose = completeOp('sparse.transpose', {
  aliases: ['sparse_transpose'],
  summary: 'The axes in another order.',
  params: { sp_input: tensor(), perm: integers('int[]').optional(), name: name() },
  shape({ sp_input, perm }) {
    const { shape, dtype: type } = sp_input as TensorArg;
    const order = perm as Integers;
    if (order?.kind === 'none') return ofType(shape?.toReversed(), type);
    const axes = order?.kind === 'many' ? order.items.map(item => (typeof item === 'object' && item.kind === 'int' ? item.value : -1)) : [];
    return ofType(shape && axes.length === shape.length ? axes.map(axis => shape[axis] ?? unknown) : undefined, type);
  },
  examples: [
    { call: `tf.sparse.transpose(${from('x')}, [1, 0])`, given: x, gives: '3 2' },
    { call: `tf.sparse.transpose(${from('x')})`, given: x, gives: '3 2' },
  ],
});

const expandDims = completeOp('sparse.expand_dims', {
  summary: 'With an axis of length 1 more.',
  params: { sp_input: tensor(), axis: anything('int').optional(), name: name() },
  shape({ sp_input, axis }) {
    const { shape, dtype: type } = sp_input as TensorArg;
    const given = axis as Arg | undefined;
    const at = !given || given.kind === 'none' ? -1 : given.kind === 'number' && given.dim.kind === 'int' ? given.dim.value : undefined;
    if (!shape || at === undefined) return ofType(undefined, type);
    const place = at < 0 ? at + shape.length + 1 : at;
    return place < 0 || place > shape.length ? undefined : ofType(shape.toSpliced(place, 0, int(1)), type);
  },
  examples: [{ call: `tf.sparse.expand_dims(${from('x')}, 1)`, given: x, gives: '2 1 3' }],
});

const concat = completeOp('sparse.concat', {
  aliases: ['sparse_concat'],
  summary: 'Sparse tensors put together along an axis.',
  params: {
    axis: integer().alias('concat_dim'),
    sp_inputs: anything('Tensor[]', { kind: 'shape' }),
    expand_nonconcat_dims: flag().default('False').alias('expand_nonconcat_dim'),
    name: name(),
  },
  order: {
    legacy: 'axis sp_inputs name expand_nonconcat_dim concat_dim',
    v1: 'axis sp_inputs name expand_nonconcat_dim concat_dim expand_nonconcat_dims',
    v2: 'axis sp_inputs expand_nonconcat_dims name',
  },
  shape({ axis, sp_inputs, expand_nonconcat_dims }, check) {
    if (expand_nonconcat_dims !== false) return undefined;
    const { shape, dtype: type } = concatRule(sp_inputs as Arg | undefined, axis as Dim, { values: 'sp_inputs', axis: 'axis' }, check);
    return ofType(shape, type);
  },
  examples: [
    { call: `tf.sparse.concat(0, [${from('x')}, ${from('x')}])`, given: x, gives: '4 3' },
    { call: `tf.sparse.concat(0, [${from('x')}, ${from('y')}])`, given: xy, reports: 'concat-mismatch' },
  ],
});

/** Parts of which the first ones are longer where it does not come out even. */
const split = completeOp('sparse.split', {
  aliases: ['sparse_split'],
  summary: 'So many parts along an axis.',
  params: { sp_input: tensor(), num_split: integer(), axis: integer().alias('split_dim'), ...words('keyword_required name') },
  order: {
    legacy: 'keyword_required sp_input num_split axis name split_dim',
    v1: 'keyword_required sp_input num_split axis name split_dim',
    v2: 'sp_input num_split axis name',
  },
  shape({ sp_input, num_split, axis }, check) {
    const { shape, dtype: type } = sp_input as TensorArg;
    const at = shape && readAxis(axis as Dim, shape, 'axis', check);
    const count = num_split as Dim;
    const along = at === undefined ? undefined : shape?.[at];
    if (!shape || at === undefined || count.kind !== 'int' || count.value < 1 || count.value > 64) return { kind: 'unknown' };
    return listArg(
      Array.from({ length: count.value }, (_, part) => {
        const more = along?.kind === 'int' && part < along.value % count.value ? 1 : 0;
        const length = along?.kind === 'int' ? int(Math.floor(along.value / count.value) + more) : unknown;
        return ofType(shape.with(at, length), type);
      }),
    );
  },
  examples: [{ call: `tf.sparse.split(sp_input=${from('x')}, num_split=2, axis=1)[0]`, given: x, gives: '2 2' }],
});

const slice = completeOp('sparse.slice', {
  aliases: ['sparse_slice'],
  summary: 'A part of a sparse tensor; what is beyond its end is left out.',
  params: { sp_input: tensor(), start: integers('int[]'), size: integers('int[]'), name: name() },
  shape({ sp_input, start, size }) {
    const { shape, dtype: type } = sp_input as TensorArg;
    const numbers = (given: Integers) =>
      given?.kind === 'many' ? given.items.map(item => (typeof item === 'object' && item.kind === 'int' ? item.value : undefined)) : [];
    const [begin, length] = [numbers(start as Integers), numbers(size as Integers)];
    return ofType(
      shape?.map((dim, axis) => {
        const [at, long] = [begin[axis], length[axis]];
        return dim.kind === 'int' && at !== undefined && long !== undefined ? int(Math.max(0, Math.min(long, dim.value - at))) : unknown;
      }),
      type,
    );
  },
  examples: [{ call: `tf.sparse.slice(${from('x')}, [0, 1], [1, 5])`, given: x, gives: '1 2' }],
});

export const sparseShapes: readonly Op[] = [reshape, transpose, expandDims, concat, split, slice];

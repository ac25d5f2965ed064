/** Ops that pick or put slices by lists of indices. Sources: array_ops.cc, `scatter_nd` in scatter_nd_op.cc. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal, less } from '../../dim/compare.ts';
import { int } from '../../dim/dim.ts';
import { type Shape, showShape } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { toShape } from '../common/shape-argument.ts';
import type { Op } from '../op.ts';
import { ignored, integer, integers, tensor } from '../parameter.ts';
import { name, op, words } from './declare.ts';

/** The axes that are left of `of` when the last axis of `indices` has chosen among its first ones, `batch` of which belong to both. */
function leftOver(of: Shape, indices: Shape, batch: number, path: string, check: Check): Shape | undefined {
  const depth = indices.at(-1);
  if (!depth) {
    check.report(rankMismatch, { argument: 'indices', wanted: 'at least 1', got: indices }, { argument: 'indices' });
    return undefined;
  }
  if (less(int(of.length - batch), depth) === 'yes') {
    const problem = `has indices of ${depth.kind === 'int' ? depth.value : 'too many'} numbers for the ${of.length - batch} axes of ${showShape(of)}`;
    check.report(argumentForm, { op: `tf.${path}`, problem }, { argument: 'indices' });
    return undefined;
  }
  return depth.kind === 'int' ? of.slice(batch + depth.value) : undefined;
}

const gatherNd = op('gather_nd', {
  aliases: ['manip.gather_nd'],
  method: { names: ['gather_nd'] },
  summary: 'Picks elements or slices; the last axis of the indices says where each is.',
  params: { params: tensor(), indices: tensor(), batch_dims: integer().default('0'), name: name(), bad_indices_policy: ignored('str') },
  order: {
    legacy: 'params indices name batch_dims',
    v1: 'params indices name batch_dims bad_indices_policy',
    v2: 'params indices batch_dims name bad_indices_policy',
  },
  shape({ params, indices, batch_dims }, check) {
    if (!params.shape || !indices.shape || batch_dims.kind !== 'int') return undefined;
    const rest = leftOver(params.shape, indices.shape, batch_dims.value, 'gather_nd', check);
    return ofType(rest && [...indices.shape.slice(0, -1), ...rest], params.dtype);
  },
  examples: [
    { call: 'tf.gather_nd(x, [[0, 1], [1, 0]])', given: { x: '2 3 4' }, gives: '2 4' },
    { call: 'tf.gather_nd(x, [[0], [1]])', given: { x: '2 3' }, gives: '2 3' },
    { call: 'tf.gather_nd(x, [[0, 0, 0]])', given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

const batchGather = op('batch_gather', {
  api: 'v1',
  summary: 'Picks slices of every item of a batch by its own indices.',
  params: { params: tensor(), indices: tensor(), name: name() },
  shape: ({ params, indices }) =>
    ofType(params.shape && indices.shape && [...indices.shape, ...params.shape.slice(indices.shape.length)], params.dtype),
  examples: [{ call: 'tf.batch_gather(x, [[0, 1], [1, 1]])', given: { x: '2 3 4' }, gives: '2 2 4' }],
});

/** Updates are one slice for each list of indices: "Dimensions … of input … must match". */
function checkUpdates(target: Shape | undefined, indices: TensorArg, updates: TensorArg, path: string, check: Check): void {
  if (!target || !indices.shape || !updates.shape) return;
  if (updates.shape.length === 0) {
    check.report(rankMismatch, { argument: 'updates', wanted: 'at least 1', got: updates.shape }, { argument: 'updates' });
    return;
  }
  // A single list of indices is read in one way by kernels and in another by shape functions.
  if (indices.shape.length === 1) return;
  const rest = leftOver(target, indices.shape, 0, path, check);
  if (!rest) return;
  const wanted = [...indices.shape.slice(0, -1), ...rest];
  const fits = wanted.length === updates.shape.length && wanted.every((dim, at) => equal(dim, updates.shape?.[at] ?? dim) !== 'no');
  if (fits) return;
  const problem = `needs updates ${showShape(wanted)} for indices ${showShape(indices.shape)} into ${showShape(target)}, got ${showShape(updates.shape)}`;
  check.report(argumentForm, { op: `tf.${path}`, problem }, { argument: 'updates' });
}

const scatterNd = op('scatter_nd', {
  aliases: ['manip.scatter_nd'],
  summary: 'Zeros of a shape, with updates added in some places.',
  params: { indices: tensor(), updates: tensor(), shape: integers('int[]'), bad_indices_policy: ignored('str'), name: name() },
  order: {
    legacy: 'indices updates shape name',
    v1: 'indices updates shape bad_indices_policy name',
    v2: 'indices updates shape bad_indices_policy name',
  },
  shape({ indices, updates, shape }, check) {
    const target = toShape(shape);
    checkUpdates(target, indices, updates, 'scatter_nd', check);
    return ofType(target, updates.dtype);
  },
  examples: [
    { call: 'tf.scatter_nd([[1], [3]], x, [5, 4])', given: { x: '2 4' }, gives: '5 4' },
    { call: 'tf.scatter_nd([[1], [3]], x, [5, 4])', given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

const changed = (word: 'update' | 'add' | 'sub' | 'max' | 'min'): Op => {
  const path = `tensor_scatter_nd_${word}`;
  return op(path, {
    aliases: word === 'max' || word === 'min' ? [] : [`tensor_scatter_${word}`],
    summary: 'The tensor with updates in some places.',
    params: { tensor: tensor(), indices: tensor(), updates: tensor(), bad_indices_policy: ignored('str'), name: name() },
    order: `tensor indices updates ${word === 'update' ? '' : 'bad_indices_policy '}name`,
    shape(args, check) {
      checkUpdates(args.tensor.shape, args.indices, args.updates, path, check);
      return ofType(args.tensor.shape, args.tensor.dtype);
    },
    examples: [
      { call: `tf.${path}(x, [[1], [3]], y)`, given: { x: '5 4', y: '2 4' }, gives: '5 4' },
      { call: `tf.${path}(x, [[1], [3]], y)`, given: { x: '5 4', y: '2 3' }, reports: 'argument-form' },
    ],
  });
};

/** Into a variable, by indices of its first axis, or by lists of indices. */
const intoVariable = (path: string): Op =>
  op(path, {
    api: 'v1',
    summary: 'The variable with updates in some places.',
    params: { ref: tensor(), indices: tensor(), updates: tensor(), ...words('use_locking name') },
    shape: ({ ref }) => ofType(ref.shape, ref.dtype),
    examples: [
      { call: `tf.${path}(tf.Variable([1.0, 2.0, 3.0]), ${path.includes('_nd_') ? '[[0], [1]]' : '[0, 1]'}, [1.0, 2.0])`, gives: '3' },
    ],
  });

const sparseToDense = op('sparse_to_dense', {
  api: 'v1',
  summary: 'A tensor of a shape that holds values in some places, and a default elsewhere.',
  params: {
    sparse_indices: tensor(),
    output_shape: integers('int[]'),
    sparse_values: tensor(),
    ...words('default_value validate_indices name'),
  },
  shape: ({ output_shape, sparse_values }) => ofType(toShape(output_shape), sparse_values.dtype),
  examples: [{ call: 'tf.sparse_to_dense([[0, 1], [1, 2]], [2, 3], [1.0, 2.0])', gives: '2 3' }],
});

export const scatterOps: readonly Op[] = [
  gatherNd,
  batchGather,
  scatterNd,
  ...(['update', 'add', 'sub', 'max', 'min'] as const).map(changed),
  ...['update', 'add', 'sub', 'mul', 'div', 'max', 'min'].map(word => intoVariable(`scatter_${word}`)),
  ...['update', 'add', 'sub'].map(word => intoVariable(`scatter_nd_${word}`)),
  sparseToDense,
];

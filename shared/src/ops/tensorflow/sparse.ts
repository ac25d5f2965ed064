/**
 * Sparse tensors: `tf.SparseTensor` and `tf.sparse`. To the rules they are tensors of their dense shape.
 * Source: tensorflow/python/ops/sparse_ops.py, core/ops/sparse_ops.cc.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type Shape, sameShape, showShape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg, toTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { matmulRule } from '../common/matmul.ts';
import { reduceRule } from '../common/reduce.ts';
import { eyeShape } from '../common/sequence.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, flag, type Integers, integer, integers, optionalTensor, tensor } from '../parameter.ts';
import { completeOp, docs, name, ordered, tensorflow, words } from './declare.ts';
import { sparseShapes } from './sparse-shape.ts';

const from = (call: string): string => `tf.sparse.from_dense(${call})`;
const x = { x: '2 3' };
const xy = { x: '2 3', y: '2 4' };

const sparseTensor = completeOp('SparseTensor', {
  aliases: ['sparse.SparseTensor', 'SparseTensorValue'],
  listed: false,
  summary: 'A tensor of which only some elements are written down.',
  params: { indices: tensor('[n, rank]'), values: tensor('[n]'), dense_shape: integers('int[]').alias('shape') },
  shape({ indices, values, dense_shape }, check) {
    const shape = toShape(dense_shape as Integers);
    const [[count, rank], [length]] = [(indices as TensorArg).shape ?? [], (values as TensorArg).shape ?? []];
    const problem =
      shape && rank && equal(rank, int(shape.length)) === 'no'
        ? `has indices of ${showShape([rank])} for a shape of ${shape.length} axes`
        : count && length && equal(count, length) === 'no'
          ? `has ${showShape([count])} indices for ${showShape([length])} values`
          : undefined;
    if (problem) check.report(argumentForm, { op: 'tf.SparseTensor', problem }, { argument: 'indices' });
    return ofType(shape ?? (rank?.kind === 'int' ? Array<Dim>(rank.value).fill(unknown) : undefined), (values as TensorArg).dtype);
  },
  examples: [
    { call: 'tf.sparse.to_dense(tf.SparseTensor([[0, 0]], [1.0], [2, 3]))', gives: '2 3' },
    { call: 'tf.SparseTensor([[0, 0]], [1.0], [2, 3, 4])', reports: 'argument-form' },
    { call: 'tf.SparseTensor([[0, 0]], [1.0, 2.0], [2, 3])', reports: 'argument-form' },
  ],
});

const placeholder = completeOp('sparse_placeholder', {
  api: 'v1',
  aliases: ['sparse.placeholder'],
  listed: false,
  summary: 'A sparse tensor that is fed.',
  params: { dtype: dtype(), shape: integers('int[]').optional(), name: name() },
  shape: args => ofType(toShape(args.shape as Integers), args.dtype as string | undefined),
  examples: [{ call: 'tf.sparse_placeholder(tf.float32, [2, 3])', gives: '2 3' }],
});

interface Keeping {
  readonly path: string;
  readonly aliases?: readonly string[];
  readonly input?: string;
  readonly more?: string;
  readonly dtype?: string;
  readonly call?: string;
  readonly dense?: boolean;
  readonly summary: string;
}

const keeping = ({ path, aliases = [], input = 'sp_input', more = 'name', call = '', dense = false, summary }: Keeping): Op =>
  completeOp(path, {
    aliases,
    summary,
    params: { [input]: tensor(), ...words(more) },
    order: ordered(`${input} ${more}`),
    shape: args => ofType((args[input] as TensorArg).shape, (args[input] as TensorArg).dtype),
    examples: [{ call: `tf.${path}(${dense ? 'x' : from('x')}${call && `, ${call}`})`, given: x, gives: '2 3' }],
  });

const kept: readonly Keeping[] = [
  { path: 'sparse.from_dense', input: 'tensor', dense: true, summary: 'A dense tensor as a sparse one.' },
  {
    path: 'sparse.to_dense',
    aliases: ['sparse_tensor_to_dense'],
    more: 'default_value validate_indices name',
    summary: 'A sparse tensor as a dense one.',
  },
  { path: 'sparse.reorder', aliases: ['sparse_reorder'], summary: 'The elements in the order of their indices.' },
  {
    path: 'sparse.retain',
    aliases: ['sparse_retain'],
    more: 'to_retain!',
    call: '[True, False, True, False, True, False]',
    summary: 'Only some of the elements.',
  },
  { path: 'sparse.softmax', aliases: ['sparse_softmax'], summary: 'Softmax over the elements of the last axis that are written down.' },
];

/** "Operands' shapes do not match"; dense operands do not broadcast either. */
function alike(path: string, a: TensorArg, b: TensorArg, argument: string, check: Check): TensorArg {
  if (a.shape && b.shape && sameShape(a.shape, b.shape) === 'no') {
    const problem = `needs tensors of one shape, got ${showShape(a.shape)} and ${showShape(b.shape)}`;
    check.report(argumentForm, { op: `tf.${path}`, problem }, { argument });
  }
  return ofType(a.shape ?? b.shape, a.dtype ?? b.dtype);
}

const pairwise = (path: string, alias: string, [one, other]: readonly [string, string], more: string): Op =>
  completeOp(path, {
    aliases: [alias],
    summary: 'Two tensors of one shape, element by element.',
    params: { [one]: tensor(), [other]: tensor(), ...words(more) },
    order: { legacy: `${one} ${other} ${more}`, v1: `${one} ${other} ${more}`, v2: `${one} ${other} ${more.split(' ')[0]}` },
    shape: (args, check) => alike(path, args[one] as TensorArg, args[other] as TensorArg, other, check),
    examples: [
      { call: `tf.${path}(${from('x')}, ${from('x')})`, given: x, gives: '2 3' },
      { call: `tf.${path}(${from('x')}, ${from('y')})`, given: xy, reports: 'argument-form' },
    ],
  });

const matmul = completeOp('sparse.sparse_dense_matmul', {
  aliases: ['sparse_tensor_dense_matmul', 'sparse.matmul'],
  summary: 'A sparse matrix times a dense one.',
  params: {
    sp_a: tensor('[n, m]'),
    b: tensor('[m, k]'),
    adjoint_a: flag().default('False'),
    adjoint_b: flag().default('False'),
    name: name(),
  },
  shape({ sp_a, b, adjoint_a, adjoint_b }, check) {
    const [left, right] = [sp_a, b] as readonly TensorArg[];
    // Other ranks are rejected in words of their own.
    if (left?.shape?.length !== 2 || right?.shape?.length !== 2) return undefined;
    const turned = { a: adjoint_a as boolean | undefined, b: adjoint_b as boolean | undefined };
    return matmulRule(left, right, turned, ['sp_a', 'b'], { op: 'tf.sparse.sparse_dense_matmul', at: 'b' }, check);
  },
  examples: [
    { call: `tf.sparse.sparse_dense_matmul(${from('x')}, y)`, given: { x: '2 3', y: '3 4' }, gives: '2 4' },
    { call: `tf.sparse.sparse_dense_matmul(${from('x')}, y)`, given: xy, reports: 'matmul-mismatch' },
    { call: `tf.sparse.sparse_dense_matmul(${from('x')}, y, adjoint_a=True)`, given: xy, gives: '3 4' },
  ],
});

const reduced = (word: 'reduce_sum' | 'reduce_max'): Op =>
  completeOp(`sparse.${word}`, {
    aliases: [`sparse_${word}`],
    summary: 'What the elements along some axes come to.',
    params: {
      sp_input: tensor(),
      axis: integers('int | int[]').alias('reduction_axes').optional(),
      keepdims: flag().default('False').alias('keep_dims'),
      ...words('output_is_sparse name'),
    },
    order: {
      legacy: 'sp_input axis keepdims reduction_axes keep_dims',
      v1: 'sp_input axis keepdims reduction_axes keep_dims',
      v2: 'sp_input axis keepdims output_is_sparse name',
    },
    shape: ({ sp_input, axis, keepdims }, check) =>
      ofType(
        reduceRule(undefined, sp_input as TensorArg, axis as Integers, keepdims as boolean | undefined, 'axis', check).shape,
        (sp_input as TensorArg).dtype,
      ),
    examples: [
      { call: `tf.sparse.${word}(${from('x')}, axis=1)`, given: x, gives: '2' },
      { call: `tf.sparse.${word}(${from('x')}, axis=4)`, given: x, reports: 'axis-out-of-range' },
    ],
  });

const toIndicator = completeOp('sparse.to_indicator', {
  aliases: ['sparse_to_indicator'],
  summary: 'For each row of identifiers, which of all there are occur in it.',
  params: { sp_input: tensor(), vocab_size: integer(), name: name() },
  shape: ({ sp_input, vocab_size }) => {
    const { shape } = sp_input as TensorArg;
    return ofType(shape && [...shape.slice(0, -1), vocab_size as Dim], 'bool');
  },
  examples: [{ call: `tf.sparse.to_indicator(${from('tf.constant([[1, 2], [3, 0]])')}, 5)`, gives: '2 5' }],
});

const eye = completeOp('sparse.eye', {
  summary: 'A sparse identity matrix.',
  params: { num_rows: integer(), num_columns: anything('int').optional(), dtype: dtype().default("'float32'"), name: name() },
  shape: args =>
    ofType(eyeShape(args.num_rows as Dim, args.num_columns as Arg | undefined, { kind: 'none' }), args.dtype as string | undefined),
  examples: [{ call: 'tf.sparse.to_dense(tf.sparse.eye(3, 5))', gives: '3 5' }],
});

const fillEmptyRows = completeOp('sparse.fill_empty_rows', {
  aliases: ['sparse_fill_empty_rows'],
  summary: 'A value in every row that has none, and which rows those are.',
  params: { sp_input: tensor(), ...words('default_value! name') },
  shape({ sp_input }) {
    const { shape, dtype: type } = sp_input as TensorArg;
    return listArg([ofType(shape, type), ofType(shape?.slice(0, 1), 'bool')]);
  },
  examples: [{ call: `tf.sparse.fill_empty_rows(${from('x')}, 0.0)[0]`, given: x, gives: '2 3' }],
});

const resetShape = completeOp('sparse.reset_shape', {
  aliases: ['sparse_reset_shape'],
  summary: 'Another dense shape; without one the smallest that holds the elements.',
  params: { sp_input: tensor(), new_shape: integers('int[]').optional() },
  shape({ sp_input, new_shape }) {
    const { shape, dtype: type } = sp_input as TensorArg;
    return ofType(toShape(new_shape as Integers) ?? shape?.map((): Dim => unknown), type);
  },
  examples: [{ call: `tf.sparse.reset_shape(${from('x')}, [4, 5])`, given: x, gives: '4 5' }],
});

/** Rows are chosen by `indices` and put together by `segment_ids`, which are in order. */
const segments = (word: string): Op =>
  completeOp(`sparse.segment_${word}`, {
    aliases: [`sparse_segment_${word}`],
    summary: 'What the chosen rows of each segment come to.',
    params: { data: tensor(), indices: tensor(), segment_ids: tensor(), num_segments: optionalTensor(), ...words('name sparse_gradient') },
    order: {
      legacy: 'data indices segment_ids name num_segments',
      v1: 'data indices segment_ids name num_segments sparse_gradient',
      v2: 'data indices segment_ids num_segments name sparse_gradient',
    },
    shape(args, check) {
      const [data, indices, ids] = [args.data, args.indices, args.segment_ids] as readonly TensorArg[];
      const count = (args.num_segments as TensorArg | undefined)?.elements?.[0];
      if (indices?.shape && ids?.shape && sameShape(indices.shape, ids.shape) === 'no') {
        const problem = `needs as many segments as indices, got ${showShape(ids.shape)} and ${showShape(indices.shape)}`;
        check.report(argumentForm, { op: `tf.sparse.segment_${word}`, problem }, { argument: 'segment_ids' });
      }
      const segmentCount = args.num_segments ? (count ?? unknown) : check.fresh('N');
      return ofType(data?.shape && [segmentCount, ...data.shape.slice(1)], data?.dtype);
    },
    examples: [
      { call: `tf.sparse.segment_${word}(x, [0, 1], [0, 0])`, given: { x: '4 3' }, gives: 'N 3' },
      { call: `tf.sparse.segment_${word}(x, [0, 1], [0, 0], num_segments=2)`, given: { x: '4 3' }, gives: '2 3' },
      { call: `tf.sparse.segment_${word}(x, [0, 1], [0, 0, 1])`, given: { x: '4 3' }, reports: 'argument-form' },
    ],
  });

/** Of sparse tensors, and where they have the same name, of ragged ones. */
const attribute = (
  word: string,
  summary: string,
  gives: string,
  of: (shape: Shape | undefined, check: Check, type: string | undefined) => TensorArg,
): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.SparseTensor.${word}`,
    docs: docs('sparse/SparseTensor'),
    attribute: [word],
    neverFails: 'an attribute takes nothing',
    listed: false,
    summary,
    params: { input: tensor() },
    shape: ({ input: { shape, dtype: type } }, check) => of(shape, check, type),
    examples: [{ call: `${from('x')}.${word}`, given: x, gives }],
  });

const attributes: readonly Op[] = [
  // Of a ragged tensor of more axes, the rows.
  attribute('values', 'The elements that are written down.', 'N', (shape, check, type) =>
    ofType(shape?.length === 2 ? [check.fresh('N')] : undefined, type),
  ),
  attribute('indices', 'Where they are.', 'N 2', (shape, check) => ofType(shape && [check.fresh('N'), int(shape.length)], 'int64')),
  attribute('dense_shape', 'The shape as a tensor.', '2', shape =>
    tensorArg(shape && [int(shape.length)], { dtype: 'int64', ...(shape ? { elements: shape } : {}) }),
  ),
];

/** A sparse tensor, or what becomes one. */
const convert = completeOp('convert_to_tensor_or_sparse_tensor', {
  api: 'v1',
  listed: false,
  summary: 'The value as a tensor, unless it is a sparse one.',
  params: { value: anything('any', { kind: 'shape' }), ...words('dtype name') },
  shape: ({ value }) => (value ? toTensor(value as Arg) : undefined) ?? { kind: 'unknown' },
  examples: [{ call: 'tf.convert_to_tensor_or_sparse_tensor(x)', given: x, gives: '2 3' }],
});

export const sparseOps: readonly Op[] = [
  sparseTensor,
  placeholder,
  ...kept.map(keeping),
  pairwise('sparse.add', 'sparse_add', ['a', 'b'], 'threshold thresh'),
  pairwise('sparse.maximum', 'sparse_maximum', ['sp_a', 'sp_b'], 'name'),
  pairwise('sparse.minimum', 'sparse_minimum', ['sp_a', 'sp_b'], 'name'),
  matmul,
  ...sparseShapes,
  reduced('reduce_sum'),
  reduced('reduce_max'),
  toIndicator,
  eye,
  fillEmptyRows,
  resetShape,
  segments('sum'),
  segments('mean'),
  segments('sqrt_n'),
  ...attributes,
  convert,
];

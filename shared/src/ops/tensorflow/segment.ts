/** Ops that group rows by ids, count, search and rank. Sources: math_ops.cc, nn_ops.cc, bincount_ops.py, histogram_ops.py. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal, less } from '../../dim/compare.ts';
import { unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { elementCount, sameShape, showShape } from '../../shape/shape.ts';
import { listArg, tensorArg, toDim } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import type { Op } from '../op.ts';
import { anything, dtype, ignored, integer, tensor } from '../parameter.ts';
import { name, op, words } from './declare.ts';

const segment = (word: 'sum' | 'mean' | 'max' | 'min' | 'prod'): Op =>
  op(`math.segment_${word}`, {
    aliases: [`segment_${word}`],
    summary: 'Rows with the same id, of which there are several in a row, become one; as many as there are ids.',
    params: { data: tensor('[n, …]'), segment_ids: tensor('[n]'), name: name() },
    shape({ data, segment_ids }, check) {
      const ids = segment_ids.shape;
      if (ids && ids.length !== 1)
        check.report(rankMismatch, { argument: 'segment_ids', wanted: 1, got: ids }, { argument: 'segment_ids' });
      if (!data.shape) return undefined;
      if (data.shape.length === 0) {
        check.report(rankMismatch, { argument: 'data', wanted: 'at least 1', got: data.shape }, { argument: 'data' });
        return undefined;
      }
      const [count = unknown] = ids ?? [];
      const [rows = unknown] = data.shape;
      if (ids?.length === 1 && equal(count, rows) === 'no') {
        const problem = `needs an id for each of the ${show(rows)} rows, got ${show(count)}`;
        check.report(argumentForm, { op: `tf.math.segment_${word}`, problem }, { argument: 'segment_ids' });
      }
      return ofType([check.fresh('N'), ...data.shape.slice(1)], data.dtype);
    },
    examples: [
      { call: `tf.math.segment_${word}(x, [0, 0, 1])`, given: { x: '3 4' }, gives: 'N 4' },
      { call: `tf.math.segment_${word}(x, [[0, 0, 1]])`, given: { x: '3 4' }, reports: 'rank-mismatch' },
    ],
  });

const unsorted = (word: 'sum' | 'mean' | 'max' | 'min' | 'prod' | 'sqrt_n'): Op =>
  op(`math.unsorted_segment_${word}`, {
    aliases: [`unsorted_segment_${word}`],
    summary: 'Rows with the same id become one; as many as are asked for.',
    params: { data: tensor('[n, …]'), segment_ids: tensor('[n]'), num_segments: integer(), name: name() },
    shape({ data, segment_ids, num_segments }, check) {
      if (!data.shape || !segment_ids.shape) return undefined;
      const front = data.shape.slice(0, segment_ids.shape.length);
      if (front.length < segment_ids.shape.length || sameShape(front, segment_ids.shape) === 'no') {
        const problem = `needs segment_ids of the shape that data begins with, got ${showShape(segment_ids.shape)} for ${showShape(data.shape)}`;
        check.report(argumentForm, { op: `tf.math.unsorted_segment_${word}`, problem }, { argument: 'segment_ids' });
        return undefined;
      }
      return ofType([num_segments, ...data.shape.slice(front.length)], data.dtype);
    },
    examples: [
      { call: `tf.math.unsorted_segment_${word}(x, [0, 2, 1], 5)`, given: { x: '3 4' }, gives: '5 4' },
      { call: `tf.math.unsorted_segment_${word}(x, [0, 2, 1, 1], 5)`, given: { x: '3 4' }, reports: 'argument-form' },
    ],
  });

const topK = op('math.top_k', {
  aliases: ['nn.top_k'],
  summary: 'The k greatest numbers along the last axis, and where they were.',
  params: { input: tensor('[…, n]'), k: integer().default('1'), sorted: ignored('bool'), index_type: dtype().optional(), name: name() },
  order: { legacy: 'input k sorted name', v1: 'input k sorted index_type name', v2: 'input k sorted index_type name' },
  shape({ input, k, index_type = 'int32' }, check) {
    const last = input.shape?.at(-1);
    if (input.shape && !last)
      check.report(rankMismatch, { argument: 'input', wanted: 'at least 1', got: input.shape }, { argument: 'input' });
    if (last && less(last, k) === 'yes') {
      const problem = `wants ${show(k)} of the ${show(last)} numbers along the last axis of ${showShape(input.shape)}`;
      check.report(argumentForm, { op: 'tf.math.top_k', problem }, { argument: 'k' });
    }
    const shape = input.shape && last ? [...input.shape.slice(0, -1), k] : undefined;
    return listArg([ofType(shape, input.dtype), ofType(shape, index_type)]);
  },
  examples: [
    { call: 'tf.math.top_k(x, 3)[0]', given: { x: '8 10' }, gives: '8 3' },
    { call: 'tf.nn.top_k(x, k=1)[1]', given: { x: '8 10' }, gives: '8 1' },
    { call: 'tf.math.top_k(x, 11)', given: { x: '8 10' }, reports: 'argument-form' },
  ],
});

const searchSorted = op('searchsorted', {
  summary: 'Where in sorted sequences each value belongs.',
  params: { sorted_sequence: tensor('[…, n]'), values: tensor('[…, m]'), ...words('side'), out_type: dtype().optional(), name: name() },
  shape({ sorted_sequence, values, out_type = 'int32' }, check) {
    const [all, some] = [sorted_sequence.shape, values.shape];
    // The axes in front count as one.
    if (all && some && equal(elementCount(all.slice(0, -1)), elementCount(some.slice(0, -1))) === 'no') {
      const problem = `needs values ${showShape([...all.slice(0, -1), unknown])} for sequences ${showShape(all)}, got ${showShape(some)}`;
      check.report(argumentForm, { op: 'tf.searchsorted', problem }, { argument: 'values' });
    }
    return ofType(some, out_type);
  },
  examples: [
    { call: 'tf.searchsorted(x, y)', given: { x: '2 9', y: '2 4' }, gives: '2 4' },
    { call: 'tf.searchsorted(x, y)', given: { x: '2 9', y: '3 4' }, reports: 'argument-form' },
  ],
});

const histogram = op('histogram_fixed_width', {
  summary: 'How many values fall into each of so many equal parts of a range.',
  params: {
    values: tensor(),
    value_range: anything('float[2]'),
    nbins: integer().default('100'),
    dtype: dtype().default('tf.int32', { kind: 'text', text: 'int32' }),
    name: name(),
  },
  shape: ({ nbins, dtype }) => ofType([nbins], dtype),
  examples: [{ call: 'tf.histogram_fixed_width(x, [0.0, 5.0], nbins=5)', given: { x: '2 9' }, gives: '5' }],
});

const histogramBins = op('histogram_fixed_width_bins', {
  summary: 'For each value in which of so many equal parts of a range it falls.',
  params: { values: tensor(), ...words('value_range! nbins dtype name') },
  shape: ({ values }) => ofType(values.shape, 'int32'),
  examples: [{ call: 'tf.histogram_fixed_width_bins(x, [0.0, 5.0], nbins=5)', given: { x: '2 9' }, gives: '2 9' }],
});

const confusion = op('math.confusion_matrix', {
  aliases: ['confusion_matrix'],
  summary: 'How often each class was taken for each.',
  params: {
    labels: tensor('[n]'),
    predictions: tensor('[n]'),
    num_classes: anything('int', { kind: 'integers' }).optional(),
    ...words('weights dtype name'),
  },
  order: {
    legacy: 'labels predictions num_classes dtype name weights',
    v1: 'labels predictions num_classes dtype name weights',
    v2: 'labels predictions num_classes weights dtype name',
  },
  shape({ num_classes }, check) {
    const classes = !num_classes || num_classes.kind === 'none' ? check.fresh('C') : (toDim(num_classes) ?? unknown);
    return ofType([classes, classes], 'int32');
  },
  examples: [
    { call: 'tf.math.confusion_matrix([0, 1, 1], [1, 1, 0], num_classes=3)', gives: '3 3' },
    { call: 'tf.math.confusion_matrix([0, 1, 1], [1, 1, 0])', gives: 'C C' },
  ],
});

const bincount = op('math.bincount', {
  aliases: ['bincount'],
  summary: 'How often each integer occurs, from 0 to the greatest.',
  params: {
    arr: tensor(),
    ...words('weights minlength maxlength dtype name'),
    axis: anything('int').optional(),
    ...words('binary_output'),
  },
  order: {
    legacy: 'arr weights minlength maxlength dtype',
    v1: 'arr weights minlength maxlength dtype',
    v2: 'arr weights minlength maxlength dtype name axis binary_output',
  },
  shape: ({ axis }, check) => (axis && axis.kind !== 'none' ? undefined : [check.fresh('N')]),
  examples: [{ call: 'tf.math.bincount([0, 1, 1])', gives: 'N' }],
});

/** How many there are is known only when it is computed. */
const unique = (path: 'unique' | 'unique_with_counts'): Op =>
  op(path, {
    summary: 'The distinct values of a vector, and for each item which of them it is.',
    params: { x: tensor('[n]'), out_idx: ignored('dtype'), name: name() },
    shape({ x }, check) {
      if (x.shape && x.shape.length !== 1) check.report(rankMismatch, { argument: 'x', wanted: 1, got: x.shape }, { argument: 'x' });
      const found = check.fresh('N');
      const parts = [ofType([found], x.dtype), ofType(x.shape, 'int32'), ofType([found], 'int32')];
      return listArg(path === 'unique' ? parts.slice(0, 2) : parts);
    },
    examples: [
      { call: `tf.${path}(x)[0]`, given: { x: '5' }, gives: 'N' },
      { call: `tf.${path}(x)[1]`, given: { x: '5' }, gives: '5' },
      { call: `tf.${path}(x)[0]`, given: { x: '5 2' }, reports: 'rank-mismatch' },
    ],
  });

const setdiff = op('setdiff1d', {
  api: 'v1',
  summary: 'The values of a vector that another has not, and where they were.',
  params: { x: tensor('[n]'), y: tensor('[m]'), ...words('index_dtype name') },
  shape({ x }, check) {
    const found = check.fresh('N');
    return listArg([ofType([found], x.dtype), ofType([found], 'int32')]);
  },
  examples: [{ call: 'tf.setdiff1d([1, 2, 3], [2])[0]', gives: 'N' }],
});

const partition = op('dynamic_partition', {
  summary: 'Rows sorted into so many tensors by their numbers.',
  params: { data: tensor(), partitions: tensor(), num_partitions: integer(), name: name() },
  shape({ data, partitions, num_partitions }, check) {
    const count =
      num_partitions.kind === 'int' && num_partitions.value >= 0 && num_partitions.value <= 64 ? num_partitions.value : undefined;
    if (count === undefined) return { kind: 'unknown' };
    const rest = data.shape && partitions.shape ? data.shape.slice(partitions.shape.length) : undefined;
    return listArg(Array.from({ length: count }, () => tensorArg(rest && [check.fresh('N'), ...rest])));
  },
  examples: [{ call: 'tf.dynamic_partition(x, [0, 1, 0], 2)[1]', given: { x: '3 4' }, gives: 'N 4' }],
});

const stitch = op('dynamic_stitch', {
  summary: 'Rows of several tensors put together in the order of their numbers.',
  params: { indices: anything('Tensor[]', { kind: 'shape' }), data: anything('Tensor[]', { kind: 'shape' }), name: name() },
  shape: () => undefined,
  examples: [{ call: 'tf.dynamic_stitch([[0, 2], [1]], [x, y])', given: { x: '2 4', y: '1 4' } }],
});

export const countingOps: readonly Op[] = [
  ...(['sum', 'mean', 'max', 'min', 'prod'] as const).map(segment),
  ...(['sum', 'mean', 'max', 'min', 'prod', 'sqrt_n'] as const).map(unsorted),
  topK,
  searchSorted,
  histogram,
  histogramBins,
  confusion,
  bincount,
  unique('unique'),
  unique('unique_with_counts'),
  setdiff,
  partition,
  stitch,
];

/** Tensors that are counted out: tf.range, tf.linspace, tf.eye, tf.oneHot, and tf.gather, which picks by index. */
import { int, unknown } from '../../dim/dim.ts';
import { ofType } from '../common/contents.ts';
import { eyeData, eyeShape, gatherShape, oneHotShape, rangeRule, scalar } from '../common/sequence.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, ignored, integer, integers, tensor } from '../parameter.ts';
import { chained, docs, float32, tfjs } from './declare.ts';

const range = defineOp({
  ...tfjs,
  name: 'tf.range',
  summary: 'The numbers from `start` on, before `stop`, by `step`.',
  docs: docs('range'),
  params: { start: tensor('number'), stop: tensor('number'), step: tensor('number').default('1'), dtype: float32() },
  shape({ start, stop, step, dtype }) {
    const [from, to, by] = [scalar(start), scalar(stop), scalar(step)];
    if (from === undefined || to === undefined || by === undefined || from <= to) return rangeRule(start, stop, step, dtype);
    // Counting down needs no negative step when none is given; what a step below 1 gives there is not a range at all.
    if (by === 1) return rangeRule(start, stop, { ...step, data: Float64Array.of(-1), elements: [int(-1)] }, dtype);
    return by > 0 && by < 1 ? ofType([unknown], dtype) : rangeRule(start, stop, step, dtype);
  },
  examples: [
    { call: 'tf.range(0, 5)', gives: '5' },
    { call: 'tf.range(2, 10, 3)', gives: '3' },
    { call: 'tf.range(0, 1, 0.25)', gives: '4' },
  ],
});

const linspace = defineOp({
  ...tfjs,
  name: 'tf.linspace',
  summary: '`num` numbers from `start` to `stop`, evenly spaced.',
  docs: docs('linspace'),
  params: { start: ignored('number'), stop: ignored('number'), num: integer() },
  shape: ({ num }) => ofType([num], 'float32'),
  examples: [{ call: 'tf.linspace(0, 1, 5)', gives: '5' }],
});

const eye = defineOp({
  ...tfjs,
  name: 'tf.eye',
  summary: 'A matrix with ones on the diagonal.',
  docs: docs('eye'),
  params: {
    numRows: integer(),
    numColumns: anything('number', { kind: 'integers' }).optional(),
    batchShape: integers('number[]').optional(),
    dtype: float32(),
  },
  shape: ({ numRows, numColumns, batchShape, dtype }) => ofType(eyeShape(numRows, numColumns, batchShape), dtype),
  compute: (_, shape) => eyeData(shape),
  examples: [
    { call: 'tf.eye(3)', gives: '3 3' },
    { call: 'tf.eye(2, 3, [4])', gives: '4 2 3' },
  ],
});

const oneHot = defineOp({
  ...tfjs,
  ...chained('oneHot'),
  name: 'tf.oneHot',
  summary: 'Each index becomes a vector that is 1 in its place and 0 elsewhere.',
  docs: docs('oneHot'),
  params: {
    indices: tensor(),
    depth: integer(),
    onValue: ignored('number'),
    offValue: ignored('number'),
    dtype: dtype().default("'int32'"),
  },
  shape: ({ indices, depth, dtype }, check) => ofType(oneHotShape(indices.shape, depth, int(-1), check), dtype),
  examples: [{ call: "tf.oneHot(tf.tensor1d([0, 2, 1], 'int32'), 3)", gives: '3 3' }],
});

const gather = defineOp({
  ...tfjs,
  ...chained('gather'),
  name: 'tf.gather',
  summary: 'Picks slices along an axis by their indices.',
  docs: docs('gather'),
  params: { x: tensor(), indices: tensor(), axis: integer().default('0'), batchDims: integer().default('0') },
  shape: ({ x, indices, axis, batchDims }, check) => ofType(gatherShape(x.shape, indices.shape, axis, batchDims, 'axis', check), x.dtype),
  examples: [
    { call: "tf.gather(x, tf.tensor1d([0, 2], 'int32'))", given: { x: '4 3' }, gives: '2 3' },
    { call: "x.gather(tf.tensor1d([0, 2, 1, 0], 'int32'), 1)", given: { x: '4 3' }, gives: '4 4' },
    { call: "x.gather(tf.tensor1d([0], 'int32'), 2)", given: { x: '4 3' }, reports: 'axis-out-of-range' },
  ],
});

export const sequences: readonly Op[] = [range, linspace, eye, oneHot, gather];

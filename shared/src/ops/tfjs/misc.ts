/** Cells of recurrent networks, running means, and assertions. Sources: tfjs-core/src/ops/basic_lstm_cell.ts, moving_average.ts, ensure_shape.ts. */
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { floorDivide, sum } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { int, unknown } from '../../dim/dim.ts';
import { sameShape, showShape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg, unknownArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { flag, ignored, integers, optionalTensor, tensor, tensors } from '../parameter.ts';
import { checkRank, docs, literalType, refuse, tfjs } from './declare.ts';

const basicLSTMCell = defineOp({
  ...tfjs,
  name: 'tf.basicLSTMCell',
  summary: 'One step of long short-term memory: the new cell state and the new output.',
  docs: docs('basicLSTMCell'),
  params: {
    forgetBias: tensor('number'),
    lstmKernel: tensor('[in + units, 4 * units]'),
    lstmBias: tensor('[4 * units]'),
    data: tensor('[n, in]'),
    c: tensor('[n, units]'),
    h: tensor('[n, units]'),
  },
  shape({ lstmKernel, data, h, c }, check) {
    for (const [argument, given] of [['lstmKernel', lstmKernel] as const, ['data', data] as const, ['h', h] as const])
      if (!checkRank(argument, given, [2], check)) return listArg([tensorArg(undefined), tensorArg(undefined)]);
    const [n, features] = data.shape ?? [];
    const [units, rows, columns] = [h.shape?.[1], lstmKernel.shape?.[0], lstmKernel.shape?.[1]];
    const wanted = features && units && sum([features, units]);
    if (data.shape && lstmKernel.shape && wanted && rows && equal(wanted, rows) === 'no')
      check.report(
        matmulMismatch,
        { left: [n ?? unknown, wanted], right: lstmKernel.shape, inner: [wanted, rows] },
        { argument: 'lstmKernel' },
      );
    const state = c.shape ?? h.shape ?? (n && columns && [n, floorDivide(columns, int(4))]);
    return listArg([ofType(state, 'float32'), ofType(state, 'float32')]);
  },
  examples: [
    {
      call: 'tf.basicLSTMCell(tf.scalar(1), w, b, x, c, h)[1]',
      given: { w: '7 16', b: '16', x: '2 3', c: '2 4', h: '2 4' },
      gives: '2 4',
    },
    {
      call: 'tf.basicLSTMCell(tf.scalar(1), w, b, x, c, h)',
      given: { w: '8 16', b: '16', x: '2 3', c: '2 4', h: '2 4' },
      reports: 'matmul-mismatch',
    },
  ],
});

/** Of every cell a state: of as many as there are. */
const states = (given: readonly TensorArg[] | undefined): Arg => (given ? listArg(given) : unknownArg);

const multiRNNCell = defineOp({
  ...tfjs,
  name: 'tf.multiRNNCell',
  summary: 'One step of several cells, one on top of the other: their new states, and their new outputs.',
  docs: docs('multiRNNCell'),
  params: { lstmCells: ignored('cell[]'), data: tensor('[n, in]'), c: tensors(), h: tensors() },
  shape: ({ c, h }) => listArg([states(c), states(h)]),
  examples: [{ call: 'tf.multiRNNCell([(x, c, h) => [c, h]], x, [c], [h])[1][0]', given: { x: '2 3', c: '2 4', h: '2 4' }, gives: '2 4' }],
});

const movingAverage = defineOp({
  ...tfjs,
  name: 'tf.movingAverage',
  summary: 'A running mean, moved towards x.',
  docs: docs('movingAverage'),
  params: { v: tensor(), x: tensor(), decay: tensor('number'), step: optionalTensor(), zeroDebias: flag().default('true') },
  shape({ v, x, zeroDebias }, check) {
    // "When using zeroDebias: true, step is required."
    if (zeroDebias && !check.given.has('step')) refuse('movingAverage', 'step', 'needs step, unless zeroDebias is false', check);
    if (v.shape && x.shape && sameShape(v.shape, x.shape) === 'no')
      refuse('movingAverage', 'x', `needs two tensors of one shape, got ${showShape(v.shape)} and ${showShape(x.shape)}`, check);
    return ofType(v.shape ?? x.shape, literalType(v));
  },
  examples: [
    { call: 'tf.movingAverage(x, y, 0.9, 3)', given: { x: '2 3', y: '2 3' }, gives: '2 3' },
    { call: 'tf.movingAverage(x, y, 0.9, 3)', given: { x: '2 3', y: '3' }, reports: 'argument-form' },
    { call: 'tf.movingAverage(x, y, 0.9)', given: { x: '2 3', y: '2 3' }, reports: 'argument-form' },
  ],
});

const ensureShape = defineOp({
  ...tfjs,
  name: 'tf.ensureShape',
  summary: 'The same tensor, if it has that shape; null stands for any number.',
  docs: docs('ensureShape'),
  params: { x: tensor(), shape: integers('(number | null)[]') },
  shape({ x, shape }, check) {
    if (shape?.kind !== 'many') return ofType(x.shape, literalType(x));
    const wanted = shape.items.map(item => (typeof item === 'object' && item.kind === 'int' ? item : undefined));
    const got = x.shape;
    if (got && (got.length !== wanted.length || wanted.some((dim, axis) => dim && equal(dim, got[axis] ?? unknown) === 'no')))
      refuse('ensureShape', 'shape', `is given a tensor of shape ${showShape(got)}`, check);
    // What was not known of the tensor is known behind the assertion.
    return ofType(
      shape.items.map((item, axis) => (typeof item === 'object' && item.kind !== 'unknown' ? item : (got?.[axis] ?? unknown))),
      literalType(x),
    );
  },
  examples: [
    { call: 'tf.ensureShape(x, [null, 3])', given: { x: '2 3' }, gives: '2 3' },
    { call: 'tf.ensureShape(x, [2, 4])', given: { x: '2 3' }, reports: 'argument-form' },
    { call: 'tf.ensureShape(x, [2])', given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

const bitwiseAnd = defineOp({
  ...tfjs,
  name: 'tf.bitwiseAnd',
  summary: 'The bits that both integers have; the shapes are the same.',
  docs: docs('bitwiseAnd'),
  params: { x: tensor(), y: tensor() },
  shape({ x, y }, check) {
    if (x.shape && y.shape && sameShape(x.shape, y.shape) === 'no')
      refuse('bitwiseAnd', 'y', `needs two tensors of one shape, got ${showShape(x.shape)} and ${showShape(y.shape)}`, check);
    return ofType(x.shape ?? y.shape, 'int32');
  },
  examples: [
    { call: 'tf.bitwiseAnd(x.toInt(), y.toInt())', given: { x: '2 3', y: '2 3' }, gives: '2 3' },
    { call: 'tf.bitwiseAnd(x.toInt(), y.toInt())', given: { x: '2 3', y: '3' }, reports: 'argument-form' },
  ],
});

export const miscOps: readonly Op[] = [basicLSTMCell, multiRNNCell, movingAverage, ensureShape, bitwiseAnd];

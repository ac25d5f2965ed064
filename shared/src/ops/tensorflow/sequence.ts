/** Tensors that are counted out: tf.range, tf.linspace, tf.eye, tf.one_hot. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { int } from '../../dim/dim.ts';
import { textArg, toTensor, unknownTensor } from '../argument.ts';
import { readAxis } from '../common/axis.ts';
import { literalType, ofType } from '../common/contents.ts';
import { eyeData, eyeShape, oneHotShape, optionalDim, rangeRule, scalar } from '../common/sequence.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, integer, integers, optionalTensor, tensor } from '../parameter.ts';
import { docs, name, tensorflow } from './declare.ts';

const range = defineOp({
  ...tensorflow,
  name: 'tf.range',
  summary: 'The numbers from `start` on, before `limit`, by `delta`; with one number, from 0 to before it.',
  docs: docs('range'),
  params: { start: tensor(), limit: optionalTensor(), delta: tensor().default('1'), dtype: dtype().optional(), name: name() },
  shape({ start, limit, delta, dtype }, check) {
    const zero = toTensor({ kind: 'number', dim: int(0) }) ?? unknownTensor;
    const [from, to] = limit ? [start, limit] : [zero, start];
    const [first, last, step] = [scalar(from), scalar(to), scalar(delta)];
    if (first !== undefined && last !== undefined && step !== undefined && (last - first) * step < 0) {
      check.report(argumentForm, { op: 'tf.range', problem: `counts from ${first} away from ${last} by ${step}` }, { argument: 'delta' });
    }
    return rangeRule(from, to, delta, dtype);
  },
  examples: [
    { call: 'tf.range(5)', gives: '5' },
    { call: 'tf.range(2, 10, 3)', gives: '3' },
    { call: 'tf.range(0.0, 1.0, 0.25)', gives: '4' },
    { call: 'tf.range(5, 0)', reports: 'argument-form' },
  ],
});

const linspace = defineOp({
  ...tensorflow,
  name: 'tf.linspace',
  aliases: ['lin_space'],
  summary: '`num` numbers from `start` to `stop`, evenly spaced.',
  docs: docs('linspace'),
  params: { start: tensor(), stop: tensor(), num: integer(), name: name(), axis: integer().default('0') },
  shape({ start, num, axis }, check) {
    const { shape } = start;
    if (!shape) return undefined;
    const at = readAxis(axis, shape, 'axis', check, 1);
    return at === undefined ? undefined : ofType(shape.toSpliced(at, 0, num), literalType(start));
  },
  examples: [
    { call: 'tf.linspace(0.0, 1.0, 5)', gives: '5' },
    { call: 'tf.linspace(0.0, 1.0, 5, axis=1)', reports: 'axis-out-of-range' },
  ],
});

const eye = defineOp({
  ...tensorflow,
  name: 'tf.eye',
  aliases: ['linalg.eye'],
  summary: 'A matrix with ones on the diagonal.',
  docs: docs('eye'),
  params: {
    num_rows: integer(),
    num_columns: anything('int', { kind: 'integers' }).optional(),
    batch_shape: integers('int[]').optional(),
    dtype: dtype().default('tf.float32', textArg('float32')),
    name: name(),
  },
  shape: ({ num_rows, num_columns, batch_shape, dtype }) => ofType(eyeShape(num_rows, num_columns, batch_shape), dtype),
  compute: (_, shape) => eyeData(shape),
  examples: [
    { call: 'tf.eye(3)', gives: '3 3' },
    { call: 'tf.eye(2, 3, batch_shape=[4])', gives: '4 2 3' },
  ],
});

const oneHot = defineOp({
  ...tensorflow,
  name: 'tf.one_hot',
  summary: 'Each index becomes a vector that is 1 in its place and 0 elsewhere.',
  docs: docs('one_hot'),
  params: {
    indices: tensor(),
    depth: integer(),
    on_value: optionalTensor(),
    off_value: optionalTensor(),
    axis: anything('int', { kind: 'integers' }).optional(),
    dtype: dtype().optional(),
    name: name(),
  },
  shape: ({ indices, depth, on_value, axis, dtype }, check) =>
    ofType(oneHotShape(indices.shape, depth, optionalDim(axis) ?? int(-1), check), dtype ?? (on_value ? literalType(on_value) : 'float32')),
  examples: [
    { call: 'tf.one_hot([0, 2, 1], 3)', gives: '3 3' },
    { call: 'tf.one_hot([0, 2, 1], 4, axis=0)', gives: '4 3' },
    { call: 'tf.one_hot([0, 2, 1], 4, axis=2)', reports: 'axis-out-of-range' },
  ],
});

export const sequences: readonly Op[] = [range, linspace, eye, oneHot];

/** tf.constant, tf.zeros, tf.ones, tf.fill and their like. */
import { toShape } from '../common/shape-argument.ts';
import { filled } from '../common/contents.ts';
import { ofType } from '../common/contents.ts';
import { literalRule } from '../common/creation.ts';
import { textArg } from '../argument.ts';
import { defineOp, type Op } from '../op.ts';
import { dtype, flag, integers, tensor } from '../parameter.ts';
import { docs, name, tensorflow } from './declare.ts';

export const constant = defineOp({
  ...tensorflow,
  name: 'tf.constant',
  summary: 'A tensor of the given values; with `shape`, one value fills it and several are arranged in it.',
  docs: docs('constant'),
  params: { value: tensor(), dtype: dtype().optional(), shape: integers('int[]').optional(), name: name(), verify_shape: flag().default('False') },
  order: { legacy: 'value dtype shape name verify_shape', v1: 'value dtype shape name verify_shape', v2: 'value dtype shape name' },
  shape: ({ value, dtype, shape }, check) =>
    literalRule(value, toShape(shape), dtype, 'shape', check, check.version.generation === '2' ? 'error' : 'repeat-last'),
  examples: [
    { call: 'tf.constant([[1, 2, 3], [4, 5, 6]])', gives: '2 3' },
    { call: 'tf.constant(1.0, shape=[1, 4, 4, 1])', gives: '1 4 4 1' },
    { call: 'tf.constant([1, 2, 3], shape=[2, 2])', reports: 'reshape-size', under: 'v2' },
  ],
});

const uniform = (word: 'zeros' | 'ones', value: number): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.${word}`,
    summary: `A tensor whose elements are all ${value}.`,
    docs: docs(word),
    params: { shape: integers('int[]'), dtype: dtype().default('tf.float32', textArg('float32')), name: name() },
    order: 'shape dtype name',
    shape: ({ shape, dtype }) => ofType(toShape(shape), dtype),
    compute: (_, shape) => filled(shape, value),
    examples: [{ call: `tf.${word}([1, 4, 4, 1])`, gives: '1 4 4 1' }],
  });

export const zeros = uniform('zeros', 0);
export const ones = uniform('ones', 1);

export const creation: readonly Op[] = [constant, zeros, ones];

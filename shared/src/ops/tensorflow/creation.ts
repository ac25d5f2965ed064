/** tf.constant, tf.zeros, tf.ones, tf.fill and their like. */
import { tensorArg, textArg } from '../argument.ts';
import { filled, literalType, ofType } from '../common/contents.ts';
import { literalRule } from '../common/creation.ts';
import { scalar } from '../common/sequence.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { dtype, flag, ignored, integers, tensor } from '../parameter.ts';
import { docs, name, tensorflow } from './declare.ts';

const constant = defineOp({
  ...tensorflow,
  name: 'tf.constant',
  summary: 'A tensor of the given values; with `shape`, a single value fills it and several are arranged in it.',
  docs: docs('constant'),
  params: {
    value: tensor(),
    dtype: dtype().optional(),
    shape: integers('int[]').optional(),
    name: name(),
    verify_shape: flag().default('False'),
  },
  order: { legacy: 'value dtype shape name verify_shape', v1: 'value dtype shape name verify_shape', v2: 'value dtype shape name' },
  // TensorFlow 2 refuses too few values; 1.x repeated the last one until the shape was full (`tensor_util.make_tensor_proto`).
  shape: ({ value, dtype, shape }, check) =>
    literalRule({ value, shape, dtype, fills: true, shortage: check.version.generation === '2' ? 'error' : 'repeat-last' }, 'shape', check),
  examples: [
    { call: 'tf.constant([[1, 2, 3], [4, 5, 6]])', gives: '2 3' },
    { call: 'tf.constant(1.0, shape=[1, 4, 4, 1])', gives: '1 4 4 1' },
    { call: 'tf.constant([1, 2, 3, 4], tf.float32, [2, 2])', gives: '2 2' },
    { call: 'tf.constant([1, 2, 3], shape=[2, 2])', reports: 'reshape-size', under: 'v2' },
  ],
});

const uniform = (word: 'zeros' | 'ones', value: number): readonly Op[] => [
  defineOp({
    ...tensorflow,
    name: `tf.${word}`,
    summary: `A tensor whose elements are all ${value}.`,
    docs: docs(word),
    params: { shape: integers('int[]'), dtype: dtype().default('tf.float32', textArg('float32')), name: name(), layout: ignored('Layout') },
    shape: ({ shape, dtype }) => ofType(toShape(shape), dtype),
    compute: (_, shape) => filled(shape, value),
    examples: [
      { call: `tf.${word}([1, 4, 4, 1])`, gives: '1 4 4 1' },
      { call: `tf.${word}((2, 3), tf.int32)`, gives: '2 3' },
    ],
  }),
  defineOp({
    ...tensorflow,
    name: `tf.${word}_like`,
    summary: `A tensor of ${word} with the shape of another.`,
    docs: docs(`${word}_like`),
    params: {
      input: tensor().alias('tensor'),
      dtype: dtype().optional(),
      name: name(),
      optimize: flag().default('True').hidden(),
      layout: ignored('Layout'),
    },
    order: { legacy: 'tensor dtype name optimize', v1: 'tensor dtype name optimize', v2: 'input dtype name layout' },
    shape: ({ input, dtype }) => ofType(input.shape, dtype ?? literalType(input)),
    compute: (_, shape) => filled(shape, value),
    examples: [{ call: `tf.${word}_like(x)`, given: { x: '2 3' }, gives: '2 3' }],
  }),
];

const fill = defineOp({
  ...tensorflow,
  name: 'tf.fill',
  summary: 'A tensor of the given shape that repeats one value.',
  docs: docs('fill'),
  params: { dims: integers('int[]'), value: tensor(), name: name(), layout: ignored('Layout') },
  shape: ({ dims, value }) => ofType(toShape(dims), literalType(value)),
  compute({ value }, shape) {
    const number = scalar(value);
    return number === undefined ? undefined : filled(shape, number);
  },
  examples: [{ call: 'tf.fill([2, 3], 7.0)', gives: '2 3' }],
});

const convert = defineOp({
  ...tensorflow,
  name: 'tf.convert_to_tensor',
  summary: 'A tensor from numbers, nested lists or arrays; a tensor stays what it is.',
  docs: docs('convert_to_tensor'),
  params: {
    value: tensor(),
    dtype: dtype().optional(),
    dtype_hint: dtype().optional().hidden(),
    name: name(),
    preferred_dtype: dtype().optional().hidden(),
  },
  order: {
    legacy: 'value dtype name preferred_dtype',
    v1: 'value dtype name preferred_dtype dtype_hint',
    v2: 'value dtype dtype_hint name',
  },
  shape: ({ value, dtype }) => {
    const type = dtype ?? literalType(value);
    return tensorArg(value.shape, { ...value, ...(type === undefined ? {} : { dtype: type }) });
  },
  examples: [{ call: 'tf.convert_to_tensor([[1.0, 2.0]])', gives: '1 2' }],
});

export const creation: readonly Op[] = [constant, ...uniform('zeros', 0), ...uniform('ones', 1), fill, convert];

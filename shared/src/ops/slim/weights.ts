/** Weights that a function makes by itself: variables, and rows of them for numbers of a vocabulary. Sources: tf_slim/ops/variables.py, contrib/layers/python/layers/encoders.py. */
import { unknown } from '../../dim/dim.ts';
import { tensorArg, toTensor } from '../argument.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, integer, integers, tensor } from '../parameter.ts';
import { several, slim } from './declare.ts';

const variable = (name: string, extra: string): Op =>
  defineOp({
    ...slim,
    name: `slim.${name}`,
    summary: 'The variable of that name in the current scope, made on first use.',
    docs: 'https://github.com/google-research/tf-slim/blob/master/tf_slim/ops/variables.py',
    params: {
      ...several('name!'),
      shape: integers('int[]').optional(),
      dtype: dtype().optional(),
      initializer: anything('Tensor | function').optional(),
      ...several(`regularizer trainable collections caching_device device ${extra}`),
    },
    shape({ shape, dtype: type, initializer }) {
      const more = type === undefined ? {} : { dtype: type };
      if (shape && shape.kind !== 'none') return tensorArg(toShape(shape), more);
      const value = initializer?.kind === 'tensor' || initializer?.kind === 'list' ? toTensor(initializer) : undefined;
      return tensorArg(value?.shape, more);
    },
    examples: [
      { call: `slim.${name}("weights", shape=[3, 3, 1, 8])`, gives: '3 3 1 8' },
      { call: `slim.${name}(shape=[3, 3, 1, 8])`, reports: 'argument-form' },
    ],
  });

const encoders = 'https://www.tensorflow.org/versions/r1.15/api_docs/python/tf/contrib/layers';

/** The names that only `tf.contrib.layers` has. */
const contrib = { ...slim, docs: encoders } as const;

const embedSequence = defineOp({
  ...contrib,
  name: 'slim.embed_sequence',
  notRun: 'was in tf.contrib.layers, which TensorFlow 2 and TF-Slim have not',
  summary: 'A row of the weights for every number: one axis more.',
  params: {
    ids: tensor('[batch, length]'),
    vocab_size: integer().optional(),
    embed_dim: integer().optional(),
    ...several('unique initializer regularizer trainable scope reuse'),
  },
  shape: ({ ids: { shape }, embed_dim }) => shape && [...shape, embed_dim],
  examples: [
    { call: 'slim.embed_sequence(x, 1000, 16)', given: { x: '8 20' }, gives: '8 20 16' },
    { call: 'slim.embed_sequence(x, 1000, embedding_dim=16)', given: { x: '8 20' }, reports: 'argument-form' },
  ],
});

const bagOfWords = defineOp({
  ...contrib,
  name: 'slim.bow_encoder',
  notRun: 'was in tf.contrib.layers, which TensorFlow 2 and TF-Slim have not',
  summary: 'The mean of the rows of all numbers of an item.',
  params: {
    ids: tensor('[batch, length]'),
    vocab_size: integer(),
    embed_dim: integer(),
    ...several('sparse_lookup initializer regularizer trainable scope reuse'),
  },
  shape: ({ ids: { shape }, embed_dim }) => [shape?.[0] ?? unknown, embed_dim],
  examples: [
    { call: 'slim.bow_encoder(x, 1000, 16)', given: { x: '8 20' }, gives: '8 16' },
    { call: 'slim.bow_encoder(x, 1000)', given: { x: '8 20' }, reports: 'argument-form' },
  ],
});

const lookUp = defineOp({
  ...contrib,
  name: 'slim.embedding_lookup_unique',
  notRun: 'was in tf.contrib.layers, which TensorFlow 2 and TF-Slim have not',
  summary: 'Rows of the weights, by their numbers.',
  params: { params: tensor('[rows, …]'), ids: tensor(), ...several('partition_strategy name') },
  shape: ({ params, ids }) => ids.shape && params.shape && [...ids.shape, ...params.shape.slice(1)],
  examples: [
    { call: 'slim.embedding_lookup_unique(w, x)', given: { w: '100 16', x: '8 5' }, gives: '8 5 16' },
    { call: 'slim.embedding_lookup_unique(w)', given: { w: '100 16' }, reports: 'argument-form' },
  ],
});

export const weights: readonly Op[] = [
  variable('variable', 'partitioner custom_getter use_resource synchronization aggregation'),
  variable('model_variable', 'partitioner custom_getter use_resource synchronization aggregation'),
  embedSequence,
  bagOfWords,
  lookUp,
];

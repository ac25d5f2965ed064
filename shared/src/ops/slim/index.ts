/** TF-Slim: `tf_slim`, and `tf.contrib.slim`, `tf.contrib.layers` and parts of `tf.contrib.framework` in TensorFlow 1. */
import type { FrameworkPack } from '../pack.ts';
import { convs } from './conv.ts';
import { plain } from './plain.ts';
import { pools } from './pool.ts';
import { rearrangements } from './rearrange.ts';
import { utilities } from './utilities.ts';
import { weights } from './weights.ts';

const modules = [
  ...['tf_slim', 'tf_slim.layers', 'tf_slim.layers.layers', 'tf_slim.ops', 'tf_slim.ops.arg_scope'],
  ...['tensorflow.contrib.slim', 'tensorflow.contrib.slim.python.slim'],
  ...['layers', 'layers.python', 'layers.python.layers', 'layers.python.layers.layers'].map(path => `tensorflow.contrib.${path}`),
  ...['framework', 'framework.python.ops', 'framework.python.ops.arg_scope'].map(path => `tensorflow.contrib.${path}`),
];

export const slim: FrameworkPack = {
  name: 'slim',
  language: 'python',
  prefix: 'slim',
  modules: {
    ...Object.fromEntries(modules.map(name => [name, ''])),
    'tf_slim.layers.utils': 'utils',
    'tensorflow.contrib.layers.python.layers.utils': 'utils',
  },
  tensors: 'tensorflow',
  ops: [...convs, ...pools, ...plain, ...rearrangements, ...weights, ...utilities],
  functions: {
    // They name a tensor in a collection.
    'utils.collect_named_outputs': { kind: 'returns-argument', at: 2, name: 'outputs' },
    'utils.smart_cond': { kind: 'either-argument', functions: [['fn1'], ['fn2']] },
    arg_scope: { kind: 'default-arguments' },
    add_arg_scope: { kind: 'returns-argument' },
    repeat: { kind: 'repeats-argument' },
    stack: { kind: 'stacks-argument' },
  },
  activation: 'activation_fn',
  idioms: {},
  dtypes: [],
  sample: {
    imports: 'import tensorflow.compat.v1 as tf\nimport tf_slim as slim',
    ones: dims => `tf.ones(${dims})`,
    apply: (layer, inputs) => `${layer}(${inputs.join(', ')})`,
  },
};

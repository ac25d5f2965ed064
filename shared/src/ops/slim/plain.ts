/** Dense layers, normalization, and what else keeps or plainly changes the shape. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { divides } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { ofType } from '../common/contents.ts';
import { needs } from '../needs.ts';
import { defineOp, type Op } from '../op.ts';
import { ignored, integer, tensor } from '../parameter.ts';
import { denseRule, flattenRule } from '../tensorflow/layers/rules.ts';
import { docs, several, slim, trailing } from './declare.ts';

/** `slim.linear`, `slim.relu`: with another activation. */
const dense = (name: string, aliases: readonly string[], summary: string): Op =>
  defineOp({
    ...slim,
    name: `slim.${name}`,
    aliases,
    summary,
    docs: docs('layers'),
    params: { inputs: tensor(), num_outputs: integer(), ...trailing },
    shape({ inputs, num_outputs }, check) {
      needs(`slim.${name}`, ['inputs', 'num_outputs'], check);
      return denseRule(inputs, num_outputs as Dim, check);
    },
    examples: [
      { call: `slim.${name}(x, 10)`, given: { x: '8 784' }, gives: '8 10' },
      { call: `slim.${name}(x)`, given: { x: '8 784' }, reports: 'argument-form' },
    ],
  });

const legacyDense = (kind: string): Op =>
  defineOp({
    ...slim,
    name: `slim.legacy_${kind}`,
    summary: 'A matrix product with weights of its own over the last axis, in its first form.',
    docs: docs('layers'),
    params: {
      x: tensor(),
      num_output_units: integer(),
      ...several(
        'activation_fn weight_init bias_init name weight_collections bias_collections output_collections trainable weight_regularizer bias_regularizer',
      ),
    },
    shape({ x: { shape }, num_output_units }, check) {
      if (shape && shape.length < 2) check.report(rankMismatch, { argument: 'x', wanted: 'at least 2', got: shape }, { argument: 'x' });
      return shape && [...shape.slice(0, -1), num_output_units];
    },
    examples: [
      { call: `slim.legacy_${kind}(x, 10)`, given: { x: '8 784' }, gives: '8 10' },
      { call: `slim.legacy_${kind}(x, 10)`, given: { x: '784' }, reports: 'rank-mismatch' },
      { call: `slim.legacy_${kind}(x)`, given: { x: '8 784' }, reports: 'argument-form' },
    ],
  });

const flatten = defineOp({
  ...slim,
  name: 'slim.flatten',
  summary: 'All axes behind the batch in one.',
  docs: docs('layers'),
  params: { inputs: tensor(), ...several('outputs_collections scope') },
  shape: ({ inputs }, check) => flattenRule(inputs, check),
  examples: [
    { call: 'slim.flatten(x)', given: { x: '8 7 7 64' }, gives: '8 3136' },
    { call: 'slim.flatten(x)', given: { x: '' }, reports: 'rank-mismatch' },
  ],
});

const oneHot = defineOp({
  ...slim,
  name: 'slim.one_hot_encoding',
  summary: 'A row for every label, 1 at the label and 0 elsewhere.',
  docs: docs('layers'),
  params: { labels: tensor(), num_classes: integer(), ...several('on_value off_value outputs_collections scope') },
  shape: ({ labels, num_classes }) => labels.shape && [...labels.shape, num_classes],
  examples: [
    { call: 'slim.one_hot_encoding(x, 10)', given: { x: '8' }, gives: '8 10' },
    { call: 'slim.one_hot_encoding(x)', given: { x: '8' }, reports: 'argument-form' },
  ],
});

const maxout = defineOp({
  ...slim,
  name: 'slim.maxout',
  summary: 'The greatest of groups of channels: so many stay.',
  docs: docs('layers'),
  params: { inputs: tensor(), num_units: integer(), axis: integer().default('-1'), scope: ignored('str') },
  shape({ inputs: { shape }, num_units, axis }, check) {
    if (!shape || axis.kind !== 'int') return shape?.map(() => unknown);
    const at = axis.value < 0 ? axis.value + shape.length : axis.value;
    const features = shape[at];
    if (features && divides(num_units, features) === 'no') {
      const problem = `needs num_units that divide the ${show(features)} features, got ${show(num_units)}`;
      check.report(argumentForm, { op: 'slim.maxout', problem }, { argument: 'num_units' });
    }
    return shape.map((dim, index) => (index === at ? num_units : dim));
  },
  examples: [
    { call: 'slim.maxout(x, 4)', given: { x: '8 12' }, gives: '8 4' },
    { call: 'slim.maxout(x, 5)', given: { x: '8 12' }, reports: 'argument-form' },
  ],
});

/** Name, parameters after the input, summary; what an example gives beside the input, and what it is mistaken for. */
const kept: readonly (readonly [string, string, string, string?, string?])[] = [
  [
    'batch_norm',
    'decay center scale epsilon activation_fn param_initializers param_regularizers updates_collections is_training reuse variables_collections outputs_collections trainable batch_weights fused data_format zero_debias_moving_mean scope renorm renorm_clipping renorm_decay adjustment',
    'Shifted and scaled per channel, so that a batch has a mean of 0 and a variance of 1.',
    '',
    ', training=True',
  ],
  [
    'layer_norm',
    'center scale activation_fn reuse variables_collections outputs_collections trainable begin_norm_axis begin_params_axis scope',
    'Shifted and scaled, so that every item of the batch has a mean of 0 and a variance of 1.',
  ],
  [
    'instance_norm',
    'center scale epsilon activation_fn param_initializers reuse variables_collections outputs_collections trainable data_format scope',
    'Shifted and scaled, so that every channel of every image has a mean of 0 and a variance of 1.',
  ],
  [
    'group_norm',
    'groups channels_axis reduction_axes center scale epsilon activation_fn param_initializers reuse variables_collections outputs_collections trainable scope mean_close_to_zero',
    'Shifted and scaled in groups of channels.',
  ],
  [
    'dropout',
    'keep_prob noise_shape is_training outputs_collections scope seed',
    'The same tensor; while training some numbers become 0.',
    '',
    ', rate=0.5',
  ],
  [
    'bias_add',
    'activation_fn initializer regularizer reuse variables_collections outputs_collections trainable data_format scope',
    'One number of its own added per channel.',
  ],
  ['softmax', 'scope', 'Positive numbers that add up to 1 along the last axis.'],
  ['scale_gradient', 'gradient_multiplier!', 'The same tensor, whose gradient is scaled.', ', 0.5', ''],
  [
    'gdn',
    'inverse beta_min gamma_init reparam_offset data_format activity_regularizer trainable name reuse',
    'Divided by a mixture of the squares of all channels.',
  ],
  ['unit_norm', 'dim! epsilon scope', 'Divided by its norm along an axis.', ', 1', ''],
];

const poincare = defineOp({
  ...slim,
  name: 'slim.poincare_normalize',
  notRun: 'was in tf.contrib.layers, which TensorFlow 2 and TF-Slim have not',
  summary: 'Scaled into the unit ball.',
  docs: docs('layers'),
  params: { x: tensor(), ...several('axis epsilon name') },
  shape: ({ x }) => ofType(x.shape, x.dtype),
  examples: [
    { call: 'slim.poincare_normalize(x)', given: { x: '8 16' }, gives: '8 16' },
    { call: 'slim.poincare_normalize(x, dim=1)', given: { x: '8 16' }, reports: 'argument-form' },
  ],
});

const keepsShape = ([name, more, summary, rest = '', wrong = ', axis=1']: (typeof kept)[number]): Op => {
  const input = name === 'softmax' ? 'logits' : 'inputs';
  return defineOp({
    ...slim,
    name: `slim.${name}`,
    summary,
    docs: docs('layers'),
    params: { [input]: tensor(), ...several(more) },
    shape: args => {
      const { shape, dtype } = args[input] as { readonly shape: readonly Dim[] | undefined; readonly dtype?: string };
      return ofType(shape, dtype);
    },
    examples: [
      { call: `slim.${name}(x${rest})`, given: { x: '8 16 16 32' }, gives: '8 16 16 32' },
      { call: `slim.${name}(x${wrong})`, given: { x: '8 16 16 32' }, reports: 'argument-form' },
    ],
  });
};

export const plain: readonly Op[] = [
  dense('fully_connected', [], 'A matrix product with weights of its own over the last axis, a bias and an activation.'),
  dense('linear', [], 'A matrix product with weights of its own over the last axis, and a bias.'),
  ...['relu', 'relu6', 'elu'].map(name =>
    dense(name, [], `A matrix product with weights of its own over the last axis, a bias and \`${name}\`.`),
  ),
  legacyDense('fully_connected'),
  legacyDense('linear'),
  legacyDense('relu'),
  poincare,
  flatten,
  oneHot,
  maxout,
  ...kept.map(keepsShape),
];

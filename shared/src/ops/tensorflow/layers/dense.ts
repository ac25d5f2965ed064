/** `tf.layers.dense`, `flatten`, `dropout`, `batch_normalization` and their classes. */
import type { Dim } from '../../../dim/dim.ts';
import { readAxis } from '../../common/axis.ts';
import { ofType } from '../../common/contents.ts';
import { needs } from '../../needs.ts';
import type { Op } from '../../op.ts';
import { flag, ignored, integer } from '../../parameter.ts';
import { dataFormatParam, layerPair, trailing } from './declare.ts';
import { denseRule, flattenRule } from './rules.ts';

const dense = layerPair({
  names: ['dense', 'Dense'],
  summary: 'A matrix product with weights of the layer over the last axis, and a bias.',
  params: { units: integer(), ...trailing.conv },
  read({ units }, name, check): Dim {
    needs(name, ['units'], check);
    return units as Dim;
  },
  rule: (x, units, check) => denseRule(x, units, check),
  channels: shape => shape.at(-1),
  examples: [
    { with: '10', on: '8 784', gives: '8 10' },
    { with: '10', on: '8 7 784', gives: '8 7 10' },
    { with: '10', on: '784', reports: 'rank-mismatch' },
    { with: '', on: '8 784', reports: 'argument-form' },
  ],
});

const flatten = layerPair({
  names: ['flatten', 'Flatten'],
  summary: 'All axes behind the batch in one.',
  params: { data_format: dataFormatParam() },
  read: () => undefined,
  rule: (x, _, check) => flattenRule(x, check),
  examples: [
    { with: '', on: '8 7 7 64', gives: '8 3136' },
    { with: '', on: '8 784', gives: '8 784' },
    { with: '', on: '', reports: 'rank-mismatch' },
  ],
});

const dropout = layerPair({
  names: ['dropout', 'Dropout'],
  summary: 'The same tensor; while training some numbers become 0 and the others grow.',
  params: { rate: ignored('float'), noise_shape: ignored('int[]'), seed: ignored('int') },
  more: { training: ignored('bool') },
  call: { training: ignored('bool') },
  read: () => undefined,
  rule: x => ofType(x.shape, x.dtype),
  examples: [{ with: '0.5', on: '8 784', gives: '8 784' }],
});

const words = (list: string) => Object.fromEntries(list.split(' ').map(word => [word, ignored('any')]));

const batchNormalization = layerPair({
  names: ['batch_normalization', 'BatchNormalization'],
  summary: 'Shifted and scaled per channel, so that a batch has a mean of 0 and a variance of 1.',
  params: {
    axis: integer().default('-1'),
    ...words(
      'momentum epsilon center scale beta_initializer gamma_initializer moving_mean_initializer moving_variance_initializer beta_regularizer gamma_regularizer beta_constraint gamma_constraint trainable renorm renorm_clipping renorm_momentum fused virtual_batch_size adjustment',
    ),
  },
  more: { training: flag().default('False') },
  call: { training: flag().default('False') },
  read: ({ axis }) => axis,
  rule(x, axis, check) {
    if (x.shape) readAxis(axis, x.shape, 'axis', check);
    return ofType(x.shape, x.dtype);
  },
  channels: (shape, axis) => (axis.kind === 'int' ? shape.at(axis.value) : undefined),
  examples: [
    { with: 'momentum=0.9', on: '8 4 4 3', gives: '8 4 4 3' },
    { with: 'axis=4', on: '8 4 4 3', reports: 'axis-out-of-range' },
  ],
});

export const plainLayers: readonly Op[] = [...dense, ...flatten, ...dropout, ...batchNormalization];

/** Layers that keep the shape: activations, dropout, noise, normalization, masking. Sources: advanced_activations.ts, core.ts, noise.ts, normalization.ts. */
import { ofType } from '../../common/contents.ts';
import type { LayerOp } from '../../op.ts';
import { ignored, type Params } from '../../parameter.ts';
import { checkRank, checkRankFrom } from '../declare.ts';
import { input, layer } from './layer.ts';

interface Kept {
  readonly word: string;
  readonly summary: string;
  /** Options, none of which changes the shape. */
  readonly options?: string;
  /** Options in the example. */
  readonly call?: string;
  readonly on?: string;
  /** The rank it wants, or the least one. */
  readonly rank?: number;
  readonly from?: number;
}

const kept: readonly Kept[] = [
  { word: 'activation', options: 'activation', call: "{activation: 'relu'}", summary: 'Applies an activation function to every element.' },
  { word: 'reLU', options: 'maxValue', summary: 'Negative numbers become 0.' },
  { word: 'leakyReLU', options: 'alpha', summary: 'Negative numbers are multiplied by `alpha`.' },
  { word: 'elu', options: 'alpha', summary: 'Negative numbers become `alpha` (exp(x) − 1).' },
  { word: 'thresholdedReLU', options: 'theta', summary: 'Numbers up to `theta` become 0.' },
  { word: 'softmax', options: 'axis', on: '8 3', summary: 'Positive numbers that add up to 1 along an axis.' },
  {
    word: 'prelu',
    options: 'alphaInitializer alphaRegularizer alphaConstraint sharedAxes',
    summary: 'Negative numbers are multiplied by factors that are learnt.',
  },
  { word: 'dropout', options: 'rate noiseShape seed', call: '{rate: 0.5}', summary: 'In training some elements become 0, at random.' },
  { word: 'gaussianNoise', options: 'stddev', call: '{stddev: 0.1}', summary: 'In training noise is added.' },
  { word: 'gaussianDropout', options: 'rate', call: '{rate: 0.5}', summary: 'In training elements are multiplied by noise.' },
  { word: 'alphaDropout', options: 'rate noiseShape', call: '{rate: 0.5}', summary: 'Dropout that keeps mean and variance.' },
  {
    word: 'spatialDropout1d',
    options: 'rate seed',
    call: '{rate: 0.5}',
    on: '8 5 3',
    rank: 3,
    summary: 'In training whole channels become 0, at random.',
  },
  { word: 'masking', options: 'maskValue', from: 1, summary: 'Skips steps of which all elements are `maskValue`.' },
  { word: 'rescaling', options: 'scale offset', call: '{scale: 2}', summary: 'Every element times `scale` plus `offset`.' },
  {
    word: 'batchNormalization',
    options:
      'axis momentum epsilon center scale betaInitializer gammaInitializer movingMeanInitializer movingVarianceInitializer betaConstraint gammaConstraint betaRegularizer gammaRegularizer',
    summary: 'Shifts and scales every channel by mean and variance of the batch, then by numbers that are learnt.',
  },
  {
    word: 'layerNormalization',
    options: 'axis epsilon center scale betaInitializer gammaInitializer betaRegularizer gammaRegularizer',
    summary: 'Shifts and scales every example by its own mean and variance, then by numbers that are learnt.',
  },
];

function keepsShape({ word, summary, options = '', call = '', on = '8 4 4 3', rank, from }: Kept): LayerOp {
  const params: Params = Object.fromEntries(
    options
      .split(' ')
      .filter(Boolean)
      .map(name => [name, ignored('any')]),
  );
  return layer({
    word,
    also: [],
    summary,
    params,
    call: { inputs: input() },
    ...(rank === undefined ? {} : { rank }),
    shape({ inputs }, check) {
      if (rank !== undefined) checkRank('inputs', inputs, [rank], check);
      if (from !== undefined) checkRankFrom('inputs', inputs, from, check);
      return ofType(inputs.shape, inputs.dtype);
    },
    examples: [
      { call: `tf.layers.${word}(${call})`, on, gives: on },
      ...(rank === undefined ? [] : [{ call: `tf.layers.${word}(${call})`, on: '8 3', reports: 'rank-mismatch' }]),
    ],
  });
}

export const keepingLayers: readonly LayerOp[] = kept.map(keepsShape);

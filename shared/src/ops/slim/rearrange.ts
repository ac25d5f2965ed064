/** Images to sequences and back, and the places of the strongest features. Source: tf_slim/layers/layers.py. */
import { floorDivide, multiply } from '../../dim/arithmetic.ts';
import { int, unknown } from '../../dim/dim.ts';
import { axesOf } from '../conv/axes.ts';
import { readLayout } from '../conv/words.ts';
import { defineOp, type Op } from '../op.ts';
import { ignored, integer, tensor, wordOr } from '../parameter.ts';
import { docs, formatParam, layoutsOf, several, slim } from './declare.ts';

const imagesToSequence = defineOp({
  ...slim,
  name: 'slim.images_to_sequence',
  summary: 'Every row of every image as a sequence of its columns: [width, images · height, depth].',
  docs: docs('layers'),
  params: { inputs: tensor('[images, height, width, depth]'), data_format: formatParam(), ...several('outputs_collections scope') },
  shape({ inputs, data_format }, check) {
    const first = readLayout(data_format, layoutsOf(2), check);
    if (first === undefined) return [unknown, unknown, unknown];
    const place = { argument: 'inputs', wanted: 4 } as const;
    const { N, H, W, C } = first ? axesOf('N C H W', inputs.shape, place, check) : axesOf('N H W C', inputs.shape, place, check);
    return [W, multiply(N, H), C];
  },
  examples: [
    { call: 'slim.images_to_sequence(x)', given: { x: '2 7 11 5' }, gives: '11 14 5' },
    { call: 'slim.images_to_sequence(x)', given: { x: '2 7 11' }, reports: 'rank-mismatch' },
  ],
});

const sequenceToImages = defineOp({
  ...slim,
  name: 'slim.sequence_to_images',
  summary: 'The inverse of `images_to_sequence`: [images, height, width, depth].',
  docs: docs('layers'),
  params: {
    inputs: tensor('[width, images · height, depth]'),
    height: integer(),
    output_data_format: wordOr('str', 'channels_last', 'channels_first').default("'channels_last'"),
    ...several('outputs_collections scope'),
  },
  shape({ inputs, height, output_data_format }, check) {
    const { W, B, C } = axesOf('W B C', inputs.shape, { argument: 'inputs', wanted: 3 }, check);
    const N = floorDivide(B, height);
    if (output_data_format?.kind !== 'text' || output_data_format.text === undefined) return [N, unknown, unknown, unknown];
    return output_data_format.text === 'channels_first' ? [N, C, height, W] : [N, height, W, C];
  },
  examples: [
    { call: 'slim.sequence_to_images(x, 7)', given: { x: '11 14 5' }, gives: '2 7 11 5' },
    { call: 'slim.sequence_to_images(x, 7)', given: { x: '11 14' }, reports: 'rank-mismatch' },
    { call: "slim.sequence_to_images(x, 7, 'channels_first')", given: { x: '11 14 5' }, gives: '2 5 7 11' },
  ],
});

const spatialSoftmax = defineOp({
  ...slim,
  name: 'slim.spatial_softmax',
  summary: 'Where each channel is strongest, as two coordinates per channel.',
  docs: docs('layers'),
  params: {
    features: tensor('[batch, height, width, channels]'),
    temperature: ignored('float'),
    name: ignored('str'),
    variables_collections: ignored('any'),
    trainable: ignored('bool'),
    data_format: formatParam(),
  },
  shape({ features, data_format }, check) {
    const first = readLayout(data_format, layoutsOf(2), check);
    if (first === undefined) return [unknown, unknown];
    const place = { argument: 'features', wanted: 4 } as const;
    const { N, C } = first ? axesOf('N C H W', features.shape, place, check) : axesOf('N H W C', features.shape, place, check);
    return [N, multiply(C, int(2))];
  },
  examples: [
    { call: 'slim.spatial_softmax(x)', given: { x: '8 7 7 64' }, gives: '8 128' },
    { call: 'slim.spatial_softmax(x)', given: { x: '8 7 7' }, reports: 'rank-mismatch' },
    { call: "slim.spatial_softmax(x, data_format='NCHW')", given: { x: '8 64 7 7' }, gives: '8 128' },
  ],
});

export const rearrangements: readonly Op[] = [imagesToSequence, sequenceToImages, spatialSoftmax];

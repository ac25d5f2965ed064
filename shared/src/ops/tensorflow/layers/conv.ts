/** `tf.layers.conv1d`, `conv2d`, `conv3d` and their classes. Source: tensorflow/python/layers/convolutional.py, later legacy_tf_layers in Keras. */
import type { Dim } from '../../../dim/dim.ts';
import type { Check } from '../../check.ts';
import { readLayout, readPaddingWord, readTuple } from '../../conv/words.ts';
import { needs } from '../../needs.ts';
import type { Op } from '../../op.ts';
import { dataFormatParam, filtersParam, formats, layerPair, paddingParam, paddingWords, sizeParam, trailing } from './declare.ts';
import { channelsOf, full, type LayerWindow, slideLayer } from './rules.ts';

const inputs = { 1: '[batch, length, in]', 2: '[batch, h, w, in]', 3: '[batch, d, h, w, in]' } as const;
const sizes = { 1: '10', 2: '10 12', 3: '8 10 12' } as const;
const smaller = { 1: '4', 2: '4 5', 3: '3 4 5' } as const;

const conv = (spatial: 1 | 2 | 3): readonly Op[] =>
  layerPair({
    names: [`conv${spatial}d`, `Conv${spatial}D`],
    summary: `Slides a filter over ${spatial} spatial ${spatial === 1 ? 'axis' : 'axes'}; the layer makes its own weights.`,
    axes: inputs[spatial],
    params: {
      filters: filtersParam(),
      kernel_size: sizeParam(spatial),
      strides: sizeParam(spatial).default('1'),
      padding: paddingParam(),
      data_format: dataFormatParam(),
      dilation_rate: sizeParam(spatial).default('1'),
      ...trailing.conv,
    },
    read(args, name, check: Check): { readonly window: LayerWindow; readonly filters: Dim } {
      needs(name, ['filters', 'kernel_size'], check);
      const of = { name, spatial };
      return {
        filters: args.filters as Dim,
        window: {
          ...of,
          kernel: readTuple(of, 'kernel_size', args.kernel_size, check),
          strides: readTuple(of, 'strides', args.strides, check),
          dilations: readTuple(of, 'dilation_rate', args.dilation_rate, check),
          padding: readPaddingWord(args.padding, paddingWords, check),
          channelsFirst: readLayout(args.data_format, formats, check),
          argument: 'kernel_size',
        },
      };
    },
    rule: (x, { window, filters }, check) => slideLayer(window, x, full(filters), check),
    channels: (shape, { window }) => channelsOf(shape, window),
    examples: [
      { with: '64, 3', on: `8 ${sizes[spatial]} 3`, gives: `8 ${less(sizes[spatial], 2)} 64` },
      { with: "64, 3, padding='SAME'", on: `8 ${sizes[spatial]} 3`, gives: `8 ${sizes[spatial]} 64` },
      { with: '64, 3, 2', on: `8 ${less(sizes[spatial], 1)} 3`, gives: `8 ${smaller[spatial]} 64` },
      { with: '64, 3, dilation_rate=2', on: `8 ${sizes[spatial]} 3`, gives: `8 ${less(sizes[spatial], 4)} 64` },
      { with: '64, 3', on: '8 3', reports: 'rank-mismatch' },
      { with: '64, 20', on: `8 ${sizes[spatial]} 3`, reports: 'window-exceeds-input' },
      { with: '64, 3, 2, dilation_rate=2', on: `8 ${sizes[spatial]} 3`, reports: 'argument-form' },
      { with: '64, [3, 3, 3, 3]', on: `8 ${sizes[spatial]} 3`, reports: 'argument-form' },
      { with: "64, 3, padding='full'", on: `8 ${sizes[spatial]} 3`, reports: 'unknown-padding' },
      { with: "64, 3, data_format='NHWC'", on: `8 ${sizes[spatial]} 3`, reports: 'unknown-data-format' },
    ],
  });

function less(lengths: string, by: number): string {
  return lengths
    .split(' ')
    .map(length => Number(length) - by)
    .join(' ');
}

export const convLayers: readonly Op[] = [...conv(1), ...conv(2), ...conv(3)];

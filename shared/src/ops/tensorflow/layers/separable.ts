/** `tf.layers.separable_conv1d`, `separable_conv2d` and their classes: a filter for every channel, then a 1 × 1 convolution. */
import type { Dim } from '../../../dim/dim.ts';
import type { Check } from '../../check.ts';
import { readLayout, readPaddingWord, readTuple } from '../../conv/words.ts';
import { needs } from '../../needs.ts';
import type { Op } from '../../op.ts';
import { integer } from '../../parameter.ts';
import { dataFormatParam, filtersParam, formats, layerPair, paddingParam, paddingWords, sizeParam, trailing } from './declare.ts';
import { channelsOf, depthwise, type LayerWindow, slideLayer } from './rules.ts';

interface Read {
  readonly window: LayerWindow;
  readonly filters: Dim;
  readonly multiplier: Dim;
}

const separable = (spatial: 1 | 2): readonly Op[] =>
  layerPair({
    names: [`separable_conv${spatial}d`, `SeparableConv${spatial}D`],
    summary: 'A filter for every channel, followed by a convolution of window 1 that mixes the channels.',
    axes: spatial === 1 ? '[batch, length, in]' : '[batch, h, w, in]',
    params: {
      filters: filtersParam(),
      kernel_size: sizeParam(spatial),
      strides: sizeParam(spatial).default('1'),
      padding: paddingParam(),
      data_format: dataFormatParam(),
      dilation_rate: sizeParam(spatial).default('1'),
      depth_multiplier: integer().default('1'),
      ...trailing.separable,
    },
    read(args, name, check: Check): Read {
      needs(name, ['filters', 'kernel_size'], check);
      const of = { name, spatial };
      return {
        filters: args.filters as Dim,
        multiplier: args.depth_multiplier as Dim,
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
    rule: (x, { window, filters, multiplier }, check) => slideLayer(window, x, depthwise(multiplier), check, filters),
    channels: (shape, { window }) => channelsOf(shape, window),
    examples: [
      { with: '64, 3', on: spatial === 1 ? '8 10 4' : '8 10 12 4', gives: spatial === 1 ? '8 8 64' : '8 8 10 64' },
      { with: "64, 3, 2, 'same'", on: spatial === 1 ? '8 10 4' : '8 10 12 4', gives: spatial === 1 ? '8 5 64' : '8 5 6 64' },
      { with: '64, 3', on: '8 4', reports: 'rank-mismatch' },
    ],
  });

export const separableLayers: readonly Op[] = [...separable(1), ...separable(2)];

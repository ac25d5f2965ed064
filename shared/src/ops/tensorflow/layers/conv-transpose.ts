/** `tf.layers.conv2d_transpose`, `conv3d_transpose` and their classes: the output is the usual one, nobody asks for its shape. */
import { type Dim, int } from '../../../dim/dim.ts';
import type { Check } from '../../check.ts';
import { readLayout, readPaddingWord, readTuple } from '../../conv/words.ts';
import { needs } from '../../needs.ts';
import type { Op } from '../../op.ts';
import { dataFormatParam, filtersParam, formats, layerPair, paddingParam, paddingWords, sizeParam, trailing } from './declare.ts';
import { channelsOf, type LayerWindow, slideTransposed } from './rules.ts';

const sizes = { 2: '7 8', 3: '6 7 8' } as const;
const doubled = { 2: '14 16', 3: '12 14 16' } as const;
/** `L·2 + max(5 − 2, 0)`. */
const valid = { 2: '17 19', 3: '15 17 19' } as const;

const transposed = (spatial: 2 | 3): readonly Op[] =>
  layerPair({
    names: [`conv${spatial}d_transpose`, `Conv${spatial}DTranspose`],
    summary: 'Upsamples: every input cell is spread over the output through the filter; the layer makes its own weights.',
    axes: spatial === 2 ? '[batch, h, w, in]' : '[batch, d, h, w, in]',
    params: {
      filters: filtersParam(),
      kernel_size: sizeParam(spatial),
      strides: sizeParam(spatial).default('1'),
      padding: paddingParam(),
      data_format: dataFormatParam(),
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
          dilations: Array<Dim>(spatial).fill(int(1)),
          padding: readPaddingWord(args.padding, paddingWords, check),
          channelsFirst: readLayout(args.data_format, formats, check),
          argument: 'kernel_size',
        },
      };
    },
    rule: (x, { window, filters }, check) => slideTransposed(window, x, filters, check),
    channels: (shape, { window }) => channelsOf(shape, window),
    examples: [
      { with: "32, 5, 2, 'same'", on: `8 ${sizes[spatial]} 64`, gives: `8 ${doubled[spatial]} 32` },
      { with: '32, 5, strides=2', on: `8 ${sizes[spatial]} 64`, gives: `8 ${valid[spatial]} 32` },
      { with: '32, 1, strides=2', on: `8 ${sizes[spatial]} 64`, gives: `8 ${doubled[spatial]} 32` },
      { with: '32, 5', on: '8 64', reports: 'rank-mismatch' },
      { with: '32, [5]', on: `8 ${sizes[spatial]} 64`, reports: 'argument-form' },
      { with: '32', on: `8 ${sizes[spatial]} 64`, reports: 'argument-form' },
    ],
  });

export const transposedConvLayers: readonly Op[] = [...transposed(2), ...transposed(3)];

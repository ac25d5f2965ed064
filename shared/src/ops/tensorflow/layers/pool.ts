/** `tf.layers.max_pooling1d` to `average_pooling3d` and their classes. `strides` has no default here. */
import { type Dim, int } from '../../../dim/dim.ts';
import type { Check } from '../../check.ts';
import { readLayout, readPaddingWord, readTuple } from '../../conv/words.ts';
import { needs } from '../../needs.ts';
import type { Op } from '../../op.ts';
import { dataFormatParam, formats, layerPair, paddingParam, paddingWords, sizeParam } from './declare.ts';
import { type LayerWindow, pooled, slideLayer } from './rules.ts';

const sizes = { 1: '9', 2: '9 12', 3: '8 9 12' } as const;
const halved = { 1: '4', 2: '4 6', 3: '4 4 6' } as const;
const same = { 1: '5', 2: '5 6', 3: '4 5 6' } as const;

const pool = (word: 'max' | 'average', spatial: 1 | 2 | 3): readonly Op[] =>
  layerPair({
    names: [`${word}_pooling${spatial}d`, `${word === 'max' ? 'Max' : 'Average'}Pooling${spatial}D`],
    summary: `The ${word === 'max' ? 'greatest number' : 'average'} under every place of a window, for each channel.`,
    params: {
      pool_size: sizeParam(spatial),
      strides: sizeParam(spatial),
      padding: paddingParam(),
      data_format: dataFormatParam(),
    },
    read(args, name, check: Check): LayerWindow {
      needs(name, ['pool_size', 'strides'], check);
      const of = { name, spatial };
      return {
        ...of,
        kernel: readTuple(of, 'pool_size', args.pool_size, check),
        strides: readTuple(of, 'strides', args.strides, check),
        dilations: Array<Dim>(spatial).fill(int(1)),
        padding: readPaddingWord(args.padding, paddingWords, check),
        channelsFirst: readLayout(args.data_format, formats, check),
        argument: 'pool_size',
      };
    },
    rule: (x, window, check) => slideLayer(window, x, pooled(word === 'max' ? 'max-pool' : 'average-pool'), check),
    examples: [
      { with: '2, 2', on: `8 ${sizes[spatial]} 3`, gives: `8 ${halved[spatial]} 3` },
      { with: "2, 2, 'SAME'", on: `8 ${sizes[spatial]} 3`, gives: `8 ${same[spatial]} 3` },
      { with: '2', on: `8 ${sizes[spatial]} 3`, reports: 'argument-form' },
      { with: '20, 2', on: `8 ${sizes[spatial]} 3`, reports: 'window-exceeds-input' },
      { with: '2, 2', on: '8 3', reports: 'rank-mismatch' },
    ],
  });

export const poolLayers: readonly Op[] = (['max', 'average'] as const).flatMap(word => [
  ...pool(word, 1),
  ...pool(word, 2),
  ...pool(word, 3),
]);

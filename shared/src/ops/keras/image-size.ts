/** Layers that give images another height and width: `Resizing`, `CenterCrop`, `RandomCrop`. Sources: layers/preprocessing/image_preprocessing. */
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import type { LayerOp } from '../op.ts';
import { anything, flag, oneTensor } from '../parameter.ts';
import { applied, ignoredOnes, layer } from './declare.ts';
import { dataFormatParam, readCount, readDataFormat } from './window-arguments.ts';

/**
 * Keras 3 crops while training only, and a layer of the user's own is built as if it were not; Keras 2 resizes then.
 * A call on its own, or of symbolic tensors, crops.
 */
const mayKeep = (word: string, check: Check): boolean =>
  word === 'RandomCrop' && (check.given.has('training') || check.within === 'method');

const sized = (word: string, summary: string): LayerOp => {
  const name = `keras.layers.${word}`;
  return layer({
    name,
    aliases: [`layers.experimental.preprocessing.${word}`],
    summary,
    params: {
      height: anything('int', { kind: 'integers' }),
      width: anything('int', { kind: 'integers' }),
      ...ignoredOnes('interpolation seed fill_mode fill_value antialias pad_to_aspect_ratio'),
      crop_to_aspect_ratio: flag().default('False'),
      data_format: dataFormatParam(),
    },
    order: 'height width',
    call: { inputs: oneTensor('[batch, h, w, channels]'), ...applied },
    shape({ height, width, data_format, inputs: { shape, dtype } }, check) {
      const channelsFirst = readDataFormat(data_format as Arg, check);
      if (!shape) return undefined;
      if (shape.length !== 3 && shape.length !== 4) {
        check.report(rankMismatch, { argument: 'inputs', wanted: '3 or 4', got: shape }, { argument: 'inputs' });
        return undefined;
      }
      const space: Dim[] = [readCount(name, 'height', height, check), readCount(name, 'width', width, check)];
      if (channelsFirst === undefined) return shape.map(() => unknown);
      if (mayKeep(word, check)) {
        const [H, W] = channelsFirst ? shape.slice(-2) : shape.slice(-3, -1);
        [H, W].forEach((dim, at) => {
          if (!dim || equal(dim, space[at] ?? unknown) !== 'yes') space[at] = unknown;
        });
      }
      const outer = shape.slice(0, -3);
      const channels = (channelsFirst ? shape.at(-3) : shape.at(-1)) ?? unknown;
      return ofType(channelsFirst ? [...outer, channels, ...space] : [...outer, ...space, channels], dtype);
    },
    examples: [
      { call: `${name}(20, 24)`, on: '8 28 32 3', gives: '8 20 24 3' },
      { call: `${name}(20, 24)`, on: '28 32', reports: 'rank-mismatch' },
    ],
  });
};

/** Another height, or another width, of which only the range is known. */
const stretched = (word: 'RandomHeight' | 'RandomWidth'): LayerOp =>
  layer({
    name: `keras.layers.${word}`,
    aliases: [`layers.experimental.preprocessing.${word}`],
    summary: `Images of another ${word === 'RandomHeight' ? 'height' : 'width'}, at random.`,
    params: ignoredOnes('factor interpolation seed'),
    order: 'factor interpolation seed',
    call: { inputs: oneTensor('[batch, h, w, channels]'), ...applied },
    shape({ inputs: { shape } }, check) {
      if (!shape || shape.length < 3) return undefined;
      return shape.with(word === 'RandomHeight' ? -3 : -2, check.fresh(word === 'RandomHeight' ? 'H' : 'W'));
    },
    examples: [{ call: `keras.layers.${word}(0.2)` }],
  });

export const imageSizes: readonly LayerOp[] = [
  sized('Resizing', 'Images of another height and width.'),
  sized('CenterCrop', 'The middle of images.'),
  sized('RandomCrop', 'A part of images, somewhere.'),
  stretched('RandomHeight'),
  stretched('RandomWidth'),
];

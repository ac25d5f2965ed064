/** `LocallyConnected1D/2D`: a window with weights of its own in every place. Sources: layers/locally_connected in Keras 2, layers/local.py in Keras 1. */
import { type Dim, int } from '../../dim/dim.ts';
import type { Arg } from '../argument.ts';
import { outputOf, slideAll } from '../conv/slide.ts';
import type { LayerOp } from '../op.ts';
import { anything } from '../parameter.ts';
import { convParams, formerly, imageInput, readKernel } from './conv.ts';
import { ignoredOnes, layer } from './declare.ts';
import { checkReuse } from './reuse.ts';
import {
  blankImage,
  checkFits,
  dataFormatParam,
  imageAxes,
  joinImage,
  notNegative,
  paddingParam,
  perAxis,
  readCount,
  readDataFormat,
  readPadding,
  readPerAxis,
} from './window-arguments.ts';

const local = (spatial: 1 | 2): LayerOp => {
  const name = `keras.layers.LocallyConnected${spatial}D`;
  return layer({
    name,
    summary: 'Slides a window whose weights are others in every place.',
    params: {
      filters: anything('int', { kind: 'integers' }).alias('nb_filter'),
      kernel_size: perAxis(spatial),
      strides: perAxis(spatial).default('1').alias('subsample', 'subsample_length'),
      padding: paddingParam('valid', 'same'),
      data_format: dataFormatParam(),
      ...convParams,
      ...ignoredOnes('implementation'),
    },
    order: 'filters kernel_size strides padding data_format',
    formerly: formerly(spatial, 'init activation weights padding strides data_format'),
    call: imageInput(spatial),
    shape(args, check) {
      const given = args as unknown as Record<string, Arg | undefined>;
      const { inputs } = args as unknown as { inputs: { shape: readonly Dim[] | undefined } };
      const reading = { op: name, spatial, check };
      const channelsFirst = readDataFormat(given.data_format, check);
      const filters = readCount(name, 'filters', given.filters, check);
      const axes = imageAxes(inputs.shape, spatial, channelsFirst, check);
      if (!axes || channelsFirst === undefined) return blankImage(inputs.shape, spatial);
      checkReuse(axes.C, shape => (channelsFirst ? shape[1] : shape.at(-1)), check);
      const window = {
        kernel: readKernel(reading, given),
        strides: readPerAxis(reading, 'strides', given.strides, int(1)),
        dilations: Array<Dim>(spatial).fill(int(1)),
        padding: Array(spatial).fill(readPadding(reading, given.padding, ['valid', 'same'])),
      };
      const slid = slideAll(axes.S, window, check);
      checkFits(slid, 'kernel_size', check);
      return joinImage({ N: axes.N, S: slid.map(outputOf).map(notNegative), C: filters }, channelsFirst);
    },
    examples: [
      { call: `${name}(16, 3)`, on: spatial === 1 ? '8 10 4' : '8 10 12 4', gives: spatial === 1 ? '8 8 16' : '8 8 10 16' },
      { call: `${name}(16, 3)`, on: '8 4', reports: 'rank-mismatch' },
    ],
  });
};

export const locallyConnected: readonly LayerOp[] = [local(1), local(2)];

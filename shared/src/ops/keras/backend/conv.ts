/** `conv1d`, `conv2d`, `conv3d`, `pool2d` of the back end: the filter is a tensor `[h, w, in, out]`. Source: backend.py in Keras 2. */
import { type Dim, int } from '../../../dim/dim.ts';
import { axesOf } from '../../conv/axes.ts';
import { checkChannels } from '../../conv/channels.ts';
import { computeWindow } from '../../conv/compute.ts';
import { allKnown, outputOf, slideAll } from '../../conv/slide.ts';
import { defineOp, type Op } from '../../op.ts';
import { tensor } from '../../parameter.ts';
import { docs, keras } from '../declare.ts';
import {
  blankImage,
  checkFits,
  dataFormatParam,
  imageAxes,
  joinImage,
  layoutOf,
  notNegative,
  paddingParam,
  perAxis,
  readDataFormat,
  readPadding,
  readPerAxis,
} from '../window-arguments.ts';

const conv = (spatial: 1 | 2 | 3): Op => {
  const name = `keras.backend.conv${spatial}d`;
  const words = spatial === 1 ? ['valid', 'same', 'causal'] : ['valid', 'same'];
  return defineOp({
    ...keras,
    name,
    summary: 'Slides a filter over its input.',
    docs: docs(`backend/conv${spatial}d`),
    params: {
      inputs: tensor().alias('x'),
      kernel: tensor('[…, in, out]'),
      strides: perAxis(spatial).default('1'),
      padding: paddingParam(...words),
      data_format: dataFormatParam(),
      dilation_rate: perAxis(spatial).default('1'),
    },
    shape({ inputs, kernel, strides, padding, data_format, dilation_rate }, check) {
      const reading = { op: name, spatial, check };
      const channelsFirst = readDataFormat(data_format, check);
      const axes = imageAxes(inputs.shape, spatial, channelsFirst, check);
      const pattern = `S:${spatial} I O` as 'S:2 I O';
      const filter = axesOf(pattern, kernel.shape, { argument: 'kernel', wanted: spatial + 2 }, check);
      if (!axes || channelsFirst === undefined) return blankImage(inputs.shape, spatial);
      const slid = slideAll(
        axes.S,
        {
          kernel: filter.S,
          strides: readPerAxis(reading, 'strides', strides, int(1)),
          dilations: readPerAxis(reading, 'dilation_rate', dilation_rate, int(1)),
          padding: Array(spatial).fill(readPadding(reading, padding, words)),
        },
        check,
      );
      checkFits(slid, 'kernel', check);
      const { groups, output } = checkChannels(
        axes.C,
        { op: name, argument: 'kernel', shape: kernel.shape, I: filter.I, O: filter.O, transposed: false },
        true,
        check,
      );
      const known = allKnown(slid);
      if (known) {
        check.geometry = {
          kind: 'conv',
          axes: known,
          batch: axes.N[0] ?? int(1),
          inputChannels: axes.C,
          outputChannels: output,
          groups,
          layout: layoutOf(spatial, channelsFirst),
          filterLayout: pattern,
          inputArgument: 'inputs',
          filterArgument: 'kernel',
        };
      }
      return joinImage({ N: axes.N, S: slid.map(outputOf).map(notNegative), C: output as Dim }, channelsFirst);
    },
    compute: ({ inputs, kernel }, _shape, check) => computeWindow(inputs, kernel, check, spatial + 2),
    examples: [
      {
        call: `${name}(x, w)`,
        given: { 1: { x: '1 8 2', w: '3 2 4' }, 2: { x: '1 8 8 2', w: '3 3 2 4' }, 3: { x: '1 8 8 8 2', w: '3 3 3 2 4' } }[spatial],
        gives: { 1: '1 6 4', 2: '1 6 6 4', 3: '1 6 6 6 4' }[spatial],
      },
      {
        call: `${name}(x, w)`,
        given: { 1: { x: '1 8 2', w: '3 3 4' }, 2: { x: '1 8 8 2', w: '3 3 3 4' }, 3: { x: '1 8 8 8 2', w: '3 3 3 3 4' } }[spatial],
        reports: 'channels-mismatch',
      },
    ],
  });
};

export const backendConvs: readonly Op[] = [conv(1), conv(2), conv(3)];

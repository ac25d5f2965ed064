/** `keras.backend.conv2d` and its like, one function per rank. Source: backend.py in Keras 2. */
import type { Dim } from '../../../dim/dim.ts';
import { type Arg, numberArg } from '../../argument.ts';
import { computeWindow } from '../../conv/compute.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, readIntegers, tensor, wordOr } from '../../parameter.ts';
import { docs, keras } from '../declare.ts';
import { dataFormatParam, paddingParam, perAxis } from '../window-arguments.ts';
import { convolve, convolveDepthwise, convolveTransposed, type Filters, pool } from './window.ts';

type Given = Readonly<Record<string, Arg | undefined>>;

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
    shape: ({ inputs, kernel, ...args }, check) =>
      convolve({ op: name, spatial, inputs, input: 'inputs', args: args as Given, words }, kernel, check),
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

/** The shape of the output is given, the batch included; −1 or None where it is not known. */
function askedLengths(output_shape: Arg | undefined, spatial: number, data_format: Arg | undefined): readonly Dim[] | undefined {
  const given = readIntegers(output_shape);
  if (given?.kind !== 'many' || given.items.length !== spatial + 2) return Array<Dim>(spatial).fill({ kind: 'unknown' });
  const first = data_format?.kind === 'text' && /first|th/.test(data_format.text ?? '');
  const items = first ? given.items.slice(2) : given.items.slice(1, -1);
  return items.map(item => (typeof item === 'string' || (item.kind === 'int' && item.value < 0) ? { kind: 'unknown' } : item));
}

const transposed = (spatial: 2 | 3): Op => {
  const name = `keras.backend.conv${spatial}d_transpose`;
  return defineOp({
    ...keras,
    name,
    aliases: spatial === 2 ? ['backend.deconv2d'] : ['backend.deconv3d'],
    summary: 'The gradient of a convolution; the shape of its output is given.',
    docs: docs(`backend/conv${spatial}d_transpose`),
    params: {
      x: tensor(),
      kernel: tensor('[…, out, in]'),
      output_shape: anything('int[]', { kind: 'integers' }),
      strides: perAxis(spatial).default('1'),
      padding: paddingParam('valid', 'same'),
      data_format: dataFormatParam(),
      dilation_rate: perAxis(spatial).default('1'),
    },
    order: 'x kernel output_shape strides padding data_format',
    shape({ x, kernel, output_shape, ...args }, check) {
      const asked = askedLengths(output_shape, spatial, args.data_format as Arg | undefined);
      return convolveTransposed({ op: name, spatial, inputs: x, input: 'x', args: args as Given }, kernel, asked, check);
    },
    examples: [
      {
        call: `${name}(x, w, ${spatial === 2 ? '(1, 8, 8, 4)' : '(1, 8, 8, 8, 4)'}, strides=${spatial === 2 ? '(2, 2)' : '(2, 2, 2)'}, padding='same')`,
        given: spatial === 2 ? { x: '1 4 4 2', w: '3 3 4 2' } : { x: '1 4 4 4 2', w: '3 3 3 4 2' },
        gives: spatial === 2 ? '1 8 8 4' : '1 8 8 8 4',
      },
      {
        call: `${name}(x, w, ${spatial === 2 ? '(1, 8, 8, 4)' : '(1, 8, 8, 8, 4)'}, strides=${spatial === 2 ? '(2, 2)' : '(2, 2, 2)'}, padding='same')`,
        given: spatial === 2 ? { x: '1 4 4 3', w: '3 3 4 2' } : { x: '1 4 4 4 3', w: '3 3 3 4 2' },
        reports: 'channels-mismatch',
      },
    ],
  });
};

const depthwise = defineOp({
  ...keras,
  name: 'keras.backend.depthwise_conv2d',
  summary: 'Slides filters over each channel by itself.',
  docs: docs('backend/depthwise_conv2d'),
  params: {
    x: tensor(),
    depthwise_kernel: tensor('[h, w, in, multiplier]'),
    strides: perAxis(2).default('1'),
    padding: paddingParam('valid', 'same'),
    data_format: dataFormatParam(),
    dilation_rate: perAxis(2).default('1'),
  },
  shape: ({ x, depthwise_kernel, ...args }, check) =>
    convolveDepthwise(
      { op: 'keras.backend.depthwise_conv2d', spatial: 2, inputs: x, input: 'x', args: args as Given },
      depthwise_kernel,
      filters,
      undefined,
      check,
    ),
  examples: [
    { call: 'keras.backend.depthwise_conv2d(x, w)', given: { x: '1 8 8 2', w: '3 3 2 3' }, gives: '1 6 6 6' },
    { call: 'keras.backend.depthwise_conv2d(x, w)', given: { x: '1 8 8 2', w: '3 3 4 1' }, reports: 'channels-mismatch' },
  ],
});

const filters: Filters = { depthwise: 'depthwise_kernel', pointwise: 'pointwise_kernel' };

const separable = (spatial: 1 | 2): Op => {
  const name = `keras.backend.separable_conv${spatial}d`;
  return defineOp({
    ...keras,
    name,
    summary: 'Slides one filter over each channel and then mixes the channels, cell by cell.',
    docs: docs(`backend/separable_conv${spatial}d`),
    params: {
      x: tensor(),
      depthwise_kernel: tensor('[…, in, multiplier]'),
      pointwise_kernel: tensor('[…, in, out]'),
      strides: perAxis(spatial).default('1'),
      padding: paddingParam('valid', 'same'),
      data_format: dataFormatParam(),
      dilation_rate: perAxis(spatial).default('1'),
    },
    shape: ({ x, depthwise_kernel, pointwise_kernel, ...args }, check) =>
      convolveDepthwise(
        { op: name, spatial, inputs: x, input: 'x', args: args as Given },
        depthwise_kernel,
        filters,
        pointwise_kernel,
        check,
      ),
    examples: [
      {
        call: `${name}(x, d, p)`,
        given: spatial === 1 ? { x: '1 8 2', d: '3 2 1', p: '1 2 5' } : { x: '1 8 8 2', d: '3 3 2 1', p: '1 1 2 5' },
        gives: spatial === 1 ? '1 6 5' : '1 6 6 5',
      },
      {
        call: `${name}(x, d, p)`,
        given: spatial === 1 ? { x: '1 8 2', d: '3 2 1', p: '1 3 5' } : { x: '1 8 8 2', d: '3 3 2 1', p: '1 1 3 5' },
        reports: 'channels-mismatch',
      },
    ],
  });
};

const pooling = (spatial: 2 | 3): Op => {
  const name = `keras.backend.pool${spatial}d`;
  return defineOp({
    ...keras,
    name,
    summary: 'The greatest or the mean of the cells under a window, for each channel.',
    docs: docs(`backend/pool${spatial}d`),
    params: {
      x: tensor(),
      pool_size: perAxis(spatial),
      strides: perAxis(spatial).default('1', numberArg(1)),
      padding: paddingParam('valid', 'same'),
      data_format: dataFormatParam(),
      pool_mode: wordOr('str', 'max', 'avg').default("'max'"),
    },
    shape({ x, pool_mode, ...args }, check) {
      const kind = pool_mode?.kind === 'text' && pool_mode.text === 'avg' ? 'average-pool' : 'max-pool';
      return pool({ op: name, spatial, inputs: x, input: 'x', args: args as Given }, kind, check);
    },
    examples: [
      {
        call: `${name}(x, ${spatial === 2 ? '(2, 2), strides=(2, 2)' : '(2, 2, 2), strides=(2, 2, 2)'})`,
        given: { x: spatial === 2 ? '1 8 8 2' : '1 8 8 8 2' },
        gives: spatial === 2 ? '1 4 4 2' : '1 4 4 4 2',
      },
      {
        call: `${name}(x, ${spatial === 2 ? '(9, 9)' : '(9, 9, 9)'})`,
        given: { x: spatial === 2 ? '1 8 8 2' : '1 8 8 8 2' },
        reports: 'window-exceeds-input',
      },
    ],
  });
};

export const backendConvs: readonly Op[] = [
  conv(1),
  conv(2),
  conv(3),
  transposed(2),
  transposed(3),
  depthwise,
  separable(1),
  separable(2),
  pooling(2),
  pooling(3),
];

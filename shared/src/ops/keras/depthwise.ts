/** `DepthwiseConv1D/2D` and `SeparableConv1D/2D`. Sources: base_depthwise_conv.py and base_separable_conv.py in Keras 3, layers/convolutional in Keras 2. */
import { unknownPadding } from '../../diagnostics/unknown-padding.ts';
import { multiply } from '../../dim/arithmetic.ts';
import { type Dim, int } from '../../dim/dim.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { allKnown, outputOf, slideAll } from '../conv/slide.ts';
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
  layoutOf,
  notNegative,
  paddingParam,
  perAxis,
  readCount,
  readDataFormat,
  readPadding,
  readPerAxis,
} from './window-arguments.ts';

const own = 'depthwise_initializer depthwise_regularizer depthwise_constraint';
const pointwise = 'pointwise_initializer pointwise_regularizer pointwise_constraint';
const paddings = (spatial: number, separable: boolean) => (spatial === 1 && separable ? ['valid', 'same', 'causal'] : ['valid', 'same']);

interface Kind {
  readonly separable: boolean;
  readonly spatial: 1 | 2;
}

function read(name: string, { spatial, separable }: Kind, args: Readonly<Record<string, Arg | undefined>>, check: Check) {
  const reading = { op: name, spatial, check };
  const padding = readPadding(reading, args.padding, paddings(spatial, separable));
  if (padding === 'causal') {
    const facts = { got: 'causal', allowed: ["'valid'", "'same'"] };
    // Keras 2 takes it, Keras 3 does not.
    check.report(unknownPadding, facts, { argument: 'padding' }, { severity: 'warning' });
  }
  return {
    filters: separable ? readCount(name, 'filters', args.filters, check) : undefined,
    multiplier: readCount(name, 'depth_multiplier', args.depth_multiplier, check),
    window: {
      kernel: readKernel(reading, args),
      strides: readPerAxis(reading, 'strides', args.strides, int(1)),
      dilations: readPerAxis(reading, 'dilation_rate', args.dilation_rate, int(1)),
      padding: Array(spatial).fill(padding),
    },
    channelsFirst: readDataFormat(args.data_format, check),
  };
}

function depthwise(kind: Kind, examples: LayerOp['examples']): LayerOp {
  const { spatial, separable } = kind;
  const word = separable ? 'Separable' : 'Depthwise';
  const name = `keras.layers.${word}Conv${spatial}D`;
  return layer({
    name,
    aliases: separable ? [`layers.SeparableConvolution${spatial}D`] : [],
    summary: separable
      ? 'Slides one filter over each channel and then mixes the channels, cell by cell.'
      : 'Slides filters over each channel by itself.',
    params: {
      ...(separable ? { filters: anything('int', { kind: 'integers' }).alias('nb_filter') } : {}),
      kernel_size: perAxis(spatial),
      strides: perAxis(spatial).default('1').alias('subsample'),
      padding: paddingParam(...paddings(spatial, separable)),
      depth_multiplier: anything('int', { kind: 'integers' }).default('1'),
      data_format: dataFormatParam(),
      dilation_rate: perAxis(spatial).default('1'),
      ...convParams,
      ...ignoredOnes(`${own} ${pointwise}`),
    },
    // Only the beginning is the same in all releases.
    order: separable
      ? 'filters kernel_size strides padding data_format dilation_rate depth_multiplier activation use_bias'
      : 'kernel_size strides padding depth_multiplier data_format dilation_rate activation use_bias',
    ...(separable ? { formerly: formerly(spatial, 'init activation weights padding strides') } : {}),
    call: imageInput(spatial),
    construct: (args, check) => void read(name, kind, args as never, check),
    shape(args, check) {
      const { filters, multiplier, window, channelsFirst } = read(name, kind, args as never, check);
      const { inputs } = args as unknown as { inputs: { shape: readonly Dim[] | undefined } };
      const axes = imageAxes(inputs.shape, spatial, channelsFirst, check);
      if (!axes || channelsFirst === undefined) return blankImage(inputs.shape, spatial);
      checkReuse(axes.C, shape => (channelsFirst ? shape[1] : shape.at(-1)), check);
      const slid = slideAll(axes.S, window, check);
      checkFits(slid, 'kernel_size', check);
      const C = filters ?? multiply(axes.C, multiplier);
      const known = allKnown(slid);
      if (known) {
        check.geometry = {
          kind: separable ? 'conv' : 'depthwise-conv',
          axes: known,
          batch: axes.N[0] ?? int(1),
          inputChannels: axes.C,
          outputChannels: C,
          groups: separable ? int(1) : axes.C,
          layout: layoutOf(spatial, channelsFirst),
          filterLayout: separable ? `S:${spatial} I O` : `S:${spatial} I M`,
          inputArgument: 'inputs',
        };
      }
      return joinImage({ N: axes.N, S: slid.map(outputOf).map(notNegative), C }, channelsFirst);
    },
    examples,
  });
}

export const depthwiseConvs: readonly LayerOp[] = [
  depthwise({ separable: false, spatial: 1 }, [
    { call: 'keras.layers.DepthwiseConv1D(3, depth_multiplier=2)', on: '8 20 4', gives: '8 18 8' },
  ]),
  depthwise({ separable: false, spatial: 2 }, [
    { call: "keras.layers.DepthwiseConv2D(3, padding='same')", on: '8 28 28 16', gives: '8 28 28 16' },
    { call: 'keras.layers.DepthwiseConv2D((3, 3), strides=2, depth_multiplier=2)', on: '8 28 28 16', gives: '8 13 13 32' },
    { call: 'keras.layers.DepthwiseConv2D(3)', on: '28 28 16', reports: 'rank-mismatch' },
    { call: 'keras.layers.DepthwiseConv2D(9)', on: '8 4 4 16', reports: 'window-exceeds-input' },
  ]),
  depthwise({ separable: true, spatial: 1 }, [
    { call: "keras.layers.SeparableConv1D(32, 3, padding='same')", on: '8 20 4', gives: '8 20 32' },
    { call: "keras.layers.SeparableConv1D(32, 3, padding='causal')", on: '8 20 4', gives: '8 20 32', reports: 'unknown-padding' },
  ]),
  depthwise({ separable: true, spatial: 2 }, [
    { call: "keras.layers.SeparableConv2D(64, 3, padding='same')", on: '8 28 28 16', gives: '8 28 28 64' },
    { call: 'keras.layers.SeparableConv2D(64, 3, 2)', on: '8 28 28 16', gives: '8 13 13 64' },
    { call: 'keras.layers.SeparableConv2D(64, 3)', on: '28 28 16', reports: 'rank-mismatch' },
  ]),
];

/**
 * The gradients of convolutions, which old code calls by name. That with respect to the input is a transposed convolution.
 * Sources: nn_ops.py, kernels/conv_grad_shape_utils.cc ("Size of out_backprop doesn't match computed"), kernels/depthwise_conv_grad_op.cc.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { multiply } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { join } from '../../shape/pattern.ts';
import { type Shape, sameShape, showShape } from '../../shape/shape.ts';
import type { Arg, TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { toShape } from '../common/shape-argument.ts';
import { axesOf } from '../conv/axes.ts';
import { outputOf, slideAll } from '../conv/slide.ts';
import { needs } from '../needs.ts';
import type { Op } from '../op.ts';
import { anything, type Integers, integers, readIntegers, tensor } from '../parameter.ts';
import { mayRunEagerly } from '../versions.ts';
import { patternOf } from './conv-rule.ts';
import { name, op, words } from './declare.ts';
import { notNegative } from './fit.ts';
import { transposedRule } from './transposed-rule.ts';
import { type Given, paddingParam, type WindowOp, windowArguments } from './window-arguments.ts';

/** Strides and dilations reach the op as they are: full lists. */
const windowOf = (path: string, spatial: number): WindowOp => ({
  name: `tf.nn.${path}`,
  spatial,
  pairs: check => (spatial === 2 && mayRunEagerly(check.version) ? 'yes' : 'no'),
  onlyFull: true,
});

const list = (length: number) => anything(`int[${length}]`, { kind: 'integers' });
const format = (word: string) => anything('str', { kind: 'text' }).default(`'${word}'`);

interface Forward {
  readonly input: Shape | undefined;
  readonly filter: Shape | undefined;
  /** The gradient of what the convolution gave, and so of its shape. */
  readonly gradient: TensorArg;
  readonly given: Given;
  readonly depthwise: boolean;
}

/** The convolution of that input and filter must have had the shape of the gradient. */
function checkForward(window: WindowOp, { input, filter, gradient, given, depthwise }: Forward, check: Check): void {
  const { spatial } = window;
  const { channelsFirst, strides, dilations, padding } = windowArguments(window, given, check);
  const layout = patternOf(channelsFirst ? 'N C S:2' : 'N S:2 C', spatial);
  axesOf(layout, gradient.shape, { argument: 'out_backprop', wanted: spatial + 2 }, check);
  if (channelsFirst === undefined || input?.length !== spatial + 2 || filter?.length !== spatial + 2) return;
  const { N, S, C } = axesOf(layout, input, { argument: 'input', wanted: spatial + 2 }, check);
  const { S: kernel, I, O } = axesOf(patternOf('S:2 I O', spatial), filter, { argument: 'filter', wanted: spatial + 2 }, check);
  const lengths = slideAll(S, { kernel, strides, dilations, padding }, check).map(outputOf).map(notNegative);
  const wanted = join(layout, { N, S: lengths, C: depthwise ? multiply(C, O) : O });
  const channels = depthwise && equal(I, C) === 'no';
  const fits = !channels && gradient.shape && sameShape(gradient.shape, wanted) !== 'no';
  if (!gradient.shape || gradient.shape.length !== spatial + 2 || fits) return;
  const problem = channels
    ? `has a filter ${showShape(filter)} for another number of channels than ${showShape(input)} has`
    : `needs out_backprop ${showShape(wanted)}, the convolution of ${showShape(input)} with ${showShape(filter)}, got ${showShape(gradient.shape)}`;
  check.report(argumentForm, { op: window.name, problem }, { argument: 'out_backprop' });
}

const sizes = (given: Integers): Shape | undefined => toShape(given);
const named = { input: 'out_backprop', output: 'input_sizes' };

const conv2dInput = op('nn.conv2d_backprop_input', {
  api: 'v1',
  summary: "The gradient of `tf.nn.conv2d` with respect to its input: of the input's shape, which is an argument.",
  params: {
    input_sizes: list(4),
    filters: tensor('[h, w, in, out]').alias('filter'),
    out_backprop: tensor('[batch, h, w, out]'),
    strides: list(4),
    padding: paddingParam(),
    ...words('use_cudnn_on_gpu'),
    data_format: format('NHWC'),
    dilations: list(4).default('[1, 1, 1, 1]'),
    name: name(),
  },
  order: {
    legacy: 'input_sizes filter out_backprop strides padding use_cudnn_on_gpu data_format dilations name',
    v1: 'input_sizes filter out_backprop strides padding use_cudnn_on_gpu data_format dilations name filters',
  },
  shape({ input_sizes, filters, out_backprop, strides, padding, data_format, dilations }, check) {
    const window = windowOf('conv2d_backprop_input', 2);
    needs(window.name, ['input_sizes', 'filters', 'out_backprop', 'strides', 'padding'], check);
    const given = { strides, padding, data_format, dilations };
    return transposedRule(window, { input: out_backprop, filters, output_shape: input_sizes, given, names: named }, check);
  },
  examples: [
    {
      call: "tf.nn.conv2d_backprop_input([1, 8, 8, 3], w, g, [1, 2, 2, 1], 'SAME')",
      given: { w: '5 5 3 4', g: '1 4 4 4' },
      gives: '1 8 8 3',
    },
    {
      call: "tf.nn.conv2d_backprop_input([1, 9, 8, 3], w, g, [1, 2, 2, 1], 'SAME')",
      given: { w: '5 5 3 4', g: '1 4 4 4' },
      reports: 'transpose-output-shape',
    },
    {
      call: "tf.nn.conv2d_backprop_input([1, 8, 8, 3], w, g, [1, 2, 2, 1], 'SAME')",
      given: { w: '5 5 3 4', g: '1 4 4 5' },
      reports: 'channels-mismatch',
    },
    { call: "tf.nn.conv2d_backprop_input([1, 8, 8, 3], w, g, 2, 'SAME')", given: { w: '5 5 3 4', g: '1 4 4 4' }, reports: 'argument-form' },
  ],
});

/** Of one shape with the filter, which is an argument. */
const filterGradient = (
  path: string,
  spatial: 2 | 3,
  more: { readonly depthwise?: boolean; readonly aliases?: readonly string[] } = {},
): Op => {
  const { depthwise = false, aliases = [] } = more;
  const window = windowOf(path, spatial);
  const v1Only = !path.startsWith('depthwise_conv2d_backprop');
  const cudnn = path === 'conv2d_backprop_filter' ? 'use_cudnn_on_gpu ' : '';
  const [x, y, ones, twos] =
    spatial === 2
      ? (['1 8 8 3', '1 4 4', '[3, 3', '[1, 2, 2, 1]'] as const)
      : (['1 8 8 8 3', '1 4 4 4', '[3, 3, 3', '[1, 2, 2, 2, 1]'] as const);
  const call = `tf.nn.${path}(x, ${ones}, 3, 2], g, ${twos}, 'SAME')`;
  const shown = `${ones.slice(1).replaceAll(',', '')} 3 2`;
  const channels = depthwise ? 6 : 2;
  return op(path.replace(/^/, 'nn.'), {
    ...(v1Only ? { api: 'v1' as const } : {}),
    aliases: aliases.map(alias => `nn.${alias}`),
    summary: "The gradient of a convolution with respect to its filter: of the filter's shape, which is an argument.",
    params: {
      input: tensor('[batch, …, in]'),
      filter_sizes: integers(`int[${spatial + 2}]`),
      out_backprop: tensor('[batch, …, out]'),
      strides: list(spatial + 2),
      padding: paddingParam(),
      ...words(cudnn),
      data_format: format(spatial === 2 ? 'NHWC' : 'NDHWC'),
      dilations: list(spatial + 2).default(spatial === 2 ? '[1, 1, 1, 1]' : '[1, 1, 1, 1, 1]'),
      name: name(),
    },
    order: `input filter_sizes out_backprop strides padding ${cudnn}data_format dilations name`,
    shape({ input, filter_sizes, out_backprop, ...given }, check) {
      needs(window.name, ['input', 'filter_sizes', 'out_backprop', 'strides', 'padding'], check);
      const filter = sizes(filter_sizes);
      checkForward(window, { input: input.shape, filter, gradient: out_backprop, given, depthwise }, check);
      return filter;
    },
    examples: [
      { call, given: { x, g: `${y} ${channels}` }, gives: shown },
      { call, given: { x, g: `${y.replace('4', '5')} ${channels}` }, reports: 'argument-form' },
      { call, given: { x, g: `${y} 5` }, reports: 'argument-form' },
    ],
  });
};

const depthwiseInput = op('nn.depthwise_conv2d_backprop_input', {
  aliases: ['nn.depthwise_conv2d_native_backprop_input'],
  summary: "The gradient of `tf.nn.depthwise_conv2d` with respect to its input: of the input's shape, which is an argument.",
  params: {
    input_sizes: anything('int[4]', { kind: 'integers' }),
    filter: tensor('[h, w, in, multiplier]'),
    out_backprop: tensor('[batch, h, w, in·multiplier]'),
    strides: list(4),
    padding: paddingParam(),
    data_format: format('NHWC'),
    dilations: list(4).default('[1, 1, 1, 1]'),
    name: name(),
  },
  shape({ input_sizes, filter, out_backprop, ...given }, check) {
    const window = windowOf('depthwise_conv2d_backprop_input', 2);
    needs(window.name, ['input_sizes', 'filter', 'out_backprop', 'strides', 'padding'], check);
    const input = asked(input_sizes);
    checkForward(window, { input, filter: filter.shape, gradient: out_backprop, given, depthwise: true }, check);
    return input;
  },
  examples: [
    {
      call: "tf.nn.depthwise_conv2d_backprop_input([1, 8, 8, 3], w, g, [1, 2, 2, 1], 'SAME')",
      given: { w: '3 3 3 2', g: '1 4 4 6' },
      gives: '1 8 8 3',
    },
    {
      call: "tf.nn.depthwise_conv2d_backprop_input([1, 9, 8, 3], w, g, [1, 2, 2, 1], 'SAME')",
      given: { w: '3 3 3 2', g: '1 4 4 6' },
      reports: 'argument-form',
    },
  ],
});

const asked = (arg: Arg | undefined): readonly Dim[] | undefined => {
  const read = readIntegers(arg);
  return read?.kind === 'many' ? read.items.map(item => (typeof item === 'string' ? unknown : item)) : undefined;
};

export const convGradients: readonly Op[] = [
  conv2dInput,
  filterGradient('conv2d_backprop_filter', 2),
  filterGradient('conv3d_backprop_filter', 3, { aliases: ['conv3d_backprop_filter_v2'] }),
  depthwiseInput,
  filterGradient('depthwise_conv2d_backprop_filter', 2, { depthwise: true, aliases: ['depthwise_conv2d_native_backprop_filter'] }),
];

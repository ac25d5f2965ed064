/** `tf.nn.depthwise_conv2d` and `tf.nn.separable_conv2d`. Sources: nn_impl.py, kernels/depthwise_conv_op.cc. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { deviceDependent } from '../../diagnostics/device-dependent.ts';
import { multiply } from '../../dim/arithmetic.ts';
import { equal, lessEqual } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { join } from '../../shape/pattern.ts';
import { type Shape, showShape } from '../../shape/shape.ts';
import type { Arg, TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { checkChannels } from '../conv/channels.ts';
import { computeWindow } from '../conv/compute.ts';
import { allKnown, outputOf, slideAll } from '../conv/slide.ts';
import { needs } from '../needs.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, tensor } from '../parameter.ts';
import { mayRunEagerly } from '../versions.ts';
import { docs, name, op, tensorflow } from './declare.ts';
import { checkFits, isZero, notNegative } from './fit.ts';
import {
  dataFormatParam,
  dilationsParam,
  paddingParam,
  readDataFormat,
  readPadding,
  readSequence,
  type WindowOp,
} from './window-arguments.ts';

/** Strides reach the op as they are; dilations are two numbers for `space_to_batch`. */
const windowOf = (name: string): WindowOp => ({ name, spatial: 2, pairs: () => 'unknown', onlyFull: true });

interface Given {
  readonly strides: Arg | undefined;
  readonly padding: Arg | undefined;
  readonly data_format: Arg | undefined;
  readonly dilations: Arg | undefined;
}

interface Depthwise {
  readonly input: TensorArg;
  readonly filter: TensorArg;
  readonly given: Given;
  /** The filter's parameter. */
  readonly argument: string;
  /** Dilations reach the op as they are too, whose kernels have none. */
  readonly native?: boolean;
}

interface Slid {
  readonly layout: 'N C S:2' | 'N S:2 C';
  readonly N: Dim;
  readonly lengths: readonly Dim[];
  readonly channels: Dim;
}

function depthwiseRule(op: WindowOp, { input, filter, given, argument, native = false }: Depthwise, check: Check): Slid | undefined {
  const channelsFirst = readDataFormat(op, given.data_format, check);
  const strides = readSequence(op, 'strides', given.strides, channelsFirst, check);
  const dilations = readSequence({ ...op, onlyFull: native }, 'dilations', given.dilations, channelsFirst, check);
  const { padding } = readPadding(op, given.padding, channelsFirst, check);
  const layout = channelsFirst ? 'N C S:2' : 'N S:2 C';
  const { N, S, C } = axesOf(layout, input.shape, { argument: 'input', wanted: 4 }, check);
  const { S: kernel, I, M } = axesOf('S:2 I M', filter.shape, { argument, wanted: 4 }, check);
  if (channelsFirst === undefined) return undefined;
  // "Current implementation only supports equal length strides in the row and column dimensions."
  const [down, across] = strides as readonly [Dim, Dim];
  if (equal(down, across) === 'no') {
    const problem = `takes equal strides along height and width, got ${show(down)} and ${show(across)}`;
    check.report(argumentForm, { op: op.name, problem }, { argument: 'strides' });
  }
  if (equal(I, C) === 'no') {
    const facts = { kind: 'pair', left: 'input', leftDim: C, right: `the filter's axis 2`, rightDim: I } as const;
    check.report(channelsMismatch, facts, { argument }, { related: [{ argument, message: "the filter's shape comes from here" }] });
  }
  // "Current kernel implementation does not support dilations."
  if (native && dilations.some(above1))
    check.report(
      deviceDependent,
      { what: 'depthwise convolution with dilation in one op', fails: 'every device but TPUs' },
      { argument: 'dilations' },
    );
  // Stride and dilation together go through `space_to_batch`, which strides over the blocks: another size than the formula's.
  const both = [...strides].some(above1) && dilations.some(above1);
  const axes = slideAll(S, { kernel, strides, dilations, padding }, check);
  checkFits(axes, { window: argument, input: 'input' }, check);
  const channels = multiply(I.kind === 'unknown' ? C : I, M);
  const known = allKnown(axes);
  if (known && !both) {
    check.geometry = {
      kind: 'depthwise-conv',
      axes: known,
      batch: N,
      inputChannels: C,
      outputChannels: channels,
      groups: C,
      layout,
      filterLayout: 'S:2 I M',
      inputArgument: 'input',
      filterArgument: argument,
    };
  }
  return { layout, N, lengths: both ? S.map(() => unknown) : axes.map(outputOf).map(notNegative), channels };
}

const above1 = (dim: Dim): boolean => lessEqual(int(2), dim) === 'yes';

const stridesParam = () => anything('int[4]', { kind: 'integers' });

const depthwiseConv2d = defineOp({
  ...tensorflow,
  name: 'tf.nn.depthwise_conv2d',
  summary: 'Slides filters over every channel by itself: each channel makes as many as the filter has multipliers.',
  docs: docs('nn.depthwise_conv2d'),
  params: {
    input: tensor('[batch, h, w, in]'),
    filter: tensor('[h, w, in, multiplier]'),
    strides: stridesParam(),
    padding: paddingParam(),
    data_format: dataFormatParam(),
    dilations: dilationsParam().alias('rate').optional(),
    name: name(),
  },
  order: {
    legacy: 'input filter strides padding rate name data_format',
    v1: 'input filter strides padding rate name data_format dilations',
    v2: 'input filter strides padding data_format dilations name',
  },
  shape({ input, filter, ...given }, check) {
    const op = windowOf('tf.nn.depthwise_conv2d');
    needs(op.name, ['input', 'filter', 'strides', 'padding'], check);
    const slid = depthwiseRule(op, { input, filter, given, argument: 'filter' }, check);
    return slid && join(slid.layout, { N: slid.N, S: slid.lengths, C: slid.channels });
  },
  compute: ({ input, filter }, _shape, check) => computeWindow(input, filter, check),
  examples: [
    { call: "tf.nn.depthwise_conv2d(x, w, [1, 1, 1, 1], 'VALID')", given: { x: '8 9 9 3', w: '3 3 3 2' }, gives: '8 7 7 6' },
    { call: "tf.nn.depthwise_conv2d(x, w, [1, 2, 2, 1], 'SAME')", given: { x: '8 9 9 3', w: '3 3 3 1' }, gives: '8 5 5 3' },
    {
      call: "tf.nn.depthwise_conv2d(x, w, [1, 1, 1, 1], 'VALID', dilations=[2, 2])",
      given: { x: '8 9 9 3', w: '3 3 3 2' },
      gives: '8 5 5 6',
      under: 'v2',
    },
    { call: "tf.nn.depthwise_conv2d(x, w, [1, 1, 1, 1], 'SAME')", given: { x: '8 9 9 3', w: '3 3 4 2' }, reports: 'channels-mismatch' },
    { call: "tf.nn.depthwise_conv2d(x, w, [1, 1, 2, 1], 'SAME')", given: { x: '8 9 9 3', w: '3 3 3 2' }, reports: 'argument-form' },
    { call: "tf.nn.depthwise_conv2d(x, w, 1, 'SAME')", given: { x: '8 9 9 3', w: '3 3 3 2' }, reports: 'argument-form' },
    { call: "tf.nn.depthwise_conv2d(x, w, [1, 1, 1, 1], 'SAME')", given: { x: '8 9 9 3', w: '3 3 3' }, reports: 'rank-mismatch' },
    {
      call: "tf.nn.depthwise_conv2d(x, w, [1, 1, 1, 1], 'VALID')",
      given: { x: '8 2 2 3', w: '5 5 3 2' },
      reports: 'window-exceeds-input',
    },
  ],
});

const depthwiseNative = op('nn.depthwise_conv2d_native', {
  api: 'v1',
  summary: 'The same in one op, whose dilations are a full list.',
  params: {
    input: tensor('[batch, h, w, in]'),
    filter: tensor('[h, w, in, multiplier]'),
    strides: stridesParam(),
    padding: paddingParam(),
    data_format: dataFormatParam(),
    dilations: stridesParam().default('[1, 1, 1, 1]'),
    name: name(),
  },
  shape({ input, filter, ...given }, check) {
    const op = windowOf('tf.nn.depthwise_conv2d_native');
    needs(op.name, ['input', 'filter', 'strides', 'padding'], check);
    const slid = depthwiseRule(op, { input, filter, given, argument: 'filter', native: true }, check);
    return slid && join(slid.layout, { N: slid.N, S: slid.lengths, C: slid.channels });
  },
  examples: [
    { call: "tf.nn.depthwise_conv2d_native(x, w, [1, 2, 2, 1], 'SAME')", given: { x: '8 9 9 3', w: '3 3 3 2' }, gives: '8 5 5 6' },
    {
      call: "tf.nn.depthwise_conv2d_native(x, w, [1, 1, 1, 1], 'SAME')",
      given: { x: '8 9 9 3', w: '3 3 4 2' },
      reports: 'channels-mismatch',
    },
  ],
});

const separableConv2d = defineOp({
  ...tensorflow,
  name: 'tf.nn.separable_conv2d',
  summary: 'A filter for every channel, followed by a 1 × 1 convolution that mixes the channels.',
  docs: docs('nn.separable_conv2d'),
  params: {
    input: tensor('[batch, h, w, in]'),
    depthwise_filter: tensor('[h, w, in, multiplier]'),
    pointwise_filter: tensor('[1, 1, in·multiplier, out]'),
    strides: stridesParam(),
    padding: paddingParam(),
    data_format: dataFormatParam(),
    dilations: dilationsParam().alias('rate').optional(),
    name: name(),
  },
  order: {
    legacy: 'input depthwise_filter pointwise_filter strides padding rate name data_format',
    v1: 'input depthwise_filter pointwise_filter strides padding rate name data_format dilations',
    v2: 'input depthwise_filter pointwise_filter strides padding data_format dilations name',
  },
  shape({ input, depthwise_filter, pointwise_filter, ...given }, check) {
    const op = windowOf('tf.nn.separable_conv2d');
    needs(op.name, ['input', 'depthwise_filter', 'pointwise_filter', 'strides', 'padding'], check);
    const slid = depthwiseRule(op, { input, filter: depthwise_filter, given, argument: 'depthwise_filter' }, check);
    const argument = 'pointwise_filter';
    const point = axesOf('S:2 I O', pointwise_filter.shape, { argument, wanted: 4 }, check);
    checkPoint(op, point.S, pointwise_filter.shape, check);
    if (!slid) return undefined;
    const { output } = checkChannels(
      slid.channels,
      { ...point, op: op.name, argument, shape: pointwise_filter.shape, transposed: false },
      true,
      check,
      // Nothing is computed, and nothing checked, where nothing comes out.
      mayRunEagerly(check.version) && slid.lengths.some(isZero) ? 'warning' : 'error',
    );
    return join(slid.layout, { N: slid.N, S: slid.lengths, C: output });
  },
  examples: [
    {
      call: "tf.nn.separable_conv2d(x, d, p, [1, 1, 1, 1], 'SAME')",
      given: { x: '8 9 9 3', d: '3 3 3 2', p: '1 1 6 16' },
      gives: '8 9 9 16',
    },
    {
      call: "tf.nn.separable_conv2d(x, d, p, [1, 1, 1, 1], 'SAME')",
      given: { x: '8 9 9 3', d: '3 3 3 2', p: '1 1 4 16' },
      reports: 'channels-mismatch',
    },
    {
      call: "tf.nn.separable_conv2d(x, d, p, [1, 1, 1, 1], 'SAME')",
      given: { x: '8 9 9 3', d: '3 3 3 2', p: '3 3 6 16' },
      reports: 'argument-form',
    },
  ],
});

/** The pointwise filter has a window of one cell: "Dimensions 3 and 1 are not compatible". */
function checkPoint({ name }: WindowOp, window: readonly Dim[], shape: Shape | undefined, check: Check): void {
  if (!window.some(dim => equal(dim, int(1)) === 'no')) return;
  const problem = `takes a pointwise_filter of window 1 × 1, got ${showShape(shape)}`;
  check.report(argumentForm, { op: name, problem }, { argument: 'pointwise_filter' });
}

export const depthwiseConvs: readonly Op[] = [depthwiseConv2d, depthwiseNative, separableConv2d];

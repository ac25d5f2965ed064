/**
 * Windows that slide over a tensor, with the filter as a tensor of its own: what `keras.backend` has one function for per rank and `keras.ops`
 * one for all. Sources: backend.py in Keras 2, src/ops/nn.py and src/ops/operation_utils.py in Keras 3.
 */
import { channelsMismatch } from '../../../diagnostics/channels-mismatch.ts';
import { multiply } from '../../../dim/arithmetic.ts';
import { equal } from '../../../dim/compare.ts';
import { type Dim, int } from '../../../dim/dim.ts';
import { spatialNames, type WindowAxis } from '../../../kernel/geometry.ts';
import type { Shape } from '../../../shape/shape.ts';
import type { Arg, TensorArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { axesOf } from '../../conv/axes.ts';
import { checkChannels, checkTransposedChannels } from '../../conv/channels.ts';
import { allKnown, outputOf, slideAll, specOf } from '../../conv/slide.ts';
import { outputLength, readOutputPadding } from '../conv-transpose.ts';
import {
  blankImage,
  checkFits,
  imageAxes,
  joinImage,
  layoutOf,
  notNegative,
  readDataFormat,
  readPadding,
  readPerAxis,
} from '../window-arguments.ts';

type Given = Readonly<Record<string, Arg | undefined>>;

export interface Sliding {
  readonly op: string;
  readonly spatial: number;
  readonly inputs: TensorArg;
  /** The parameter's name. */
  readonly input: string;
  readonly args: Given;
  readonly words?: readonly string[];
}

/** So many axes of space as the tensor, or else the filter, has beside the others. */
export const spatialOf = (...tensors: readonly (TensorArg | undefined)[]): number | undefined => {
  const rank = tensors.find(tensor => tensor?.shape)?.shape?.length;
  return rank !== undefined && rank >= 3 && rank <= 5 ? rank - 2 : undefined;
};

function windowOf({ op, spatial, args, words = ['valid', 'same'] }: Sliding, kernel: readonly Dim[], check: Check) {
  const reading = { op, spatial, check };
  return {
    kernel,
    strides: readPerAxis(reading, 'strides', args.strides, int(1)),
    dilations: readPerAxis(reading, 'dilation_rate', args.dilation_rate, int(1)),
    padding: Array(spatial).fill(readPadding(reading, args.padding, words)),
  };
}

/** The filter is `[…, in, out]`. */
export function convolve(sliding: Sliding, kernel: TensorArg, check: Check): Shape {
  const { op, spatial, inputs, args } = sliding;
  const channelsFirst = readDataFormat(args.data_format, check);
  const axes = imageAxes(inputs.shape, spatial, channelsFirst, check);
  const pattern = `S:${spatial} I O` as 'S:2 I O';
  const filter = axesOf(pattern, kernel.shape, { argument: 'kernel', wanted: spatial + 2 }, check);
  if (!axes || channelsFirst === undefined) return blankImage(inputs.shape, spatial);
  const slid = slideAll(axes.S, windowOf(sliding, filter.S, check), check);
  checkFits(slid, 'kernel', check);
  const channels = { op, argument: 'kernel', shape: kernel.shape, I: filter.I, O: filter.O, transposed: false };
  const { groups, output } = checkChannels(axes.C, channels, true, check);
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
      inputArgument: sliding.input,
      filterArgument: 'kernel',
    };
  }
  return joinImage({ N: axes.N, S: slid.map(outputOf).map(notNegative), C: output }, channelsFirst);
}

/** The filter is `[…, out, in]`; `asked` is the height and width that the output is to have, where it is said. */
export function convolveTransposed(sliding: Sliding, kernel: TensorArg, asked: readonly Dim[] | undefined, check: Check): Shape {
  const { op, spatial, inputs, args } = sliding;
  const channelsFirst = readDataFormat(args.data_format, check);
  const axes = imageAxes(inputs.shape, spatial, channelsFirst, check);
  const pattern = `S:${spatial} O I` as 'S:2 O I';
  const filter = axesOf(pattern, kernel.shape, { argument: 'kernel', wanted: spatial + 2 }, check);
  if (!axes || channelsFirst === undefined) return blankImage(inputs.shape, spatial);
  const window = windowOf(sliding, filter.S, check);
  const outputPadding = readOutputPadding({ op, spatial, check }, args.output_padding);
  const names = spatialNames(spatial);
  const slid = axes.S.map((length, at): WindowAxis | undefined => {
    const spec = specOf(window, at, length);
    if (!spec) return undefined;
    const { output, explanation } = outputLength(spec, outputPadding?.[at]);
    if (!asked) check.explain(() => `${names[at]}: ${explanation}`);
    return { ...spec, name: names[at] as WindowAxis['name'], output: asked?.[at] ?? output };
  });
  const channels = { op, argument: 'kernel', shape: kernel.shape, I: filter.I, O: filter.O, transposed: true };
  const { output } = checkTransposedChannels(axes.C, channels, undefined, false, check);
  const known = allKnown(slid);
  if (known) {
    check.geometry = {
      kind: 'transposed-conv',
      axes: known,
      batch: axes.N[0] ?? int(1),
      inputChannels: axes.C,
      outputChannels: output,
      groups: int(1),
      layout: layoutOf(spatial, channelsFirst),
      filterLayout: pattern,
      inputArgument: sliding.input,
      filterArgument: 'kernel',
    };
  }
  return joinImage({ N: axes.N, S: slid.map(outputOf), C: output }, channelsFirst);
}

/** The filter is `[…, in, multiplier]`; behind it, for separable ones, comes one of `[1, 1, in · multiplier, out]`. */
export function convolveDepthwise(
  sliding: Sliding,
  kernel: TensorArg,
  names: Filters,
  pointwise: TensorArg | undefined,
  check: Check,
): Shape {
  const { op, spatial, inputs, args } = sliding;
  const channelsFirst = readDataFormat(args.data_format, check);
  const axes = imageAxes(inputs.shape, spatial, channelsFirst, check);
  const pattern = `S:${spatial} I M` as 'S:2 I M';
  const filter = axesOf(pattern, kernel.shape, { argument: names.depthwise, wanted: spatial + 2 }, check);
  if (!axes || channelsFirst === undefined) return blankImage(inputs.shape, spatial);
  const slid = slideAll(axes.S, windowOf(sliding, filter.S, check), check);
  checkFits(slid, names.depthwise, check);
  if (equal(axes.C, filter.I) === 'no')
    check.report(
      channelsMismatch,
      { kind: 'pair', left: 'the input', leftDim: axes.C, right: 'the filter', rightDim: filter.I },
      { argument: names.depthwise },
      { related: [{ argument: sliding.input, message: 'the input' }] },
    );
  const between = multiply(filter.I, filter.M);
  const mixed = pointwise && mixer(op, spatial, pointwise, between, names.pointwise, check);
  const known = allKnown(slid);
  if (known && !pointwise) {
    check.geometry = {
      kind: 'depthwise-conv',
      axes: known,
      batch: axes.N[0] ?? int(1),
      inputChannels: axes.C,
      outputChannels: between,
      groups: axes.C,
      layout: layoutOf(spatial, channelsFirst),
      filterLayout: pattern,
      inputArgument: sliding.input,
      filterArgument: names.depthwise,
    };
  }
  return joinImage({ N: axes.N, S: slid.map(outputOf).map(notNegative), C: mixed ?? between }, channelsFirst);
}

export interface Filters {
  readonly depthwise: string;
  readonly pointwise: string;
}

function mixer(op: string, spatial: number, pointwise: TensorArg, between: Dim, argument: string, check: Check): Dim {
  const { I, O } = axesOf(`S:${spatial} I O` as 'S:2 I O', pointwise.shape, { argument, wanted: spatial + 2 }, check);
  return checkChannels(between, { op, argument, shape: pointwise.shape, I, O, transposed: false }, true, check).output;
}

export function pool(sliding: Sliding, kind: 'max-pool' | 'average-pool', check: Check): Shape {
  const { op, spatial, inputs, args } = sliding;
  const reading = { op, spatial, check };
  const channelsFirst = readDataFormat(args.data_format, check);
  const axes = imageAxes(inputs.shape, spatial, channelsFirst, check);
  if (!axes || channelsFirst === undefined) return blankImage(inputs.shape, spatial);
  const kernel = readPerAxis(reading, 'pool_size', args.pool_size);
  const own = args.strides && args.strides.kind !== 'none';
  const window = windowOf({ ...sliding, args: { ...args, strides: own ? args.strides : args.pool_size } }, kernel, check);
  const slid = slideAll(axes.S, window, check);
  checkFits(slid, 'pool_size', check);
  const known = allKnown(slid);
  if (known) {
    check.geometry = {
      kind,
      axes: known,
      batch: axes.N[0] ?? int(1),
      inputChannels: axes.C,
      outputChannels: axes.C,
      groups: axes.C,
      layout: layoutOf(spatial, channelsFirst),
      inputArgument: sliding.input,
    };
  }
  return joinImage({ ...axes, S: slid.map(outputOf).map(notNegative) }, channelsFirst);
}

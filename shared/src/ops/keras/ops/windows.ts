/** Convolutions and pools of `keras.ops`: one function for all ranks. Source: src/ops/nn.py in Keras 3. */
import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import { type Dim, unknown } from '../../../dim/dim.ts';
import type { Arg, TensorArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { ofType } from '../../common/contents.ts';
import { computeWindow } from '../../conv/compute.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, tensor } from '../../parameter.ts';
import { convolve, convolveDepthwise, convolveTransposed, type Filters, pool, type Sliding, spatialOf } from '../backend/window.ts';
import { docs, keras } from '../declare.ts';
import { dataFormatParam, imageAxes, joinImage, paddingParam, readDataFormat, readPerAxis } from '../window-arguments.ts';

type Given = Readonly<Record<string, Arg | undefined>>;

const lengths = () => anything('int | int[]', { kind: 'integers' });

/** Runs a rule for as many axes of space as the tensors say. */
function byRank(
  op: string,
  { inputs, args, kernel }: { readonly inputs: TensorArg; readonly args: unknown; readonly kernel?: TensorArg },
  check: Check,
  rule: (sliding: Sliding) => readonly Dim[],
): TensorArg {
  const { shape, dtype } = inputs;
  const spatial = spatialOf(inputs, kernel);
  if (shape && kernel?.shape && shape.length !== kernel.shape.length) {
    // Run eagerly, TensorFlow takes the axes in front for further batches.
    check.report(
      rankMismatch,
      { argument: 'kernel', wanted: shape.length, got: kernel.shape },
      { argument: 'kernel' },
      { severity: 'warning' },
    );
    return ofType(undefined, dtype);
  }
  if (spatial !== undefined) return ofType(rule({ op, spatial, inputs, input: 'inputs', args: args as Given }), dtype);
  if (shape) check.report(rankMismatch, { argument: 'inputs', wanted: '3 to 5', got: shape }, { argument: 'inputs' });
  return ofType(undefined, dtype);
}

const window = () => ({
  strides: lengths().default('1'),
  padding: paddingParam('valid', 'same'),
  data_format: dataFormatParam(),
  dilation_rate: lengths().default('1'),
});

const conv = defineOp({
  ...keras,
  name: 'keras.ops.conv',
  summary: 'Slides a filter over its input, of any rank.',
  docs: docs('ops/conv'),
  params: { inputs: tensor(), kernel: tensor('[…, in, out]'), ...window() },
  shape: ({ inputs, kernel, ...args }, check) =>
    byRank('keras.ops.conv', { inputs, kernel, args }, check, sliding => convolve(sliding, kernel, check)),
  compute: ({ inputs, kernel }, shape, check) => computeWindow(inputs, kernel, check, shape.length),
  examples: [
    { call: 'keras.ops.conv(x, w)', given: { x: '1 8 8 2', w: '3 3 2 4' }, gives: '1 6 6 4' },
    { call: "keras.ops.conv(x, w, strides=2, padding='same')", given: { x: '1 9 2', w: '3 2 4' }, gives: '1 5 4' },
    { call: 'keras.ops.conv(x, w)', given: { x: '1 8 8 2', w: '3 3 3 4' }, reports: 'channels-mismatch' },
    { call: 'keras.ops.conv(x, w)', given: { x: '1 8 8 2', w: '3 2 4' }, reports: 'rank-mismatch' },
  ],
});

const convTranspose = defineOp({
  ...keras,
  name: 'keras.ops.conv_transpose',
  summary: 'The gradient of a convolution, of any rank.',
  docs: docs('ops/conv_transpose'),
  params: {
    inputs: tensor(),
    kernel: tensor('[…, out, in]'),
    strides: lengths().default('1'),
    padding: paddingParam('valid', 'same'),
    output_padding: lengths().optional(),
    data_format: dataFormatParam(),
    dilation_rate: lengths().default('1'),
  },
  shape: ({ inputs, kernel, ...args }, check) =>
    byRank('keras.ops.conv_transpose', { inputs, kernel, args }, check, sliding => convolveTransposed(sliding, kernel, undefined, check)),
  examples: [
    { call: "keras.ops.conv_transpose(x, w, strides=2, padding='same')", given: { x: '1 4 4 2', w: '3 3 5 2' }, gives: '1 8 8 5' },
    { call: 'keras.ops.conv_transpose(x, w)', given: { x: '1 4 4 3', w: '3 3 5 2' }, reports: 'channels-mismatch' },
  ],
});

const own: Filters = { depthwise: 'kernel', pointwise: 'kernel' };
const both: Filters = { depthwise: 'depthwise_kernel', pointwise: 'pointwise_kernel' };

const depthwise = defineOp({
  ...keras,
  name: 'keras.ops.depthwise_conv',
  summary: 'Slides filters over each channel by itself.',
  docs: docs('ops/depthwise_conv'),
  params: { inputs: tensor(), kernel: tensor('[…, in, multiplier]'), ...window() },
  shape: ({ inputs, kernel, ...args }, check) =>
    byRank('keras.ops.depthwise_conv', { inputs, kernel, args }, check, sliding =>
      convolveDepthwise(sliding, kernel, own, undefined, check),
    ),
  examples: [
    { call: 'keras.ops.depthwise_conv(x, w)', given: { x: '1 8 8 2', w: '3 3 2 3' }, gives: '1 6 6 6' },
    { call: 'keras.ops.depthwise_conv(x, w)', given: { x: '1 8 8 2', w: '3 3 3 1' }, reports: 'channels-mismatch' },
  ],
});

const separable = defineOp({
  ...keras,
  name: 'keras.ops.separable_conv',
  summary: 'Slides one filter over each channel and then mixes the channels, cell by cell.',
  docs: docs('ops/separable_conv'),
  params: { inputs: tensor(), depthwise_kernel: tensor('[…, in, multiplier]'), pointwise_kernel: tensor('[…, in, out]'), ...window() },
  shape: ({ inputs, depthwise_kernel, pointwise_kernel, ...args }, check) =>
    byRank('keras.ops.separable_conv', { inputs, kernel: depthwise_kernel, args }, check, sliding =>
      convolveDepthwise(sliding, depthwise_kernel, both, pointwise_kernel, check),
    ),
  examples: [
    { call: 'keras.ops.separable_conv(x, d, p)', given: { x: '1 8 8 2', d: '3 3 2 1', p: '1 1 2 5' }, gives: '1 6 6 5' },
    { call: 'keras.ops.separable_conv(x, d, p)', given: { x: '1 8 8 2', d: '3 3 2 1', p: '1 1 3 5' }, reports: 'channels-mismatch' },
  ],
});

const pooling = (word: 'max_pool' | 'average_pool'): Op =>
  defineOp({
    ...keras,
    name: `keras.ops.${word}`,
    summary: `The ${word === 'max_pool' ? 'greatest' : 'mean'} of the cells under a window, for each channel.`,
    docs: docs(`ops/${word}`),
    params: {
      inputs: tensor(),
      pool_size: lengths(),
      strides: lengths().optional(),
      padding: paddingParam('valid', 'same'),
      data_format: dataFormatParam(),
    },
    shape: ({ inputs, ...args }, check) =>
      byRank(`keras.ops.${word}`, { inputs, args }, check, sliding =>
        pool(sliding, word === 'max_pool' ? 'max-pool' : 'average-pool', check),
      ),
    examples: [
      { call: `keras.ops.${word}(x, 2)`, given: { x: '1 8 9 2' }, gives: '1 4 4 2' },
      { call: `keras.ops.${word}(x, 3, strides=2, padding='same')`, given: { x: '1 9 2' }, gives: '1 5 2' },
      { call: `keras.ops.${word}(x, 9)`, given: { x: '1 8 8 2' }, reports: 'window-exceeds-input' },
    ],
  });

const adaptive = (word: 'adaptive_max_pool' | 'adaptive_average_pool'): Op =>
  defineOp({
    ...keras,
    name: `keras.ops.${word}`,
    summary: 'Pools over as many windows as the output has cells.',
    docs: docs(`ops/${word}`),
    params: { inputs: tensor(), output_size: lengths(), data_format: dataFormatParam() },
    shape: ({ inputs, output_size, data_format }, check) =>
      byRank(`keras.ops.${word}`, { inputs, args: {} }, check, ({ op, spatial }) =>
        adaptiveShape({ op, spatial, inputs, output_size, data_format }, check),
      ),
    examples: [
      { call: `keras.ops.${word}(x, (2, 3))`, given: { x: '1 8 9 5' }, gives: '1 2 3 5' },
      { call: `keras.ops.${word}(x, (2, 3))`, given: { x: '8 9' }, reports: 'rank-mismatch' },
    ],
  });

interface Adaptive {
  readonly op: string;
  readonly spatial: number;
  readonly inputs: TensorArg;
  readonly output_size: Arg | undefined;
  readonly data_format: Arg | undefined;
}

export function adaptiveShape({ op, spatial, inputs, output_size, data_format }: Adaptive, check: Check): readonly Dim[] {
  const channelsFirst = readDataFormat(data_format, check);
  const { shape } = inputs;
  if (shape && shape.length !== spatial + 2) {
    // Keras lets a model be built with it; it cannot run.
    check.report(rankMismatch, { argument: 'inputs', wanted: spatial + 2, got: shape }, { argument: 'inputs' }, { severity: 'warning' });
    return Array<Dim>(spatial + 2).fill(unknown);
  }
  const axes = imageAxes(shape, spatial, channelsFirst, check);
  const S = readPerAxis({ op, spatial, check }, 'output_size', output_size);
  if (!axes || channelsFirst === undefined) return [inputs.shape?.[0] ?? unknown, ...Array<Dim>(spatial + 1).fill(unknown)];
  return joinImage({ ...axes, S }, channelsFirst);
}

export const windowOps: readonly Op[] = [
  conv,
  convTranspose,
  depthwise,
  separable,
  pooling('max_pool'),
  pooling('average_pool'),
  adaptive('adaptive_max_pool'),
  adaptive('adaptive_average_pool'),
];

/** `tf.layers.conv1d`, `conv2d`, `conv3d`. Source: tfjs-layers/src/layers/convolutional.ts. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { int, unknown } from '../../../dim/dim.ts';
import { join } from '../../../shape/pattern.ts';
import type { Check } from '../../check.ts';
import { axesOf } from '../../conv/axes.ts';
import { allKnown, outputOf, slideAll, type Window } from '../../conv/slide.ts';
import type { LayerOp } from '../../op.ts';
import type { Args } from '../../parameter.ts';
import { anything, flag, ignored } from '../../parameter.ts';
import { checkReuse, input, layer } from './layer.ts';
import * as options from './window-options.ts';

/** `ConvLayerArgs`. */
export const convOptions = (rank: number) => ({
  kernelSize: options.sizes(rank),
  strides: options.sizes(rank).default('1'),
  padding: options.paddingOption(),
  dataFormat: options.formatOption(),
  dilationRate: options.sizes(rank).default('1'),
  activation: options.activationOption(),
  useBias: flag().default('true'),
  kernelInitializer: ignored('string | Initializer'),
  biasInitializer: ignored('string | Initializer'),
  kernelConstraint: ignored('string | Constraint'),
  biasConstraint: ignored('string | Constraint'),
  kernelRegularizer: ignored('string | Regularizer'),
  biasRegularizer: ignored('string | Regularizer'),
  activityRegularizer: ignored('string | Regularizer'),
});

/** Words that other frameworks use; an option of an unknown name is dropped without a word. */
export const convSlips = {
  stride: 'strides',
  dilation: 'dilationRate',
  dilations: 'dilationRate',
  pad: 'padding',
  kernel: 'kernelSize',
  filter: 'filters',
  outChannels: 'filters',
  bias: 'useBias',
  groups: undefined,
  outputPadding: undefined,
  output_padding: undefined,
};

export type ConvOptions = Pick<Args<ReturnType<typeof convOptions>>, 'kernelSize' | 'strides' | 'padding' | 'dilationRate'>;

/** The window that the options describe. */
export function readWindow(
  op: string,
  rank: number,
  { kernelSize, strides, padding, dilationRate }: ConvOptions,
  check: Check,
  causal: 'throws later' | 'rejected' = 'throws later',
): Window {
  const one = options.ones(rank);
  const read = options.readPadding(op, padding, causal, check);
  const window: Window = {
    kernel: options.readSizes(
      op,
      'kernelSize',
      kernelSize,
      rank,
      one.map(() => unknown),
      check,
      'throws later',
    ),
    strides: options.readSizes(op, 'strides', strides, rank, one, check, 'throws later'),
    dilations: options.readSizes(op, 'dilationRate', dilationRate, rank, one, check, 'throws later'),
    padding: one.map(() => read),
  };
  options.checkStridesOrDilation(op, window.strides, window.dilations, check);
  return window;
}

const examples: Readonly<Record<1 | 2 | 3, LayerOp['examples']>> = {
  1: [
    { call: 'tf.layers.conv1d({filters: 16, kernelSize: 3})', on: '8 20 4', gives: '8 18 16' },
    { call: "tf.layers.conv1d({filters: 16, kernelSize: [3], strides: 2, padding: 'same'})", on: '8 21 4', gives: '8 11 16' },
    { call: 'tf.layers.conv1d({filters: 16, kernelSize: 3, dilationRate: 2})', on: '8 20 4', gives: '8 16 16' },
    { call: "tf.layers.conv1d({filters: 16, kernelSize: 3, dataFormat: 'channelsFirst'})", on: '8 4 20', reports: 'argument-form' },
    { call: 'tf.layers.conv1d({filters: 16, kernelSize: 3})', on: '8 20', reports: 'rank-mismatch' },
    { call: 'tf.layers.conv1d({filters: 16, kernelSize: [3, 3]})', on: '8 20 4', reports: 'argument-form' },
  ],
  2: [
    { call: 'tf.layers.conv2d({filters: 64, kernelSize: 3})', on: '8 28 28 3', gives: '8 26 26 64' },
    {
      call: "tf.layers.conv2d({filters: 64, kernelSize: [5, 3], strides: [2, 1], padding: 'same'})",
      on: '8 28 28 3',
      gives: '8 14 28 64',
    },
    { call: "tf.layers.conv2d({filters: 4, kernelSize: 3, dataFormat: 'channelsFirst'})", on: '1 3 8 8', gives: '1 4 6 6' },
    { call: 'tf.layers.conv2d({filters: 4, kernelSize: 3, dilationRate: 2})', on: '1 9 9 3', gives: '1 5 5 4' },
    { call: 'tf.layers.conv2d({filters: 4, kernelSize: 3})', on: '8 8 3', reports: 'rank-mismatch' },
    { call: 'tf.layers.conv2d({filters: 4, kernelSize: 5})', on: '1 3 8 3', gives: '1 -1 4 4', reports: 'window-exceeds-input' },
    { call: "tf.layers.conv2d({filters: 4, kernelSize: 3, padding: 'SAME'})", on: '1 8 8 3', reports: 'unknown-padding' },
    { call: "tf.layers.conv2d({filters: 4, kernelSize: 3, dataFormat: 'NHWC'})", on: '1 8 8 3', reports: 'unknown-data-format' },
    { call: 'tf.layers.conv2d({filters: 4, kernelSize: [3]})', on: '1 8 8 3', reports: 'argument-form' },
    { call: 'tf.layers.conv2d({kernelSize: 3})', on: '1 8 8 3', reports: 'argument-form' },
    { call: 'tf.layers.conv2d({filters: 4})', on: '1 8 8 3', reports: 'argument-form' },
    { call: 'tf.layers.conv2d({filters: 4, kernelSize: 3, strides: 2, dilationRate: 2})', on: '1 8 8 3', reports: 'argument-form' },
    { call: 'tf.layers.conv2d({filters: 4, kernelSize: 3, stride: 2})', on: '1 8 8 3', gives: '1 6 6 4', reports: 'argument-form' },
    { call: 'tf.layers.conv2d({filters: 4, kernelSize: 3, groups: 3})', on: '1 8 8 3', gives: '1 6 6 4', reports: 'argument-form' },
  ],
  3: [
    { call: 'tf.layers.conv3d({filters: 8, kernelSize: 3})', on: '2 8 9 10 3', gives: '2 6 7 8 8' },
    { call: "tf.layers.conv3d({filters: 8, kernelSize: [1, 2, 3], strides: 2, padding: 'same'})", on: '2 8 9 10 3', gives: '2 4 5 5 8' },
    { call: 'tf.layers.conv3d({filters: 8, kernelSize: 3})', on: '2 8 9 3', reports: 'rank-mismatch' },
  ],
};

const summaries = {
  1: 'Slides a filter along a sequence.',
  2: 'Slides a filter over an image.',
  3: 'Slides a filter through a volume.',
} as const;

const conv = (rank: 1 | 2 | 3): LayerOp => {
  const word = `conv${rank}d`;
  const op = `tf.layers.${word}`;
  return layer({
    word,
    rank: rank + 2,
    summary: summaries[rank],
    params: { filters: anything('int', { kind: 'integers' }), ...convOptions(rank) },
    call: { inputs: input(`[N, ${['L', 'H, W', 'D, H, W'][rank - 1]}, C]`) },
    ignores: convSlips,
    construct(args, check) {
      options.readCount(op, 'filters', args.filters, check);
      needsKernel(op, args, check);
      readWindow(op, rank, args, check);
      options.readFormat(args.dataFormat, check);
    },
    shape({ inputs, ...args }, check) {
      const layout = options.layoutOf(options.readFormat(args.dataFormat, check), rank);
      const filters = options.readCount(op, 'filters', args.filters, check);
      const { N, S, C } = axesOf(layout, inputs.shape, { argument: 'inputs', wanted: rank + 2 }, check);
      const window = readWindow(op, rank, args, check);
      checkReuse(C, shape => shape[layout.startsWith('N C') ? 1 : shape.length - 1], check);
      const axes = slideAll(S, window, check);
      options.checkFits(axes, check, 'kernelSize', rank < 3 ? 'odd' : 'never');
      if (rank === 1 && layout.startsWith('N C')) checkSequence(op, check);
      const known = allKnown(axes);
      if (known) {
        check.geometry = {
          kind: 'conv',
          axes: known,
          batch: N,
          inputChannels: C,
          outputChannels: filters,
          groups: int(1),
          layout,
          inputArgument: 'inputs',
        };
      }
      return join(layout, { N, S: axes.map(outputOf), C: filters });
    },
    examples: examples[rank],
  });
};

/** The result is not turned back: it comes as [N, L, C], whatever the model says of its shape. */
function checkSequence(op: string, check: Check): void {
  const problem =
    "gives [N, L, C] with dataFormat 'channelsFirst' when it runs, although a model says [N, C, L]; transpose the input instead";
  check.report(argumentForm, { op, problem }, { argument: 'dataFormat' }, { severity: 'warning' });
}

/** "required key 'kernelSize' not in config". */
export function needsKernel(op: string, { kernelSize }: ConvOptions, check: Check): void {
  if (!kernelSize && !check.given.has('kernelSize')) options.reportMissing(op, 'kernelSize', check);
}

export const convLayers: readonly LayerOp[] = [conv(1), conv(2), conv(3)];

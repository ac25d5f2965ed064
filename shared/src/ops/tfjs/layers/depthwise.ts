/** `tf.layers.depthwiseConv2d`, `separableConv2d`. Source: tfjs-layers/src/layers/convolutional_depthwise.ts, `SeparableConv` in convolutional.ts. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { multiply } from '../../../dim/arithmetic.ts';
import type { Dim } from '../../../dim/dim.ts';
import { join } from '../../../shape/pattern.ts';
import type { Shape } from '../../../shape/shape.ts';
import type { TensorArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { axesOf } from '../../conv/axes.ts';
import { allKnown, outputOf, slideAll, type Window } from '../../conv/slide.ts';
import type { LayerOp } from '../../op.ts';
import { anything, ignored, integer } from '../../parameter.ts';
import { type ConvOptions, convOptions, convSlips, needsKernel, readWindow } from './conv.ts';
import { checkReuse, input, layer } from './layer.ts';
import * as options from './window-options.ts';

const depthwiseOptions = {
  ...convOptions(2),
  depthMultiplier: integer().default('1'),
  depthwiseInitializer: ignored('string | Initializer'),
  depthwiseConstraint: ignored('string | Constraint'),
  depthwiseRegularizer: ignored('string | Regularizer'),
};

/** `outputChannels`: from the input's. */
function slideOver(
  inputs: TensorArg,
  window: Window,
  dataFormat: string | undefined,
  outputChannels: (C: Dim) => Dim,
  depthMultiplier: Dim,
  check: Check,
): Shape {
  const layout = options.layoutOf(options.readFormat(dataFormat, check), 2);
  const { N, S, C } = axesOf(layout, inputs.shape, { argument: 'inputs', wanted: 4 }, check);
  checkReuse(C, shape => shape[layout.startsWith('N C') ? 1 : 3], check);
  const axes = slideAll(S, window, check);
  options.checkFits(axes, check, 'kernelSize', 'odd');
  const known = allKnown(axes);
  if (known) {
    check.geometry = {
      kind: 'depthwise-conv',
      axes: known,
      batch: N,
      inputChannels: C,
      outputChannels: multiply(C, depthMultiplier),
      groups: C,
      layout,
      inputArgument: 'inputs',
    };
  }
  return join(layout, { N, S: axes.map(outputOf), C: outputChannels(C) });
}

const depthwise = 'tf.layers.depthwiseConv2d';

/** The option dilationRate is read and never used. */
function depthwiseWindow(args: ConvOptions, check: Check): Window {
  const window = readWindow(depthwise, 2, { ...args, dilationRate: undefined }, check);
  const dilated = options.readSizes(depthwise, 'dilationRate', args.dilationRate, 2, options.ones(2), check, 'throws later');
  if (dilated.some(dim => dim.kind === 'int' && dim.value > 1))
    check.report(argumentForm, { op: depthwise, problem: 'ignores dilationRate' }, { argument: 'dilationRate' }, { severity: 'warning' });
  return window;
}

const depthwiseConv2d = layer({
  word: 'depthwiseConv2d',
  rank: 4,
  summary: 'Slides a filter of its own over every channel of an image.',
  params: depthwiseOptions,
  call: { inputs: input('[N, H, W, C]') },
  ignores: { ...convSlips, filters: undefined },
  construct(args, check) {
    needsKernel(depthwise, args, check);
    depthwiseWindow(args, check);
    options.readFormat(args.dataFormat, check);
  },
  shape: ({ inputs, dataFormat, depthMultiplier, ...args }, check) =>
    slideOver(inputs, depthwiseWindow(args, check), dataFormat, C => multiply(C, depthMultiplier), depthMultiplier, check),
  examples: [
    { call: "tf.layers.depthwiseConv2d({kernelSize: 3, padding: 'same'})", on: '8 28 28 3', gives: '8 28 28 3' },
    { call: 'tf.layers.depthwiseConv2d({kernelSize: [3, 5], strides: 2, depthMultiplier: 4})', on: '8 28 28 3', gives: '8 13 12 12' },
    { call: 'tf.layers.depthwiseConv2d({kernelSize: 3, dilationRate: 2})', on: '8 28 28 3', gives: '8 26 26 3', reports: 'argument-form' },
    { call: 'tf.layers.depthwiseConv2d({depthMultiplier: 4})', on: '8 28 28 3', reports: 'argument-form' },
  ],
});

const kernelOptions = ['kernelInitializer', 'kernelRegularizer', 'kernelConstraint'] as const;

const separable = 'tf.layers.separableConv2d';

const separableConv2d = layer({
  word: 'separableConv2d',
  rank: 4,
  summary: 'A filter of its own for every channel, then a mixture of the channels at every cell.',
  params: {
    filters: anything('int', { kind: 'integers' }),
    ...depthwiseOptions,
    kernelInitializer: anything('none').optional().hidden(),
    kernelRegularizer: anything('none').optional().hidden(),
    kernelConstraint: anything('none').optional().hidden(),
    pointwiseInitializer: ignored('string | Initializer'),
    pointwiseConstraint: ignored('string | Constraint'),
    pointwiseRegularizer: ignored('string | Regularizer'),
  },
  call: { inputs: input('[N, H, W, C]') },
  ignores: convSlips,
  construct(args, check) {
    options.readCount(separable, 'filters', args.filters, check);
    needsKernel(separable, args, check);
    readWindow(separable, 2, args, check, 'rejected');
    options.readFormat(args.dataFormat, check);
    for (const name of kernelOptions) {
      if (['none', 'unknown'].includes(args[name]?.kind ?? 'none')) continue;
      const problem = `takes no ${name}: there are ${name.replace('kernel', 'depthwise')} and ${name.replace('kernel', 'pointwise')}`;
      check.report(argumentForm, { op: separable, problem }, { argument: name });
    }
  },
  shape({ inputs, filters, dataFormat, depthMultiplier, ...args }, check) {
    const channels = options.readCount(separable, 'filters', filters, check);
    const window = readWindow(separable, 2, args, check, 'rejected');
    checkBias(dataFormat, args.useBias, check);
    return slideOver(inputs, window, dataFormat, () => channels, depthMultiplier, check);
  },
  examples: [
    { call: "tf.layers.separableConv2d({filters: 16, kernelSize: 3, padding: 'same'})", on: '8 28 28 3', gives: '8 28 28 16' },
    {
      call: 'tf.layers.separableConv2d({filters: 16, kernelSize: 3, strides: 2, depthMultiplier: 2})',
      on: '8 28 28 3',
      gives: '8 13 13 16',
    },
    { call: 'tf.layers.separableConv2d({kernelSize: 3})', on: '8 28 28 3', reports: 'argument-form' },
    { call: "tf.layers.separableConv2d({filters: 16, kernelSize: 3, padding: 'causal'})", on: '8 28 28 3', reports: 'argument-form' },
    {
      call: "tf.layers.separableConv2d({filters: 5, kernelSize: 3, dataFormat: 'channelsFirst'})",
      on: '1 3 8 8',
      reports: 'argument-form',
    },
    {
      call: "tf.layers.separableConv2d({filters: 5, kernelSize: 3, dataFormat: 'channelsFirst', useBias: false})",
      on: '1 3 8 8',
      gives: '1 5 6 6',
    },
    { call: 'tf.layers.separableConv2d({filters: 16, kernelSize: 3})', on: '28 28 3', reports: 'rank-mismatch' },
  ],
});

/** The bias is added along the last axis in one form and along the second in the other, and the two do not meet. */
function checkBias(dataFormat: string | undefined, useBias: boolean | undefined, check: Check): void {
  if (dataFormat !== 'channelsFirst' || useBias !== true) return;
  const problem = "adds its bias along the wrong axis with dataFormat 'channelsFirst' and throws when it runs; give useBias: false";
  check.report(argumentForm, { op: separable, problem }, { argument: 'dataFormat' }, { severity: 'warning' });
}

export const depthwiseLayers: readonly LayerOp[] = [depthwiseConv2d, separableConv2d];

/** `tf.nn.dilation2d` and `tf.nn.erosion2d`: the greatest sum, or the least difference, of window and filter. Source: dilation_ops.cc. */
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { join } from '../../shape/pattern.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Arg, TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { allKnown, outputOf, slideAll } from '../conv/slide.ts';
import { needs } from '../needs.ts';
import type { Op } from '../op.ts';
import { anything, tensor } from '../parameter.ts';
import { name, op } from './declare.ts';
import { checkFits, notNegative } from './fit.ts';
import { paddingParam, readDataFormat, readPadding, readSequence, type WindowOp } from './window-arguments.ts';

interface Given {
  readonly strides: Arg | undefined;
  readonly dilations: Arg | undefined;
  readonly padding: Arg | undefined;
  readonly data_format: Arg | undefined;
}

interface Tensors {
  readonly input: TensorArg;
  readonly argument: string;
  readonly filters: TensorArg;
}

/** The filter has no axis of output channels: each channel stays by itself. Strides and rates are full lists. */
function rule(path: string, { input, argument, filters }: Tensors, given: Given, check: Check): Shape | undefined {
  const window: WindowOp = { name: `tf.nn.${path}`, spatial: 2, pairs: () => 'no', onlyFull: true };
  // TensorFlow 1 has no such parameter.
  const channelsFirst = check.given.has('data_format') ? readDataFormat(window, given.data_format, check) : false;
  const strides = readSequence(window, 'strides', given.strides, channelsFirst, check);
  const dilations = readSequence(window, 'dilations', given.dilations, channelsFirst, check);
  const { padding } = readPadding(window, given.padding, channelsFirst, check);
  const { N, S, C } = axesOf('N S:2 C', input.shape, { argument, wanted: 4 }, check);
  const filter = axesOf('S:2 C', filters.shape, { argument: 'filters', wanted: 3 }, check);
  if (channelsFirst !== false) return undefined;
  if (equal(C, filter.C) === 'no') {
    const facts = { kind: 'pair', left: argument, leftDim: C, right: "the filter's axis 2", rightDim: filter.C } as const;
    check.report(
      channelsMismatch,
      facts,
      { argument: 'filters' },
      { related: [{ argument: 'filters', message: "the filter's shape comes from here" }] },
    );
  }
  const axes = slideAll(S, { kernel: filter.S, strides, dilations, padding }, check);
  checkFits(axes, { window: 'filters', input: argument, kernelOnly: true }, check);
  const known = allKnown(axes);
  if (known) {
    check.geometry = {
      kind: 'max-pool',
      axes: known,
      batch: N,
      inputChannels: C,
      outputChannels: C,
      groups: C,
      layout: 'N S:2 C',
      inputArgument: argument,
    };
  }
  return join('N S:2 C', { N, S: axes.map(outputOf).map(notNegative), C: C.kind === 'unknown' ? filter.C : C });
}

const list = () => anything('int[4]', { kind: 'integers' });

const dilation = op('nn.dilation2d', {
  summary: 'The greatest of cells plus filter under every place of a window, for each channel.',
  params: {
    input: tensor('[batch, h, w, channels]'),
    filters: tensor('[h, w, channels]').alias('filter'),
    strides: list(),
    padding: paddingParam(),
    data_format: anything("'NHWC'", { kind: 'choice', words: ['NHWC'], open: false }),
    dilations: list().alias('rates'),
    name: name(),
  },
  order: {
    legacy: 'input filter strides rates padding name',
    v1: 'input filter strides rates padding name filters dilations',
    v2: 'input filters strides padding data_format dilations name',
  },
  shape({ input, filters, ...given }, check) {
    needs('tf.nn.dilation2d', ['input', 'filters', 'strides', 'padding', 'dilations'], check);
    return rule('dilation2d', { input, argument: 'input', filters }, given, check);
  },
  examples: [
    {
      call: "tf.nn.dilation2d(x, w, [1, 1, 1, 1], 'VALID', 'NHWC', [1, 1, 1, 1])",
      given: { x: '1 9 9 3', w: '3 3 3' },
      gives: '1 7 7 3',
      under: 'v2',
    },
    {
      call: "tf.nn.dilation2d(x, w, [1, 2, 2, 1], [1, 2, 2, 1], 'SAME')",
      given: { x: '1 9 9 3', w: '3 3 3' },
      gives: '1 5 5 3',
      under: 'v1',
    },
    {
      call: "tf.nn.dilation2d(x, w, [1, 1, 1, 1], 'VALID', 'NHWC', [1, 1, 1, 1])",
      given: { x: '1 9 9 3', w: '3 3 4' },
      reports: 'channels-mismatch',
      under: 'v2',
    },
    {
      call: "tf.nn.dilation2d(x, w, [1, 1, 1, 1], 'VALID', 'NHWC', [1, 1, 1, 1])",
      given: { x: '1 9 9 3', w: '3 3 3 1' },
      reports: 'rank-mismatch',
      under: 'v2',
    },
  ],
});

const erosion = op('nn.erosion2d', {
  summary: 'The least of cells minus filter under every place of a window, for each channel.',
  params: {
    value: tensor('[batch, h, w, channels]'),
    filters: tensor('[h, w, channels]').alias('kernel'),
    strides: list(),
    padding: paddingParam(),
    data_format: anything("'NHWC'", { kind: 'choice', words: ['NHWC'], open: false }),
    dilations: list().alias('rates'),
    name: name(),
  },
  order: {
    legacy: 'value kernel strides rates padding name',
    v1: 'value kernel strides rates padding name',
    v2: 'value filters strides padding data_format dilations name',
  },
  shape({ value, filters, ...given }, check) {
    needs('tf.nn.erosion2d', ['value', 'filters', 'strides', 'padding', 'dilations'], check);
    return rule('erosion2d', { input: value, argument: 'value', filters }, given, check);
  },
  examples: [
    {
      call: "tf.nn.erosion2d(x, w, [1, 1, 1, 1], 'SAME', 'NHWC', [1, 2, 2, 1])",
      given: { x: '1 9 9 3', w: '3 3 3' },
      gives: '1 9 9 3',
      under: 'v2',
    },
    {
      call: "tf.nn.erosion2d(x, w, [1, 1, 1, 1], [1, 2, 2, 1], 'VALID')",
      given: { x: '1 9 9 3', w: '3 3 3' },
      gives: '1 5 5 3',
      under: 'v1',
    },
    {
      call: "tf.nn.erosion2d(x, w, [1, 1, 1, 1], 'VALID', 'NHWC', [1, 1, 1, 1])",
      given: { x: '1 9 9 3', w: '3 3 4' },
      reports: 'channels-mismatch',
      under: 'v2',
    },
  ],
});

export const morphology: readonly Op[] = [dilation, erosion];

/** `tf.conv1d`, `tf.conv3d`, `tf.conv3dTranspose`, `tf.depthwiseConv2d`, `tf.separableConv2d`. Source: tfjs-core/src/ops/*.ts. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { multiply, product } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { join } from '../../shape/pattern.ts';
import { toNumbers } from '../../shape/shape.ts';
import { type Arg, listArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { checkTransposedChannels } from '../conv/channels.ts';
import { itemDim, itemsOf } from '../conv/items.ts';
import { outputOf } from '../conv/slide.ts';
import { checkBatch, checkTransposedOutput } from '../conv/transpose-output.ts';
import { needs } from '../needs.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, tensor, word } from '../parameter.ts';
import { readDataFormat } from './conv2d.ts';
import { chained, checkType, docs, tfjs } from './declare.ts';
import { checkFits, checkStridesOrDilations, slidePlane } from './plane.ts';
import { checkVolume, slideVolume } from './volume.ts';
import * as reading from './window-arguments.ts';

/** Height 1 beside the only number there is: `conv1d` is a `conv2d` of height 1. */
const beside = (given: Arg | undefined): Arg | undefined => {
  const items = itemsOf(given);
  return items?.kind === 'one'
    ? listArg([
        { kind: 'number', dim: int(1) },
        { kind: 'number', dim: itemDim(items.items[0]) },
      ])
    : given;
};

const one = (type = 'int') => anything(type, { kind: 'integers' });

const conv1d = defineOp({
  ...tfjs,
  ...chained('conv1d'),
  name: 'tf.conv1d',
  summary: 'Slides a filter along a sequence.',
  docs: docs('conv1d'),
  params: {
    x: tensor('[batch?, w, in]'),
    filter: tensor('[w, in, out]'),
    stride: one(),
    pad: reading.padParam(),
    dataFormat: word('NWC').default("'NWC'"),
    dilation: one().default('1'),
    dimRoundingMode: reading.roundingParam(),
  },
  shape({ x, filter: filters, stride, pad, dataFormat, dilation, dimRoundingMode }, check) {
    const op = 'tf.conv1d';
    needs(op, ['x', 'filter', 'stride', 'pad'], check);
    if (dataFormat !== undefined && dataFormat !== 'NWC')
      check.report(argumentForm, { op, problem: `takes no dataFormat but 'NWC', got '${dataFormat}'` }, { argument: 'dataFormat' });
    const { N, S, C } = axesOf('N? S:1 C', x.shape, { argument: 'x', wanted: '2 or 3' }, check);
    const filter = axesOf('S:1 I O', filters.shape, { argument: 'filter', wanted: 3 }, check);
    checkType('conv1d', 'x', x, 'float32', check);
    checkType('conv1d', 'filter', filters, 'float32', check);
    reading.checkRounding(op, dimRoundingMode, pad, check);
    if (equal(C, filter.I) === 'no')
      check.report(channelsMismatch, { kind: 'input', input: C, filter: filter.I, filterAxis: 1, groups: false }, { argument: 'filter' });
    checkStridesOrDilations(op, stride, dilation, check);
    const numeric = pad?.kind === 'number';
    if (numeric) checkNumber(op, pad.dim, filter.S[0] ?? unknown, stride, check);
    const how = {
      op,
      strides: beside(stride),
      pad: numeric ? ({ kind: 'text', text: undefined } as const) : pad,
      dilations: beside(dilation),
      rounding: dimRoundingMode,
      channelsFirst: false,
      unbatched: false,
      checked: true,
    };
    const { axes, drawn } = slidePlane([int(1), S[0] ?? unknown], [int(1), filter.S[0] ?? unknown], how, check);
    if (!numeric && equal(outputOf(axes[0]), int(1)) === 'no')
      check.report(
        argumentForm,
        { op, problem: 'takes pad as 4 pairs, of which the third pads the length and the second is [0, 0]' },
        { argument: 'pad' },
      );
    const length = numeric ? (pad.dim.kind === 'int' && pad.dim.value === 0 ? (S[0] ?? unknown) : unknown) : outputOf(axes[1]);
    const result = x.shape && join('N? S:1 C', { N, S: [length], C: filter.O });
    checkFits(axes, toNumbers(result), 'filter', check);
    const along = drawn?.[1];
    if (along) {
      check.geometry = {
        kind: 'conv',
        axes: [{ ...along, name: 'length' }],
        batch: product(N),
        inputChannels: C,
        outputChannels: filter.O,
        groups: int(1),
        layout: 'N S:1 C',
        filterLayout: 'S:1 I O',
        inputArgument: 'x',
        filterArgument: 'filter',
      };
    }
    return result;
  },
  examples: [
    { call: "tf.conv1d(x, w, 1, 'valid')", given: { x: '2 10 3', w: '3 3 4' }, gives: '2 8 4' },
    { call: "tf.conv1d(x, w, 2, 'same')", given: { x: '2 11 3', w: '3 3 4' }, gives: '2 6 4' },
    { call: "x.conv1d(w, 1, 'valid', 'NWC', 2)", given: { x: '10 3', w: '3 3 4' }, gives: '6 4' },
    { call: 'tf.conv1d(x, w, 2, 0)', given: { x: '2 10 3', w: '3 3 4' }, gives: '2 10 4', reports: 'argument-form' },
    { call: 'tf.conv1d(x, w, 1, [[0, 0], [0, 0], [1, 0], [0, 0]])', given: { x: '2 10 3', w: '3 3 4' }, gives: '2 9 4' },
    { call: 'tf.conv1d(x, w, 1, [[0, 0], [1, 0], [0, 0]])', given: { x: '2 10 3', w: '3 3 4' }, reports: 'argument-form' },
    { call: 'tf.conv1d(x, w, 1, 1)', given: { x: '2 10 3', w: '3 3 4' }, reports: 'argument-form' },
    { call: "tf.conv1d(x, w, 1, 'valid')", given: { x: '2 10 3', w: '3 4 4' }, reports: 'channels-mismatch' },
    { call: "tf.conv1d(x, w, 1, 'valid')", given: { x: '2 1 10 3', w: '3 3 4' }, reports: 'rank-mismatch' },
    { call: "tf.conv1d(x, w, 1, 'valid', 'NCW')", given: { x: '2 10 3', w: '3 3 4' }, reports: 'argument-form' },
  ],
});

/** A number as pad is read with the height's window, which is 1: 0 keeps the length, any other adds to the height and fails. */
function checkNumber(op: string, pad: Dim, kernel: Dim, stride: Arg | undefined, check: Check): void {
  if (pad.kind !== 'int') return;
  const place = { argument: 'pad' };
  if (pad.value !== 0) {
    check.report(argumentForm, { op, problem: "takes no number but 0 as pad; give 'same', 'valid' or pairs" }, place);
    return;
  }
  const trivial = equal(kernel, int(1)) === 'yes' && stride?.kind === 'number' && equal(stride.dim, int(1)) === 'yes';
  if (trivial || (kernel.kind !== 'int' && stride?.kind !== 'number')) return;
  const problem = "computes the length as if window and stride were 1 when pad is a number; give 'valid'";
  check.report(argumentForm, { op, problem }, place, { severity: 'warning' });
}

const conv3d = defineOp({
  ...tfjs,
  ...chained('conv3d'),
  name: 'tf.conv3d',
  summary: 'Slides a filter through a volume.',
  docs: docs('conv3d'),
  params: {
    x: tensor('[batch?, d, h, w, in]'),
    filter: tensor('[d, h, w, in, out]'),
    strides: one('int | int[3]'),
    pad: reading.padParam(),
    dataFormat: word('NDHWC').default("'NDHWC'"),
    dilations: one('int | int[3]').default('1'),
  },
  shape({ x, filter: filters, strides, pad, dataFormat, dilations }, check) {
    const op = 'tf.conv3d';
    needs(op, ['x', 'filter', 'strides', 'pad'], check);
    checkVolume(op, dataFormat, check);
    const { N, S, C } = axesOf('N? S:3 C', x.shape, { argument: 'x', wanted: '4 or 5' }, check);
    const filter = axesOf('S:3 I O', filters.shape, { argument: 'filter', wanted: 5 }, check);
    if (equal(C, filter.I) === 'no')
      check.report(channelsMismatch, { kind: 'input', input: C, filter: filter.I, filterAxis: 3, groups: false }, { argument: 'filter' });
    checkStridesOrDilations(op, strides, dilations, check);
    const { outputs, drawn } = slideVolume(S, filter.S, { op, strides, pad, dilations, rounding: undefined, argument: 'filter' }, check);
    if (drawn) {
      check.geometry = {
        kind: 'conv',
        axes: drawn,
        batch: product(N),
        inputChannels: C,
        outputChannels: filter.O,
        groups: int(1),
        layout: 'N S:3 C',
        filterLayout: 'S:3 I O',
        inputArgument: 'x',
        filterArgument: 'filter',
      };
    }
    return x.shape && join('N? S:3 C', { N, S: outputs, C: filter.O });
  },
  examples: [
    { call: 'tf.conv3d(x, w, 1, 1)', given: { x: '1 4 5 6 2', w: '3 3 3 2 4' }, gives: '1 4 5 6 4' },
    { call: "tf.conv3d(x, w, [1, 2, 3], 'same')", given: { x: '1 4 5 6 2', w: '3 3 3 2 4' }, gives: '1 4 3 2 4' },
    { call: "tf.conv3d(x, w, 1, 'valid', 'NDHWC', [1, 1, 2])", given: { x: '1 4 5 6 2', w: '3 3 3 2 4' }, gives: '1 2 3 2 4' },
    { call: "tf.conv3d(x, w, 1, 'valid')", given: { x: '1 4 5 6 2', w: '5 3 3 2 4' }, gives: '1 0 3 4 4', reports: 'window-exceeds-input' },
    { call: "tf.conv3d(x, w, 1, 'valid')", given: { x: '1 4 5 6 3', w: '3 3 3 2 4' }, reports: 'channels-mismatch' },
    { call: "tf.conv3d(x, w, 1, 'valid')", given: { x: '5 6 2', w: '3 3 3 2 4' }, reports: 'rank-mismatch' },
  ],
});

const conv3dTranspose = defineOp({
  ...tfjs,
  name: 'tf.conv3dTranspose',
  summary: 'The gradient of a convolution through a volume, used to upsample.',
  docs: docs('conv3dTranspose'),
  params: {
    x: tensor('[batch?, d, h, w, in]'),
    filter: tensor('[d, h, w, out, in]'),
    outputShape: one('int[5] | int[4]'),
    strides: one('int | int[3]'),
    pad: reading.padParam(),
  },
  shape({ x, filter: filters, outputShape, strides, pad }, check) {
    const op = 'tf.conv3dTranspose';
    needs(op, ['x', 'filter', 'outputShape', 'strides', 'pad'], check);
    const { N, S, C } = axesOf('N? S:3 C', x.shape, { argument: 'x', wanted: '4 or 5' }, check);
    const filter = axesOf('S:3 O I', filters.shape, { argument: 'filter', wanted: 5 }, check);
    const items = itemsOf(outputShape);
    const dims = items?.kind === 'many' ? items.items.map(itemDim) : undefined;
    if (!dims || (x.shape && dims.length !== x.shape.length) || dims.length < 4) {
      if (dims && x.shape) {
        const problem = `takes an outputShape of ${x.shape.length} values, as many as x has axes, got ${dims.length}`;
        check.report(argumentForm, { op, problem }, { argument: 'outputShape' });
      }
      return x.shape && [...N, unknown, unknown, unknown, filter.O];
    }
    const asked = { argument: 'outputShape', item: dims.length - 1, dim: dims.at(-1) ?? unknown };
    checkTransposedChannels(C, { ...filter, op, argument: 'filter', shape: filters.shape, transposed: true }, asked, false, check);
    const { padding, padText } = reading.readPad(op, pad, false, check, 'no pairs');
    const window = {
      kernel: filter.S,
      strides: reading.readTriple(op, 'strides', strides, check),
      dilations: [int(1), int(1), int(1)],
      padding: filter.S.map(() => padding[0]),
    };
    const depth = dims.length - 4;
    const requested = {
      argument: 'outputShape',
      items: dims,
      spatial: [depth, depth + 1, depth + 2],
      batch: depth === 1 ? 0 : undefined,
    };
    if (N[0]) checkBatch(N[0], requested, check, true);
    checkTransposedOutput(S, window, requested, check, { silent: true, paddingText: padText });
    return dims;
  },
  examples: [
    { call: "tf.conv3dTranspose(x, w, [1, 4, 4, 4, 2], 2, 'same')", given: { x: '1 2 2 2 4', w: '3 3 3 2 4' }, gives: '1 4 4 4 2' },
    {
      call: "tf.conv3dTranspose(x, w, [1, 9, 9, 9, 2], 2, 'same')",
      given: { x: '1 2 2 2 4', w: '3 3 3 2 4' },
      gives: '1 9 9 9 2',
      reports: 'transpose-output-shape',
    },
    {
      call: "tf.conv3dTranspose(x, w, [1, 4, 4, 4, 3], 2, 'same')",
      given: { x: '1 2 2 2 4', w: '3 3 3 2 4' },
      reports: 'transpose-output-channels',
    },
  ],
});

export const depthwiseConv2d = defineOp({
  ...tfjs,
  ...chained('depthwiseConv2d', 'depthwiseConv2D'),
  name: 'tf.depthwiseConv2d',
  summary: 'Slides a filter of its own over every channel of an image.',
  docs: docs('depthwiseConv2d'),
  params: {
    x: tensor('[batch?, h, w, in]'),
    filter: tensor('[h, w, in, multiplier]'),
    strides: reading.stridesParam(),
    pad: reading.padParam(),
    dataFormat: word('NHWC', 'NCHW').default("'NHWC'"),
    dilations: reading.dilationsParam(),
    dimRoundingMode: reading.roundingParam(),
  },
  shape({ x, filter: filters, strides, pad, dataFormat, dilations, dimRoundingMode }, check) {
    const op = 'tf.depthwiseConv2d';
    needs(op, ['x', 'filter', 'strides', 'pad'], check);
    const channelsFirst = readDataFormat(dataFormat, check);
    const layout = channelsFirst ? 'N? C S:2' : 'N? S:2 C';
    const usual = channelsFirst ? 'N C S:2' : 'N S:2 C';
    const { N, S, C } = axesOf(layout, x.shape, { argument: 'x', wanted: '3 or 4' }, check);
    const filter = axesOf('S:2 I M', filters.shape, { argument: 'filter', wanted: 4 }, check);
    checkType('depthwiseConv2d', 'x', x, 'float32', check);
    checkType('depthwiseConv2d', 'filter', filters, 'float32', check);
    reading.checkRounding(op, dimRoundingMode, pad, check);
    if (equal(C, filter.I) === 'no')
      check.report(channelsMismatch, { kind: 'input', input: C, filter: filter.I, filterAxis: 2, groups: false }, { argument: 'filter' });
    checkStridesOrDilations(op, strides, dilations, check);
    const how = { op, strides, pad, dilations, rounding: dimRoundingMode, channelsFirst, unbatched: x.shape?.length === 3, checked: false };
    const { axes, drawn } = slidePlane(S, filter.S, how, check);
    // A channel count that is unknown on one side is that of the other.
    const output = multiply(C.kind === 'unknown' ? filter.I : C, filter.M);
    const result = x.shape && join(layout, { N, S: axes.map(outputOf), C: output });
    checkFits(axes, toNumbers(result), 'filter', check);
    if (channelsFirst) {
      const problem = "computes 'NHWC' on some backends whatever dataFormat says: the result differs";
      check.report(argumentForm, { op, problem }, { argument: 'dataFormat' }, { severity: 'information' });
    }
    if (drawn) {
      check.geometry = {
        kind: 'depthwise-conv',
        axes: drawn,
        batch: product(N),
        inputChannels: C,
        outputChannels: output,
        groups: C,
        layout: usual,
        filterLayout: 'S:2 I O',
        inputArgument: 'x',
        filterArgument: 'filter',
      };
    }
    return result;
  },
  examples: [
    { call: "tf.depthwiseConv2d(x, w, 1, 'same')", given: { x: '1 8 8 3', w: '3 3 3 2' }, gives: '1 8 8 6' },
    { call: "x.depthwiseConv2d(w, 2, 'valid')", given: { x: '8 8 3', w: '3 3 3 1' }, gives: '3 3 3' },
    { call: "tf.depthwiseConv2d(x, w, 1, 'same')", given: { x: '1 8 8 3', w: '3 3 4 2' }, reports: 'channels-mismatch' },
    { call: "tf.depthwiseConv2d(x, w, 1, 'same')", given: { x: '8 8', w: '3 3 3 2' }, reports: 'rank-mismatch' },
    { call: "tf.depthwiseConv2d(x, w, 2, 'same', 'NHWC', 2)", given: { x: '1 8 8 3', w: '3 3 3 2' }, reports: 'argument-form' },
  ],
});

const separableConv2d = defineOp({
  ...tfjs,
  ...chained('separableConv2d'),
  name: 'tf.separableConv2d',
  summary: 'A filter of its own for every channel, then a mixture of the channels at every cell.',
  docs: docs('separableConv2d'),
  params: {
    x: tensor('[batch?, h, w, in]'),
    depthwiseFilter: tensor('[h, w, in, multiplier]'),
    pointwiseFilter: tensor('[1, 1, in * multiplier, out]'),
    strides: reading.stridesParam(),
    pad: reading.padParam(),
    dilation: reading.dilationsParam(),
    dataFormat: word('NHWC').default("'NHWC'"),
  },
  shape({ x, depthwiseFilter, pointwiseFilter, strides, pad, dilation, dataFormat }, check) {
    const op = 'tf.separableConv2d';
    needs(op, ['x', 'depthwiseFilter', 'pointwiseFilter', 'strides', 'pad'], check);
    if (dataFormat !== undefined && dataFormat !== 'NHWC')
      check.report(argumentForm, { op, problem: `takes no dataFormat but 'NHWC', got '${dataFormat}'` }, { argument: 'dataFormat' });
    const { N, S, C } = axesOf('N? S:2 C', x.shape, { argument: 'x', wanted: '3 or 4' }, check);
    const depthwise = axesOf('S:2 I M', depthwiseFilter.shape, { argument: 'depthwiseFilter', wanted: 4 }, check);
    checkType('separableConv2d', 'x', x, 'float32', check);
    const pointwise = axesOf('S:2 I O', pointwiseFilter.shape, { argument: 'pointwiseFilter', wanted: 4 }, check);
    const pair = (left: string, leftDim: Dim, right: string, rightDim: Dim, argument: string) => {
      if (equal(leftDim, rightDim) === 'no') check.report(channelsMismatch, { kind: 'pair', left, leftDim, right, rightDim }, { argument });
    };
    pair('the input', C, 'depthwiseFilter', depthwise.I, 'depthwiseFilter');
    pair('pointwiseFilter', pointwise.I, 'what depthwiseFilter gives', multiply(depthwise.I, depthwise.M), 'pointwiseFilter');
    if (pointwise.S.some(dim => equal(dim, int(1)) === 'no'))
      check.report(argumentForm, { op, problem: 'takes a pointwiseFilter of height and width 1' }, { argument: 'pointwiseFilter' });
    if (reading.readsAsOne(strides) === 'no' && reading.readsAsOne(dilation) === 'no')
      check.report(
        argumentForm,
        { op, problem: 'takes either strides or dilation, not both: one of them must be 1' },
        { argument: 'dilation' },
      );
    const how = { op, strides, pad, dilations: dilation, rounding: undefined, channelsFirst: false, unbatched: false, checked: false };
    const { axes } = slidePlane(S, depthwise.S, how, check);
    const result = x.shape && join('N? S:2 C', { N, S: axes.map(outputOf), C: pointwise.O });
    checkFits(axes, toNumbers(result), 'depthwiseFilter', check);
    return result;
  },
  examples: [
    {
      call: "tf.separableConv2d(x, d, p, 1, 'same')",
      given: { x: '1 8 8 3', d: '3 3 3 2', p: '1 1 6 10' },
      gives: '1 8 8 10',
    },
    { call: "tf.separableConv2d(x, d, p, 1, 'same')", given: { x: '1 8 8 3', d: '3 3 3 2', p: '1 1 5 10' }, reports: 'channels-mismatch' },
    { call: "tf.separableConv2d(x, d, p, 1, 'same')", given: { x: '1 8 8 4', d: '3 3 3 2', p: '1 1 6 10' }, reports: 'channels-mismatch' },
    { call: "tf.separableConv2d(x, d, p, 1, 'same')", given: { x: '1 8 8 3', d: '3 3 3 2', p: '3 3 6 10' }, reports: 'argument-form' },
  ],
});

export const otherConvolutions: readonly Op[] = [conv1d, conv3d, conv3dTranspose, depthwiseConv2d, separableConv2d];

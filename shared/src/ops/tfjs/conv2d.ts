/** `tf.conv2d` of TensorFlow.js 4, which checks less than TensorFlow. Source: tfjs-core/src/ops/conv2d.ts, conv_util.ts. */
import type { Fix } from '../../diagnostics/diagnostic.ts';
import { unknownDataFormat } from '../../diagnostics/unknown-data-format.ts';
import { product } from '../../dim/arithmetic.ts';
import { int } from '../../dim/dim.ts';
import { join } from '../../shape/pattern.ts';
import { toNumbers } from '../../shape/shape.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { checkChannels } from '../conv/channels.ts';
import { computeWindow } from '../conv/compute.ts';
import { outputOf } from '../conv/slide.ts';
import { needs } from '../needs.ts';
import { defineOp } from '../op.ts';
import { tensor, word } from '../parameter.ts';
import { checkType, docs, tfjs } from './declare.ts';
import { checkFits, checkStridesOrDilations, slidePlane } from './plane.ts';
import * as reading from './window-arguments.ts';

const op = 'tf.conv2d';

export const conv2d = defineOp({
  ...tfjs,
  name: op,
  method: { names: ['conv2d'] },
  summary: 'Slides a filter over an image: every output cell is a weighted sum of the cells under the window.',
  docs: docs('conv2d'),
  complete: true,
  params: {
    x: tensor('[batch?, h, w, in]'),
    filter: tensor('[h, w, in, out]'),
    strides: reading.stridesParam(),
    pad: reading.padParam(),
    dataFormat: word('NHWC', 'NCHW').default("'NHWC'"),
    dilations: reading.dilationsParam(),
    dimRoundingMode: reading.roundingParam(),
  },

  shape({ x, filter: filters, strides, pad, dataFormat, dilations, dimRoundingMode }, check) {
    needs(op, ['x', 'filter', 'strides', 'pad'], check);
    const channelsFirst = readDataFormat(dataFormat, check);
    const layout = channelsFirst ? 'N? C S:2' : 'N? S:2 C';
    const { N, S, C } = axesOf(layout, x.shape, { argument: 'x', wanted: '3 or 4' }, check);
    const filter = axesOf('S:2 I O', filters.shape, { argument: 'filter', wanted: 4 }, check);
    checkType('conv2d', 'x', x, 'float32', check);
    checkType('conv2d', 'filter', filters, 'float32', check);
    reading.checkRounding(op, dimRoundingMode, pad, check);
    const { output } = checkChannels(C, { ...filter, op, argument: 'filter', shape: filters.shape, transposed: false }, false, check);
    checkStridesOrDilations(op, strides, dilations, check);
    const how = { op, strides, pad, dilations, rounding: dimRoundingMode, channelsFirst, unbatched: x.shape?.length === 3, checked: true };
    const { axes, drawn } = slidePlane(S, filter.S, how, check);
    // Without a known shape the batch may or may not be there.
    const result = x.shape && join(layout, { N, S: axes.map(outputOf), C: output });
    checkFits(axes, toNumbers(result), 'filter', check);
    if (drawn) {
      check.geometry = {
        kind: 'conv',
        axes: drawn,
        batch: product(N),
        inputChannels: C,
        outputChannels: output,
        groups: int(1),
        layout: channelsFirst ? 'N C S:2' : 'N S:2 C',
        filterLayout: 'S:2 I O',
        inputArgument: 'x',
        filterArgument: 'filter',
      };
    }
    return result;
  },
  compute: ({ x, filter }, _shape, check) => computeWindow(x, filter, check),

  examples: [
    { call: "tf.conv2d(x, w, 1, 'valid')", given: { x: '1 4 4 1', w: '3 3 1 1' }, gives: '1 2 2 1' },
    { call: "x.conv2d(w, 1, 'valid')", given: { x: '1 4 4 1', w: '3 3 1 1' }, gives: '1 2 2 1' },
    { call: "tf.conv2d(x, w, [2, 1], 'same')", given: { x: '8 28 28 3', w: '5 5 3 64' }, gives: '8 14 28 64' },
    { call: "tf.conv2d(x, w, 1, 'same')", given: { x: '28 28 3', w: '5 5 3 64' }, gives: '28 28 64' },
    { call: 'tf.conv2d(x, w, 2, 1)', given: { x: '1 9 9 1', w: '3 3 1 2' }, gives: '1 5 5 2' },
    { call: 'tf.conv2d(x, w, 2, [[0, 0], [1, 0], [0, 2], [0, 0]])', given: { x: '1 9 9 1', w: '3 3 1 2' }, gives: '1 4 5 2' },
    { call: "tf.conv2d(x, w, 2, 1, 'NHWC', 1, 'ceil')", given: { x: '1 8 8 1', w: '3 3 1 2' }, gives: '1 5 5 2' },
    { call: "tf.conv2d(x, w, 1, 'same', 'NCHW')", given: { x: '1 3 8 8', w: '3 3 3 4' }, gives: '1 4 8 8' },
    { call: "tf.conv2d(x, w, 1, 'valid', 'NHWC', 2)", given: { x: '1 9 9 1', w: '3 3 1 2' }, gives: '1 5 5 2' },
    { call: "tf.conv2d(x.toInt(), w, 1, 'same')", given: { x: '1 8 8 3', w: '3 3 3 4' }, reports: 'argument-form' },
    { call: "tf.conv2d(x, w, 1, 'same')", given: { x: '8 8', w: '3 3 1 1' }, reports: 'rank-mismatch' },
    { call: "tf.conv2d(x, w, 1, 'same')", given: { x: '1 8 8 4', w: '3 3 2 6' }, reports: 'channels-mismatch' },
    { call: "tf.conv2d(x, w, 1, 'same')", given: { x: '1 8 8 3', w: '3 3 8 3' }, reports: 'filter-order' },
    { call: "tf.conv2d(x, w, 1, 'valid')", given: { x: '1 2 2 1', w: '5 5 1 1' }, gives: '1 -2 -2 1', reports: 'window-exceeds-input' },
    { call: "tf.conv2d(x, w, 1, 'valid')", given: { x: '1 2 8 1', w: '5 5 1 1' }, reports: 'window-exceeds-input' },
    { call: "tf.conv2d(x, w, [1, 2, 2, 1], 'same')", given: { x: '1 8 8 1', w: '3 3 1 1' }, gives: '1 8 4 1', reports: 'argument-form' },
    { call: "tf.conv2d(x, w, 2, 'same', 'NHWC', 2)", given: { x: '1 8 8 1', w: '3 3 1 1' }, reports: 'argument-form' },
    { call: "tf.conv2d(x, w, 0, 'same')", given: { x: '1 8 8 1', w: '3 3 1 1' }, reports: 'argument-form' },
    { call: "tf.conv2d(x, w, 1, 'same', 'NHWC', 1, 'floor')", given: { x: '1 8 8 1', w: '3 3 1 1' }, reports: 'argument-form' },
    { call: 'tf.conv2d(x, w, 1, 1)', given: { x: '1 8 8 1', w: '3 1 1 1' }, gives: '1 8 8 1', reports: 'argument-form' },
    { call: 'tf.conv2d(x, w, 1, [[1, 1], [1, 1]])', given: { x: '1 8 8 1', w: '3 3 1 1' }, reports: 'argument-form' },
    { call: 'tf.conv2d(x, w, 1)', given: { x: '1 8 8 1', w: '3 3 1 1' }, reports: 'argument-form' },
    { call: "tf.conv2d(x, w, 1, 'SAME')", given: { x: '1 8 8 1', w: '3 3 1 1' }, reports: 'unknown-padding' },
    { call: "tf.conv2d(x, w, 1, 'same', 'channelsLast')", given: { x: '1 1 8 1', w: '3 3 1 1' }, reports: 'unknown-data-format' },
  ],
});

/** `convertConv2DDataFormat` throws "Unknown dataFormat"; the words of `tf.layers` are a common slip. */
export function readDataFormat(given: string | undefined, check: Check): boolean {
  if (given === undefined || given === 'NHWC' || given === 'NCHW') return given === 'NCHW';
  const first = /^(nchw|channels_?first)$/i.test(given);
  const likely = first ? 'NCHW' : /^(nhwc|channels_?last)$/i.test(given) ? 'NHWC' : undefined;
  const place = { argument: 'dataFormat' };
  const fixes: Fix[] = likely ? [{ title: `Use '${likely}'`, change: { kind: 'replace', place, value: likely }, preferred: true }] : [];
  check.report(unknownDataFormat, { argument: 'dataFormat', got: given, allowed: ['NHWC', 'NCHW'] }, place, { fixes });
  return first;
}

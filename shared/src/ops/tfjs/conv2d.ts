/** `tf.conv2d` of TensorFlow.js 4, which checks less than TensorFlow. Source: tfjs-core/src/ops/conv2d.ts, conv_util.ts. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import { unknownDataFormat } from '../../diagnostics/unknown-data-format.ts';
import { windowExceedsInput } from '../../diagnostics/window-exceeds-input.ts';
import { product } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { int } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import type { WindowAxis } from '../../kernel/geometry.ts';
import { join } from '../../shape/pattern.ts';
import { toNumbers } from '../../shape/shape.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { checkChannels } from '../conv/channels.ts';
import { computeWindow } from '../conv/compute.ts';
import { allKnown, exceedingFacts, exceeds, outputOf, type SlideRule, slideAll, type Window } from '../conv/slide.ts';
import { needs } from '../needs.ts';
import { defineOp } from '../op.ts';
import { tensor, word } from '../parameter.ts';
import { docs, tfjs } from './declare.ts';
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
    reading.checkRounding(op, dimRoundingMode, pad, check);
    const { output } = checkChannels(C, { ...filter, op, argument: 'filter', shape: filters.shape, transposed: false }, false, check);
    if (reading.readsAsOne(strides) === 'no' && reading.readsAsOne(dilations) === 'no') {
      check.report(
        argumentForm,
        { op, problem: 'takes either strides or dilations, not both: one of them must be 1' },
        { argument: 'dilations' },
      );
    }
    const { padding, numeric } = reading.readPad(op, pad, channelsFirst, check);
    // A list of one leaves the width undefined, unless a number as pad has it computed from the height.
    const lone = !numeric && (reading.isLone(strides) || reading.isLone(dilations));
    const rules = { checked: true, unbatched: x.shape?.length === 3 && !numeric };
    const window: Window = {
      kernel: filter.S,
      strides: reading.readPair(op, 'strides', strides, rules, check),
      dilations: reading.readPair(op, 'dilations', dilations, rules, check),
      padding: lone ? [padding[0], undefined] : padding,
    };
    const rule = reading.slideRule(dimRoundingMode);
    const axes = slideAll(S, numeric ? reading.numericWindow(window) : window, check, rule);
    const known = allKnown(axes);
    // Without a known shape the batch may or may not be there.
    const result = x.shape && join(layout, { N, S: axes.map(outputOf), C: output });
    if (known && numeric) checkNumericWidth(known, window, rule, check);
    if (known) checkFits(known, toNumbers(result), check);
    if (known && !(numeric && differs(window))) {
      check.geometry = {
        kind: 'conv',
        axes: known,
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
function readDataFormat(given: string | undefined, check: Check): boolean {
  if (given === undefined || given === 'NHWC' || given === 'NCHW') return given === 'NCHW';
  const first = /^(nchw|channels_?first)$/i.test(given);
  const likely = first ? 'NCHW' : /^(nhwc|channels_?last)$/i.test(given) ? 'NHWC' : undefined;
  const place = { argument: 'dataFormat' };
  const fixes: Fix[] = likely ? [{ title: `Use '${likely}'`, change: { kind: 'replace', place, value: likely }, preferred: true }] : [];
  check.report(unknownDataFormat, { argument: 'dataFormat', got: given, allowed: ['NHWC', 'NCHW'] }, place, { fixes });
  return first;
}

const differs = ({ kernel, strides, dilations }: Window): boolean =>
  [kernel, strides, dilations].some(([h, w]) => h && w && equal(h, w) !== 'yes');

/** The width that comes from the height's numbers, where it is not the width's own. */
function checkNumericWidth([, width]: readonly WindowAxis[], { kernel, strides, dilations }: Window, rule: SlideRule, check: Check): void {
  const [k, s, d] = [kernel[1], strides[1], dilations[1]];
  if (!width || !k || !s || !d) return;
  const own = rule({ ...width, kernel: k, stride: s, dilation: d }).output;
  if (equal(own, width.output) !== 'no') return;
  const problem = `computes the width from the height's window when pad is a number: ${show(width.output)} instead of ${show(own)}; give pad as pairs`;
  check.report(argumentForm, { op, problem }, { argument: 'pad' }, { severity: 'warning' });
}

/**
 * A window larger than its input goes unnoticed; only allocating a negative number of cells fails ("Invalid typed array length"),
 * and dropping the batch axis of a negative shape ("Shapes can not be < 0").
 */
function checkFits(axes: readonly WindowAxis[], result: readonly number[] | undefined, check: Check): void {
  const wrong = axes.filter(exceeds);
  if (wrong.length === 0) return;
  const unallocatable = result !== undefined && result.reduce((count, n) => count * n, 1) < 0;
  const rejected = unallocatable || (result?.length === 3 && result.some(n => n < 0));
  const facts = { axes: wrong.map(exceedingFacts), outcome: rejected ? 'rejected' : 'garbage' } as const;
  check.report(
    windowExceedsInput,
    facts,
    { argument: 'filter' },
    {
      severity: rejected ? 'error' : 'warning',
      related: [{ argument: 'x', message: "the input's shape comes from here" }],
    },
  );
}

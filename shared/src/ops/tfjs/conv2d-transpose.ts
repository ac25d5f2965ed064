/**
 * `tf.conv2dTranspose` of TensorFlow.js 4. It never compares the output shape with the input: what does not fit is garbage, not an error.
 * Source: tfjs-core/src/ops/conv2d_backprop_input.ts, conv_util.ts.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { add, maximum, product } from '../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { admissible } from '../../kernel/transpose.ts';
import { type Arg, toDim } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { checkTransposedChannels } from '../conv/channels.ts';
import { computeWindow } from '../conv/compute.ts';
import { itemsOf } from '../conv/items.ts';
import { allKnown, type Window } from '../conv/slide.ts';
import { type AdmissibleRule, checkBatch, checkTransposedOutput, reportMissingOutput } from '../conv/transpose-output.ts';
import { needs } from '../needs.ts';
import { defineOp } from '../op.ts';
import { anything, tensor } from '../parameter.ts';
import { docs, tfjs } from './declare.ts';
import * as reading from './window-arguments.ts';

const op = 'tf.conv2dTranspose';
const ones: readonly Dim[] = [int(1), int(1)];

export const conv2dTranspose = defineOp({
  ...tfjs,
  name: op,
  method: { names: ['conv2dTranspose'] },
  summary: 'The gradient of a convolution, used to upsample: every input cell is spread over the output through the filter.',
  docs: docs('conv2dTranspose'),
  complete: true,
  params: {
    x: tensor('[batch?, h, w, in]'),
    filter: tensor('[h, w, out, in]'),
    outputShape: anything('int[4] | int[3]', { kind: 'integers' }),
    strides: reading.stridesParam(),
    pad: reading.padParam(),
    dimRoundingMode: reading.roundingParam(),
  },

  shape({ x, filter: filters, outputShape, strides, pad, dimRoundingMode }, check) {
    needs(op, ['x', 'filter', 'strides', 'pad'], check);
    const { N, S, C } = axesOf('N? S:2 C', x.shape, { argument: 'x', wanted: '3 or 4' }, check);
    const filter = axesOf('S:2 O I', filters.shape, { argument: 'filter', wanted: 4 }, check);
    reading.checkRounding(op, dimRoundingMode, pad, check);
    const { padding, padText, numeric } = reading.readPad(op, pad, false, check);
    const own: Window = {
      kernel: filter.S,
      strides: reading.readPair(op, 'strides', strides, { checked: false, unbatched: false }, check),
      dilations: ones,
      padding,
    };
    const window = numeric ? reading.numericWindow(own) : own;
    const rule = admissibleRule(dimRoundingMode);

    const items = readItems(outputShape, x.shape?.length, check);
    const dims = items?.map(item => toDim(item) ?? unknown);
    const filterChannels = { ...filter, op, argument: 'filter', shape: filters.shape, transposed: true };
    const asked = dims && { argument: 'outputShape', item: dims.length - 1, dim: dims.at(-1) ?? unknown };
    const { output } = checkTransposedChannels(C, filterChannels, asked, false, check);
    if (!items || !dims) {
      const around = (lengths: readonly Dim[]) => [...N, ...lengths, output];
      if (itemsOf(outputShape)?.kind === 'none') reportMissingOutput(S, window, { op, argument: 'outputShape', around }, check, rule);
      return x.shape && around(S.map(() => unknown));
    }
    const height = dims.length - 3;
    checkSize(items, check);
    const requested = { argument: 'outputShape', items: dims, spatial: [height, height + 1], batch: height === 1 ? 0 : undefined };
    if (N[0]) checkBatch(N[0], requested, check, true);
    const axes = checkTransposedOutput(S, window, requested, check, { silent: true, rule, paddingText: padText });
    const known = allKnown(axes);
    if (known && window === own) {
      check.geometry = {
        kind: 'transposed-conv',
        axes: known,
        batch: product(N),
        inputChannels: C,
        outputChannels: output,
        groups: int(1),
        layout: 'N S:2 C',
        filterLayout: 'S:2 O I',
        inputArgument: 'x',
        filterArgument: 'filter',
      };
    }
    return dims;
  },
  compute: ({ x, filter }, _shape, check) => computeWindow(x, filter, check),

  examples: [
    { call: "tf.conv2dTranspose(x, w, [1, 4, 4, 1], 1, 'valid')", given: { x: '1 2 2 1', w: '3 3 1 1' }, gives: '1 4 4 1' },
    { call: "x.conv2dTranspose(w, [1, 4, 4, 1], 1, 'valid')", given: { x: '1 2 2 1', w: '3 3 1 1' }, gives: '1 4 4 1' },
    { call: "tf.conv2dTranspose(x, w, [8, 14, 14, 32], 2, 'same')", given: { x: '8 7 7 64', w: '5 5 32 64' }, gives: '8 14 14 32' },
    { call: "tf.conv2dTranspose(x, w, [8, 8, 1], [2, 2], 'same')", given: { x: '4 4 1', w: '3 3 1 1' }, gives: '8 8 1' },
    { call: 'tf.conv2dTranspose(x, w, [1, 7, 7, 1], 2, 1)', given: { x: '1 4 4 1', w: '3 3 1 1' }, gives: '1 7 7 1' },
    {
      call: "tf.conv2dTranspose(x, w, [1, 20, 20, 1], 2, 'same')",
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      gives: '1 20 20 1',
      reports: 'transpose-output-shape',
    },
    {
      call: "tf.conv2dTranspose(x, w, [3, 8, 8, 1], 2, 'same')",
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      gives: '3 8 8 1',
      reports: 'batch-mismatch',
    },
    {
      call: "tf.conv2dTranspose(x, w, [1, 8, 8, 5], 2, 'same')",
      given: { x: '1 4 4 3', w: '3 3 2 3' },
      reports: 'transpose-output-channels',
    },
    { call: "tf.conv2dTranspose(x, w, [1, 8, 8, 3], 2, 'same')", given: { x: '1 4 4 64', w: '3 3 64 3' }, reports: 'filter-order' },
    { call: "tf.conv2dTranspose(x, w, [1, 8, 8, 3], 2, 'same')", given: { x: '1 4 4 64', w: '3 3 3 32' }, reports: 'channels-mismatch' },
    { call: "tf.conv2dTranspose(x, w, null, 2, 'same')", given: { x: '1 4 4 1', w: '3 3 1 1' }, reports: 'missing-output-shape' },
    { call: "tf.conv2dTranspose(x, w, [1, 8, 8, 1], 2, 'same')", given: { x: '4 4', w: '3 3 1 1' }, reports: 'rank-mismatch' },
    { call: "tf.conv2dTranspose(x, w, [8, 8, 1], 2, 'same')", given: { x: '1 4 4 1', w: '3 3 1 1' }, reports: 'argument-form' },
    { call: "tf.conv2dTranspose(x, w, [1, -8, 8, 1], 2, 'same')", given: { x: '1 4 4 1', w: '3 3 1 1' }, reports: 'argument-form' },
    {
      call: "tf.conv2dTranspose(x, w, [1, 8, 8, 1], 0, 'same')",
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      gives: '1 8 8 1',
      reports: 'argument-form',
    },
    {
      call: "tf.conv2dTranspose(x, w, [1, 4, 8, 1], [1, 2, 2, 1], 'same')",
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      gives: '1 4 8 1',
      reports: 'argument-form',
    },
    { call: "tf.conv2dTranspose(x, w, [1, 8, 8, 1], 2, 'same', 'floor')", given: { x: '1 4 4 1', w: '3 3 1 1' }, reports: 'argument-form' },
    { call: "tf.conv2dTranspose(x, w, [1, 8, 8, 1], 2, 'SAME')", given: { x: '1 4 4 1', w: '3 3 1 1' }, reports: 'unknown-padding' },
  ],
});

/** One item per axis of `x`: "Length of inShape and rank of dy must match". */
function readItems(given: Arg | undefined, rank: number | undefined, check: Check): readonly Arg[] | undefined {
  const items = itemsOf(given);
  if (!items || items.kind === 'none') return undefined;
  const wanted = rank === 3 || rank === 4 ? [rank] : [3, 4];
  const place = { argument: 'outputShape' };
  if (items.kind !== 'many' || given?.kind === 'tensor') {
    check.report(argumentForm, { op, problem: 'takes outputShape as an array: [batch, height, width, channels]' }, place);
    return undefined;
  }
  if (wanted.includes(items.items.length)) return items.items;
  const problem = `takes an outputShape of ${wanted.join(' or ')} values${rank === wanted[0] ? ', as many as x has axes' : ''}, got ${items.items.length}`;
  check.report(argumentForm, { op, problem }, place);
  return undefined;
}

/** Null counts as 0 and gives an empty tensor; a negative number of cells cannot be allocated: "Invalid typed array length". */
function checkSize(items: readonly Arg[], check: Check): void {
  const form = (problem: string, item: number, severity: 'error' | 'warning') =>
    check.report(argumentForm, { op, problem }, { argument: 'outputShape', item }, { severity });
  const negative = items.filter(item => isNegative(item)).length;
  for (const [at, item] of items.entries()) {
    if (item.kind === 'none')
      form(
        `takes numbers in outputShape, item ${at} is null; TensorFlow.js does not check this and returns an empty tensor`,
        at,
        'warning',
      );
    if (isNegative(item))
      form(`takes no negative outputShape, item ${at} is ${show(toDim(item) ?? unknown)}`, at, negative % 2 ? 'error' : 'warning');
  }
}

const isNegative = (item: Arg): boolean => {
  const dim = toDim(item);
  return dim?.kind === 'int' && dim.value < 0;
};

/** The lengths that lead back to the input as this framework rounds: up with `ceil`, to the nearest with `round`. */
function admissibleRule(rounding: string | undefined): AdmissibleRule {
  return spec => {
    const plain = admissible(spec);
    if (typeof spec.padding === 'string' || spec.stride.kind !== 'int') return plain;
    const shift = rounding === 'ceil' ? 1 - spec.stride.value : rounding === 'round' ? -Math.floor(spec.stride.value / 2) : 0;
    if (shift === 0) return plain;
    const moved = (dim: Dim) => add(dim, int(shift));
    return {
      ...plain,
      low: maximum(moved(plain.low), int(0)),
      high: moved(plain.high),
      explanation: `${plain.explanation}, moved by ${shift} for '${rounding}'`,
    };
  };
}

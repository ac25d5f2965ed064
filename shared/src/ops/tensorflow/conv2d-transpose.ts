/**
 * `tf.nn.conv2d_transpose` in all its generations: the gradient of `tf.nn.conv2d` with respect to its input.
 * Sources: `conv2d_transpose` in nn_ops.py, Conv2DBackpropInputShape in common_shape_fns.cc, kernels/conv_grad_shape_utils.cc.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { deviceDependent } from '../../diagnostics/device-dependent.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { join } from '../../shape/pattern.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, toDim } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { checkTransposedChannels } from '../conv/channels.ts';
import { computeWindow } from '../conv/compute.ts';
import { isOne, itemsOf } from '../conv/items.ts';
import { allKnown, type Window } from '../conv/slide.ts';
import { checkBatch, checkTransposedOutput, type Requested, reportMissingOutput } from '../conv/transpose-output.ts';
import { needs } from '../needs.ts';
import { defineOp } from '../op.ts';
import { anything, tensor } from '../parameter.ts';
import { mayRunEagerly } from '../versions.ts';
import { docs, name, tensorflow } from './declare.ts';
import { dataFormatParam, dilationsParam, paddingParam, stridesParam, type WindowOp, windowArguments } from './window-arguments.ts';

/** Lists of pairs are converted only since some 2.x release. */
const window: WindowOp = { name: 'tf.nn.conv2d_transpose', spatial: 2, pairs: check => (mayRunEagerly(check.version) ? 'yes' : 'no') };

export const conv2dTranspose = defineOp({
  ...tensorflow,
  name: window.name,
  summary: 'The gradient of a convolution, used to upsample: every input cell is spread over the output through the filter.',
  docs: docs('nn.conv2d_transpose'),
  complete: true,
  params: {
    input: tensor('[batch, h, w, in]').alias('value'),
    filters: tensor('[h, w, out, in]').alias('filter'),
    output_shape: anything('int[4] | int[2]', { kind: 'integers' }),
    strides: stridesParam(),
    padding: paddingParam().default("'SAME'"),
    data_format: dataFormatParam(),
    dilations: dilationsParam(),
    name: name(),
  },
  order: {
    legacy: 'value filter output_shape strides padding data_format name',
    v1: 'value filter output_shape strides padding data_format name input filters dilations',
    v2: 'input filters output_shape strides padding data_format dilations name',
  },

  shape({ input, filters, output_shape, ...given }, check) {
    const strideless = check.version.generation !== '1.4' && check.version.generation !== '2';
    needs(window.name, ['input', 'filters', ...(strideless ? [] : ['strides'])], check);
    const { channelsFirst, strides, dilations, padding, paddingText } = windowArguments(window, given, check);
    const layout = channelsFirst ? 'N C S:2' : 'N S:2 C';
    const { N, S, C } = axesOf(layout, input.shape, { argument: 'input', wanted: 4 }, check);
    const filter = axesOf('S:2 O I', filters.shape, { argument: 'filters', wanted: 4 }, check);
    const sliding: Window = { kernel: filter.S, strides, dilations, padding };
    if (channelsFirst === undefined) return Array<Dim>(4).fill(unknown);

    const requested = readOutputShape(output_shape, channelsFirst, check);
    const item = channelsFirst ? 1 : 3;
    const asked = requested?.items.length === 4 ? { argument: 'output_shape', item, dim: requested.items[item] ?? unknown } : undefined;
    const filterChannels = { ...filter, op: window.name, argument: 'filters', shape: filters.shape, transposed: true };
    const { groups, output } = checkTransposedChannels(C, filterChannels, asked, true, check);
    const around = (lengths: readonly Dim[]) => join(layout, { N, S: lengths, C: output });
    if (itemsOf(output_shape)?.kind === 'none') {
      reportMissingOutput(S, sliding, { op: window.name, argument: 'output_shape', around }, check);
    }
    checkDevice(groups, dilations, check);
    if (!requested) return around(S.map(() => unknown));

    checkBatch(N, requested, check, false);
    const axes = checkTransposedOutput(S, sliding, requested, check, { silent: false, paddingText });
    const known = allKnown(axes);
    if (known) {
      check.geometry = {
        kind: 'transposed-conv',
        axes: known,
        batch: N,
        inputChannels: C,
        outputChannels: output,
        groups,
        layout,
        filterLayout: 'S:2 O I',
        inputArgument: 'input',
        filterArgument: 'filters',
      };
    }
    // The static result is what was asked for, right or wrong; two values leave the batch to the input and the channels to the filter.
    const lengths = requested.items.map(notNegative);
    return asked ? lengths : around(lengths);
  },
  compute: ({ input, filters }, _shape, check) => computeWindow(input, filters, check),

  examples: [
    { call: "tf.nn.conv2d_transpose(x, w, [1, 4, 4, 1], [1, 1, 1, 1], 'VALID')", given: { x: '1 2 2 1', w: '3 3 1 1' }, gives: '1 4 4 1' },
    { call: 'tf.nn.conv2d_transpose(x, w, [1, 8, 8, 1], [1, 2, 2, 1])', given: { x: '1 4 4 1', w: '5 5 1 1' }, gives: '1 8 8 1' },
    {
      call: "tf.nn.conv2d_transpose(x, w, [8, 14, 14, 32], [1, 2, 2, 1], 'SAME')",
      given: { x: '8 7 7 64', w: '5 5 32 64' },
      gives: '8 14 14 32',
    },
    {
      call: "tf.nn.conv2d_transpose(x, w, [8, 13, 13, 32], [1, 2, 2, 1], 'SAME')",
      given: { x: '8 7 7 64', w: '5 5 32 64' },
      gives: '8 13 13 32',
    },
    { call: 'tf.nn.conv2d_transpose(x, w, [14, 14], 2)', given: { x: '8 7 7 64', w: '5 5 32 64' }, gives: '8 14 14 32', under: 'v2' },
    {
      call: 'tf.nn.conv2d_transpose(x, w, [1, 7, 7, 1], 2, [[0, 0], [1, 1], [1, 1], [0, 0]])',
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      gives: '1 7 7 1',
      under: 'v2',
    },
    {
      call: 'tf.nn.conv2d_transpose(input=x, filters=w, output_shape=[1, 4, 4, 1])',
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      gives: '1 4 4 1',
      under: 'v1',
    },
    {
      call: "tf.nn.conv2d_transpose(x, w, [1, 11, 11, 1], 2, 'VALID', dilations=2)",
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      gives: '1 11 11 1',
      reports: 'device-dependent',
      under: 'v2',
    },
    {
      call: "tf.nn.conv2d_transpose(x, w, [1, 1, 8, 8], 2, data_format='NCHW')",
      given: { x: '1 1 4 4', w: '3 3 1 1' },
      gives: '1 1 8 8',
      reports: 'device-dependent',
      under: 'v2',
    },
    {
      call: 'tf.nn.conv2d_transpose(x, w, [1, 8, 8, 4], 2)',
      given: { x: '1 4 4 2', w: '3 3 2 2' },
      gives: '1 8 8 4',
      reports: 'device-dependent',
      under: 'v2',
    },
    {
      call: 'tf.nn.conv2d_transpose(x, w, [1, 20, 20, 1], [1, 2, 2, 1])',
      given: { x: '1 4 4 1', w: '5 5 1 1' },
      reports: 'transpose-output-shape',
    },
    {
      call: "tf.nn.conv2d_transpose(x, w, [1, 8, 9, 1], [1, 2, 2, 1], 'VALID')",
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      reports: 'transpose-output-shape',
    },
    {
      call: 'tf.nn.conv2d_transpose(x, w, [20, 20], 2)',
      given: { x: '1 4 4 1', w: '5 5 1 1' },
      reports: 'transpose-output-shape',
      under: 'v2',
    },
    {
      call: 'tf.nn.conv2d_transpose(x, w, [1, 8, 8, 5], [1, 2, 2, 1])',
      given: { x: '1 4 4 3', w: '3 3 2 3' },
      reports: 'transpose-output-channels',
    },
    { call: 'tf.nn.conv2d_transpose(x, w, [1, 8, 8, 3], [1, 2, 2, 1])', given: { x: '1 4 4 64', w: '3 3 64 3' }, reports: 'filter-order' },
    {
      call: 'tf.nn.conv2d_transpose(x, w, [1, 8, 8, 3], [1, 2, 2, 1])',
      given: { x: '1 4 4 64', w: '3 3 3 32' },
      reports: 'channels-mismatch',
    },
    { call: 'tf.nn.conv2d_transpose(x, w, [2, 8, 8, 1], [1, 2, 2, 1])', given: { x: '1 4 4 1', w: '3 3 1 1' }, reports: 'batch-mismatch' },
    {
      call: 'tf.nn.conv2d_transpose(x, w, strides=2)',
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      reports: 'missing-output-shape',
      under: 'v2',
    },
    { call: 'tf.nn.conv2d_transpose(x, w, None, 2)', given: { x: '1 4 4 1', w: '3 3 1 1' }, reports: 'missing-output-shape', under: 'v2' },
    { call: 'tf.nn.conv2d_transpose(x, w, [1, 8, 8, 1], [1, 2, 2, 1])', given: { x: '4 4 1', w: '3 3 1 1' }, reports: 'rank-mismatch' },
    {
      call: 'tf.nn.conv2d_transpose(x, w, [1, 8, 8, 1], [1, 2, 2, 2])',
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      reports: 'stride-on-batch-or-channels',
    },
    { call: 'tf.nn.conv2d_transpose(x, w, [8, 8, 1], [1, 2, 2, 1])', given: { x: '1 4 4 1', w: '3 3 1 1' }, reports: 'argument-form' },
    {
      call: 'tf.nn.conv2d_transpose(x, w, [8, 8], [1, 2, 2, 1])',
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      reports: 'argument-form',
      under: 'legacy',
    },
    {
      call: 'tf.nn.conv2d_transpose(x, w, [None, 8, 8, 1], [1, 2, 2, 1])',
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      reports: 'argument-form',
    },
    { call: 'tf.nn.conv2d_transpose(x, w, [-1, 8, 8, 1], [1, 2, 2, 1])', given: { x: '1 4 4 1', w: '3 3 1 1' }, reports: 'argument-form' },
    {
      call: 'tf.nn.conv2d_transpose(x, w, [1, 8.0, 8.0, 1], [1, 2, 2, 1])',
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      reports: 'argument-form',
    },
    { call: 'tf.nn.conv2d_transpose(x, w, [1, 8, 8, 1], [1, 2, 2])', given: { x: '1 4 4 1', w: '3 3 1 1' }, reports: 'argument-form' },
    {
      call: 'tf.nn.conv2d_transpose(x, w, [1, 8, 8, 1], 2, input=x)',
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      reports: 'argument-form',
      under: 'v1',
    },
    {
      call: "tf.nn.conv2d_transpose(x, w, [1, 8, 8, 1], [1, 2, 2, 1], 'same')",
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      reports: 'unknown-padding',
    },
    {
      call: "tf.nn.conv2d_transpose(x, w, [1, 8, 8, 1], [1, 2, 2, 1], 'SAME', 'NWC')",
      given: { x: '1 4 4 1', w: '3 3 1 1' },
      reports: 'unknown-data-format',
    },
  ],
});

/** What was asked for; undefined when it is unknown or not understood. */
function readOutputShape(given: Arg | undefined, channelsFirst: boolean, check: Check): Requested | undefined {
  const place = { argument: 'output_shape' };
  const form = (problem: string) => check.report(argumentForm, { op: window.name, problem }, place);
  const items = itemsOf(given);
  if (!items || items.kind === 'none') return undefined;
  if (items.kind === 'bad' || items.kind === 'one') {
    form('takes output_shape as a list: [batch, height, width, channels]');
    return undefined;
  }
  const { length } = items.items;
  // Conv2DBackpropInput requires "4 values or 2 values" today, 4 up to 2.0.
  const two = mayRunEagerly(check.version);
  if (length !== 4 && !(length === 2 && two)) {
    form(`takes an output_shape of ${two ? '4 or 2' : '4'} values, got ${length}`);
    return undefined;
  }
  for (const [item, arg] of items.items.entries()) checkItem(arg, item, check);
  const dims: Shape = items.items.map(item => toDim(item) ?? unknown);
  const spatial = length === 2 ? [0, 1] : channelsFirst ? [2, 3] : [1, 2];
  return { argument: 'output_shape', items: dims, spatial, batch: length === 2 ? undefined : 0 };
}

/** An item must be an integer from 0: "Expected int32, but got None", "Dimension -1 must be >= 0". */
function checkItem(arg: Arg, item: number, check: Check): void {
  const place = { argument: 'output_shape', item };
  const form = (problem: string) => check.report(argumentForm, { op: window.name, problem }, place);
  if (arg.kind === 'none') form('takes no None in output_shape: for an unknown batch write tf.shape(x)[0]');
  else if (arg.kind === 'float') form(`takes integers in output_shape, item ${item} is a float: divide with //`);
  else if (arg.kind === 'text' || arg.kind === 'list' || arg.kind === 'record')
    form(`takes integers in output_shape, item ${item} is none`);
  else if (arg.kind === 'number' && arg.dim.kind === 'int' && arg.dim.value < 0) {
    form(`takes no negative output_shape, item ${item} is ${arg.dim.value}: for an unknown batch write tf.shape(x)[0]`);
  }
}

/** conv_grad_input_ops.h: no dilation and no groups on a CPU; oneDNN and GPUs have both. */
function checkDevice(groups: Dim, dilations: readonly Dim[], check: Check): void {
  const fails = 'a CPU without oneDNN';
  if (dilations.some(dim => dim.kind === 'int' && !isOne(dim))) {
    check.report(deviceDependent, { what: 'transposed convolution with dilation', fails }, { argument: 'dilations' });
  }
  if (equal(groups, int(1)) === 'no') {
    check.report(deviceDependent, { what: `transposed convolution in ${show(groups)} groups`, fails }, { argument: 'filters' });
  }
}

const notNegative = (dim: Dim): Dim => (dim.kind === 'int' && dim.value < 0 ? unknown : dim);

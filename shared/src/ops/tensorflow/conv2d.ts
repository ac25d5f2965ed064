/** `tf.nn.conv2d` in all its generations. Sources: `conv2d` in nn_ops.py, Conv2DShapeImpl in common_shape_fns.cc, kernels/conv_ops.cc. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { deviceDependent } from '../../diagnostics/device-dependent.ts';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { product } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { join } from '../../shape/pattern.ts';
import { type Shape, showShape } from '../../shape/shape.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { checkChannels, type FilterChannels } from '../conv/channels.ts';
import { computeWindow } from '../conv/compute.ts';
import { allKnown, outputOf, slideAll } from '../conv/slide.ts';
import { needs } from '../needs.ts';
import { defineOp } from '../op.ts';
import { flag, tensor } from '../parameter.ts';
import { apiOf, mayRunEagerly } from '../versions.ts';
import { docs, name, tensorflow } from './declare.ts';
import { checkFits, isZero, notNegative } from './fit.ts';
import { dataFormatParam, dilationsParam, paddingParam, stridesParam, type WindowOp, windowArguments } from './window-arguments.ts';

/** Lists of pairs came with 1.13, which the oldest generation includes. */
const window: WindowOp = { name: 'tf.nn.conv2d', spatial: 2, pairs: check => (check.version.generation === '1.4' ? 'unknown' : 'yes') };

export const conv2d = defineOp({
  ...tensorflow,
  name: window.name,
  summary: 'Slides a filter over an image: every output cell is a weighted sum of the cells under the window.',
  docs: docs('nn.conv2d'),
  complete: true,
  params: {
    input: tensor('[batch, h, w, in]'),
    filters: tensor('[h, w, in, out]').alias('filter'),
    strides: stridesParam(),
    padding: paddingParam(),
    data_format: dataFormatParam(),
    dilations: dilationsParam(),
    use_cudnn_on_gpu: flag().default('True').hidden(),
    name: name(),
  },
  order: {
    legacy: 'input filter strides padding use_cudnn_on_gpu data_format dilations name',
    v1: 'input filter strides padding use_cudnn_on_gpu data_format dilations name filters',
    v2: 'input filters strides padding data_format dilations name',
  },

  shape({ input, filters, ...given }, check) {
    // From 1.14 on strides may be left out: they default to None, which stands for ones. The v2 signature wants them again.
    const strideless = apiOf(check.version.generation) === 'v1';
    needs(window.name, ['input', 'filters', ...(strideless ? [] : ['strides']), 'padding'], check);
    const { channelsFirst, strides, dilations, padding } = windowArguments(window, given, check);
    // `squeeze_batch_dims` (TensorFlow 2) lets several leading axes be one batch; an image of unknown rank is taken for the usual one.
    const batches = mayRunEagerly(check.version);
    const several = batches && (input.shape?.length ?? 4) > 4;
    const layout = channelsFirst ? (several ? '*B C S:2' : 'B:1 C S:2') : several ? '*B S:2 C' : 'B:1 S:2 C';
    const { B, S, C } = axesOf(layout, input.shape, { argument: 'input', wanted: batches ? 'at least 4' : 4 }, check);
    const filter = axesOf('S:2 I O', filters.shape, { argument: 'filters', wanted: 4 }, check);
    if (channelsFirst === undefined) return input.shape?.map((dim, axis) => (axis === 0 ? dim : unknown));

    const axes = slideAll(S, { kernel: filter.S, strides, dilations, padding }, check);
    checkFits(axes, { window: 'filters', input: 'input' }, check);
    const lengths = axes.map(outputOf).map(notNegative);
    // The kernel returns at once when there is nothing to compute: what it checks later is an error in a graph only.
    const late = batches && lengths.some(isZero) ? 'warning' : 'error';
    const filterChannels = { ...filter, op: window.name, argument: 'filters', shape: filters.shape, transposed: false };
    const { groups, output } = channelGroups(C, filterChannels, check, late);
    checkElements(filter, filters.shape, check, late);
    const known = allKnown(axes);
    if (known) {
      check.geometry = {
        kind: 'conv',
        axes: known,
        batch: product(B),
        inputChannels: C,
        outputChannels: output,
        groups,
        layout: channelsFirst ? 'N C S:2' : 'N S:2 C',
        filterLayout: 'S:2 I O',
        inputArgument: 'input',
        filterArgument: 'filters',
      };
    }
    return join(layout, { B, S: lengths, C: output });
  },
  compute: ({ input, filters }, _shape, check) => computeWindow(input, filters, check),

  examples: [
    { call: "tf.nn.conv2d(x, w, [1, 1, 1, 1], 'VALID')", given: { x: '1 4 4 1', w: '3 3 1 1' }, gives: '1 2 2 1' },
    { call: "tf.nn.conv2d(x, w, [1, 2, 2, 1], 'SAME')", given: { x: '8 28 28 3', w: '5 5 3 64' }, gives: '8 14 14 64' },
    { call: "tf.nn.conv2d(x, w, strides=2, padding='SAME')", given: { x: '8 28 28 3', w: '5 5 3 64' }, gives: '8 14 14 64', under: 'v2' },
    { call: "tf.nn.conv2d(x, w, [2, 1], 'VALID')", given: { x: '1 9 9 1', w: '3 3 1 2' }, gives: '1 4 7 2', under: 'v2' },
    { call: "tf.nn.conv2d(x, w, 1, 'VALID', dilations=2)", given: { x: '1 9 9 1', w: '3 3 1 2' }, gives: '1 5 5 2', under: 'v2' },
    {
      call: 'tf.nn.conv2d(x, w, 2, [[0, 0], [1, 1], [0, 2], [0, 0]])',
      given: { x: '1 9 9 1', w: '3 3 1 2' },
      gives: '1 5 5 2',
      under: 'v2',
    },
    { call: "tf.nn.conv2d(x, w, 1, 'SAME')", given: { x: '2 3 8 8 1', w: '3 3 1 4' }, gives: '2 3 8 8 4', under: 'v2' },
    {
      call: "tf.nn.conv2d(x, w, [1, 1, 1, 1], 'SAME', True, 'NHWC')",
      given: { x: '1 8 8 1', w: '3 3 1 4' },
      gives: '1 8 8 4',
      under: 'v1',
    },
    { call: "tf.nn.conv2d(x, filters=w, padding='SAME')", given: { x: '1 8 8 1', w: '3 3 1 4' }, gives: '1 8 8 4', under: 'v1' },
    {
      call: "tf.nn.conv2d(x, w, 1, 'SAME', data_format='NCHW')",
      given: { x: '1 3 8 8', w: '3 3 3 4' },
      gives: '1 4 8 8',
      reports: 'device-dependent',
      under: 'v2',
    },
    {
      call: "tf.nn.conv2d(x, w, 1, 'SAME')",
      given: { x: '1 8 8 4', w: '3 3 2 6' },
      gives: '1 8 8 6',
      reports: 'device-dependent',
      under: 'v2',
    },
    { call: "tf.nn.conv2d(x, w, 1, 'SAME')", given: { x: '8 8 3', w: '3 3 3 4' }, reports: 'rank-mismatch', under: 'v2' },
    { call: "tf.nn.conv2d(x, w, [1, 1, 1, 1], 'SAME')", given: { x: '1 8 8 3', w: '3 3 3' }, reports: 'rank-mismatch' },
    { call: "tf.nn.conv2d(x, w, [1, 1, 1, 1], 'SAME')", given: { x: '1 8 8 3', w: '3 3 4 8' }, reports: 'channels-mismatch' },
    { call: "tf.nn.conv2d(x, w, 1, 'SAME')", given: { x: '1 8 8 4', w: '3 3 2 5' }, reports: 'channels-mismatch', under: 'v2' },
    { call: "tf.nn.conv2d(x, w, [1, 1, 1, 1], 'SAME')", given: { x: '1 8 8 3', w: '3 3 8 3' }, reports: 'filter-order' },
    { call: "tf.nn.conv2d(x, w, 1, 'VALID')", given: { x: '1 3 3 1', w: '5 5 1 1' }, reports: 'window-exceeds-input', under: 'v2' },
    {
      call: "tf.nn.conv2d(x, w, 1, 'VALID')",
      given: { x: '1 4 8 1', w: '5 5 1 1' },
      gives: '1 0 4 1',
      reports: 'window-exceeds-input',
      under: 'v2',
    },
    { call: "tf.nn.conv2d(x, w, [2, 2, 2, 1], 'SAME')", given: { x: '4 8 8 1', w: '3 3 1 1' }, reports: 'stride-on-batch-or-channels' },
    {
      call: "tf.nn.conv2d(x, w, 1, 'SAME', dilations=[1, 2, 2, 2])",
      given: { x: '4 8 8 1', w: '3 3 1 1' },
      reports: 'stride-on-batch-or-channels',
      under: 'v2',
    },
    { call: "tf.nn.conv2d(x, w, [1, 2, 2], 'SAME')", given: { x: '4 8 8 1', w: '3 3 1 1' }, reports: 'argument-form' },
    { call: "tf.nn.conv2d(x, w, [1, 0, 0, 1], 'SAME')", given: { x: '4 8 8 1', w: '3 3 1 1' }, reports: 'argument-form' },
    { call: "tf.nn.conv2d(x, w, 2, 'SAME')", given: { x: '4 8 8 1', w: '3 3 1 1' }, reports: 'argument-form', under: 'legacy' },
    { call: 'tf.nn.conv2d(x, w, 1, [[1, 1], [1, 1]])', given: { x: '4 8 8 1', w: '3 3 1 1' }, reports: 'argument-form', under: 'v2' },
    { call: 'tf.nn.conv2d(x, w, [1, 1, 1, 1])', given: { x: '4 8 8 1', w: '3 3 1 1' }, reports: 'argument-form' },
    { call: "tf.nn.conv2d(x, w, 1, 'SAME', filters=w)", given: { x: '4 8 8 1', w: '3 3 1 1' }, reports: 'argument-form', under: 'v1' },
    {
      call: "tf.nn.conv2d(x, filter=w, strides=1, padding='SAME')",
      given: { x: '4 8 8 1', w: '3 3 1 1' },
      reports: 'argument-form',
      under: 'v2',
    },
    { call: "tf.nn.conv2d(x, w, [1, 1, 1, 1], 'same')", given: { x: '4 8 8 1', w: '3 3 1 1' }, reports: 'unknown-padding' },
    {
      call: "tf.nn.conv2d(x, w, [1, 1, 1, 1], 'SAME', data_format='channels_last')",
      given: { x: '4 8 8 1', w: '3 3 1 1' },
      reports: 'unknown-data-format',
    },
  ],
});

/** Channels that divide make a grouped convolution: not in the first releases, and on CPUs only since lately, without gradient. */
function channelGroups(input: Dim, filter: FilterChannels, check: Check, late: Severity): { readonly groups: Dim; readonly output: Dim } {
  const channels = checkChannels(input, filter, true, check, late);
  if (equal(channels.groups, int(1)) !== 'no') return channels;
  const place = { argument: 'filters' };
  if (check.version.generation === '1.4') {
    // Conv2DShape merged the two dims up to some release between 1.5 and 1.13.
    const facts = { kind: 'input', input, filter: filter.I, filterAxis: 2, groups: false } as const;
    check.report(channelsMismatch, facts, place, { severity: 'warning' });
  } else {
    const what = `grouped convolution (${show(input)} channels into a filter that takes ${show(filter.I)})`;
    check.report(deviceDependent, { what, fails: 'a CPU in older TensorFlow, and its gradient on any CPU without oneDNN' }, place);
  }
  return channels;
}

/** "filter must not have zero elements", "Depth of filter must not be 0"; a filter that makes no channels is let through. */
function checkElements(
  { S, I }: { readonly S: readonly Dim[]; readonly I: Dim },
  shape: Shape | undefined,
  check: Check,
  late: Severity,
): void {
  if (![...S, I].some(isZero)) return;
  const problem = `takes no filter without elements: ${showShape(shape)}`;
  check.report(argumentForm, { op: window.name, problem }, { argument: 'filters' }, { severity: isZero(I) ? 'error' : late });
}

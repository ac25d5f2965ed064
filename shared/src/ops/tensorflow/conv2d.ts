/** `tf.nn.conv2d` in all its generations. Source: `conv2d` in nn_ops.py. */
import { computeWindow } from '../conv/compute.ts';
import { needs } from '../needs.ts';
import { defineOp } from '../op.ts';
import { flag, tensor } from '../parameter.ts';
import { apiOf } from '../versions.ts';
import { convRule } from './conv-rule.ts';
import { docs, name, tensorflow } from './declare.ts';
import { dataFormatParam, dilationsParam, paddingParam, stridesParam, type WindowOp } from './window-arguments.ts';

/** Lists of pairs came with 1.13, which the oldest generation includes. */
const window: WindowOp = { name: 'tf.nn.conv2d', spatial: 2, pairs: check => (check.version.generation === '1.4' ? 'unknown' : 'yes') };

export const conv2d = defineOp({
  ...tensorflow,
  name: window.name,
  summary: 'Slides a filter over an image: every output cell is a weighted sum of the cells under the window.',
  docs: docs('nn.conv2d'),
  params: {
    input: tensor('[batch, h, w, in]'),
    filters: tensor('[h, w, in, out]').alias('filter'),
    strides: stridesParam().notIn('v1'),
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
    return convRule(window, { input, filters, given }, check);
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

/** `tf.nn.conv2d_transpose` in all its generations: the gradient of `tf.nn.conv2d` with respect to its input. Source: nn_ops.py. */
import { computeWindow } from '../conv/compute.ts';
import { needs } from '../needs.ts';
import { defineOp } from '../op.ts';
import { anything, tensor } from '../parameter.ts';
import { mayRunEagerly } from '../versions.ts';
import { docs, name, tensorflow } from './declare.ts';
import { transposedRule } from './transposed-rule.ts';
import { dataFormatParam, dilationsParam, paddingParam, stridesParam, type WindowOp } from './window-arguments.ts';

/** Lists of pairs are converted only since some 2.x release. */
const window: WindowOp = { name: 'tf.nn.conv2d_transpose', spatial: 2, pairs: check => (mayRunEagerly(check.version) ? 'yes' : 'no') };

export const conv2dTranspose = defineOp({
  ...tensorflow,
  name: window.name,
  summary: 'The gradient of a convolution, used to upsample: every input cell is spread over the output through the filter.',
  docs: docs('nn.conv2d_transpose'),
  params: {
    input: tensor('[batch, h, w, in]').alias('value'),
    filters: tensor('[h, w, out, in]').alias('filter'),
    output_shape: anything('int[4] | int[2]', { kind: 'integers' }),
    strides: stridesParam().notIn('v1'),
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
    return transposedRule(window, { input, filters, output_shape, given }, check);
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

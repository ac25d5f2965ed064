/** `tf.nn.conv1d_transpose`, `conv3d_transpose`, `conv_transpose`, `atrous_conv2d_transpose`. Source: nn_ops.py. */
import { type Arg, numberArg } from '../argument.ts';
import { computeWindow } from '../conv/compute.ts';
import { needs } from '../needs.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, tensor } from '../parameter.ts';
import { docs, name, tensorflow } from './declare.ts';
import { transposedRule } from './transposed-rule.ts';
import { dilationsParam, paddingParam, stridesParam, type WindowOp } from './window-arguments.ts';

const noneArg: Arg = { kind: 'none' };
const line: WindowOp = { name: 'tf.nn.conv1d_transpose', spatial: 1, pairs: () => 'no', onlyFull: false };
const volume: WindowOp = { name: 'tf.nn.conv3d_transpose', spatial: 3, pairs: () => 'no' };

const conv1dTranspose = defineOp({
  ...tensorflow,
  name: line.name,
  summary: 'The gradient of a convolution along a sequence, used to upsample.',
  docs: docs('nn.conv1d_transpose'),
  params: {
    input: tensor('[batch, length, in]'),
    filters: tensor('[length, out, in]'),
    output_shape: anything('int[3]', { kind: 'integers' }),
    strides: stridesParam(),
    padding: paddingParam().default("'SAME'"),
    data_format: anything("'NWC' | 'NCW'").default("'NWC'"),
    dilations: dilationsParam(),
    name: name(),
  },
  shape({ input, filters, output_shape, ...given }, check) {
    needs(line.name, ['input', 'filters', 'strides'], check);
    return transposedRule(line, { input, filters, output_shape, given }, check);
  },
  compute: ({ input, filters }, _shape, check) => computeWindow(input, filters, check, 3),
  examples: [
    { call: 'tf.nn.conv1d_transpose(x, w, [8, 20, 4], 2)', given: { x: '8 10 6', w: '3 4 6' }, gives: '8 20 4' },
    { call: 'tf.nn.conv1d_transpose(x, w, [8, 21, 4], 2)', given: { x: '8 10 6', w: '3 4 6' }, reports: 'transpose-output-shape' },
    { call: 'tf.nn.conv1d_transpose(x, w, [8, 20, 6], 2)', given: { x: '8 10 4', w: '3 4 6' }, reports: 'filter-order' },
    { call: 'tf.nn.conv1d_transpose(x, w, [20, 4], 2)', given: { x: '8 10 6', w: '3 4 6' }, reports: 'argument-form' },
  ],
});

const conv3dTranspose = defineOp({
  ...tensorflow,
  name: volume.name,
  summary: 'The gradient of a convolution through a volume, used to upsample.',
  docs: docs('nn.conv3d_transpose'),
  params: {
    input: tensor('[batch, d, h, w, in]').alias('value'),
    filters: tensor('[d, h, w, out, in]').alias('filter'),
    output_shape: anything('int[5]', { kind: 'integers' }),
    strides: stridesParam().notIn('v1'),
    padding: paddingParam().default("'SAME'"),
    data_format: anything("'NDHWC' | 'NCDHW'").default("'NDHWC'"),
    dilations: dilationsParam(),
    name: name(),
  },
  order: {
    legacy: 'value filter output_shape strides padding data_format name',
    v1: 'value filter output_shape strides padding data_format name input filters dilations',
    v2: 'input filters output_shape strides padding data_format dilations name',
  },
  shape({ input, filters, output_shape, ...given }, check) {
    needs(volume.name, ['input', 'filters', 'strides'], check);
    return transposedRule(volume, { input, filters, output_shape, given }, check);
  },
  compute: ({ input, filters }, _shape, check) => computeWindow(input, filters, check, 5),
  examples: [
    {
      call: 'tf.nn.conv3d_transpose(x, w, [2, 8, 8, 8, 4], [1, 2, 2, 2, 1])',
      given: { x: '2 4 4 4 6', w: '3 3 3 4 6' },
      gives: '2 8 8 8 4',
    },
    {
      call: 'tf.nn.conv3d_transpose(x, w, [2, 9, 8, 8, 4], [1, 2, 2, 2, 1])',
      given: { x: '2 4 4 4 6', w: '3 3 3 4 6' },
      reports: 'transpose-output-shape',
    },
    {
      call: 'tf.nn.conv3d_transpose(x, w, [8, 8, 8], [1, 2, 2, 2, 1])',
      given: { x: '2 4 4 4 6', w: '3 3 3 4 6' },
      reports: 'argument-form',
    },
  ],
});

const convTranspose = defineOp({
  ...tensorflow,
  name: 'tf.nn.conv_transpose',
  summary: 'A transposed convolution over one, two or three spatial axes, as many as the output shape says.',
  docs: docs('nn.conv_transpose'),
  params: {
    input: tensor(),
    filters: tensor('[…, out, in]'),
    output_shape: anything('int[]', { kind: 'integers' }),
    strides: stridesParam(),
    padding: paddingParam().default("'SAME'"),
    data_format: anything('str').optional(),
    dilations: dilationsParam().optional(),
    name: name(),
  },
  shape({ input, filters, output_shape, ...given }, check) {
    needs('tf.nn.conv_transpose', ['input', 'filters', 'output_shape', 'strides'], check);
    const rank = output_shape?.kind === 'list' ? output_shape.items.length : (filters.shape ?? input.shape)?.length;
    if (rank === undefined || rank < 3 || rank > 5) return undefined;
    const op: WindowOp = { name: 'tf.nn.conv_transpose', spatial: rank - 2, pairs: () => 'unknown', onlyFull: false };
    return transposedRule(op, { input, filters, output_shape, given }, check);
  },
  compute: ({ input, filters }, _shape, check) => computeWindow(input, filters, check, filters.shape?.length ?? 4),
  examples: [
    { call: 'tf.nn.conv_transpose(x, w, [8, 14, 14, 32], 2)', given: { x: '8 7 7 64', w: '5 5 32 64' }, gives: '8 14 14 32' },
    { call: 'tf.nn.conv_transpose(x, w, [8, 20, 4], 2)', given: { x: '8 10 6', w: '3 4 6' }, gives: '8 20 4' },
    { call: 'tf.nn.conv_transpose(x, w, [8, 20, 20, 32], 2)', given: { x: '8 7 7 64', w: '5 5 32 64' }, reports: 'transpose-output-shape' },
  ],
});

const atrousTranspose = defineOp({
  ...tensorflow,
  name: 'tf.nn.atrous_conv2d_transpose',
  summary: 'The gradient of a convolution whose window has gaps.',
  docs: docs('nn.atrous_conv2d_transpose'),
  params: {
    value: tensor('[batch, h, w, in]'),
    filters: tensor('[h, w, out, in]'),
    output_shape: anything('int[4]', { kind: 'integers' }),
    rate: anything('int', { kind: 'integers' }),
    padding: paddingParam(),
    name: name(),
  },
  shape({ value, filters, output_shape, rate, padding }, check) {
    needs('tf.nn.atrous_conv2d_transpose', ['value', 'filters', 'output_shape', 'rate', 'padding'], check);
    // Space becomes batch before the convolution, so dilation runs on every device.
    const given = { strides: numberArg(1), padding, data_format: noneArg, dilations: rate };
    const op: WindowOp = { name: 'tf.nn.atrous_conv2d_transpose', spatial: 2, pairs: () => 'no', onlyFull: false };
    return transposedRule(
      op,
      { input: value, filters, output_shape, given, names: { input: 'value', output: 'output_shape' }, anywhere: true },
      check,
    );
  },
  examples: [
    {
      call: "tf.nn.atrous_conv2d_transpose(x, w, [1, 8, 8, 5], 2, 'VALID')",
      given: { x: '1 4 4 3', w: '3 3 5 3' },
      gives: '1 8 8 5',
    },
    {
      call: "tf.nn.atrous_conv2d_transpose(x, w, [1, 8, 8, 5], 1, 'SAME')",
      given: { x: '1 8 8 3', w: '3 3 5 3' },
      gives: '1 8 8 5',
    },
    {
      call: "tf.nn.atrous_conv2d_transpose(x, w, [1, 9, 8, 5], 2, 'VALID')",
      given: { x: '1 4 4 3', w: '3 3 5 3' },
      reports: 'transpose-output-shape',
    },
    {
      call: "tf.nn.atrous_conv2d_transpose(x, w, [1, 8, 8, 4], 2, 'VALID')",
      given: { x: '1 4 4 3', w: '3 3 5 3' },
      reports: 'transpose-output-channels',
    },
  ],
});

export const transposedConvolutions: readonly Op[] = [conv1dTranspose, conv3dTranspose, convTranspose, atrousTranspose];

/** `tf.nn.conv1d`, `conv3d`, `convolution`, `atrous_conv2d`: the convolutions beside `tf.nn.conv2d`. Source: nn_ops.py. */
import { type Arg, numberArg } from '../argument.ts';
import { computeWindow } from '../conv/compute.ts';
import { needs } from '../needs.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, tensor } from '../parameter.ts';
import { convRule } from './conv-rule.ts';
import { docs, name, tensorflow } from './declare.ts';
import { dilationsParam, notBoth, paddingParam, stridesParam, type WindowOp } from './window-arguments.ts';

const noneArg: Arg = { kind: 'none' };

/** The wrapper makes the full list of one number in every release. */
const line: WindowOp = { name: 'tf.nn.conv1d', spatial: 1, pairs: () => 'no', strides: 'stride', onlyFull: false };

const conv1d = defineOp({
  ...tensorflow,
  name: line.name,
  summary: 'Slides a filter along a sequence: every output cell is a weighted sum of the cells under the window.',
  docs: docs('nn.conv1d'),
  params: {
    input: tensor('[batch, length, in]').alias('value'),
    filters: tensor('[length, in, out]'),
    stride: stridesParam().notIn('v1'),
    padding: paddingParam(),
    use_cudnn_on_gpu: flag().default('True').hidden(),
    data_format: anything("'NWC' | 'NCW'").default("'NWC'"),
    dilations: dilationsParam(),
    name: name(),
  },
  order: {
    legacy: 'value filters stride padding use_cudnn_on_gpu data_format name',
    v1: 'value filters stride padding use_cudnn_on_gpu data_format name input dilations',
    v2: 'input filters stride padding data_format dilations name',
  },
  shape({ input, filters, stride, padding, data_format, dilations }, check) {
    needs(line.name, ['input', 'filters', 'stride', 'padding'], check);
    return convRule(line, { input, filters, given: { strides: stride, padding, data_format, dilations } }, check);
  },
  compute: ({ input, filters }, _shape, check) => computeWindow(input, filters, check, 3),
  examples: [
    { call: "tf.nn.conv1d(x, w, 1, 'VALID')", given: { x: '8 10 4', w: '3 4 6' }, gives: '8 8 6' },
    { call: "tf.nn.conv1d(x, w, 2, 'SAME')", given: { x: '8 9 4', w: '3 4 6' }, gives: '8 5 6' },
    { call: "tf.nn.conv1d(x, w, 1, 'SAME', data_format='NHWC')", given: { x: '8 9 4', w: '3 4 6' }, gives: '8 9 6' },
    { call: "tf.nn.conv1d(x, w, 1, 'SAME')", given: { x: '9 4', w: '3 4 6' }, reports: 'rank-mismatch' },
    { call: "tf.nn.conv1d(x, w, 1, 'SAME')", given: { x: '8 9 4', w: '3 5 6' }, reports: 'channels-mismatch' },
    { call: "tf.nn.conv1d(x, w, 1, 'SAME')", given: { x: '8 9 4', w: '3 6 4' }, reports: 'filter-order' },
    { call: "tf.nn.conv1d(x, w, 1, 'VALID')", given: { x: '8 3 4', w: '9 4 6' }, reports: 'window-exceeds-input' },
  ],
});

/** Strides and dilations reach the op as they are: lists of five. */
const volume: WindowOp = { name: 'tf.nn.conv3d', spatial: 3, pairs: () => 'no', onlyFull: true };

const conv3d = defineOp({
  ...tensorflow,
  name: volume.name,
  summary: 'Slides a filter through a volume: every output cell is a weighted sum of the cells under the window.',
  docs: docs('nn.conv3d'),
  params: {
    input: tensor('[batch, d, h, w, in]'),
    filters: tensor('[d, h, w, in, out]').alias('filter'),
    strides: anything('int[5]', { kind: 'integers' }),
    padding: paddingParam(),
    data_format: anything("'NDHWC' | 'NCDHW'").default("'NDHWC'"),
    dilations: anything('int[5]', { kind: 'integers' }).default('[1, 1, 1, 1, 1]'),
    name: name(),
  },
  order: {
    legacy: 'input filter strides padding data_format dilations name',
    v1: 'input filter strides padding data_format dilations name filters',
    v2: 'input filters strides padding data_format dilations name',
  },
  shape({ input, filters, ...given }, check) {
    needs(volume.name, ['input', 'filters', 'strides', 'padding'], check);
    return convRule(volume, { input, filters, given }, check);
  },
  compute: ({ input, filters }, _shape, check) => computeWindow(input, filters, check, 5),
  examples: [
    { call: "tf.nn.conv3d(x, w, [1, 1, 1, 1, 1], 'VALID')", given: { x: '2 5 6 7 4', w: '3 3 3 4 8' }, gives: '2 3 4 5 8' },
    { call: "tf.nn.conv3d(x, w, [1, 2, 2, 2, 1], 'SAME')", given: { x: '2 5 6 7 4', w: '3 3 3 4 8' }, gives: '2 3 3 4 8' },
    {
      call: "tf.nn.conv3d(x, w, [1, 1, 1, 1, 1], 'VALID', dilations=[1, 2, 2, 2, 1])",
      given: { x: '2 5 6 7 4', w: '3 3 3 4 8' },
      reports: 'device-dependent',
    },
    { call: "tf.nn.conv3d(x, w, [2, 2, 2], 'SAME')", given: { x: '2 5 6 7 4', w: '3 3 3 4 8' }, reports: 'argument-form' },
    { call: "tf.nn.conv3d(x, w, [1, 1, 1, 1, 1], 'SAME')", given: { x: '2 5 6 7 4', w: '3 3 3 3 8' }, reports: 'channels-mismatch' },
    { call: "tf.nn.conv3d(x, w, [1, 1, 1, 1, 1], 'SAME')", given: { x: '5 6 7 4', w: '3 3 3 4 8' }, reports: 'rank-mismatch' },
    {
      call: "tf.nn.conv3d(x, w, [1, 1, 1, 1, 1], 'VALID')",
      given: { x: '2 1 6 7 4', w: '9 3 3 4 8' },
      reports: 'window-exceeds-input',
    },
  ],
});

const convolution = defineOp({
  ...tensorflow,
  name: 'tf.nn.convolution',
  summary: 'A convolution over one, two or three spatial axes, as many as the filter has.',
  docs: docs('nn.convolution'),
  params: {
    input: tensor(),
    filters: tensor('[…, in, out]').alias('filter'),
    strides: stridesParam().optional(),
    padding: paddingParam().default("'VALID'"),
    data_format: anything('str').optional(),
    dilations: dilationsParam().alias('dilation_rate').optional(),
    name: name(),
  },
  order: {
    legacy: 'input filter padding strides dilation_rate name data_format',
    v1: 'input filter padding strides dilation_rate name data_format filters dilations',
    v2: 'input filters strides padding data_format dilations name',
  },
  shape({ input, filters, ...given }, check) {
    needs('tf.nn.convolution', ['input', 'filters'], check);
    const spatial = (filters.shape ?? input.shape ?? []).length - 2;
    if (spatial < 1 || spatial > 3) return undefined;
    const op: WindowOp = { name: 'tf.nn.convolution', spatial, pairs: () => 'no', onlyFull: false };
    notBoth(op.name, given.strides, given.dilations, check);
    return convRule(op, { input, filters, given }, check);
  },
  compute: ({ input, filters }, _shape, check) => computeWindow(input, filters, check, filters.shape?.length ?? 4),
  examples: [
    { call: "tf.nn.convolution(x, w, padding='SAME')", given: { x: '8 9 9 3', w: '3 3 3 6' }, gives: '8 9 9 6' },
    { call: "tf.nn.convolution(x, w, [2, 2], 'VALID')", given: { x: '8 9 9 3', w: '3 3 3 6' }, gives: '8 4 4 6', under: 'v2' },
    { call: "tf.nn.convolution(x, w, 'VALID', [2, 2])", given: { x: '8 9 9 3', w: '3 3 3 6' }, gives: '8 4 4 6', under: 'v1' },
    { call: "tf.nn.convolution(x, w, padding='VALID', dilations=[2])", given: { x: '8 9 3', w: '3 3 6' }, gives: '8 5 6', under: 'v2' },
    {
      call: "tf.nn.convolution(x, w, padding='SAME', strides=[2, 2], dilations=[2, 2])",
      given: { x: '8 9 9 3', w: '3 3 3 6' },
      reports: 'argument-form',
    },
    { call: "tf.nn.convolution(x, w, padding='SAME')", given: { x: '8 9 9 3', w: '3 3 4 6' }, reports: 'channels-mismatch' },
  ],
});

const atrous = defineOp({
  ...tensorflow,
  name: 'tf.nn.atrous_conv2d',
  summary: 'A convolution whose window has gaps: `rate − 1` cells between its taps.',
  docs: docs('nn.atrous_conv2d'),
  params: {
    value: tensor('[batch, h, w, in]'),
    filters: tensor('[h, w, in, out]'),
    rate: anything('int', { kind: 'integers' }),
    padding: paddingParam(),
    name: name(),
  },
  shape({ value, filters, rate, padding }, check) {
    needs('tf.nn.atrous_conv2d', ['value', 'filters', 'rate', 'padding'], check);
    const op: WindowOp = { name: 'tf.nn.atrous_conv2d', spatial: 2, pairs: () => 'no', onlyFull: false };
    const given = { strides: numberArg(1), dilations: rate, padding, data_format: noneArg };
    return convRule(op, { input: value, filters, given }, check);
  },
  examples: [
    { call: "tf.nn.atrous_conv2d(x, w, 2, 'VALID')", given: { x: '8 9 9 3', w: '3 3 3 6' }, gives: '8 5 5 6' },
    { call: "tf.nn.atrous_conv2d(x, w, 2, 'SAME')", given: { x: '8 9 9 3', w: '3 3 3 6' }, gives: '8 9 9 6' },
    { call: "tf.nn.atrous_conv2d(x, w, 2, 'SAME')", given: { x: '8 9 9 3', w: '3 3 4 6' }, reports: 'channels-mismatch' },
  ],
});

export const convolutions: readonly Op[] = [conv1d, conv3d, convolution, atrous];

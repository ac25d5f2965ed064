/** `Conv`, `ConvLocal` and `ConvTranspose` of Linen and NNX. Sources: flax/linen/linear.py, flax/nnx/nn/linear.py. */

import { argumentForm } from '../../diagnostics/argument-form.ts';
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { groupsDoNotDivide } from '../../diagnostics/groups-do-not-divide.ts';
import { unknownPadding } from '../../diagnostics/unknown-padding.ts';
import { divides, equal } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Arg, TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { outputOf } from '../conv/slide.ts';
import { readTransposePadding, transposeJax, wrongStrides } from '../jax/conv/transpose.ts';
import { checkPositive, dilated, slideJax } from '../jax/conv/window.ts';
import { anyOf } from '../jax/declare.ts';
import { defineLayer, type Op } from '../op.ts';
import { flag, type Integers, integer, integers, tensor, wordOr } from '../parameter.ts';
import { type Api, docs, flax, initializers, linenParams, nnxParams } from './declare.ts';
import { type Image, imageOf, imageShape, setGeometry, someImage } from './image.ts';
import { checkCount, readFlaxPadding, readKernel, readNumbers } from './window-arguments.ts';

interface Given {
  readonly inputs: TensorArg;
  readonly in_features?: Dim;
  readonly features?: Dim;
  readonly out_features?: Dim;
  readonly kernel_size: Integers;
  readonly strides: Integers;
  readonly padding: Arg | undefined;
  readonly input_dilation: Integers;
  readonly kernel_dilation: Integers;
  readonly feature_group_count: Dim;
  readonly transpose_kernel: boolean | undefined;
}

/** What is wrong with the numbers by themselves. */
function read(op: string, given: Given, check: Check, transposed = false) {
  const features = given.features ?? given.out_features ?? int(1);
  const kernel = readKernel(given.kernel_size);
  checkCount(op, given.features ? 'features' : 'out_features', features, check);
  if (!kernel) return { features };
  const reading = { op, spatial: kernel.length, check };
  const wrong = transposed ? wrongStrides(kernel.length, given.padding) : undefined;
  const strides = readNumbers(reading, 'strides', given.strides, wrong);
  const dilations = readNumbers(reading, 'kernel_dilation', given.kernel_dilation);
  checkPositive(reading, 'kernel_dilation', dilations);
  return { features, window: { kernel, strides, dilations, reading } };
}

function checkGroups(given: Given, features: Dim, channels: Dim, check: Check): void {
  const { feature_group_count: groups, in_features } = given;
  const of = (what: string, dim: Dim) => {
    if (divides(groups, dim) === 'no')
      check.report(groupsDoNotDivide, { groups, what, channels: dim }, { argument: 'feature_group_count' });
  };
  if (in_features) of('in_features', in_features);
  else of("the input's channels", channels);
  of(given.features ? 'features' : 'out_features', features);
}

function checkInput(given: Given, { C }: Image, check: Check): void {
  const { in_features: declared } = given;
  if (!declared || equal(declared, C) !== 'no') return;
  const related = [{ argument: 'inputs', message: 'the input' }];
  check.report(
    channelsMismatch,
    { kind: 'declared', input: C, parameter: 'in_features', declared },
    { argument: 'in_features' },
    { related },
  );
}

function paddingOf(given: Given, { kernel, dilations, reading }: NonNullable<ReturnType<typeof read>['window']>, check: Check) {
  const stretch = readNumbers(reading, 'input_dilation', given.input_dilation);
  checkPositive(reading, 'input_dilation', stretch);
  const { padding } = given;
  if (padding?.kind === 'text' && padding.text !== undefined && stretch.some(dim => dim.kind === 'int' && dim.value > 1))
    check.report(
      unknownPadding,
      { got: padding.text, allowed: ['a list of pairs, where the input is dilated,', 'ConvTranspose'] },
      { argument: 'padding' },
    );
  return { stretch, padding: readFlaxPadding(reading, padding, kernel, dilations) };
}

function convolve(op: string, local: boolean, given: Given, check: Check): Shape | undefined {
  const { features, window } = read(op, given, check);
  if (!window) return someImage(given.inputs.shape, features);
  const { stretch, padding } = paddingOf(given, window, check);
  const { kernel, strides, dilations } = window;
  const image = imageOf(given.inputs.shape, kernel.length, check, given.in_features);
  checkInput(given, image, check);
  const groups = given.feature_group_count;
  if (local && equal(groups, int(1)) === 'no')
    check.report(argumentForm, { op, problem: 'takes no feature_group_count but 1' }, { argument: 'feature_group_count' });
  else checkGroups(given, features, image.C, check);
  const lengths = image.S.map((dim, at) => dilated(dim, stretch[at] ?? int(1)));
  const axes = slideJax(lengths, { kernel, strides, dilations, padding }, 'kernel_size', check);
  setGeometry({ kind: 'conv', image, axes, output: features, groups, filterLayout: `S:${kernel.length} I O` }, check);
  return imageShape({ ...image, S: axes.map(outputOf), C: features });
}

/** Strides of `None` are 1. */
function transpose(op: string, given: Given, check: Check): Shape | undefined {
  const { features, window } = read(op, given, check, true);
  if (!window) return someImage(given.inputs.shape, features);
  const { kernel, strides, dilations, reading } = window;
  checkPositive(reading, 'strides', strides);
  // Padded around with what is at the other end, then cut off: as long as under SAME.
  const circular = given.padding?.kind === 'text' && given.padding.text === 'CIRCULAR';
  const padding = readTransposePadding(reading, circular ? { kind: 'text', text: 'SAME' } : given.padding, strides, true);
  const image = imageOf(given.inputs.shape, kernel.length, check, given.in_features);
  checkInput(given, image, check);
  const axes = transposeJax(image.S, { kernel, strides, dilations, padding }, check);
  const filterLayout = `S:${kernel.length} ${given.transpose_kernel ? 'O I' : 'I O'}`;
  setGeometry({ kind: 'transposed-conv', image, axes, output: features, groups: int(1), filterLayout }, check);
  return imageShape({ ...image, S: axes.map(outputOf), C: features });
}

const numbers = () => integers('int | int[]');
const window = (padding: string) => ({
  kernel_size: integers('int[] | int'),
  strides: numbers(),
  padding: wordOr(padding, 'SAME', 'VALID', 'CIRCULAR', 'REFLECT', 'CAUSAL').default("'SAME'"),
});

const examplesOf = (
  api: Api,
  name: string,
  options: readonly { with: string; on: string; gives?: string; reports?: string; in?: number }[],
) =>
  options.map(({ with: rest, on, gives, reports, in: channels = 3 }) => ({
    call: `${api === 'linen' ? 'nn' : 'nnx'}.${name}(${api === 'nnx' ? `${channels}, ` : ''}${rest}${api === 'nnx' ? ', rngs=nnx.Rngs(0)' : ''})`,
    on,
    ...(gives ? { gives } : {}),
    ...(reports ? { reports } : {}),
  }));

function conv(api: Api, name: 'Conv' | 'ConvLocal'): Op {
  const full = `flax.${api}.${name}`;
  const { kernel_size, strides, padding } = window('int | pairs');
  const local = name === 'ConvLocal';
  return defineLayer({
    ...flax,
    name: full,
    summary: local ? 'Slides over an array a filter of its own for every place.' : 'Slides filters over an array whose channels come last.',
    docs: docs('linear')(full),
    params: {
      ...(api === 'nnx' ? { in_features: integer(), out_features: integer() } : { features: integer() }),
      kernel_size,
      strides: strides.default('1'),
      padding,
      input_dilation: numbers().default('1'),
      kernel_dilation: numbers().default('1'),
      feature_group_count: integer().default('1'),
      use_bias: flag().default('True'),
      ...anyOf(`mask ${initializers} conv_general_dilated conv_general_dilated_cls preferred_element_type`),
      ...(api === 'nnx' ? nnxParams : linenParams),
    },
    call: { inputs: tensor('[N, …, C]'), ...anyOf('out_sharding') },
    construct(args, check) {
      const given = args as unknown as Given;
      const { features, window: read_ } = read(full, given, check);
      if (read_) paddingOf(given, read_, check);
      const { feature_group_count: groups } = given;
      if (given.in_features && !local) checkGroups(given, features, given.in_features, check);
      else if (divides(groups, features) === 'no' && !local)
        check.report(groupsDoNotDivide, { groups, what: 'features', channels: features }, { argument: 'feature_group_count' });
    },
    shape: (args, check) => convolve(full, local, args as unknown as Given, check),
    examples: examplesOf(api, name, [
      { with: '16, kernel_size=(3, 3)', on: '8 28 28 3', gives: '8 28 28 16' },
      { with: '16, (7, 7), (2, 2), padding=[(3, 3), (3, 3)]', on: '8 224 224 3', gives: '8 112 112 16' },
      { with: "16, (5,), padding='VALID'", on: '8 20 3', gives: '8 16 16' },
      { with: "16, (3, 3), padding='VALID', kernel_dilation=2", on: '9 9 3', gives: '5 5 16' },
      { with: '16, (3, 3), strides=2, padding=1', on: '4 8 9 9 3', gives: '4 8 5 5 16' },
      ...(local
        ? [{ with: '16, (3, 3), feature_group_count=2', on: '8 9 9 4', reports: 'argument-form', in: 4 }]
        : [
            { with: "16, (3,), strides=2, padding='CAUSAL'", on: '8 21 3', gives: '8 11 16' },
            { with: "16, (4, 4), strides=(2, 2), padding='CIRCULAR'", on: '8 9 9 3', gives: '8 5 5 16' },
            { with: '16, (3, 3), feature_group_count=4', on: '8 9 9 4', gives: '8 9 9 16', in: 4 },
            { with: '16, (3, 3), input_dilation=2, padding=((1, 1), (1, 1))', on: '8 9 9 3', gives: '8 17 17 16' },
            { with: '16, (3, 3), feature_group_count=2', on: '8 9 9 3', reports: 'groups-do-not-divide' },
            { with: '5, (3, 3), feature_group_count=2', on: '8 9 9 4', reports: 'groups-do-not-divide', in: 4 },
            { with: "16, (3, 3), padding='circular'", on: '8 9 9 3', reports: 'unknown-padding' },
            { with: "16, (3, 3), padding='CAUSAL'", on: '8 9 9 3', reports: 'argument-form' },
            { with: '16, (3, 3), input_dilation=2', on: '8 9 9 3', reports: 'unknown-padding' },
          ]),
      { with: '16, (3, 3)', on: '9 3', reports: 'rank-mismatch' },
      { with: '16, (3, 3), strides=(2,)', on: '8 9 9 3', reports: 'argument-form' },
      { with: '16, (3, 3), padding=[1]', on: '8 9 9 3', reports: 'argument-form' },
      { with: "16, (3, 3), padding='FULL'", on: '8 9 9 3', reports: 'unknown-padding' },
      { with: "16, (5, 5), padding='VALID'", on: '8 3 3 3', reports: 'window-exceeds-input' },
      ...(api === 'nnx' ? [{ with: '16, (3, 3)', on: '8 9 9 4', reports: 'channels-mismatch' }] : []),
    ]),
  });
}

function convTranspose(api: Api): Op {
  const full = `flax.${api}.ConvTranspose`;
  const { kernel_size, strides, padding } = window('int | pairs');
  return defineLayer({
    ...flax,
    name: full,
    summary: 'Slides filters over an array stretched by zeros: what a convolution made small becomes large.',
    docs: docs('linear')(full),
    params: {
      ...(api === 'nnx' ? { in_features: integer(), out_features: integer() } : { features: integer() }),
      kernel_size,
      strides: strides.optional(),
      padding,
      kernel_dilation: numbers().optional(),
      use_bias: flag().default('True'),
      ...anyOf(`mask dtype param_dtype precision kernel_init bias_init`),
      transpose_kernel: flag().default('False'),
      ...anyOf('promote_dtype preferred_element_type'),
      ...(api === 'nnx' ? nnxParams : linenParams),
    },
    call: { inputs: tensor('[N, …, C]') },
    construct: (args, check) => void read(full, args as unknown as Given, check, true),
    shape: (args, check) => transpose(full, args as unknown as Given, check),
    examples: examplesOf(api, 'ConvTranspose', [
      { with: '16, (4, 4), strides=(2, 2)', on: '8 7 7 3', gives: '8 14 14 16' },
      { with: "16, (4, 4), strides=(2, 2), padding='VALID'", on: '8 7 7 3', gives: '8 16 16 16' },
      { with: "16, (4, 4), (1, 1), padding='VALID'", on: '8 1 1 3', gives: '8 4 4 16' },
      { with: '16, (4, 4), strides=(2, 2), padding=1', on: '8 5 5 3', gives: '8 8 8 16' },
      { with: "16, (4, 4), strides=(3, 3), padding='CIRCULAR'", on: '8 5 5 3', gives: '8 15 15 16' },
      { with: '16, (3, 3)', on: '8 5 5 3', gives: '8 5 5 16' },
      { with: '16, (3,), 2', on: '5 3', gives: '10 16' },
      { with: "16, (4, 4), strides=(2, 2), padding='same'", on: '8 5 5 3', reports: 'unknown-padding' },
      { with: '16, (4, 4), strides=(2,)', on: '8 5 5 3', reports: 'argument-form' },
      { with: '16, (4, 4), strides=(2, 2)', on: '8 3', reports: 'rank-mismatch' },
      ...(api === 'nnx' ? [{ with: '16, (3, 3)', on: '8 9 9 4', reports: 'channels-mismatch' }] : []),
    ]),
  });
}

export const convolutions: readonly Op[] = [
  conv('linen', 'Conv'),
  conv('linen', 'ConvLocal'),
  conv('nnx', 'Conv'),
  convTranspose('linen'),
  convTranspose('nnx'),
];

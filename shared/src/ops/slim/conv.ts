/** `slim.conv2d` and its kin. Source: tf_slim/layers/layers.py. Defaults: stride 1, padding SAME. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readLayout, readPaddingWord, readTuple } from '../conv/words.ts';
import { needs } from '../needs.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, integer, tensor } from '../parameter.ts';
import { depthwise, full, type LayerWindow, slideLayer, slideTransposed } from '../tensorflow/layers/rules.ts';
import { docs, formatParam, layoutsOf, paddingParam, paddingWords, several, sizeParam, slim, trailing } from './declare.ts';

interface Given {
  readonly kernel_size: Arg | undefined;
  readonly stride: Arg | undefined;
  readonly padding: Arg | undefined;
  readonly data_format?: Arg | undefined;
  readonly rate?: Arg | undefined;
}

function readWindow(name: string, spatial: number, given: Given, check: Check): LayerWindow {
  const of = { name, spatial };
  return {
    ...of,
    kernel: readTuple(of, 'kernel_size', given.kernel_size, check),
    strides: readTuple(of, 'stride', given.stride, check),
    dilations: given.rate ? readTuple(of, 'rate', given.rate, check) : Array<Dim>(spatial).fill(int(1)),
    padding: readPaddingWord(given.padding, paddingWords, check),
    channelsFirst: readLayout(given.data_format, layoutsOf(spatial), check),
    argument: 'kernel_size',
  };
}

const outputs = () => integer();
const sizes = { 1: '10', 2: '10 12', 3: '8 10 12' } as const;
const halved = { 1: '5', 2: '5 6', 3: '4 5 6' } as const;
const valid = { 1: '8', 2: '8 10', 3: '6 8 10' } as const;
const doubled = { 2: '20 24', 3: '16 20 24' } as const;

const conv = (spatial: 1 | 2 | 3): Op =>
  defineOp({
    ...slim,
    name: `slim.conv${spatial}d`,
    aliases: [`convolution${spatial}d`],
    summary: `Slides a filter over ${spatial} spatial ${spatial === 1 ? 'axis' : 'axes'}; the function makes its own weights.`,
    docs: docs('layers'),
    params: {
      inputs: tensor(),
      num_outputs: outputs(),
      kernel_size: sizeParam(spatial),
      stride: sizeParam(spatial).default('1'),
      padding: paddingParam('SAME'),
      data_format: formatParam(),
      rate: sizeParam(spatial).default('1'),
      ...trailing,
    },
    shape({ inputs, num_outputs, ...given }, check) {
      const name = `slim.conv${spatial}d`;
      needs(name, ['inputs', 'num_outputs', 'kernel_size'], check);
      return slideLayer(readWindow(name, spatial, given as unknown as Given, check), inputs, full(num_outputs), check);
    },
    examples: [
      { call: `slim.conv${spatial}d(x, 64, 3)`, given: { x: `8 ${sizes[spatial]} 3` }, gives: `8 ${sizes[spatial]} 64` },
      { call: `slim.conv${spatial}d(x, 64, 3, 2)`, given: { x: `8 ${sizes[spatial]} 3` }, gives: `8 ${halved[spatial]} 64` },
      { call: `slim.conv${spatial}d(x, 64, 3, padding='VALID')`, given: { x: `8 ${sizes[spatial]} 3` }, gives: `8 ${valid[spatial]} 64` },
      { call: `slim.conv${spatial}d(x, 64, 3)`, given: { x: '8 3' }, reports: 'rank-mismatch' },
      { call: `slim.conv${spatial}d(x, 64)`, given: { x: `8 ${sizes[spatial]} 3` }, reports: 'argument-form' },
      { call: `slim.conv${spatial}d(x, 64, 3, padding='FULL')`, given: { x: `8 ${sizes[spatial]} 3` }, reports: 'unknown-padding' },
      {
        call: `slim.conv${spatial}d(x, 64, 20, padding='VALID')`,
        given: { x: `8 ${sizes[spatial]} 3` },
        reports: 'window-exceeds-input',
      },
      {
        call: `slim.conv${spatial}d(x, 64, 3, data_format='channels_last')`,
        given: { x: `8 ${sizes[spatial]} 3` },
        reports: 'unknown-data-format',
      },
    ],
  });

/** As many spatial axes as the input has. */
const convolution = defineOp({
  ...slim,
  name: 'slim.convolution',
  summary: 'Slides a filter over as many spatial axes as the input has; the function makes its own weights.',
  docs: docs('layers'),
  params: {
    inputs: tensor(),
    num_outputs: outputs(),
    kernel_size: sizeParam(2),
    stride: sizeParam(2).default('1'),
    padding: paddingParam('SAME'),
    data_format: formatParam(),
    rate: sizeParam(2).default('1'),
    ...trailing,
    ...several('conv_dims'),
  },
  shape({ inputs, num_outputs, ...given }, check) {
    needs('slim.convolution', ['inputs', 'num_outputs', 'kernel_size'], check);
    const { kernel_size } = given as unknown as Given;
    const spatial = inputs.shape ? inputs.shape.length - 2 : kernel_size?.kind === 'list' ? kernel_size.items.length : undefined;
    if (spatial === undefined) return undefined;
    if (spatial < 1 || spatial > 3) {
      const problem = `takes an input of rank 3, 4 or 5, got ${spatial + 2}`;
      check.report(argumentForm, { op: 'slim.convolution', problem }, { argument: 'inputs' });
      return undefined;
    }
    return slideLayer(readWindow('slim.convolution', spatial, given as unknown as Given, check), inputs, full(num_outputs), check);
  },
  examples: [
    { call: 'slim.convolution(x, 64, 3)', given: { x: '8 10 3' }, gives: '8 10 64' },
    { call: 'slim.convolution(x, 64, 3)', given: { x: '8 10' }, reports: 'argument-form' },
    { call: 'slim.convolution(x, 64, kernal_size=3)', given: { x: '8 10 3' }, reports: 'argument-form' },
  ],
});

const transposed = (spatial: 2 | 3): Op =>
  defineOp({
    ...slim,
    name: `slim.conv${spatial}d_transpose`,
    aliases: [`convolution${spatial}d_transpose`],
    summary: 'Upsamples: every input cell is spread over the output through the filter; the function makes its own weights.',
    docs: docs('layers'),
    params: {
      inputs: tensor(),
      num_outputs: outputs(),
      kernel_size: sizeParam(spatial),
      stride: sizeParam(spatial).default('1'),
      padding: paddingParam('SAME'),
      data_format: formatParam(),
      ...trailing,
    },
    shape({ inputs, num_outputs, ...given }, check) {
      const name = `slim.conv${spatial}d_transpose`;
      needs(name, ['inputs', 'num_outputs', 'kernel_size'], check);
      return slideTransposed(readWindow(name, spatial, given as unknown as Given, check), inputs, num_outputs, check);
    },
    examples: [
      { call: `slim.conv${spatial}d_transpose(x, 64, 4, 2)`, given: { x: `8 ${sizes[spatial]} 3` }, gives: `8 ${doubled[spatial]} 64` },
      { call: `slim.conv${spatial}d_transpose(x, 64, 4, 2)`, given: { x: '8 3' }, reports: 'rank-mismatch' },
    ],
  });

const inPlane = defineOp({
  ...slim,
  name: 'slim.conv2d_in_plane',
  aliases: ['convolution2d_in_plane'],
  summary: 'The same filter over every channel by itself.',
  docs: docs('layers'),
  params: {
    inputs: tensor(),
    kernel_size: sizeParam(2),
    stride: sizeParam(2).default('1'),
    padding: paddingParam('SAME'),
    ...trailing,
  },
  shape({ inputs, ...given }, check) {
    const name = 'slim.conv2d_in_plane';
    needs(name, ['inputs', 'kernel_size'], check);
    return slideLayer(readWindow(name, 2, given as unknown as Given, check), inputs, depthwise(int(1)), check);
  },
  examples: [
    { call: 'slim.conv2d_in_plane(x, [1, 3], padding="VALID")', given: { x: '8 10 12 3' }, gives: '8 10 10 3' },
    { call: 'slim.conv2d_in_plane(x, [1, 13], padding="VALID")', given: { x: '8 10 12 3' }, reports: 'window-exceeds-input' },
  ],
});

/** The point-wise half may have weights of another kind. */
const separableTrailing = several(
  'activation_fn normalizer_fn normalizer_params weights_initializer pointwise_initializer weights_regularizer biases_initializer biases_regularizer reuse variables_collections outputs_collections trainable scope',
);

const separable = defineOp({
  ...slim,
  name: 'slim.separable_conv2d',
  aliases: ['separable_convolution2d'],
  summary: 'A filter for every channel, followed by a 1 × 1 convolution, which is left out when `num_outputs` is None.',
  docs: docs('layers'),
  params: {
    inputs: tensor(),
    num_outputs: anything('int | None', { kind: 'integers' }),
    kernel_size: sizeParam(2),
    depth_multiplier: integer().default('1'),
    stride: sizeParam(2).default('1'),
    padding: paddingParam('SAME'),
    data_format: formatParam(),
    rate: sizeParam(2).default('1'),
    ...separableTrailing,
  },
  shape({ inputs, num_outputs, depth_multiplier, ...given }, check) {
    const name = 'slim.separable_conv2d';
    needs(name, ['inputs', 'num_outputs', 'kernel_size'], check);
    const asked = num_outputs as Arg | undefined;
    const output = asked?.kind === 'none' ? undefined : asked?.kind === 'number' ? asked.dim : unknown;
    return slideLayer(readWindow(name, 2, given as unknown as Given, check), inputs, depthwise(depth_multiplier), check, output);
  },
  examples: [
    { call: 'slim.separable_conv2d(x, 64, [3, 3])', given: { x: '8 10 12 3' }, gives: '8 10 12 64' },
    { call: 'slim.separable_conv2d(x, None, [3, 3], 2, stride=2)', given: { x: '8 10 12 3' }, gives: '8 5 6 6' },
    { call: 'slim.separable_conv2d(x, 64, [3, 3])', given: { x: '10 12 3' }, reports: 'rank-mismatch' },
  ],
});

export const convs: readonly Op[] = [conv(1), conv(2), conv(3), convolution, transposed(2), transposed(3), inPlane, separable];

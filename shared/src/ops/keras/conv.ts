/** `Conv1D`, `Conv2D`, `Conv3D`. Sources: layers/convolutional/base_conv.py in Keras 2 and 3, legacy/interfaces.py in Keras 2.0–2.3. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { divides } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Arg } from '../argument.ts';
import type { CallArguments } from '../bind.ts';
import type { Check } from '../check.ts';
import { allKnown, outputOf, slideAll } from '../conv/slide.ts';
import type { LayerOp } from '../op.ts';
import { anything, oneTensor } from '../parameter.ts';
import { activation, applied, ignoredOnes, layer } from './declare.ts';
import { checkReuse } from './reuse.ts';
import {
  blankImage,
  checkFits,
  checkStridesAndDilations,
  dataFormatParam,
  imageAxes,
  joinImage,
  layoutOf,
  notNegative,
  paddingParam,
  perAxis,
  type Reading,
  readCount,
  readDataFormat,
  readPadding,
  readPerAxis,
} from './window-arguments.ts';

const cells: Readonly<Record<number, string>> = {
  1: '[batch, steps, channels]',
  2: '[batch, h, w, channels]',
  3: '[batch, d, h, w, channels]',
};
export const imageInput = (spatial: number) => ({ inputs: oneTensor(cells[spatial]), ...applied });

/** The kernel's lengths one by one, as Keras 1 took them. */
export const kernelNames: Readonly<Record<number, readonly string[]>> = {
  1: ['filter_length'],
  2: ['nb_row', 'nb_col'],
  3: ['kernel_dim1', 'kernel_dim2', 'kernel_dim3'],
};

/** Keywords of Keras 1 that have no influence on shapes. */
const ignoredBefore = 'init W_regularizer b_regularizer W_constraint b_constraint bias weights';
const ignoredNow =
  'kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer kernel_constraint bias_constraint';

/** The parameters of every convolution, without those that come before the strides. */
export const convParams = {
  activation: activation(),
  use_bias: anything('bool', { kind: 'flag' }).default('True').hidden(),
  ...ignoredOnes(`${ignoredNow} ${ignoredBefore}`),
  ...Object.fromEntries(
    [...Object.values(kernelNames).flat(), 'kernel_or_rows', 'strides_or_columns'].map(name => [name, anything('int').optional().hidden()]),
  ),
};
export const ignoredOrder = `activation use_bias ${ignoredNow}`;

const wordsBefore = new Set([
  ...Object.values(kernelNames).flat(),
  ...'nb_filter border_mode subsample subsample_length dim_ordering W_regularizer b_regularizer W_constraint b_constraint atrous_rate'.split(
    ' ',
  ),
]);
const given = (arg: Arg | undefined): boolean => arg !== undefined && arg.kind !== 'none';
const isInteger = (arg: Arg) => arg.kind === 'number' || arg.kind === 'unknown';

/**
 * `Conv2D(64, 3, 3, border_mode='same')`: a signature of Keras 1, where the kernel's lengths stood one by one. Without a word of that time
 * the numbers behind `filters` are a kernel size and strides, except for Keras 2.0 to 2.3, which takes three numbers and no more for those of
 * Keras 1 (legacy/interfaces.py): where it makes a difference, nobody knows what is meant.
 */
export const formerly =
  (spatial: number, more: string) =>
  ({ positional, named }: CallArguments): string | undefined => {
    const words = Object.keys(named);
    const lengths = positional.slice(1, 1 + spatial);
    if (words.some(word => wordsBefore.has(word))) {
      const whole = lengths.length === 0 || lengths.length === spatial || words.some(word => kernelNames[spatial]?.includes(word));
      return whole && lengths.every(isInteger) ? `filters ${(kernelNames[spatial] ?? []).join(' ')} ${more}` : undefined;
    }
    const [, second] = lengths;
    const isLong = second?.kind === 'number' && second.dim.kind === 'int' && second.dim.value > 2;
    return spatial === 2 && positional.length === 3 && lengths.every(isInteger) && isLong ? `filters ${unclear.join(' ')}` : undefined;
  };

/** The second and third number, where it is not clear what they are. */
const unclear = ['kernel_or_rows', 'strides_or_columns'] as const;

/** The kernel's lengths, in whichever way they were given. */
export function readKernel(reading: Reading, args: Readonly<Record<string, unknown>>): readonly Dim[] {
  // Either is an unknown window.
  if (unclear.some(name => given(args[name] as Arg | undefined))) return Array<Dim>(reading.spatial).fill(unknown);
  const one = (kernelNames[reading.spatial] ?? []).map(name => args[name] as Arg | undefined);
  if (one.some(arg => arg && arg.kind !== 'none')) return one.flatMap(arg => readPerAxis({ ...reading, spatial: 1 }, 'kernel_size', arg));
  return readPerAxis(reading, 'kernel_size', args.kernel_size as Arg | undefined);
}

/**
 * In the first releases channels came first unless `keras.json` said otherwise: a call of that time that does not say it, on few channels in
 * front of many columns, is not for today's default.
 */
function isForTheano(shape: Shape | undefined, spatial: number, check: Check): boolean {
  if (!kernelNames[spatial]?.some(name => check.given.has(name)) || check.given.has('data_format') || shape?.length !== spatial + 2)
    return false;
  const [front, back] = [shape[1], shape.at(-1)];
  return front?.kind === 'int' && front.value <= 4 && back?.kind === 'int' && back.value > 4;
}

function groupsOf(op: string, groups: Arg | undefined, filters: Dim, check: Check): Dim {
  const count = readCount(op, 'groups', groups, check);
  if (divides(count, filters) === 'no') {
    const problem = `takes filters that its groups divide evenly, got ${show(filters)} filters and ${show(count)} groups`;
    check.report(argumentForm, { op, problem }, { argument: 'filters' });
  }
  return count;
}

const paddings = (spatial: number) => (spatial === 1 ? ['valid', 'same', 'causal'] : ['valid', 'same']);

function read(op: string, spatial: number, args: Readonly<Record<string, Arg | undefined>>, check: Check) {
  const reading = { op, spatial, check };
  const filters = readCount(op, 'filters', args.filters, check);
  const window = {
    kernel: readKernel(reading, args),
    strides: readPerAxis(reading, 'strides', args.strides, int(1)),
    dilations: readPerAxis(reading, 'dilation_rate', args.dilation_rate, int(1)),
    padding: Array(spatial).fill(readPadding(reading, args.padding, paddings(spatial))),
  };
  checkStridesAndDilations(reading, window.strides, window.dilations);
  return {
    filters,
    window,
    groups: groupsOf(op, args.groups, filters, check),
    channelsFirst: readDataFormat(args.data_format, check),
  };
}

function conv(spatial: 1 | 2 | 3, examples: LayerOp['examples']): LayerOp {
  const name = `keras.layers.Conv${spatial}D`;
  return layer({
    name,
    aliases: [`layers.Convolution${spatial}D`, ...(spatial === 3 ? [] : [`layers.AtrousConvolution${spatial}D`])],
    summary: ['', 'Slides a filter along a sequence.', 'Slides a filter over an image.', 'Slides a filter through a volume.'][
      spatial
    ] as string,
    params: {
      filters: anything('int', { kind: 'integers' }).alias('nb_filter'),
      kernel_size: perAxis(spatial),
      strides: perAxis(spatial).default('1').alias('subsample', 'subsample_length'),
      padding: paddingParam(...paddings(spatial)),
      data_format: dataFormatParam(),
      dilation_rate: perAxis(spatial).default('1').alias('atrous_rate'),
      groups: anything('int', { kind: 'integers' }).default('1'),
      ...convParams,
    },
    order: `filters kernel_size strides padding data_format dilation_rate groups ${ignoredOrder}`,
    formerly: formerly(
      spatial,
      spatial === 1 ? 'init activation weights padding strides' : 'init activation weights padding strides data_format',
    ),
    call: imageInput(spatial),
    construct: (args, check) => void read(name, spatial, args as never, check),
    shape(args, check) {
      const { filters, window, groups, channelsFirst: told } = read(name, spatial, args as never, check);
      const { inputs } = args as unknown as { inputs: { shape: readonly Dim[] | undefined } };
      const channelsFirst = isForTheano(inputs.shape, spatial, check) ? undefined : told;
      const axes = imageAxes(inputs.shape, spatial, channelsFirst, check, { batches: true });
      if (!axes || channelsFirst === undefined) return blankImage(inputs.shape, spatial);
      checkReuse(axes.C, shape => (channelsFirst ? shape.at(-1 - spatial) : shape.at(-1)), check);
      if (divides(groups, axes.C) === 'no') {
        const problem = `takes an input whose channels its groups divide evenly, got ${show(axes.C)} channels and ${show(groups)} groups`;
        check.report(
          argumentForm,
          { op: name, problem },
          { argument: 'groups' },
          { related: [{ argument: 'inputs', message: 'the input' }] },
        );
      }
      const slid = slideAll(axes.S, window, check);
      checkFits(slid, 'kernel_size', check);
      const known = allKnown(slid);
      if (known) {
        check.geometry = {
          kind: 'conv',
          axes: known,
          batch: axes.N[0] ?? int(1),
          inputChannels: axes.C,
          outputChannels: filters,
          groups,
          layout: layoutOf(spatial, channelsFirst),
          filterLayout: `S:${spatial} I O`,
          inputArgument: 'inputs',
        };
      }
      return joinImage({ N: axes.N, S: slid.map(outputOf).map(notNegative), C: filters }, channelsFirst);
    },
    examples,
  });
}

export const convs: readonly LayerOp[] = [
  conv(1, [
    { call: 'keras.layers.Conv1D(32, 3)', on: '8 100 16', gives: '8 98 32' },
    { call: "keras.layers.Conv1D(32, 3, padding='causal', dilation_rate=2)", on: '8 100 16', gives: '8 100 32' },
    { call: "keras.layers.Conv1D(32, 5, strides=2, padding='same')", on: '8 101 16', gives: '8 51 32' },
    { call: 'keras.layers.Conv1D(32, 3)', on: '8 8 8 16', reports: 'rank-mismatch' },
    { call: 'keras.layers.Conv1D(32, 12)', on: '8 10 16', reports: 'window-exceeds-input' },
  ]),
  conv(2, [
    { call: 'keras.layers.Conv2D(32, 3)', on: '8 28 28 1', gives: '8 26 26 32' },
    { call: "keras.layers.Conv2D(64, (5, 5), strides=(2, 2), padding='same')", on: '8 28 28 3', gives: '8 14 14 64' },
    { call: 'keras.layers.Conv2D(8, 3, dilation_rate=2)', on: '8 28 28 3', gives: '8 24 24 8' },
    { call: 'keras.layers.Conv2D(8, 3, groups=2)', on: '8 28 28 4', gives: '8 26 26 8' },
    { call: "keras.layers.Conv2D(32, 3, data_format='channels_first')", on: '8 3 28 28', gives: '8 32 26 26' },
    { call: "keras.layers.Convolution2D(64, 3, 3, border_mode='same', subsample=(2, 2))", on: '8 28 28 3', gives: '8 14 14 64' },
    { call: 'keras.layers.Conv2D(32, 3)', on: '28 28 1', reports: 'rank-mismatch' },
    { call: 'keras.layers.Conv2D(32, (3, 3, 3))', on: '8 28 28 1', reports: 'argument-form' },
    { call: 'keras.layers.Conv2D(32, 3, strides=2, dilation_rate=2)', on: '8 28 28 1', reports: 'argument-form' },
    { call: 'keras.layers.Conv2D(9, 3, groups=2)', on: '8 28 28 4', reports: 'argument-form' },
    { call: 'keras.layers.Conv2D(8, 3, groups=2)', on: '8 28 28 3', reports: 'argument-form' },
    { call: "keras.layers.Conv2D(32, 3, padding='full_')", on: '8 28 28 1', reports: 'unknown-padding' },
    { call: "keras.layers.Conv2D(32, 3, data_format='NHWC')", on: '8 28 28 1', reports: 'unknown-data-format' },
    { call: 'keras.layers.Conv2D(32, 7)', on: '8 4 4 1', reports: 'window-exceeds-input' },
  ]),
  conv(3, [
    { call: 'keras.layers.Conv3D(16, 3)', on: '2 16 32 32 1', gives: '2 14 30 30 16' },
    { call: "keras.layers.Conv3D(16, (1, 3, 3), strides=(1, 2, 2), padding='same')", on: '2 16 32 32 1', gives: '2 16 16 16 16' },
    { call: 'keras.layers.Conv3D(16, 3)', on: '8 32 32 1', reports: 'rank-mismatch' },
  ]),
];

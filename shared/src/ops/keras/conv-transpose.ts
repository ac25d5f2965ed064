/**
 * `Conv1DTranspose`, `Conv2DTranspose`, `Conv3DTranspose`, and Keras 1's `Deconvolution2D`. Sources: `deconv_output_length` in
 * utils/conv_utils.py (Keras 2), layers/convolutional/base_conv_transpose.py and src/backend/common/backend_utils.py (Keras 3).
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { transposeOutputShape } from '../../diagnostics/transpose-output-shape.ts';
import { less, lessEqual } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { spatialNames, type WindowAxis } from '../../kernel/geometry.ts';
import { admissible, kerasSame, kerasSamePadded, kerasValid, kerasValidPadded } from '../../kernel/transpose.ts';
import { type WindowSpec, windowEnvironment, withEffectiveKernel } from '../../kernel/window.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { allKnown, outputOf, specOf } from '../conv/slide.ts';
import type { LayerOp } from '../op.ts';
import { anything, readIntegers } from '../parameter.ts';
import { convParams, formerly, ignoredOrder, imageInput, readKernel } from './conv.ts';
import { layer } from './declare.ts';
import { checkReuse } from './reuse.ts';
import {
  blankImage,
  checkStridesAndDilations,
  dataFormatParam,
  imageAxes,
  joinImage,
  layoutOf,
  paddingParam,
  perAxis,
  type Reading,
  readCount,
  readDataFormat,
  readPadding,
  readPerAxis,
} from './window-arguments.ts';

/** Undefined where Keras chooses. */
type OutputPadding = readonly Dim[] | undefined;

function read(op: string, spatial: number, args: Readonly<Record<string, Arg | undefined>>, check: Check) {
  const reading = { op, spatial, check };
  const window = {
    kernel: readKernel(reading, args),
    strides: readPerAxis(reading, 'strides', args.strides, int(1)),
    dilations: readPerAxis(reading, 'dilation_rate', args.dilation_rate, int(1)),
    padding: Array(spatial).fill(readPadding(reading, args.padding, ['valid', 'same'])),
  };
  checkStridesAndDilations(reading, window.strides, window.dilations, 'warning');
  const outputPadding = readOutputPadding(reading, args.output_padding);
  outputPadding?.forEach((dim, at) => {
    const stride = window.strides[at];
    if (!stride || lessEqual(stride, dim) !== 'yes') return;
    // Keras 3 looks only since 3.14.
    const problem = `takes output_padding below the strides, got ${show(dim)} and ${show(stride)}`;
    check.report(argumentForm, { op, problem }, { argument: 'output_padding' }, { severity: 'warning' });
  });
  return {
    filters: readCount(op, 'filters', args.filters, check),
    window,
    outputPadding,
    channelsFirst: readDataFormat(args.data_format, check),
  };
}

/** Zero is allowed, so this is no `readPerAxis`. */
export function readOutputPadding({ op, spatial, check }: Reading, arg: Arg | undefined): OutputPadding {
  const given = readIntegers(arg);
  if (!given) return Array<Dim>(spatial).fill({ kind: 'unknown' });
  if (given.kind === 'one') return Array<Dim>(spatial).fill(given.dim);
  if (given.kind !== 'many') return undefined;
  if (given.items.length !== spatial) {
    const problem = `takes ${spatial === 1 ? 'an integer' : `an integer or ${spatial} of them`} for output_padding, got ${given.items.length}`;
    check.report(argumentForm, { op, problem }, { argument: 'output_padding' });
    return Array<Dim>(spatial).fill({ kind: 'unknown' });
  }
  return given.items.map(item => (typeof item === 'string' ? { kind: 'unknown' } : item));
}

export function outputLength(spec: WindowSpec, padding: Dim | undefined): { readonly output: Dim; readonly explanation: string } {
  const same = spec.padding === 'same';
  const rule = padding ? (same ? kerasSamePadded : kerasValidPadded) : same ? kerasSame : kerasValid;
  const env = { ...windowEnvironment(spec), ...(padding ? { p: padding } : {}) };
  return { output: rule(env), explanation: withEffectiveKernel(spec, rule, rule.explain(env)) };
}

function transposed(spatial: 1 | 2 | 3, examples: LayerOp['examples']): LayerOp {
  const name = `keras.layers.Conv${spatial}DTranspose`;
  return layer({
    name,
    aliases: [`layers.Convolution${spatial}DTranspose`, `layers.Deconvolution${spatial}D`, `layers.Deconv${spatial}D`],
    summary: 'The gradient of a convolution: every input cell spreads a filter over the output.',
    params: {
      filters: anything('int', { kind: 'integers' }).alias('nb_filter'),
      kernel_size: perAxis(spatial),
      strides: perAxis(spatial).default('1').alias('subsample'),
      padding: paddingParam('valid', 'same'),
      output_padding: anything('int | int[]', { kind: 'integers' }).optional(),
      data_format: dataFormatParam(),
      dilation_rate: perAxis(spatial).default('1'),
      ...convParams,
      output_shape: anything('int[]', { kind: 'integers' }).optional().hidden(),
    },
    order: `filters kernel_size strides padding output_padding data_format dilation_rate ${ignoredOrder}`,
    formerly: formerly(spatial, 'output_shape init activation weights padding strides data_format'),
    call: imageInput(spatial),
    construct: (args, check) => void read(name, spatial, args as never, check),
    shape(args, check) {
      const { filters, window, outputPadding, channelsFirst } = read(name, spatial, args as never, check);
      const { inputs, output_shape } = args as unknown as { inputs: { shape: readonly Dim[] | undefined }; output_shape: Arg };
      const image = imageAxes(inputs.shape, spatial, channelsFirst, check);
      if (!image || channelsFirst === undefined) return blankImage(inputs.shape, spatial);
      checkReuse(image.C, shape => (channelsFirst ? shape[1] : shape.at(-1)), check);
      const asked = askedLengths(output_shape, spatial, channelsFirst);
      const names = spatialNames(spatial);
      const axes = image.S.map((length, at): WindowAxis | undefined => {
        const spec = specOf(window, at, length);
        if (!spec) return undefined;
        const { output, explanation } = outputLength(spec, outputPadding?.[at]);
        check.explain(() => `${names[at]}: ${explanation}`);
        return { ...spec, name: names[at] as WindowAxis['name'], output: asked?.[at] ?? output };
      });
      if (outputPadding) checkPossible(axes, check);
      const known = allKnown(axes);
      if (known) {
        check.geometry = {
          kind: 'transposed-conv',
          axes: known,
          batch: image.N[0] ?? int(1),
          inputChannels: image.C,
          outputChannels: filters,
          groups: int(1),
          layout: layoutOf(spatial, channelsFirst),
          filterLayout: `S:${spatial} O I`,
          inputArgument: 'inputs',
        };
      }
      return joinImage({ N: image.N, S: axes.map(outputOf), C: filters }, channelsFirst);
    },
    examples,
  });
}

/** Keras 1 had the whole output shape given, the batch included. */
function askedLengths(arg: Arg | undefined, spatial: number, channelsFirst: boolean): readonly Dim[] | undefined {
  const given = readIntegers(arg);
  if (given?.kind !== 'many' || given.items.length !== spatial + 2) return undefined;
  const items = channelsFirst ? given.items.slice(2) : given.items.slice(1, -1);
  return items.map(item => (typeof item === 'string' ? { kind: 'unknown' } : item));
}

/**
 * With `same` padding, an even window and `output_padding=0` the length is one that TensorFlow's kernel refuses when the model runs
 * ("Size of out_backprop doesn't match computed"); the other back ends of Keras 3 compute it.
 */
function checkPossible(axes: readonly (WindowAxis | undefined)[], check: Check): void {
  const wrong = axes.flatMap(axis => {
    if (!axis) return [];
    const { low, high, canonical } = admissible(axis);
    if (less(axis.output, low) !== 'yes') return [];
    return [
      {
        axis: axis.name,
        output: axis.output,
        input: axis.input,
        low,
        high,
        canonical,
        under: `stride ${show(axis.stride)}, '${String(axis.padding)}'`,
      },
    ];
  });
  if (wrong.length > 0)
    check.report(transposeOutputShape, { axes: wrong, silent: false }, { argument: 'output_padding' }, { severity: 'warning' });
}

export const transposedConvs: readonly LayerOp[] = [
  transposed(1, [
    { call: "keras.layers.Conv1DTranspose(16, 3, strides=2, padding='same')", on: '8 50 4', gives: '8 100 16' },
    { call: 'keras.layers.Conv1DTranspose(16, 3)', on: '8 4 4 4', reports: 'rank-mismatch' },
  ]),
  transposed(2, [
    { call: "keras.layers.Conv2DTranspose(64, 5, strides=2, padding='same')", on: '8 7 7 128', gives: '8 14 14 64' },
    { call: 'keras.layers.Conv2DTranspose(64, 3, strides=2)', on: '8 7 7 128', gives: '8 15 15 64' },
    { call: 'keras.layers.Conv2DTranspose(64, 2, strides=3)', on: '8 7 7 128', gives: '8 21 21 64' },
    { call: 'keras.layers.Conv2DTranspose(64, 3, strides=2, output_padding=1)', on: '8 7 7 128', gives: '8 16 16 64' },
    { call: "keras.layers.Conv2DTranspose(64, 3, strides=2, padding='same', output_padding=1)", on: '8 7 7 128', gives: '8 14 14 64' },
    {
      call: "keras.layers.Conv2DTranspose(8, 3, strides=2, padding='same', data_format='channels_first')",
      on: '8 16 7 7',
      gives: '8 8 14 14',
    },
    {
      call: "keras.layers.Deconvolution2D(3, 3, 3, output_shape=(None, 14, 14, 3), border_mode='valid')",
      on: '8 12 12 16',
      gives: '8 14 14 3',
    },
    { call: 'keras.layers.Conv2DTranspose(64, 3)', on: '8 7 128', reports: 'rank-mismatch' },
    {
      call: "keras.layers.Conv2DTranspose(64, 4, strides=2, padding='same', output_padding=0)",
      on: '8 7 7 128',
      gives: '8 12 12 64',
      reports: 'transpose-output-shape',
    },
    { call: 'keras.layers.Conv2DTranspose(64, 3, strides=2, output_padding=2)', on: '8 7 7 128', reports: 'argument-form' },
  ]),
  transposed(3, [
    { call: "keras.layers.Conv3DTranspose(8, 3, strides=2, padding='same')", on: '2 4 8 8 16', gives: '2 8 16 16 8' },
    { call: 'keras.layers.Conv3DTranspose(8, 3)', on: '4 8 8 16', reports: 'rank-mismatch' },
  ]),
];

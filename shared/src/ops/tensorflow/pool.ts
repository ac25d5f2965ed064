/**
 * `tf.nn.max_pool`, `avg_pool` and their forms for one, two and three spatial axes. Sources: nn_ops.py, kernels/pooling_ops_common.cc.
 */

import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { add } from '../../dim/arithmetic.ts';
import { less } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import type { Padding } from '../../kernel/geometry.ts';
import { join } from '../../shape/pattern.ts';
import { type Arg, listArg, type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { allKnown, outputOf, slideAll } from '../conv/slide.ts';
import { needs } from '../needs.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, ignored, tensor } from '../parameter.ts';
import { mayRunEagerly } from '../versions.ts';
import { patternOf } from './conv-rule.ts';
import { docs, name, op, tensorflow, words } from './declare.ts';
import { checkFits, notNegative } from './fit.ts';
import { checkPoolStrides } from './pool-strides.ts';
import { notBoth, paddingParam, readDataFormat, readPadding, readSequence, stridesParam, type WindowOp } from './window-arguments.ts';

type Kind = 'max' | 'avg';

/** Lists of pairs: max pools only, since some 2.x release. */
const windowOf = (path: string, kind: Kind, spatial: number): WindowOp => ({
  name: `tf.nn.${path}`,
  spatial,
  pairs: check => (kind === 'max' && spatial < 3 && mayRunEagerly(check.version) ? 'yes' : 'no'),
  ignores: passedOver[spatial] ?? [],
});

/** One spatial axis is pooled as an image of height 1, whose batch stride is the height's; kernels for images read no stride of the channels. */
const passedOver: Readonly<Record<number, WindowOp['ignores']>> = { 1: ['batch', 'channels'], 2: ['channels'] };

interface Given {
  readonly ksize: Arg | undefined;
  readonly strides: Arg | undefined;
  readonly padding: Arg | undefined;
  readonly data_format: Arg | undefined;
}

function poolRule(op: WindowOp, kind: Kind, input: TensorArg, given: Given, check: Check): TensorArg {
  needs(op.name, ['input', 'ksize', 'strides', 'padding'], check);
  const { spatial } = op;
  const channelsFirst = readDataFormat(op, given.data_format, check);
  const kernel = readWindow(op, kind, given.ksize, channelsFirst, check);
  const strides = kernel && readSequence(op, 'strides', given.strides, channelsFirst, check);
  const { padding } = readPadding(op, given.padding, channelsFirst, check);
  const layout = patternOf(channelsFirst ? 'N C S:2' : 'N S:2 C', spatial);
  const { N, S, C } = axesOf(layout, input.shape, { argument: 'input', wanted: spatial + 2 }, check);
  if (channelsFirst === undefined || !kernel || !strides) return tensorArg([N, ...Array<Dim>(spatial + 1).fill(unknown)]);
  const dilations = Array<Dim>(spatial).fill(int(1));
  const axes = slideAll(S, { kernel, strides, dilations, padding }, check);
  checkFits(axes, { window: 'ksize', input: 'input' }, check);
  const known = allKnown(axes);
  if (known) {
    check.geometry = {
      kind: kind === 'max' ? 'max-pool' : 'average-pool',
      axes: known,
      batch: N,
      inputChannels: C,
      outputChannels: C,
      groups: C,
      layout,
      inputArgument: 'input',
    };
  }
  return tensorArg(join(layout, { N, S: axes.map(outputOf).map(notNegative), C }), input.dtype ? { dtype: input.dtype } : {});
}

/**
 * One dim per spatial axis; undefined for a window that reaches over channels, which max pools allow under conditions
 * ("Depthwise max pooling requires…").
 */
function readWindow(
  op: WindowOp,
  kind: Kind,
  given: Arg | undefined,
  channelsFirst: boolean | undefined,
  check: Check,
): readonly Dim[] | undefined {
  const full = given?.kind === 'list' && given.items.length === op.spatial + 2 ? given.items : undefined;
  const channels = full?.[channelsFirst ? 1 : op.spatial + 1];
  if (kind === 'max' && channels?.kind === 'number' && !(channels.dim.kind === 'int' && channels.dim.value === 1)) return undefined;
  return readSequence(op, 'ksize', given, channelsFirst, check);
}

const windowParam = () => anything('int | int[2] | int[4]', { kind: 'integers' });
const formatParam = (fallback: string) => anything('str', { kind: 'text' }).default(fallback);
const titles = { max: 'The greatest number', avg: 'The average' } as const;
const orders = {
  legacy: 'value ksize strides padding data_format name',
  v1: 'value ksize strides padding data_format name input',
  v2: 'input ksize strides padding data_format name',
};

/** In TensorFlow 2 the rank of the input says how many axes are spatial; before, there are two. */
const pool = (kind: Kind): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.nn.${kind}_pool`,
    summary: `${titles[kind]} under every place of a window, for each channel.`,
    docs: docs(`nn.${kind}_pool`),
    complete: true,
    params: {
      input: tensor('[batch, h, w, channels]').alias('value'),
      ksize: windowParam(),
      strides: stridesParam(),
      padding: paddingParam(),
      data_format: formatParam('None'),
      name: name(),
    },
    order: orders,
    shape({ input, ...given }, check) {
      const rank = check.version.generation === '2' ? (input.shape?.length ?? rankBy(given)) : 4;
      return poolOfRank(`${kind}_pool`, kind, rank, input, given, check);
    },
    examples: [
      { call: `tf.nn.${kind}_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], 'SAME')`, given: { x: '8 27 28 3' }, gives: '8 14 14 3' },
      { call: `tf.nn.${kind}_pool(x, [1, 3, 3, 1], [1, 2, 2, 1], 'VALID')`, given: { x: '8 27 28 3' }, gives: '8 13 13 3' },
      { call: `tf.nn.${kind}_pool(x, 2, 2, 'VALID')`, given: { x: '8 9 3' }, gives: '8 4 3', under: 'v2' },
      { call: `tf.nn.${kind}_pool(x, 2, 2, 'VALID')`, given: { x: '8 9 8 8 3' }, gives: '8 4 4 4 3', under: 'v2' },
      {
        call: `tf.nn.${kind}_pool(value=x, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='SAME')`,
        given: { x: '8 28 28 3' },
        gives: '8 14 14 3',
        under: 'v1',
      },
      { call: `tf.nn.${kind}_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], 'SAME')`, given: { x: '8 3' }, reports: 'rank-mismatch' },
      { call: `tf.nn.${kind}_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], 'same')`, given: { x: '8 8 8 3' }, reports: 'unknown-padding' },
      { call: `tf.nn.${kind}_pool(x, [2, 2, 1], [1, 2, 2, 1], 'SAME')`, given: { x: '8 8 8 3' }, reports: 'argument-form' },
      { call: `tf.nn.${kind}_pool(x, [1, 2, 2, 1])`, given: { x: '8 8 8 3' }, reports: 'argument-form' },
      { call: `tf.nn.${kind}_pool(x, [1, 9, 9, 1], [1, 1, 1, 1], 'VALID')`, given: { x: '8 4 4 3' }, reports: 'window-exceeds-input' },
      {
        call: `tf.nn.${kind}_pool(x, [2, 2, 2, 1], [1, 2, 2, 1], 'SAME')`,
        given: { x: '8 8 8 3' },
        reports: 'stride-on-batch-or-channels',
      },
    ],
  });

function poolOfRank(
  path: string,
  kind: Kind,
  rank: number | undefined,
  input: TensorArg,
  given: Given,
  check: Check,
): TensorArg | undefined {
  if (rank === undefined) return undefined;
  if (rank < 3 || rank > 5) {
    if (input.shape) check.report(rankMismatch, { argument: 'input', wanted: '3, 4 or 5', got: input.shape }, { argument: 'input' });
    return undefined;
  }
  return poolRule(windowOf(path, kind, rank - 2), kind, input, given, check);
}

/** The full list for an image says that the input is one. */
function rankBy({ ksize, strides }: Given): number | undefined {
  for (const arg of [ksize, strides]) if (arg?.kind === 'list' && arg.items.length >= 4) return arg.items.length;
  return undefined;
}

const formats = { 1: "'NWC'", 2: "'NHWC'", 3: "'NDHWC'" } as const;
const sizes = { 1: '9', 2: '9 8', 3: '9 8 8' } as const;
const halved = { 1: '4', 2: '4 4', 3: '4 4 4' } as const;

const poolOf = (kind: Kind, spatial: 1 | 2 | 3): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.nn.${kind}_pool${spatial}d`,
    summary: `${titles[kind]} under every place of a window over ${spatial} spatial ${spatial === 1 ? 'axis' : 'axes'}, for each channel.`,
    docs: docs(`nn.${kind}_pool${spatial}d`),
    complete: true,
    params: {
      input: tensor().alias('value'),
      ksize: windowParam(),
      strides: stridesParam(),
      padding: paddingParam(),
      data_format: formatParam(formats[spatial]),
      name: name(),
    },
    order: 'input ksize strides padding data_format name',
    shape: ({ input, ...given }, check) => poolRule(windowOf(`${kind}_pool${spatial}d`, kind, spatial), kind, input, given, check),
    examples: [
      {
        call: `tf.nn.${kind}_pool${spatial}d(x, 2, 2, 'VALID')`,
        given: { x: `8 ${sizes[spatial]} 3` },
        gives: `8 ${halved[spatial]} 3`,
        under: 'v2',
      },
      { call: `tf.nn.${kind}_pool${spatial}d(x, 2, 2, 'VALID')`, given: { x: '8 3' }, reports: 'rank-mismatch', under: 'v2' },
    ],
  });

/** The maxima, and where they were found. */
const withArgmax = defineOp({
  ...tensorflow,
  name: 'tf.nn.max_pool_with_argmax',
  summary: 'The greatest number under every place of a window, and its flat index.',
  docs: docs('nn.max_pool_with_argmax'),
  complete: true,
  params: {
    input: tensor('[batch, h, w, channels]'),
    ksize: windowParam(),
    strides: stridesParam(),
    padding: paddingParam(),
    data_format: formatParam("'NHWC'"),
    output_dtype: ignored('dtype').alias('Targmax'),
    include_batch_in_index: ignored('bool'),
    name: name(),
  },
  order: {
    legacy: 'input ksize strides padding Targmax name',
    v1: 'input ksize strides padding data_format Targmax name output_dtype include_batch_in_index',
    v2: 'input ksize strides padding data_format output_dtype include_batch_in_index name',
  },
  shape({ input, ...given }, check) {
    const op: WindowOp = { ...windowOf('max_pool_with_argmax', 'max', 2), pairs: () => 'no', onlyFull: check.version.generation !== '2' };
    const maxima = poolRule(op, 'max', input, given, check);
    return listArg([maxima, tensorArg(maxima.shape, { dtype: 'int64' })]);
  },
  examples: [
    {
      call: "tf.nn.max_pool_with_argmax(x, [1, 2, 2, 1], [1, 2, 2, 1], 'SAME')[1]",
      given: { x: '8 27 28 3' },
      gives: '8 14 14 3',
    },
  ],
});

/** `tf.nn.pool`: the kind is a word, and dilation is possible. */
const generalPool = defineOp({
  ...tensorflow,
  name: 'tf.nn.pool',
  summary: 'A pool of any kind over one, two or three spatial axes.',
  docs: docs('nn.pool'),
  complete: true,
  params: {
    input: tensor(),
    window_shape: anything('int[]', { kind: 'integers' }),
    pooling_type: anything("'AVG' | 'MAX'"),
    strides: stridesParam().default('1'),
    padding: paddingParam().default("'VALID'"),
    data_format: formatParam('None'),
    dilations: anything('int[]', { kind: 'integers' }).alias('dilation_rate').default('1'),
    name: name(),
  },
  order: {
    legacy: 'input window_shape pooling_type padding dilation_rate strides name data_format',
    v1: 'input window_shape pooling_type padding dilation_rate strides name data_format dilations',
    v2: 'input window_shape pooling_type strides padding data_format dilations name',
  },
  shape({ input, window_shape, pooling_type, strides, padding, data_format, dilations }, check) {
    const spatial = window_shape?.kind === 'list' ? window_shape.items.length : input.shape ? input.shape.length - 2 : undefined;
    if (spatial === undefined) return undefined;
    if (spatial < 1 || spatial > 3) {
      check.report(
        argumentForm,
        { op: 'tf.nn.pool', problem: `takes a window_shape of 1, 2 or 3 numbers, got ${spatial}` },
        { argument: 'window_shape' },
      );
      return undefined;
    }
    const op: WindowOp = { name: 'tf.nn.pool', spatial, pairs: () => 'no', onlyFull: false };
    notBoth(op.name, strides, dilations, check);
    const channelsFirst = readDataFormat(op, data_format, check);
    const read = (name: string, arg: Arg | undefined) => readSequence(op, name, arg, channelsFirst, check);
    const [kernel, steps, rates] = [read('window_shape', window_shape), read('strides', strides), read('dilations', dilations)];
    const layout = patternOf(channelsFirst ? 'N C S:2' : 'N S:2 C', spatial);
    const { N, S, C } = axesOf(layout, input.shape, { argument: 'input', wanted: spatial + 2 }, check);
    if (channelsFirst === undefined) return undefined;
    const paddings = readPadding(op, padding, channelsFirst, check).padding;
    checkGeneral(window_shape, rates, pooling_type, paddings[0], check);
    const axes = slideAll(S, { kernel, strides: steps, dilations: rates, padding: paddings }, check);
    checkFits(axes, { window: 'window_shape', input: 'input' }, check);
    const taken = axes.filter(axis => axis !== undefined).map(({ kernel: window, stride }) => ({ window, stride }));
    checkPoolStrides('tf.nn.pool', 'strides', taken, check);
    const known = allKnown(axes);
    const kind = pooling_type?.kind === 'text' ? pooling_type.text : undefined;
    if (known && kind !== undefined)
      check.geometry = {
        kind: kind === 'MAX' ? 'max-pool' : 'average-pool',
        axes: known,
        batch: N,
        inputChannels: C,
        outputChannels: C,
        groups: C,
        layout,
        inputArgument: 'input',
      };
    return join(layout, { N, S: axes.map(outputOf).map(notNegative), C });
  },
  examples: [
    { call: "tf.nn.pool(x, [2, 2], 'MAX', strides=[2, 2])", given: { x: '8 9 8 3' }, gives: '8 4 4 3', under: 'v2' },
    { call: "tf.nn.pool(x, [2, 2], 'AVG', 'SAME', strides=[2, 2])", given: { x: '8 9 8 3' }, gives: '8 5 4 3', under: 'v1' },
    { call: "tf.nn.pool(x, [2], 'MAX')", given: { x: '8 9 3' }, gives: '8 8 3', under: 'v2' },
    { call: "tf.nn.pool(x, [2, 2], 'MAX', dilations=[2, 2])", given: { x: '8 9 9 3' }, gives: '8 7 7 3', under: 'v2' },
    { call: "tf.nn.pool(x, [2, 2], 'MAX')", given: { x: '8 9 3' }, reports: 'rank-mismatch', under: 'v2' },
    { call: "tf.nn.pool(x, [2, 2], 'MAX', strides=[3, 3])", given: { x: '8 9 9 3' }, reports: 'argument-form', under: 'v2' },
    { call: "tf.nn.pool(x, [2, 2], 'max')", given: { x: '8 9 9 3' }, reports: 'argument-form', under: 'v2' },
    {
      call: "tf.nn.pool(x, [2, 2], 'MAX', padding='SAME', dilations=[2, 2])",
      given: { x: '8 9 9 3' },
      reports: 'argument-form',
      under: 'v2',
    },
    { call: "tf.nn.pool(x, 2, 'MAX')", given: { x: '8 9 9 3' }, reports: 'argument-form', under: 'v2' },
  ],
});

/** What the wrapper does not take, beside strides with dilations. */
function checkGeneral(
  window: Arg | undefined,
  rates: readonly Dim[],
  type: Arg | undefined,
  padding: Padding | undefined,
  check: Check,
): void {
  const form = (argument: string, problem: string) => check.report(argumentForm, { op: 'tf.nn.pool', problem }, { argument });
  if (window?.kind === 'number') form('window_shape', 'takes window_shape as a list of numbers');
  if (type?.kind === 'text' && type.text !== undefined && type.text !== 'MAX' && type.text !== 'AVG')
    form('pooling_type', `knows the pooling types 'MAX' and 'AVG', not '${type.text}'`);
  if (padding === 'same' && rates.some(rate => less(int(1), rate) === 'yes')) form('dilations', "takes no dilation with padding 'SAME'");
}

/** Sequences of cells whose lengths are drawn at random: every `pooling_ratio`-th cell or so begins one. */
const fractional = (kind: Kind): Op =>
  op(`nn.fractional_${kind}_pool`, {
    summary: `${titles[kind]} of regions whose sizes change from place to place, and where the rows and columns begin.`,
    params: {
      value: tensor('[batch, h, w, channels]'),
      pooling_ratio: anything('float | float[4]', { kind: 'text' }),
      ...words('pseudo_random overlapping deterministic seed seed2 name'),
    },
    order: {
      legacy: 'value pooling_ratio pseudo_random overlapping deterministic seed seed2 name',
      v1: 'value pooling_ratio pseudo_random overlapping deterministic seed seed2 name',
      v2: 'value pooling_ratio pseudo_random overlapping seed name',
    },
    shape({ value, pooling_ratio }, check) {
      const { N, S, C } = axesOf('N S:2 C', value.shape, { argument: 'value', wanted: 4 }, check);
      const ratios = ratiosOf(pooling_ratio);
      const lengths = S.map((dim, at) => {
        const ratio = ratios?.[at];
        return dim.kind === 'int' && ratio !== undefined && ratio > 0 ? int(Math.floor(dim.value / ratio)) : unknown;
      });
      // "Pooling ratio is higher than input dimension size"
      if (lengths.some(dim => less(dim, int(1)) === 'yes'))
        check.report(
          argumentForm,
          { op: `tf.nn.fractional_${kind}_pool`, problem: 'has a ratio above the length of an axis' },
          { argument: 'pooling_ratio' },
        );
      const bounds = lengths.map(dim => tensorArg([add(dim, int(1))], { dtype: 'int64' }));
      return listArg([tensorArg(join('N S:2 C', { N, S: lengths, C }), value.dtype ? { dtype: value.dtype } : {}), ...bounds]);
    },
    examples: [
      { call: `tf.nn.fractional_${kind}_pool(x, [1.0, 1.44, 1.73, 1.0])[0]`, given: { x: '1 9 9 4' }, gives: '1 6 5 4' },
      { call: `tf.nn.fractional_${kind}_pool(x, [1.0, 1.44, 1.73, 1.0])[0]`, given: { x: '9 9 4' }, reports: 'rank-mismatch' },
    ],
  });

/** One number for both axes, two, or the full list. */
function ratiosOf(arg: Arg | undefined): readonly number[] | undefined {
  const numberOf = (item: Arg) =>
    item.kind === 'float' ? item.value : item.kind === 'number' && item.dim.kind === 'int' ? item.dim.value : undefined;
  if (arg?.kind !== 'list') {
    const one = arg && numberOf(arg);
    return one === undefined ? undefined : [one, one];
  }
  const numbers = arg.items.map(numberOf).filter(value => value !== undefined);
  if (numbers.length !== arg.items.length) return undefined;
  return numbers.length === 4 ? numbers.slice(1, 3) : numbers.length === 2 ? numbers : undefined;
}

/** TensorFlow 1 has the pools of TensorFlow 2 under these names. */
const poolV2 = (kind: Kind): Op =>
  op(`nn.${kind}_pool_v2`, {
    api: 'v1',
    summary: `${titles[kind]} under every place of a window, for each channel; the rank of the input says how many axes are spatial.`,
    complete: true,
    params: {
      input: tensor('[batch, h, w, channels]'),
      ksize: windowParam(),
      strides: stridesParam(),
      padding: paddingParam(),
      data_format: formatParam('None'),
      name: name(),
    },
    shape: ({ input, ...given }, check) => poolOfRank(`${kind}_pool_v2`, kind, input.shape?.length ?? rankBy(given), input, given, check),
    examples: [{ call: `tf.nn.${kind}_pool_v2(x, 2, 2, 'VALID')`, given: { x: '8 9 3' }, gives: '8 4 3' }],
  });

export const pools: readonly Op[] = [
  pool('max'),
  pool('avg'),
  ...(['max', 'avg'] as const).flatMap(kind => ([1, 2, 3] as const).map(spatial => poolOf(kind, spatial))),
  withArgmax,
  generalPool,
  fractional('max'),
  fractional('avg'),
  poolV2('max'),
  poolV2('avg'),
];

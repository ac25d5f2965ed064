/**
 * `tf.nn.max_pool`, `avg_pool` and their forms for one, two and three spatial axes. Sources: nn_ops.py, kernels/pooling_ops_common.cc.
 */

import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
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
import { docs, name, tensorflow } from './declare.ts';
import { checkFits, notNegative } from './fit.ts';
import { checkPoolStrides } from './pool-strides.ts';
import { paddingParam, readDataFormat, readPadding, readSequence, stridesParam, type WindowOp } from './window-arguments.ts';

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
      if (rank === undefined) return undefined;
      if (rank < 3 || rank > 5) {
        if (input.shape) check.report(rankMismatch, { argument: 'input', wanted: '3, 4 or 5', got: input.shape }, { argument: 'input' });
        return undefined;
      }
      return poolRule(windowOf(`${kind}_pool`, kind, rank - 2), kind, input, given, check);
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
    const op: WindowOp = { ...windowOf('max_pool_with_argmax', 'max', 2), pairs: () => 'no' };
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
    const op: WindowOp = { name: 'tf.nn.pool', spatial, pairs: () => 'unknown' };
    const channelsFirst = readDataFormat(op, data_format, check);
    const read = (name: string, arg: Arg | undefined) => readSequence(op, name, arg, channelsFirst, check);
    const [kernel, steps, rates] = [read('window_shape', window_shape), read('strides', strides), read('dilations', dilations)];
    const layout = patternOf(channelsFirst ? 'N C S:2' : 'N S:2 C', spatial);
    const { N, S, C } = axesOf(layout, input.shape, { argument: 'input', wanted: spatial + 2 }, check);
    if (channelsFirst === undefined) return undefined;
    const paddings = readPadding(op, padding, channelsFirst, check).padding;
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
    { call: "tf.nn.pool(x, [2, 2], 'MAX')", given: { x: '8 9 3' }, reports: 'rank-mismatch', under: 'v2' },
  ],
});

export const pools: readonly Op[] = [
  pool('max'),
  pool('avg'),
  ...(['max', 'avg'] as const).flatMap(kind => ([1, 2, 3] as const).map(spatial => poolOf(kind, spatial))),
  withArgmax,
  generalPool,
];

/**
 * `tf.nn.max_pool`, `avg_pool` and their forms for one, two and three spatial axes. Sources: nn_ops.py, kernels/pooling_ops_common.cc.
 */

import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
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
import { docs, name, op, tensorflow } from './declare.ts';
import { checkFits, notNegative } from './fit.ts';
import { paddingParam, readDataFormat, readPadding, readSequence, stridesParam, type WindowOp } from './window-arguments.ts';

export type Kind = 'max' | 'avg';

/** Lists of pairs: max pools only, since some 2.x release. */
const windowOf = (path: string, kind: Kind, spatial: number): WindowOp => ({
  name: `tf.nn.${path}`,
  spatial,
  pairs: check => (kind === 'max' && spatial < 3 && mayRunEagerly(check.version) ? 'yes' : 'no'),
  ignores: passedOver[spatial] ?? {},
});

/**
 * One spatial axis is pooled as an image of height 1, to which the batch's stride and window apply (so a window does fail without padding); kernels for images
 * read no stride of the channels.
 */
const passedOver: Readonly<Record<number, WindowOp['ignores']>> = {
  1: { strides: ['batch', 'channels'], ksize: ['batch'] },
  2: { strides: ['channels'] },
};

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
  const { padding } = readPadding(op, given.padding, channelsFirst, check);
  const isPadded = padding.every(each => each !== 'valid');
  const kernel = readWindow(isPadded ? op : { ...op, ignores: { ...op.ignores, ksize: [] } }, kind, given.ksize, channelsFirst, check);
  const strides = kernel && readSequence(op, 'strides', given.strides, channelsFirst, check);
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
  const steps = given.strides?.kind === 'list' && given.strides.items.length === spatial + 2 ? given.strides.items : [];
  const step = steps[channelsFirst ? 1 : spatial + 1];
  // A graph states fewer channels than the kernel gives, which reads no stride of theirs.
  const isTold = !step || check.version.generation === '2' || (step.kind === 'number' && equal(step.dim, int(1)) === 'yes');
  return tensorArg(
    join(layout, { N, S: axes.map(outputOf).map(notNegative), C: isTold ? C : unknown }),
    input.dtype ? { dtype: input.dtype } : {},
  );
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
export const formatParam = (fallback: string) => anything('str', { kind: 'text' }).default(fallback);
export const titles = { max: 'The greatest number', avg: 'The average' } as const;
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
    { call: "tf.nn.max_pool_with_argmax(x, [1, 2, 2, 1], [1, 2, 2, 1], 'SAME')", given: { x: '8 3' }, reports: 'rank-mismatch' },
  ],
});

/** TensorFlow 1 has the pools of TensorFlow 2 under these names. */
const poolV2 = (kind: Kind): Op =>
  op(`nn.${kind}_pool_v2`, {
    api: 'v1',
    summary: `${titles[kind]} under every place of a window, for each channel; the rank of the input says how many axes are spatial.`,
    params: {
      input: tensor('[batch, h, w, channels]'),
      ksize: windowParam(),
      strides: stridesParam(),
      padding: paddingParam(),
      data_format: formatParam('None'),
      name: name(),
    },
    shape: ({ input, ...given }, check) => poolOfRank(`${kind}_pool_v2`, kind, input.shape?.length ?? rankBy(given), input, given, check),
    examples: [
      { call: `tf.nn.${kind}_pool_v2(x, 2, 2, 'VALID')`, given: { x: '8 9 3' }, gives: '8 4 3' },
      { call: `tf.nn.${kind}_pool_v2(x, 2, 2, 'VALID')`, given: { x: '8 3' }, reports: 'rank-mismatch' },
    ],
  });

export const pools: readonly Op[] = [
  pool('max'),
  pool('avg'),
  ...(['max', 'avg'] as const).flatMap(kind => ([1, 2, 3] as const).map(spatial => poolOf(kind, spatial))),
  withArgmax,
  poolV2('max'),
  poolV2('avg'),
];

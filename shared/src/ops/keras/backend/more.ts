/** Further functions of `keras.backend`. Source: backend.py in Keras 2. */
import { matmulMismatch } from '../../../diagnostics/matmul-mismatch.ts';
import { multiply, sum } from '../../../dim/arithmetic.ts';
import { equal } from '../../../dim/compare.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { type Shape, sameShape } from '../../../shape/shape.ts';
import { type Arg, type TensorArg, textArg, toTensor, unknownArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { readAxis } from '../../common/axis.ts';
import { ofType } from '../../common/contents.ts';
import { misspelt } from '../../common/misspelt.ts';
import { readPairs } from '../../common/pad.ts';
import { axesOf } from '../../conv/axes.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, integer, integers, readIntegers, tensor } from '../../parameter.ts';
import { docs, ignoredOnes, keras } from '../declare.ts';
import { dataFormatParam, imageAxes, joinImage, readDataFormat } from '../window-arguments.ts';

const named = (name: string) => ({ ...keras, name: `keras.backend.${name}`, docs: docs(`backend/${name}`) });

/** The axis of each that is summed over; by default the last of the one and the first behind the batch of the other, or its last if it has no more. */
function dotAxes(a: Shape, b: Shape, axes: Arg | undefined, check: Check): readonly [number, number] | undefined {
  const read = readIntegers(axes);
  if (read?.kind === 'none') return b.length === 2 ? [a.length - 1, 1] : [a.length - 1, b.length - 2];
  const [x, y] = read?.kind === 'one' ? [read.dim, read.dim] : read?.kind === 'many' && read.items.length === 2 ? read.items : [];
  if (typeof x !== 'object' || typeof y !== 'object') return undefined;
  const [left, right] = [readAxis(x, a, 'axes', check), readAxis(y, b, 'axes', check)];
  return left === undefined || right === undefined ? undefined : [left, right];
}

const batchDot = defineOp({
  ...named('batch_dot'),
  aliases: ['legacy.backend.batch_dot'],
  summary: 'Products of the items of two batches, summed over an axis of each.',
  params: { x: tensor(), y: tensor(), axes: anything('int | int[2]', { kind: 'integers' }).optional() },
  shape({ x, y, axes }, check) {
    const [a, b] = [x.shape, y.shape];
    if (!a || !b || a.length < 2 || b.length < 2) return ofType(undefined, x.dtype);
    const over = dotAxes(a, b, axes, check);
    if (!over) return ofType(undefined, x.dtype);
    const [left, right] = over;
    if (left === 0 || right === 0) return ofType(undefined, x.dtype);
    const inner = [a[left] as Dim, b[right] as Dim] as const;
    if (equal(...inner) === 'no') check.report(matmulMismatch, { left: a, right: b, inner }, { argument: 'y' });
    const rest = [...a.filter((_, axis) => axis !== left), ...b.filter((_, axis) => axis !== 0 && axis !== right)];
    return ofType(rest.length === 1 ? [...rest, int(1)] : rest, x.dtype);
  },
  examples: [
    { call: 'keras.backend.batch_dot(x, y, axes=(2, 1))', given: { x: '8 5 4', y: '8 4 3' }, gives: '8 5 3' },
    { call: 'keras.backend.batch_dot(x, y, axes=1)', given: { x: '8 5', y: '8 5' }, gives: '8 1' },
    { call: 'keras.backend.batch_dot(x, y, axes=(2, 1))', given: { x: '8 5 4', y: '8 5 3' }, reports: 'matmul-mismatch' },
  ],
});

/** One of two tensors, nobody knows which. */
function either(one: Arg | undefined, other: Arg | undefined): Arg {
  const [a, b] = [one?.kind === 'tensor' ? one : undefined, other && other.kind !== 'other' ? toTensor(other) : undefined];
  if (!a) return unknownArg;
  if (!b?.shape || !a.shape) return ofType(undefined, a.dtype);
  // A number stands for a tensor full of it.
  if (b.shape.length === 0 || sameShape(a.shape, b.shape) === 'yes') return ofType(a.shape, a.dtype);
  const shape = b.shape;
  return ofType(
    a.shape.length === shape.length ? a.shape.map((dim, at) => (equal(dim, shape[at] as Dim) === 'yes' ? dim : unknown)) : undefined,
    a.dtype,
  );
}

const choice = (name: string, one: string, other: string, order: string, example: string): Op =>
  defineOp({
    ...named(name),
    summary: 'One of two tensors of one shape, as the condition says.',
    params: {
      condition: anything('Tensor').optional(),
      [one]: anything('Tensor', { kind: 'shape' }),
      [other]: anything('Tensor', { kind: 'shape' }),
      ...ignoredOnes('training'),
    },
    order,
    shape: args => either((args as Record<string, Arg | undefined>)[one], (args as Record<string, Arg | undefined>)[other]),
    examples: [{ call: example, given: { x: '2 3' }, gives: '2 3' }],
  });

const resizeVolumes = defineOp({
  ...named('resize_volumes'),
  summary: 'Volumes so many times as deep, as high and as wide.',
  params: { x: tensor(), depth_factor: integer(), height_factor: integer(), width_factor: integer(), data_format: dataFormatParam() },
  shape({ x, depth_factor, height_factor, width_factor, data_format }, check) {
    const channelsFirst = readDataFormat(data_format, check);
    const axes = imageAxes(x.shape, 3, channelsFirst, check);
    if (!axes || channelsFirst === undefined) return undefined;
    const factors = [depth_factor, height_factor, width_factor];
    return joinImage({ ...axes, S: axes.S.map((dim, at) => multiply(dim, factors[at] as Dim)) }, channelsFirst);
  },
  examples: [
    { call: "keras.backend.resize_volumes(x, 2, 3, 4, 'channels_last')", given: { x: '1 4 4 4 3' }, gives: '1 8 12 16 3' },
    { call: "keras.backend.resize_volumes(x, 2, 3, 4, 'channels_last')", given: { x: '1 4 4 3' }, reports: 'rank-mismatch' },
  ],
});

const temporalPadding = defineOp({
  ...named('temporal_padding'),
  summary: 'Zeros at the ends of the steps.',
  params: { x: tensor(), padding: integers('int[2]').default('[1, 1]') },
  shape({ x: { shape, dtype }, padding }, check) {
    const { N, T, C } = axesOf('N T C', shape, { argument: 'x', wanted: 3 }, check);
    const ends = padding?.kind === 'many' ? padding.items.map(item => (typeof item === 'object' ? item : unknown)) : [unknown];
    return ofType([N, sum([T, ...ends]), C], dtype);
  },
  examples: [
    { call: 'keras.backend.temporal_padding(x, (2, 1))', given: { x: '1 4 3' }, gives: '1 7 3' },
    { call: 'keras.backend.temporal_padding(x, (2, 1))', given: { x: '1 4 4 3' }, reports: 'rank-mismatch' },
  ],
});

const volumePadding = defineOp({
  ...named('spatial_3d_padding'),
  summary: 'Zeros at the ends of depth, height and width.',
  params: { x: tensor(), padding: anything('pairs').optional(), data_format: dataFormatParam() },
  shape({ x, padding, data_format }, check) {
    const channelsFirst = readDataFormat(data_format, check);
    const axes = imageAxes(x.shape, 3, channelsFirst, check);
    if (!axes || channelsFirst === undefined) return undefined;
    const pairs = !padding || padding.kind === 'none' ? [1, 1, 1].map(() => [int(1), int(1)] as const) : readPairs(padding);
    return joinImage({ ...axes, S: axes.S.map((dim, at) => sum([dim, ...(pairs?.[at] ?? [unknown])])) }, channelsFirst);
  },
  examples: [
    { call: 'keras.backend.spatial_3d_padding(x, ((1, 1), (2, 2), (0, 1)))', given: { x: '1 4 4 4 3' }, gives: '1 6 8 5 3' },
    { call: 'keras.backend.spatial_3d_padding(x, ((1, 1), (2, 2), (0, 1)))', given: { x: '1 4 4 3' }, reports: 'rank-mismatch' },
  ],
});

const ctcCost = defineOp({
  ...named('ctc_batch_cost'),
  summary: 'What is lost for each item, of sequences that are not aligned.',
  params: { y_true: tensor(), y_pred: tensor('[batch, steps, classes]'), input_length: tensor(), label_length: tensor() },
  shape({ y_pred: { shape } }, check) {
    const { N } = axesOf('N T C', shape, { argument: 'y_pred', wanted: 3 }, check);
    return ofType([N, int(1)], 'float32');
  },
  examples: [
    {
      call: 'keras.backend.ctc_batch_cost(x, y, n, m)',
      given: { x: '4 3', y: '4 10 6', n: '4 1', m: '4 1' },
      gives: '4 1',
    },
    { call: 'keras.backend.ctc_batch_cost(x, y, n, m)', given: { x: '4 3', y: '4 6', n: '4 1', m: '4 1' }, reports: 'rank-mismatch' },
  ],
});

const word = (name: string, says: string): Op =>
  defineOp({
    ...named(name),
    aliases: [`config.${name}`],
    listed: false,
    summary: 'A setting.',
    complete: true,
    params: {},
    shape: () => textArg(says),
    examples: [{ call: `keras.backend.${name}()` }, misspelt({ call: `keras.backend.${name}()` })],
  });

const dtypeOf = defineOp({
  ...named('dtype'),
  aliases: ['ops.dtype'],
  listed: false,
  summary: 'The type of a tensor’s elements.',
  params: { x: tensor() },
  shape: ({ x: { dtype } }: { x: TensorArg }) => (dtype === undefined ? unknownArg : textArg(dtype)),
  examples: [{ call: 'keras.ops.dtype(x)', given: { x: '2 3' } }],
});

export const moreOps: readonly Op[] = [
  batchDot,
  choice(
    'switch',
    'then_expression',
    'else_expression',
    'condition then_expression else_expression',
    'keras.backend.switch(x[0, 0] > 0, x, x)',
  ),
  choice('in_train_phase', 'x', 'alt', 'x alt training', 'keras.backend.in_train_phase(x, x)'),
  choice('in_test_phase', 'x', 'alt', 'x alt training', 'keras.backend.in_test_phase(x, x)'),
  resizeVolumes,
  temporalPadding,
  volumePadding,
  ctcCost,
  word('floatx', 'float32'),
  dtypeOf,
];

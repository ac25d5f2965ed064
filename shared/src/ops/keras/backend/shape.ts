/** Functions that tell a tensor's shape, or give it another. Source: backend.py in Keras 2; `keras.ops` of Keras 3 where they agree. */

import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { multiply } from '../../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { elementCount } from '../../../shape/shape.ts';
import { listArg, numberArg, tensorArg, textArg, toDim, unknownArg } from '../../argument.ts';
import { isOfEntry } from '../../check.ts';
import { readAxes, readAxis } from '../../common/axis.ts';
import { ofType, withElements } from '../../common/contents.ts';
import { literalRule } from '../../common/creation.ts';
import { parts, stackRule } from '../../common/join.ts';
import { padRule, readPairs, tileRule } from '../../common/pad.ts';
import { reshapeRule } from '../../common/reshape.ts';
import { oneHotShape } from '../../common/sequence.ts';
import { toShape } from '../../common/shape-argument.ts';
import { expandAxesRule, expandRule, squeezeRule, transposeRule } from '../../common/transpose.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, dtype, integer, integers, tensor } from '../../parameter.ts';
import { docs, ignoredOnes, keras, named, shapeOf } from '../declare.ts';
import { dataFormatParam, imageAxes, joinImage, readDataFormat } from '../window-arguments.ts';

const intShape = defineOp({
  ...keras,
  name: 'keras.backend.int_shape',
  listed: false,
  summary: 'The shape of a Keras tensor as a tuple.',
  docs: docs('backend/int_shape'),
  params: { x: tensor() },
  tellsShape: true,
  shape: ({ x: { shape } }) => (shape ? listArg(shape.map(numberArg)) : unknownArg),
  examples: [{ call: 'keras.backend.int_shape(x)', given: { x: '2 3' } }],
});

const shapeTensor = defineOp({
  ...keras,
  name: 'keras.backend.shape',
  aliases: ['ops.shape'],
  listed: false,
  summary: 'The shape, as known when the program runs.',
  docs: docs('backend/shape'),
  params: { x: tensor() },
  shape: ({ x: { shape } }) => withElements([shape ? int(shape.length) : unknown], shape, 'int32'),
  examples: [{ call: 'keras.backend.shape(x)', given: { x: '2 3' }, gives: '2' }],
});

const ndim = defineOp({
  ...keras,
  name: 'keras.backend.ndim',
  aliases: ['ops.ndim'],
  listed: false,
  summary: 'The number of axes.',
  docs: docs('backend/ndim'),
  params: { x: tensor() },
  shape: ({ x: { shape } }) => (shape ? numberArg(shape.length) : unknownArg),
  examples: [{ call: 'keras.backend.ndim(x)', given: { x: '2 3' } }],
});

const reshape = defineOp({
  ...keras,
  name: 'keras.backend.reshape',
  aliases: ['ops.reshape'],
  summary: 'The same elements in another shape; one dim may be −1, for the rest.',
  docs: docs('backend/reshape'),
  params: { x: tensor(), shape: integers('int[]').alias('newshape') },
  shape: ({ x, shape }, check) => reshapeRule(x, shape, { op: 'keras.backend.reshape', argument: 'shape' }, check),
  examples: [
    { call: 'keras.backend.reshape(x, (3, 4))', given: { x: '2 6' }, gives: '3 4' },
    { call: 'keras.backend.reshape(x, (5, 4))', given: { x: '2 6' }, reports: 'reshape-size' },
  ],
});

const expandDims = defineOp({
  ...keras,
  name: 'keras.backend.expand_dims',
  summary: 'An axis of length 1 more.',
  docs: docs('backend/expand_dims'),
  params: { x: tensor(), axis: integer().default('-1') },
  shape: ({ x, axis }, check) => expandRule(x, axis, { op: 'keras.backend.expand_dims', argument: 'axis' }, check),
  examples: [
    { call: 'keras.backend.expand_dims(x, axis=1)', given: { x: '2 6' }, gives: '2 1 6' },
    { call: 'keras.backend.expand_dims(x, axis=4)', given: { x: '2 6' }, reports: 'axis-out-of-range' },
  ],
});

const expandSeveral = defineOp({
  ...keras,
  name: 'keras.ops.expand_dims',
  summary: 'Axes of length 1 more.',
  docs: docs('ops/expand_dims'),
  params: { x: tensor(), axis: integers('int | int[]') },
  shape: ({ x, axis }, check) =>
    expandAxesRule(
      x,
      axis?.kind === 'one'
        ? [axis.dim]
        : axis?.kind === 'many'
          ? axis.items.map(item => (typeof item === 'string' ? unknown : item))
          : undefined,
      { op: 'keras.ops.expand_dims', argument: 'axis' },
      check,
    ),
  examples: [
    { call: 'keras.ops.expand_dims(x, axis=1)', given: { x: '2 6' }, gives: '2 1 6' },
    { call: 'keras.ops.expand_dims(x, (0, -1))', given: { x: '2 6' }, gives: '1 2 6 1' },
    { call: 'keras.ops.expand_dims(x, 4)', given: { x: '2 6' }, reports: 'axis-out-of-range' },
  ],
});

const squeeze = defineOp({
  ...keras,
  name: 'keras.backend.squeeze',
  summary: 'Without an axis of length 1.',
  docs: docs('backend/squeeze'),
  params: { x: tensor(), axis: integers('int').optional() },
  shape: ({ x, axis }, check) => squeezeRule(x, axis, { op: 'keras.backend.squeeze', argument: 'axis' }, check),
  examples: [
    { call: 'keras.backend.squeeze(x, axis=1)', given: { x: '2 1 6' }, gives: '2 6' },
    { call: 'keras.backend.squeeze(x, axis=1)', given: { x: '2 3 6' }, reports: 'argument-form' },
  ],
});

/** Unlike the backend's, it asks for a length of 1 that is known when a model is built (`Squeeze.compute_output_spec`). */
const squeezeOp = defineOp({
  ...keras,
  name: 'keras.ops.squeeze',
  summary: 'Without an axis of length 1, or all of them.',
  docs: docs('ops/squeeze'),
  params: { x: tensor(), axis: integers('int | int[]').optional() },
  shape({ x, axis }, check) {
    const op = 'keras.ops.squeeze';
    const result = squeezeRule(x, axis, { op, argument: 'axis' }, check);
    // What the framework does not know is left where all axes of 1 are taken.
    if (axis?.kind !== 'one' && axis?.kind !== 'many')
      return x.shape?.every(dim => dim.kind === 'int' || isOfEntry(dim))
        ? tensorArg(x.shape.filter(dim => dim.kind !== 'int' || dim.value !== 1))
        : result;
    const axes = check.sound && x.shape ? readAxes(axis, x.shape, 'axis', check) : undefined;
    const open = axes && axes !== 'all' ? axes.find(each => isOfEntry(x.shape?.[each])) : undefined;
    if (open !== undefined)
      check.report(argumentForm, { op, problem: `cannot drop axis ${open}: its length is not known to be 1` }, { argument: 'axis' });
    return result;
  },
  examples: [
    { call: 'keras.ops.squeeze(x, axis=1)', given: { x: '2 1 6' }, gives: '2 6' },
    { call: 'keras.ops.squeeze(keras.Input((1, 6)), 0)', reports: 'argument-form' },
  ],
});

const permute = defineOp({
  ...keras,
  name: 'keras.backend.permute_dimensions',
  aliases: ['backend.transpose', 'ops.transpose'],
  summary: 'The axes in another order; the opposite one by default.',
  docs: docs('backend/permute_dimensions'),
  params: { x: tensor(), pattern: integers('int[]').alias('axes').optional() },
  shape: ({ x, pattern }, check) => transposeRule(x, pattern, { op: 'keras.backend.permute_dimensions', argument: 'pattern' }, check),
  examples: [
    { call: 'keras.backend.permute_dimensions(x, (0, 3, 1, 2))', given: { x: '8 28 30 3' }, gives: '8 3 28 30' },
    { call: 'keras.backend.permute_dimensions(x, (0, 3, 1))', given: { x: '8 28 30 3' }, reports: 'argument-form' },
  ],
});

const flatten = defineOp({
  ...keras,
  name: 'keras.backend.flatten',
  aliases: ['ops.ravel'],
  summary: 'All elements along one axis.',
  docs: docs('backend/flatten'),
  params: { x: tensor() },
  shape: ({ x: { shape, dtype } }) => ofType([shape ? elementCount(shape) : unknown], dtype),
  examples: [{ call: 'keras.backend.flatten(x)', given: { x: '2 6' }, gives: '12' }],
});

const batchFlatten = defineOp({
  ...keras,
  name: 'keras.backend.batch_flatten',
  summary: 'One axis of all that is in an item of the batch.',
  docs: docs('backend/batch_flatten'),
  params: { x: tensor() },
  shape: ({ x: { shape, dtype } }) => ofType([shape?.[0] ?? unknown, shape ? elementCount(shape.slice(1)) : unknown], dtype),
  examples: [{ call: 'keras.backend.batch_flatten(x)', given: { x: '2 6 5' }, gives: '2 30' }],
});

const stack = defineOp({
  ...keras,
  name: 'keras.backend.stack',
  aliases: ['ops.stack'],
  summary: 'Tensors of one shape put together along a new axis.',
  docs: docs('backend/stack'),
  params: { x: parts(), axis: integer().default('0') },
  shape: ({ x, axis }, check) => stackRule(x, axis, { values: 'x', axis: 'axis' }, check),
  examples: [
    { call: 'keras.backend.stack([x, x], axis=-1)', given: { x: '4 3' }, gives: '4 3 2' },
    { call: 'keras.backend.stack([x, y])', given: { x: '4 3', y: '4 2' }, reports: 'concat-mismatch' },
  ],
});

const tile = defineOp({
  ...keras,
  name: 'keras.backend.tile',
  summary: 'Repeated along the axes.',
  docs: docs('backend/tile'),
  params: { x: tensor(), n: integers('int[]') },
  shape: ({ x, n }, check) =>
    n?.kind === 'many' && n.items.length === x.shape?.length
      ? tileRule(x, n, { op: 'keras.backend.tile', argument: 'n' }, check)
      : undefined,
  examples: [{ call: 'keras.backend.tile(x, [2, 1])', given: { x: '4 3' }, gives: '8 3' }],
});

const repeat = defineOp({
  ...keras,
  name: 'keras.backend.repeat',
  summary: 'A sequence of so many copies.',
  docs: docs('backend/repeat'),
  params: { x: tensor(), n: integer() },
  shape: ({ x: { shape, dtype }, n }) => (shape?.length === 2 ? ofType([shape[0] as Dim, n, shape[1] as Dim], dtype) : undefined),
  examples: [{ call: 'keras.backend.repeat(x, 5)', given: { x: '4 3' }, gives: '4 5 3' }],
});

const repeatElements = defineOp({
  ...keras,
  name: 'keras.backend.repeat_elements',
  summary: 'Every element along an axis so many times.',
  docs: docs('backend/repeat_elements'),
  params: { x: tensor(), rep: integer(), axis: integer() },
  shape({ x: { shape, dtype }, rep, axis }, check) {
    const at = shape && readAxis(axis, shape, 'axis', check);
    if (!shape || at === undefined) return undefined;
    return ofType(shape.with(at, multiply(shape[at] as Dim, rep)), dtype);
  },
  examples: [{ call: 'keras.backend.repeat_elements(x, 2, axis=1)', given: { x: '4 3' }, gives: '4 6' }],
});

const resizeImages = defineOp({
  ...keras,
  name: 'keras.backend.resize_images',
  summary: 'Images so many times as high and as wide.',
  docs: docs('backend/resize_images'),
  params: {
    x: tensor(),
    height_factor: integer(),
    width_factor: integer(),
    data_format: dataFormatParam(),
    ...ignoredOnes('interpolation'),
  },
  shape({ x, height_factor, width_factor, data_format }, check) {
    const channelsFirst = readDataFormat(data_format, check);
    if (channelsFirst === undefined || x.shape?.length !== 4) return undefined;
    const axes = imageAxes(x.shape, 2, channelsFirst, check);
    if (!axes) return undefined;
    const [height, width] = axes.S as [Dim, Dim];
    return joinImage({ ...axes, S: [multiply(height, height_factor), multiply(width, width_factor)] }, channelsFirst);
  },
  examples: [{ call: "keras.backend.resize_images(x, 2, 3, 'channels_last')", given: { x: '1 4 4 3' }, gives: '1 8 12 3' }],
});

const spatialPadding = defineOp({
  ...keras,
  name: 'keras.backend.spatial_2d_padding',
  summary: 'Zeros at the ends of height and width.',
  docs: docs('backend/spatial_2d_padding'),
  params: { x: tensor(), padding: anything('pairs').default('1'), data_format: dataFormatParam() },
  shape({ x, padding, data_format }, check) {
    const channelsFirst = readDataFormat(data_format, check);
    const none = listArg([numberArg(0), numberArg(0)]);
    const one = listArg([numberArg(1), numberArg(1)]);
    const given =
      padding?.kind === 'list' ? padding.items : padding?.kind === 'none' || padding?.kind === 'number' ? [one, one] : undefined;
    if (!given || channelsFirst === undefined)
      return ofType(
        x.shape?.map(() => unknown),
        x.dtype,
      );
    const pairs = readPairs(listArg(channelsFirst ? [none, none, ...given] : [none, ...given, none]));
    return padRule(x, pairs, { op: 'keras.backend.spatial_2d_padding', argument: 'padding' }, check);
  },
  examples: [
    { call: 'keras.backend.spatial_2d_padding(x, ((1, 2), (0, 1)))', given: { x: '1 4 4 3' }, gives: '1 7 5 3' },
    { call: 'keras.backend.spatial_2d_padding(x, ((1, 2), (0, 1)))', given: { x: '4 4 3' }, reports: 'argument-form' },
  ],
});

const oneHot = defineOp({
  ...keras,
  name: 'keras.backend.one_hot',
  aliases: ['ops.one_hot'],
  summary: 'A row with a single 1 for every index.',
  docs: docs('backend/one_hot'),
  params: { indices: tensor().alias('x'), num_classes: integer(), axis: integer().default('-1'), ...ignoredOnes('dtype sparse') },
  shape: ({ indices, num_classes, axis }, check) => ofType(oneHotShape(indices.shape, num_classes, axis, check), 'float32'),
  examples: [{ call: 'keras.backend.one_hot(x, 10)', given: { x: '8' }, gives: '8 10' }],
});

const sized = (word: string, aliases: readonly string[], before = ''): Op =>
  defineOp({
    ...keras,
    name: `keras.backend.${word}`,
    aliases,
    summary: 'A tensor of the given shape.',
    docs: docs(`backend/${word}`),
    params: { shape: integers('int[]'), ...ignoredOnes(`${before} dtype name seed`.trim()) },
    shape: ({ shape }) => ofType(toShape(shape), 'float32'),
    examples: [{ call: `keras.backend.${word}((2, 3))`, gives: '2 3' }],
  });

const variable = defineOp({
  ...keras,
  name: 'keras.backend.variable',
  aliases: ['Variable'],
  summary: 'A tensor that keeps its shape and whose values change; it starts with the value.',
  docs: docs('backend/variable'),
  params: { value: tensor().alias('initializer'), dtype: dtype().optional(), ...ignoredOnes('name constraint') },
  shape: ({ value, dtype }) => ofType(value.shape, dtype ?? value.dtype),
  examples: [{ call: 'keras.backend.variable(x)', given: { x: '2 3' }, gives: '2 3' }],
});

const constant = defineOp({
  ...keras,
  name: 'keras.backend.constant',
  summary: 'A tensor of the given values.',
  docs: docs('backend/constant'),
  params: { value: tensor(), dtype: dtype().optional(), shape: integers('int[]').optional(), ...ignoredOnes('name') },
  shape: ({ value, dtype, shape }, check) => literalRule({ value, shape, dtype, fills: true, shortage: 'repeat-last' }, 'shape', check),
  examples: [{ call: 'keras.backend.constant(1.0, shape=[2, 3])', gives: '2 3' }],
});

const placeholder = defineOp({
  ...keras,
  name: 'keras.backend.placeholder',
  complete: 'keywords',
  summary: 'The entry of a graph; `None` stands for a dim that is known only when it runs.',
  docs: docs('backend/placeholder'),
  params: {
    shape: anything('(int | None)[]').optional(),
    ndim: anything('int').optional(),
    dtype: dtype().default('float32', textArg('float32')),
    ...ignoredOnes('sparse name ragged'),
  },
  shape({ shape, ndim, dtype }, check) {
    const rank = ndim && toDim(ndim);
    if (shape && shape.kind !== 'none') return ofType(shapeOf(shape, check, true), dtype);
    if (rank?.kind !== 'int' || rank.value > 8) return ofType(undefined, dtype);
    return ofType(
      Array.from({ length: rank.value }, (_, axis) => named(check)(axis, rank.value)),
      dtype,
    );
  },
  examples: [
    { call: 'keras.backend.placeholder((1, 3, None))' },
    { call: 'keras.backend.placeholder(shap=(1, 3, None))', reports: 'argument-form' },
  ],
});

/** The last axis of the one with the second to last of the other, without a batch that both share. */
const dot = defineOp({
  ...keras,
  name: 'keras.backend.dot',
  summary: 'The product of the last axis with the second to last of the other.',
  docs: docs('backend/dot'),
  params: { x: tensor(), y: tensor() },
  shape({ x, y }) {
    const [left, right] = [x.shape, y.shape];
    if (!left || !right || left.length < 2 || right.length < 2) return undefined;
    return ofType([...left.slice(0, -1), ...right.slice(0, -2), right.at(-1) as Dim], x.dtype);
  },
  examples: [{ call: 'keras.backend.dot(x, y)', given: { x: '8 5 4', y: '4 3' }, gives: '8 5 3' }],
});

export const shapeFunctions: readonly Op[] = [
  intShape,
  shapeTensor,
  ndim,
  reshape,
  expandDims,
  expandSeveral,
  squeeze,
  squeezeOp,
  permute,
  flatten,
  batchFlatten,
  stack,
  tile,
  repeat,
  repeatElements,
  resizeImages,
  spatialPadding,
  oneHot,
  sized('zeros', ['ops.zeros']),
  sized('ones', ['ops.ones']),
  sized('random_normal', ['random.normal'], 'mean stddev'),
  sized('random_uniform', ['random.uniform'], 'minval maxval'),
  sized('truncated_normal', ['random.truncated_normal'], 'mean stddev'),
  sized('random_binomial', [], 'p'),
  variable,
  constant,
  placeholder,
  dot,
];

/** `jax.lax.conv_general_dilated` and its shorter forms, `conv_transpose`. Source: jax/_src/lax/convolution.py. */
import { channelsMismatch } from '../../../diagnostics/channels-mismatch.ts';
import { groupsDoNotDivide } from '../../../diagnostics/groups-do-not-divide.ts';
import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import { unknownPadding } from '../../../diagnostics/unknown-padding.ts';
import { floorDivide } from '../../../dim/arithmetic.ts';
import { divides, equal } from '../../../dim/compare.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import type { WindowAxis } from '../../../kernel/geometry.ts';
import type { Shape } from '../../../shape/shape.ts';
import type { Arg, TensorArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { computeWindow } from '../../conv/compute.ts';
import { allKnown, outputOf } from '../../conv/slide.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, flag, type Integers, integer, integers, tensor, wordOr } from '../../parameter.ts';
import { anyOf, docs, jax } from '../declare.ts';
import { layoutOf, type Numbers, readDimensionNumbers } from './dimension-numbers.ts';
import { readTransposePadding, transposeJax, wrongStrides } from './transpose.ts';
import { checkPositive, dilated, perAxis, readPadding, slideJax } from './window.ts';

interface Given {
  readonly lhs: TensorArg;
  readonly rhs: TensorArg;
  readonly window_strides?: Integers;
  readonly strides?: Integers;
  readonly padding: Arg | undefined;
  readonly lhs_dilation?: Integers;
  readonly rhs_dilation?: Integers;
  readonly dimension_numbers?: Arg | undefined;
  readonly feature_group_count?: Dim;
  readonly batch_group_count?: Dim;
  readonly transpose_kernel?: boolean | undefined;
  readonly use_consistent_padding?: boolean | undefined;
}

const none: Integers = { kind: 'none' };
const one = int(1);

/** Takes the axes of an array by their numbers. */
const takeAxes = (shape: Shape | undefined, { first, second, spatial }: Numbers) => ({
  first: shape?.[first] ?? unknown,
  second: shape?.[second] ?? unknown,
  S: spatial.map(axis => shape?.[axis] ?? unknown),
});

function putAxes({ first, second, spatial }: Numbers, N: Dim, C: Dim, S: readonly Dim[]): Shape {
  const shape = Array<Dim>(spatial.length + 2).fill(unknown);
  shape[first] = N;
  shape[second] = C;
  spatial.forEach((axis, at) => {
    shape[axis] = S[at] ?? unknown;
  });
  return shape;
}

function rule(op: string, transposed: boolean, given: Given, check: Check): Shape | undefined {
  const { lhs, rhs } = given;
  if (lhs.shape && rhs.shape && lhs.shape.length !== rhs.shape.length) {
    check.report(rankMismatch, { argument: 'lhs', wanted: `${rhs.shape.length}, that of rhs,`, got: lhs.shape }, { argument: 'lhs' });
    return undefined;
  }
  const rank = lhs.shape?.length ?? rhs.shape?.length ?? namedRank(given.dimension_numbers);
  if (rank === undefined) return undefined;
  if (rank < 2) return undefined;
  const spatial = rank - 2;
  const defaults = transposed && (!given.dimension_numbers || given.dimension_numbers.kind === 'none') ? channelsLast(spatial) : undefined;
  const numbers = defaults ?? readDimensionNumbers(op, given.dimension_numbers, rank, check);
  if (!numbers) return Array<Dim>(rank).fill(unknown);
  const image = takeAxes(lhs.shape, numbers.lhs);
  const kernel = takeAxes(rhs.shape, numbers.rhs);
  const reading = { op, spatial, check };
  const dilations = perAxis(reading, 'rhs_dilation', given.rhs_dilation ?? none, false);
  checkPositive(reading, 'rhs_dilation', dilations);
  const strides = transposed
    ? perAxis(reading, 'strides', given.strides ?? none, false, wrongStrides(spatial, given.padding))
    : perAxis(reading, 'window_strides', given.window_strides ?? none, false);
  const swapped = transposed && given.transpose_kernel === true;
  const [O, I] = swapped ? [kernel.second, kernel.first] : [kernel.first, kernel.second];
  const groups = given.feature_group_count ?? one;
  const batches = given.batch_group_count ?? one;
  checkFeatures(
    {
      C: image.second,
      I: transposed && given.transpose_kernel === undefined ? unknown : I,
      O,
      groups,
      axis: swapped ? numbers.rhs.first : numbers.rhs.second,
    },
    check,
  );
  const axes = transposed
    ? stretched(image.S, kernel.S, strides, dilations, given, reading)
    : direct(image.S, kernel.S, strides, dilations, given, reading);
  setGeometry(transposed, axes, { numbers, N: image.first, C: image.second, O, groups, swapped }, check);
  const N = equal(batches, one) === 'yes' ? image.first : floorDivide(image.first, batches);
  return putAxes(numbers.out, N, transposed && given.transpose_kernel === undefined ? unknown : O, axes.map(outputOf));
}

const namedRank = (given: Arg | undefined): number | undefined => {
  const first = given?.kind === 'list' ? given.items[0] : undefined;
  return first?.kind === 'text' ? first.text?.length : undefined;
};

/** Of `conv_transpose` alone. */
function channelsLast(spatial: number) {
  const all = Array.from({ length: spatial }, (_, at) => at);
  const image = { first: 0, second: spatial + 1, spatial: all.map(at => at + 1) };
  return { lhs: image, rhs: { first: spatial + 1, second: spatial, spatial: all }, out: image };
}

interface Features {
  readonly C: Dim;
  readonly I: Dim;
  readonly O: Dim;
  readonly groups: Dim;
  readonly axis: number;
}

function checkFeatures({ C, I, O, groups, axis }: Features, check: Check): void {
  const related = [{ argument: 'rhs', message: "the filter's shape comes from here" }];
  if (divides(groups, C) === 'no') {
    check.report(groupsDoNotDivide, { groups, what: "the input's channels", channels: C }, { argument: 'feature_group_count' });
    return;
  }
  if (divides(groups, O) === 'no')
    check.report(groupsDoNotDivide, { groups, what: "the filter's output channels", channels: O }, { argument: 'feature_group_count' });
  if (equal(floorDivide(C, groups), I) === 'no')
    check.report(
      channelsMismatch,
      equal(groups, one) === 'yes'
        ? { kind: 'input', input: C, filter: I, filterAxis: axis, groups: false }
        : { kind: 'pair', left: 'a group of the input', leftDim: floorDivide(C, groups), right: 'the filter', rightDim: I },
      { argument: 'rhs' },
      { related },
    );
}

type Reading = Parameters<typeof readPadding>[0];

function direct(
  S: readonly Dim[],
  kernel: readonly Dim[],
  strides: readonly Dim[],
  dilations: readonly Dim[],
  given: Given,
  reading: Reading,
): readonly (WindowAxis | undefined)[] {
  const stretch = perAxis(reading, 'lhs_dilation', given.lhs_dilation ?? none, false);
  checkPositive(reading, 'lhs_dilation', stretch);
  const { check } = reading;
  const padding = readPadding(reading, given.padding);
  // "String padding is not implemented for transposed convolution using this op."
  if (given.padding?.kind === 'text' && given.padding.text !== undefined && stretch.some(dim => dim.kind === 'int' && dim.value > 1))
    check.report(
      unknownPadding,
      { got: given.padding.text, allowed: ['a list of pairs, where the input is dilated,', 'conv_transpose'] },
      { argument: 'padding' },
    );
  const lengths = S.map((dim, at) => dilated(dim, stretch[at] ?? one));
  return slideJax(lengths, { kernel, strides, dilations, padding }, 'rhs', check);
}

function stretched(
  S: readonly Dim[],
  kernel: readonly Dim[],
  strides: readonly Dim[],
  dilations: readonly Dim[],
  given: Given,
  reading: Reading,
): readonly (WindowAxis | undefined)[] {
  checkPositive(reading, 'strides', strides);
  // Consistent padding is taken as far as it is needed.
  const longer = given.use_consistent_padding !== false && given.padding?.kind === 'list' && given.padding.items.length > S.length;
  const padding = longer ? S.map(() => undefined) : readTransposePadding(reading, given.padding, strides);
  return transposeJax(S, { kernel, strides, dilations, padding, consistent: given.use_consistent_padding }, reading.check);
}

interface Around {
  readonly numbers: { readonly lhs: Numbers; readonly rhs: Numbers; readonly out: Numbers };
  readonly N: Dim;
  readonly C: Dim;
  readonly O: Dim;
  readonly groups: Dim;
  readonly swapped: boolean;
}

function setGeometry(transposed: boolean, axes: readonly (WindowAxis | undefined)[], around: Around, check: Check): void {
  const { numbers, N, C, O, groups, swapped } = around;
  const known = allKnown(axes);
  const layout = layoutOf(numbers.lhs, ['N', 'C']);
  const filterLayout = layoutOf(numbers.rhs, swapped ? ['I', 'O'] : ['O', 'I']);
  if (!known || known.length === 0 || known.length > 3 || !layout || layout !== layoutOf(numbers.out, ['N', 'C'])) return;
  check.geometry = {
    kind: transposed ? 'transposed-conv' : 'conv',
    axes: known,
    batch: N,
    inputChannels: C,
    outputChannels: O,
    groups,
    layout,
    ...(filterLayout ? { filterLayout } : {}),
    inputArgument: 'lhs',
    filterArgument: 'rhs',
  };
}

const arrays = { lhs: tensor('[N, C, …]'), rhs: tensor('[O, I, …]') } as const;
const typed = 'precision preferred_element_type out_sharding';
const paddingParam = () => wordOr('pairs', 'SAME', 'VALID', 'SAME_LOWER');
const list = () => integers('int[]');

/** Elements of stretched inputs are not computed. */
const computes = (given: Given, check: Check) => {
  if (given.lhs_dilation && given.lhs_dilation.kind !== 'none') return undefined;
  if (given.batch_group_count && equal(given.batch_group_count, one) !== 'yes') return undefined;
  return computeWindow(given.lhs, given.rhs, check, given.lhs.shape?.length ?? 4);
};

const general = defineOp({
  ...jax,
  name: 'jax.lax.conv_general_dilated',
  summary: 'Slides filters over an array, in any layout, with dilation of either.',
  docs: docs('jax.lax.conv_general_dilated'),
  params: {
    ...arrays,
    window_strides: list(),
    padding: paddingParam(),
    lhs_dilation: list().optional(),
    rhs_dilation: list().optional(),
    dimension_numbers: anything('(str, str, str)').optional(),
    feature_group_count: integer().default('1'),
    batch_group_count: integer().default('1'),
    ...anyOf(typed),
  },
  shape: (args, check) => rule('jax.lax.conv_general_dilated', false, args as unknown as Given, check),
  compute: (args, _, check) => computes(args as unknown as Given, check),
  examples: [
    { call: "lax.conv_general_dilated(x, w, (1, 1), 'SAME')", given: { x: '8 3 28 28', w: '16 3 3 3' }, gives: '8 16 28 28' },
    {
      call: "lax.conv_general_dilated(x, w, (2, 2), [(1, 1), (0, 1)], dimension_numbers=('NHWC', 'HWIO', 'NHWC'))",
      given: { x: '8 28 28 3', w: '3 3 3 16' },
      gives: '8 14 14 16',
    },
    {
      call: "lax.conv_general_dilated(x, w, (1, 1), 'VALID', dimension_numbers=('NHWC', 'HWIO', 'NCHW'))",
      given: { x: '8 28 30 3', w: '5 3 3 16' },
      gives: '8 16 24 28',
    },
    {
      call: 'lax.conv_general_dilated(x, w, (1, 1), [(1, 1), (1, 1)], lhs_dilation=(2, 2))',
      given: { x: '8 3 7 7', w: '16 3 3 3' },
      gives: '8 16 13 13',
    },
    {
      call: "lax.conv_general_dilated(x, w, (1, 1), 'SAME', feature_group_count=2)",
      given: { x: '8 4 9 9', w: '6 2 3 3' },
      gives: '8 6 9 9',
    },
    { call: "lax.conv_general_dilated(x, w, (1, 1), 'SAME')", given: { x: '8 28 28 3', w: '3 3 3 16' }, reports: 'channels-mismatch' },
    {
      call: "lax.conv_general_dilated(x, w, (1, 1), 'SAME', feature_group_count=2)",
      given: { x: '8 3 9 9', w: '6 2 3 3' },
      reports: 'groups-do-not-divide',
    },
    { call: "lax.conv_general_dilated(x, w, (1,), 'SAME')", given: { x: '8 3 9 9', w: '6 3 3 3' }, reports: 'argument-form' },
    { call: "lax.conv_general_dilated(x, w, (1, 1), 'FULL')", given: { x: '8 3 9 9', w: '6 3 3 3' }, reports: 'unknown-padding' },
    {
      call: "lax.conv_general_dilated(x, w, (1, 1), 'SAME', lhs_dilation=(2, 2))",
      given: { x: '8 3 9 9', w: '6 3 3 3' },
      reports: 'unknown-padding',
    },
    { call: "lax.conv_general_dilated(x, w, (1, 1), 'VALID')", given: { x: '8 3 3 3', w: '6 3 5 5' }, reports: 'window-exceeds-input' },
    { call: "lax.conv_general_dilated(x, w, (1, 1), 'SAME')", given: { x: '8 3 9', w: '6 3 3 3' }, reports: 'rank-mismatch' },
    {
      call: "lax.conv_general_dilated(x, w, (1, 1), 'SAME', dimension_numbers=('NHWC', 'HWIO', 'NHW'))",
      given: { x: '8 9 9 3', w: '3 3 3 6' },
      reports: 'argument-form',
    },
  ],
});

const conv = defineOp({
  ...jax,
  name: 'jax.lax.conv',
  summary: 'Slides filters over an array whose channels come first.',
  docs: docs('jax.lax.conv'),
  params: { ...arrays, window_strides: list(), padding: paddingParam(), ...anyOf('precision preferred_element_type') },
  shape: (args, check) => rule('jax.lax.conv', false, args as unknown as Given, check),
  compute: (args, _, check) => computes(args as unknown as Given, check),
  examples: [
    { call: "lax.conv(x, w, (2, 2), 'SAME')", given: { x: '8 3 28 28', w: '16 3 3 3' }, gives: '8 16 14 14' },
    { call: "lax.conv(x, w, (2, 2), 'SAME')", given: { x: '8 4 28 28', w: '16 3 3 3' }, reports: 'channels-mismatch' },
  ],
});

const padded = defineOp({
  ...jax,
  name: 'jax.lax.conv_with_general_padding',
  summary: 'Slides filters over an array whose channels come first, with dilation of either.',
  docs: docs('jax.lax.conv_with_general_padding'),
  params: {
    ...arrays,
    window_strides: list(),
    padding: paddingParam(),
    lhs_dilation: list().optional(),
    rhs_dilation: list().optional(),
    ...anyOf('precision preferred_element_type'),
  },
  shape: (args, check) => rule('jax.lax.conv_with_general_padding', false, args as unknown as Given, check),
  compute: (args, _, check) => computes(args as unknown as Given, check),
  examples: [
    {
      call: 'lax.conv_with_general_padding(x, w, (1, 1), [(2, 3), (2, 2)], (2, 2), (1, 1))',
      given: { x: '8 3 5 5', w: '16 3 3 3' },
      gives: '8 16 12 11',
    },
  ],
});

const transpose = defineOp({
  ...jax,
  name: 'jax.lax.conv_transpose',
  summary: 'Slides filters over an array stretched by zeros: what a convolution made small becomes large. Channels come last by default.',
  docs: docs('jax.lax.conv_transpose'),
  params: {
    lhs: tensor('[N, …, C]'),
    rhs: tensor('[…, I, O]'),
    strides: list(),
    padding: paddingParam(),
    rhs_dilation: list().optional(),
    dimension_numbers: anything('(str, str, str)').optional(),
    transpose_kernel: flag().default('False'),
    ...anyOf('precision preferred_element_type'),
    use_consistent_padding: flag().default('False'),
  },
  shape: (args, check) => rule('jax.lax.conv_transpose', true, args as unknown as Given, check),
  examples: [
    { call: "lax.conv_transpose(x, w, (2, 2), 'SAME')", given: { x: '8 7 7 64', w: '4 4 64 32' }, gives: '8 14 14 32' },
    { call: "lax.conv_transpose(x, w, (2, 2), 'VALID')", given: { x: '8 7 7 64', w: '5 5 64 32' }, gives: '8 17 17 32' },
    { call: 'lax.conv_transpose(x, w, (2, 2), [(1, 2), (1, 1)])', given: { x: '8 7 7 64', w: '4 4 64 32' }, gives: '8 13 12 32' },
    {
      call: "lax.conv_transpose(x, w, (2, 2), 'SAME', transpose_kernel=True)",
      given: { x: '8 7 7 64', w: '4 4 32 64' },
      gives: '8 14 14 32',
    },
    { call: "lax.conv_transpose(x, w, (2, 2), 'SAME')", given: { x: '8 7 7 64', w: '4 4 32 64' }, reports: 'channels-mismatch' },
    { call: "lax.conv_transpose(x, w, (2, 2), 'same')", given: { x: '8 7 7 64', w: '4 4 64 32' }, reports: 'unknown-padding' },
    { call: "lax.conv_transpose(x, w, (2,), 'SAME')", given: { x: '8 7 7 64', w: '4 4 64 32' }, reports: 'argument-form' },
  ],
});

export const convolutions: readonly Op[] = [general, conv, padded, transpose];

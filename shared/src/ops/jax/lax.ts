/** `jax.lax` beside the convolutions. Source: jax/_src/lax/lax.py, slicing.py, windowed_reductions.py. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { add, ceilDivide, subtract } from '../../dim/arithmetic.ts';
import { equal, less } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { broadcast } from '../../shape/broadcast.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, toDim, unknownArg } from '../argument.ts';
import { readAxis } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { concatRule, parts } from '../common/join.ts';
import { reshapeRule } from '../common/reshape.ts';
import { toShape } from '../common/shape-argument.ts';
import { expandAxesRule, squeezeRule, transposeRule } from '../common/transpose.ts';
import { outputOf } from '../conv/slide.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, type Integers, integer, integers, tensor, wordOr } from '../parameter.ts';
import { dilated, perAxis, readPadding, slideJax } from './conv/window.ts';
import { anyOf, docs, jax } from './declare.ts';
import { type KeptFunction, keepsShape } from './keep-shape.ts';

const named = (word: string) => ({ name: `jax.lax.${word}`, docs: docs(`jax.lax.${word}`) });

const kept: readonly KeptFunction[] = [
  ...[
    ...'abs neg sign exp exp2 expm1 log log1p sqrt rsqrt cbrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh'.split(' '),
    ...'floor ceil round logistic erf erfc erf_inv lgamma digamma is_finite square reciprocal conj real imag'.split(' '),
  ].map(name => ({ name, summary: `The function ${name}, element by element.` })),
  { name: 'convert_element_type', more: 'new_dtype', call: "'float32'", summary: 'The same array with another element type.' },
  { name: 'rev', more: 'dimensions', call: '(0,)', summary: 'Turned around along some axes.' },
  { name: 'sort', more: 'dimension is_stable num_keys', summary: 'Sorted along an axis.' },
  { name: 'cumsum', more: 'axis reverse', summary: 'Running sums along an axis.' },
  { name: 'cumprod', more: 'axis reverse', summary: 'Running products along an axis.' },
  { name: 'cummax', more: 'axis reverse', summary: 'Running maxima along an axis.' },
  { name: 'integer_pow', more: 'y', call: '2', summary: 'A power of every element.' },
  { name: 'dynamic_update_slice', more: 'update start_indices', call: 'x, (0, 0)', summary: 'The same array with a part of it replaced.' },
];

/** Shapes must be equal but for scalars; what comes out is the wider of the two, and a clash is left to JAX. */
const pairwise = (name: string): Op =>
  defineOp({
    ...jax,
    ...named(name),
    summary: `The function ${name} of two arrays of one shape.`,
    params: { x: tensor(), y: tensor() },
    shape: ({ x, y }) => {
      const both = x.shape && y.shape ? broadcast(x.shape, y.shape) : undefined;
      return ofType(both && 'shape' in both ? both.shape : undefined, x.dtype ?? y.dtype);
    },
    examples: [{ call: `lax.${name}(x, y)`, given: { x: '2 3', y: '2 3' }, gives: '2 3' }],
  });

const list = () => integers('int[]');
const listed = (given: Integers): readonly Dim[] | undefined =>
  given?.kind === 'many' ? given.items.map(item => (typeof item === 'string' ? unknown : item)) : undefined;

const reshape = defineOp({
  ...jax,
  ...named('reshape'),
  summary: 'The same elements in another shape.',
  params: { operand: tensor(), new_sizes: list(), ...anyOf('dimensions') },
  shape(args, check) {
    const { operand, new_sizes } = args as never as { operand: TensorArg; new_sizes: Integers };
    return reshapeRule(operand, new_sizes, { op: 'jax.lax.reshape', argument: 'new_sizes' }, check);
  },
  examples: [
    { call: 'lax.reshape(x, (3, 4))', given: { x: '2 6' }, gives: '3 4' },
    { call: 'lax.reshape(x, (5, 4))', given: { x: '2 6' }, reports: 'reshape-size' },
  ],
});

const transpose = defineOp({
  ...jax,
  ...named('transpose'),
  summary: 'The axes in another order.',
  params: { operand: tensor(), permutation: list() },
  shape: ({ operand, permutation }, check) =>
    transposeRule(operand, permutation, { op: 'jax.lax.transpose', argument: 'permutation' }, check),
  examples: [{ call: 'lax.transpose(x, (0, 3, 1, 2))', given: { x: '8 28 30 3' }, gives: '8 3 28 30' }],
});

const concatenate = defineOp({
  ...jax,
  ...named('concatenate'),
  summary: 'Arrays put together along an axis.',
  params: { operands: parts(), dimension: integer() },
  shape: ({ operands, dimension }, check) => concatRule(operands, dimension, { values: 'operands', axis: 'dimension' }, check),
  examples: [
    { call: 'lax.concatenate([x, y], 0)', given: { x: '4 3', y: '5 3' }, gives: '9 3' },
    { call: 'lax.concatenate([x, y], 1)', given: { x: '4 3', y: '5 3' }, reports: 'concat-mismatch' },
  ],
});

const broadcasting = defineOp({
  ...jax,
  ...named('broadcast'),
  summary: 'Repeated along new axes in front.',
  params: { operand: tensor(), sizes: list() },
  shape: ({ operand: { shape, dtype }, sizes }) => {
    const front = toShape(sizes);
    return ofType(shape && front && [...front, ...shape], dtype);
  },
  examples: [{ call: 'lax.broadcast(x, (4,))', given: { x: '2 3' }, gives: '4 2 3' }],
});

const broadcastInDim = defineOp({
  ...jax,
  ...named('broadcast_in_dim'),
  summary: 'Stretched to a shape, each axis put at the place named.',
  params: { operand: tensor(), shape: list(), ...anyOf('broadcast_dimensions') },
  shape: args => ofType(toShape(args['shape'] as Integers), (args['operand'] as TensorArg).dtype),
  examples: [{ call: 'lax.broadcast_in_dim(x, (4, 3), (1,))', given: { x: '3' }, gives: '4 3' }],
});

const full = defineOp({
  ...jax,
  ...named('full'),
  summary: 'An array that repeats one value.',
  params: { shape: list(), ...anyOf('fill_value'), dtype: dtype().optional() },
  shape: args => ofType(toShape(args['shape'] as Integers), args['dtype'] as string | undefined),
  examples: [{ call: 'lax.full((2, 3), 7.0)', gives: '2 3' }],
});

const iota = defineOp({
  ...jax,
  ...named('iota'),
  summary: 'The numbers from 0 on.',
  params: { dtype: dtype(), size: integer() },
  shape: ({ dtype, size }) => ofType([size], dtype),
  examples: [{ call: "lax.iota('int32', 5)", gives: '5' }],
});

const select = defineOp({
  ...jax,
  ...named('select'),
  aliases: ['lax.select_n'],
  summary: 'From one array where a condition holds, else from another of the same shape.',
  params: { pred: tensor(), on_true: tensor(), on_false: tensor() },
  shape: ({ on_true, on_false }) => ofType(on_true.shape ?? on_false.shape, on_true.dtype ?? on_false.dtype),
  examples: [{ call: 'lax.select(x > 0, x, x)', given: { x: '2 3' }, gives: '2 3' }],
});

const slice = defineOp({
  ...jax,
  ...named('slice'),
  summary: 'From a start to a limit along each axis.',
  params: { operand: tensor(), start_indices: list(), limit_indices: list(), strides: list().optional() },
  shape({ operand: { shape, dtype }, start_indices, limit_indices, strides }, check) {
    const [from, to, by] = [listed(start_indices), listed(limit_indices), listed(strides)];
    if (!from || !to || (strides?.kind !== 'none' && !by))
      return ofType(
        shape?.map(() => unknown),
        dtype,
      );
    if (shape && (from.length !== shape.length || to.length !== shape.length)) {
      check.report(
        argumentForm,
        { op: 'jax.lax.slice', problem: `needs ${shape.length} numbers, one per axis` },
        { argument: 'limit_indices' },
      );
      return undefined;
    }
    to.forEach((limit, axis) => {
      const whole = shape?.[axis];
      if (whole && less(whole, limit) === 'yes')
        check.report(
          argumentForm,
          { op: 'jax.lax.slice', problem: `reaches beyond the end of axis ${axis}` },
          { argument: 'limit_indices', item: axis },
        );
    });
    return ofType(
      to.map((limit, axis) => ceilDivide(subtract(limit, from[axis] ?? unknown), by?.[axis] ?? int(1))),
      dtype,
    );
  },
  examples: [
    { call: 'lax.slice(x, (1, 0), (3, 5))', given: { x: '4 6' }, gives: '2 5' },
    { call: 'lax.slice(x, (0, 0), (4, 5), (2, 2))', given: { x: '4 6' }, gives: '2 3' },
    { call: 'lax.slice(x, (0, 0), (5, 5))', given: { x: '4 6' }, reports: 'argument-form' },
  ],
});

const dynamicSlice = defineOp({
  ...jax,
  ...named('dynamic_slice'),
  summary: 'So many cells along each axis, from a place that is computed.',
  params: { operand: tensor(), ...anyOf('start_indices'), slice_sizes: list() },
  shape: args => ofType(toShape(args['slice_sizes'] as Integers), (args['operand'] as TensorArg).dtype),
  examples: [{ call: 'lax.dynamic_slice(x, (1, 0), (2, 5))', given: { x: '4 6' }, gives: '2 5' }],
});

interface Along {
  readonly operand: TensorArg;
  readonly axis: Dim;
  readonly slice_size?: Arg;
  readonly start_index?: Arg;
  readonly limit_index?: Arg;
  readonly stride?: Dim;
}

/** Negative places count from the end, as in a slice of a list. */
function between(start: Arg | undefined, limit: Arg | undefined, whole: Dim, stride: Dim | undefined): Dim | undefined {
  const place = (arg: Arg | undefined, absent: Dim) => {
    const dim = !arg || arg.kind === 'none' ? absent : (toDim(arg) ?? unknown);
    return dim.kind === 'int' && dim.value < 0 ? add(dim, whole) : dim;
  };
  const length = subtract(place(limit, whole), place(start, int(0)));
  return stride ? ceilDivide(length, stride) : length;
}

const inDim = (name: 'dynamic_slice_in_dim' | 'slice_in_dim'): Op =>
  defineOp({
    ...jax,
    ...named(name),
    summary: 'A part along one axis.',
    params: {
      operand: tensor(),
      start_index: anything('int'),
      [name === 'slice_in_dim' ? 'limit_index' : 'slice_size']: anything('int'),
      ...(name === 'slice_in_dim' ? { stride: integer().default('1') } : {}),
      axis: integer().default('0'),
    },
    shape(args, check) {
      const { operand, axis, slice_size, start_index, limit_index, stride } = args as never as Along;
      const { shape, dtype } = operand;
      const at = shape && readAxis(axis, shape, 'axis', check);
      if (!shape || at === undefined)
        return ofType(
          shape?.map(() => unknown),
          dtype,
        );
      const length =
        name === 'slice_in_dim' ? between(start_index, limit_index, shape[at] ?? unknown, stride) : slice_size && toDim(slice_size);
      return ofType(shape.with(at, length ?? unknown), dtype);
    },
    examples: [
      name === 'slice_in_dim'
        ? { call: 'lax.slice_in_dim(x, 1, 3, axis=1)', given: { x: '4 6' }, gives: '4 2' }
        : { call: 'lax.dynamic_slice_in_dim(x, 1, 3, axis=1)', given: { x: '4 6' }, gives: '4 3' },
    ],
  });

/** Cells before, after and between; negative ones take away. */
const pad = defineOp({
  ...jax,
  ...named('pad'),
  summary: 'Longer at the ends of the axes, and between their cells.',
  params: { operand: tensor(), ...anyOf('padding_value'), padding_config: anything('(low, high, interior)[]', { kind: 'integers' }) },
  order: 'operand padding_value padding_config',
  shape(args) {
    const { operand, padding_config } = args as never as { operand: TensorArg; padding_config: Arg | undefined };
    const { shape, dtype } = operand;
    const items = padding_config?.kind === 'list' ? padding_config.items : undefined;
    if (!shape || items?.length !== shape.length)
      return ofType(
        shape?.map(() => unknown),
        dtype,
      );
    return ofType(
      shape.map((dim, axis) => {
        const item = items[axis];
        const [low, high, interior] = item?.kind === 'list' ? item.items.map(each => toDim(each) ?? unknown) : [];
        return low && high && interior ? add(dilated(dim, add(interior, int(1))), add(low, high)) : unknown;
      }),
      dtype,
    );
  },
  examples: [{ call: 'lax.pad(x, 0.0, ((1, 1, 0), (0, 2, 1)))', given: { x: '4 3' }, gives: '6 7' }],
});

interface Contraction {
  readonly contract: readonly [readonly number[], readonly number[]];
  readonly batch: readonly [readonly number[], readonly number[]];
}

function readContraction(arg: Arg | undefined): Contraction | undefined {
  const axes = (of: Arg | undefined): readonly number[] | undefined => {
    const numbers =
      of?.kind === 'list' ? of.items.map(item => toDim(item)).map(dim => (dim?.kind === 'int' ? dim.value : Number.NaN)) : undefined;
    return numbers?.every(Number.isInteger) ? numbers : undefined;
  };
  const pair = (of: Arg | undefined) => (of?.kind === 'list' ? of.items.map(axes) : []);
  if (arg?.kind !== 'list' || arg.items.length !== 2) return undefined;
  const [[a, b], [c, d]] = [pair(arg.items[0]), pair(arg.items[1])];
  return a && b && c && d && a.length === b.length && c.length === d.length ? { contract: [a, b], batch: [c, d] } : undefined;
}

const dotGeneral = defineOp({
  ...jax,
  ...named('dot_general'),
  summary: 'Sums of products over the axes named; batch axes come first, then what is left of each.',
  params: {
    lhs: tensor(),
    rhs: tensor(),
    dimension_numbers: anything('((contracting), (batch))'),
    ...anyOf('precision preferred_element_type'),
  },
  shape(args, check) {
    const { lhs, rhs, dimension_numbers } = args as never as { lhs: TensorArg; rhs: TensorArg; dimension_numbers: Arg | undefined };
    const read = readContraction(dimension_numbers);
    if (!read || !lhs.shape || !rhs.shape) return ofType(undefined, lhs.dtype ?? rhs.dtype);
    const { contract, batch } = read;
    for (const [left, right] of [contract, batch] as const)
      left.forEach((axis, at) => {
        const inner = [lhs.shape?.at(axis) ?? unknown, rhs.shape?.at(right[at] ?? 0) ?? unknown] as const;
        if (equal(...inner) === 'no')
          check.report(matmulMismatch, { left: lhs.shape as Shape, right: rhs.shape as Shape, inner }, { argument: 'rhs' });
      });
    const rest = (shape: Shape, side: 0 | 1) =>
      shape.filter((_, axis) => ![...contract[side], ...batch[side]].some(each => (each < 0 ? each + shape.length : each) === axis));
    return ofType(
      [...batch[0].map(axis => lhs.shape?.at(axis) ?? unknown), ...rest(lhs.shape, 0), ...rest(rhs.shape, 1)],
      lhs.dtype ?? rhs.dtype,
    );
  },
  examples: [
    { call: 'lax.dot_general(x, y, (((2,), (1,)), ((0,), (0,))))', given: { x: '8 2 3', y: '8 3 4' }, gives: '8 2 4' },
    { call: 'lax.dot_general(x, y, (((1,), (0,)), ((), ())))', given: { x: '2 3', y: '4 5' }, reports: 'matmul-mismatch' },
  ],
});

/** Vectors and matrices only. */
const dot = defineOp({
  ...jax,
  ...named('dot'),
  summary: 'The product of two matrices or vectors.',
  params: { lhs: tensor(), rhs: tensor(), ...anyOf('precision preferred_element_type') },
  shape(args, check) {
    const { lhs, rhs } = args as never as { lhs: TensorArg; rhs: TensorArg };
    const [left, right] = [lhs.shape, rhs.shape];
    if (!left || !right || ![1, 2].includes(left.length) || ![1, 2].includes(right.length) || check.given.has('dimension_numbers'))
      return undefined;
    const inner = [left.at(-1) ?? unknown, right[0] ?? unknown] as const;
    if (equal(...inner) === 'no') check.report(matmulMismatch, { left, right, inner }, { argument: 'rhs' });
    return ofType([...left.slice(0, -1), ...right.slice(1)], lhs.dtype ?? rhs.dtype);
  },
  examples: [
    { call: 'lax.dot(x, y)', given: { x: '2 3', y: '3 4' }, gives: '2 4' },
    { call: 'lax.dot(x, y)', given: { x: '2 3', y: '4 4' }, reports: 'matmul-mismatch' },
  ],
});

/** Windows over every axis, batch and channels included. */
const reduceWindow = defineOp({
  ...jax,
  ...named('reduce_window'),
  summary: 'A window that slides over all axes, reduced at every place.',
  params: {
    operand: tensor(),
    ...anyOf('init_value computation'),
    window_dimensions: list(),
    window_strides: list().optional(),
    padding: wordOr('pairs', 'SAME', 'VALID', 'SAME_LOWER').default("'VALID'"),
    base_dilation: list().optional(),
    window_dilation: list().optional(),
  },
  order: 'operand init_value computation window_dimensions window_strides padding base_dilation window_dilation',
  shape(args, check) {
    const { operand, window_dimensions, window_strides, padding, base_dilation, window_dilation } = args as never as {
      operand: TensorArg;
      padding: Arg | undefined;
    } & Record<'window_dimensions' | 'window_strides' | 'base_dilation' | 'window_dilation', Integers>;
    const kernel = listed(window_dimensions);
    const rank = kernel?.length ?? operand.shape?.length;
    if (rank === undefined) return undefined;
    const reading = { op: 'jax.lax.reduce_window', spatial: operand.shape?.length ?? rank, check };
    const stretch = perAxis(reading, 'base_dilation', base_dilation, false);
    const ends = readPadding(reading, padding);
    const stretched = stretch.some(dim => !(dim.kind === 'int' && dim.value === 1));
    const sliding = {
      kernel: perAxis(reading, 'window_dimensions', window_dimensions, false),
      strides: perAxis(reading, 'window_strides', window_strides, false),
      dilations: perAxis(reading, 'window_dilation', window_dilation, false),
      // A word pads as if nothing were put between the cells.
      padding: stretched && padding?.kind === 'text' ? [] : ends,
    };
    const lengths = (operand.shape ?? Array<Dim>(rank).fill(unknown)).map((dim, at) => dilated(dim, stretch[at] ?? int(1)));
    return ofType(slideJax(lengths, sliding, 'window_dimensions', check).map(outputOf), operand.dtype);
  },
  examples: [
    { call: "lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), 'VALID')", given: { x: '8 9 8 3' }, gives: '8 4 4 3' },
    { call: "lax.reduce_window(x, 0.0, lax.add, (1, 3, 3, 1), (1, 2, 2, 1), 'SAME')", given: { x: '8 9 8 3' }, gives: '8 5 4 3' },
    { call: "lax.reduce_window(x, 0.0, lax.add, (2, 2), (2, 2), 'SAME')", given: { x: '8 9 8 3' }, reports: 'argument-form' },
  ],
});

/** What a pair of shapes means for `dimension_numbers`, as lists of axes. */
const dimensionNumbers = defineOp({
  ...jax,
  ...named('conv_dimension_numbers'),
  listed: false,
  summary: 'Which axis of each array is what.',
  params: { ...anyOf('lhs_shape rhs_shape'), dimension_numbers: anything('(str, str, str)') },
  order: 'lhs_shape rhs_shape dimension_numbers',
  shape: args => (args['dimension_numbers'] as Arg | undefined) ?? unknownArg,
  examples: [{ call: "lax.conv_dimension_numbers((8, 9, 9, 3), (3, 3, 3, 6), ('NHWC', 'HWIO', 'NHWC'))" }],
});

const expandDims = defineOp({
  ...jax,
  ...named('expand_dims'),
  summary: 'With axes of length 1 at the places named.',
  params: { array: tensor(), dimensions: list() },
  shape: ({ array, dimensions }, check) =>
    expandAxesRule(array, listed(dimensions), { op: 'jax.lax.expand_dims', argument: 'dimensions' }, check),
  examples: [{ call: 'lax.expand_dims(x, (0, 3))', given: { x: '2 3' }, gives: '1 2 3 1' }],
});

const squeeze = defineOp({
  ...jax,
  ...named('squeeze'),
  summary: 'Without the axes of length 1 that are named.',
  params: { array: tensor(), dimensions: list() },
  shape: ({ array, dimensions }, check) =>
    dimensions?.kind === 'many' && dimensions.items.length === 0
      ? ofType(array.shape, array.dtype)
      : squeezeRule(array, dimensions, { op: 'jax.lax.squeeze', argument: 'dimensions' }, check),
  examples: [{ call: 'lax.squeeze(x, (0,))', given: { x: '1 3' }, gives: '3' }],
});

/** A pair of three lists of axes. */
const axesOfConv = defineOp({
  ...jax,
  ...named('ConvDimensionNumbers'),
  listed: false,
  summary: 'Which axis of each array is what, as lists of axes.',
  params: { lhs_spec: anything('int[]'), rhs_spec: anything('int[]'), out_spec: anything('int[]') },
  shape: ({ lhs_spec, rhs_spec, out_spec }) => listArg([lhs_spec ?? unknownArg, rhs_spec ?? unknownArg, out_spec ?? unknownArg]),
  examples: [{ call: 'lax.ConvDimensionNumbers((0, 3, 1, 2), (3, 2, 0, 1), (0, 3, 1, 2))' }],
});

export const laxOps: readonly Op[] = [
  ...kept.map(of => keepsShape({ framework: 'jax', module: 'jax.lax', docs }, of)),
  ...'add sub mul div rem pow max min atan2 eq ne lt le gt ge bitwise_and bitwise_or bitwise_xor'.split(' ').map(pairwise),
  reshape,
  transpose,
  concatenate,
  broadcasting,
  broadcastInDim,
  full,
  iota,
  select,
  slice,
  dynamicSlice,
  inDim('dynamic_slice_in_dim'),
  inDim('slice_in_dim'),
  pad,
  dotGeneral,
  dot,
  reduceWindow,
  dimensionNumbers,
  expandDims,
  squeeze,
  axesOfConv,
];

/** `jax.numpy`: attributes of arrays, and what gives them another shape. Source: jax/_src/numpy/lax_numpy.py, jax/_src/numpy/array_methods.py. */

import { multiply } from '../../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { elementCount } from '../../../shape/shape.ts';
import { type Arg, listArg, numberArg, type TensorArg, tensorArg, textArg, unknownArg } from '../../argument.ts';
import { readAxis } from '../../common/axis.ts';
import { ofType } from '../../common/contents.ts';
import { broadcastToRule } from '../../common/elementwise.ts';
import { reshapeRule } from '../../common/reshape.ts';
import { toShape } from '../../common/shape-argument.ts';
import { expandAxesRule, squeezeRule, transposeRule } from '../../common/transpose.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, dtype, type Integers, integer, integers, readIntegers, tensor } from '../../parameter.ts';
import { anyOf, docs, jax } from '../declare.ts';

const attribute = (name: string, summary: string, of: (array: TensorArg) => Arg, more: Partial<Op> = {}): Op =>
  defineOp({
    ...jax,
    name: `jax.Array.${name}`,
    attribute: [name],
    listed: false,
    ...(more as object),
    summary,
    docs: docs(`jax.Array.${name}`),
    params: { a: tensor() },
    shape: ({ a }) => of(a),
    examples: [{ call: `x.${name}`, given: { x: '2 3' } }],
  });

const lastTwo = (shape: readonly Dim[]) => [...shape.slice(0, -2), ...shape.slice(-2).reverse()];

const attributes: readonly Op[] = [
  attribute('shape', 'The shape.', ({ shape }) => (shape ? listArg(shape.map(numberArg)) : unknownArg), { tellsShape: true }),
  attribute('ndim', 'The number of axes.', ({ shape }) => (shape ? numberArg(shape.length) : unknownArg)),
  attribute('size', 'The number of elements.', ({ shape }) => (shape ? numberArg(elementCount(shape)) : unknownArg)),
  attribute('dtype', 'The element type.', ({ dtype }) => (dtype === undefined ? unknownArg : textArg(dtype))),
  attribute('T', 'The axes in the opposite order.', ({ shape, dtype }) => ofType(shape && [...shape].reverse(), dtype)),
  attribute('mT', 'The last two axes exchanged.', ({ shape, dtype }) => ofType(shape && lastTwo(shape), dtype)),
  attribute('value', 'Of a variable: the array.', array => array),
  attribute('real', 'The real part.', ({ shape }) => ofType(shape, undefined)),
  attribute('imag', 'The imaginary part.', ({ shape }) => ofType(shape, undefined)),
];

const shapeOfArray = defineOp({
  ...jax,
  name: 'jax.numpy.shape',
  listed: false,
  tellsShape: true,
  summary: 'The shape.',
  docs: docs('jax.numpy.shape'),
  params: { a: tensor() },
  shape: ({ a: { shape } }) => (shape ? listArg(shape.map(numberArg)) : unknownArg),
  examples: [{ call: 'jnp.shape(x)', given: { x: '2 3' } }],
});

const ndim = defineOp({
  ...jax,
  name: 'jax.numpy.ndim',
  listed: false,
  summary: 'The number of axes.',
  docs: docs('jax.numpy.ndim'),
  params: { a: tensor() },
  shape: ({ a: { shape } }) => (shape ? numberArg(shape.length) : unknownArg),
  examples: [{ call: 'jnp.ndim(x)', given: { x: '2 3' } }],
});

const astype = defineOp({
  ...jax,
  name: 'jax.numpy.astype',
  method: { names: ['astype'] },
  summary: 'The same array with another element type.',
  docs: docs('jax.numpy.astype'),
  params: { x: tensor(), dtype: dtype() },
  shape: ({ x: { shape, data, elements }, dtype }) =>
    tensorArg(shape, { ...(data ? { data } : {}), ...(elements ? { elements } : {}), ...(dtype === undefined ? {} : { dtype }) }),
  examples: [{ call: "x.astype('float32')", given: { x: '2 3' }, gives: '2 3' }],
});

const ready = defineOp({
  ...jax,
  name: 'jax.Array.block_until_ready',
  method: { names: ['block_until_ready', '__array__'], only: true },
  listed: false,
  summary: 'The same array, once it has been computed.',
  docs: docs('jax.Array.block_until_ready'),
  params: { a: tensor() },
  shape: ({ a }) => a,
  examples: [{ call: 'x.block_until_ready()', given: { x: '2 3' }, gives: '2 3' }],
});

const reshape = defineOp({
  ...jax,
  name: 'jax.numpy.reshape',
  method: { names: ['reshape'] },
  summary: 'The same elements in another shape; one dim may be −1, for the rest.',
  docs: docs('jax.numpy.reshape'),
  params: { a: tensor(), shape: anything('int | int[]', { kind: 'integers' }).alias('newshape'), ...anyOf('order copy') },
  order: 'a shape',
  rest: 'shape',
  shape(args, check) {
    const { a, shape } = args as never as { a: TensorArg; shape: Arg | undefined };
    // `jnp.reshape(x, (2, 3), 'C')`: the order is no dim.
    const dims = shape?.kind === 'list' && shape.items[0]?.kind === 'list' ? shape.items[0] : shape;
    return reshapeRule(a, readIntegers(dims), { op: 'jax.numpy.reshape', argument: 'shape' }, check);
  },
  examples: [
    { call: 'jnp.reshape(x, (3, 4))', given: { x: '2 6' }, gives: '3 4' },
    { call: 'x.reshape(-1, 4)', given: { x: '2 6' }, gives: '3 4' },
    { call: 'x.reshape((x.shape[0], -1))', given: { x: '8 7 7 64' }, gives: '8 3136' },
    { call: 'x.reshape((5, 4))', given: { x: '2 6' }, reports: 'reshape-size' },
  ],
});

const ravel = defineOp({
  ...jax,
  name: 'jax.numpy.ravel',
  method: { names: ['ravel', 'flatten'] },
  summary: 'All elements along one axis.',
  docs: docs('jax.numpy.ravel'),
  params: { a: tensor(), ...anyOf('order') },
  shape: args => {
    const { shape, dtype } = args['a'] as TensorArg;
    return ofType([shape ? elementCount(shape) : unknown], dtype);
  },
  examples: [{ call: 'x.flatten()', given: { x: '2 6' }, gives: '12' }],
});

const transpose = defineOp({
  ...jax,
  name: 'jax.numpy.transpose',
  aliases: ['numpy.permute_dims'],
  method: { names: ['transpose'] },
  summary: 'The axes in another order; the opposite one by default.',
  docs: docs('jax.numpy.transpose'),
  params: { a: tensor(), axes: integers('int[]').optional() },
  rest: 'axes',
  shape: ({ a, axes }, check) => transposeRule(a, axes, { op: 'jax.numpy.transpose', argument: 'axes' }, check),
  examples: [
    { call: 'x.transpose(0, 3, 1, 2)', given: { x: '8 28 30 3' }, gives: '8 3 28 30' },
    { call: 'jnp.transpose(x, (1, 0))', given: { x: '2 3' }, gives: '3 2' },
    { call: 'jnp.transpose(x, (1, 0))', given: { x: '2 3 4' }, reports: 'argument-form' },
  ],
});

const swapaxes = defineOp({
  ...jax,
  name: 'jax.numpy.swapaxes',
  method: { names: ['swapaxes'] },
  summary: 'Two axes exchanged.',
  docs: docs('jax.numpy.swapaxes'),
  params: { a: tensor(), axis1: integer(), axis2: integer() },
  shape({ a: { shape, dtype }, axis1, axis2 }, check) {
    const [one, other] = shape ? [readAxis(axis1, shape, 'axis1', check), readAxis(axis2, shape, 'axis2', check)] : [];
    if (!shape || one === undefined || other === undefined)
      return ofType(
        shape?.map(() => unknown),
        dtype,
      );
    return ofType(shape.with(one, shape[other] ?? unknown).with(other, shape[one] ?? unknown), dtype);
  },
  examples: [{ call: 'jnp.swapaxes(x, 0, -1)', given: { x: '2 3 4' }, gives: '4 3 2' }],
});

const moveaxis = defineOp({
  ...jax,
  name: 'jax.numpy.moveaxis',
  summary: 'An axis, or several, at another place.',
  docs: docs('jax.numpy.moveaxis'),
  params: { a: tensor(), source: integers('int | int[]'), destination: integers('int | int[]') },
  shape({ a: { shape, dtype }, source, destination }, check) {
    if (!shape) return ofType(undefined, dtype);
    const read = (given: Integers, argument: string) =>
      listed(given)
        ?.map(dim => readAxis(dim, shape, argument, check))
        .filter(axis => axis !== undefined);
    const [from, to] = [read(source, 'source'), read(destination, 'destination')];
    const rest = ofType(
      shape.map(() => unknown),
      dtype,
    );
    if (!from || !to || from.length !== to.length || from.length !== listed(source)?.length || new Set(from).size < from.length)
      return rest;
    const order = [...shape.keys()].filter(axis => !from.includes(axis));
    for (const [place, axis] of to.map((place, at) => [place, from[at] ?? 0] as const).sort(([a], [b]) => a - b))
      order.splice(place, 0, axis);
    return ofType(
      order.map(axis => shape[axis] ?? unknown),
      dtype,
    );
  },
  examples: [{ call: 'jnp.moveaxis(x, -1, 1)', given: { x: '8 28 30 3' }, gives: '8 3 28 30' }],
});

const listed = (given: Integers): readonly Dim[] | undefined =>
  given?.kind === 'one'
    ? [given.dim]
    : given?.kind === 'many'
      ? given.items.map(item => (typeof item === 'string' ? unknown : item))
      : undefined;

const expandDims = defineOp({
  ...jax,
  name: 'jax.numpy.expand_dims',
  summary: 'An axis of length 1 more, or several.',
  docs: docs('jax.numpy.expand_dims'),
  params: { a: tensor(), axis: integers('int | int[]') },
  shape({ a, axis }, check) {
    return expandAxesRule(a, listed(axis), { op: 'jax.numpy.expand_dims', argument: 'axis' }, check);
  },
  examples: [
    { call: 'jnp.expand_dims(x, axis=3)', given: { x: '8 28 28' }, gives: '8 28 28 1' },
    { call: 'jnp.expand_dims(x, (0, -1))', given: { x: '8 28' }, gives: '1 8 28 1' },
    { call: 'jnp.expand_dims(x, 5)', given: { x: '8 28' }, reports: 'axis-out-of-range' },
  ],
});

const squeeze = defineOp({
  ...jax,
  name: 'jax.numpy.squeeze',
  method: { names: ['squeeze'] },
  summary: 'Without axes of length 1.',
  docs: docs('jax.numpy.squeeze'),
  params: { a: tensor(), axis: integers('int | int[]').optional() },
  shape: ({ a, axis }, check) => squeezeRule(a, axis, { op: 'jax.numpy.squeeze', argument: 'axis' }, check),
  examples: [
    { call: 'jnp.squeeze(x)', given: { x: '1 28 28 1' }, gives: '28 28' },
    { call: 'jnp.squeeze(x, axis=1)', given: { x: '1 28' }, reports: 'argument-form' },
  ],
});

const broadcastTo = defineOp({
  ...jax,
  name: 'jax.numpy.broadcast_to',
  summary: 'Stretched to a shape.',
  docs: docs('jax.numpy.broadcast_to'),
  params: { array: tensor().alias('arr'), shape: integers('int | int[]') },
  shape: ({ array, shape }, check) => broadcastToRule(array, toShape(shape), { op: 'jax.numpy.broadcast_to', argument: 'shape' }, check),
  examples: [
    { call: 'jnp.broadcast_to(x, (4, 3))', given: { x: '3' }, gives: '4 3' },
    { call: 'jnp.broadcast_to(x, (4, 2))', given: { x: '3' }, reports: 'broadcast-mismatch' },
  ],
});

/** Without an axis the elements stand in one row. */
const repeat = defineOp({
  ...jax,
  name: 'jax.numpy.repeat',
  method: { names: ['repeat'] },
  summary: 'Every element so many times.',
  docs: docs('jax.numpy.repeat'),
  params: { a: tensor(), repeats: integers('int | int[]'), axis: integers('int').optional(), ...anyOf('total_repeat_length') },
  shape(args, check) {
    const { a, repeats, axis } = args as never as { a: TensorArg; repeats: Integers; axis: Integers };
    const times = repeats?.kind === 'one' && !check.given.has('total_repeat_length') ? repeats.dim : unknown;
    if (!a.shape || axis === undefined) return ofType(undefined, a.dtype);
    if (axis.kind === 'none') return ofType([multiply(elementCount(a.shape), times)], a.dtype);
    const at = axis.kind === 'one' ? readAxis(axis.dim, a.shape, 'axis', check) : undefined;
    return ofType(at === undefined ? a.shape.map(() => unknown) : a.shape.with(at, multiply(a.shape[at] ?? unknown, times)), a.dtype);
  },
  examples: [
    { call: 'jnp.repeat(x, 2, axis=1)', given: { x: '4 3' }, gives: '4 6' },
    { call: 'jnp.repeat(x, 2)', given: { x: '4 3' }, gives: '24' },
  ],
});

/** Numbers of axes at the least. */
const atLeast = (rank: 1 | 2 | 3): Op =>
  defineOp({
    ...jax,
    name: `jax.numpy.atleast_${rank}d`,
    summary: `With axes of length 1, if it has fewer than ${rank}.`,
    docs: docs(`jax.numpy.atleast_${rank}d`),
    params: { array: anything('array', { kind: 'shape' }), ...anyOf('more') },
    shape: args => {
      const array = args['array'] as Arg | undefined;
      if (array?.kind !== 'tensor' || !array.shape) return unknownArg;
      const [{ length }, one] = [array.shape, int(1)];
      const dims = array.shape;
      if (length >= rank) return array;
      const first = dims[0] ?? one;
      const shape = rank === 1 ? [one] : rank === 2 ? [one, first] : length === 2 ? [...dims, one] : [one, first, one];
      return ofType(shape, array.dtype);
    },
    examples: [{ call: `jnp.atleast_${rank}d(x)`, given: { x: '4' }, gives: ['4', '1 4', '1 4 1'][rank - 1] ?? '' }],
  });

export const shapeOps: readonly Op[] = [
  ...attributes,
  shapeOfArray,
  ndim,
  astype,
  ready,
  reshape,
  ravel,
  transpose,
  swapaxes,
  moveaxis,
  expandDims,
  squeeze,
  broadcastTo,
  repeat,
  atLeast(1),
  atLeast(2),
  atLeast(3),
];

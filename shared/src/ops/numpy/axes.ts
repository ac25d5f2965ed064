/** Axes moved, added, stretched and repeated. Source: numpy/_core/numeric.py, numpy/lib/_stride_tricks_impl.py, _function_base_impl.py. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { multiply } from '../../dim/arithmetic.ts';
import { unknown } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, toTensor, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxes, readAxis } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { broadcastShapes, broadcastToRule } from '../common/elementwise.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, integer, integers, tensor } from '../parameter.ts';
import { any, atLeast, docs, flat, given, numpy } from './declare.ts';
import { atLeast3 } from './join.ts';

const permuted = ({ shape, dtype }: TensorArg, order: readonly number[] | undefined): TensorArg =>
  ofType(shape && order?.map(axis => shape[axis] ?? unknown), dtype);

const swapaxes = defineOp({
  ...numpy,
  name: 'np.swapaxes',
  method: { names: ['swapaxes'] },
  summary: 'Two axes change places.',
  docs: docs('swapaxes'),
  params: { a: tensor(), axis1: integer(), axis2: integer() },
  shape({ a, axis1, axis2 }, check) {
    if (!a.shape) return unknownArg;
    const [one, two] = [readAxis(axis1, a.shape, 'axis1', check), readAxis(axis2, a.shape, 'axis2', check)];
    if (one === undefined || two === undefined) return unknownArg;
    return permuted(
      a,
      [...a.shape.keys()].map(axis => (axis === one ? two : axis === two ? one : axis)),
    );
  },
  examples: [
    { call: 'np.swapaxes(x, 1, 2)', given: { x: '8 28 3' }, gives: '8 3 28' },
    { call: 'x.swapaxes(0, 3)', given: { x: '8 28 3' }, reports: 'axis-out-of-range' },
  ],
});

/** The others stay in order; each goes where it is told. */
function moved(shape: Shape, from: readonly number[], to: readonly number[]): readonly number[] {
  const order = [...shape.keys()].filter(axis => !from.includes(axis));
  const pairs = from.map((axis, at) => [to[at] ?? 0, axis] as const).sort(([a], [b]) => a - b);
  for (const [place, axis] of pairs) order.splice(place, 0, axis);
  return order;
}

const moveaxis = defineOp({
  ...numpy,
  name: 'np.moveaxis',
  summary: 'Axes go to other places; the rest stays in order.',
  docs: docs('moveaxis'),
  params: { a: tensor(), source: integers('int | int[]'), destination: integers('int | int[]') },
  shape({ a, source, destination }, check) {
    if (!a.shape) return unknownArg;
    const [from, to] = [readAxes(source, a.shape, 'source', check), readAxes(destination, a.shape, 'destination', check)];
    if (!from || !to || from === 'all' || to === 'all') return unknownArg;
    if (from.length !== to.length) {
      const problem = `needs as many destinations as sources, got ${to.length} for ${from.length}`;
      check.report(argumentForm, { op: 'np.moveaxis', problem }, { argument: 'destination' });
      return unknownArg;
    }
    return permuted(a, moved(a.shape, from, to));
  },
  examples: [
    { call: 'np.moveaxis(x, -1, 1)', given: { x: '8 28 30 3' }, gives: '8 3 28 30' },
    { call: 'np.moveaxis(x, [0, 1], [-1, -2])', given: { x: '8 28 3' }, gives: '3 28 8' },
    { call: 'np.moveaxis(x, 3, 0)', given: { x: '8 28 3' }, reports: 'axis-out-of-range' },
  ],
});

const rollaxis = defineOp({
  ...numpy,
  name: 'np.rollaxis',
  summary: 'An axis goes before another.',
  docs: docs('rollaxis'),
  params: { a: tensor(), axis: integer(), start: integer().default('0') },
  shape({ a, axis, start }, check) {
    if (!a.shape || start.kind !== 'int') return unknownArg;
    const at = readAxis(axis, a.shape, 'axis', check);
    const count = a.shape.length;
    const before = start.value < 0 ? start.value + count : start.value;
    if (at === undefined || before < 0 || before > count) return unknownArg;
    return permuted(a, moved(a.shape, [at], [at < before ? before - 1 : before]));
  },
  examples: [
    { call: 'np.rollaxis(x, 2)', given: { x: '28 30 3' }, gives: '3 28 30' },
    { call: 'np.rollaxis(x, 0, 3)', given: { x: '3 28 30' }, gives: '28 30 3' },
    { call: 'np.rollaxis(x, 3)', given: { x: '3 28 30' }, reports: 'axis-out-of-range' },
  ],
});

const rot90 = defineOp({
  ...numpy,
  name: 'np.rot90',
  summary: 'Turned by quarters in the plane of two axes.',
  docs: docs('rot90'),
  params: { m: tensor(), k: integer().default('1'), axes: integers('int[2]').default('[0, 1]') },
  shape({ m, k, axes }, check) {
    const { shape, dtype } = m;
    const plane = shape && readAxes(axes, shape, 'axes', check);
    if (!shape || !plane || plane === 'all' || plane.length !== 2 || k.kind !== 'int') return unknownArg;
    if (k.value % 2 === 0) return ofType(shape, dtype);
    const [one = 0, two = 1] = plane;
    return permuted(
      m,
      [...shape.keys()].map(axis => (axis === one ? two : axis === two ? one : axis)),
    );
  },
  examples: [
    { call: 'np.rot90(x)', given: { x: '28 30 3' }, gives: '30 28 3' },
    { call: 'np.rot90(x, 2)', given: { x: '28 30' }, gives: '28 30' },
    { call: 'np.rot90(x, axes=(1, 2))', given: { x: '28 30' }, reports: 'axis-out-of-range' },
  ],
});

const broadcastTo = defineOp({
  ...numpy,
  name: 'np.broadcast_to',
  summary: 'Stretched to a shape.',
  docs: docs('broadcast_to'),
  params: { array: tensor(), shape: integers('int | int[]'), subok: any() },
  shape: ({ array, shape }, check) => broadcastToRule(array, toShape(shape), { op: 'np.broadcast_to', argument: 'shape' }, check),
  examples: [
    { call: 'np.broadcast_to(x, (4, 3))', given: { x: '3' }, gives: '4 3' },
    { call: 'np.broadcast_to(x, (4, 2))', given: { x: '3' }, reports: 'broadcast-mismatch' },
  ],
});

const several = (arg: Arg | undefined): readonly TensorArg[] | undefined => {
  const read = (arg?.kind === 'list' ? arg.items : arg ? [arg] : []).map(toTensor);
  return read.every(item => item?.shape) ? (read as readonly TensorArg[]) : undefined;
};

const broadcastArrays = defineOp({
  ...numpy,
  name: 'np.broadcast_arrays',
  summary: 'Arrays stretched to the shape that all of them broadcast to.',
  docs: docs('broadcast_arrays'),
  params: { args: anything('array', { kind: 'shape' }), subok: any() },
  rest: 'args',
  order: 'args',
  shape({ args }, check) {
    const arrays = several(args);
    const shape = arrays
      ?.map(array => array.shape)
      .reduce((a, b) => broadcastShapes(a, b, { op: 'np.broadcast_arrays', at: 'args' }, check));
    return arrays && shape ? listArg(arrays.map(({ dtype }) => ofType(shape, dtype))) : unknownArg;
  },
  examples: [
    { call: 'np.broadcast_arrays(x, y)[0]', given: { x: '4 1', y: '3' }, gives: '4 3' },
    { call: 'np.broadcast_arrays(x, y)', given: { x: '4', y: '3' }, reports: 'broadcast-mismatch' },
  ],
});

const widened = (rank: 1 | 2 | 3): Op =>
  defineOp({
    ...numpy,
    name: `np.atleast_${rank}d`,
    summary: `At least ${rank === 1 ? 'one axis' : `${rank} axes`}.`,
    docs: docs(`atleast_${rank}d`),
    params: { arys: anything('array', { kind: 'shape' }) },
    rest: 'arys',
    shape({ arys }) {
      // A list may be one argument, or several arguments.
      const [only] = arys?.kind === 'list' ? [] : (several(arys) ?? []);
      if (!only) return unknownArg;
      return rank === 3 ? atLeast3(only) : atLeast(only, rank);
    },
    examples: [{ call: `np.atleast_${rank}d(x)`, given: { x: '3' }, gives: ['3', '1 3', '1 3 1'][rank - 1] ?? '' }],
  });

/** So many times each, all alike or one number for each. */
const repeat = defineOp({
  ...numpy,
  name: 'np.repeat',
  method: { names: ['repeat'] },
  summary: 'Every element so many times, along an axis; without one all in one row.',
  docs: docs('repeat'),
  params: { a: tensor(), repeats: anything('int | int[]', { kind: 'integers' }), axis: anything('int').optional() },
  shape({ a, repeats, axis }, check: Check) {
    // A number is a row of one.
    const from = given(axis) ? atLeast(a, 1) : flat(a);
    const at = from.shape && (given(axis) ? (axis.kind === 'number' ? readAxis(axis.dim, from.shape, 'axis', check) : undefined) : 0);
    if (!from.shape || at === undefined) return unknownArg;
    const length = repeats?.kind === 'number' ? multiply(from.shape[at] ?? unknown, repeats.dim) : check.fresh('N');
    return ofType(from.shape.with(at, length), from.dtype);
  },
  examples: [
    { call: 'np.repeat(x, 3, axis=-1)', given: { x: '28 28 1' }, gives: '28 28 3' },
    { call: 'np.repeat(x, 3)', given: { x: '2 4' }, gives: '24' },
    { call: 'np.repeat(x, 3, axis=3)', given: { x: '28 28 1' }, reports: 'axis-out-of-range' },
  ],
});

const resize = defineOp({
  ...numpy,
  name: 'np.resize',
  summary: 'The elements again and again, until another shape is full.',
  docs: docs('resize'),
  params: { a: tensor(), new_shape: integers('int | int[]') },
  shape: ({ a, new_shape }) => ofType(toShape(new_shape), a.dtype),
  examples: [{ call: 'np.resize(x, (5, 2))', given: { x: '3' }, gives: '5 2' }],
});

const broadcastShape = defineOp({
  ...numpy,
  name: 'np.broadcast_shapes',
  listed: false,
  summary: 'The shape that shapes broadcast to.',
  docs: docs('broadcast_shapes'),
  params: { one: integers('int[]'), other: integers('int[]').default('[]') },
  shape({ one, other }, check) {
    const [a, b] = [toShape(one), toShape(other)];
    const result = a && b && broadcastShapes(a, b, { op: 'np.broadcast_shapes', at: 'other' }, check);
    return result ? { kind: 'list', isTuple: true, items: result.map(dim => ({ kind: 'number', dim })) } : unknownArg;
  },
  examples: [
    { call: 'np.ones(np.broadcast_shapes((4, 1), (3,)))', gives: '4 3' },
    { call: 'np.broadcast_shapes((4,), (3,))', reports: 'broadcast-mismatch' },
  ],
});

export const axisOps: readonly Op[] = [
  swapaxes,
  moveaxis,
  rollaxis,
  rot90,
  broadcastTo,
  broadcastArrays,
  broadcastShape,
  widened(1),
  widened(2),
  widened(3),
  repeat,
  resize,
];

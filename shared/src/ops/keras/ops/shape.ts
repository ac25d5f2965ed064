/** Functions of `keras.ops` that give tensors another shape, take them apart and put them together. Source: src/ops/numpy.py, core.py in Keras 3. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { add, multiply, subtract, sum } from '../../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { elementCount } from '../../../shape/shape.ts';
import { listArg, numberArg, type TensorArg, tensorArg, toDim, toTensor, unknownArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { readAxis } from '../../common/axis.ts';
import { literalType, ofType } from '../../common/contents.ts';
import { broadcastShapes, broadcastToRule } from '../../common/elementwise.ts';
import { concatRule, parts, splitRule, unstackRule } from '../../common/join.ts';
import { padRule, readPairs, sliceRule, tileRule } from '../../common/pad.ts';
import { eyeShape, gatherShape, optionalDim, rangeRule } from '../../common/sequence.ts';
import { toShape } from '../../common/shape-argument.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, dtype, integer, integers, optionalTensor, type readIntegers, tensor, tensors, word } from '../../parameter.ts';
import { docs, ignoredOnes, keras } from '../declare.ts';

const named = (name: string) => ({ ...keras, name: `keras.ops.${name}`, docs: docs(`ops/${name}`) });

const concatenate = (at: 'ops' | 'backend'): Op =>
  defineOp({
    ...keras,
    name: `keras.${at}.concatenate`,
    summary: 'Tensors put together along an axis.',
    docs: docs(`${at}/concatenate`),
    params: { xs: parts().alias('tensors'), axis: integer().default(at === 'ops' ? '0' : '-1') },
    shape: ({ xs, axis }, check) => concatRule(xs, axis, { values: 'xs', axis: 'axis' }, check),
    examples: [
      { call: `keras.${at}.concatenate([x, y], axis=0)`, given: { x: '4 3', y: '5 3' }, gives: '9 3' },
      { call: `keras.${at}.concatenate([x, x])`, given: { x: '4 3' }, gives: at === 'ops' ? '8 3' : '4 6' },
      { call: `keras.${at}.concatenate([x, y], axis=1)`, given: { x: '4 3', y: '5 3' }, reports: 'concat-mismatch' },
    ],
  });

/** By the axis that the tensors are put together along. */
const stacked = (word: 'vstack' | 'hstack', axis: number): Op =>
  defineOp({
    ...named(word),
    summary: word === 'vstack' ? 'Tensors put one below the other.' : 'Tensors put one beside the other.',
    params: { xs: parts() },
    shape({ xs }, check) {
      const ranks = xs?.kind === 'list' ? xs.items.map(item => toTensor(item)?.shape?.length) : [];
      const whole = ranks.length > 0 && ranks.every(rank => rank !== undefined && rank >= 2);
      return whole ? concatRule(xs, int(axis), { values: 'xs', axis: 'xs' }, check) : unknownArg;
    },
    examples: [
      { call: `keras.ops.${word}([x, x])`, given: { x: '4 3' }, gives: axis === 0 ? '8 3' : '4 6' },
      {
        call: `keras.ops.${word}([x, y])`,
        given: axis === 0 ? { x: '4 3', y: '4 2' } : { x: '4 3', y: '5 3' },
        reports: 'concat-mismatch',
      },
    ],
  });

const split = defineOp({
  ...named('split'),
  summary: 'So many equal parts, or cuts at the given places.',
  params: { x: tensor(), indices_or_sections: integers('int | int[]'), axis: integer().default('0') },
  shape({ x, indices_or_sections: at, axis }, check) {
    const names = { into: 'indices_or_sections', axis: 'axis' };
    if (at?.kind !== 'many') return splitRule(x, at, axis, names, check);
    const along = x.shape && readAxis(axis, x.shape, 'axis', check);
    if (!x.shape || along === undefined) return unknownArg;
    const cuts = at.items.map(item => (typeof item === 'string' ? unknown : item));
    const ends = [...cuts, x.shape[along] as Dim];
    const shape = x.shape;
    return listArg(ends.map((end, i) => ofType(shape.with(along, subtract(end, i === 0 ? int(0) : (ends[i - 1] as Dim))), x.dtype)));
  },
  examples: [
    { call: 'keras.ops.split(x, 2, axis=1)[0]', given: { x: '4 6' }, gives: '4 3' },
    { call: 'keras.ops.split(x, [1, 3], axis=1)[2]', given: { x: '4 6' }, gives: '4 3' },
    { call: 'keras.ops.split(x, 4, axis=1)', given: { x: '4 6' }, reports: 'uneven-split' },
  ],
});

const unstack = defineOp({
  ...named('unstack'),
  summary: 'One tensor per position along an axis.',
  params: { x: tensor(), num: anything('int', { kind: 'integers' }).optional(), axis: integer().default('0') },
  shape: ({ x, num, axis }, check) => unstackRule(x, optionalDim(num) ?? unknown, axis, 'axis', check),
  examples: [{ call: 'keras.ops.unstack(x, axis=1)[0]', given: { x: '4 6' }, gives: '4' }],
});

/** The axes with those of `from` at the places `to`, the others in their order. */
function movedAxes(
  { shape, dtype }: TensorArg,
  from: readonly Dim[],
  to: readonly Dim[],
  names: readonly [string, string],
  check: Check,
): TensorArg {
  if (!shape) return ofType(undefined, dtype);
  const read = (dims: readonly Dim[], argument: string) => dims.map(dim => readAxis(dim, shape, argument, check));
  const [sources, targets] = [read(from, names[0]), read(to, names[1])];
  const known = sources.length === targets.length && [...sources, ...targets].every(axis => axis !== undefined);
  if (!known || new Set(sources).size < sources.length || new Set(targets).size < targets.length)
    return ofType(
      shape.map(() => unknown),
      dtype,
    );
  const order = [...shape.keys()].filter(axis => !sources.includes(axis));
  for (const [target, source] of targets.map((target, at) => [target, sources[at]] as const).sort(([a = 0], [b = 0]) => a - b))
    order.splice(target as number, 0, source as number);
  return ofType(
    order.map(axis => shape[axis] as Dim),
    dtype,
  );
}

const several = (given: ReturnType<typeof readIntegers>): readonly Dim[] =>
  given?.kind === 'one'
    ? [given.dim]
    : given?.kind === 'many'
      ? given.items.map(item => (typeof item === 'string' ? unknown : item))
      : [unknown];

const moveaxis = defineOp({
  ...named('moveaxis'),
  summary: 'Axes at other places, the rest in their order.',
  params: { x: tensor(), source: integers('int | int[]'), destination: integers('int | int[]') },
  shape: ({ x, source, destination }, check) => movedAxes(x, several(source), several(destination), ['source', 'destination'], check),
  examples: [
    { call: 'keras.ops.moveaxis(x, -1, 1)', given: { x: '8 28 30 3' }, gives: '8 3 28 30' },
    { call: 'keras.ops.moveaxis(x, 4, 1)', given: { x: '8 28 30 3' }, reports: 'axis-out-of-range' },
  ],
});

const swapaxes = defineOp({
  ...named('swapaxes'),
  summary: 'Two axes in each other’s place.',
  params: { x: tensor(), axis1: integer(), axis2: integer() },
  shape({ x: { shape, dtype }, axis1, axis2 }, check) {
    if (!shape) return ofType(undefined, dtype);
    const [a, b] = [readAxis(axis1, shape, 'axis1', check), readAxis(axis2, shape, 'axis2', check)];
    if (a === undefined || b === undefined) return shape.map(() => unknown);
    return ofType(shape.with(a, shape[b] as Dim).with(b, shape[a] as Dim), dtype);
  },
  examples: [
    { call: 'keras.ops.swapaxes(x, 1, 2)', given: { x: '8 28 30' }, gives: '8 30 28' },
    { call: 'keras.ops.swapaxes(x, 1, 3)', given: { x: '8 28 30' }, reports: 'axis-out-of-range' },
  ],
});

const broadcastTo = defineOp({
  ...named('broadcast_to'),
  summary: 'Stretched to a shape.',
  params: { x: tensor(), shape: integers('int[]') },
  shape: ({ x, shape }, check) => broadcastToRule(x, toShape(shape), { op: 'keras.ops.broadcast_to', argument: 'shape' }, check),
  examples: [
    { call: 'keras.ops.broadcast_to(x, (4, 3))', given: { x: '1 3' }, gives: '4 3' },
    { call: 'keras.ops.broadcast_to(x, (4, 3))', given: { x: '2 3' }, reports: 'broadcast-mismatch' },
  ],
});

const tile = defineOp({
  ...named('tile'),
  summary: 'Repeated along the axes.',
  params: { x: tensor(), repeats: integers('int | int[]') },
  shape({ x, repeats }, check) {
    const times = several(repeats);
    if (!x.shape || !repeats) return ofType(undefined, x.dtype);
    // As many axes as the longer of the two has.
    const rank = Math.max(times.length, x.shape.length);
    const front = (count: number) => Array<Dim>(count).fill(int(1));
    const whole = ofType([...front(rank - x.shape.length), ...x.shape], x.dtype);
    const items = [...front(rank - times.length), ...times];
    return tileRule(whole, { kind: 'many', items }, { op: 'keras.ops.tile', argument: 'repeats' }, check);
  },
  examples: [
    { call: 'keras.ops.tile(x, [2, 1])', given: { x: '4 3' }, gives: '8 3' },
    { call: 'keras.ops.tile(x, 2)', given: { x: '4 3' }, gives: '4 6' },
    { call: 'keras.ops.tile(x, (2, 1, 1))', given: { x: '4 3' }, gives: '2 4 3' },
  ],
});

const repeat = defineOp({
  ...named('repeat'),
  summary: 'Every element along an axis so many times; without an axis, of all elements in a row.',
  params: { x: tensor(), repeats: integers('int | int[]'), axis: anything('int', { kind: 'integers' }).optional() },
  shape({ x: { shape, dtype }, repeats, axis }, check) {
    const flat = !axis || axis.kind === 'none';
    const from = flat ? [shape ? elementCount(shape) : unknown] : shape;
    const at = from && (flat ? 0 : readAxis(toDim(axis) ?? unknown, from, 'axis', check));
    if (!from || at === undefined)
      return ofType(
        shape?.map(() => unknown),
        dtype,
      );
    const times = several(repeats);
    const [only = unknown] = times;
    return ofType(from.with(at, times.length === 1 ? multiply(from[at] as Dim, only) : sum(times)), dtype);
  },
  examples: [
    { call: 'keras.ops.repeat(x, 2, axis=1)', given: { x: '4 3' }, gives: '4 6' },
    { call: 'keras.ops.repeat(x, 2)', given: { x: '4 3' }, gives: '24' },
    { call: 'keras.ops.repeat(x, 2, axis=2)', given: { x: '4 3' }, reports: 'axis-out-of-range' },
  ],
});

const pad = defineOp({
  ...named('pad'),
  summary: 'More cells at the ends of the axes.',
  params: { x: tensor(), pad_width: anything('int | pairs', { kind: 'text' }), ...ignoredOnes('mode constant_values') },
  shape({ x, pad_width }, check) {
    const { shape } = x;
    const one = pad_width && pad_width.kind !== 'list' ? toDim(pad_width) : undefined;
    const [pair, ...more] = (pad_width && readPairs(pad_width)) ?? [];
    // One number, or one pair, for all axes.
    const all: readonly [Dim, Dim] | undefined = one ? [one, one] : pair && more.length === 0 ? pair : undefined;
    const flat = pad_width?.kind === 'list' && pad_width.items.length > 0 && pad_width.items.every(item => item.kind === 'number');
    if (flat)
      return ofType(
        shape?.map(() => unknown),
        x.dtype,
      );
    const pairs = all ? shape?.map(() => all) : pair ? [pair, ...more] : undefined;
    return padRule(x, pairs, { op: 'keras.ops.pad', argument: 'pad_width' }, check);
  },
  examples: [
    { call: 'keras.ops.pad(x, ((0, 0), (1, 2)))', given: { x: '4 3' }, gives: '4 6' },
    { call: 'keras.ops.pad(x, ((0, 0), (1, 2), (1, 1)))', given: { x: '4 3' }, reports: 'argument-form' },
  ],
});

const take = defineOp({
  ...named('take'),
  summary: 'Elements along an axis by their indices; without an axis, of all elements in a row.',
  params: { x: tensor(), indices: tensor(), axis: anything('int', { kind: 'integers' }).optional() },
  shape({ x, indices, axis }, check) {
    if (axis && axis.kind !== 'none')
      return ofType(gatherShape(x.shape, indices.shape, toDim(axis) ?? unknown, int(0), 'axis', check), x.dtype);
    return ofType(indices.shape, x.dtype);
  },
  examples: [
    { call: 'keras.ops.take(x, [0, 2], axis=1)', given: { x: '4 3 5' }, gives: '4 2 5' },
    { call: 'keras.ops.take(x, [0, 2], axis=3)', given: { x: '4 3 5' }, reports: 'axis-out-of-range' },
  ],
});

const gather = defineOp({
  ...keras,
  name: 'keras.backend.gather',
  summary: 'Elements along the first axis by their indices.',
  docs: docs('backend/gather'),
  params: { reference: tensor(), indices: tensor() },
  shape: ({ reference, indices }, check) =>
    ofType(gatherShape(reference.shape, indices.shape, int(0), int(0), 'reference', check), reference.dtype),
  examples: [{ call: 'keras.backend.gather(x, [0, 2])', given: { x: '4 3' }, gives: '2 3' }],
});

const takeAlongAxis = defineOp({
  ...named('take_along_axis'),
  summary: 'Elements along an axis by their indices, one list of them per row.',
  params: { x: tensor(), indices: tensor(), axis: anything('int').optional() },
  shape: ({ x, indices: { shape }, axis }) =>
    ofType(axis && axis.kind !== 'none' && shape?.length === x.shape?.length ? shape : undefined, x.dtype),
  examples: [{ call: 'keras.ops.take_along_axis(x, [[0], [1]], axis=1)', given: { x: '2 3' }, gives: '2 1' }],
});

const where = defineOp({
  ...named('where'),
  summary: 'Elements of `x1` where the condition holds, of `x2` elsewhere.',
  params: { condition: tensor(), x1: optionalTensor(), x2: optionalTensor() },
  shape({ condition, x1, x2 }, check) {
    if (!x1 || !x2) return unknownArg;
    const both = broadcastShapes(x1.shape, x2.shape, { op: 'keras.ops.where', at: 'x2' }, check);
    return ofType(broadcastShapes(condition.shape, both, { op: 'keras.ops.where', at: 'condition' }, check), x1.dtype ?? x2.dtype);
  },
  examples: [
    { call: 'keras.ops.where(x > 0, x, y)', given: { x: '2 3', y: '3' }, gives: '2 3' },
    { call: 'keras.ops.where(x > 0, x, y)', given: { x: '2 3', y: '2' }, reports: 'broadcast-mismatch' },
  ],
});

const arange = defineOp({
  ...named('arange'),
  aliases: ['backend.arange'],
  summary: 'The numbers from `start` to `stop`, by `step`.',
  params: { start: tensor(), stop: optionalTensor(), step: optionalTensor(), dtype: dtype().optional() },
  shape({ start, stop, step, dtype: type }) {
    const [from, to] = stop ? [start, stop] : [toTensor(numberArg(0)) as TensorArg, start];
    return rangeRule(
      from,
      to,
      step ?? (toTensor(numberArg(1)) as TensorArg),
      type ?? (literalType(to)?.includes('float') ? 'float32' : 'int32'),
    );
  },
  examples: [
    { call: 'keras.ops.arange(5)', gives: '5' },
    { call: 'keras.ops.arange(2, 10, 3)', gives: '3' },
  ],
});

const linspace = defineOp({
  ...named('linspace'),
  summary: 'So many numbers at equal distances.',
  params: { start: tensor(), stop: tensor(), num: integer().default('50'), ...ignoredOnes('endpoint retstep dtype axis') },
  shape: ({ start, stop, num }, check) =>
    check.given.has('retstep') || start.shape?.length !== 0 || stop.shape?.length !== 0 ? unknownArg : ofType([num], 'float32'),
  examples: [{ call: 'keras.ops.linspace(0.0, 1.0, 11)', gives: '11' }],
});

const eye = defineOp({
  ...named('eye'),
  aliases: ['backend.eye'],
  summary: 'An identity matrix.',
  params: { N: integer().alias('size'), M: anything('int', { kind: 'integers' }).optional(), ...ignoredOnes('k dtype name') },
  // The back end's second argument is an element type.
  shape: ({ N, M }) => ofType(eyeShape(N, M?.kind === 'text' ? undefined : M, { kind: 'none' }), 'float32'),
  examples: [
    { call: 'keras.ops.eye(3)', gives: '3 3' },
    { call: 'keras.ops.eye(3, 5)', gives: '3 5' },
  ],
});

const identity = defineOp({
  ...named('identity'),
  summary: 'An identity matrix.',
  params: { n: anything('int', { kind: 'integers' }), ...ignoredOnes('dtype') },
  shape: ({ n }) => {
    const size = n && n.kind !== 'tensor' ? toDim(n) : undefined;
    return size ? ofType([size, size], 'float32') : unknownArg;
  },
  examples: [{ call: 'keras.ops.identity(3)', gives: '3 3' }],
});

const full = defineOp({
  ...named('full'),
  summary: 'A tensor of the given shape, full of one value.',
  params: { shape: integers('int | int[]'), fill_value: tensor(), dtype: dtype().optional() },
  shape: ({ shape, fill_value, dtype: type }) => ofType(toShape(shape), type ?? fill_value.dtype),
  examples: [{ call: 'keras.ops.full((2, 3), 7.0)', gives: '2 3' }],
});

const empty = defineOp({
  ...named('empty'),
  summary: 'A tensor of the given shape.',
  params: { shape: integers('int | int[]'), dtype: dtype().optional() },
  shape: ({ shape, dtype: type }) => ofType(toShape(shape), type ?? 'float32'),
  examples: [{ call: 'keras.ops.empty((2, 3))', gives: '2 3' }],
});

const array = defineOp({
  ...named('array'),
  summary: 'A tensor of the given values.',
  params: { x: tensor(), dtype: dtype().optional() },
  shape: ({ x, dtype: type }) => (type === undefined ? x : { ...x, dtype: type }),
  examples: [{ call: 'keras.ops.array([[1, 2], [3, 4]])', gives: '2 2' }],
});

const meshgrid = defineOp({
  ...named('meshgrid'),
  summary: 'The coordinates of every point of a grid.',
  params: { x: tensors(), indexing: word('xy', 'ij').default("'xy'") },
  rest: 'x',
  order: 'x',
  shape({ x, indexing }) {
    const lengths = x?.map(each => (each.shape?.length === 1 ? each.shape[0] : undefined));
    if (!lengths || lengths.some(length => length === undefined) || indexing === undefined) return unknownArg;
    const [a, b, ...more] = lengths as Dim[];
    const dims = indexing === 'xy' && a && b ? [b, a, ...more] : (lengths as Dim[]);
    return listArg(lengths.map(() => tensorArg(dims)));
  },
  examples: [{ call: 'keras.ops.meshgrid(x, y)[0]', given: { x: '3', y: '4' }, gives: '4 3' }],
});

const slice = defineOp({
  ...named('slice'),
  summary: 'The part of a tensor that begins at the given indices.',
  params: { inputs: tensor(), start_indices: integers('int[]'), shape: integers('int[]') },
  shape: ({ inputs, start_indices, shape }, check) =>
    sliceRule(inputs, start_indices, shape, { op: 'keras.ops.slice', argument: 'shape' }, check),
  examples: [
    { call: 'keras.ops.slice(x, [0, 1], [2, 2])', given: { x: '4 3' }, gives: '2 2' },
    { call: 'keras.ops.slice(x, [0, 1], [2, 3])', given: { x: '4 3' }, reports: 'argument-form' },
  ],
});

const size = defineOp({
  ...named('size'),
  listed: false,
  summary: 'The number of elements.',
  params: { x: tensor() },
  shape: ({ x: { shape } }) => (shape ? numberArg(elementCount(shape)) : unknownArg),
  examples: [{ call: 'keras.ops.size(x)', given: { x: '2 3' } }],
});

const diff = defineOp({
  ...named('diff'),
  summary: 'Differences of neighbours along an axis.',
  params: { a: tensor(), n: integer().default('1'), axis: integer().default('-1') },
  shape({ a: { shape, dtype }, n, axis }, check) {
    const at = shape && readAxis(axis, shape, 'axis', check);
    if (!shape || at === undefined) return ofType(undefined, dtype);
    return ofType(shape.with(at, add(shape[at] as Dim, multiply(n, int(-1)))), dtype);
  },
  examples: [{ call: 'keras.ops.diff(x)', given: { x: '4 6' }, gives: '4 5' }],
});

const topK = defineOp({
  ...named('top_k'),
  summary: 'The greatest elements along the last axis, and where they are.',
  params: { x: tensor(), k: integer(), ...ignoredOnes('sorted') },
  shape({ x: { shape, dtype }, k }, check) {
    const last = shape?.at(-1);
    if (last?.kind === 'int' && k.kind === 'int' && k.value > last.value)
      check.report(
        argumentForm,
        { op: 'keras.ops.top_k', problem: `takes k up to ${last.value}, got ${k.value}` },
        { argument: 'k' },
        { severity: 'warning' },
      );
    const of = shape && [...shape.slice(0, -1), k];
    return listArg([ofType(of, dtype), ofType(of, 'int32')]);
  },
  examples: [
    { call: 'keras.ops.top_k(x, 2)[0]', given: { x: '4 6' }, gives: '4 2' },
    { call: 'keras.ops.top_k(x, 7)', given: { x: '4 6' }, reports: 'argument-form' },
  ],
});

export const shapeOps: readonly Op[] = [
  concatenate('ops'),
  concatenate('backend'),
  gather,
  stacked('vstack', 0),
  stacked('hstack', 1),
  split,
  unstack,
  moveaxis,
  swapaxes,
  broadcastTo,
  tile,
  repeat,
  pad,
  take,
  takeAlongAxis,
  where,
  arange,
  linspace,
  eye,
  identity,
  full,
  empty,
  array,
  meshgrid,
  slice,
  size,
  diff,
  topK,
];

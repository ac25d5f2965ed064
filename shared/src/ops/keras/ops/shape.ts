/** Functions of `keras.ops` that give tensors another shape. Source: src/ops/numpy.py, core.py in Keras 3. */
import { add, multiply, sum } from '../../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { elementCount } from '../../../shape/shape.ts';
import { numberArg, type TensorArg, toDim, unknownArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { readAxis } from '../../common/axis.ts';
import { ofType } from '../../common/contents.ts';
import { broadcastToRule } from '../../common/elementwise.ts';
import { padRule, readPairs, tileRule } from '../../common/pad.ts';
import { toShape } from '../../common/shape-argument.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, integer, integers, type readIntegers, tensor } from '../../parameter.ts';
import { ignoredOnes } from '../declare.ts';
import { named } from './declare.ts';

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
  examples: [
    { call: 'keras.ops.diff(x)', given: { x: '4 6' }, gives: '4 5' },
    { call: 'keras.ops.diff(x, axis=2)', given: { x: '4 6' }, reports: 'axis-out-of-range' },
  ],
});

export const shapeOps: readonly Op[] = [moveaxis, swapaxes, broadcastTo, tile, repeat, pad, size, diff];

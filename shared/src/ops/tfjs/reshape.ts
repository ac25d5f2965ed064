/** Ops that rearrange axes: tf.reshape, x.as2D, tf.transpose, tf.squeeze, tf.expandDims, x.flatten. */
import { axisOutOfRange } from '../../diagnostics/axis-out-of-range.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { elementCount } from '../../shape/shape.ts';
import { ofType } from '../common/contents.ts';
import { broadcastToRule } from '../common/elementwise.ts';
import { reshapeRule } from '../common/reshape.ts';
import { toShape } from '../common/shape-argument.ts';
import { expandRule, squeezeRule, transposeRule } from '../common/transpose.ts';
import { defineOp, type Op } from '../op.ts';
import { ignored, integer, integers, tensor } from '../parameter.ts';
import { asFloat, chained, docs, member, memberDocs, refuse, tfjs } from './declare.ts';

const reshape = defineOp({
  ...tfjs,
  ...chained('reshape'),
  name: 'tf.reshape',
  summary: 'The same elements in another shape; −1 stands for whatever is left.',
  docs: docs('reshape'),
  params: { x: tensor(), shape: integers('number[]') },
  shape({ x, shape }, check) {
    const items = shape?.kind === 'many' ? shape.items : [];
    // "Cannot infer the missing size", or a size that is not a number.
    if (items.includes('none') && items.some(item => typeof item === 'object' && item.kind === 'int' && item.value === -1))
      refuse('reshape', 'shape', 'cannot infer a dim beside one that is undefined', check);
    return reshapeRule(asFloat(x), shape, { op: 'tf.reshape', argument: 'shape' }, check);
  },
  examples: [
    { call: 'tf.reshape(x, [-1, 4])', given: { x: '2 3 4' }, gives: '6 4' },
    { call: 'x.reshape([4, 6])', given: { x: '2 3 4' }, gives: '4 6' },
    { call: 'x.reshape([5, 5])', given: { x: '2 3 4' }, reports: 'reshape-size' },
    { call: 'x.reshape([undefined, -1])', given: { x: '2 3 4' }, reports: 'argument-form' },
    { call: 'x.reshape([-1, 7])', given: { x: '2 3 4' }, reports: 'reshape-size' },
  ],
});

const rows = ['rows', 'columns', 'depth', 'depth2', 'depth3'];

function asRank(rank: number): Op {
  const names = rank === 1 ? [] : rows.slice(0, rank);
  const dims = Array(rank).fill(1).with(-1, 24);
  return defineOp({
    ...tfjs,
    ...member(`as${rank}D`),
    name: `tf.Tensor.as${rank}D`,
    summary: `The same elements as a tensor of rank ${rank}.`,
    docs: memberDocs(`as${rank}D`),
    params: { x: tensor(), ...Object.fromEntries(names.map(word => [word, integer()])) },
    shape(args, check) {
      const { x } = args;
      if (rank === 1) return reshapeRule(x, { kind: 'many', items: [int(-1)] }, { op: 'as1D', argument: 'x' }, check);
      const items = names.map(word => (args as unknown as Record<string, Dim>)[word] ?? unknown);
      return reshapeRule(x, { kind: 'many', items }, { op: `as${rank}D`, argument: names.at(-1) ?? 'x' }, check);
    },
    examples: [
      { call: `x.as${rank}D(${rank === 1 ? '' : dims.join(', ')})`, given: { x: '2 3 4' }, gives: dims.join(' ') },
      ...(rank === 1 ? [] : [{ call: `x.as${rank}D(${dims.with(0, 5).join(', ')})`, given: { x: '2 3 4' }, reports: 'reshape-size' }]),
    ],
  });
}

const flatten = defineOp({
  ...tfjs,
  ...member('flatten'),
  name: 'tf.Tensor.flatten',
  summary: 'The same elements along one axis.',
  docs: memberDocs('flatten'),
  params: { x: tensor() },
  shape: ({ x }, check) =>
    reshapeRule(x, { kind: 'many', items: [x.shape ? elementCount(x.shape) : unknown] }, { op: 'flatten', argument: 'x' }, check),
  examples: [{ call: 'x.flatten()', given: { x: '2 3 4' }, gives: '24' }],
});

const asScalar = defineOp({
  ...tfjs,
  ...member('asScalar'),
  name: 'tf.Tensor.asScalar',
  summary: 'The only element as a tensor without axes.',
  docs: memberDocs('asScalar'),
  params: { x: tensor() },
  shape: ({ x }, check) => reshapeRule(x, { kind: 'many', items: [] }, { op: 'asScalar', argument: 'x' }, check),
  examples: [
    { call: 'x.asScalar()', given: { x: '1 1' }, gives: '' },
    { call: 'x.asScalar()', given: { x: '2' }, reports: 'reshape-size' },
  ],
});

const reshapeAs = defineOp({
  ...tfjs,
  ...member('reshapeAs'),
  name: 'tf.Tensor.reshapeAs',
  summary: 'The same elements in the shape of another tensor.',
  docs: memberDocs('reshapeAs'),
  params: { x: tensor(), like: tensor() },
  shape: ({ x, like }, check) =>
    like.shape
      ? reshapeRule(x, { kind: 'many', items: like.shape }, { op: 'reshapeAs', argument: 'like' }, check)
      : ofType(undefined, x.dtype),
  examples: [
    { call: 'x.reshapeAs(y)', given: { x: '2 3', y: '6' }, gives: '6' },
    { call: 'x.reshapeAs(y)', given: { x: '2 3', y: '5' }, reports: 'reshape-size' },
  ],
});

const transpose = defineOp({
  ...tfjs,
  ...chained('transpose'),
  name: 'tf.transpose',
  summary: 'The same elements with the axes in another order; reversed by default.',
  docs: docs('transpose'),
  params: { x: tensor(), perm: integers('number[]').optional(), conjugate: ignored('boolean') },
  shape({ x, perm }, check) {
    // Unlike elsewhere, an axis here does not count from the end (`transpose_`).
    const negative =
      perm?.kind === 'many' ? perm.items.find(item => typeof item === 'object' && item.kind === 'int' && item.value < 0) : undefined;
    if (x.shape && typeof negative === 'object' && negative.kind === 'int') {
      check.report(axisOutOfRange, { argument: 'perm', axis: negative.value, shape: x.shape, count: x.shape.length }, { argument: 'perm' });
    }
    return transposeRule(asFloat(x), perm, { op: 'tf.transpose', argument: 'perm', repeated: 'warning' }, check);
  },
  examples: [
    { call: 'tf.transpose(x, [0, 3, 1, 2])', given: { x: '1 4 5 3' }, gives: '1 3 4 5' },
    { call: 'x.transpose()', given: { x: '2 3' }, gives: '3 2' },
    { call: 'x.transpose([0, 2, 1])', given: { x: '2 3' }, reports: 'argument-form' },
    { call: 'x.transpose([0, 2])', given: { x: '2 3' }, reports: 'axis-out-of-range' },
  ],
});

const squeeze = defineOp({
  ...tfjs,
  ...chained('squeeze'),
  name: 'tf.squeeze',
  summary: 'Drops axes of length 1: those named, or all.',
  docs: docs('squeeze'),
  params: { x: tensor(), axis: integers('number[]').optional() },
  shape: ({ x, axis }, check) => squeezeRule(asFloat(x), axis, { op: 'tf.squeeze', argument: 'axis' }, check),
  examples: [
    { call: 'x.squeeze()', given: { x: '1 4 1 3' }, gives: '4 3' },
    { call: 'tf.squeeze(x, [0])', given: { x: '1 4 1 3' }, gives: '4 1 3' },
    { call: 'x.squeeze([1])', given: { x: '1 4 1 3' }, reports: 'argument-form' },
  ],
});

const expandDims = defineOp({
  ...tfjs,
  ...chained('expandDims'),
  name: 'tf.expandDims',
  summary: 'Adds an axis of length 1, in front by default.',
  docs: docs('expandDims'),
  params: { x: tensor(), axis: integer().default('0') },
  shape: ({ x, axis }, check) => expandRule(asFloat(x), axis, { op: 'tf.expandDims', argument: 'axis' }, check),
  examples: [
    { call: 'x.expandDims()', given: { x: '4 4' }, gives: '1 4 4' },
    { call: 'tf.expandDims(x, -1)', given: { x: '4 4' }, gives: '4 4 1' },
    { call: 'x.expandDims(4)', given: { x: '4 4' }, reports: 'axis-out-of-range' },
  ],
});

const broadcastTo = defineOp({
  ...tfjs,
  ...chained('broadcastTo'),
  name: 'tf.broadcastTo',
  summary: 'Stretches axes of length 1, and adds axes in front, to reach a shape.',
  docs: docs('broadcastTo'),
  params: { x: tensor(), shape: integers('number[]') },
  shape: ({ x, shape }, check) => broadcastToRule(asFloat(x), toShape(shape), { op: 'tf.broadcastTo', argument: 'shape' }, check),
  examples: [
    { call: 'tf.broadcastTo(x, [2, 3])', given: { x: '3' }, gives: '2 3' },
    { call: 'x.broadcastTo([2, 3])', given: { x: '2' }, reports: 'broadcast-mismatch' },
  ],
});

export const reshapeOps: readonly Op[] = [
  reshape,
  ...[1, 2, 3, 4, 5].map(asRank),
  flatten,
  asScalar,
  reshapeAs,
  transpose,
  squeeze,
  expandDims,
  broadcastTo,
];

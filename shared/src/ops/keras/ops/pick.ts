/** Functions of `keras.ops` that take elements out of tensors. Source: src/ops/numpy.py, math.py, core.py in Keras 3. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { int, unknown } from '../../../dim/dim.ts';
import { listArg, toDim, unknownArg } from '../../argument.ts';
import { ofType } from '../../common/contents.ts';
import { broadcastShapes } from '../../common/elementwise.ts';
import { sliceRule } from '../../common/pad.ts';
import { gatherShape } from '../../common/sequence.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, integer, integers, optionalTensor, tensor } from '../../parameter.ts';
import { docs, ignoredOnes, keras } from '../declare.ts';
import { named } from './declare.ts';

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

export const pickOps: readonly Op[] = [gather, take, takeAlongAxis, where, slice, topK];

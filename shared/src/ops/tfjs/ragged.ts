/** Ragged tensors, as values and where their rows begin, and shapes as tensors. Sources: tfjs-core/src/ops/ragged_*.ts, broadcast_args.ts. */
import { broadcastMismatch } from '../../diagnostics/broadcast-mismatch.ts';
import { add } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { broadcast } from '../../shape/broadcast.ts';
import { type TensorArg, unknownArg } from '../argument.ts';
import { elementsOf, ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, ignored, tensor } from '../parameter.ts';
import { checkRank, checkRankFrom, checkType, docs, literalType, refuse, tfjs } from './declare.ts';

const longer = (a: Dim | undefined, b: Dim | undefined): Dim =>
  a?.kind === 'int' && b?.kind === 'int' ? int(Math.max(a.value, b.value)) : a && b && equal(a, b) === 'yes' ? a : unknown;

const broadcastArgs = defineOp({
  ...tfjs,
  name: 'tf.broadcastArgs',
  summary: 'The shape that two shapes broadcast to, all of them as tensors.',
  docs: docs('broadcastArgs'),
  params: { s0: tensor('[axes]'), s1: tensor('[axes]') },
  shape({ s0, s1 }, check) {
    for (const [name, given] of [['s0', s0] as const, ['s1', s1] as const]) {
      checkRank(name, given, [1], check);
      checkType('broadcastArgs', name, given, 'int32', check);
    }
    const [left, right] = [elementsOf(s0), elementsOf(s1)];
    const result = left && right && broadcast(left, right);
    if (result && 'clash' in result)
      check.report(broadcastMismatch, { op: 'tf.broadcastArgs', left, right, clash: result.clash }, { argument: 's1' });
    return ofType([longer(s0.shape?.[0], s1.shape?.[0])], 'int32');
  },
  examples: [
    { call: 'tf.broadcastArgs(tf.tensor1d([2, 1]).toInt(), tf.tensor1d([4, 1, 3]).toInt())', gives: '3' },
    { call: 'tf.broadcastArgs(x.toInt(), x.toInt())', given: { x: '1 2' }, reports: 'rank-mismatch' },
    { call: 'tf.broadcastArgs(x, x)', given: { x: '2' }, reports: 'argument-form' },
    { call: "tf.broadcastArgs(tf.tensor1d([2, 2], 'int32'), tf.tensor1d([1, 3], 'int32'))", reports: 'broadcast-mismatch' },
  ],
});

const range = defineOp({
  ...tfjs,
  name: 'tf.raggedRange',
  summary: 'Rows of numbers, each from a start up to a limit.',
  docs: docs('raggedRange'),
  params: { starts: tensor('[rows?]'), limits: tensor('[rows?]'), deltas: tensor('[rows?]') },
  shape({ starts, limits, deltas }, check) {
    const given = { starts, limits, deltas };
    const ranked = Object.entries(given).map(([name, each]) => checkRank(name, each, [0, 1], check));
    const lengths = Object.values(given).flatMap(({ shape }) => shape?.[0] ?? []);
    const other = lengths.find(length => lengths[0] && equal(length, lengths[0]) === 'no');
    if (ranked.every(Boolean) && other) refuse('raggedRange', 'limits', 'needs as many starts as limits and deltas', check);
    const known = Object.values(given).every(({ shape }) => shape);
    return {
      kind: 'record',
      entries: {
        rtNestedSplits: ofType([known ? add(lengths[0] ?? int(1), int(1)) : unknown], 'int32'),
        rtDenseValues: ofType([check.fresh('values')], literalType(starts)),
      },
    };
  },
  examples: [
    { call: 'tf.raggedRange(tf.tensor1d([1, 2]), tf.tensor1d([3, 4]), tf.tensor1d([1, 1])).rtNestedSplits', gives: '3' },
    { call: 'tf.raggedRange(0, 4, 1).rtNestedSplits', gives: '2' },
    { call: 'tf.raggedRange(x, x, x)', given: { x: '1 2' }, reports: 'rank-mismatch' },
    { call: 'tf.raggedRange(x, y, 1)', given: { x: '3', y: '2' }, reports: 'argument-form' },
  ],
});

const splitsOf = (given: { readonly kind: string } | undefined): number | undefined =>
  given?.kind === 'list' && 'items' in given && Array.isArray(given.items) ? given.items.length : undefined;

const gather = defineOp({
  ...tfjs,
  name: 'tf.raggedGather',
  summary: 'Rows of a ragged tensor by index.',
  docs: docs('raggedGather'),
  params: {
    paramsNestedSplits: anything('Tensor[]', { kind: 'hidden' }),
    paramsDenseValues: tensor('[values, …]'),
    indices: tensor(),
    outputRaggedRank: ignored('number'),
  },
  shape({ paramsNestedSplits, paramsDenseValues, indices }, check) {
    if (splitsOf(paramsNestedSplits) === 0) refuse('raggedGather', 'paramsNestedSplits', 'needs the splits of one axis at least', check);
    checkRankFrom('paramsDenseValues', paramsDenseValues, 1, check);
    checkType('raggedGather', 'indices', indices, 'int32', check);
    const { shape } = paramsDenseValues;
    const values = ofType(
      shape && shape.length > 0 ? [check.fresh('values'), ...shape.slice(1)] : undefined,
      literalType(paramsDenseValues),
    );
    return { kind: 'record', entries: { outputNestedSplits: unknownArg, outputDenseValues: values } };
  },
  examples: [
    {
      call: 'tf.raggedGather([tf.tensor1d([0, 2, 3]).toInt()], x, tf.tensor1d([1, 0]).toInt(), 1).outputDenseValues.shape.length',
      given: { x: '3 4' },
    },
    {
      call: 'tf.raggedGather([tf.tensor1d([0, 2, 3]).toInt()], x, tf.tensor1d([1, 0]).toInt(), 1)',
      given: { x: '' },
      reports: 'rank-mismatch',
    },
    { call: 'tf.raggedGather([], x, tf.tensor1d([1, 0]).toInt(), 1)', given: { x: '3' }, reports: 'argument-form' },
  ],
});

/** Rows are as long as the shape says; where it says −1, as the longest. */
function denseShape(shape: TensorArg): readonly Dim[] | undefined {
  const length = shape.shape?.[0];
  const items = elementsOf(shape);
  if (length?.kind !== 'int') return undefined;
  return Array.from({ length: length.value }, (_, at) => {
    const item = items?.[at];
    return item && !(item.kind === 'int' && item.value < 0) ? item : unknown;
  });
}

const toDense = defineOp({
  ...tfjs,
  name: 'tf.raggedTensorToTensor',
  summary: 'A ragged tensor with its rows filled up.',
  docs: docs('raggedTensorToTensor'),
  params: {
    shape: tensor('[axes]'),
    values: tensor('[values, …]'),
    defaultValue: tensor(),
    rowPartitionTensors: anything('Tensor[]', { kind: 'hidden' }),
    rowPartitionTypes: ignored('string[]'),
  },
  shape({ shape, values, rowPartitionTensors }, check) {
    const partitions = splitsOf(rowPartitionTensors);
    checkRank('shape', shape, [0, 1], check);
    const dense = denseShape(shape);
    // "rt input.rank = 2, but shape.rank = 3": every partition is an axis, except that the first may only say how many rows there are.
    if (dense && partitions !== undefined && values.shape && dense.length > partitions + values.shape.length) {
      const problem = `is given a shape of ${dense.length} axes for values of ${values.shape.length} and ${partitions} partitions`;
      refuse('raggedTensorToTensor', 'shape', problem, check);
    }
    return ofType(dense, literalType(values));
  },
  examples: [
    {
      call: "tf.raggedTensorToTensor(tf.tensor1d([2, 3], 'int32'), x, 0, [tf.tensor1d([0, 2, 3], 'int32')], ['ROW_SPLITS'])",
      given: { x: '3' },
      gives: '2 3',
    },
    {
      call: "tf.raggedTensorToTensor(tf.tensor1d([2, 3, 4], 'int32'), x, 0, [tf.tensor1d([0, 2, 3], 'int32')], ['ROW_SPLITS'])",
      given: { x: '3' },
      reports: 'argument-form',
    },
  ],
});

export const raggedOps: readonly Op[] = [broadcastArgs, range, gather, toDense];

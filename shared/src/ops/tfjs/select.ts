/** Picks elements and slices, and puts them elsewhere: gatherND, scatterND, stridedSlice, masks. Sources: tfjs-core/src/ops/gather_nd_util.ts, scatter_nd_util.ts. */
import { product } from '../../dim/arithmetic.ts';
import { equal, less } from '../../dim/compare.ts';
import { type Dim, int, toNumber, unknown } from '../../dim/dim.ts';
import { type Shape, showShape } from '../../shape/shape.ts';
import { listArg, type TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { broadcastShapes } from '../common/elementwise.ts';
import { toShape } from '../common/shape-argument.ts';
import { stridedSliceShape } from '../common/strided-slice.ts';
import { defineOp, type Op } from '../op.ts';
import { integer, integers, tensor } from '../parameter.ts';
import { chained, checkRank, checkRankFrom, docs, literalType, refuse, tfjs } from './declare.ts';

const gatherND = defineOp({
  ...tfjs,
  name: 'tf.gatherND',
  summary: 'Picks elements or slices: the last axis of `indices` holds a position in the first axes of x.',
  docs: docs('gatherND'),
  params: { x: tensor(), indices: tensor('[…, axes]') },
  shape({ x, indices }, check) {
    if (!checkRankFrom('x', x, 1, check) || !checkRankFrom('indices', indices, 1, check)) return undefined;
    const count = indices.shape && toNumber(indices.shape.at(-1) as Dim);
    if (!x.shape || !indices.shape || count === undefined) return ofType(undefined, literalType(x));
    if (count > x.shape.length) {
      refuse('gatherND', 'indices', `has positions along ${count} axes in indices, but x has ${x.shape.length}`, check);
      return undefined;
    }
    return ofType([...indices.shape.slice(0, -1), ...x.shape.slice(count)], literalType(x));
  },
  examples: [
    { call: 'tf.gatherND(x, [[0, 1], [1, 2]])', given: { x: '4 5' }, gives: '2' },
    { call: 'tf.gatherND(x, [[0], [1], [3]])', given: { x: '4 5' }, gives: '3 5' },
    { call: 'tf.gatherND(x, [[0, 0, 0]])', given: { x: '4 5' }, reports: 'argument-form' },
  ],
});

/** `updates` has the outer axes of `indices` and then those of a slice: "Must have updates.shape = indices.shape[:batchDim] + shape[sliceDim:]". */
function checkUpdates(op: string, indices: TensorArg, updates: TensorArg, to: Shape | undefined, check: Check): void {
  if (!checkRankFrom('indices', indices, 1, check) || !checkRankFrom('updates', updates, 1, check)) return;
  if (!indices.shape || !updates.shape || !to) return;
  const vector = indices.shape.length === 1;
  const depth = vector ? 1 : toNumber(indices.shape.at(-1) as Dim);
  if (depth === undefined) return;
  const wanted = [...(vector ? indices.shape : indices.shape.slice(0, -1)), ...to.slice(depth)];
  const got = updates.shape;
  if (depth <= to.length && got.length === wanted.length && got.every((dim, axis) => equal(dim, wanted[axis] as Dim) !== 'no')) return;
  const problem =
    depth > to.length
      ? `has positions along ${depth} axes in indices, but the result has ${to.length}`
      : `needs updates of shape ${showShape(wanted)}, got ${showShape(got)}`;
  refuse(op, 'updates', problem, check);
}

const scatterND = defineOp({
  ...tfjs,
  name: 'tf.scatterND',
  summary: 'A tensor of zeros, with `updates` put in at the positions in `indices`.',
  docs: docs('scatterND'),
  params: { indices: tensor('[…, axes]'), updates: tensor(), shape: integers('number[]') },
  shape({ indices, updates, shape }, check) {
    const to = toShape(shape);
    checkUpdates('scatterND', indices, updates, to, check);
    return ofType(to, literalType(updates));
  },
  examples: [
    { call: 'tf.scatterND([[4], [3]], [9, 10], [8])', gives: '8' },
    { call: 'tf.scatterND([[0], [2]], x, [4, 4])', given: { x: '2 4' }, gives: '4 4' },
    { call: 'tf.scatterND([[0], [2]], x, [4, 4])', given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

const tensorScatterUpdate = defineOp({
  ...tfjs,
  name: 'tf.tensorScatterUpdate',
  summary: 'The tensor, with `updates` in place of what is at the positions in `indices`.',
  docs: docs('tensorScatterUpdate'),
  params: { tensor: tensor(), indices: tensor('[…, axes]'), updates: tensor() },
  shape({ tensor, indices, updates }, check) {
    checkUpdates('tensorScatterUpdate', indices, updates, tensor.shape, check);
    return ofType(tensor.shape, literalType(tensor));
  },
  examples: [
    { call: 'tf.tensorScatterUpdate(x, [[0], [2]], y)', given: { x: '4 3', y: '2 3' }, gives: '4 3' },
    { call: 'tf.tensorScatterUpdate(x, [[0], [2]], y)', given: { x: '4 3', y: '2 4' }, reports: 'argument-form' },
  ],
});

const sparseToDense = defineOp({
  ...tfjs,
  name: 'tf.sparseToDense',
  summary: 'A tensor of one value, with others put in at the positions in `sparseIndices`.',
  docs: docs('sparseToDense'),
  params: {
    sparseIndices: tensor(),
    sparseValues: tensor(),
    outputShape: integers('number[]'),
    defaultValue: tensor('number').default('0'),
  },
  shape: ({ sparseValues, outputShape }) => ofType(toShape(outputShape), literalType(sparseValues)),
  examples: [{ call: 'tf.sparseToDense([4, 5, 6], [100, 101, 102], [8])', gives: '8' }],
});

const mask = () => integer().default('0');

const stridedSlice = defineOp({
  ...tfjs,
  ...chained('stridedSlice'),
  name: 'tf.stridedSlice',
  summary: 'A part of a tensor: from, to and by how much along each axis. Bits of the masks change what an entry means.',
  docs: docs('stridedSlice'),
  params: {
    x: tensor(),
    begin: integers('number[]'),
    end: integers('number[]'),
    strides: integers('number[]').optional(),
    beginMask: mask(),
    endMask: mask(),
    ellipsisMask: mask(),
    newAxisMask: mask(),
    shrinkAxisMask: mask(),
  },
  shape({ x, begin, end, strides, ...masks }, check) {
    const bits = Object.fromEntries(Object.entries(masks).map(([name, dim]) => [name, toNumber(dim)]));
    if (Object.values(bits).some(value => value === undefined)) return ofType(undefined, literalType(x));
    const result = stridedSliceShape(x.shape, { begin, end, strides, ...(bits as Record<keyof typeof masks, number>), noneRejected: true });
    if (typeof result !== 'string') return ofType(result, literalType(x));
    refuse('stridedSlice', 'begin', result, check);
    return undefined;
  },
  examples: [
    { call: 'tf.stridedSlice(x, [0, 1], [4, 5], [1, 2])', given: { x: '4 6' }, gives: '4 2' },
    { call: 'x.stridedSlice([1], [3])', given: { x: '4 6' }, gives: '2 6' },
    { call: 'tf.stridedSlice(x, [-1, 0], [-4, 6], [-1, 1])', given: { x: '4 6' }, gives: '3 6' },
    { call: 'tf.stridedSlice(x, [3], [1])', given: { x: '4 6' }, reports: 'argument-form' },
    { call: 'tf.stridedSlice(x, [0, 0, 0], [1, 1, 1], [1, 1, 1])', given: { x: '4 6' }, reports: 'argument-form' },
  ],
});

const booleanMaskAsync = defineOp({
  ...tfjs,
  name: 'tf.booleanMaskAsync',
  summary: 'The slices at which the mask is true, one behind the other.',
  docs: docs('booleanMaskAsync'),
  params: { tensor: tensor(), mask: tensor(), axis: integer().default('0') },
  shape({ tensor, mask, axis }, check) {
    if (!checkRankFrom('mask', mask, 1, check)) return undefined;
    const at = toNumber(axis);
    if (!tensor.shape || !mask.shape || at === undefined || at < 0) return ofType(undefined, literalType(tensor));
    const covered = tensor.shape.slice(at, at + mask.shape.length);
    if (covered.length !== mask.shape.length || covered.some((dim, i) => equal(dim, mask.shape?.[i] ?? unknown) === 'no')) {
      refuse('booleanMaskAsync', 'mask', `needs a mask of shape ${showShape(covered)}, got ${showShape(mask.shape)}`, check);
      return undefined;
    }
    return ofType([...tensor.shape.slice(0, at), check.fresh('K'), ...tensor.shape.slice(at + mask.shape.length)], literalType(tensor));
  },
  examples: [{ call: "tf.booleanMaskAsync(x, tf.tensor1d([1, 0, 1], 'bool'))", given: { x: '3 4' }, gives: 'K 4' }],
});

const whereAsync = defineOp({
  ...tfjs,
  name: 'tf.whereAsync',
  summary: 'The positions of all elements that are true, a row each.',
  docs: docs('whereAsync'),
  params: { condition: tensor() },
  shape: ({ condition: { shape } }, check) => ofType([check.fresh('K'), shape ? int(shape.length) : unknown], 'int32'),
  examples: [{ call: 'tf.whereAsync(x.greater(0))', given: { x: '3 4' }, gives: 'K 2' }],
});

const setdiff1dAsync = defineOp({
  ...tfjs,
  name: 'tf.setdiff1dAsync',
  summary: 'The numbers of x that are not in y, and where they are in x.',
  docs: docs('setdiff1dAsync'),
  params: { x: tensor('[n]'), y: tensor('[m]') },
  shape({ x, y }, check) {
    checkRank('x', x, [1], check);
    checkRank('y', y, [1], check);
    const K = check.fresh('K');
    return listArg([ofType([K], literalType(x)), ofType([K], 'int32')]);
  },
  examples: [{ call: 'tf.setdiff1dAsync(x, y)', given: { x: '4', y: '3' } }],
});

const searched = (word: 'searchSorted' | 'lowerBound' | 'upperBound'): Op =>
  defineOp({
    ...tfjs,
    name: `tf.${word}`,
    summary: 'Where each value belongs in a sorted sequence.',
    docs: docs(word),
    params: { sortedSequence: tensor('[…, n]'), values: tensor('[…, m]') },
    shape({ sortedSequence, values }, check) {
      const [rows, others] = [sortedSequence.shape?.slice(0, -1), values.shape?.slice(0, -1)];
      const count = (dims: Shape | undefined) =>
        dims?.reduce<number | undefined>((n, dim) => {
          const length = toNumber(dim);
          return n === undefined || length === undefined ? undefined : n * length;
        }, 1);
      const [a, b] = [count(rows), count(others)];
      if (a !== undefined && b !== undefined && a !== b)
        refuse(word, 'values', `needs as many rows of values as of sequences, ${a}, got ${b}`, check);
      // Rows stay rows, whatever axes they came from.
      const last = values.shape?.at(-1);
      return ofType(others && last && [product(others), last], 'int32');
    },
    examples: [
      { call: `tf.${word}(x, y)`, given: { x: '8', y: '3' }, gives: '1 3' },
      { call: `tf.${word}(x, y)`, given: { x: '2 8', y: '2 3' }, gives: '2 3' },
      { call: `tf.${word}(x, y)`, given: { x: '2 8', y: '3 3' }, reports: 'argument-form' },
    ],
  });

const inTopKAsync = defineOp({
  ...tfjs,
  name: 'tf.inTopKAsync',
  summary: 'Whether each target is among the k greatest predictions.',
  docs: docs('inTopKAsync'),
  params: { predictions: tensor('[…, classes]'), targets: tensor('[…]'), k: integer().default('1') },
  shape({ predictions, targets, k }, check) {
    if (!checkRankFrom('predictions', predictions, 2, check)) return undefined;
    const rows = predictions.shape?.slice(0, -1);
    const [got, classes] = [targets.shape, predictions.shape?.at(-1)];
    if (rows && got && (rows.length !== got.length || rows.some((dim, axis) => equal(dim, got[axis] as Dim) === 'no')))
      refuse('inTopKAsync', 'targets', `needs targets of shape ${showShape(rows)}, got ${showShape(got)}`, check);
    if (classes && less(classes, k) === 'yes') refuse('inTopKAsync', 'k', 'takes a k of at most the number of classes', check);
    return ofType(got ?? rows, 'bool');
  },
  examples: [
    { call: 'tf.inTopKAsync(x, y, 2)', given: { x: '8 10', y: '8' }, gives: '8' },
    { call: 'tf.inTopKAsync(x, y, 2)', given: { x: '8 10', y: '7' }, reports: 'argument-form' },
  ],
});

const unsortedSegmentSum = defineOp({
  ...tfjs,
  ...chained('unsortedSegmentSum'),
  name: 'tf.unsortedSegmentSum',
  summary: 'Sums of the slices that have the same segment id.',
  docs: docs('unsortedSegmentSum'),
  params: { x: tensor(), segmentIds: tensor('[n]'), numSegments: integer() },
  shape({ x, segmentIds, numSegments }, check) {
    const ids = segmentIds.shape;
    if (!x.shape || !ids) return ofType(undefined, literalType(x));
    // A mask of the ids, stretched to x, picks what each sum is made of.
    const mask = [...ids, ...Array<Dim>(Math.max(x.shape.length - ids.length, 0)).fill(int(1))];
    const each = broadcastShapes(mask, x.shape, { op: 'tf.unsortedSegmentSum', at: 'segmentIds' }, check);
    return ofType(each && [numSegments, ...each.slice(1)], literalType(x) === 'float32' ? 'float32' : undefined);
  },
  examples: [
    { call: "tf.unsortedSegmentSum(x, tf.tensor1d([0, 1, 0], 'int32'), 2)", given: { x: '3 4' }, gives: '2 4' },
    { call: "tf.unsortedSegmentSum(x, tf.tensor1d([0, 1], 'int32'), 2)", given: { x: '3 4' }, reports: 'broadcast-mismatch' },
  ],
});

export const selections: readonly Op[] = [
  gatherND,
  scatterND,
  tensorScatterUpdate,
  sparseToDense,
  stridedSlice,
  booleanMaskAsync,
  whereAsync,
  setdiff1dAsync,
  ...(['searchSorted', 'lowerBound', 'upperBound'] as const).map(searched),
  inTopKAsync,
  unsortedSegmentSum,
];

/** Sparse tensors, as indices and values. Sources: tfjs-core/src/ops/sparse/*.ts. */

import { equal } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import type { Check } from '../check.ts';
import { elementsOf, ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { tensor } from '../parameter.ts';
import { checkRank, checkRankFrom, docs, literalType, refuse, tfjs } from './declare.ts';

const record = (entries: Readonly<Record<string, ReturnType<typeof ofType>>>) => ({ kind: 'record', entries }) as const;

const fillEmptyRows = defineOp({
  ...tfjs,
  name: 'tf.sparse.sparseFillEmptyRows',
  summary: 'Gives every row of a sparse matrix a value at least.',
  docs: docs('sparseFillEmptyRows'),
  params: {
    indices: tensor('[values, axes]'),
    values: tensor('[values]'),
    denseShape: tensor('[axes]'),
    defaultValue: tensor('number'),
  },
  shape({ indices, values, denseShape, defaultValue }, check) {
    checkRank('indices', indices, [2], check);
    checkRank('values', values, [1], check);
    checkRank('denseShape', denseShape, [1], check);
    checkRank('defaultValue', defaultValue, [0], check);
    const [count, rows] = [check.fresh('values'), elementsOf(denseShape)?.[0] ?? check.fresh('rows')];
    return record({
      outputIndices: ofType([count, indices.shape?.[1] ?? unknown], 'int32'),
      outputValues: ofType([count], literalType(values)),
      emptyRowIndicator: ofType([rows], 'bool'),
      reverseIndexMap: ofType([indices.shape?.[0] ?? unknown], 'int32'),
    });
  },
  examples: [
    {
      call: 'tf.sparse.sparseFillEmptyRows(tf.tensor2d([[0, 0], [1, 1]]).toInt(), v, tf.tensor1d([3, 2]).toInt(), 0).emptyRowIndicator',
      given: { v: '2' },
      gives: '3',
    },
    { call: 'tf.sparse.sparseFillEmptyRows(v.toInt(), v, v.toInt(), 0)', given: { v: '2' }, reports: 'rank-mismatch' },
  ],
});

const reshape = defineOp({
  ...tfjs,
  name: 'tf.sparse.sparseReshape',
  summary: 'The indices of the same values in a tensor of another shape.',
  docs: docs('sparseReshape'),
  params: { inputIndices: tensor('[values, axes]'), inputShape: tensor('[axes]'), newShape: tensor('[new axes]') },
  shape({ inputIndices, inputShape, newShape }, check) {
    checkRank('inputIndices', inputIndices, [2], check);
    checkRank('inputShape', inputShape, [1], check);
    checkRank('newShape', newShape, [1], check);
    const axes = newShape.shape?.[0] ?? unknown;
    return record({
      outputIndices: ofType([inputIndices.shape?.[0] ?? unknown, axes], 'int32'),
      outputShape: ofType([axes], 'int32'),
    });
  },
  examples: [
    {
      call: 'tf.sparse.sparseReshape(tf.tensor2d([[0, 0], [1, 1]]).toInt(), tf.tensor1d([2, 3]).toInt(), tf.tensor1d([3, 2, 1]).toInt()).outputIndices',
      gives: '2 3',
    },
    { call: 'tf.sparse.sparseReshape(v.toInt(), v.toInt(), v.toInt())', given: { v: '2' }, reports: 'rank-mismatch' },
  ],
});

/** How many segments there are: the last id, which is the greatest, and one more. */
function segmentsOf(ids: Parameters<typeof elementsOf>[0], check: Check): Dim {
  const last = elementsOf(ids)?.at(-1);
  return last?.kind === 'int' ? { kind: 'int', value: last.value + 1 } : check.fresh('segments');
}

const segment = (word: 'Mean' | 'Sum'): Op => {
  const op = `tf.sparse.sparseSegment${word}`;
  return defineOp({
    ...tfjs,
    name: op,
    summary: `The ${word.toLowerCase()} of chosen rows, segment by segment.`,
    docs: docs(`sparseSegment${word}`),
    params: { data: tensor('[rows, …]'), indices: tensor('[chosen]'), segmentIds: tensor('[chosen]') },
    shape({ data, indices, segmentIds }, check) {
      const ranked = [
        checkRankFrom('data', data, 1, check),
        checkRank('indices', indices, [1], check),
        checkRank('segmentIds', segmentIds, [1], check),
      ];
      const [chosen, ids] = [indices.shape?.[0], segmentIds.shape?.[0]];
      if (ranked.every(Boolean) && chosen && ids && equal(chosen, ids) === 'no')
        refuse(`sparse.sparseSegment${word}`, 'segmentIds', 'needs a segment for every index', check);
      return ofType(data.shape && [segmentsOf(segmentIds, check), ...data.shape.slice(1)], literalType(data));
    },
    examples: [
      {
        call: `${op}(x, tf.tensor1d([0, 1, 2]).toInt(), tf.tensor1d([0, 0, 1]).toInt())`,
        given: { x: '4 3 2' },
        gives: '2 3 2',
      },
      { call: `${op}(x, tf.tensor1d([0, 1]).toInt(), tf.tensor1d([0, 0, 1]).toInt())`, given: { x: '4 3' }, reports: 'argument-form' },
      { call: `${op}(x, x.toInt(), tf.tensor1d([0, 0]).toInt())`, given: { x: '4 3' }, reports: 'rank-mismatch' },
    ],
  });
};

export const sparseOps: readonly Op[] = [fillEmptyRows, reshape, segment('Mean'), segment('Sum')];

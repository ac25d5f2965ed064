/** Reductions: tf.sum and its like, tf.argMax, tf.moments. */
import type { Reduction } from '../../kernel/execute/reduce.ts';
import { ofType } from '../common/contents.ts';
import { positionData, positionRule, reduceData, reduceRule } from '../common/reduce.ts';
import { defineOp, type Op } from '../op.ts';
import { flag, integer, integers, tensor } from '../parameter.ts';
import { asFloat, chained, docs, tfjs } from './declare.ts';

const axes = () => integers('number | number[]').optional();
const no = () => flag().default('false');

function reduction(word: string, summary: string, how?: Reduction, dtype?: string): Op {
  const x = dtype ? 'x.toBool()' : 'x';
  /** Truth values are counted as numbers. */
  const counts = word === 'sum' || word === 'prod';
  return defineOp({
    ...tfjs,
    ...chained(word),
    name: `tf.${word}`,
    summary,
    docs: docs(word),
    params: { x: tensor(), axis: axes(), keepDims: no() },
    shape: ({ x, axis, keepDims }, check) => {
      const result = reduceRule(how, asFloat(x), axis, keepDims, 'axis', check);
      return ofType(
        result.shape,
        dtype ?? (how === 'mean' || word === 'logSumExp' ? 'float32' : counts && result.dtype === 'bool' ? 'int32' : result.dtype),
      );
    },
    compute: ({ x, axis, keepDims }) => (how ? reduceData(how, x, axis, keepDims) : undefined),
    examples: [
      { call: `tf.${word}(${x})`, given: { x: '2 3' }, gives: '' },
      { call: `${x}.${word}(1)`, given: { x: '2 3' }, gives: '2' },
      { call: `${x}.${word}([0], true)`, given: { x: '2 3' }, gives: '1 3' },
      { call: `${x}.${word}(2)`, given: { x: '2 3' }, reports: 'axis-out-of-range' },
    ],
  });
}

const position = (word: 'argMax' | 'argMin', how: 'max' | 'min', summary: string): Op =>
  defineOp({
    ...tfjs,
    ...chained(word),
    name: `tf.${word}`,
    summary,
    docs: docs(word),
    params: { x: tensor(), axis: integer().default('0') },
    shape: ({ x, axis }, check) => positionRule(x, axis, 'axis', check, 'int32'),
    compute: ({ x, axis }) => positionData(how, x, axis),
    examples: [
      { call: `tf.${word}(x, 1)`, given: { x: '2 3' }, gives: '2' },
      { call: `x.${word}()`, given: { x: '2 3' }, gives: '3' },
      { call: `x.${word}(2)`, given: { x: '2 3' }, reports: 'axis-out-of-range' },
    ],
  });

const moments = defineOp({
  ...tfjs,
  name: 'tf.moments',
  summary: 'Mean and variance over some axes, or over all.',
  docs: docs('moments'),
  params: { x: tensor(), axis: axes(), keepDims: no() },
  shape({ x, axis, keepDims }, check) {
    const one = ofType(reduceRule(undefined, asFloat(x), axis, keepDims, 'axis', check).shape, 'float32');
    return { kind: 'record', entries: { mean: one, variance: one } };
  },
  examples: [{ call: 'tf.moments(x, [0, 1, 2]).mean', given: { x: '8 4 4 3' }, gives: '3' }],
});

export const reductions: readonly Op[] = [
  reduction('sum', 'The sum over some axes, or over all.', 'sum'),
  reduction('mean', 'The mean over some axes, or over all.', 'mean'),
  reduction('max', 'The greatest element over some axes, or over all.', 'max'),
  reduction('min', 'The least element over some axes, or over all.', 'min'),
  reduction('prod', 'The product over some axes, or over all.', 'product'),
  reduction('any', 'Whether any element is true, over some axes or over all.', undefined, 'bool'),
  reduction('all', 'Whether all elements are true, over some axes or over all.', undefined, 'bool'),
  reduction('logSumExp', 'The logarithm of the sum of exponentials.'),
  position('argMax', 'max', 'Where along an axis the greatest element is.'),
  position('argMin', 'min', 'Where along an axis the least element is.'),
  moments,
];

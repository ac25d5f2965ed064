/** What is counted or laid out: bincount, confusionMatrix, meshgrid, diag. Sources: tfjs-core/src/ops/*.ts. */
import { product } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import { elementCount } from '../../shape/shape.ts';
import { listArg, type TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, ignored, integer, tensor } from '../parameter.ts';
import { checkRank, docs, literalType, refuse, retyped, tfjs, upcast } from './declare.ts';

/** One weight per number, or none at all. */
function checkWeights(op: string, x: TensorArg, weights: TensorArg, check: Check): void {
  if (!x.shape || !weights.shape) return;
  const [count, given] = [elementCount(x.shape), elementCount(weights.shape)];
  if (given.kind === 'int' && given.value > 0 && equal(count, given) === 'no')
    refuse(op, 'weights', 'takes as many weights as x has elements, or none', check);
}

const counts = "tf.tensor1d([1, 1, 2], 'int32')";

const bincount = defineOp({
  ...tfjs,
  name: 'tf.bincount',
  summary: 'How often each of the numbers from 0 on occurs.',
  docs: docs('bincount'),
  params: { x: tensor('[n]'), weights: tensor(), size: integer() },
  shape({ x, weights, size }, check) {
    checkWeights('bincount', x, weights, check);
    return ofType([size], literalType(weights));
  },
  examples: [
    { call: `tf.bincount(${counts}, [], 5)`, gives: '5' },
    { call: `tf.bincount(${counts}, [1, 2], 5)`, reports: 'argument-form' },
  ],
});

const denseBincount = defineOp({
  ...tfjs,
  name: 'tf.denseBincount',
  summary: 'How often each of the numbers from 0 on occurs, row by row.',
  docs: docs('denseBincount'),
  params: { x: tensor('[n] | [rows, n]'), weights: tensor(), size: integer(), binaryOutput: ignored('boolean') },
  shape({ x, weights, size }, check) {
    if (!checkRank('x', x, [0, 1, 2], check)) return undefined;
    checkWeights('denseBincount', x, weights, check);
    return x.shape && ofType(x.shape.length === 2 ? [x.shape[0] as Dim, size] : [size], literalType(weights));
  },
  examples: [
    { call: `tf.denseBincount(${counts}, [], 5)`, gives: '5' },
    { call: 'tf.denseBincount(x.toInt(), [], 5)', given: { x: '4 3' }, gives: '4 5' },
    { call: 'tf.denseBincount(x.toInt(), [], 5)', given: { x: '1 4 3' }, reports: 'rank-mismatch' },
  ],
});

const confusionMatrix = defineOp({
  ...tfjs,
  name: 'tf.math.confusionMatrix',
  aliases: ['confusionMatrix'],
  summary: 'How often each class was taken for each other.',
  docs: docs('math.confusionMatrix'),
  params: { labels: tensor('[n]'), predictions: tensor('[n]'), numClasses: integer() },
  shape({ labels, predictions, numClasses }, check) {
    checkRank('labels', labels, [1], check);
    checkRank('predictions', predictions, [1], check);
    const [a, b] = [labels.shape?.[0], predictions.shape?.[0]];
    if (check.sound && a && b && equal(a, b) === 'no')
      refuse('math.confusionMatrix', 'predictions', 'takes as many predictions as labels', check);
    if (!check.given.has('numClasses')) refuse('math.confusionMatrix', 'numClasses', 'needs numClasses', check);
    return ofType([numClasses, numClasses], 'int32');
  },
  examples: [
    { call: 'tf.math.confusionMatrix(x, y, 5)', given: { x: '8', y: '8' }, gives: '5 5' },
    { call: 'tf.math.confusionMatrix(x, y, 5)', given: { x: '8', y: '7' }, reports: 'argument-form' },
    { call: 'tf.math.confusionMatrix(x, y, 5)', given: { x: '8 5', y: '8' }, reports: 'rank-mismatch' },
  ],
});

const meshgrid = defineOp({
  ...tfjs,
  name: 'tf.meshgrid',
  summary: 'The two coordinates of every cell of a grid, as two matrices.',
  docs: docs('meshgrid'),
  params: {
    x: tensor('[w]'),
    y: anything('Tensor [h]', { kind: 'shape' }).optional(),
    options: anything("{ indexing: 'xy' | 'ij' }").optional(),
  },
  shape({ x, y, options }, check) {
    if (!check.given.has('y') || y?.kind === 'none') return listArg([x]);
    const other = tensor().read(y);
    const indexing = options?.kind === 'record' ? options.entries['indexing'] : undefined;
    const word = options?.kind === 'none' || !check.given.has('options') ? 'xy' : indexing?.kind === 'text' ? indexing.text : undefined;
    const [w, h] = [x, other].map(({ shape }) => shape && product(shape));
    const grid = w && h && word !== undefined ? (word === 'xy' ? [h, w] : [w, h]) : undefined;
    return listArg([ofType(grid, literalType(x)), ofType(grid, literalType(other))]);
  },
  examples: [
    { call: 'tf.meshgrid(x, y)[0]', given: { x: '3', y: '4' }, gives: '4 3' },
    { call: "tf.meshgrid(x, y, {indexing: 'ij'})[1]", given: { x: '3', y: '4' }, gives: '3 4' },
  ],
});

const diag = defineOp({
  ...tfjs,
  name: 'tf.diag',
  summary: 'The elements on the diagonal of a tensor of twice as many axes, zeros elsewhere.',
  docs: docs('diag'),
  params: { x: tensor() },
  shape({ x }) {
    return ofType(x.shape && [...x.shape, ...x.shape], literalType(x));
  },
  examples: [
    { call: 'tf.diag(x)', given: { x: '4' }, gives: '4 4' },
    { call: 'tf.diag(x)', given: { x: '2 3' }, gives: '2 3 2 3' },
  ],
});

const outerProduct = defineOp({
  ...tfjs,
  name: 'tf.outerProduct',
  summary: 'Every element of one vector times every element of another.',
  docs: docs('outerProduct'),
  params: { v1: tensor('[n]'), v2: tensor('[m]') },
  shape({ v1, v2 }, check) {
    if (!checkRank('v1', v1, [1], check) || !checkRank('v2', v2, [1], check)) return undefined;
    const [n, m] = [v1.shape?.[0], v2.shape?.[0]];
    return retyped(ofType(n && m && [n, m], undefined), upcast(literalType(v1), literalType(v2)));
  },
  examples: [
    { call: 'tf.outerProduct(x, y)', given: { x: '3', y: '4' }, gives: '3 4' },
    { call: 'tf.outerProduct(x, y)', given: { x: '3 1', y: '4' }, reports: 'rank-mismatch' },
  ],
});

export const countOps: readonly Op[] = [bincount, denseBincount, confusionMatrix, meshgrid, diag, outerProduct];

/** Losses, norms, and the greatest of many: `tf.losses.*`, `tf.norm`, `tf.topk`, `tf.unique`, `tf.multinomial`. Source: tfjs-core/src/ops/*.ts. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { targetMismatch } from '../../diagnostics/target-mismatch.ts';
import { less } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { broadcast } from '../../shape/broadcast.ts';
import { sameShape, showShape } from '../../shape/shape.ts';
import { type Arg, type TensorArg, tensorArg, toDim } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { reduceRule } from '../common/reduce.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, type Integers, ignored, integer, integers, optionalTensor, tensor } from '../parameter.ts';
import { asFloat, chained, checkRankFrom, checkType, docs, literalType, refuse, tfjs, upcast } from './declare.ts';

/** Labels and predictions have one shape: `assertShapesMatch`. */
function checkSame(
  loss: string,
  [target, input]: readonly [string, string],
  labels: TensorArg,
  predictions: TensorArg,
  check: Check,
): void {
  const [ours, theirs] = [labels.shape, predictions.shape];
  if (!ours || !theirs || sameShape(ours, theirs) !== 'no') return;
  const classes = theirs.at(-1);
  const areNumbers = classes?.kind === 'int' && classes.value > 1 && sameShape([...ours, classes], theirs) === 'yes';
  check.report(
    targetMismatch,
    { loss, input: theirs, of: input === 'logits' ? 'logits' : 'predictions', target: ours, wanted: showShape(theirs) },
    { argument: target },
    {
      related: [{ argument: input, message: `the ${input}` }],
      fixes: areNumbers
        ? [
            {
              title: 'Make rows with a single 1 of the numbers of classes',
              change: { kind: 'call-method', place: { argument: target }, method: 'oneHot', args: [classes] },
            },
          ]
        : [],
    },
  );
}

/** Unless it is asked to leave the losses as they are (`Reduction.NONE`), it makes one number of them. */
function reduced(losses: TensorArg, weights: TensorArg | undefined, reduction: Arg | undefined, check: Check): TensorArg {
  const word = check.given.has('reduction') && reduction?.kind !== 'none' ? reduction && toDim(reduction) : int(3);
  if (word?.kind !== 'int') return tensorArg(undefined);
  const type = weights ? upcast(losses.dtype, literalType(weights)) : losses.dtype;
  // Sums of integers, and their quotients, are integers; means divide by numbers that are not.
  if (word.value === 2 || (word.value === 1 && weights)) return ofType([], type === 'bool' ? 'int32' : type);
  if (word.value !== 0) return ofType([], 'float32');
  if (!losses.shape || (weights && !weights.shape)) return ofType(undefined, type);
  const both = weights?.shape ? broadcast(losses.shape, weights.shape) : { shape: losses.shape };
  return ofType('shape' in both ? both.shape : undefined, type);
}

function loss(word: string, [first, second]: readonly [string, string], summary: string, more: string): Op {
  const op = `tf.losses.${word}`;
  return defineOp({
    ...tfjs,
    name: op,
    summary,
    docs: docs(`losses.${word}`),
    params: {
      [first]: tensor(),
      [second]: tensor(),
      weights: optionalTensor(),
      ...Object.fromEntries(
        more
          .split(' ')
          .filter(Boolean)
          .map(name => [name, ignored('any')]),
      ),
      reduction: anything('Reduction').optional(),
    },
    order: [first, second, 'weights', more, 'reduction'].filter(Boolean).join(' '),
    shape(args, check) {
      const { [first]: labels, [second]: predictions, reduction } = args as unknown as Record<string, TensorArg>;
      if (labels && predictions) checkSame(op, [first, second], labels, predictions, check);
      // The cross entropy of classes that exclude each other is one number for all of them.
      const own = labels?.shape ?? predictions?.shape;
      const exclusive = word === 'softmaxCrossEntropy';
      if (exclusive && labels) checkRankFrom(first, labels, 1, check);
      const each = exclusive ? own?.slice(0, -1) : own;
      // What takes no logarithm leaves integers as they are.
      const whole = word === 'absoluteDifference' || word === 'meanSquaredError';
      const type = whole ? labels && predictions && upcast(literalType(labels), literalType(predictions)) : 'float32';
      return reduced(ofType(each, type), args.weights as TensorArg | undefined, reduction as Arg | undefined, check);
    },
    examples: [
      { call: `${op}(x, y)`, given: { x: '8 10', y: '8 10' }, gives: '' },
      {
        call: `${op}(x, y, null${more
          .split(' ')
          .filter(Boolean)
          .map(() => ', 0')
          .join('')}, tf.Reduction.NONE)`,
        given: { x: '8 10', y: '8 10' },
        gives: word === 'softmaxCrossEntropy' ? '8' : '8 10',
      },
      { call: `${op}(x, y)`, given: { x: '8 10', y: '8 11' }, reports: 'target-mismatch' },
      ...(word === 'softmaxCrossEntropy' ? [{ call: `${op}(x, y)`, given: { x: '', y: '' }, reports: 'rank-mismatch' }] : []),
    ],
  });
}

const cosineDistance = defineOp({
  ...tfjs,
  name: 'tf.losses.cosineDistance',
  summary: 'One minus the cosine along an axis, of vectors of length 1.',
  docs: docs('losses.cosineDistance'),
  params: {
    labels: tensor(),
    predictions: tensor(),
    axis: integers('number').optional(),
    weights: optionalTensor(),
    reduction: anything('Reduction').optional(),
  },
  shape({ labels, predictions, axis, weights, reduction }, check) {
    checkSame('tf.losses.cosineDistance', ['labels', 'predictions'], labels, predictions, check);
    const losses = reduceRule(undefined, asFloat(labels), axis, true, 'axis', check).shape;
    return reduced(ofType(losses, 'float32'), weights, reduction, check);
  },
  examples: [
    { call: 'tf.losses.cosineDistance(x, y, 1)', given: { x: '8 10', y: '8 10' }, gives: '' },
    { call: 'tf.losses.cosineDistance(x, y, 1, null, tf.Reduction.NONE)', given: { x: '8 10', y: '8 10' }, gives: '8 1' },
    { call: 'tf.losses.cosineDistance(x, y, 1)', given: { x: '8 10', y: '8 11' }, reports: 'target-mismatch' },
  ],
});

const computeWeightedLoss = defineOp({
  ...tfjs,
  name: 'tf.losses.computeWeightedLoss',
  summary: 'Losses times weights, as one number.',
  docs: docs('losses.computeWeightedLoss'),
  params: { losses: tensor(), weights: optionalTensor(), reduction: anything('Reduction').optional() },
  shape: ({ losses, weights, reduction }, check) => reduced(asFloat(losses), weights, reduction, check),
  examples: [
    { call: 'tf.losses.computeWeightedLoss(x)', given: { x: '8 10' }, gives: '' },
    { call: 'tf.losses.computeWeightedLoss(x, y, tf.Reduction.NONE)', given: { x: '8 10', y: '10' }, gives: '8 10' },
  ],
});

/** "Error in norm: invalid ord value: fro": some are for vectors, some for matrices. */
function checkOrder({ shape }: TensorArg, ord: Arg | undefined, axis: Integers, check: Check): void {
  if (!shape || shape.length === 0 || !axis || axis.kind === 'bad') return;
  const axes = axis.kind === 'many' ? axis.items.length : axis.kind === 'one' ? 1 : 0;
  const ofVectors = shape.length === 1 || axes <= 1;
  const given = ord?.kind === 'text' ? ord.text : ord?.kind === 'number' && ord.dim.kind === 'int' ? ord.dim.value : undefined;
  if (given === undefined || (!ofVectors && axes !== 2)) return;
  if ((ofVectors ? [1, 2, 'euclidean'] : [1, 'fro', 'euclidean']).includes(given)) return;
  refuse('norm', 'ord', `has no ord ${given} for ${ofVectors ? 'vectors' : 'matrices'}`, check);
}

const norm = defineOp({
  ...tfjs,
  ...chained('norm'),
  name: 'tf.norm',
  summary: 'The length of vectors, or the size of matrices.',
  docs: docs('norm'),
  params: {
    x: tensor(),
    ord: anything('number | string').default("'euclidean'"),
    axis: integers('number | number[]').optional(),
    keepDims: flag().default('false'),
  },
  shape({ x, ord, axis, keepDims }, check) {
    const rooted =
      (ord?.kind === 'text' && ord.text !== undefined) || (ord?.kind === 'number' && ord.dim.kind === 'int' && ord.dim.value === 2);
    if (rooted && x.shape && x.shape.length > 0) checkType('norm', 'x', x, 'float32', check);
    checkOrder(x, ord, axis, check);
    // A scalar has its own, along whatever axis.
    if (x.shape?.length === 0 && keepDims === false) return ofType([], literalType(x) === 'float32' ? 'float32' : undefined);
    return ofType(
      reduceRule(undefined, asFloat(x), axis, keepDims, 'axis', check).shape,
      literalType(x) === 'float32' ? 'float32' : undefined,
    );
  },
  examples: [
    { call: 'tf.norm(x.toInt())', given: { x: '2 3' }, reports: 'argument-form' },
    { call: "tf.norm(x, 'fro', 1)", given: { x: '2 3' }, reports: 'argument-form' },
    { call: 'tf.norm(x, 2, [0, 1])', given: { x: '2 3' }, reports: 'argument-form' },
    { call: 'tf.norm(x)', given: { x: '2 3' }, gives: '' },
    { call: "x.norm('euclidean', 1)", given: { x: '2 3' }, gives: '2' },
  ],
});

const euclideanNorm = defineOp({
  ...tfjs,
  ...chained('euclideanNorm'),
  name: 'tf.euclideanNorm',
  summary: 'The length of vectors.',
  docs: docs('euclideanNorm'),
  params: { x: tensor(), axis: integers('number | number[]').optional(), keepDims: flag().default('false') },
  shape({ x, axis, keepDims }, check) {
    if (x.shape && x.shape.length > 0) checkType('euclideanNorm', 'x', x, 'float32', check);
    // A scalar has its own, along whatever axis.
    if (x.shape?.length === 0 && keepDims === false) return ofType([], literalType(x) === 'float32' ? 'float32' : undefined);
    return ofType(
      reduceRule(undefined, asFloat(x), axis, keepDims, 'axis', check).shape,
      literalType(x) === 'float32' ? 'float32' : undefined,
    );
  },
  examples: [
    { call: 'tf.euclideanNorm(x)', given: { x: '2 3' }, gives: '' },
    { call: 'x.euclideanNorm(1, true)', given: { x: '2 3' }, gives: '2 1' },
  ],
});

const topk = defineOp({
  ...tfjs,
  ...chained('topk'),
  name: 'tf.topk',
  summary: 'The greatest numbers along the last axis, and where they are.',
  docs: docs('topk'),
  params: { x: tensor(), k: integer().default('1'), sorted: ignored('boolean') },
  shape({ x, k }, check) {
    const { shape } = x;
    const last = shape?.at(-1);
    if (shape && !last) check.report(rankMismatch, { argument: 'x', wanted: 'at least 1', got: shape }, { argument: 'x' });
    if (last && less(last, k) === 'yes' && k.kind === 'int' && last.kind === 'int')
      check.report(
        argumentForm,
        { op: 'tf.topk', problem: `takes at most ${last.value} of a last axis of ${last.value}, got ${k.value}` },
        { argument: 'k' },
      );
    const result = shape && last && [...shape.slice(0, -1), k];
    return { kind: 'record', entries: { values: ofType(result, x.dtype), indices: ofType(result, 'int32') } };
  },
  examples: [
    { call: 'tf.topk(x, 3).values', given: { x: '8 10' }, gives: '8 3' },
    { call: 'x.topk().indices', given: { x: '8 10' }, gives: '8 1' },
    { call: 'tf.topk(x, 11)', given: { x: '8 10' }, reports: 'argument-form' },
  ],
});

const unique = defineOp({
  ...tfjs,
  ...chained('unique'),
  name: 'tf.unique',
  summary: 'The values that occur, each once, and where each element is found among them.',
  docs: docs('unique'),
  params: { x: tensor(), axis: integer().default('0') },
  shape({ x, axis }, check) {
    const at = axis.kind === 'int' && x.shape && axis.value < x.shape.length && axis.value >= 0 ? axis.value : undefined;
    const along = at === undefined ? undefined : x.shape?.[at];
    const values = at === undefined ? undefined : x.shape?.with(at, check.fresh('U'));
    return { kind: 'record', entries: { values: ofType(values, x.dtype), indices: ofType(along && [along], 'int32') } };
  },
  examples: [{ call: 'tf.unique(x).indices', given: { x: '8' }, gives: '8' }],
});

const multinomial = defineOp({
  ...tfjs,
  name: 'tf.multinomial',
  summary: 'Draws outcomes by their logarithmic probabilities.',
  docs: docs('multinomial'),
  params: { logits: tensor(), numSamples: integer(), seed: ignored('number'), normalized: ignored('boolean') },
  shape({ logits, numSamples }, check) {
    const { shape } = logits;
    if (!shape) return undefined;
    if (shape.length === 0 || shape.length > 2) {
      check.report(rankMismatch, { argument: 'logits', wanted: '1 or 2', got: shape }, { argument: 'logits' });
      return undefined;
    }
    return ofType(shape.length === 1 ? [numSamples] : [shape[0] as Dim, numSamples], 'int32');
  },
  examples: [
    { call: 'tf.multinomial(x, 5)', given: { x: '8 10' }, gives: '8 5' },
    { call: 'tf.multinomial(x, 5)', given: { x: '10' }, gives: '5' },
  ],
});

export const lossOps: readonly Op[] = [
  loss('absoluteDifference', ['labels', 'predictions'], 'The mean of |labels − predictions|.', ''),
  loss('meanSquaredError', ['labels', 'predictions'], 'The mean of (labels − predictions)².', ''),
  loss('hingeLoss', ['labels', 'predictions'], 'The hinge loss of labels 0 and 1.', ''),
  loss('huberLoss', ['labels', 'predictions'], 'Squared near zero, absolute farther out.', 'delta'),
  loss('logLoss', ['labels', 'predictions'], 'The log loss of probabilities.', 'epsilon'),
  loss('sigmoidCrossEntropy', ['multiClassLabels', 'logits'], 'Cross entropy of independent classes.', 'labelSmoothing'),
  loss('softmaxCrossEntropy', ['onehotLabels', 'logits'], 'Cross entropy of classes that exclude each other.', 'labelSmoothing'),
  cosineDistance,
  computeWeightedLoss,
  norm,
  euclideanNorm,
  topk,
  unique,
  multinomial,
];

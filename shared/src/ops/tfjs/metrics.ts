/** `tf.metrics`: how far predictions are from labels, one number for each item or one for all. Source: tfjs-layers/src/exports_metrics.ts, metrics.ts. */
import type { Shape } from '../../shape/shape.ts';
import { ofType } from '../common/contents.ts';
import { broadcastShapes } from '../common/elementwise.ts';
import { defineOp, type Op } from '../op.ts';
import { tensor } from '../parameter.ts';
import { checkRankFrom, docs, tfjs } from './declare.ts';

/** `kept`: the last axis is reduced; else everything is, or only the predictions' last axis counts. */
const metric = (word: string, kept: 'rows' | 'nothing' | 'rows of predictions', summary: string, aliases: readonly string[] = []): Op =>
  defineOp({
    ...tfjs,
    name: `tf.metrics.${word}`,
    aliases: aliases.map(name => `metrics.${name}`),
    summary,
    docs: docs(`metrics.${word}`),
    params: { yTrue: tensor(), yPred: tensor() },
    shape({ yTrue, yPred }, check) {
      if (kept === 'nothing') return ofType([], 'float32');
      if (kept === 'rows of predictions') return ofType(yPred.shape?.length ? yPred.shape.slice(0, -1) : undefined, 'float32');
      const op = `tf.metrics.${word}`;
      const drop = (shape: Shape | undefined) => (shape && shape.length > 0 ? shape.slice(0, -1) : undefined);
      for (const [name, given] of [['yTrue', yTrue] as const, ['yPred', yPred] as const])
        if (word === 'categoricalAccuracy' && !checkRankFrom(name, given, 1, check)) return undefined;
      // The greatest entry of each row is looked for first.
      if (word === 'categoricalAccuracy')
        return ofType(broadcastShapes(drop(yTrue.shape), drop(yPred.shape), { op, at: 'yPred' }, check), 'float32');
      const both = ofType(broadcastShapes(yTrue.shape, yPred.shape, { op, at: 'yPred' }, check), 'float32');
      return checkRankFrom('yPred', both, 1, check) ? ofType(drop(both.shape), 'float32') : undefined;
    },
    examples: [
      kept === 'rows of predictions'
        ? { call: `tf.metrics.${word}(x, y)`, given: { x: '8', y: '8 10' }, gives: '8' }
        : { call: `tf.metrics.${word}(x, y)`, given: { x: '8 10', y: '8 10' }, gives: kept === 'rows' ? '8' : '' },
    ],
  });

export const metrics: readonly Op[] = [
  metric('binaryAccuracy', 'rows', 'How many truth values agree.'),
  metric('binaryCrossentropy', 'rows', 'Cross entropy of independent classes.'),
  metric('categoricalAccuracy', 'rows', 'Whether the greatest entries stand in the same place.'),
  metric('categoricalCrossentropy', 'rows', 'Cross entropy of classes that exclude each other.'),
  metric('cosineProximity', 'rows', 'The negative cosine of the angle.'),
  metric('meanAbsoluteError', 'rows', 'The mean of |labels − predictions|.'),
  metric('meanAbsolutePercentageError', 'rows', 'The mean error in percent.', ['MAPE', 'mape']),
  metric('meanSquaredError', 'rows', 'The mean of (labels − predictions)².', ['MSE', 'mse']),
  metric('precision', 'nothing', 'How many of those found are right.'),
  metric('recall', 'nothing', 'How many of those that are right were found.'),
  metric('r2Score', 'nothing', 'How much of the variance is explained.'),
  metric('sparseCategoricalAccuracy', 'rows of predictions', 'Whether the greatest entry stands where the label says.'),
];

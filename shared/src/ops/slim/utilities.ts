/** What networks ask of shapes: `slim.utils`. Source: tf_slim/layers/utils.py. */
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { unknown } from '../../dim/dim.ts';
import { numberArg, unknownArg } from '../argument.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { integer, integers } from '../parameter.ts';
import { docs, slim } from './declare.ts';

const dimension = (word: 'first' | 'last', at: 0 | -1): Op =>
  defineOp({
    ...slim,
    name: `slim.utils.${word}_dimension`,
    ...(word === 'first' ? { notRun: 'was in tf.contrib.layers, which TensorFlow 2 and TF-Slim have not' } : {}),
    listed: false,
    summary: `The ${word} dim of a shape.`,
    docs: docs('utils'),
    params: { shape: integers('int[]'), min_rank: integer().default('1') },
    shape({ shape, min_rank }, check) {
      const dims = toShape(shape);
      if (!dims) return unknownArg;
      if (min_rank.kind === 'int' && dims.length < min_rank.value)
        check.report(rankMismatch, { argument: 'shape', wanted: `at least ${min_rank.value}`, got: dims }, { argument: 'shape' });
      return numberArg(dims.at(at) ?? unknown);
    },
    examples: [
      { call: `tf.zeros([slim.utils.${word}_dimension(x.get_shape())])`, given: { x: '8 7 64' }, gives: at === 0 ? '8' : '64' },
      { call: `slim.utils.${word}_dimension(x.get_shape(), min_rank=4)`, given: { x: '8 7 64' }, reports: 'rank-mismatch' },
    ],
  });

export const utilities: readonly Op[] = [dimension('first', 0), dimension('last', -1)];

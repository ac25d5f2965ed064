/** `keras.random`: numbers of a shape, choices, and what keeps a shape. Source: src/random/random.py in Keras 3. */

import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import type { Dim } from '../../../dim/dim.ts';
import { type TensorArg, unknownArg } from '../../argument.ts';
import { ofType } from '../../common/contents.ts';
import { toShape } from '../../common/shape-argument.ts';
import type { Op } from '../../op.ts';
import { type Integers, integer, integers, tensor } from '../../parameter.ts';
import { ignoredOnes } from '../declare.ts';
import { completeOp } from './declare.ts';

const drawn = (word: string, more: string, call: string, dtype = 'float32'): Op =>
  completeOp(word, {
    at: 'random',
    summary: 'Random numbers of a shape.',
    params: { shape: integers('int[]'), ...ignoredOnes(`${more} dtype seed`) },
    order: `shape ${more} dtype seed`,
    shape: args => ofType(toShape(args.shape as Integers), dtype),
    examples: [{ call: `keras.random.${word}((2, 3), ${call})`, gives: '2 3' }],
  });

/** "logits should be a 2-D tensor". */
const categorical = completeOp('categorical', {
  at: 'random',
  summary: 'So many classes for each row of unnormalised probabilities.',
  params: { logits: tensor('[n, classes]'), num_samples: integer(), ...ignoredOnes('dtype seed') },
  shape(args, check) {
    const { shape } = args.logits as TensorArg;
    if (shape && shape.length !== 2) check.report(rankMismatch, { argument: 'logits', wanted: 2, got: shape }, { argument: 'logits' });
    return shape?.length === 2 && shape[0] ? ofType([shape[0], args.num_samples as Dim], 'int32') : unknownArg;
  },
  examples: [
    { call: 'keras.random.categorical(x, 5)', given: { x: '3 4' }, gives: '3 5' },
    { call: 'keras.random.categorical(x, 5)', given: { x: '4' }, reports: 'rank-mismatch' },
  ],
});

const dropout = completeOp('dropout', {
  at: 'random',
  summary: 'Some elements become 0, the others are scaled up.',
  params: { inputs: tensor(), ...ignoredOnes('rate noise_shape seed') },
  shape: args => ofType((args.inputs as TensorArg).shape, (args.inputs as TensorArg).dtype),
  examples: [{ call: 'keras.random.dropout(x, 0.5)', given: { x: '3 4' }, gives: '3 4' }],
});

export const randomOps: readonly Op[] = [
  drawn('beta', 'alpha beta', '1.0, 2.0'),
  drawn('binomial', 'counts probabilities', '5.0, 0.5'),
  drawn('gamma', 'alpha', '1.0'),
  drawn('randint', 'minval maxval', '0, 5', 'int32'),
  categorical,
  dropout,
];

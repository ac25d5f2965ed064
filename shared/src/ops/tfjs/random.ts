/** Tensors of random numbers. Their shape is an argument; what they hold is never known. */
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { ignored, integers } from '../parameter.ts';
import { newShape } from './creation.ts';
import { docs, float32, tfjs } from './declare.ts';

const random = (word: string, summary: string, [first, second]: readonly [string, string]): Op =>
  defineOp({
    ...tfjs,
    name: `tf.${word}`,
    summary,
    docs: docs(word),
    params: {
      shape: integers('number[]'),
      [first]: ignored('number'),
      [second]: ignored('number'),
      dtype: float32(),
      seed: ignored('number'),
    },
    order: `shape ${first} ${second} dtype seed`,
    shape: (args, check) => ofType(newShape(word, args.shape as never, check), args.dtype as string | undefined),
    examples: [
      { call: `tf.${word}([3, 3, 1, 8])`, gives: '3 3 1 8' },
      { call: `tf.${word}([3, -1])`, reports: 'argument-form' },
    ],
  });

/** The rest of the arguments, in order; none of them changes the shape. */
const shaped = (word: string, summary: string, order: string, call: string): Op =>
  defineOp({
    ...tfjs,
    name: `tf.${word}`,
    summary,
    docs: docs(word),
    params: {
      shape: integers('number[]'),
      ...Object.fromEntries(order.split(' ').map(name => [name, ignored('any')])),
      ...(order.includes('dtype') ? { dtype: float32() } : {}),
    },
    order: `shape ${order}`,
    shape: (args, check) =>
      ofType(newShape(word, args.shape as never, check), order.includes('dtype') ? (args['dtype'] as string | undefined) : 'int32'),
    examples: [
      { call: `tf.${word}([2, 3]${call})`, gives: '2 3' },
      { call: `tf.${word}([2, -3]${call})`, reports: 'argument-form' },
    ],
  });

export const randomOps: readonly Op[] = [
  random('randomNormal', 'Normally distributed numbers.', ['mean', 'stdDev']),
  random('randomUniform', 'Evenly distributed numbers.', ['minval', 'maxval']),
  random('truncatedNormal', 'Normally distributed numbers, redrawn beyond two standard deviations.', ['mean', 'stdDev']),
  shaped('randomStandardNormal', 'Normally distributed numbers around 0.', 'dtype seed', ''),
  shaped('randomGamma', 'Numbers of a gamma distribution.', 'alpha beta dtype seed', ', 2'),
  shaped('randomUniformInt', 'Evenly distributed integers.', 'minval maxval seed', ', 0, 10'),
  shaped('rand', 'Numbers that a function gives.', 'randFunction dtype', ', () => 1'),
];

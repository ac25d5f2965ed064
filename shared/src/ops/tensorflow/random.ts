/** Tensors of random numbers. Their shape is an argument; what they hold is never known. */
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import type { Shape } from '../../shape/shape.ts';
import { type TensorArg, textArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { broadcastShapes } from '../common/elementwise.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, ignored, integer, integers, optionalTensor, tensor } from '../parameter.ts';
import { docs, name, op, ordered, tensorflow, words } from './declare.ts';

const shape = () => integers('int[]');
const float32 = () => dtype().default('tf.float32', textArg('float32'));
const number = () => ignored('float');

interface Random {
  readonly path: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** The parameters of the distribution, in order. */
  readonly of: readonly [string, string];
  readonly stateless?: boolean;
}

const random = ({ path, aliases = [], summary, of: [first, second], stateless }: Random): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.${path}`,
    aliases,
    summary,
    docs: docs(path),
    params: {
      shape: shape(),
      seed: stateless ? anything('int[2]') : ignored('int'),
      ...(stateless ? words('alg') : {}),
      [first]: number(),
      [second]: number(),
      dtype: float32(),
      name: name(),
    },
    order: stateless ? `shape seed ${first} ${second} dtype name alg` : `shape ${first} ${second} dtype seed name`,
    shape: args => ofType(toShape(args.shape as never), args.dtype as string | undefined),
    examples: [{ call: stateless ? `tf.${path}([3, 3, 1, 8], seed=[1, 2])` : `tf.${path}([3, 3, 1, 8])`, gives: '3 3 1 8' }],
  });

const shuffle = defineOp({
  ...tensorflow,
  name: 'tf.random.shuffle',
  aliases: ['random_shuffle'],
  summary: 'The same rows in random order.',
  docs: docs('random.shuffle'),
  params: { value: tensor(), seed: ignored('int'), name: name() },
  shape: ({ value }) => ofType(value.shape, value.dtype),
  examples: [{ call: 'tf.random.shuffle(x)', given: { x: '4 2' }, gives: '4 2' }],
});

/** One row of choices for each row of logits. */
const categorical = (path: string, aliases: readonly string[], order: string, api?: 'v1'): Op =>
  op(path, {
    aliases,
    ...(api ? { api } : {}),
    summary: 'So many choices for each row of unnormalized log-probabilities.',
    params: { logits: tensor('[batch, classes]'), num_samples: integer(), ...words(order) },
    order: ordered(`logits num_samples ${order}`),
    shape({ logits, num_samples }, check) {
      if (logits.shape && logits.shape.length !== 2) {
        check.report(rankMismatch, { argument: 'logits', wanted: 2, got: logits.shape }, { argument: 'logits' });
        return undefined;
      }
      return ofType(logits.shape && [...logits.shape.slice(0, 1), num_samples], 'int64');
    },
    examples: [
      { call: `tf.${path}(x, 5${path.includes('stateless') ? ', seed=[1, 2]' : ''})`, given: { x: '8 10' }, gives: '8 5' },
      { call: `tf.${path}(x, 5${path.includes('stateless') ? ', seed=[1, 2]' : ''})`, given: { x: '8 10 2' }, reports: 'rank-mismatch' },
    ],
  });

/** What the parameters of the distribution broadcast to comes behind the shape that is asked for. */
function behind(op: string, shape: Shape | undefined, first: TensorArg, second: TensorArg | undefined, check: Check): Shape | undefined {
  const together = second ? broadcastShapes(first.shape, second.shape, { op, at: 'beta' }, check) : first.shape;
  return shape && together && [...shape, ...together];
}

const gamma = op('random.gamma', {
  aliases: ['random_gamma'],
  summary: 'Numbers of gamma distributions, so many for each of their parameters.',
  params: { shape: shape(), alpha: tensor(), beta: optionalTensor(), dtype: float32(), seed: ignored('int'), name: name() },
  shape: ({ shape, alpha, beta, dtype }, check) => ofType(behind('tf.random.gamma', toShape(shape), alpha, beta, check), dtype),
  examples: [
    { call: 'tf.random.gamma([5], 2.0)', gives: '5' },
    { call: 'tf.random.gamma([5], [1.0, 2.0], beta=[[1.0], [2.0], [3.0]])', gives: '5 3 2' },
    { call: 'tf.random.gamma([5], [1.0, 2.0], beta=[1.0, 2.0, 3.0])', reports: 'broadcast-mismatch' },
  ],
});

const poisson = op('random.poisson', {
  aliases: ['random_poisson'],
  summary: 'Numbers of Poisson distributions, so many for each of their rates.',
  params: { shape: shape(), lam: tensor(), dtype: float32(), seed: ignored('int'), name: name() },
  order: { legacy: 'lam shape dtype seed name', v1: 'lam shape dtype seed name', v2: 'shape lam dtype seed name' },
  shape: ({ shape, lam, dtype }, check) => ofType(behind('tf.random.poisson', toShape(shape), lam, undefined, check), dtype),
  examples: [
    { call: 'tf.random.poisson([5], [1.0, 2.0])', gives: '5 2', under: 'v2' },
    { call: 'tf.random.poisson([1.0, 2.0], [5])', gives: '5 2', under: 'v1' },
  ],
});

/** Their shape is the whole one: the parameters of the distribution must broadcast to it. */
const stateless = (word: string, of: string, call: string): Op =>
  op(`random.stateless_${word}`, {
    summary: 'Numbers of a distribution that depend on the seed alone.',
    params: { shape: shape(), ...words(`seed! ${of} name`) },
    order: ordered(`shape seed ${of} name`),
    shape: ({ shape }) => ofType(toShape(shape), undefined),
    examples: [{ call: `tf.random.stateless_${word}([5, 2], [1, 2], ${call})`, gives: '5 2' }],
  });

export const randomOps: readonly Op[] = [
  categorical('random.categorical', [], 'dtype seed name'),
  categorical('random.stateless_categorical', [], 'seed! dtype name'),
  categorical('multinomial', ['random.multinomial'], 'seed name output_dtype', 'v1'),
  gamma,
  poisson,
  stateless('gamma', 'alpha! beta dtype', '2.0'),
  stateless('poisson', 'lam! dtype', '2.0'),
  stateless('binomial', 'counts! probs! output_dtype', '3.0, 0.5'),
  random({ path: 'random.normal', aliases: ['random_normal'], summary: 'Normally distributed numbers.', of: ['mean', 'stddev'] }),
  random({ path: 'random.uniform', aliases: ['random_uniform'], summary: 'Evenly distributed numbers.', of: ['minval', 'maxval'] }),
  random({
    path: 'random.truncated_normal',
    aliases: ['truncated_normal'],
    summary: 'Normally distributed numbers, redrawn beyond two standard deviations.',
    of: ['mean', 'stddev'],
  }),
  random({
    path: 'random.stateless_normal',
    summary: 'Normally distributed numbers that depend on the seed alone.',
    of: ['mean', 'stddev'],
    stateless: true,
  }),
  random({
    path: 'random.stateless_uniform',
    summary: 'Evenly distributed numbers that depend on the seed alone.',
    of: ['minval', 'maxval'],
    stateless: true,
  }),
  random({
    path: 'random.stateless_truncated_normal',
    summary: 'Truncated normal numbers that depend on the seed alone.',
    of: ['mean', 'stddev'],
    stateless: true,
  }),
  shuffle,
];

/** Tensors of random numbers. Their shape is an argument; what they hold is never known. */
import { textArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { dtype, ignored, integers, tensor } from '../parameter.ts';
import { docs, name, tensorflow } from './declare.ts';

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
    params: { shape: shape(), seed: ignored('int'), [first]: number(), [second]: number(), dtype: float32(), name: name() },
    order: stateless ? `shape seed ${first} ${second} dtype name` : `shape ${first} ${second} dtype seed name`,
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

export const randomOps: readonly Op[] = [
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

/** `jax.random`: numbers that depend on a key alone. Keys have no shape that is worth following. Source: jax/_src/random.py. */
import { type Arg, type TensorArg, unknownArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { positionRule } from '../common/reduce.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, type Integers, integer, integers, tensor } from '../parameter.ts';
import { anyOf, docs, jax } from './declare.ts';

/** Name → its parameters in order, and what a call of it beside the shape is. */
const distributions: readonly (readonly [string, string, string?])[] = [
  ['normal', 'key shape dtype'],
  ['uniform', 'key shape dtype minval maxval'],
  ['truncated_normal', 'key lower upper shape dtype', '-2, 2, '],
  ['randint', 'key shape minval maxval dtype', ''],
  ['bernoulli', 'key p shape', '0.5, '],
  ['exponential', 'key shape dtype'],
  ['gumbel', 'key shape dtype'],
  ['laplace', 'key shape dtype'],
  ['logistic', 'key shape dtype'],
  ['cauchy', 'key shape dtype'],
  ['rademacher', 'key shape dtype'],
  ['bits', 'key shape dtype'],
  ['gamma', 'key a shape dtype', '1.0, '],
  ['beta', 'key a b shape dtype', '1.0, 1.0, '],
  ['poisson', 'key lam shape dtype', '1.0, '],
];

/** Without a shape one number is drawn; where a parameter may be an array, one for each of its elements. */
const drawn = ([name, order, before = '']: (typeof distributions)[number]): Op => {
  const words = order.split(' ');
  const open = words.indexOf('shape') > 1;
  return defineOp({
    ...jax,
    name: `jax.random.${name}`,
    summary: 'Random numbers.',
    docs: docs(`jax.random.${name}`),
    params: {
      ...anyOf(words.filter(word => word !== 'shape' && word !== 'dtype').join(' ')),
      shape: integers('int[]').optional(),
      dtype: dtype().optional(),
    },
    order,
    shape: args => {
      const { shape, dtype } = args as unknown as { shape: Integers; dtype?: string };
      return ofType(shape?.kind === 'none' ? (open ? undefined : []) : toShape(shape), dtype);
    },
    examples: [
      {
        call: `jax.random.${name}(jax.random.PRNGKey(0), ${before}${before ? 'shape=' : ''}(2, 3)${name === 'randint' ? ', 0, 9' : ''})`,
        gives: '2 3',
      },
    ],
  });
};

const categorical = defineOp({
  ...jax,
  name: 'jax.random.categorical',
  summary: 'Random classes, each as probable as its logit says.',
  docs: docs('jax.random.categorical'),
  params: { ...anyOf('key'), logits: tensor(), axis: integer().default('-1'), shape: integers('int[]').optional() },
  shape(args, check) {
    const { logits, axis, shape } = args as never as { logits: TensorArg; axis: never; shape: Integers };
    return shape?.kind === 'none' ? positionRule(logits, axis, 'axis', check, 'int32') : ofType(toShape(shape), 'int32');
  },
  examples: [{ call: 'jax.random.categorical(jax.random.PRNGKey(0), x)', given: { x: '4 10' }, gives: '4' }],
});

const permutation = defineOp({
  ...jax,
  name: 'jax.random.permutation',
  aliases: ['random.shuffle'],
  summary: 'The same rows in random order; of a number, the numbers below it.',
  docs: docs('jax.random.permutation'),
  params: { ...anyOf('key'), x: anything('Tensor | int', { kind: 'shape' }), ...anyOf('axis independent') },
  shape(args) {
    const x = args['x'] as Arg | undefined;
    return x?.kind === 'number' ? ofType([x.dim], 'int32') : x?.kind === 'tensor' ? ofType(x.shape, x.dtype) : unknownArg;
  },
  examples: [{ call: 'jax.random.permutation(jax.random.PRNGKey(0), 10)', gives: '10' }],
});

export const randomOps: readonly Op[] = [...distributions.map(drawn), categorical, permutation];

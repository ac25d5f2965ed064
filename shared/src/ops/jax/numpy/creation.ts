/** `jax.numpy`: arrays made from nothing and from lists. Source: jax/_src/numpy/lax_numpy.py, array_creation.py. */
import { int, unknown } from '../../../dim/dim.ts';
import { type Arg, tensorArg, textArg, toDim, toTensor } from '../../argument.ts';
import { filled, literalType, ofType } from '../../common/contents.ts';
import { eyeData, eyeShape, rangeRule } from '../../common/sequence.ts';
import { toShape } from '../../common/shape-argument.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, dtype, integer, integers, tensor } from '../../parameter.ts';
import { anyOf, docs, jax } from '../declare.ts';

const float32 = () => dtype().default('float32', textArg('float32'));
const shape = () => integers('int | int[]');
const name = (word: string) => ({ name: `jax.numpy.${word}`, docs: docs(`jax.numpy.${word}`) });

const uniform = (word: 'zeros' | 'ones' | 'empty', value: number): readonly Op[] => [
  defineOp({
    ...jax,
    ...name(word),
    summary: `An array whose elements are all ${value}.`,
    params: { shape: shape(), dtype: float32(), ...anyOf('device') },
    shape: args => ofType(toShape(args['shape'] as never), args['dtype'] as string | undefined),
    compute: (_, dims) => filled(dims, value),
    examples: [
      { call: `jnp.${word}((2, 3))`, gives: '2 3' },
      { call: `jnp.${word}(4)`, gives: '4' },
    ],
  }),
  defineOp({
    ...jax,
    ...name(`${word}_like`),
    summary: `An array of the shape of another, whose elements are all ${value}.`,
    params: { a: tensor(), dtype: dtype().optional(), shape: shape().optional(), ...anyOf('device') },
    shape: args => {
      const { a, shape, dtype } = args as never as { a: { shape: never; dtype?: string }; shape: { kind: string }; dtype?: string };
      return ofType(shape?.kind === 'none' ? a.shape : toShape(shape as never), dtype ?? a.dtype);
    },
    examples: [{ call: `jnp.${word}_like(x)`, given: { x: '2 3' }, gives: '2 3' }],
  }),
];

const full = defineOp({
  ...jax,
  ...name('full'),
  summary: 'An array that repeats one value.',
  params: { shape: shape(), fill_value: tensor(), dtype: dtype().optional() },
  shape: ({ shape, fill_value, dtype }) => ofType(toShape(shape), dtype ?? literalType(fill_value)),
  examples: [{ call: 'jnp.full((2, 3), 7.0)', gives: '2 3' }],
});

const fullLike = defineOp({
  ...jax,
  ...name('full_like'),
  summary: 'An array of the shape of another that repeats one value.',
  params: { a: tensor(), fill_value: tensor(), dtype: dtype().optional(), shape: shape().optional() },
  shape: ({ a, dtype, shape }) => ofType(shape?.kind === 'none' ? a.shape : toShape(shape), dtype ?? a.dtype),
  examples: [{ call: 'jnp.full_like(x, 7.0)', given: { x: '2 3' }, gives: '2 3' }],
});

const array = defineOp({
  ...jax,
  ...name('array'),
  aliases: ['numpy.asarray', 'device_put'],
  summary: 'An array of numbers, nested lists or other arrays.',
  params: {
    object: anything('array', { kind: 'shape' }).alias('a', 'x'),
    dtype: dtype().optional(),
    ...anyOf('copy order device'),
    ndmin: anything('int').optional(),
  },
  order: 'object dtype',
  shape(args) {
    const { object, dtype, ndmin } = args as unknown as { object: Arg | undefined; dtype?: string; ndmin: Arg | undefined };
    const read = object && toTensor(object);
    // Trees of arrays stay what they are.
    if (!read || ndmin?.kind === 'number') return { kind: 'unknown' };
    return { ...read, ...(dtype === undefined ? {} : { dtype }) };
  },
  examples: [
    { call: 'jnp.array([[1, 2, 3], [4, 5, 6]])', gives: '2 3' },
    { call: 'jnp.asarray([x, x])', given: { x: '4 5' }, gives: '2 4 5' },
  ],
});

const arange = defineOp({
  ...jax,
  ...name('arange'),
  summary: 'The numbers from `start` on, before `stop`.',
  params: {
    start: anything('number'),
    stop: anything('number').optional(),
    step: anything('number').optional(),
    dtype: dtype().optional(),
  },
  shape({ start, stop, step, dtype }) {
    const given = (arg: Arg | undefined): arg is Arg => arg !== undefined && arg.kind !== 'none';
    const [from, to] = given(stop) ? [start, stop] : [{ kind: 'number', dim: int(0) } as const, start];
    const by: Arg = given(step) ? step : { kind: 'number', dim: int(1) };
    const [a, b, c] = [from, to, by].map(arg => arg && toTensor(arg));
    return a && b && c ? rangeRule(a, b, c, dtype) : tensorArg([unknown]);
  },
  examples: [
    { call: 'jnp.arange(5)', gives: '5' },
    { call: 'jnp.arange(2, 8, 2)', gives: '3' },
  ],
});

const linspace = defineOp({
  ...jax,
  ...name('linspace'),
  aliases: ['numpy.logspace', 'numpy.geomspace'],
  summary: 'So many numbers at equal distances.',
  params: { start: tensor(), stop: tensor(), num: integer().default('50'), ...anyOf('endpoint retstep dtype axis') },
  order: 'start stop num',
  shape(args, check) {
    const { start, stop, num } = args as never as {
      start: { shape?: readonly unknown[] };
      stop: { shape?: readonly unknown[] };
      num: never;
    };
    if (check.given.has('retstep') || check.given.has('axis') || start.shape?.length !== 0 || stop.shape?.length !== 0)
      return { kind: 'unknown' };
    return ofType([num], 'float32');
  },
  examples: [{ call: 'jnp.linspace(0, 1, 11)', gives: '11' }],
});

const eye = defineOp({
  ...jax,
  ...name('eye'),
  aliases: ['numpy.identity'],
  summary: 'Ones on the diagonal.',
  params: { N: integer(), M: anything('int').optional(), k: anything('int').default('0'), dtype: float32() },
  shape: ({ N, M, dtype }) => ofType(eyeShape(N, M, { kind: 'none' }), dtype),
  compute: ({ k }, dims) =>
    k && toDim(k)?.kind === 'int' && k.kind === 'number' && k.dim.kind === 'int' && k.dim.value === 0 ? eyeData(dims) : undefined,
  examples: [
    { call: 'jnp.eye(3)', gives: '3 3' },
    { call: 'jnp.eye(3, 4)', gives: '3 4' },
  ],
});

export const creation: readonly Op[] = [
  ...uniform('zeros', 0),
  ...uniform('ones', 1),
  ...uniform('empty', 0),
  full,
  fullLike,
  array,
  arange,
  linspace,
  eye,
];

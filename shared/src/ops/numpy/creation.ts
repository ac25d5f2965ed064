/** Arrays made from nothing, from lists, and from random numbers. */
import { int, unknown } from '../../dim/dim.ts';
import { type Arg, type TensorArg, tensorArg, toDim, toTensor, unknownArg } from '../argument.ts';
import { filled, ofType } from '../common/contents.ts';
import { rangeRule } from '../common/sequence.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, type Integers, integers, tensor } from '../parameter.ts';
import { any, anyOf, docs, numpy, plain } from './declare.ts';

const shape = () => integers('int | int[]');
const typed = () => dtype().optional();

const uniform = (word: 'zeros' | 'ones' | 'empty', value: number | undefined): readonly Op[] => [
  defineOp({
    ...numpy,
    name: `np.${word}`,
    summary: value === undefined ? 'An array that holds anything.' : `An array whose elements are all ${value}.`,
    docs: docs(word),
    params: { shape: shape(), dtype: typed(), ...anyOf('order') },
    shape: ({ shape, dtype = 'float64' }) => ofType(toShape(shape), dtype),
    compute: (_, shape) => (value === undefined ? undefined : filled(shape, value)),
    examples: [
      { call: `np.${word}((2, 3))`, gives: '2 3' },
      { call: `np.${word}(4)`, gives: '4' },
    ],
  }),
  defineOp({
    ...numpy,
    name: `np.${word}_like`,
    summary: 'An array of the shape of another.',
    docs: docs(`${word}_like`),
    params: { a: tensor(), dtype: typed(), ...anyOf('order subok shape') },
    shape: ({ a, dtype }) => ofType(a.shape, dtype ?? a.dtype),
    examples: [{ call: `np.${word}_like(x)`, given: { x: '2 3' }, gives: '2 3' }],
  }),
];

const full = defineOp({
  ...numpy,
  name: 'np.full',
  summary: 'An array that repeats one value.',
  docs: docs('full'),
  params: { shape: shape(), fill_value: anything('number'), dtype: typed(), ...anyOf('order') },
  shape: ({ shape, dtype }) => ofType(toShape(shape), dtype),
  examples: [{ call: 'np.full((2, 3), 7)', gives: '2 3' }],
});

/** Lists become arrays; anything else that is not known may be anything. */
const asArray = (value: Arg | undefined, type: string | undefined): Arg => {
  if (!value || value.kind === 'unknown') return unknownArg;
  const read = toTensor(value);
  return read?.shape ? tensorArg(read.shape, { ...read, ...(type === undefined ? {} : { dtype: type }) }) : unknownArg;
};

const array = defineOp({
  ...numpy,
  name: 'np.array',
  aliases: ['asarray', 'asanyarray', 'ascontiguousarray', 'copy'],
  summary: 'An array of numbers, nested lists or other arrays.',
  docs: docs('array'),
  params: { object: anything('array', { kind: 'shape' }).alias('a'), dtype: typed(), ...anyOf('copy order subok ndmin') },
  order: 'object dtype',
  shape: ({ object, dtype }, check) => (check.given.has('ndmin') ? unknownArg : asArray(object, dtype)),
  examples: [
    { call: 'np.array([[1, 2, 3], [4, 5, 6]])', gives: '2 3' },
    { call: 'np.array([x, x])', given: { x: '4 5' }, gives: '2 4 5' },
  ],
});

const arange = defineOp({
  ...numpy,
  name: 'np.arange',
  summary: 'The numbers from `start` on, before `stop`.',
  docs: docs('arange'),
  params: { start: anything('number'), stop: anything('number').optional(), step: anything('number').optional(), dtype: typed() },
  shape({ start, stop, step }) {
    const given = (arg: Arg | undefined): arg is Arg => arg !== undefined && arg.kind !== 'none';
    const zero: Arg = { kind: 'number', dim: int(0) };
    const one: Arg = { kind: 'number', dim: int(1) };
    const [from, to] = given(stop) ? [start, stop] : [zero, start];
    const [a, b, c] = [from, to, given(step) ? step : one].map(arg => arg && toTensor(arg));
    return a && b && c ? rangeRule(a, b, c, undefined) : tensorArg([unknown]);
  },
  examples: [
    { call: 'np.arange(5)', gives: '5' },
    { call: 'np.arange(2, 8, 2)', gives: '3' },
  ],
});

const linspace = defineOp({
  ...numpy,
  name: 'np.linspace',
  summary: 'So many numbers at equal distances.',
  docs: docs('linspace'),
  params: {
    start: anything('number'),
    stop: anything('number'),
    num: anything('int').default('50'),
    ...anyOf('endpoint retstep dtype axis'),
  },
  shape({ start, stop, num }, check) {
    if (check.given.has('retstep')) return unknownArg;
    // Between arrays every point is an array.
    if ([start, stop].some(arg => arg?.kind !== 'number' && arg?.kind !== 'float')) return unknownArg;
    return tensorArg([(num && toDim(num)) ?? unknown]);
  },
  examples: [{ call: 'np.linspace(0, 1, 11)', gives: '11' }],
});

const eye = defineOp({
  ...numpy,
  name: 'np.eye',
  aliases: ['identity'],
  summary: 'Ones on the diagonal.',
  docs: docs('eye'),
  params: { N: anything('int'), M: anything('int').optional(), ...anyOf('k dtype order') },
  shape: ({ N, M }) => {
    const rows = (N && toDim(N)) ?? unknown;
    return [rows, M && M.kind !== 'none' ? (toDim(M) ?? unknown) : rows];
  },
  examples: [{ call: 'np.eye(3)', gives: '3 3' }],
});

/** Without a size one number is drawn. */
const drawn = (size: Integers): Arg => (size?.kind === 'none' ? { kind: 'float', value: undefined } : fromSize(size));
const fromSize = (size: Integers): Arg => plain(ofType(toShape(size), undefined));

const drawing = (word: string, before: string, after = ''): Op =>
  defineOp({
    ...numpy,
    name: `np.random.${word}`,
    summary: 'Random numbers.',
    docs: docs(`random.${word}`),
    params: { ...anyOf(before), size: integers('int | int[]').optional(), ...anyOf(after) },
    shape: ({ size }: { readonly size: Integers }) =>
      word === 'randint' && size?.kind === 'none' ? { kind: 'number', dim: unknown } : drawn(size),
    examples: [{ call: `np.random.${word}(size=(2, 3)${word === 'randint' ? ', low=0, high=9' : ''})`, gives: '2 3' }],
  });

const byAxes = (word: 'rand' | 'randn'): Op =>
  defineOp({
    ...numpy,
    name: `np.random.${word}`,
    summary: 'Random numbers; the dims are arguments of their own.',
    docs: docs(`random.${word}`),
    params: { d: anything('int', { kind: 'integers' }).optional() },
    rest: 'd',
    shape({ d }) {
      if (!d || d.kind === 'none') return { kind: 'float', value: undefined };
      const dims = d.kind === 'list' ? d.items : [d];
      return dims.map(dim => toDim(dim) ?? unknown);
    },
    examples: [{ call: `np.random.${word}(8, 28, 28, 1)`, gives: '8 28 28 1' }],
  });

const choice = defineOp({
  ...numpy,
  name: 'np.random.choice',
  summary: 'Random elements of an array.',
  docs: docs('random.choice'),
  params: { a: any(), size: integers('int | int[]').optional(), ...anyOf('replace p') },
  shape: ({ size }) => (size?.kind === 'none' ? unknownArg : fromSize(size)),
  examples: [{ call: 'np.random.choice(10, 4)', gives: '4' }],
});

const permutation = defineOp({
  ...numpy,
  name: 'np.random.permutation',
  summary: 'An array in random order; of a number, the numbers below it.',
  docs: docs('random.permutation'),
  params: { x: anything('array | int', { kind: 'shape' }) },
  shape: ({ x }): TensorArg | Arg => (x?.kind === 'number' ? tensorArg([x.dim]) : asArray(x, undefined)),
  examples: [{ call: 'np.random.permutation(10)', gives: '10' }],
});

export const creation: readonly Op[] = [
  ...uniform('zeros', 0),
  ...uniform('ones', 1),
  ...uniform('empty', undefined),
  full,
  array,
  arange,
  linspace,
  eye,
  drawing('normal', 'loc scale'),
  drawing('uniform', 'low high'),
  drawing('randint', 'low high', 'dtype'),
  drawing('random', ''),
  drawing('random_sample', ''),
  drawing('standard_normal', ''),
  drawing('exponential', 'scale'),
  byAxes('rand'),
  byAxes('randn'),
  choice,
  permutation,
];

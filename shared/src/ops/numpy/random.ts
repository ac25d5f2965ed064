/** Random arrays: `np.random`, and the generators that have the same functions as methods. Source: numpy/random/mtrand.pyx, _generator.pyx. */
import { type Dim, unknown } from '../../dim/dim.ts';
import { type Arg, tensorArg, toDim, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { broadcastShapes } from '../common/elementwise.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import type { ClassProtocol, ObjectMember } from '../pack.ts';
import { anything, type Integers, integers, tensor } from '../parameter.ts';
import { any, anyOf, arrayOf, docs, given, numpy, plain } from './declare.ts';

const int: Arg = { kind: 'number', dim: unknown };
const number: Arg = { kind: 'float', value: undefined };
const fromSize = (size: Integers, dtype?: string): Arg => plain(ofType(toShape(size), dtype));

const isPlain = (arg: Arg | undefined): boolean => !given(arg) || arg.kind === 'number' || arg.kind === 'float';

/** `after`: parameters behind the size. Without a size one number is drawn, if no parameter is an array. */
const drawing = (word: string, before: string, after = '', drawn: Arg = number): Op =>
  defineOp({
    ...numpy,
    name: `np.random.${word}`,
    summary: 'Random numbers.',
    docs: docs(`random.${word}`),
    params: {
      ...Object.fromEntries(
        before
          .split(' ')
          .filter(Boolean)
          .map(name => [name, anything('number').optional().hidden()]),
      ),
      size: integers('int | int[]').optional(),
      ...anyOf(after),
      // Of generators; the older functions have fewer.
      ...anyOf(generatorWords.filter(each => !after.split(' ').includes(each)).join(' ')),
    },
    shape(args, check) {
      const { size, ...others } = args as { readonly size: Integers } & Readonly<Record<string, Arg | undefined>>;
      const type = drawn === int && !check.given.has('dtype') ? 'int64' : undefined;
      if (size?.kind !== 'none') return fromSize(size, type);
      const stated = Object.values(others as Readonly<Record<string, Arg | undefined>>);
      if (stated.every(isPlain)) return drawn;
      // Otherwise one for each of what the parameters broadcast to.
      const shape = stated
        .filter(given)
        .map(arg => arrayOf(arg)?.shape)
        .reduce((a, b) => broadcastShapes(a, b, { op: `np.random.${word}`, at: 'size' }, check));
      return shape ? plain(ofType(shape, type)) : unknownArg;
    },
    examples: [{ call: `np.random.${word}(size=(2, 3)${word.includes('int') ? ', low=1, high=9' : needs(before)})`, gives: '2 3' }],
  });

const generatorWords = ['dtype', 'out', 'method', 'endpoint'];

/** Parameters without a default, for the example. */
const required = [
  'a',
  'b',
  'n',
  'p',
  'df',
  'shape',
  'left',
  'mode',
  'right',
  'mu',
  'kappa',
  'alpha',
  'ngood',
  'nbad',
  'nsample',
  'nonc',
  'dfnum',
  'dfden',
];
const needs = (before: string): string =>
  before
    .split(' ')
    .map((name, at) => (required.includes(name) ? `, ${name}=${name === 'p' ? 0.5 : at + 1}` : ''))
    .join('');

/** Vectors are drawn: as long as an argument says. */
const vectors = (word: string, before: string, like: string): Op =>
  defineOp({
    ...numpy,
    name: `np.random.${word}`,
    summary: 'Random vectors.',
    docs: docs(`random.${word}`),
    params: {
      ...Object.fromEntries(before.split(' ').map(name => [name, name === like ? tensor() : any()])),
      size: integers('int | int[]').optional(),
      ...anyOf('check_valid tol method'),
    },
    order: `${before} size check_valid tol`,
    shape(args) {
      const { size, [like]: vector } = args as { readonly size: Integers } & Readonly<Record<string, { readonly shape?: readonly Dim[] }>>;
      const length = vector?.shape?.length === 1 ? vector.shape[0] : undefined;
      const outer = (size as Integers)?.kind === 'none' ? [] : toShape(size as Integers);
      return outer && length ? [...outer, length] : unknownArg;
    },
    examples: [
      {
        call: `np.random.${word}(${before
          .split(' ')
          .map(name => (name === like ? 'x / 3' : name === 'cov' ? 'np.eye(3)' : 5))
          .join(', ')}, 4)`,
        given: { x: '3' },
        gives: '4 3',
      },
    ],
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
      if (!given(d)) return number;
      const dims = d.kind === 'list' ? d.items : [d];
      return dims.map(dim => toDim(dim) ?? unknown);
    },
    examples: [
      { call: `np.random.${word}(8, 28, 28, 1)`, gives: '8 28 28 1' },
      { call: `np.random.${word}(size=(8, 28))`, reports: 'argument-form' },
    ],
  });

const choice = defineOp({
  ...numpy,
  name: 'np.random.choice',
  summary: 'Random elements of an array.',
  docs: docs('random.choice'),
  params: { a: anything('array | int', { kind: 'shape' }), size: integers('int | int[]').optional(), ...anyOf('replace p axis shuffle') },
  shape({ a, size }, check) {
    if (size?.kind === 'none' || check.given.has('axis')) return unknownArg;
    // A generator also takes rows of a matrix.
    const rank = a?.kind === 'number' ? 1 : arrayOf(a)?.shape?.length;
    return rank === 1 ? fromSize(size, a?.kind === 'number' ? 'int64' : undefined) : unknownArg;
  },
  examples: [{ call: 'np.random.choice(10, 4)', gives: '4' }],
});

const permutation = (word: 'permutation' | 'permuted'): Op =>
  defineOp({
    ...numpy,
    name: word === 'permuted' ? 'np.random.Generator.permuted' : 'np.random.permutation',
    summary: 'An array in random order; of a number, the numbers below it.',
    docs: docs(word === 'permuted' ? 'random.Generator.permuted' : 'random.permutation'),
    params: { x: anything('array | int', { kind: 'shape' }), ...anyOf('axis out') },
    shape: ({ x }: { readonly x: Arg | undefined }, _check: Check) =>
      x?.kind === 'number' ? tensorArg([x.dim], { dtype: 'int64' }) : (arrayOf(x) ?? unknownArg),
    examples: [
      word === 'permuted'
        ? { call: 'np.random.default_rng(1).permuted(x)', given: { x: '4 3' }, gives: '4 3' }
        : { call: 'np.random.permutation(10)', gives: '10' },
    ],
  });

const drawings: readonly Op[] = [
  drawing('normal', 'loc scale'),
  drawing('uniform', 'low high'),
  drawing('laplace', 'loc scale'),
  drawing('logistic', 'loc scale'),
  drawing('gumbel', 'loc scale'),
  drawing('lognormal', 'mean sigma'),
  drawing('beta', 'a b'),
  drawing('gamma', 'shape scale'),
  drawing('binomial', 'n p', '', int),
  drawing('exponential', 'scale'),
  drawing('rayleigh', 'scale'),
  drawing('poisson', 'lam', '', int),
  drawing('geometric', 'p', '', int),
  drawing('chisquare', 'df'),
  drawing('standard_t', 'df'),
  drawing('weibull', 'a'),
  drawing('pareto', 'a'),
  drawing('power', 'a'),
  drawing('triangular', 'left mode right'),
  drawing('vonmises', 'mu kappa'),
  drawing('standard_normal', '', 'dtype out'),
  drawing('standard_exponential', '', 'dtype method out'),
  drawing('standard_cauchy', ''),
  drawing('standard_gamma', 'shape', 'dtype out'),
  drawing('randint', 'low high', 'dtype', int),
  drawing('random_integers', 'low high', '', int),
  drawing('random', '', 'dtype out'),
  drawing('hypergeometric', 'ngood nbad nsample', '', int),
  drawing('logseries', 'p', '', int),
  drawing('negative_binomial', 'n p', '', int),
  drawing('noncentral_chisquare', 'df nonc'),
  drawing('f', 'dfnum dfden'),
  drawing('random_sample', ''),
  drawing('ranf', ''),
  drawing('sample', ''),
];

/** What generators call otherwise. */
const renamed: Readonly<Record<string, string>> = { integers: 'randint', permuted: 'Generator.permuted' };

export const randomOps: readonly Op[] = [
  ...drawings,
  byAxes('rand'),
  byAxes('randn'),
  choice,
  permutation('permutation'),
  permutation('permuted'),
  vectors('multivariate_normal', 'mean cov', 'mean'),
  vectors('multinomial', 'n pvals', 'pvals'),
  vectors('dirichlet', 'alpha', 'alpha'),
];

export const generators: Readonly<Record<string, ClassProtocol>> = {
  'random.default_rng': {},
  'random.RandomState': {},
  'random.Generator': {},
};

export const generatorMembers: Readonly<Record<string, ObjectMember>> = Object.fromEntries([
  ...randomOps.map(({ name }) => [name.slice('np.random.'.length), { kind: 'op', path: name.slice('np.'.length) }] as const),
  ...Object.entries(renamed).map(([word, path]) => [word, { kind: 'op', path: `random.${path}` }] as const),
]);

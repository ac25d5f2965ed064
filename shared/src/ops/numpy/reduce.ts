/** Sums, means, extremes and where they are. Source: numpy/_core/fromnumeric.py, numpy/lib/_function_base_impl.py. */
import { unknown } from '../../dim/dim.ts';
import type { Reduction } from '../../kernel/execute/reduce.ts';
import { type Arg, type TensorArg, tensorArg, toDim, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { positionRule, reduceRule } from '../common/reduce.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, type Integers, integers, type Params, tensor } from '../parameter.ts';
import { anyOf, arrayOf, docs, given, numpy, plain } from './declare.ts';

interface Reduces {
  readonly name: string;
  readonly how?: Reduction;
  readonly aliases?: readonly string[];
  /** No method of arrays has that name. */
  readonly only?: 'function';
  /** Parameters between the axis and `keepdims`, and before the axis. */
  readonly between?: string;
  readonly before?: string;
  /** `same`: that of the array; otherwise the name of one. */
  readonly dtype?: string;
}

interface Given {
  readonly a: TensorArg;
  readonly axis: Integers;
  readonly keepdims: boolean | undefined;
}

/** What counts booleans gives numbers. */
const typeOf = (dtype: string | undefined, of: string | undefined): string | undefined =>
  dtype === 'same' ? of : dtype === 'as number' ? (of?.startsWith('float') ? of : undefined) : dtype;

const reduction = ({ name, how, aliases = [], only, between = 'dtype out', before = '', dtype = 'as number' }: Reduces): Op =>
  defineOp({
    ...numpy,
    name: `np.${name}`,
    aliases,
    ...(only ? {} : { method: { names: [name] } }),
    summary: `The ${name} over some axes, or over all.`,
    docs: docs(name),
    params: {
      a: tensor(),
      ...anyOf(before),
      axis: integers('int | int[]').optional(),
      ...anyOf(between),
      keepdims: flag().default('False'),
      ...anyOf('initial where mean correction overwrite_input returned'),
    } as Params,
    order: ['a', ...before.split(' '), 'axis', ...between.split(' '), 'keepdims'].filter(Boolean).join(' '),
    shape(args, check: Check) {
      const { a, axis, keepdims } = args as unknown as Given;
      if (!a.shape) return unknownArg;
      const result = reduceRule(how, a, axis, keepdims, 'axis', check);
      const { dtype: _, ...rest } = result;
      const type = typeOf(dtype, a.dtype);
      return plain({ ...rest, ...(type === undefined ? {} : { dtype: type }) });
    },
    examples: [
      { call: `np.${name}(x, axis=1)`, given: { x: '2 3' }, gives: '2' },
      { call: `np.${name}(x, axis=(0, 1), keepdims=True)`, given: { x: '2 3' }, gives: '1 1' },
      { call: `np.${name}(x, axis=2)`, given: { x: '2 3' }, reports: 'axis-out-of-range' },
    ],
  });

const position = (name: 'argmax' | 'argmin' | 'nanargmax' | 'nanargmin'): Op =>
  defineOp({
    ...numpy,
    name: `np.${name}`,
    ...(name.startsWith('nan') ? {} : { method: { names: [name] } }),
    summary: 'Where along an axis the extreme is; without one, where among all elements.',
    docs: docs(name),
    params: { a: tensor(), axis: anything('int').optional(), ...anyOf('out'), keepdims: flag().default('False') } as Params,
    order: 'a axis out',
    shape(args, check) {
      const { a, axis, keepdims } = args as unknown as Omit<Given, 'axis'> & { readonly axis: Arg | undefined };
      if (!given(axis)) return keepdims === false ? { kind: 'number', dim: unknown } : unknownArg;
      const found = positionRule(a, toDim(axis) ?? unknown, 'axis', check, 'int64');
      if (keepdims === false) return plain(found);
      return unknownArg;
    },
    examples: [
      { call: `np.${name}(x, axis=1)`, given: { x: '2 3' }, gives: '2' },
      { call: `np.${name}(x, axis=2)`, given: { x: '2 3' }, reports: 'axis-out-of-range' },
    ],
  });

/** Several fractions make an axis in front. */
const quantile = (name: string): Op =>
  defineOp({
    ...numpy,
    name: `np.${name}`,
    summary: 'The value below which so much of the elements lies.',
    docs: docs(name),
    params: {
      a: tensor(),
      q: anything('number | number[]', { kind: 'shape' }),
      axis: integers('int | int[]').optional(),
      ...anyOf('out overwrite_input method interpolation weights'),
      keepdims: flag().default('False'),
    } as Params,
    order: 'a q axis out overwrite_input method keepdims',
    shape(args, check) {
      const { a, q, axis, keepdims } = args as unknown as Given & { readonly q: Arg | undefined };
      const front = arrayOf(q)?.shape;
      if (!a.shape || !front) return unknownArg;
      const { shape } = reduceRule(undefined, a, axis, keepdims, 'axis', check);
      return plain(tensorArg(shape && [...front, ...shape]));
    },
    examples: [
      { call: `np.${name}(x, 0.5, axis=2)`, given: { x: '4 3' }, reports: 'axis-out-of-range' },
      { call: `np.${name}(x, 0.5, axis=0)`, given: { x: '4 3' }, gives: '3' },
      { call: `np.${name}(x, [0.25, 0.5], axis=0)`, given: { x: '4 3' }, gives: '2 3' },
    ],
  });

const norm = defineOp({
  ...numpy,
  name: 'np.linalg.norm',
  summary: 'The norm of vectors or matrices along some axes, or of the whole.',
  docs: docs('linalg.norm'),
  params: { x: tensor(), ord: anything('number').optional(), axis: integers('int | int[2]').optional(), keepdims: flag().default('False') },
  shape: ({ x, axis, keepdims }, check) =>
    x.shape ? plain(ofType(reduceRule(undefined, x, axis, keepdims, 'axis', check).shape, undefined)) : unknownArg,
  examples: [
    { call: 'np.linalg.norm(x, axis=-1)', given: { x: '4 3' }, gives: '4' },
    { call: 'np.linalg.norm(x, axis=1, keepdims=True)', given: { x: '4 3' }, gives: '4 1' },
    { call: 'np.linalg.norm(x, axis=2)', given: { x: '4 3' }, reports: 'axis-out-of-range' },
  ],
});

const bare = { only: 'function', between: 'out', dtype: 'same' } as const;

export const reductions: readonly Op[] = [
  reduction({ name: 'sum', how: 'sum' }),
  reduction({ name: 'prod', how: 'product', aliases: ['product'] }),
  reduction({ name: 'max', how: 'max', aliases: ['amax'], between: 'out', dtype: 'same' }),
  reduction({ name: 'min', how: 'min', aliases: ['amin'], between: 'out', dtype: 'same' }),
  reduction({ name: 'mean' }),
  reduction({ name: 'std', between: 'dtype out ddof' }),
  reduction({ name: 'var', between: 'dtype out ddof' }),
  reduction({ name: 'any', between: 'out', dtype: 'bool', aliases: ['sometrue'] }),
  reduction({ name: 'all', between: 'out', dtype: 'bool', aliases: ['alltrue'] }),
  reduction({ name: 'ptp', between: 'out', only: 'function', dtype: 'same' }),
  reduction({ name: 'median', only: 'function', between: 'out overwrite_input' }),
  reduction({ name: 'nanmedian', only: 'function', between: 'out overwrite_input' }),
  reduction({ name: 'average', only: 'function', between: 'weights' }),
  reduction({ name: 'nansum', only: 'function' }),
  reduction({ name: 'nanprod', only: 'function' }),
  reduction({ name: 'nanmean', only: 'function' }),
  reduction({ name: 'nanmax', ...bare }),
  reduction({ name: 'nanmin', ...bare }),
  reduction({ name: 'nanstd', only: 'function', between: 'dtype out ddof' }),
  reduction({ name: 'nanvar', only: 'function', between: 'dtype out ddof' }),
  reduction({ name: 'count_nonzero', only: 'function', between: '' }),
  position('argmax'),
  position('argmin'),
  position('nanargmax'),
  position('nanargmin'),
  ...['percentile', 'quantile', 'nanpercentile', 'nanquantile'].map(quantile),
  norm,
];

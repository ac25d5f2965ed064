/** `jax.numpy`: sums, means, extremes and where they are. Source: jax/_src/numpy/reductions.py. */

import type { Reduction } from '../../../kernel/execute/reduce.ts';
import type { TensorArg } from '../../argument.ts';
import { ofType } from '../../common/contents.ts';
import { positionRule, reduceData, reduceRule } from '../../common/reduce.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, flag, type Integers, integers, tensor } from '../../parameter.ts';
import { anyOf, docs, jax } from '../declare.ts';

interface Reduces {
  readonly name: string;
  readonly how?: Reduction;
  readonly aliases?: readonly string[];
  readonly method?: boolean;
  readonly path?: string;
  readonly more?: string;
  readonly dtype?: string;
}

interface Given {
  readonly a: TensorArg;
  readonly axis: Integers;
  readonly keepdims: boolean | undefined;
}

const reduction = ({ name, how, aliases = [], method = false, more = 'dtype out', dtype }: Reduces): Op => {
  const full = `jax.numpy.${name}`;
  return defineOp({
    ...jax,
    name: full,
    aliases: aliases.map(alias => `numpy.${alias}`),
    ...(method ? { method: { names: [name] } } : {}),
    summary: `The ${name} over some axes, or over all.`,
    docs: docs(full),
    params: {
      a: tensor(),
      ...anyOf(more),
      axis: integers('int | int[]').optional(),
      keepdims: flag().default('False'),
      ...anyOf('ddof initial where'),
    },
    order: `a ${more === 'ord' ? 'ord axis' : 'axis'}${more === 'dtype out' ? ' dtype out' : ''}`,
    shape: (args, check) => {
      const { a, axis, keepdims } = args as unknown as Given;
      const result = reduceRule(how, a, axis, keepdims, 'axis', check);
      return dtype === undefined ? result : ofType(result.shape, dtype);
    },
    ...(how ? { compute: (args: object) => reduceData(how, (args as Given).a, (args as Given).axis, (args as Given).keepdims) } : {}),
    examples: [
      { call: `jnp.${name}(x, axis=1)`, given: { x: '2 3' }, gives: '2' },
      { call: `jnp.${name}(x, axis=(0, 1), keepdims=True)`, given: { x: '2 3' }, gives: '1 1' },
      { call: `jnp.${name}(x, axis=2)`, given: { x: '2 3' }, reports: 'axis-out-of-range' },
    ],
  });
};

const position = (name: 'argmax' | 'argmin'): Op =>
  defineOp({
    ...jax,
    name: `jax.numpy.${name}`,
    method: { names: [name] },
    summary: 'Where along an axis the extreme is; without one, where among all elements.',
    docs: docs(`jax.numpy.${name}`),
    params: { a: tensor(), axis: anything('int').optional(), ...anyOf('out'), keepdims: flag().default('False') },
    order: 'a axis out keepdims',
    shape(args, check) {
      const { a, axis, keepdims } = args as never as { a: TensorArg; axis: { kind: string; dim: never } | undefined; keepdims?: boolean };
      if (keepdims !== false) return ofType(undefined, 'int32');
      if (!axis || axis.kind === 'none') return ofType([], 'int32');
      return axis.kind === 'number' ? positionRule(a, axis.dim, 'axis', check, 'int32') : ofType(undefined, 'int32');
    },
    examples: [
      { call: `jnp.${name}(x, axis=-1)`, given: { x: '2 3' }, gives: '2' },
      { call: `jnp.${name}(x, -1)`, given: { x: '2 3' }, gives: '2' },
    ],
  });

export const reductions: readonly Op[] = [
  reduction({ name: 'sum', how: 'sum', method: true, aliases: ['nansum'] }),
  reduction({ name: 'prod', how: 'product', method: true, aliases: ['nanprod'] }),
  reduction({ name: 'max', how: 'max', method: true, aliases: ['amax', 'nanmax'], more: 'out' }),
  reduction({ name: 'min', how: 'min', method: true, aliases: ['amin', 'nanmin'], more: 'out' }),
  reduction({ name: 'mean', method: true, aliases: ['nanmean', 'average'] }),
  reduction({ name: 'std', method: true, aliases: ['nanstd'] }),
  reduction({ name: 'var', method: true, aliases: ['nanvar'] }),
  reduction({ name: 'median', more: 'out' }),
  reduction({ name: 'any', method: true, more: 'out', dtype: 'bool' }),
  reduction({ name: 'all', method: true, more: 'out', dtype: 'bool' }),
  reduction({ name: 'count_nonzero', more: '', dtype: 'int32' }),
  reduction({ name: 'linalg.norm', more: 'ord' }),
  position('argmax'),
  position('argmin'),
];

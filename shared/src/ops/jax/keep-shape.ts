/** Functions of one array that leave its axes alone, as a table of names: JAX, Flax and their modules have many. */

import type { TensorArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { tensor } from '../parameter.ts';
import type { Framework } from '../versions.ts';
import { anyOf } from './declare.ts';

export interface Kept {
  readonly framework: Framework;
  /** The module, in canonical names: `jax.nn`. */
  readonly module: string;
  readonly docs: (name: string) => string;
  /** Other modules that hold the same functions, below the framework's root. */
  readonly elsewhere?: readonly string[];
}

export interface KeptFunction {
  readonly name: string;
  readonly summary: string;
  /** Parameters after the array, in order. */
  readonly more?: string;
  /** The other arguments of a call, in source form. */
  readonly call?: string;
  readonly aliases?: readonly string[];
  readonly method?: boolean;
  readonly dtype?: string;
}

export const keepsShape = ({ framework, module, docs, elsewhere = [] }: Kept, of: KeptFunction): Op => {
  const { name, summary, more = '', call = '', aliases = [], method, dtype } = of;
  const below = module.slice(module.indexOf('.') + 1);
  return defineOp({
    framework,
    name: `${module}.${name}`,
    aliases: [...aliases.map(alias => `${below}.${alias}`), ...elsewhere.flatMap(at => [name, ...aliases].map(word => `${at}.${word}`))],
    ...(method ? { method: { names: [name] } } : {}),
    summary,
    docs: docs(`${module}.${name}`),
    params: { x: tensor(), ...anyOf(more) },
    shape: args => {
      const x = args['x'] as TensorArg;
      return ofType(x.shape, dtype ?? x.dtype);
    },
    examples: [{ call: `${module}.${name}(x${call && `, ${call}`})`, given: { x: '2 3' }, gives: '2 3' }],
  });
};

/** What every Flax declaration repeats. */

import { anyOf } from '../jax/declare.ts';
import { ignored, type Params } from '../parameter.ts';

export const flax = { framework: 'flax' } as const;

/** The two APIs: `linen` finds out the input's features by itself, `nnx` is told. */
export type Api = 'linen' | 'nnx';

/** Pages of one module hold several layers. */
export const docs =
  (page: string) =>
  (name: string): string => {
    const api = name.split('.')[1];
    return api === 'nnx'
      ? `https://flax.readthedocs.io/en/stable/api_reference/flax.nnx/nn/${page}.html#${name}`
      : `https://flax-linen.readthedocs.io/en/latest/api_reference/flax.linen/${linenPage[page] ?? 'layers'}.html#${name}`;
  };

const linenPage: Readonly<Record<string, string>> = { activations: 'activation_functions' };

/** What every module of Linen takes last, by keyword. */
export const linenParams: Params = { ...anyOf('name parent') };
export const nnxParams: Params = { rngs: ignored('Rngs'), ...anyOf('kernel_metadata bias_metadata scale_metadata') };

export const initializers = 'dtype param_dtype precision kernel_init bias_init promote_dtype';

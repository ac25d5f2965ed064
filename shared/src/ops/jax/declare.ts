/** What every JAX declaration repeats. */
import { ignored, type Params } from '../parameter.ts';

export const jax = { framework: 'jax' } as const;

export const docs = (name: string): string => `https://docs.jax.dev/en/latest/_autosummary/${name}.html`;

/** Parameters that say nothing about shapes, by their names. */
export const anyOf = (words: string): Params =>
  Object.fromEntries(
    words
      .split(' ')
      .filter(Boolean)
      .map(word => [word, ignored('any')]),
  );

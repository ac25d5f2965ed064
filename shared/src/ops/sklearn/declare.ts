/** What every declaration of scikit-learn repeats. */
import type { Arg } from '../argument.ts';
import { ignored, type Params } from '../parameter.ts';

/** Results are arrays of NumPy. */
export const sklearn = { framework: 'sklearn' } as const;

export const docs = (path: string): string => `https://scikit-learn.org/stable/modules/generated/sklearn.${path}.html`;

export const anyOf = (words: string): Params =>
  Object.fromEntries(
    words
      .split(' ')
      .filter(Boolean)
      .map(word => [word, ignored('any')]),
  );

export const given = (arg: Arg | undefined): arg is Arg => arg !== undefined && arg.kind !== 'none';

/** What every NumPy declaration repeats. */
import { type Arg, type TensorArg, unknownArg } from '../argument.ts';
import { ignored } from '../parameter.ts';

export const numpy = { framework: 'numpy' } as const;

export const docs = (path: string): string => `https://numpy.org/doc/stable/reference/generated/numpy.${path}.html`;

/** Has no influence on shapes. */
export const any = () => ignored('any');
export const anyOf = (words: string) =>
  Object.fromEntries(
    words
      .split(' ')
      .filter(Boolean)
      .map(word => [word, any()]),
  );

/** An array of no axes is a plain number, known or not; of what an unknown value gives nothing is known. */
export function plain(result: TensorArg): Arg {
  if (!result.shape) return unknownArg;
  if (result.shape.length > 0) return result;
  const [element] = result.elements ?? [];
  return element ? { kind: 'number', dim: element } : unknownArg;
}

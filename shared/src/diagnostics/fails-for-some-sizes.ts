import { defineDiagnostic } from './diagnostic.ts';

export interface FailsForSomeSizes {
  /** The dims that are not known: `H, W`. */
  readonly names: string;
  /** The smallest size that fails above one that works. */
  readonly size: number;
  /** Sizes that work: `multiples of 16, at least 32`. */
  readonly works: string;
  /** What goes wrong at that size. */
  readonly problem: string;
}

export const failsForSomeSizes = defineDiagnostic<FailsForSomeSizes>({
  code: 'fails-for-some-sizes',
  severity: 'information',
  title: 'fails for some input sizes',
  message: ({ names, size, works, problem }) =>
    `fails for some input sizes, the smallest being ${names} = ${size}: ${problem}; works for ${works}`,
  frameworkMessages: [
    'Sizes of tensors must match except in dimension',
    'requires inputs with matching shapes except for the concatenation axis',
    'The size of tensor a must match the size of tensor b at non-singleton dimension',
  ],
});

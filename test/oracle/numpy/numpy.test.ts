// What NumPy itself made of calls, recorded by record.py. No Python is needed.

import { join } from 'node:path';
import { replay } from '../recorded-calls.ts';

/** What is rejected for reasons that have nothing to do with shapes, or that no rule looks at. */
const elsewhere: readonly RegExp[] = [
  // What the elements are.
  /Singular matrix/,
  /index -?\d+ is out of bounds/,
  /indexing arrays could not be broadcast/,
  // Element types.
  /not supported for the input types/,
  /did not contain a loop/,
  /FileNotFoundError/,
  /DeprecationWarning/,
];

/** Lengths that depend on what the elements are. */
const open = [/nonzero|argwhere|unique|np\.where\(x > 0\)|bincount|extract|1d\(/, /from(?:iter|buffer|file|string)\(/, /^x\[.*[<>=]/];

replay({
  folder: join(import.meta.dirname, 'recordings'),
  imports: ['import numpy as np'],
  ones: 'np.ones',
  elsewhere,
  open,
  scalars: 'numbers',
});

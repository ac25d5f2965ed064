// What JAX and Flax themselves made of calls, recorded by record.py. No Python is needed.

import { join } from 'node:path';
import { replay } from '../recorded-calls.ts';

/** What is rejected for reasons that have nothing to do with shapes, or that no rule looks at. */
const elsewhere: readonly RegExp[] = [
  // Element types.
  /does not accept dtype/,
  /Input type must be an integer/,
  // Arrays that are being traced have less than others; a variable's value is no array's.
  /not available on traced array/,
  /has no attribute value/,
  // Padding that takes away more than there is.
  /Negative padding is larger than the size/,
  // Lists of dilations of another length.
  /inconsistent base_dilation/,
  // Words in lower case with `use_consistent_padding`.
  /Invalid padding mode/,
  // A pool's list of pairs with several batch axes.
  /safe_zip\(\) argument/,
];

/** Plain numbers, and lists of numbers that are longer than needed. */
const open = [/reduce_window.*base_dilation/, /^x\.(?:ndim|size)$/, /^jnp\.ndim/, /use_consistent_padding=True/];

replay({
  folder: join(import.meta.dirname, 'recordings'),
  imports: ['import jax', 'import jax.numpy as jnp', 'import flax', 'from jax import lax', 'from flax import linen as nn, nnx'],
  ones: 'jnp.ones',
  elsewhere,
  open,
});

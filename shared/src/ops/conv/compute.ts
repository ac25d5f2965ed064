/** Computes a convolution on small constant tensors: what a hover shows. */

import type { Data } from '../../kernel/data.ts';
import { executeWindow } from '../../kernel/execute/index.ts';
import { toNumbers } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';

/** `rank`: axes of a batched input. More leading axes are one batch, a missing one is a batch of 1; the elements stay where they are. */
export function computeWindow(input: TensorArg, filter: TensorArg, check: Check, rank = 4): Float64Array | undefined {
  const [data, weights] = [dataOf(input, rank), dataOf(filter, filter.shape?.length ?? 0)];
  if (!check.geometry || !data || !weights) return undefined;
  return executeWindow(check.geometry, data, weights)?.values;
}

function dataOf({ shape, data }: TensorArg, rank: number): Data | undefined {
  const numbers = toNumbers(shape);
  if (!numbers || !data) return undefined;
  const inner = numbers.slice(Math.max(0, numbers.length - rank + 1));
  const batch = numbers.slice(0, numbers.length - inner.length).reduce((count, n) => count * n, 1);
  return { shape: inner.length === rank ? inner : [batch, ...inner], values: data };
}

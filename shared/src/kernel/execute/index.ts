/** Runs a window on a small tensor with values. */
import type { Data } from '../data.ts';
import type { WindowGeometry } from '../geometry.ts';
import { conv, transposedConv } from './conv.ts';
import { planOf } from './plan.ts';
import { averagePool, maxPool } from './pool.ts';

/**
 * `input` and the result are in the geometry's layout, `filter` in its filter layout; pools take none. Undefined when a dim is not an
 * integer, the sizes disagree with the data or with each other (a transposed output length that does not lead back to the input),
 * or the tensors or the work are over the limits of `data.ts`.
 */
export function executeWindow(geometry: WindowGeometry, input: Data, filter?: Data): Data | undefined {
  const plan = planOf(geometry);
  if (!plan) return undefined;
  const transposed = geometry.kind === 'transposed-conv';
  if (!agrees(input, transposed ? plan.narrow.shape : plan.wide.shape)) return undefined;
  if (geometry.kind === 'max-pool') return maxPool(plan, input);
  if (geometry.kind === 'average-pool') return averagePool(plan, input);
  if (!filter || !plan.filter || !agrees(filter, plan.filter.shape)) return undefined;
  return transposed ? transposedConv(plan, input, filter) : conv(plan, input, filter);
}

const agrees = (data: Data, shape: readonly number[]): boolean =>
  data.shape.length === shape.length && shape.every((length, axis) => length === data.shape[axis]);

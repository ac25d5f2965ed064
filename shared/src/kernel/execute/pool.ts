/** Pooling: each channel by itself, no filter. Padding takes no part, as in TensorFlow and TensorFlow.js. */
import { cellCount, type Data } from '../data.ts';
import { eachProduct } from './conv.ts';
import type { Plan } from './plan.ts';

/** The greatest cell under each window; −∞ under one that lies on padding altogether. */
export function maxPool(plan: Plan, input: Data): Data {
  const values = new Float64Array(cellCount(plan.narrow.shape)).fill(Number.NEGATIVE_INFINITY);
  eachProduct(plan, (wide, narrow) => {
    values[narrow] = Math.max(values[narrow] as number, input.values[wide] as number);
  });
  return { shape: plan.narrow.shape, values };
}

/** The mean of the cells under each window, padding not counted; NaN under one that lies on padding altogether. */
export function averagePool(plan: Plan, input: Data): Data {
  const values = new Float64Array(cellCount(plan.narrow.shape));
  const counts = new Float64Array(values.length);
  eachProduct(plan, (wide, narrow) => {
    values[narrow] = (values[narrow] as number) + (input.values[wide] as number);
    counts[narrow] = (counts[narrow] as number) + 1;
  });
  return { shape: plan.narrow.shape, values: values.map((total, at) => total / (counts[at] as number)) };
}

/** Convolution and transposed convolution over the same contacts: one gathers along each, the other scatters. */
import { cellCount, type Data } from '../data.ts';
import type { Plan } from './plan.ts';

/** Calls `visit` for every multiply-add of the plan, with the places in the wide tensor, the narrow tensor and the filter. */
export function eachProduct(plan: Plan, visit: (wide: number, narrow: number, tap: number) => void): void {
  const { batch, groups, wideChannels, narrowChannels, wide, narrow, filter, contacts } = plan;
  const [wideStep, narrowStep, groupStep] = [filter?.wideStep ?? 0, filter?.narrowStep ?? 0, filter?.groupStep ?? 0];
  for (let n = 0; n < batch; n++) {
    for (let g = 0; g < groups; g++) {
      const wideGroup = n * wide.batchStep + g * wideChannels * wide.channelStep;
      const narrowGroup = n * narrow.batchStep + g * narrowChannels * narrow.channelStep;
      for (let at = 0; at < contacts.count; at++) {
        const x = wideGroup + (contacts.wide[at] as number);
        const y = narrowGroup + (contacts.narrow[at] as number);
        const w = g * groupStep + (contacts.tap[at] as number);
        for (let o = 0; o < narrowChannels; o++) {
          for (let i = 0; i < wideChannels; i++)
            visit(x + i * wide.channelStep, y + o * narrow.channelStep, w + i * wideStep + o * narrowStep);
        }
      }
    }
  }
}

/** `y = C·x`: `input` has the wide side's shape, `filter` the plan's filter shape; the result has the narrow side's. */
export function conv(plan: Plan, input: Data, filter: Data): Data {
  const values = new Float64Array(cellCount(plan.narrow.shape));
  const [x, w] = [input.values, filter.values];
  eachProduct(plan, (wide, narrow, tap) => {
    values[narrow] = (values[narrow] as number) + (x[wide] as number) * (w[tap] as number);
  });
  return { shape: plan.narrow.shape, values };
}

/** `x = Cᵀ·y`, the gradient of `conv` with respect to its input: `input` has the narrow side's shape, the result the wide side's. */
export function transposedConv(plan: Plan, input: Data, filter: Data): Data {
  const values = new Float64Array(cellCount(plan.wide.shape));
  const [y, w] = [input.values, filter.values];
  eachProduct(plan, (wide, narrow, tap) => {
    values[wide] = (values[wide] as number) + (y[narrow] as number) * (w[tap] as number);
  });
  return { shape: plan.wide.shape, values };
}

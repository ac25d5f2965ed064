/** Tensors made from nothing but a size: torch.zeros, torch.ones, torch.rand. */
import { filled, ofType } from '../common/contents.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { dtype, ignored, integers } from '../parameter.ts';
import { docs, torch } from './declare.ts';

/** What every function that makes a tensor takes by keyword. */
export const factory = {
  out: ignored('Tensor'),
  dtype: dtype().optional(),
  layout: ignored('torch.layout'),
  device: ignored('torch.device'),
  requires_grad: ignored('bool'),
  pin_memory: ignored('bool'),
} as const;

/** Word → what all its elements are, where that is known. */
const uniform: Readonly<Record<string, number | undefined>> = { zeros: 0, ones: 1, empty: undefined, rand: undefined, randn: undefined };

export const creation: readonly Op[] = Object.entries(uniform).map(([word, value]) =>
  defineOp({
    ...torch,
    name: `torch.${word}`,
    summary: value === undefined ? 'A tensor of the given size.' : `A tensor whose elements are all ${value}.`,
    docs: docs(`torch.${word}`),
    params: { size: integers('int...'), ...factory },
    order: 'size',
    rest: 'size',
    shape: ({ size, dtype }) => ofType(toShape(size), dtype),
    ...(value === undefined ? {} : { compute: (_: unknown, shape: readonly number[]) => filled(shape, value) }),
    examples: [
      { call: `torch.${word}(2, 3)`, gives: '2 3' },
      { call: `torch.${word}([2, 3, 4])`, gives: '2 3 4' },
      { call: `torch.${word}(5)`, gives: '5' },
    ],
  }),
);

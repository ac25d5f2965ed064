import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface UnevenSplit {
  readonly shape: Shape;
  readonly axis: number;
  /** So many equal parts, or parts of these lengths. */
  readonly into: number | readonly Dim[];
}

export const unevenSplit = defineDiagnostic<UnevenSplit>({
  code: 'uneven-split',
  severity: 'error',
  title: 'axis that does not split into these parts',
  message: ({ shape, axis, into }) =>
    typeof into === 'number'
      ? `cannot split axis ${axis} of ${showShape(shape)} into ${into} equal parts`
      : `cannot split axis ${axis} of ${showShape(shape)} into parts of ${into.map(show).join(' + ')}`,
  frameworkMessages: [
    'Dimension size must be evenly divisible by',
    'Number of ways to split should evenly divide the split dimension',
    'Determined shape must either match input shape along split_dim exactly',
    'Number of splits must evenly divide the axis',
    'The sum of sizes must match the size of the axis dimension',
    "can't split axis of size into pieces of size",
    'Image width and height should be divisible by block_size',
    'array split does not result in an equal division',
    'is not divisible by block_shape',
  ],
});

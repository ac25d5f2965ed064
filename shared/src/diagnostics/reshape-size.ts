import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface ReshapeSize {
  readonly from: Shape;
  /** As written: −1 where the op infers. */
  readonly to: Shape;
  /** Elements of `from`. */
  readonly elements: Dim;
  /** Elements of `to`, without the −1. */
  readonly wanted: Dim;
  /** One dim is −1: `wanted` must divide `elements`. */
  readonly inferred: boolean;
}

export const reshapeSize = defineDiagnostic<ReshapeSize>({
  code: 'reshape-size',
  severity: 'error',
  title: 'reshape to another number of elements',
  message: ({ from, to, elements, wanted, inferred }) =>
    inferred
      ? `cannot reshape ${showShape(from)} to ${showShape(to)}: ${show(elements)} elements are not a multiple of ${show(wanted)}`
      : `cannot reshape ${showShape(from)} to ${showShape(to)}: ${show(elements)} elements, not ${show(wanted)}`,
  frameworkMessages: [
    'Cannot reshape a tensor with elements to shape',
    'Dimension size must be evenly divisible by',
    'Input to reshape is a tensor with values, but the requested shape',
    'must match the product of shape',
    "The implicit shape can't be a fractional number",
    'is invalid for input of size',
    'cannot reshape array of size into shape',
    'Eager execution of tf.constant with unsupported shape',
    'total size of new array must be unchanged, input_shape =, output_shape =',
    'The total size of the tensor must be unchanged. Received: input_shape=, target_shape=',
    'the input size cannot by divided by the specified dimensions',
  ],
});

import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface BroadcastMismatch {
  /** The op or operator: `tf.add`, `+`. */
  readonly op: string;
  readonly left: Shape;
  readonly right: Shape;
  /** As `broadcast()` says it: the axis of the result, and what each side has there. */
  readonly clash: { readonly axis: number; readonly left: Dim; readonly right: Dim };
}

export const broadcastMismatch = defineDiagnostic<BroadcastMismatch>({
  code: 'broadcast-mismatch',
  severity: 'error',
  title: 'shapes that do not broadcast',
  message: ({ op, left, right, clash }) =>
    `${op}: shapes ${showShape(left)} and ${showShape(right)} do not broadcast: ${show(clash.left)} against ${show(clash.right)} on axis ${clash.axis}`,
  frameworkMessages: [
    'Incompatible shapes',
    'Dimensions must be equal, but are',
    'Operands could not be broadcast together with shapes',
    'operands could not be broadcast together with remapped shapes',
    'objects cannot be broadcast to a single shape',
    'input operand has more dimensions than allowed by the axis remapping',
    'must match the size of tensor b at non-singleton dimension',
    'must have compatible batch dimensions',
    'Unable to broadcast tensor of shape to tensor of shape',
    'Incompatible types for broadcasting',
    'Size of label for operand does not match previous terms',
    'Invalid broadcasting dimensions',
    'Expected dimension at axis of the input shaped',
    'Cannot merge tensors with different batch sizes',
  ],
});

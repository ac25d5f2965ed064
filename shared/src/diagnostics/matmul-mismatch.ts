import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface MatmulMismatch {
  readonly left: Shape;
  readonly right: Shape;
  /** The inner dims, after any transposition the call asks for. */
  readonly inner: readonly [Dim, Dim];
}

export const matmulMismatch = defineDiagnostic<MatmulMismatch>({
  code: 'matmul-mismatch',
  severity: 'error',
  title: 'matrices whose inner dims differ',
  message: ({ left, right, inner }) =>
    `cannot multiply ${showShape(left)} by ${showShape(right)}: inner dims ${show(inner[0])} and ${show(inner[1])} differ`,
  frameworkMessages: [
    'Matrix size-incompatible',
    'Dimensions must be equal, but are',
    'inner shapes of Tensors with shapes',
    'mat1 and mat2 shapes cannot be multiplied',
    'Input operand has a mismatch in its core dimension',
    'shapes and not aligned',
    'shape-mismatch for sum',
    'Expected size for first two dimensions of batch2 tensor to be',
  ],
});

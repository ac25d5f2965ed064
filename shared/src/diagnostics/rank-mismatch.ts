import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface RankMismatch {
  /** The parameter's name: `input`. */
  readonly argument: string;
  /** `4`, or in words where several will do: `3 or 4`, `at least 2`. */
  readonly wanted: number | string;
  readonly got: Shape;
}

export const rankMismatch = defineDiagnostic<RankMismatch>({
  code: 'rank-mismatch',
  severity: 'error',
  title: 'tensor of the wrong rank',
  message: ({ argument, wanted, got }) => `${argument} must have rank ${wanted}, got rank ${got.length}: ${showShape(got)}`,
  frameworkMessages: [
    'Shape must be rank 4 but is rank',
    'Shape must be at least rank 4 but is rank',
    'Shape must be rank 1 but is rank',
    'convolution input must be 4-dimensional',
    'convolution filter must be 4-dimensional',
    'input must be rank 4, but got rank',
    'filter must be rank 4, but got rank',
    'Length of inShape and rank of dy must match',
    '(unbatched) or 4D (batched) input to conv2d, but got input of size',
    'expected 4D input (got',
    'tensor expected for input',
    'must be a matrix',
    'only works on arrays of or more dimensions',
    'operand has more dimensions than subscripts given in einstein sum',
    'must have either 3 or 4 dimensions',
    "Can't concatenate scalars (use tf.stack instead)",
    'has different ndims',
    'Einstein sum subscript does not contain the correct number of indices for operand',
    'input must be 4 or 5-dimensional',
    'block_shape must have rank 1',
    'must be at least two-dimensional',
    'input must be >= 1-D',
    'Convolution expects input with rank 4, got',
    'is incompatible with the layer: expected min_ndim=4, found ndim=3',
    'is incompatible with the layer: expected ndim=4, found ndim=3. Full shape received',
    'Kernel shape must have the same length as input, but received kernel of shape',
    'Inputs should have rank 4. Received input_shape=',
    'Input 0 is incompatible with layer: expected ndim=4, found ndim=3',
  ],
});

import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { counted, defineDiagnostic } from './diagnostic.ts';

export interface BatchMismatch {
  /** `output_shape`, `outputShape`. */
  readonly argument: string;
  readonly output: Dim;
  readonly input: Dim;
  /** TensorFlow.js does not look and computes something else. */
  readonly silent: boolean;
  /** Data for a model: the argument that the first one is compared with. */
  readonly of?: string;
}

export const batchMismatch = defineDiagnostic<BatchMismatch>({
  code: 'batch-mismatch',
  severity: 'error',
  title: 'number of samples that another must equal',
  message: ({ argument, output, input, silent, of }) =>
    of !== undefined
      ? `${argument} has ${counted(output, 'sample')}, ${of} has ${show(input)}`
      : `${argument} has batch ${show(output)}, the input has ${show(input)}${silent ? '; TensorFlow.js does not check this and computes garbage' : ''}`,
  frameworkMessages: [
    'input and out_backprop must have the same batch size',
    'Dimensions must be equal, but are',
    'Data cardinality is ambiguous',
    'Make sure all arrays contain the same number of samples',
    'should have the same number of samples as target',
    'should have the same number of samples',
    'Found input variables with inconsistent numbers of samples',
    'Size mismatch between tensors',
    'Input batch: , outbackprop batch: , batch_dim:',
  ],
});

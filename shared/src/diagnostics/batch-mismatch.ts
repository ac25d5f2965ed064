import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface BatchMismatch {
  /** `output_shape`, `outputShape`. */
  readonly argument: string;
  readonly output: Dim;
  readonly input: Dim;
  /** TensorFlow.js does not look and computes something else. */
  readonly silent: boolean;
}

export const batchMismatch = defineDiagnostic<BatchMismatch>({
  code: 'batch-mismatch',
  severity: 'error',
  title: 'output_shape with another batch than the input',
  message: ({ argument, output, input, silent }) =>
    `${argument} has batch ${show(output)}, the input has ${show(input)}${silent ? '; TensorFlow.js does not check this and computes garbage' : ''}`,
  frameworkMessages: ['input and out_backprop must have the same batch size', 'Dimensions must be equal, but are'],
});

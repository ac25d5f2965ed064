import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { counted, defineDiagnostic } from './diagnostic.ts';

export interface TransposeOutputChannels {
  /** `output_shape`, `outputShape`. */
  readonly argument: string;
  readonly output: Dim;
  /** Axis 2 of `[h, w, out, in]`. */
  readonly filter: Dim;
}

export const transposeOutputChannels = defineDiagnostic<TransposeOutputChannels>({
  code: 'transpose-output-channels',
  severity: 'error',
  title: 'output_shape with channels the filter does not make',
  message: ({ argument, output, filter }) =>
    `${argument} has ${counted(output, 'channel')}, the filter [h, w, out, in] makes ${show(filter)}`,
  frameworkMessages: [
    "output_shape does not match filter's output channels",
    'input depth must be evenly divisible by filter depth',
    'depth of input must match input depth for filter',
  ],
});

import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface TransposeOutputChannels {
  /** `output_shape`, `outputShape`. */
  readonly argument: string;
  readonly output: Dim;
  /** Axis 2 of `[h, w, out, in]`. */
  readonly filter: Dim;
  /** The output's channels are a multiple of the filter's, which some devices take as groups. */
  readonly grouped?: boolean;
}

export const transposeOutputChannels = defineDiagnostic<TransposeOutputChannels>({
  code: 'transpose-output-channels',
  severity: 'error',
  title: 'output_shape with channels the filter does not make',
  message: ({ argument, output, filter, grouped }) =>
    `${argument} has ${show(output)} channels, the filter [h, w, out, in] makes ${show(filter)}${grouped ? '; only a GPU takes that, as groups' : ''}`,
  frameworkMessages: [
    "output_shape does not match filter's output channels",
    'input depth must be evenly divisible by filter depth',
    'Gradients for grouped convolutions are not supported on CPU',
    'depth of input must match input depth for filter',
  ],
});

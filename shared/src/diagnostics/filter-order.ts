import type { Dim } from '../dim/dim.ts';
import { type Shape, showShape } from '../shape/shape.ts';
import { counted, defineDiagnostic } from './diagnostic.ts';

export interface FilterOrder {
  readonly op: string;
  /** The order this op wants: `[h, w, out, in]`. */
  readonly wants: string;
  readonly got: Shape;
  /** `got` with the two axes exchanged. */
  readonly fits: Shape;
  readonly inputChannels: Dim;
}

/** Reported only where exchanging the filter's last two axes makes every channel fit; otherwise it is `channels-mismatch`. */
export const filterOrder = defineDiagnostic<FilterOrder>({
  code: 'filter-order',
  severity: 'error',
  title: 'filter with its input and output channels exchanged',
  message: ({ op, wants, got, fits, inputChannels }) =>
    `${op} wants its filter as ${wants}: ${showShape(got)} does not fit an input of ${counted(inputChannels, 'channel')}, ${showShape(fits)} does`,
  frameworkMessages: [
    "input channels does not match filter's input channels",
    'Dimensions must be equal, but are',
    'is not a multiple of input depth of filter',
    'input depth must be evenly divisible by filter depth',
    'filter and out_backprop must have the same out_depth',
    'depth of output must match output depth for filter',
  ],
});

import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface StrideOnBatchOrChannels {
  /** The parameter: `strides`, `dilations`. */
  readonly argument: string;
  readonly axis: 'batch' | 'channels';
  readonly value: Dim;
  /** `NHWC`: it decides which item is meant. */
  readonly layout: string;
  /** Kernels pass over it. */
  readonly ignored?: boolean;
}

export const strideOnBatchOrChannels = defineDiagnostic<StrideOnBatchOrChannels>({
  code: 'stride-on-batch-or-channels',
  severity: 'error',
  title: 'stride or dilation on the batch or channel axis',
  message: ({ argument, axis, value, layout, ignored }) =>
    `${argument} ${ignored ? 'mean nothing' : 'must be 1'} on the ${axis} axis, got ${show(value)} (item ${axis === 'batch' ? 0 : layout.indexOf('C')} in ${layout})`,
  frameworkMessages: [
    'Current implementation does not yet support strides in the batch and depth dimensions',
    'Current implementation does not yet support dilations in the batch and depth dimensions',
    'Pooling is not yet supported on the batch dimension',
  ],
});

import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface OutputPaddingRange {
  /** `height`. */
  readonly axis: string;
  readonly outputPadding: Dim;
  readonly stride: Dim;
  readonly dilation: Dim;
}

export const outputPaddingRange = defineDiagnostic<OutputPaddingRange>({
  code: 'output-padding-range',
  severity: 'error',
  title: 'output_padding that is not below stride or dilation',
  message: ({ axis, outputPadding, stride, dilation }) =>
    `output_padding ${show(outputPadding)} of ${axis} must be smaller than stride ${show(stride)} or dilation ${show(dilation)}`,
  frameworkMessages: ['output padding must be smaller than either stride or dilation'],
});

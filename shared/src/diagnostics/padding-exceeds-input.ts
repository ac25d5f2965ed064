import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface PaddingExceedsInput {
  /** `reflect`, `circular`. */
  readonly mode: string;
  readonly axis: string;
  readonly padding: Dim;
  readonly input: Dim;
  /** As many cells as there are may be repeated, but no more; a reflection leaves out the cell at the edge. */
  readonly strict: boolean;
}

export const paddingExceedsInput = defineDiagnostic<PaddingExceedsInput>({
  code: 'padding-exceeds-input',
  severity: 'error',
  title: 'padding that repeats more cells than there are',
  message: ({ mode, axis, padding, input, strict }) =>
    `${mode} padding ${show(padding)} must ${strict ? 'be less than' : 'not exceed'} input ${axis} ${show(input)}`,
  frameworkMessages: [
    'Padding size should be less than the corresponding input dimension',
    'paddings must be less than the dimension size',
    'paddings must be no greater than the dimension size',
    'Padding value causes wrapping around more than once',
    'paddings must be less than the dimension size',
    'paddings must be no greater than the dimension size',
  ],
});

import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface BiasMismatch {
  readonly bias: Dim;
  readonly channels: Dim;
}

export const biasMismatch = defineDiagnostic<BiasMismatch>({
  code: 'bias-mismatch',
  severity: 'error',
  title: 'bias of another length than the channels',
  message: ({ bias, channels }) => `bias has ${show(bias)} elements, the value has ${show(channels)} channels`,
  frameworkMessages: [
    'Must provide as many biases as the last dimension of the input tensor',
    'Dimensions must be equal, but are',
    'expected bias to be 1-dimensional with',
  ],
});

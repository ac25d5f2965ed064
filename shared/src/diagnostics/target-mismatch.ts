import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface TargetMismatch {
  readonly loss: string;
  readonly input: Shape;
  readonly target: Shape;
  /** What the target should be. */
  readonly wanted: string;
  /** The framework broadcasts one to the other instead of rejecting the call. */
  readonly broadcasts?: boolean;
}

export const targetMismatch = defineDiagnostic<TargetMismatch>({
  code: 'target-mismatch',
  severity: 'error',
  title: 'target that does not fit what it is compared with',
  message: ({ loss, input, target, wanted, broadcasts }) =>
    `${loss}: target ${showShape(target)} does not fit input ${showShape(input)}: ${
      broadcasts ? 'they are broadcast, which is rarely meant' : `it must be ${wanted}`
    }`,
  frameworkMessages: [
    'Using a target size that is different to the input size',
    'Target size must be the same as input size',
    'Expected target size',
    'only batches of spatial targets supported',
    'to match target batch_size',
    'multi-target not supported',
    'Expected input batch_size to match target batch_size',
  ],
});

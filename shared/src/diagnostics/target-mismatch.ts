import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface TargetMismatch {
  readonly loss: string;
  readonly input: Shape;
  /** What `input` is to the user: the model's output, what a loss calls `logits`. */
  readonly of?: 'output' | 'logits' | 'predictions';
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
  message: ({ loss, input, of = 'input', target, wanted, broadcasts }) =>
    `${loss}: target ${showShape(target)} does not fit ${of} ${showShape(input)}: ${
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
    'Arguments `target` and `output` must have the same shape',
    'Arguments `target` and `output` must have the same rank (ndim)',
    'Argument `output` must have rank (ndim) `target.ndim - 1`',
    'Error when checking target: expected to have dimensions, but got array with shape',
    'Error when checking target: expected to have dimension(s). but got array with shape',
    'Error when checking target: expected to have shape but got array with shape',
    'Shapes and are incompatible',
    'Error when checking model target',
    'target expected a batch of elements where each example has shape',
    'You are passing a target array of shape',
    'A target array with shape',
    'was passed for an output of shape',
    'A target Tensor with shape',
    'logits and labels must have the same first dimension',
    'logits and labels must have the same shape',
    'logits and labels must be broadcastable',
    'Rank mismatch: Rank of labels should equal rank of logits minus 1',
    'must equal `logits.shape.rank - 1`',
    'must equal `logits.shape` except for the last dimension',
  ],
});

import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface ConcatMismatch {
  readonly first: Shape;
  readonly other: Shape;
  /** Position of `other` in the list. */
  readonly position: number;
  /** The axis joined along; undefined for a stack, which wants all equal. */
  readonly joined: number | undefined;
}

export const concatMismatch = defineDiagnostic<ConcatMismatch>({
  code: 'concat-mismatch',
  severity: 'error',
  title: 'tensors that differ beside the axis they are joined along',
  message: ({ first, other, position, joined }) =>
    joined === undefined
      ? `cannot stack ${showShape(other)} (item ${position}) on ${showShape(first)}: shapes must be equal`
      : first.length === other.length
        ? `cannot join ${showShape(other)} (item ${position}) to ${showShape(first)}: they may differ on axis ${joined} only`
        : `cannot join ${showShape(other)} (item ${position}) to ${showShape(first)}: ranks ${other.length} and ${first.length} differ`,
  frameworkMessages: [
    'ConcatOp : Dimension in both shapes must be equal',
    'ConcatOp : Dimensions of inputs should match',
    'Dimension 1 in both shapes must be equal',
    'Shapes must be equal rank, but are',
    'does not match the shape of the rest',
    'Shapes of all inputs must match',
    'Sizes of tensors must match except in dimension',
    'Tensors must have same number of dimensions',
    'stack expects each tensor to be equal size',
    'all the input array dimensions except for the concatenation axis must match exactly',
    'all the input arrays must have same number of dimensions',
    'all input arrays must have the same shape',
    'A `Concatenate` layer requires inputs with matching shapes except for the concatenation axis',
    'A `Concatenate` layer requires inputs with matching shapes except for the concat axis. Got input shapes',
  ],
});

import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface AxisOutOfRange {
  /** The parameter's name: `axis`. */
  readonly argument: string;
  readonly axis: number;
  readonly shape: Shape;
  /** Axes there are to choose from: the rank, or one more where an axis is added. */
  readonly count: number;
}

export const axisOutOfRange = defineDiagnostic<AxisOutOfRange>({
  code: 'axis-out-of-range',
  severity: 'error',
  title: 'axis that the tensor does not have',
  message: ({ argument, axis, shape, count }) =>
    count === 0
      ? `${argument} ${axis} does not exist: ${showShape(shape)} is a scalar`
      : `${argument} ${axis} is outside −${count} to ${count - 1} for ${showShape(shape)}`,
  frameworkMessages: [
    'Invalid reduction dimension',
    'Expected dimension in the range',
    'Dimension must be in the range',
    'not in the interval',
    'out of range of input rank',
    'Tried to expand dim index',
    'All values in axis param must be in range',
    'Axis must be <= rank of the tensor',
    'Dimension out of range',
    'is out of bounds for array of dimension',
    'Expected axis to be -1 or between',
    'must be in the range where is the number of dimensions in the input',
    'is out of valid range',
    'slice index of dimension 0 out of bounds',
    'Expected scan axis in the range',
  ],
});

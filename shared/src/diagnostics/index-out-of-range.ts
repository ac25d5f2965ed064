import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export type IndexOutOfRange =
  | { readonly kind: 'index'; readonly index: number; readonly axis: number; readonly length: number; readonly shape: Shape }
  /** More indices than there are axes. */
  | { readonly kind: 'count'; readonly count: number; readonly shape: Shape };

export const indexOutOfRange = defineDiagnostic<IndexOutOfRange>({
  code: 'index-out-of-range',
  severity: 'error',
  title: 'index that an axis does not have',
  message: facts => {
    if (facts.kind === 'count') return `${facts.count} indices for rank ${facts.shape.length}: ${showShape(facts.shape)}`;
    const { index, axis, length, shape } = facts;
    const range = length === 0 ? 'has no elements' : `has −${length} to ${length - 1}`;
    return `index ${String(index).replace('-', '−')} is outside axis ${axis} of ${showShape(shape)}, which ${range}`;
  },
  frameworkMessages: [
    'slice index of dimension out of bounds',
    'Index out of range using input dim; input has only dims',
    'is out of bounds for axis',
    'is out of bounds for dimension',
    'too many indices for array',
    'too many indices for tensor of dimension',
    'but out-of-bounds index',
    'but slice has to many indices',
  ],
});

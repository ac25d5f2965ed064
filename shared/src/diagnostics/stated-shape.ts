import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export const statedShape = defineDiagnostic<{ readonly by: 'comment' | 'annotation'; readonly stated: Shape; readonly actual: Shape }>({
  code: 'stated-shape',
  severity: 'warning',
  title: 'comment or annotation that states another shape than the value has',
  message: ({ by, stated, actual }) => `the ${by} says ${showShape(stated)}, the value is ${showShape(actual)}`,
  frameworkMessages: [],
});

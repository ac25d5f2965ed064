import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export const statedShape = defineDiagnostic<{ readonly stated: Shape; readonly actual: Shape }>({
  code: 'stated-shape',
  severity: 'warning',
  title: 'comment that states another shape than the value has',
  message: ({ stated, actual }) => `the comment says ${showShape(stated)}, the value is ${showShape(actual)}`,
  frameworkMessages: [],
});

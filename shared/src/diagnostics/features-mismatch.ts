import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface FeaturesMismatch {
  readonly input: Shape;
  readonly features: Dim;
  /** The parameter that says how many there are to be: `in_features`. */
  readonly parameter: string;
  readonly declared: Dim;
}

export const featuresMismatch = defineDiagnostic<FeaturesMismatch>({
  code: 'features-mismatch',
  severity: 'error',
  title: 'features of the input that the layer was not made for',
  message: ({ input, features, parameter, declared }) =>
    `input ${showShape(input)} has ${show(features)} features, ${parameter} is ${show(declared)}`,
  frameworkMessages: [
    'mat1 and mat2 shapes cannot be multiplied',
    'size mismatch, m1:',
    'expected input with shape',
    'but got input of size',
    'dot_general requires contracting dimensions to have the same shape',
    'expected axis -1 of input shape to have value, but received input with shape',
  ],
});

import { defineDiagnostic } from './diagnostic.ts';

export const argumentForm = defineDiagnostic<{ readonly op: string; readonly problem: string }>({
  code: 'argument-form',
  severity: 'error',
  title: 'argument in a form the op does not take',
  message: ({ op, problem }) => `${op} ${problem}`,
  frameworkMessages: [
    'should be of length 1, 2 or 4',
    'got an unexpected keyword argument',
    'When padding is a list, it must be of size 4',
    "Expected list for 'strides' argument",
    'requires the stride attribute to contain 4 values',
    'takes from positional arguments but were given',
    'pad should be at most half of',
    'non-positive stride is not supported',
    'is not supported for strided convolutions',
  ],
});

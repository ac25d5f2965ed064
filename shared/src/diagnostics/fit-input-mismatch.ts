import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export type FitInputMismatch =
  | {
      readonly method: string;
      readonly argument: string;
      readonly model: Shape;
      readonly got: Shape;
      /** The release of Keras from which on that is rejected. */
      readonly since?: string;
    }
  /** So many tensors are given, and so many are taken. */
  | {
      readonly method: string;
      readonly argument: string;
      readonly part: 'input' | 'output';
      readonly takes: number;
      readonly given: number;
    };

/** A plain call of the model has no method. */
const said = (method: string): string => (method === '__call__' ? '' : `${method}: `);

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const fitInputMismatch = defineDiagnostic<FitInputMismatch>({
  code: 'fit-input-mismatch',
  severity: 'error',
  title: 'data that the model was not made for',
  message: facts =>
    'got' in facts
      ? `${said(facts.method)}${facts.argument} ${showShape(facts.got)} does not fit the model's input ${showShape(facts.model)}${facts.since ? `; Keras rejects that since ${facts.since}` : ''}`
      : `${said(facts.method)}${facts.argument} holds ${counted(facts.given, 'tensor')}, the model has ${counted(facts.takes, facts.part)}`,
  frameworkMessages: [
    'Error when checking input: expected to have dimensions, but got array with shape',
    'Error when checking input: expected to have dimension(s). but got array with shape',
    'Error when checking input: expected to have shape but got array with shape',
    'Error when checking : expected to have dimension(s), but got array with shape',
    'Error when checking : expected to have shape but got array with shape',
    'Error when checking model input',
    'input expected a batch of elements where each example has shape',
    'Invalid input shape for input',
    'is incompatible with the layer: expected shape=',
    'input(s), but it received',
    'Tensors, but only received one Tensor',
    'the list of Numpy arrays that you are passing to your model is not the size the model expected',
    'the Array of Tensors that you are passing to your model is not the size',
  ],
});

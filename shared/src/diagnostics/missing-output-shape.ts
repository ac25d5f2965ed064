import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface MissingOutputShape {
  readonly op: string;
  readonly argument: string;
  /** What the missing shape would have to decide. */
  readonly choice?: { readonly axis: string; readonly input: Dim; readonly low: Dim; readonly high: Dim };
}

export const missingOutputShape = defineDiagnostic<MissingOutputShape>({
  code: 'missing-output-shape',
  severity: 'error',
  title: 'transposed convolution without its output shape',
  message: ({ op, argument, choice }) => {
    const why =
      choice && show(choice.low) !== show(choice.high)
        ? `: input ${choice.axis} ${show(choice.input)} allows output ${choice.axis} ${show(choice.low)}–${show(choice.high)}`
        : '';
    return `${op} needs ${argument}, it is not inferred${why}`;
  },
  frameworkMessages: [
    'output_shape must be specified',
    'None values not supported',
    "missing 1 required positional argument: 'output_shape'",
    "Attempt to convert a value (None) with an unsupported type (<class 'NoneType'>) to a Tensor",
    'Cannot read properties of undefined',
  ],
});

import { type Dim, isUnknown } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { defineDiagnostic } from './diagnostic.ts';

/** One axis whose requested output no window of this stride could have come from. */
export interface ImpossibleOutput {
  /** `height`. */
  readonly axis: string;
  readonly output: Dim;
  readonly input: Dim;
  readonly low: Dim;
  readonly high: Dim;
  readonly canonical: Dim;
  /** What decides: `stride 2, SAME`; `window 3, stride 2, VALID`. */
  readonly under: string;
}

export interface TransposeOutputShape {
  readonly axes: readonly ImpossibleOutput[];
  /** TensorFlow.js does not look and computes something else. */
  readonly silent: boolean;
}

export const transposeOutputShape = defineDiagnostic<TransposeOutputShape>({
  code: 'transpose-output-shape',
  severity: 'error',
  title: 'output_shape that no stride can give',
  message: ({ axes, silent }) =>
    `${axes.map(describe).join('; ')}${silent ? '; TensorFlow.js does not check this and computes garbage' : ''}`,
  frameworkMessages: [
    "Size of out_backprop doesn't match computed",
    'Conv2DCustomBackpropInput: Size of out_backprop',
    'Conv2DSlowBackpropInput: Size of out_backprop',
    'Conv2DBackpropInput: Size of out_backprop',
    'requested an output size of, but valid sizes range from',
  ],
});

function describe(axis: ImpossibleOutput): string {
  return `output ${axis.axis} ${show(axis.output)} cannot come from input ${axis.axis} ${show(axis.input)} (${axis.under})${allowed(axis)}`;
}

function allowed({ axis, low, high, canonical }: ImpossibleOutput): string {
  if (isUnknown(low)) return '';
  if (low.kind === 'int' && high.kind === 'int' && high.value < low.value) return `: no ${axis} can`;
  return show(low) === show(high) ? `: allowed only ${show(low)}` : `: allowed ${show(low)}–${show(high)}, usually ${show(canonical)}`;
}

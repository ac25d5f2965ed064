import { type Dim, int } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { defineDiagnostic } from './diagnostic.ts';

/** One axis on which the window has no place to stand. */
export interface ExceedingWindow {
  /** `height`. */
  readonly axis: string;
  /** Cells of the window from its first to its last tap: `d·(k − 1) + 1`. */
  readonly window: Dim;
  readonly dilation: Dim;
  readonly input: Dim;
  /** Padding cells, both ends together. */
  readonly padding: Dim;
  readonly output: Dim;
}

export interface WindowExceedsInput {
  readonly axes: readonly ExceedingWindow[];
  /** What the framework makes of it: it rejects the call, or goes on without a word. */
  readonly outcome: 'rejected' | 'empty' | 'silently-empty' | 'garbage';
}

export const windowExceedsInput = defineDiagnostic<WindowExceedsInput>({
  code: 'window-exceeds-input',
  severity: 'error',
  title: 'window larger than what it slides over',
  message: ({ axes, outcome }) => {
    const what = axes.map(describe).join('; ');
    const dims = axes.map(({ axis, output }) => `${axis} ${show(output)}`).join(' and ');
    if (outcome === 'empty') return `${what}; run eagerly the result is empty (${dims}), in a graph it is an error`;
    if (outcome === 'silently-empty') return `${what}; the result is empty (${dims}), without an error`;
    return outcome === 'garbage' ? `${what}; TensorFlow.js does not check this and returns a tensor of ${dims}` : what;
  },
  frameworkMessages: [
    'Negative dimension size caused by subtracting',
    'Computed output size would be negative',
    'Filter must not be larger than the input',
    'Tensor must have a shape comprised of positive integers but got shape',
    "Kernel size can't be greater than actual input size",
    'Output size is too small',
    'input image smaller than kernel size',
    'One of the dimensions in the output is <= 0 due to downsampling in conv2d. Consider increasing the input size',
    'The convolution operation resulted in an empty output',
    'Computed output size would be zero or negative',
    'RangeError: Invalid typed array length',
  ],
});

function describe({ axis, window, dilation, input, padding }: ExceedingWindow): string {
  const size = show(dilation) === show(int(1)) ? '' : ` (dilation ${show(dilation)})`;
  const room = show(padding) === show(int(0)) ? '' : ` with ${show(padding)} of padding`;
  return `window ${axis} ${show(window)}${size} exceeds input ${axis} ${show(input)}${room}`;
}

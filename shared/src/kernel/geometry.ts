/** A window that slides over spatial axes, described once for everything that is made from it: pictures, matrices, costs, hovers. */
import type { Dim } from '../dim/dim.ts';

export type AxisName = 'length' | 'depth' | 'height' | 'width';

export const spatialNames = (count: number): readonly AxisName[] =>
  count === 1 ? ['length'] : count === 2 ? ['height', 'width'] : ['depth', 'height', 'width'];

/** Cells added at each end, or a policy that says how many. */
export type Padding = 'same' | 'valid' | 'causal' | { readonly before: Dim; readonly after: Dim };

export interface WindowAxis {
  readonly name: AxisName;
  readonly input: Dim;
  readonly kernel: Dim;
  readonly stride: Dim;
  readonly dilation: Dim;
  readonly padding: Padding;
  readonly output: Dim;
}

export interface WindowGeometry {
  readonly kind: 'conv' | 'transposed-conv' | 'depthwise-conv' | 'max-pool' | 'average-pool';
  readonly axes: readonly WindowAxis[];
  readonly batch: Dim;
  readonly inputChannels: Dim;
  readonly outputChannels: Dim;
  readonly groups: Dim;
  /** Axis patterns: `N S:2 C`, `N C S:2`. */
  readonly layout: string;
  /** `S:2 I O`, `S:2 O I`. */
  readonly filterLayout?: string;
  /** The parameters' names, so that values can be found: which argument is the input, which the filter. */
  readonly inputArgument: string;
  readonly filterArgument?: string;
}

/** The window of a convolution, forward or transposed, for what is made from it. */
import { type Dim, int } from '../../dim/dim.ts';
import type { WindowAxis, WindowGeometry } from '../../kernel/geometry.ts';

interface Channels {
  /** Empty where the input is not batched. */
  readonly N: readonly Dim[];
  readonly C: Dim;
  readonly layout: string;
  readonly filterLayout: string;
  /** The input channels that the filter takes; undefined where it takes any. */
  readonly takes: Dim | undefined;
  readonly gives: Dim;
  readonly groups: Dim;
  readonly filterArgument: string | undefined;
}

export const geometryOf = (
  kind: WindowGeometry['kind'],
  axes: readonly WindowAxis[],
  { N, C, layout, filterLayout, takes, gives, groups, filterArgument }: Channels,
): WindowGeometry => ({
  kind,
  axes,
  batch: N[0] ?? int(1),
  inputChannels: C.kind === 'unknown' && takes ? takes : C,
  outputChannels: gives,
  groups,
  layout,
  filterLayout,
  inputArgument: 'input',
  ...(filterArgument ? { filterArgument } : {}),
});

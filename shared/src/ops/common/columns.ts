/** Windows as columns: how many places a window has over an area. */
import { type Dim, unknown } from '../../dim/dim.ts';
import { slide } from '../../kernel/window.ts';

export interface WindowDims {
  readonly kernel: readonly Dim[];
  readonly dilation: readonly Dim[];
  readonly padding: readonly Dim[];
  readonly stride: readonly Dim[];
}

/** Along each axis; as much padding before as after. */
export const placesOf = (area: readonly Dim[], { kernel, dilation, padding, stride }: WindowDims): readonly Dim[] =>
  area.map((input, at) => {
    const pad = padding[at] ?? unknown;
    const spec = { input, kernel: kernel[at] ?? unknown, dilation: dilation[at] ?? unknown, stride: stride[at] ?? unknown };
    return slide({ ...spec, padding: { before: pad, after: pad } }).output;
  });

/** Slides a window over every spatial axis of a convolution or pool. */

import type { ExceedingWindow } from '../../diagnostics/window-exceeds-input.ts';
import { add } from '../../dim/arithmetic.ts';
import { less } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type Padding, spatialNames, type WindowAxis } from '../../kernel/geometry.ts';
import { effectiveKernel, paddingCells, slide, spareCells, type WindowSpec } from '../../kernel/window.ts';
import type { Check } from '../check.ts';

/** One entry per spatial axis throughout. */
export interface Window {
  readonly kernel: readonly Dim[];
  readonly strides: readonly Dim[];
  readonly dilations: readonly Dim[];
  /** Undefined where the padding is unknown or not understood. */
  readonly padding: readonly (Padding | undefined)[];
}

export type SlideRule = (spec: WindowSpec) => { readonly output: Dim; readonly explanation: string };

/** The window of one axis over `input` cells; undefined while its padding is unknown. */
export function specOf(window: Window, at: number, input: Dim): WindowSpec | undefined {
  const padding = window.padding[at];
  const [kernel, stride, dilation] = [window.kernel[at], window.strides[at], window.dilations[at]];
  return padding && kernel && stride && dilation ? { input, kernel, stride, dilation, padding } : undefined;
}

/** The axes with their output lengths, each explained with its numbers; undefined for an axis whose padding is unknown. */
export function slideAll(
  input: readonly Dim[],
  window: Window,
  check: Check,
  rule: SlideRule = slide,
): readonly (WindowAxis | undefined)[] {
  const names = spatialNames(input.length);
  return input.map((length, at) => {
    const spec = specOf(window, at, length);
    const name = names[at];
    if (!spec || !name) return undefined;
    const slid = rule(spec);
    const { output } = slid;
    check.explain(() => `${name}: ${slid.explanation}`);
    return { ...spec, name, output };
  });
}

export const outputOf = (axis: WindowAxis | undefined): Dim => axis?.output ?? unknown;

/** All axes, or undefined when one is unknown: no picture is drawn then. */
export const allKnown = (axes: readonly (WindowAxis | undefined)[]): readonly WindowAxis[] | undefined =>
  axes.every(axis => axis !== undefined) ? (axes as readonly WindowAxis[]) : undefined;

/** The window certainly has no place on this axis. */
export const exceeds = (axis: WindowAxis): boolean => less(spareCells(axis), int(0)) === 'yes';

export function exceedingFacts(axis: WindowAxis): ExceedingWindow {
  const { before, after } = paddingCells(axis);
  return {
    axis: axis.name,
    window: effectiveKernel({ d: axis.dilation, k: axis.kernel }),
    dilation: axis.dilation,
    input: axis.input,
    padding: add(before, after),
    output: axis.output,
  };
}

/** Windows of the core ops that slide over height and width: convolutions and pools. Source: `computeConv2DInfo` in tfjs-core/src/ops/conv_util.ts. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { windowExceedsInput } from '../../diagnostics/window-exceeds-input.ts';
import { equal } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import type { WindowAxis } from '../../kernel/geometry.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { allKnown, exceedingFacts, exceeds, type SlideRule, slideAll, type Window } from '../conv/slide.ts';
import * as reading from './window-arguments.ts';

export interface PlaneArguments {
  readonly op: string;
  readonly strides: Arg | undefined;
  readonly pad: Arg | undefined;
  readonly dilations: Arg | undefined;
  readonly rounding: string | undefined;
  readonly channelsFirst: boolean;
  /** There is no batch axis. */
  readonly unbatched: boolean;
  /** The op checks that strides and dilations are greater than 0. */
  readonly checked: boolean;
}

/** `drawn`: the axes, where all are known and the picture is true. */
export interface Plane {
  readonly axes: readonly (WindowAxis | undefined)[];
  readonly drawn: readonly WindowAxis[] | undefined;
}

export function slidePlane(
  S: readonly Dim[],
  kernel: readonly Dim[],
  { op, strides, pad, dilations, rounding, channelsFirst, unbatched, checked }: PlaneArguments,
  check: Check,
): Plane {
  const { padding, numeric } = reading.readPad(op, pad, channelsFirst, check);
  // A list of one leaves the width undefined, unless a number as pad has it computed from the height.
  const lone = !numeric && (reading.isLone(strides) || reading.isLone(dilations));
  const rules = { checked, unbatched: unbatched && !numeric };
  const window: Window = {
    kernel,
    strides: reading.readPair(op, 'strides', strides, rules, check),
    dilations: reading.readPair(op, 'dilations', dilations, rules, check),
    padding: lone ? [padding[0], undefined] : padding,
  };
  const rule = reading.slideRule(rounding);
  const axes = slideAll(S, numeric ? reading.numericWindow(window) : window, check, rule);
  const known = allKnown(axes);
  if (known && numeric) checkNumericWidth(op, known, window, rule, check);
  return { axes, drawn: numeric && differs(window) ? undefined : known };
}

/** "Either strides or dilations must be 1". */
export function checkStridesOrDilations(op: string, strides: Arg | undefined, dilations: Arg | undefined, check: Check): void {
  if (reading.readsAsOne(strides) !== 'no' || reading.readsAsOne(dilations) !== 'no') return;
  const problem = 'takes either strides or dilations, not both: one of them must be 1';
  check.report(argumentForm, { op, problem }, { argument: 'dilations' });
}

const differs = ({ kernel, strides, dilations }: Window): boolean =>
  [kernel, strides, dilations].some(([h, w]) => h && w && equal(h, w) !== 'yes');

/** The width that comes from the height's numbers, where it is not the width's own. */
function checkNumericWidth(
  op: string,
  [, width]: readonly WindowAxis[],
  { kernel, strides, dilations }: Window,
  rule: SlideRule,
  check: Check,
): void {
  const [k, s, d] = [kernel[1], strides[1], dilations[1]];
  if (!width || !k || !s || !d) return;
  const own = rule({ ...width, kernel: k, stride: s, dilation: d }).output;
  if (equal(own, width.output) !== 'no') return;
  const problem = `computes the width from the height's window when pad is a number: ${show(width.output)} instead of ${show(own)}; give pad as pairs`;
  check.report(argumentForm, { op, problem }, { argument: 'pad' }, { severity: 'warning' });
}

/**
 * A window larger than its input goes unnoticed; only allocating a negative number of cells fails ("Invalid typed array length"),
 * and dropping the batch axis of a negative shape ("Shapes can not be < 0").
 */
export function checkFits(
  axes: readonly (WindowAxis | undefined)[],
  result: readonly number[] | undefined,
  argument: string,
  check: Check,
  negative: 'allocated' | 'rejected' = 'allocated',
): void {
  const wrong = axes.every(axis => axis !== undefined) ? axes.filter(exceeds) : [];
  if (wrong.length === 0) return;
  const unallocatable = result !== undefined && result.reduce((count, n) => count * n, 1) < 0;
  const below = result?.some(n => n < 0) ?? false;
  const rejected = unallocatable || (below && (negative === 'rejected' || result?.length === 3));
  const facts = { axes: wrong.map(exceedingFacts), outcome: rejected ? 'rejected' : 'garbage' } as const;
  check.report(
    windowExceedsInput,
    facts,
    { argument },
    {
      severity: rejected ? 'error' : 'warning',
      related: [{ argument: 'x', message: "the input's shape comes from here" }],
    },
  );
}

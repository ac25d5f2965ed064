/** Whether a window has a place on its input, and what TensorFlow makes of one that has none. */
import { windowExceedsInput } from '../../diagnostics/window-exceeds-input.ts';
import { add, multiply } from '../../dim/arithmetic.ts';
import { lessEqual } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import type { WindowAxis } from '../../kernel/geometry.ts';
import { spareCells } from '../../kernel/window.ts';
import type { Check } from '../check.ts';
import { exceedingFacts, exceeds } from '../conv/slide.ts';
import { mayRunEagerly } from '../versions.ts';

/** The parameters of window and input; `kernelOnly`: the shape function truncates as the kernel does, so a graph accepts what that accepts. */
interface Fitted {
  readonly window: string;
  readonly input: string;
  readonly kernelOnly?: boolean;
}

/**
 * The shape function rejects a window larger than its input ("Negative dimension size caused by subtracting"), the kernel only where
 * dividing by the stride and truncating leaves less than nothing ("Computed output size would be negative"): in between, eager
 * execution returns an empty tensor without a word.
 */
export function checkFits(axes: readonly (WindowAxis | undefined)[], { window, input, kernelOnly = false }: Fitted, check: Check): void {
  const wrong = axes.filter(axis => axis !== undefined).filter(exceeds);
  if (wrong.length === 0) return;
  const rejected =
    !(kernelOnly || mayRunEagerly(check.version)) ||
    wrong.some(axis => lessEqual(add(spareCells(axis), multiply(axis.stride, int(2))), int(0)) === 'yes');
  const facts = { axes: wrong.map(exceedingFacts), outcome: rejected ? 'rejected' : 'empty' } as const;
  check.report(
    windowExceedsInput,
    facts,
    { argument: window },
    {
      severity: rejected ? 'error' : 'warning',
      related: [{ argument: input, message: "the input's shape comes from here" }],
    },
  );
}

export const isZero = (dim: Dim): boolean => dim.kind === 'int' && dim.value === 0;
export const notNegative = (dim: Dim): Dim => (dim.kind === 'int' && dim.value < 0 ? int(0) : dim);

/** Takes a tensor argument's axes by name, reporting a rank that does not fit. */
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { type Axes, blank, split } from '../../shape/pattern.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Check } from '../check.ts';

/** Unknown dims where the shape is unknown or of the wrong rank, so that the rule can go on with what the other arguments say. */
export function axesOf<const P extends string>(
  pattern: P,
  shape: Shape | undefined,
  { argument, wanted }: { readonly argument: string; readonly wanted: number | string },
  check: Check,
): Axes<P> {
  const axes = shape && split(pattern, shape);
  if (shape && !axes) check.report(rankMismatch, { argument, wanted, got: shape }, { argument });
  return axes ?? blank(pattern);
}

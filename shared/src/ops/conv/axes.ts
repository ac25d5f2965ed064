/** Takes a tensor argument's axes by name, reporting a rank that does not fit. */
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import type { Dim } from '../../dim/dim.ts';
import { type Axes, axisNames, blank, split } from '../../shape/pattern.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Check } from '../check.ts';

export interface Wanted {
  /** The parameter. */
  readonly argument: string;
  /** The rank, for people: `4`, `3 or 4`. */
  readonly wanted: number | string;
  /**
   * Where the pattern leaves the rank open: the pattern that code means (`N C S:2` for `N? C S:2`). A tensor of unknown shape is taken for one.
   * Without it, one whose rank is open stays unknown.
   */
  readonly usual?: string;
  /** Dims that the op's other arguments decide: `{ C: in_channels }`. */
  readonly must?: Readonly<Record<string, Dim>>;
}

/**
 * Unknown dims where the shape is unknown or of the wrong rank, so that the rule can go on with what the other arguments say. A tensor of
 * unknown shape that the op can take in one form only must have that form: see `Check.demand`.
 */
export function axesOf<const P extends string>(
  pattern: P,
  shape: Shape | undefined,
  { argument, wanted, usual, must }: Wanted,
  check: Check,
): Axes<P> {
  if (!shape) return demanded(pattern, argument, usual, must ?? {}, check);
  const axes = split(pattern, shape);
  if (!axes) check.report(rankMismatch, { argument, wanted, got: shape }, { argument });
  return axes ?? blank(pattern);
}

function demanded<const P extends string>(
  pattern: P,
  argument: string,
  usual: string | undefined,
  must: Readonly<Record<string, Dim>>,
  check: Check,
): Axes<P> {
  const names = axisNames(usual ?? pattern);
  if (!names || check.site === undefined) return blank(pattern);
  const shape = names.map(({ axis, shown }) => {
    const decided = must[axis];
    return decided && decided.kind !== 'unknown' ? decided : check.fresh(shown);
  });
  check.demand(argument, shape);
  return split(pattern, shape) ?? blank(pattern);
}

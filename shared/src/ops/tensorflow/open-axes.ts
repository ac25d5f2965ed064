/** What a `None` in a shape stands for: a dim that is not known before the program runs, but has a name. */
import type { Dim } from '../../dim/dim.ts';
import type { Check } from '../check.ts';

const images: Readonly<Record<number, readonly string[]>> = { 4: ['N', 'H', 'W', 'C'], 5: ['N', 'D', 'H', 'W', 'C'] };

export const openAxis =
  (check: Check) =>
  (axis: number, rank: number): Dim =>
    check.fresh(images[rank]?.[axis] ?? (axis === 0 ? 'N' : `d${axis}`));

/** A list of integers read as the shape of a new tensor. */
import { type Dim, unknown } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Integers } from '../parameter.ts';

/** `absent(axis, rank)` is what a `None` among the dims stands for. A lone integer is the shape of a vector. */
export function toShape(given: Integers, absent: (axis: number, rank: number) => Dim = () => unknown): Shape | undefined {
  if (!given || given.kind === 'none' || given.kind === 'bad') return undefined;
  if (given.kind === 'one') return [atLeastZero(given.dim)];
  const { items } = given;
  return items.map((item, axis) => (item === 'none' ? absent(axis, items.length) : item === 'bad' ? unknown : atLeastZero(item)));
}

/** A dim is never negative: what certainly is means something else (−1 for "unknown"), and is not known here. */
const atLeastZero = (dim: Dim): Dim => (dim.kind === 'int' && dim.value < 0 ? unknown : dim);

/** A tensor of unknown shape whose rank the other arguments decide. */
import type { Shape } from '../../shape/shape.ts';
import type { Check } from '../check.ts';

/** The shape it must have, with names for its dims; `argument` is the tensor's parameter, see `Check.demand`. */
export function supposed(rank: number, argument: string, check: Check): Shape {
  const shape = Array.from({ length: rank }, (_, axis) => check.fresh(axis === 0 ? 'N' : `d${axis}`));
  check.demand(argument, shape);
  return shape;
}

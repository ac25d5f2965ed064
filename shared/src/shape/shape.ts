/** A shape is a list of dims; `undefined` stands for a shape of unknown rank. */
import { product } from '../dim/arithmetic.ts';
import { type Answer, and, equal } from '../dim/compare.ts';
import { type Dim, int, toNumber } from '../dim/dim.ts';
import { show } from '../dim/show.ts';

export type Shape = readonly Dim[];

export const shapeOf = (...dims: readonly (number | Dim)[]): Shape => dims.map(dim => (typeof dim === 'number' ? int(dim) : dim));

/** Number of elements; 1 for a scalar. */
export const elementCount = (shape: Shape): Dim => product(shape);

/** All dims as integers, or undefined when one is not. */
export function toNumbers(shape: Shape | undefined): number[] | undefined {
  const numbers = shape?.map(toNumber);
  return numbers?.every(n => n !== undefined) ? (numbers as number[]) : undefined;
}

export function sameShape(a: Shape, b: Shape): Answer {
  if (a.length !== b.length) return 'no';
  return a.reduce<Answer>((answer, dim, axis) => and(answer, equal(dim, b[axis] as Dim)), 'yes');
}

/** `[1, 4, 4, 1]`, `[N, ?, 3]`; `[?…]` for unknown rank. */
export const showShape = (shape: Shape | undefined): string => (shape ? `[${shape.map(show).join(', ')}]` : '[?…]');

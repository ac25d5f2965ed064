/** Whether two values look the same to people: of such one is enough. */
import { type Dim, keyOf } from '#shared/dim/dim.ts';
import { show } from '#shared/dim/show.ts';
import type { Arg } from '#shared/ops/argument.ts';

export function areShownAlike(a: Arg, b: Arg): boolean {
  if (a.kind === 'number') return b.kind === 'number' && areAlike(a.dim, b.dim);
  if (a.kind !== 'tensor' || b.kind !== 'tensor' || a.dtype !== b.dtype || a.elements !== b.elements || a.data !== b.data) return false;
  if (!a.shape || !b.shape) return a.shape === b.shape;
  return a.shape.length === b.shape.length && a.shape.every((dim, axis) => areAlike(dim, b.shape?.[axis] ?? dim));
}

const areAlike = (a: Dim, b: Dim): boolean =>
  a === b || (a.kind === b.kind && (a.kind === 'unknown' || (b.kind !== 'unknown' && keyOf(a) === keyOf(b)) || show(a) === show(b)));

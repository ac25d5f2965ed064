/** NumPy broadcasting, which TensorFlow, TensorFlow.js, PyTorch and JAX share: align at the end; equal dims stay, 1 stretches. */
import { equal } from '../dim/compare.ts';
import { type Dim, unknown } from '../dim/dim.ts';
import type { Shape } from './shape.ts';

export type Broadcast = { readonly shape: Shape } | { readonly clash: { readonly axis: number; readonly left: Dim; readonly right: Dim } };

const isOne = (dim: Dim) => dim.kind === 'int' && dim.value === 1;

export function broadcast(a: Shape, b: Shape): Broadcast {
  const rank = Math.max(a.length, b.length);
  const dims: Dim[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const left = a[axis - rank + a.length];
    const right = b[axis - rank + b.length];
    if (!left || !right) dims.push((left ?? right) as Dim);
    else if (isOne(left)) dims.push(right);
    else if (isOne(right)) dims.push(left);
    else if (equal(left, right) === 'yes') dims.push(left.kind === 'int' ? left : right);
    // A dim greater than 1 decides, since the other can only equal it or be 1.
    else if (left.kind === 'int' && right.kind !== 'int') dims.push(left);
    else if (right.kind === 'int' && left.kind !== 'int') dims.push(right);
    else if (left.kind === 'int' && right.kind === 'int') return { clash: { axis, left, right } };
    else dims.push(unknown);
  }
  return { shape: dims };
}

/** Dims in place of a shape's symbols. */
import { type Substitution, substitute } from '../dim/substitute.ts';
import type { Shape } from './shape.ts';

export const substituteShape = (shape: Shape, by: Substitution): Shape => shape.map(dim => substitute(dim, by));

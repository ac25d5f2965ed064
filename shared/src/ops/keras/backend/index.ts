/** `keras.backend` and `keras.ops`. */
import type { Op } from '../../op.ts';
import { shapeFunctions } from './shape.ts';

export const backendOps: readonly Op[] = [...shapeFunctions];

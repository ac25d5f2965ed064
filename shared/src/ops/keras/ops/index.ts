/** `keras.ops`. */
import type { Op } from '../../op.ts';
import { imageOps } from './image.ts';
import { productOps } from './products.ts';
import { shapeOps } from './shape.ts';
import { windowOps } from './windows.ts';

export const ops: readonly Op[] = [...shapeOps, ...productOps, ...windowOps, ...imageOps];

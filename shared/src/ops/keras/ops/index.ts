/** `keras.ops`. */
import type { Op } from '../../op.ts';
import { imageOps } from './image.ts';
import { joinOps } from './join.ts';
import { makeOps } from './make.ts';
import { pickOps } from './pick.ts';
import { productOps } from './products.ts';
import { shapeOps } from './shape.ts';
import { windowOps } from './windows.ts';

export const ops: readonly Op[] = [...joinOps, ...shapeOps, ...pickOps, ...makeOps, ...productOps, ...windowOps, ...imageOps];

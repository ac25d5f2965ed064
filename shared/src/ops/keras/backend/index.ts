/** `keras.backend` and `keras.ops`. */
import type { Op } from '../../op.ts';
import { backendConvs } from './conv.ts';
import { elementwise } from './elementwise.ts';
import { moreOps } from './more.ts';
import { shapeFunctions } from './shape.ts';

export const backendOps: readonly Op[] = [...shapeFunctions, ...elementwise, ...backendConvs, ...moreOps];

/** `keras.ops`. */
import type { Op } from '../../op.ts';
import { columnOps } from './columns.ts';
import { diagonals } from './diagonals.ts';
import { imageOps } from './image.ts';
import { joinOps } from './join.ts';
import { makeOps } from './make.ts';
import { matrixOps } from './matrices.ts';
import { moreOps } from './more.ts';
import { pickOps } from './pick.ts';
import { productOps } from './products.ts';
import { randomOps } from './random.ts';
import { shapeOps } from './shape.ts';
import { spectra } from './spectra.ts';
import { windowOps } from './windows.ts';

export const ops: readonly Op[] = [
  ...joinOps,
  ...shapeOps,
  ...pickOps,
  ...makeOps,
  ...productOps,
  ...windowOps,
  ...imageOps,
  ...matrixOps,
  ...moreOps,
  ...columnOps,
  ...diagonals,
  ...spectra,
  ...randomOps,
];

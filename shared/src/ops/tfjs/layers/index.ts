/** `tf.layers`. */
import type { LayerOp } from '../../op.ts';
import { convLayers } from './conv.ts';
import { transposedLayers } from './conv-transpose.ts';
import { coreLayers } from './core.ts';
import { depthwiseLayers } from './depthwise.ts';
import { keepingLayers } from './keep-shape.ts';
import { mergeLayers } from './merge.ts';
import { poolLayers } from './pool.ts';
import { recurrentLayers } from './recurrent.ts';
import { spatialLayers } from './spatial.ts';
import { wrapperLayers } from './wrappers.ts';

export const layers: readonly LayerOp[] = [
  ...convLayers,
  ...transposedLayers,
  ...depthwiseLayers,
  ...poolLayers,
  ...coreLayers,
  ...keepingLayers,
  ...spatialLayers,
  ...mergeLayers,
  ...recurrentLayers,
  ...wrapperLayers,
];

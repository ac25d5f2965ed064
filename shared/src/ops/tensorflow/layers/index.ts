/** `tf.layers`: functions and classes that make their own weights; 1.x, and `tf.compat.v1.layers` below 2.16. */
import type { Op } from '../../op.ts';
import { convLayers } from './conv.ts';
import { transposedConvLayers } from './conv-transpose.ts';
import { plainLayers } from './dense.ts';
import { poolLayers } from './pool.ts';
import { separableLayers } from './separable.ts';

export const layerOps: readonly Op[] = [...convLayers, ...transposedConvLayers, ...separableLayers, ...poolLayers, ...plainLayers];

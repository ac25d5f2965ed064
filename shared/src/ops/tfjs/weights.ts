/** What layers of the user's own make: weights, and the tensor that one holds. Sources: `addWeight` in tfjs-layers/src/engine/topology.ts, variables.ts. */
import { ofType } from '../common/contents.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { dtype, ignored, integers, tensor } from '../parameter.ts';
import { docs, member, tfjs } from './declare.ts';

const addWeight = defineOp({
  ...tfjs,
  name: 'tf.layers.Layer.addWeight',
  listed: false,
  summary: 'Makes a weight of the layer.',
  docs: docs('tf.layers.Layer'),
  params: {
    name: ignored('string'),
    shape: integers('number[]'),
    dtype: dtype().default("'float32'"),
    initializer: ignored('Initializer'),
    regularizer: ignored('Regularizer'),
    trainable: ignored('boolean'),
    constraint: ignored('Constraint'),
    getInitializerFunc: ignored('Function'),
  },
  shape: ({ shape, dtype }) => ofType(toShape(shape), dtype),
  examples: [{ call: "tf.layers.dense({units: 3}).addWeight('kernel', [3, 4], 'float32', tf.initializers.ones())", gives: '3 4' }],
});

const read = defineOp({
  ...tfjs,
  ...member('read'),
  name: 'tf.LayerVariable.read',
  listed: false,
  summary: 'The tensor that a weight holds.',
  docs: docs('tf.layers.Layer'),
  params: { weight: tensor() },
  shape: ({ weight }) => ofType(weight.shape, weight.dtype),
  examples: [{ call: "tf.layers.dense({units: 3}).addWeight('kernel', [3, 4], 'float32', tf.initializers.ones()).read()", gives: '3 4' }],
});

export const weightOps: readonly Op[] = [addWeight, read];

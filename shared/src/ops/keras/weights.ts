/** What layers of the user's own make: weights. Sources: `add_weight` in engine/base_layer.py (Keras 2) and src/layers/layer.py (Keras 3). */
import { tensorArg } from '../argument.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp } from '../op.ts';
import { anything, readIntegers } from '../parameter.ts';
import { any, docs, ignoredOnes, keras } from './declare.ts';

export const addWeight = defineOp({
  ...keras,
  name: 'keras.layers.Layer.add_weight',
  aliases: ['layers.Layer.add_variable'],
  listed: false,
  summary: 'A variable that belongs to the layer.',
  docs: docs('layers/Layer#add_weight'),
  complete: 'keywords',
  // The name came first in Keras 2, the shape comes first in Keras 3.
  params: {
    name: anything('str').optional(),
    shape: anything('int[]', { kind: 'integers' }).optional(),
    dtype: any(),
    ...ignoredOnes('initializer regularizer trainable constraint'),
    ...ignoredOnes(
      'autocast aggregation overwrite_with_gradient use_resource synchronization partitioner collections experimental_autocast',
    ),
    ...ignoredOnes('caching_device getter layout experimental_enable_variable_lifting'),
  },
  order: 'name shape dtype initializer regularizer trainable constraint',
  shape({ name, shape }) {
    const given = name?.kind === 'list' || name?.kind === 'tensor' ? name : shape;
    // Without a shape it is a scalar.
    return !given || given.kind === 'none' ? tensorArg([]) : tensorArg(toShape(readIntegers(given)));
  },
  examples: [
    { call: "keras.layers.Layer.add_weight(shape=(3, 4), initializer='zeros')", gives: '3 4' },
    { call: "keras.layers.Layer.add_weight(shape=(3, 4), init='zeros')", reports: 'argument-form' },
  ],
});

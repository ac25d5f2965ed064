/** The entries of models: `Input`, `InputLayer`. Sources: engine/input_layer.py in Keras 2, layers/core/input_layer.py in Keras 3. */
import { type Arg, textArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, oneTensor } from '../parameter.ts';
import { any, applied, docs, ignoredOnes, keras, layer, shapeOf } from './declare.ts';

const given = (arg: Arg | undefined): arg is Arg => arg !== undefined && arg.kind !== 'none';

const input = defineOp({
  ...keras,
  name: 'keras.Input',
  aliases: ['layers.Input'],
  complete: 'keywords',
  graph: 'entry',
  summary: 'The entry of a model: `shape` leaves out the batch, which is unknown unless `batch_size` is given.',
  docs: docs('Input'),
  params: {
    shape: anything('(int | None)[]', { kind: 'integers' }).optional(),
    batch_size: anything('int', { kind: 'integers' }).optional(),
    batch_shape: anything('(int | None)[]', { kind: 'integers' }).alias('batch_input_shape').optional(),
    dtype: dtype().default('float32', textArg('float32')),
    name: any(),
    sparse: any(),
    ragged: any(),
    tensor: anything('Tensor', { kind: 'shape' }).optional().hidden(),
    type_spec: any(),
    optional: any(),
  },
  // Keras 2 and 3 agree on the first two only.
  order: 'shape batch_size',
  shape({ shape, batch_size, batch_shape, tensor, dtype }, check) {
    if (given(tensor)) return tensor.kind === 'tensor' ? tensor : ofType(undefined, dtype);
    return ofType(given(batch_shape) ? shapeOf(batch_shape, check, true) : shapeOf(shape, check, false, batch_size), dtype);
  },
  examples: [
    { call: 'keras.Input(shape=(28, 28, 1), batch_size=8)', gives: '8 28 28 1' },
    { call: 'keras.Input((28, 28, 1))', gives: 'N 28 28 1' },
    { call: 'keras.layers.Input(batch_shape=(8, 28, 28, 1))', gives: '8 28 28 1' },
    { call: 'keras.Input(shap=(28, 28, 1))', reports: 'argument-form' },
  ],
});

const inputLayer = layer({
  name: 'keras.layers.InputLayer',
  graph: 'entry',
  summary: 'The entry of a sequential model.',
  params: {
    input_shape: anything('(int | None)[]', { kind: 'integers' }).alias('shape').optional(),
    batch_size: anything('int', { kind: 'integers' }).optional(),
    ...ignoredOnes('input_tensor sparse ragged'),
  },
  order: 'input_shape batch_size',
  call: { inputs: oneTensor(), ...applied },
  shape: ({ inputs: { shape, dtype } }) => ofType(shape, dtype),
  examples: [{ call: 'keras.layers.InputLayer((28, 28, 1))' }],
});

export const inputs: readonly Op[] = [input, inputLayer];

/** Conversion of the element type. */
import type { TensorArg } from '../argument.ts';
import { elementsOf, toData, withElements } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { dtype, tensor } from '../parameter.ts';
import { docs, docsV1, name, tensorflow } from './declare.ts';

const isInteger = (type: string | undefined) => /^u?int/.test(type ?? '');

/** Integers stay what they are under any numeric type. */
const castTo = (x: TensorArg, type: string | undefined): TensorArg =>
  withElements(x.shape, type === 'bool' ? undefined : elementsOf(x), type);

function castData(x: TensorArg, type: string | undefined): Float64Array | undefined {
  const values = toData(x)?.values;
  if (type === undefined) return undefined;
  return values?.map(value => (type === 'bool' ? Number(value !== 0) : isInteger(type) ? Math.trunc(value) : value));
}

const cast = defineOp({
  ...tensorflow,
  name: 'tf.cast',
  summary: 'The same numbers as another element type.',
  docs: docs('cast'),
  params: { x: tensor(), dtype: dtype(), name: name() },
  shape: ({ x, dtype }) => castTo(x, dtype),
  compute: ({ x, dtype }) => castData(x, dtype),
  examples: [{ call: 'tf.cast(x, tf.int32)', given: { x: '2 3' }, gives: '2 3' }],
});

const to = (word: string, type: string): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.${word}`,
    api: 'v1',
    summary: `The same numbers as ${type}.`,
    docs: docsV1(word),
    params: { x: tensor(), name: name() },
    shape: ({ x }) => castTo(x, type),
    compute: ({ x }) => castData(x, type),
    examples: [{ call: `tf.${word}(x)`, given: { x: '2 3' }, gives: '2 3', under: 'v1' }],
  });

const saturate = defineOp({
  ...tensorflow,
  name: 'tf.saturate_cast',
  summary: 'The same numbers as another element type, kept within its range.',
  docs: docs('saturate_cast'),
  params: { value: tensor(), dtype: dtype(), name: name() },
  shape: ({ value, dtype }) => withElements(value.shape, undefined, dtype),
  examples: [{ call: 'tf.saturate_cast(x, tf.uint8)', given: { x: '2 3' }, gives: '2 3' }],
});

const convertImage = defineOp({
  ...tensorflow,
  name: 'tf.image.convert_image_dtype',
  summary: 'An image with another element type, scaled to its usual range.',
  docs: docs('image.convert_image_dtype'),
  params: { image: tensor(), dtype: dtype(), saturate: dtype().optional().hidden(), name: name() },
  shape: ({ image, dtype }) => withElements(image.shape, undefined, dtype),
  examples: [{ call: 'tf.image.convert_image_dtype(x, tf.float32)', given: { x: '4 5 3' }, gives: '4 5 3' }],
});

export const casts: readonly Op[] = [
  cast,
  to('to_float', 'float32'),
  to('to_double', 'float64'),
  to('to_int32', 'int32'),
  to('to_int64', 'int64'),
  saturate,
  convertImage,
];

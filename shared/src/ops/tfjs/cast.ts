/** Conversion of the element type: tf.cast, x.toFloat. */
import type { TensorArg } from '../argument.ts';
import { ofType, toData } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { dtype, tensor } from '../parameter.ts';
import { chained, docs, member, memberDocs, tfjs } from './declare.ts';

function castData(x: TensorArg, type: string | undefined): Float64Array | undefined {
  if (type === undefined) return undefined;
  return toData(x)?.values.map(value => (type === 'bool' ? Number(value !== 0) : type === 'int32' ? Math.trunc(value) : value));
}

const cast = defineOp({
  ...tfjs,
  ...chained('cast', 'asType'),
  name: 'tf.cast',
  summary: 'The same numbers as another element type.',
  docs: docs('cast'),
  params: { x: tensor(), dtype: dtype() },
  shape: ({ x, dtype }) => ofType(x.shape, dtype),
  compute: ({ x, dtype }) => castData(x, dtype),
  examples: [
    { call: "tf.cast(x, 'int32')", given: { x: '2 3' }, gives: '2 3' },
    { call: "x.cast('int32')", given: { x: '2 3' }, gives: '2 3' },
  ],
});

const to = (word: string, type: string): Op =>
  defineOp({
    ...tfjs,
    ...member(word),
    name: `tf.Tensor.${word}`,
    summary: `The same numbers as ${type}.`,
    docs: memberDocs(word),
    params: { x: tensor() },
    shape: ({ x }) => ofType(x.shape, type),
    compute: ({ x }) => castData(x, type),
    examples: [{ call: `x.${word}()`, given: { x: '2 3' }, gives: '2 3' }],
  });

export const casts: readonly Op[] = [cast, to('toFloat', 'float32'), to('toInt', 'int32'), to('toBool', 'bool')];

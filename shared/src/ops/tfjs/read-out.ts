/** Numbers out of tensors and into them: data, arraySync, buffer, toTensor. Sources: tfjs-core/src/tensor.ts, ops/buffer.ts. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { product } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { int } from '../../dim/dim.ts';
import { showShape, toNumbers } from '../../shape/shape.ts';
import { type Arg, listArg, numberArg, type TensorArg, unknownArg } from '../argument.ts';
import { elementsOf, ofType, toData } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, integers, tensor } from '../parameter.ts';
import { newShape } from './creation.ts';
import { docs, literalType, member, memberDocs, tfjs } from './declare.ts';

/** Longer lists are of no use to anybody who reads shapes. */
const MAX_ITEMS = 64;

/** The numbers as they are known, in order. */
function itemsOf(x: TensorArg, count: number): readonly Arg[] {
  const [elements, data] = [elementsOf(x), toData(x)?.values];
  return Array.from({ length: count }, (_, at): Arg => {
    const element = elements?.[at];
    if (element) return numberArg(element);
    const value = data?.[at];
    return value === undefined
      ? { kind: 'float', value: undefined }
      : Number.isInteger(value)
        ? numberArg(value)
        : { kind: 'float', value };
  });
}

function nested(shape: readonly number[], items: readonly Arg[]): Arg {
  const [length, ...rest] = shape;
  if (length === undefined) return items[0] ?? unknownArg;
  const step = items.length / Math.max(length, 1);
  return listArg(Array.from({ length }, (_, at) => nested(rest, items.slice(at * step, (at + 1) * step))));
}

/** All numbers of a small tensor; of any other nothing. */
function read(x: TensorArg, flat: boolean): Arg {
  const shape = toNumbers(x.shape);
  const count = shape?.reduce((n, dim) => n * dim, 1);
  if (!shape || count === undefined || count > MAX_ITEMS || count < 0) return unknownArg;
  return nested(flat ? [count] : shape, itemsOf(x, count));
}

const out = (word: string, flat: boolean, summary: string): Op =>
  defineOp({
    ...tfjs,
    ...member(word),
    name: `tf.Tensor.${word}`,
    listed: false,
    summary,
    docs: memberDocs(word),
    params: { x: tensor() },
    shape: ({ x }) => read(x, flat),
    examples: [{ call: `x.${word}()`, given: { x: '2 3' } }],
  });

/** A buffer is a tensor that is still written to: it has a shape, and nothing is known of what it holds. */
const buffer = defineOp({
  ...tfjs,
  name: 'tf.buffer',
  summary: 'Numbers that can be set one by one; `toTensor` makes a tensor of them.',
  docs: docs('buffer'),
  params: { shape: integers('number[]'), dtype: dtype().default("'float32'"), values: anything('TypedArray').optional() },
  shape({ shape, dtype, values }, check) {
    const result = newShape('buffer', shape, check);
    const [room, given] = [result && product(result), values?.kind === 'list' ? values.items.length : undefined];
    // "Length of values '5' does not match the size inferred by the shape '6'."
    if (result && room && given !== undefined && equal(room, int(given)) === 'no')
      check.report(argumentForm, { op: 'tf.buffer', problem: `is given ${given} values for ${showShape(result)}` }, { argument: 'values' });
    return ofType(result, dtype);
  },
  examples: [
    { call: 'tf.buffer([2, 3]).toTensor()', gives: '2 3' },
    { call: "tf.buffer([2, 3], 'float32', new Float32Array(6)).toTensor()", gives: '2 3' },
    { call: "tf.buffer([2, 3], 'float32', new Float32Array(5))", reports: 'argument-form' },
    { call: 'tf.buffer([2, -3]).toTensor()', reports: 'argument-form' },
  ],
});

const toTensor = defineOp({
  ...tfjs,
  ...member('toTensor'),
  name: 'tf.TensorBuffer.toTensor',
  summary: 'The tensor of what a buffer holds.',
  docs: docs('class:TensorBuffer.toTensor'),
  params: { buffer: tensor() },
  shape: ({ buffer }) => ofType(buffer.shape, buffer.dtype),
  examples: [{ call: 'x.bufferSync().toTensor()', given: { x: '2 3' }, gives: '2 3' }],
});

const buffered = (word: string): Op =>
  defineOp({
    ...tfjs,
    ...member(word),
    name: `tf.Tensor.${word}`,
    listed: false,
    summary: 'A copy of the numbers that can be set one by one.',
    docs: memberDocs(word),
    params: { x: tensor() },
    shape: ({ x }) => ofType(x.shape, literalType(x)),
    examples: [{ call: `x.${word}()`, given: { x: '2 3' } }],
  });

export const readOut: readonly Op[] = [
  out('arraySync', false, 'The numbers as nested arrays.'),
  out('array', false, 'A promise of the numbers as nested arrays.'),
  out('dataSync', true, 'The numbers in one typed array.'),
  out('data', true, 'A promise of the numbers in one typed array.'),
  buffer,
  toTensor,
  buffered('bufferSync'),
  buffered('buffer'),
];

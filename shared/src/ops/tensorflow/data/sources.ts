/** Where data sets begin. Source: tensorflow/python/data/ops/dataset_ops.py. */
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { type Arg, numberArg, type StreamArg, streamArg, tensorArg, toTensor, tupleArg, unknownArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { rangeRule } from '../../common/sequence.ts';
import { checkLengths, elementTensors, fewer, lengthOf, lengthsOf, unbatched } from '../../common/streams.ts';
import { needs } from '../../needs.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, readIntegers } from '../../parameter.ts';
import { docs, tensorflow } from '../declare.ts';
import { anyOf, asStream } from './declare.ts';

const source = (word: string) => ({ ...tensorflow, name: `tf.data.Dataset.${word}`, listed: false, docs: docs('data/Dataset') }) as const;

const fromTensorSlices = defineOp({
  ...source('from_tensor_slices'),
  summary: 'A data set of the slices of tensors along their first axis.',
  params: { tensors: anything('Tensor | tuple | dict', { kind: 'shape' }), ...anyOf('name') },
  shape({ tensors }, check) {
    const whole = tensors ? elementTensors(tensors) : unknownArg;
    checkLengths(lengthsOf(whole), { called: 'part', parameter: () => 'tensors' }, check);
    return streamArg(unbatched(whole), lengthOf(whole));
  },
  examples: [
    { call: 'next(iter(tf.data.Dataset.from_tensor_slices(x)))', given: { x: '8 28 28' }, gives: '28 28' },
    { call: 'tf.data.Dataset.from_tensor_slices((x, y))', given: { x: '8 28', y: '7' }, reports: 'batch-mismatch' },
  ],
});

const fromTensors = defineOp({
  ...source('from_tensors'),
  summary: 'A data set of one element.',
  params: { tensors: anything('Tensor | tuple | dict', { kind: 'shape' }), ...anyOf('name') },
  shape: ({ tensors }) => streamArg(tensors ? elementTensors(tensors) : unknownArg, int(1)),
  examples: [{ call: 'next(iter(tf.data.Dataset.from_tensors(x)))', given: { x: '8 28 28' }, gives: '8 28 28' }],
});

const range = defineOp({
  ...source('range'),
  // `*args, **kwargs`, of which it refuses others itself.
  complete: false,
  summary: 'The numbers from `start` on, before `stop`.',
  params: { start: anything('int'), stop: anything('int').optional(), step: anything('int').optional(), ...anyOf('output_type name') },
  shape({ start, stop, step }, check) {
    needs('tf.data.Dataset.range', ['start'], check);
    const [from, to] = stop && stop.kind !== 'none' ? [start, stop] : [numberArg(0), start];
    const [a, b, c] = [from, to, step && step.kind !== 'none' ? step : numberArg(1)].map(arg => arg && toTensor(arg));
    const count = a && b && c ? rangeRule(a, b, c, undefined).shape?.[0] : undefined;
    return streamArg(tensorArg([], { dtype: 'int64' }), count);
  },
  examples: [
    { call: 'next(iter(tf.data.Dataset.range(8)))', gives: '' },
    { call: 'tf.data.Dataset.range()', reports: 'argument-form' },
  ],
});

/** Data sets in tuples and dicts, however deep, give elements that are such tuples and dicts. */
const besides = (given: Arg): Arg =>
  given.kind === 'list'
    ? tupleArg(given.items.map(besides))
    : given.kind === 'record'
      ? { kind: 'record', entries: Object.fromEntries(Object.entries(given.entries).map(([key, item]) => [key, besides(item)])) }
      : (asStream(given)?.element ?? unknownArg);

const streamsIn = (given: Arg): readonly (StreamArg | undefined)[] =>
  given.kind === 'list'
    ? given.items.flatMap(streamsIn)
    : given.kind === 'record'
      ? Object.values(given.entries).flatMap(streamsIn)
      : [asStream(given)];

const zip = defineOp({
  ...source('zip'),
  aliases: ['data.experimental.zip'],
  summary: 'Data sets side by side; the shortest ends it.',
  params: { datasets: anything('Dataset[]', { kind: 'hidden' }).optional(), ...anyOf('name') },
  rest: 'datasets',
  shape({ datasets }, check) {
    needs('tf.data.Dataset.zip', ['datasets'], check);
    const given =
      datasets?.kind === 'list' && datasets.items.length === 1 && ['list', 'record'].includes(datasets.items[0]?.kind ?? '')
        ? datasets.items[0]
        : datasets;
    if (given?.kind !== 'list' && given?.kind !== 'record') return streamArg(unknownArg);
    const streams = streamsIn(given);
    return streamArg(besides(given), streams.length > 0 ? streams.map(each => each?.count).reduce(fewer) : undefined);
  },
  examples: [
    {
      call: 'next(iter(tf.data.Dataset.zip((tf.data.Dataset.from_tensors(x), tf.data.Dataset.range(4)))))[0]',
      given: { x: '8 28' },
      gives: '8 28',
    },
    { call: 'tf.data.Dataset.zip()', reports: 'argument-form' },
  ],
});

/** `None` is a length that nobody knows. */
const specified = (shape: Arg | undefined, check: Check): Arg => {
  const read = readIntegers(shape);
  if (read?.kind !== 'many') return tensorArg(undefined);
  return tensorArg(
    read.items.map((item, axis): Dim => (item === 'none' ? check.fresh(axis === 0 ? 'N' : `d${axis}`) : item === 'bad' ? unknown : item)),
  );
};

/** The structure of `output_types`, each with the shape that stands in the same place of `output_shapes`. */
function structure(types: Arg | undefined, shapes: Arg | undefined, check: Check): Arg {
  if (types?.kind === 'list') {
    const items = shapes?.kind === 'list' ? shapes.items : [];
    return tupleArg(types.items.map((type, at) => structure(type, items[at], check)));
  }
  if (types?.kind === 'record')
    return {
      kind: 'record',
      entries: Object.fromEntries(
        Object.entries(types.entries).map(([key, type]) => [
          key,
          structure(type, shapes?.kind === 'record' ? shapes.entries[key] : undefined, check),
        ]),
      ),
    };
  return types?.kind === 'text' ? specified(shapes, check) : unknownArg;
}

const fromGenerator = defineOp({
  ...source('from_generator'),
  summary: 'A data set of what a generator yields, of the types and shapes that are stated.',
  params: {
    generator: anything('function', { kind: 'hidden' }),
    output_types: anything('dtype | tuple | dict').optional(),
    output_shapes: anything('int[] | tuple | dict', { kind: 'integers' }).optional(),
    ...anyOf('args'),
    output_signature: anything('TensorSpec | tuple | dict', { kind: 'hidden' }).optional(),
    ...anyOf('name'),
  },
  shape({ output_types, output_shapes, output_signature }, check) {
    if (output_signature && output_signature.kind !== 'none') return streamArg(elementTensors(output_signature));
    return streamArg(structure(output_types, output_shapes, check));
  },
  examples: [
    {
      call: 'next(iter(tf.data.Dataset.from_generator(lambda: [1], tf.float32, [28, 28])))',
      gives: '28 28',
    },
    {
      call: 'next(iter(tf.data.Dataset.from_generator(lambda: [1], output_signature=tf.TensorSpec((28, 28), tf.float32))))',
      gives: '28 28',
    },
  ],
});

const tensorSpec = defineOp({
  ...tensorflow,
  name: 'tf.TensorSpec',
  listed: false,
  summary: 'What a tensor is to be like; `None` is any length.',
  docs: docs('TensorSpec'),
  params: { shape: anything('int[]', { kind: 'integers' }), dtype: anything('dtype').optional(), ...anyOf('name') },
  shape: ({ shape }, check) => specified(shape, check),
  examples: [{ call: 'tf.TensorSpec((28, 28))', gives: '28 28' }],
});

/** Each element one text: a line, a record, the name of a file. */
const texts = (word: string, params: string): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.data.${word}`,
    listed: false,
    summary: 'A data set of texts.',
    docs: docs(`data/${word.replace('.', '/')}`),
    params: anyOf(params),
    shape: () => streamArg(tensorArg([], { dtype: 'string' })),
    examples: [{ call: `next(iter(tf.data.${word}('a')))`, gives: '' }],
  });

export const sources: readonly Op[] = [
  fromTensorSlices,
  fromTensors,
  range,
  zip,
  fromGenerator,
  tensorSpec,
  texts('TextLineDataset', 'filenames! compression_type buffer_size num_parallel_reads name'),
  texts('TFRecordDataset', 'filenames! compression_type buffer_size num_parallel_reads name'),
  texts('Dataset.list_files', 'file_pattern! shuffle seed name'),
];

/** Methods of data sets that need no function. Source: tensorflow/python/data/ops/dataset_ops.py. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { add, multiply } from '../../../dim/arithmetic.ts';
import { type Dim, int } from '../../../dim/dim.ts';
import { type Arg, streamArg, tensorArg, toDim, tupleArg, unknownArg } from '../../argument.ts';
import { ofType } from '../../common/contents.ts';
import { misspelt } from '../../common/misspelt.ts';
import { batched, batchLength, eachTensor, eitherElement, fewer, lengthOf, unbatched, without } from '../../common/streams.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, flag, integer, readIntegers } from '../../parameter.ts';
import { anyOf, asStream, method, stream } from './declare.ts';

const batch = defineOp({
  ...method('batch'),
  summary: 'Elements put together into batches.',
  params: {
    dataset: stream(),
    batch_size: integer(),
    drop_remainder: flag().default('False'),
    ...anyOf('num_parallel_calls deterministic name'),
  },
  shape({ dataset, batch_size, drop_remainder }, check) {
    const from = asStream(dataset);
    if (!from) return unknownArg;
    const { length, count } = batchLength({ size: batch_size, drops: drop_remainder, count: from.count }, check);
    return streamArg(batched(from.element, length), count);
  },
  examples: [
    {
      call: 'next(iter(tf.data.Dataset.from_tensor_slices(x).batch(4)))',
      given: { x: '8 28 28' },
      gives: '4 28 28',
    },
    {
      call: 'next(iter(tf.data.Dataset.from_tensor_slices(x).batch(3)))',
      given: { x: '8 28 28' },
      gives: 'N 28 28',
    },
    {
      call: 'next(iter(tf.data.Dataset.from_tensor_slices(x).batch(3, drop_remainder=True)))',
      given: { x: '8 28 28' },
      gives: '3 28 28',
    },
  ],
});

/** Shapes may be given, with `None` or −1 for the longest; otherwise every dim is the longest of the batch. */
export function padded(element: Arg, shapes: Arg | undefined, length: Dim, fresh: (name: string) => Dim): Arg {
  if (element.kind === 'list')
    return tupleArg(element.items.map((item, at) => padded(item, shapes?.kind === 'list' ? shapes.items[at] : undefined, length, fresh)));
  if (element.kind === 'record')
    return {
      kind: 'record',
      entries: Object.fromEntries(
        Object.entries(element.entries).map(([key, item]) => [
          key,
          padded(item, shapes?.kind === 'record' ? shapes.entries[key] : undefined, length, fresh),
        ]),
      ),
    };
  if (element.kind !== 'tensor') return unknownArg;
  const given = readIntegers(shapes);
  const dims = given?.kind === 'many' ? given.items : element.shape;
  return ofType(
    dims && [
      length,
      ...dims.map((dim, axis): Dim => {
        const isOpen = typeof dim === 'string' || (dim.kind === 'int' && dim.value < 0);
        const own = element.shape?.[axis];
        if (!isOpen) return dim;
        return own?.kind === 'int' ? own : fresh(`d${axis + 1}`);
      }),
    ],
    element.dtype,
  );
}

const paddedBatch = defineOp({
  ...method('padded_batch'),
  summary: 'Elements made as long as the longest, and put together into batches.',
  params: {
    dataset: stream(),
    batch_size: integer(),
    padded_shapes: anything('int[] | tuple | dict', { kind: 'integers' }).optional(),
    ...anyOf('padding_values'),
    drop_remainder: flag().default('False'),
    ...anyOf('name'),
  },
  shape({ dataset, batch_size, padded_shapes, drop_remainder }, check) {
    const from = asStream(dataset);
    if (!from) return unknownArg;
    const { length, count } = batchLength({ size: batch_size, drops: drop_remainder, count: from.count }, check);
    return streamArg(
      padded(from.element, padded_shapes, length, name => check.fresh(name)),
      count,
    );
  },
  examples: [{ call: 'next(iter(tf.data.Dataset.from_tensor_slices(x).padded_batch(4, [30])))', given: { x: '8 28' }, gives: '4 30' }],
});

const unbatch = defineOp({
  ...method('unbatch'),
  summary: 'Batches taken apart again.',
  params: { dataset: stream(), ...anyOf('name') },
  shape({ dataset }, check) {
    const from = asStream(dataset);
    if (!from) return unknownArg;
    eachTensor(from.element, tensor => {
      const problem = 'takes elements apart, which a scalar cannot be';
      if (tensor.shape?.length === 0) check.report(argumentForm, { op: 'Dataset.unbatch', problem }, { argument: 'dataset' });
      return tensor;
    });
    const [length, count] = [lengthOf(from.element), from.count];
    return streamArg(unbatched(from.element), length?.kind === 'int' && count ? multiply(count, length) : undefined);
  },
  examples: [
    { call: 'next(iter(tf.data.Dataset.from_tensor_slices(x).batch(4).unbatch()))', given: { x: '8 28' }, gives: '28' },
    { call: 'tf.data.Dataset.range(8).unbatch()', reports: 'argument-form' },
  ],
});

/** The same elements, as many. */
const keeps = (word: string, params: string, given = '4'): Op =>
  defineOp({
    ...method(word),
    summary: 'A data set of the same elements.',
    params: { dataset: stream(), ...anyOf(params) },
    shape: ({ dataset }) => dataset ?? unknownArg,
    examples: [
      {
        call: `next(iter(tf.data.Dataset.from_tensor_slices(x).${word}(${given})))`,
        given: { x: '8 28' },
        gives: '28',
      },
      misspelt({ call: `tf.data.Dataset.from_tensor_slices(x).${word}(${given})`, given: { x: '8 28' } }),
    ],
  });

const counted = (arg: Arg | undefined): Dim | undefined => (arg && arg.kind !== 'none' ? toDim(arg) : undefined);
const isAll = (count: Dim | undefined): boolean => count?.kind === 'int' && count.value < 0;

/** Methods that change only how many elements there are. */
const recounted = (word: string, param: string, change: (count: Dim | undefined, by: Dim | undefined) => Dim | undefined): Op =>
  defineOp({
    ...method(word),
    summary: 'A data set of the same elements, another number of them.',
    params: {
      dataset: stream(),
      [param]: word === 'repeat' ? anything('int').optional() : anything('int'),
      ...(word === 'shard' ? anyOf('index!') : {}),
      ...anyOf('name'),
    },
    shape(args) {
      const { dataset, [param]: by } = args as Readonly<Record<string, Arg | undefined>>;
      const from = asStream(dataset);
      return from ? streamArg(from.element, change(from.count, counted(by))) : unknownArg;
    },
    examples: [
      {
        call: `next(iter(tf.data.Dataset.from_tensor_slices(x).${word}(${word === 'shard' ? '2, 0' : 2})))`,
        given: { x: '8 28' },
        gives: '28',
      },
    ],
  });

const enumerated = defineOp({
  ...method('enumerate'),
  summary: 'Each element with its number.',
  params: { dataset: stream(), ...anyOf('start name') },
  shape({ dataset }) {
    const from = asStream(dataset);
    return from ? streamArg(tupleArg([tensorArg([], { dtype: 'int64' }), from.element]), from.count) : unknownArg;
  },
  examples: [{ call: 'next(iter(tf.data.Dataset.from_tensor_slices(x).enumerate()))[1]', given: { x: '8 28' }, gives: '28' }],
});

const concatenate = defineOp({
  ...method('concatenate'),
  summary: 'The elements of one data set after those of another.',
  params: { first: stream(), dataset: stream(), ...anyOf('name') },
  shape({ first, dataset }) {
    const [a, b] = [asStream(first), asStream(dataset)];
    if (!a || !b) return a ? streamArg(unknownArg) : unknownArg;
    return streamArg(eitherElement(a.element, b.element), a.count && b.count && add(a.count, b.count));
  },
  examples: [
    {
      call: 'next(iter(tf.data.Dataset.from_tensor_slices(x).concatenate(tf.data.Dataset.from_tensor_slices(x))))',
      given: { x: '8 28' },
      gives: '28',
    },
  ],
});

const asNumpy = defineOp({
  ...method('as_numpy_iterator'),
  tensors: 'numpy',
  summary: 'The elements as arrays of NumPy.',
  params: { dataset: stream() },
  shape: ({ dataset }) => {
    const from = asStream(dataset);
    return from
      ? streamArg(
          eachTensor(from.element, tensor => tensor),
          from.count,
        )
      : unknownArg;
  },
  examples: [{ call: 'next(tf.data.Dataset.from_tensor_slices(x).as_numpy_iterator())', given: { x: '8 28 28' }, gives: '28 28' }],
});

const windows = defineOp({
  ...method('window'),
  summary: 'Data sets of elements that follow one another.',
  params: { dataset: stream(), ...anyOf('size! shift stride drop_remainder name') },
  shape({ dataset }) {
    const from = asStream(dataset);
    if (!from) return unknownArg;
    const structure = (element: Arg): Arg =>
      element.kind === 'list'
        ? { ...element, items: element.items.map(structure) }
        : element.kind === 'record'
          ? { kind: 'record', entries: Object.fromEntries(Object.entries(element.entries).map(([key, item]) => [key, structure(item)])) }
          : streamArg(element);
    return streamArg(structure(from.element));
  },
  examples: [{ call: 'next(iter(next(iter(tf.data.Dataset.from_tensor_slices(x).window(2)))))', given: { x: '8 28' }, gives: '28' }],
});

const cardinality = defineOp({
  ...method('cardinality'),
  summary: 'How many elements there are.',
  params: { dataset: stream() },
  shape: () => tensorArg([], { dtype: 'int64' }),
  examples: [{ call: 'tf.data.Dataset.from_tensor_slices(x).cardinality()', given: { x: '8 28' }, gives: '' }],
});

export const transformations: readonly Op[] = [
  batch,
  paddedBatch,
  unbatch,
  keeps('shuffle', 'buffer_size! seed reshuffle_each_iteration name'),
  keeps('cache', 'filename name', ''),
  keeps('prefetch', 'buffer_size! name'),
  keeps('with_options', 'options! name', 'tf.data.Options()'),
  keeps('snapshot', 'path! compression reader_func shard_func pending_snapshot_expiry_seconds name', "'snapshot'"),

  recounted('repeat', 'count', (count, times) => (count && times && !isAll(times) ? multiply(count, times) : undefined)),
  recounted('take', 'count', (count, taken) => (isAll(taken) ? count : taken && (fewer(count, taken) ?? undefined))),
  recounted('skip', 'count', (count, skipped) => (skipped ? (isAll(skipped) ? int(0) : without(count, skipped)) : undefined)),
  recounted('shard', 'num_shards', () => undefined),
  enumerated,
  concatenate,
  asNumpy,
  windows,
  cardinality,
];

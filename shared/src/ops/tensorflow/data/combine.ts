/** Further ways to other data sets, and out of them. Source: tensorflow/python/data/ops/dataset_ops.py and data/experimental/ops. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { unknown } from '../../../dim/dim.ts';
import { type Arg, type StreamArg, streamArg, tensorArg, tupleArg, unknownArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { ofType } from '../../common/contents.ts';
import { misspelt } from '../../common/misspelt.ts';
import { batched, batchLength, eachTensor, eitherElement, unbatched } from '../../common/streams.ts';
import { defineOp, type Example, type Op } from '../../op.ts';
import { anything, flag, integer } from '../../parameter.ts';
import { docs, tensorflow } from '../declare.ts';
import { anyOf, asStream, method, stream } from './declare.ts';
import { padded } from './transform.ts';

const slices = 'tf.data.Dataset.from_tensor_slices(x)';
const x = { x: '8 28' };
/** And the same with a keyword that nothing has. */
const withMisspelt = (call: string, gives: string): readonly Example[] => {
  const good = { call: `next(iter(${call}))`, given: x, gives };
  return [good, misspelt({ call, given: x })];
};

/** The same elements, nobody knows how many of them. */
const picks = (word: string, params: string, elements: string): Op =>
  defineOp({
    ...method(word),
    summary: 'A data set of some of its elements.',
    params: { dataset: stream(), ...anyOf(params) },
    shape({ dataset }) {
      const from = asStream(dataset);
      return from ? streamArg(from.element) : unknownArg;
    },
    examples: withMisspelt(`${elements}.${word}()`, word === 'unique' ? '' : '28'),
  });

const raggedBatch = defineOp({
  ...method('ragged_batch'),
  summary: 'Elements of different lengths put together into batches, ragged where the lengths differ.',
  params: {
    dataset: stream(),
    batch_size: integer(),
    drop_remainder: flag().default('False'),
    ...anyOf('row_splits_dtype name'),
  },
  shape({ dataset, batch_size, drop_remainder }, check) {
    const from = asStream(dataset);
    if (!from) return unknownArg;
    const { length, count } = batchLength({ size: batch_size, drops: drop_remainder, count: from.count }, check);
    const rows = ({ shape, dtype }: { readonly shape: StreamShape; readonly dtype?: string | undefined }): Arg =>
      ofType(shape && [length, ...shape.map(dim => (dim.kind === 'int' ? dim : unknown))], dtype);
    return streamArg(eachTensor(from.element, rows), count);
  },
  examples: withMisspelt(`${slices}.ragged_batch(4)`, '4 28'),
});
type StreamShape = ReturnType<typeof tensorArg>['shape'];

const rebatch = defineOp({
  ...method('rebatch'),
  summary: 'Batches of another size.',
  params: { dataset: stream(), batch_size: anything('int | int[]'), drop_remainder: flag().default('False'), ...anyOf('name') },
  shape({ dataset, batch_size, drop_remainder }, check) {
    const from = asStream(dataset);
    if (!from) return unknownArg;
    eachTensor(from.element, tensor => {
      const problem = 'needs batches, which a scalar is not';
      if (tensor.shape?.length === 0) check.report(argumentForm, { op: 'Dataset.rebatch', problem }, { argument: 'dataset' });
      return tensor;
    });
    const isKnown = drop_remainder === true && batch_size?.kind === 'number';
    return streamArg(batched(unbatched(from.element), isKnown ? batch_size.dim : check.fresh('N')));
  },
  examples: [
    { call: `next(iter(${slices}.batch(4).rebatch(2)))`, given: x, gives: 'N 28' },
    { call: `next(iter(${slices}.batch(4).rebatch(2, drop_remainder=True)))`, given: x, gives: '2 28' },
    { call: 'tf.data.Dataset.range(8).rebatch(2)', reports: 'argument-form' },
  ],
});

const buckets = defineOp({
  ...method('bucket_by_sequence_length'),
  summary: 'Batches of elements of about the same length, made as long as the longest.',
  params: {
    dataset: stream(),
    ...anyOf('element_length_func!'),
    bucket_boundaries: anything('int[]'),
    bucket_batch_sizes: anything('int[]'),
    padded_shapes: anything('int[] | tuple | dict', { kind: 'integers' }).optional(),
    ...anyOf('padding_values pad_to_bucket_boundary no_padding drop_remainder name'),
  },
  shape({ dataset, bucket_boundaries, bucket_batch_sizes, padded_shapes }, check) {
    const from = asStream(dataset);
    if (!from) return unknownArg;
    const [bounds, sizes] = [bucket_boundaries, bucket_batch_sizes].map(arg => (arg?.kind === 'list' ? arg.items.length : undefined));
    if (bounds !== undefined && sizes !== undefined && sizes !== bounds + 1) {
      const problem = `needs a batch size for each of the ${bounds + 1} buckets, and there are ${sizes}`;
      check.report(argumentForm, { op: 'Dataset.bucket_by_sequence_length', problem }, { argument: 'bucket_batch_sizes' });
      return unknownArg;
    }
    return streamArg(padded(from.element, padded_shapes, check.fresh('N'), name => check.fresh(name)));
  },
  examples: [
    {
      call: `next(iter(${slices}.bucket_by_sequence_length(lambda each: tf.shape(each)[0], [10, 30], [4, 4, 4])))`,
      given: x,
      gives: 'N 28',
    },
    { call: `${slices}.bucket_by_sequence_length(lambda each: tf.shape(each)[0], [10, 30], [4, 4])`, given: x, reports: 'argument-form' },
  ],
});

const resampled = defineOp({
  ...method('rejection_resample'),
  summary: 'Elements with their classes, some left out so that the classes are as frequent as asked for.',
  params: { dataset: stream(), ...anyOf('class_func! target_dist! initial_dist seed name') },
  shape({ dataset }) {
    const from = asStream(dataset);
    return from ? streamArg(tupleArg([tensorArg([]), from.element])) : unknownArg;
  },
  examples: [
    { call: `next(iter(${slices}.rejection_resample(lambda each: 0, [0.5, 0.5], [0.5, 0.5])))[1]`, given: x, gives: '28' },
    misspelt({ call: `${slices}.rejection_resample(lambda each: 0, [0.5, 0.5], [0.5, 0.5])`, given: x }),
  ],
});

/** Of several elements it gives none. */
function only(dataset: Arg | undefined, op: string, check: Check): Arg {
  const from = asStream(dataset);
  if (from?.count?.kind === 'int' && from.count.value !== 1) {
    check.report(
      argumentForm,
      { op, problem: `takes a data set of one element, and there are ${from.count.value}` },
      { argument: 'dataset' },
    );
    return unknownArg;
  }
  return from?.element ?? unknownArg;
}

const single = defineOp({
  ...method('get_single_element'),
  summary: 'The element of a data set that has one.',
  params: { dataset: stream(), ...anyOf('name') },
  shape: ({ dataset }, check) => only(dataset, 'Dataset.get_single_element', check),
  examples: [
    { call: `${slices}.batch(8).get_single_element()`, given: x, gives: '8 28' },
    { call: `${slices}.get_single_element()`, given: x, reports: 'argument-form' },
  ],
});

const singleOf = defineOp({
  ...tensorflow,
  name: 'tf.data.experimental.get_single_element',
  aliases: ['contrib.data.get_single_element'],
  listed: false,
  summary: 'The element of a data set that has one.',
  docs: docs('data/experimental/get_single_element'),
  params: { dataset: stream() },
  shape: ({ dataset }, check) => only(dataset, 'get_single_element', check),
  examples: [
    { call: `tf.data.experimental.get_single_element(${slices}.batch(8))`, given: x, gives: '8 28' },
    { call: `tf.data.experimental.get_single_element(${slices})`, given: x, reports: 'argument-form' },
  ],
});

/** What is known of elements that come now from one data set, now from another. */
function mixed(datasets: Arg | undefined): StreamArg {
  const all = datasets?.kind === 'list' ? datasets.items.map(each => asStream(each)?.element ?? unknownArg) : [];
  const [first, ...others] = all;
  return streamArg(first ? others.reduce(eitherElement, first) : unknownArg);
}

const among = (word: string) =>
  ({
    ...tensorflow,
    name: `tf.data.Dataset.${word}`,
    aliases: [`data.experimental.${word}`, `contrib.data.${word}`],
    listed: false,
    docs: docs('data/Dataset'),
  }) as const;

const sampled = defineOp({
  ...among('sample_from_datasets'),
  summary: 'Elements of several data sets, drawn at random.',
  params: {
    datasets: anything('Dataset[]', { kind: 'hidden' }),
    weights: anything('float[]').optional(),
    ...anyOf('seed stop_on_empty_dataset rerandomize_each_iteration'),
  },
  shape({ datasets, weights }, check) {
    const [all, given] = [datasets, weights].map(arg => (arg?.kind === 'list' ? arg.items.length : undefined));
    if (all !== undefined && given !== undefined && all !== given) {
      const problem = `needs a weight for each of the ${all} data sets, and there are ${given}`;
      check.report(argumentForm, { op: 'sample_from_datasets', problem }, { argument: 'weights' });
    }
    return mixed(datasets);
  },
  examples: [
    { call: `next(iter(tf.data.Dataset.sample_from_datasets([${slices}, ${slices}])))`, given: x, gives: '28' },
    { call: `tf.data.Dataset.sample_from_datasets([${slices}, ${slices}], weights=[1.0])`, given: x, reports: 'argument-form' },
  ],
});

const chosen = defineOp({
  ...among('choose_from_datasets'),
  summary: 'Elements of several data sets, as the numbers in another say.',
  params: { datasets: anything('Dataset[]', { kind: 'hidden' }), choice_dataset: stream(), ...anyOf('stop_on_empty_dataset') },
  shape({ datasets, choice_dataset }, check) {
    const choice = asStream(choice_dataset)?.element;
    if (choice?.kind === 'tensor' && choice.shape && choice.shape.length > 0) {
      const problem = `is told by numbers where to take an element, and gets tensors of rank ${choice.shape.length}`;
      check.report(argumentForm, { op: 'choose_from_datasets', problem }, { argument: 'choice_dataset' });
    }
    return mixed(datasets);
  },
  examples: [
    {
      call: `next(iter(tf.data.Dataset.choose_from_datasets([${slices}, ${slices}], tf.data.Dataset.range(2))))`,
      given: x,
      gives: '28',
    },
    { call: `tf.data.Dataset.choose_from_datasets([${slices}, ${slices}], ${slices})`, given: x, reports: 'argument-form' },
  ],
});

/** Numbers without end. */
const numbers = (word: string, aliases: readonly string[], params: string, summary: string): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.data.Dataset.${word}`,
    aliases,
    listed: false,
    summary,
    docs: docs('data/Dataset'),
    params: anyOf(params),
    shape: () => streamArg(tensorArg([], { dtype: 'int64' })),
    examples: [{ call: `next(iter(tf.data.Dataset.${word}()))`, gives: '' }, misspelt({ call: `tf.data.Dataset.${word}()` })],
  });

export const combinations: readonly Op[] = [
  picks('ignore_errors', 'log_warning name', slices),
  picks('unique', 'name', 'tf.data.Dataset.range(8)'),
  raggedBatch,
  rebatch,
  buckets,
  resampled,
  single,
  singleOf,
  sampled,
  chosen,
  numbers(
    'random',
    ['data.experimental.RandomDataset', 'contrib.data.RandomDataset'],
    'seed rerandomize_each_iteration name',
    'Random numbers without end.',
  ),
  numbers(
    'counter',
    ['data.experimental.Counter', 'contrib.data.Counter'],
    'start step dtype name',
    'Numbers one after the other without end.',
  ),
];

/** Texts and sounds from directories, windows of time series, data sets divided. Sources: utils/*_dataset_utils.py, utils/dataset_utils.py. */
import type { Dim } from '../../../dim/dim.ts';
import type { Shape } from '../../../shape/shape.ts';
import { type Arg, streamArg, type TensorArg, toDim, tupleArg, unknownArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { ofType } from '../../common/contents.ts';
import { batchLength } from '../../common/streams.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, tensor } from '../../parameter.ts';
import { docs, ignoredOnes, keras } from '../declare.ts';
import { labelOf, partsOf } from './images.ts';
import { given, stated } from './sets.ts';

/** The batch in front, unless single elements are asked for. */
function front(size: Arg | undefined, check: Check): Shape {
  const dim: Dim | undefined = given(size) ? toDim(size) : undefined;
  return given(size) ? [batchLength({ size: dim ?? { kind: 'unknown' }, drops: false, count: undefined }, check).length] : [];
}

const listed = (
  word: string,
  after: string,
  inner: (args: Readonly<Record<string, Arg | undefined>>, check: Check) => Shape,
  example: string,
): Op =>
  defineOp({
    ...keras,
    name: `keras.utils.${word}_dataset_from_directory`,
    aliases: [`preprocessing.${word}_dataset_from_directory`],
    listed: false,
    summary: 'A data set of batches from files, and their labels.',
    docs: docs(`utils/${word}_dataset_from_directory`),
    params: {
      directory: anything('str'),
      labels: anything("'inferred' | int[] | None").default("'inferred'"),
      label_mode: anything("'int' | 'categorical' | 'binary' | None").default("'int'"),
      class_names: anything('str[]').optional(),
      batch_size: anything('int', { kind: 'integers' }).default('32'),
      output_sequence_length: anything('int').optional().hidden(),
      ...ignoredOnes('max_length sampling_rate ragged shuffle seed validation_split follow_links verbose format'),
      subset: anything("'training' | 'validation' | 'both'").optional(),
    },
    order: `directory labels label_mode class_names batch_size ${after}`,
    shape(args, check) {
      const given = args as unknown as Readonly<Record<string, Arg | undefined>>;
      if (check.given.has('ragged')) return unknownArg;
      const batch = front(given.batch_size, check);
      const content = ofType([...batch, ...inner(given, check)], word === 'text' ? 'string' : 'float32');
      const label = labelOf(given.labels, given.label_mode, given.class_names, batch, check);
      return partsOf(streamArg(label ? tupleArg([content, label]) : content), given.subset);
    },
    examples: [{ call: `next(iter(keras.utils.${word}_dataset_from_directory('data')))[0]`, gives: example }],
  });

/** Windows of as many steps each, and what is to be foretold. */
const timeSeries = defineOp({
  ...keras,
  name: 'keras.utils.timeseries_dataset_from_array',
  aliases: ['preprocessing.timeseries_dataset_from_array', 'preprocessing.sequence.timeseries_dataset_from_array'],
  listed: false,
  summary: 'A data set of batches of windows that move along a series.',
  docs: docs('utils/timeseries_dataset_from_array'),
  params: {
    data: tensor(),
    targets: anything('array', { kind: 'shape' }),
    sequence_length: anything('int', { kind: 'integers' }),
    ...ignoredOnes('sequence_stride sampling_rate'),
    batch_size: anything('int', { kind: 'integers' }).default('128'),
    ...ignoredOnes('shuffle seed start_index end_index'),
  },
  order: 'data targets sequence_length sequence_stride sampling_rate batch_size shuffle seed start_index end_index',
  shape(args, check) {
    const { data, targets, sequence_length, batch_size } = args as unknown as { readonly data: TensorArg } & Readonly<
      Record<'targets' | 'sequence_length' | 'batch_size', Arg | undefined>
    >;
    const batch = front(batch_size, check);
    const windows = ofType(data.shape && [...batch, stated(sequence_length, 'L', check), ...data.shape.slice(1)], data.dtype);
    if (!given(targets)) return streamArg(windows);
    const wanted = targets.kind === 'tensor' && targets.shape ? ofType([...batch, ...targets.shape.slice(1)], targets.dtype) : unknownArg;
    return streamArg(tupleArg([windows, wanted]));
  },
  examples: [
    {
      call: 'next(iter(keras.utils.timeseries_dataset_from_array(x, None, sequence_length=24)))',
      given: { x: '1000 19' },
      gives: 'N 24 19',
    },
  ],
});

const split = defineOp({
  ...keras,
  name: 'keras.utils.split_dataset',
  listed: false,
  summary: 'A data set divided into two.',
  docs: docs('utils/split_dataset'),
  params: { dataset: anything('Dataset', { kind: 'hidden' }), ...ignoredOnes('left_size right_size shuffle seed') },
  order: 'dataset left_size right_size shuffle seed',
  shape({ dataset }) {
    const stream = dataset?.kind === 'stream' ? streamArg(dataset.element) : unknownArg;
    return tupleArg([stream, stream]);
  },
  examples: [
    { call: 'next(iter(keras.utils.split_dataset(tf.data.Dataset.from_tensor_slices(x), 0.5)[0]))', given: { x: '8 28' }, gives: '28' },
  ],
});

export const directories: readonly Op[] = [
  listed('text', 'max_length shuffle seed validation_split subset follow_links', () => [], 'N'),
  listed(
    'audio',
    'sampling_rate output_sequence_length ragged shuffle seed validation_split subset follow_links',
    ({ output_sequence_length }, check) => [stated(output_sequence_length, 'L', check), check.fresh('C')],
    'N L C',
  ),
  timeSeries,
  split,
];

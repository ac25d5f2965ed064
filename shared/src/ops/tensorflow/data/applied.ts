/** Functions that make functions for `apply`. Each stands for methods of the data set. Source: tensorflow/python/data/experimental/ops. */
import type { FrameworkPack, HigherOrder } from '../../pack.ts';

const batching = 'map_func batch_size num_parallel_batches drop_remainder num_parallel_calls';

/** The parameters in their order, then the methods with what each of them gets. */
const applied: Readonly<Record<string, readonly [params: string, methods: Readonly<Record<string, string>>]>> = {
  map_and_batch: [batching, { map: 'map_func', batch: 'batch_size drop_remainder' }],
  map_and_batch_with_legacy_function: [batching, { map: 'map_func', batch: 'batch_size drop_remainder' }],
  parallel_interleave: [
    'map_func cycle_length block_length sloppy buffer_output_elements prefetch_input_elements',
    { interleave: 'map_func cycle_length block_length' },
  ],
  shuffle_and_repeat: ['buffer_size count seed', { shuffle: 'buffer_size seed', repeat: 'count' }],
  unbatch: ['', { unbatch: '' }],
  unique: ['', { unique: '' }],
  ignore_errors: ['log_warning', { ignore_errors: 'log_warning' }],
  enumerate_dataset: ['start', { enumerate: 'start' }],
  scan: ['initial_state scan_func', { scan: 'initial_state scan_func' }],
  take_while: ['predicate', { take_while: 'predicate' }],
  snapshot: ['path compression reader_func shard_func', { snapshot: 'path compression' }],
  group_by_window: ['key_func reduce_func window_size window_size_func', { group_by_window: 'key_func reduce_func' }],
  bucket_by_sequence_length: [
    'element_length_func bucket_boundaries bucket_batch_sizes padded_shapes padding_values pad_to_bucket_boundary no_padding drop_remainder',
    {
      bucket_by_sequence_length:
        'element_length_func bucket_boundaries bucket_batch_sizes padded_shapes pad_to_bucket_boundary no_padding drop_remainder',
    },
  ],
  dense_to_ragged_batch: ['batch_size drop_remainder row_splits_dtype', { ragged_batch: 'batch_size drop_remainder' }],
  rejection_resample: ['class_func target_dist initial_dist seed', { rejection_resample: 'class_func target_dist' }],
  // Where it happens says nothing of shapes.
  prefetch_to_device: ['device buffer_size', { make_one_shot_iterator: '' }],
  copy_to_device: ['target_device source_device', { make_one_shot_iterator: '' }],
  assert_cardinality: ['expected_cardinality', { make_one_shot_iterator: '' }],
};

const places = ['data.experimental', 'compat.v1.data.experimental', 'contrib.data'];

export const appliedFunctions: NonNullable<FrameworkPack['functions']> = Object.fromEntries(
  places.flatMap(place =>
    Object.entries(applied).map(([word, [params, methods]]): [string, HigherOrder] => [
      `${place}.${word}`,
      { kind: 'calls-methods', params, methods },
    ]),
  ),
);

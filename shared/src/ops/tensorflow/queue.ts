/** Batches of TensorFlow 1's input queues, and what reads pictures: `tf.train.batch`, `tf.image.decode_jpeg`. */
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type Arg, listArg, tensorArg, toTensor, unknownTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, ignored, integer, type Params, tensor } from '../parameter.ts';
import { docs, docsV1, name, tensorflow } from './declare.ts';

const words = (list: string): Params => Object.fromEntries(list.split(' ').map(word => [word, ignored('any')]));

/** Tensors of single examples become tensors of batches; with `enqueue_many` their first axis was the batch already. */
function batched(tensors: Arg | undefined, size: Dim, many: boolean | undefined, smaller: boolean | undefined, check: Check): Arg {
  const batch = smaller === false ? size : smaller === true ? check.fresh('N') : unknown;
  const one = (arg: Arg): Arg => {
    const { shape, dtype } = toTensor(arg) ?? unknownTensor;
    if (!shape || many === undefined) return unknownTensor;
    return tensorArg([batch, ...(many ? shape.slice(1) : shape)], dtype === undefined ? {} : { dtype });
  };
  if (tensors?.kind === 'list') return listArg(tensors.items.map(one));
  if (tensors?.kind === 'record')
    return { kind: 'record', entries: Object.fromEntries(Object.entries(tensors.entries).map(([key, arg]) => [key, one(arg)])) };
  return tensors?.kind === 'tensor' ? one(tensors) : { kind: 'unknown' };
}

const queue = (path: string, between: string): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.train.${path}`,
    api: 'v1',
    summary: 'Takes single examples from a queue, and puts so many of them into a batch.',
    docs: docsV1(`train/${path}`),
    params: {
      tensors: anything('Tensor[]', { kind: 'shape' }),
      batch_size: integer(),
      ...words(between),
      enqueue_many: flag().default('False'),
      shapes: ignored('any'),
      dynamic_pad: ignored('bool'),
      allow_smaller_final_batch: flag().default('False'),
      ...words('shared_name name'),
    },
    order: `tensors batch_size ${between} enqueue_many shapes ${path === 'batch' ? 'dynamic_pad ' : ''}allow_smaller_final_batch shared_name name`,
    shape: ({ tensors, batch_size, enqueue_many, allow_smaller_final_batch }, check) =>
      batched(tensors as Arg | undefined, batch_size as Dim, enqueue_many, allow_smaller_final_batch, check),
    examples: [
      {
        call: `tf.train.${path}([x], 4${path === 'batch' ? '' : ', 100, 10'})[0]`,
        given: { x: '28 28 1' },
        gives: '4 28 28 1',
        under: 'v1',
      },
    ],
  });

/** The first number of channels that is not 0 counts; 0 means as many as the file has. */
const decode = (path: string, more: string): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.image.${path}`,
    summary: 'The picture in a file: height, width and channels are known when it is read, the channels before if they are given.',
    docs: docs(`image/${path}`),
    params: { contents: tensor(), channels: integer().default('0'), ...words(more), name: name() },
    shape({ channels }, check) {
      const asked = channels.kind === 'int' && channels.value > 0;
      return ofType([check.fresh('H'), check.fresh('W'), asked ? channels : check.fresh('C')], path === 'decode_png' ? undefined : 'uint8');
    },
    examples: [{ call: `tf.image.${path}("...", channels=3)`, gives: 'H W 3' }],
  });

const grayToColor = defineOp({
  ...tensorflow,
  name: 'tf.image.grayscale_to_rgb',
  summary: 'Three equal channels instead of one.',
  docs: docs('image/grayscale_to_rgb'),
  params: { images: tensor('[n, h, w, 1]'), name: name() },
  shape: ({ images }) => ofType(images.shape && [...images.shape.slice(0, -1), int(3)], images.dtype),
  examples: [{ call: 'tf.image.grayscale_to_rgb(x)', given: { x: '28 28 1' }, gives: '28 28 3' }],
});

const colorToGray = defineOp({
  ...tensorflow,
  name: 'tf.image.rgb_to_grayscale',
  summary: 'One channel, the brightness, instead of three.',
  docs: docs('image/rgb_to_grayscale'),
  params: { images: tensor('[n, h, w, 3]'), name: name() },
  shape: ({ images }) => ofType(images.shape && [...images.shape.slice(0, -1), int(1)], images.dtype),
  examples: [{ call: 'tf.image.rgb_to_grayscale(x)', given: { x: '28 28 3' }, gives: '28 28 1' }],
});

const randomCrop = defineOp({
  ...tensorflow,
  name: 'tf.image.random_crop',
  aliases: ['random_crop'],
  summary: 'A part of the given size, from anywhere.',
  docs: docs('image/random_crop'),
  params: { value: tensor(), size: anything('int[]', { kind: 'integers' }), seed: ignored('int'), name: name() },
  shape({ value, size }) {
    if (size?.kind !== 'list')
      return ofType(
        value.shape?.map(() => unknown),
        value.dtype,
      );
    return ofType(
      size.items.map(item => (item.kind === 'number' ? item.dim : unknown)),
      value.dtype,
    );
  },
  examples: [{ call: 'tf.image.random_crop(x, [24, 24, 3])', given: { x: '28 28 3' }, gives: '24 24 3' }],
});

const embedding = defineOp({
  ...tensorflow,
  name: 'tf.nn.embedding_lookup',
  summary: 'For every id its row of a table.',
  docs: docs('nn/embedding_lookup'),
  params: { params: anything('Tensor', { kind: 'shape' }), ids: tensor(), ...words('partition_strategy name validate_indices max_norm') },
  order: {
    legacy: 'params ids partition_strategy name validate_indices max_norm',
    v1: 'params ids partition_strategy name validate_indices max_norm',
    v2: 'params ids max_norm name',
  },
  shape({ params, ids }) {
    const table = (params as Arg | undefined)?.kind === 'tensor' ? toTensor(params as Arg) : undefined;
    return ofType(table?.shape && ids.shape && [...ids.shape, ...table.shape.slice(1)], table?.dtype);
  },
  examples: [{ call: 'tf.nn.embedding_lookup(x, tf.zeros([8, 5], tf.int32))', given: { x: '100 16' }, gives: '8 5 16' }],
});

const inTopK = defineOp({
  ...tensorflow,
  name: 'tf.nn.in_top_k',
  aliases: ['math.in_top_k'],
  summary: 'Whether each target is among the best k predictions.',
  docs: docs('math/in_top_k'),
  params: { predictions: tensor(), targets: tensor(), k: ignored('int'), name: name() },
  order: { legacy: 'predictions targets k name', v1: 'predictions targets k name', v2: 'targets predictions k name' },
  shape: ({ predictions, targets }) => ofType(targets.shape ?? predictions.shape?.slice(0, 1), 'bool'),
  examples: [{ call: 'tf.nn.in_top_k(x, tf.zeros([8], tf.int32), 1)', given: { x: '8 10' }, gives: '8', under: 'v1' }],
});

const assign = (path: string): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.${path}`,
    api: 'v1',
    summary: 'The variable with its new value.',
    docs: docsV1(path),
    params: { ref: tensor(), value: tensor(), ...words('validate_shape use_locking name') },
    order: path === 'assign' ? 'ref value validate_shape use_locking name' : 'ref value use_locking name',
    shape: ({ ref, value }) => ofType(ref.shape ?? value.shape, ref.dtype),
    examples: [{ call: `tf.${path}(tf.Variable([1.0, 2.0]), [3.0, 4.0])`, gives: '2', under: 'v1' }],
  });

export const queueOps: readonly Op[] = [
  queue('batch', 'num_threads capacity'),
  queue('shuffle_batch', 'capacity min_after_dequeue num_threads seed'),
  decode('decode_jpeg', 'ratio fancy_upscaling try_recover_truncated acceptable_fraction dct_method'),
  decode('decode_png', 'dtype'),
  grayToColor,
  colorToGray,
  randomCrop,
  embedding,
  inTopK,
  assign('assign'),
  assign('assign_add'),
  assign('assign_sub'),
];

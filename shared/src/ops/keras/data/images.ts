/**
 * Pictures from files and arrays: `ImageDataGenerator`, `image_dataset_from_directory`, `load_img`. Sources: preprocessing/image.py (Keras 2),
 * utils/image_utils.py, utils/image_dataset_utils.py.
 */
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import type { Shape } from '../../../shape/shape.ts';
import { type Arg, listArg, streamArg, type TensorArg, toDim, toTensor, tupleArg, unknownArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { ofType } from '../../common/contents.ts';
import { batched, batchLength, lengthOf, unbatched } from '../../common/streams.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, flag, type Integers, integer, integers, tensor } from '../../parameter.ts';
import { docs, ignoredOnes, keras } from '../declare.ts';
import { given } from './sets.ts';

const channelCounts: Readonly<Record<string, number>> = { rgb: 3, rgba: 4, grayscale: 1 };

/** Where channels stand, if nothing else says so: last. */
const orderOf = (arg: Arg | undefined): string | undefined => (given(arg) ? textOf(arg) : 'channels_last');

const textOf = (arg: Arg | undefined): string | undefined => (arg?.kind === 'text' ? arg.text : undefined);

/** Height and width: a pair, or one number for both. */
function sizeOf(size: Integers, check: Check): readonly [Dim, Dim] {
  const side = (item: unknown, name: string): Dim =>
    typeof item === 'object' && item !== null && (item as Dim).kind !== 'unknown' ? (item as Dim) : check.fresh(name);
  if (size?.kind === 'one') return [side(size.dim, 'H'), side(size.dim, 'W')];
  const items = size?.kind === 'many' && size.items.length === 2 ? size.items : [];
  return [side(items[0], 'H'), side(items[1], 'W')];
}

function pictureShape(size: Integers, mode: Arg | undefined, format: Arg | undefined, check: Check): Shape | undefined {
  const [height, width] = sizeOf(size, check);
  const count = channelCounts[textOf(mode) ?? ''];
  const channels = count === undefined ? check.fresh('C') : int(count);
  const order = orderOf(format);
  if (order === 'channels_first') return [channels, height, width];
  return order === 'channels_last' ? [height, width, channels] : undefined;
}

const format = () => anything("'channels_last' | 'channels_first'").optional().hidden().set('image_data_format');
const pair = () => integers('int[2]');

const classesOf = (names: Arg | undefined, check: Check): Dim =>
  names?.kind === 'list' ? int(names.items.length) : check.fresh('classes');

/** What a label is, by `class_mode`; undefined where an element has none. */
function labelled(images: Arg, mode: Arg | undefined, classes: Dim, length: Dim): Arg {
  if (!given(mode)) return images;
  switch (textOf(mode)) {
    case 'categorical':
      return tupleArg([images, ofType([length, classes], 'float32')]);
    case 'binary':
    case 'sparse':
      return tupleArg([images, ofType([length], 'float32')]);
    case 'input':
      return tupleArg([images, images]);
    default:
      return tupleArg([images, unknownArg]);
  }
}

const generator = 'keras.preprocessing.image.ImageDataGenerator';
const augmenting = { ...keras, tensors: 'numpy', listed: false, docs: docs('preprocessing/image/ImageDataGenerator') } as const;

const flow = defineOp({
  ...augmenting,
  name: `${generator}.flow`,
  complete: 'required',
  summary: 'Batches of pictures from an array, changed at random.',
  params: {
    x: anything('array', { kind: 'shape' }),
    y: anything('array', { kind: 'shape' }).optional(),
    batch_size: integer().default('32'),
    ...ignoredOnes('shuffle'),
    sample_weight: anything('array', { kind: 'shape' }).optional(),
    ...ignoredOnes('seed save_to_dir save_prefix save_format ignore_class_split subset'),
  },
  order: 'x y batch_size shuffle sample_weight seed save_to_dir save_prefix save_format subset',
  shape({ x, y, batch_size, sample_weight }, check) {
    const whole = [x, y, sample_weight]
      .filter(given)
      .map(part => (part.kind === 'list' && part.isTuple ? unknownArg : (toTensor(part) ?? unknownArg)));
    const count = check.given.has('subset') ? undefined : whole.map(lengthOf).find(length => length !== undefined);
    const { length, count: batches } = batchLength({ size: batch_size, drops: false, count }, check);
    const parts = whole.map(part => batched(unbatched(part), length));
    const [only = unknownArg] = parts;
    return streamArg(parts.length === 1 ? only : tupleArg(parts), batches);
  },
  examples: [
    { call: 'next(keras.preprocessing.image.ImageDataGenerator().flow(x, batch_size=4))', given: { x: '8 28 28 1' }, gives: '4 28 28 1' },
    { call: 'next(keras.preprocessing.image.ImageDataGenerator().flow(x, x))[1]', given: { x: '64 28 28 1' }, gives: '32 28 28 1' },
    { call: 'keras.preprocessing.image.ImageDataGenerator().flow(batch_size=4)', reports: 'argument-form' },
  ],
});

/** What comes first must be given. */
const files = (word: string, first: string, before: string, after: string): Op =>
  defineOp({
    ...augmenting,
    name: `${generator}.${word}`,
    complete: 'required',
    summary: 'Batches of pictures from files, changed at random.',
    params: {
      [first]: anything('any'),
      ...(before ? ignoredOnes(before) : {}),
      target_size: pair().default('[256, 256]'),
      color_mode: anything("'rgb' | 'rgba' | 'grayscale'").default("'rgb'"),
      classes: anything('str[]').optional(),
      class_mode: anything("'categorical' | 'binary' | 'sparse' | 'input' | None").default("'categorical'"),
      batch_size: integer().default('32'),
      ...ignoredOnes(after),
      format: format(),
    },
    order: `${`${first} ${before}`.trim()} target_size color_mode classes class_mode batch_size ${after}`,
    shape(args, check) {
      const { target_size, color_mode, classes, class_mode, batch_size, format } = args as {
        readonly target_size: Integers;
        readonly batch_size: Dim;
      } & Readonly<Record<'color_mode' | 'classes' | 'class_mode' | 'format', Arg | undefined>>;
      const shape = pictureShape(target_size, color_mode, format, check);
      const { length } = batchLength({ size: batch_size, drops: false, count: undefined }, check);
      const images = ofType(shape && [length, ...shape], 'float32');
      return streamArg(labelled(images, class_mode, classesOf(classes, check), length));
    },
    examples: [
      {
        call: `next(${generator}().${word}(${word === 'flow_from_directory' ? "'data'" : 'None'}, target_size=(64, 48), class_mode='binary'))[0]`,
        gives: 'N 64 48 3',
      },
      { call: `${generator}().${word}(batch_size=4)`, reports: 'argument-form' },
    ],
  });

/** What stands beside a picture or a text from a directory, by `label_mode`. */
export function labelOf(
  labels: Arg | undefined,
  mode: Arg | undefined,
  names: Arg | undefined,
  front: Shape,
  check: Check,
): Arg | undefined {
  if (!given(labels) || !given(mode)) return undefined;
  switch (textOf(mode)) {
    case 'int':
      return ofType(front, 'int32');
    case 'categorical':
      return ofType([...front, classesOf(names, check)], 'float32');
    case 'binary':
      return ofType([...front, int(1)], 'float32');
    default:
      return unknownArg;
  }
}

/** Both parts, or one of them. */
export function partsOf(stream: Arg, subset: Arg | undefined): Arg {
  if (!given(subset)) return stream;
  const part = textOf(subset);
  return part === 'both' ? listArg([stream, stream]) : part === undefined ? unknownArg : stream;
}

const directory = defineOp({
  ...keras,
  name: 'keras.utils.image_dataset_from_directory',
  aliases: ['preprocessing.image_dataset_from_directory'],
  listed: false,
  summary: 'A data set of batches of pictures from files, and their labels.',
  docs: docs('utils/image_dataset_from_directory'),
  params: {
    directory: anything('str'),
    labels: anything("'inferred' | int[] | None").default("'inferred'"),
    label_mode: anything("'int' | 'categorical' | 'binary' | None").default("'int'"),
    class_names: anything('str[]').optional(),
    color_mode: anything("'rgb' | 'rgba' | 'grayscale'").default("'rgb'"),
    batch_size: anything('int', { kind: 'integers' }).default('32'),
    image_size: pair().default('[256, 256]'),
    ...ignoredOnes('shuffle seed validation_split'),
    subset: anything("'training' | 'validation' | 'both'").optional(),
    ...ignoredOnes('interpolation follow_links crop_to_aspect_ratio pad_to_aspect_ratio'),
    data_format: format(),
    ...ignoredOnes('verbose format'),
  },
  order:
    'directory labels label_mode class_names color_mode batch_size image_size shuffle seed validation_split subset interpolation follow_links crop_to_aspect_ratio pad_to_aspect_ratio data_format verbose',
  shape({ labels, label_mode, class_names, color_mode, batch_size, image_size, subset, data_format }, check) {
    const shape = pictureShape(image_size, color_mode, data_format, check);
    const length = given(batch_size)
      ? batchLength({ size: toDim(batch_size) ?? unknown, drops: false, count: undefined }, check).length
      : undefined;
    const front = length ? [length] : [];
    const images = ofType(shape && [...front, ...shape], 'float32');
    const labelled = labelOf(labels, label_mode, class_names, front, check);
    return partsOf(streamArg(labelled ? tupleArg([images, labelled]) : images), subset);
  },
  examples: [
    { call: "next(iter(keras.utils.image_dataset_from_directory('data', image_size=(180, 160))))[0]", gives: 'N 180 160 3' },
    { call: "next(iter(keras.utils.image_dataset_from_directory('data', label_mode='binary')))[1]", gives: 'N 1' },
  ],
});

const loadImage = defineOp({
  ...keras,
  name: 'keras.utils.load_img',
  aliases: ['preprocessing.image.load_img'],
  tensors: 'pillow',
  listed: false,
  summary: 'A picture from a file.',
  docs: docs('utils/load_img'),
  params: {
    path: anything('str'),
    grayscale: flag().default('False'),
    color_mode: anything("'rgb' | 'rgba' | 'grayscale'").default("'rgb'"),
    target_size: integers('int[2]').optional(),
    ...ignoredOnes('interpolation keep_aspect_ratio second'),
  },
  // What comes second differs between versions.
  order: 'path second',
  shape({ grayscale, color_mode, target_size }, check): TensorArg {
    const mode = grayscale === true || textOf(color_mode) === 'grayscale' ? 1 : channelCounts[textOf(color_mode) ?? ''];
    if (mode === undefined || check.given.has('second') || (check.given.has('grayscale') && grayscale === undefined))
      return ofType(undefined, undefined);
    const [height, width] = sizeOf(target_size, check);
    return ofType(mode === 1 ? [height, width] : [height, width, int(mode)], 'uint8');
  },
  examples: [{ call: "keras.utils.img_to_array(keras.utils.load_img('a.png', target_size=(224, 200)))", gives: '224 200 3' }],
});

const toArray = defineOp({
  ...keras,
  name: 'keras.utils.img_to_array',
  aliases: ['preprocessing.image.img_to_array'],
  tensors: 'numpy',
  summary: 'A picture as an array with an axis of channels.',
  docs: docs('utils/img_to_array'),
  params: { img: tensor(), data_format: format(), ...ignoredOnes('dtype') },
  order: 'img data_format dtype',
  shape({ img: { shape }, data_format }) {
    const order = orderOf(data_format);
    if (!shape || shape.length < 2 || shape.length > 3 || order === undefined) return unknownArg;
    const [height = unknown, width = unknown, channels = int(1)] = shape;
    return ofType(order === 'channels_first' ? [channels, height, width] : [height, width, channels], 'float32');
  },
  examples: [
    { call: 'keras.utils.img_to_array(x)', given: { x: '28 30' }, gives: '28 30 1' },
    { call: 'keras.utils.img_to_array(x)', given: { x: '28 30 3' }, gives: '28 30 3' },
  ],
});

export const imageSources: readonly Op[] = [
  flow,
  files('flow_from_directory', 'directory', '', 'shuffle seed save_to_dir save_prefix save_format follow_links subset interpolation'),
  files(
    'flow_from_dataframe',
    'dataframe',
    'directory x_col y_col weight_col',
    'shuffle seed save_to_dir save_prefix save_format subset interpolation validate_filenames',
  ),
  directory,
  loadImage,
  toArray,
];

/** `keras.ops.image` and the exchange of space for channels. Source: src/ops/image.py, nn.py in Keras 3. */
import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import { unevenSplit } from '../../../diagnostics/uneven-split.ts';
import { add, floorDivide, multiply, subtract } from '../../../dim/arithmetic.ts';
import { divides } from '../../../dim/compare.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { slideSame, slideValid } from '../../../kernel/window.ts';
import type { Shape } from '../../../shape/shape.ts';
import { type Arg, type TensorArg, toDim } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { ofType } from '../../common/contents.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, flag, integer, readIntegers, tensor, wordOr } from '../../parameter.ts';
import { docs, ignoredOnes, keras } from '../declare.ts';
import { dataFormatParam, readDataFormat } from '../window-arguments.ts';

const named = (name: string) => ({ ...keras, name: `keras.ops.image.${name}`, docs: docs(`ops/image/${name}`) });

interface Image {
  readonly outer: Shape;
  readonly H: Dim;
  readonly W: Dim;
  readonly C: Dim;
  join(parts: { readonly H?: Dim; readonly W?: Dim; readonly C?: Dim }): Shape;
}

/** One image or a batch of them; undefined where the axes cannot be told. */
function imageOf({ shape }: TensorArg, argument: string, data_format: Arg | undefined, check: Check): Image | undefined {
  const channelsFirst = readDataFormat(data_format, check);
  if (!shape || channelsFirst === undefined) return undefined;
  if (shape.length !== 3 && shape.length !== 4) {
    check.report(rankMismatch, { argument, wanted: '3 or 4', got: shape }, { argument });
    return undefined;
  }
  const [outer, [a, b, c]] = [shape.slice(0, -3), shape.slice(-3) as [Dim, Dim, Dim]];
  const parts = channelsFirst ? { C: a, H: b, W: c } : { H: a, W: b, C: c };
  return {
    outer,
    ...parts,
    join: changed => {
      const { H, W, C } = { ...parts, ...changed };
      return channelsFirst ? [...outer, C, H, W] : [...outer, H, W, C];
    },
  };
}

const pairOf = (arg: Arg | undefined): readonly [Dim, Dim] => {
  const read = readIntegers(arg);
  if (read?.kind === 'one') return [read.dim, read.dim];
  const [height, width] = read?.kind === 'many' && read.items.length === 2 ? read.items : [];
  return [typeof height === 'object' ? height : unknown, typeof width === 'object' ? width : unknown];
};

const resize = defineOp({
  ...named('resize'),
  summary: 'Images of another height and width.',
  params: {
    images: tensor().alias('image'),
    size: anything('int[2]', { kind: 'integers' }),
    ...ignoredOnes('interpolation antialias fill_mode fill_value'),
    crop_to_aspect_ratio: flag().default('False'),
    pad_to_aspect_ratio: flag().default('False'),
    data_format: dataFormatParam(),
  },
  order: 'images size interpolation antialias crop_to_aspect_ratio pad_to_aspect_ratio',
  shape({ images, size, data_format }, check) {
    const [H, W] = pairOf(size);
    return ofType(imageOf(images, 'images', data_format, check)?.join({ H, W }), images.dtype);
  },
  examples: [
    { call: 'keras.ops.image.resize(x, (20, 24))', given: { x: '8 28 32 3' }, gives: '8 20 24 3' },
    { call: 'keras.ops.image.resize(x, (20, 24))', given: { x: '28 32' }, reports: 'rank-mismatch' },
  ],
});

const cut = (word: 'crop_images' | 'pad_images'): Op =>
  defineOp({
    ...named(word),
    summary:
      word === 'crop_images' ? 'Images without some rows and columns at the edges.' : 'Images with more rows and columns at the edges.',
    params: {
      images: tensor(),
      ...Object.fromEntries(
        'top left bottom right'
          .split(' ')
          .map(side => [`${side}_${word.split('_')[0] === 'crop' ? 'cropping' : 'padding'}`, anything('int').optional()]),
      ),
      target_height: anything('int').optional(),
      target_width: anything('int').optional(),
      data_format: dataFormatParam(),
    },
    shape(args, check) {
      const given = args as unknown as Record<string, Arg | undefined> & { images: TensorArg };
      const image = imageOf(given.images, 'images', given.data_format, check);
      if (!image) return undefined;
      const what = word === 'crop_images' ? 'cropping' : 'padding';
      const read = (name: string): Dim | undefined => {
        const arg = given[name];
        return !arg || arg.kind === 'none' ? undefined : (toDim(arg) ?? unknown);
      };
      const along = (length: Dim, before: string, after: string, target: string): Dim => {
        const asked = read(target);
        const [a, b] = [read(`${before}_${what}`), read(`${after}_${what}`)];
        if (asked) return asked;
        return a && b ? (word === 'crop_images' ? subtract(subtract(length, a), b) : add(add(length, a), b)) : unknown;
      };
      return image.join({
        H: along(image.H, 'top', 'bottom', 'target_height'),
        W: along(image.W, 'left', 'right', 'target_width'),
      });
    },
    examples: [
      word === 'crop_images'
        ? { call: 'keras.ops.image.crop_images(x, 1, 2, target_height=20, target_width=24)', given: { x: '8 28 32 3' }, gives: '8 20 24 3' }
        : { call: 'keras.ops.image.pad_images(x, 1, 2, 3, 4)', given: { x: '8 28 32 3' }, gives: '8 32 38 3' },
      { call: `keras.ops.image.${word}(x, 1, 2, 3, 4)`, given: { x: '28 32' }, reports: 'rank-mismatch' },
    ],
  });

/** Further arguments of the examples. */
const samples: Readonly<Record<string, string>> = {
  affine_transform: ', [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]',
  perspective_transform: ', [[0, 0], [0, 9], [8, 0], [8, 9]], [[1, 1], [0, 9], [8, 0], [8, 9]]',
};

/** Same shape, or another number of channels. */
const recoloured = (word: string, channels?: number): Op =>
  defineOp({
    ...named(word),
    summary: channels === undefined ? `The function ${word}; the shape stays.` : 'One channel in the place of three.',
    params: {
      images: tensor().alias('image'),
      ...ignoredOnes('transform start_points end_points kernel_size sigma interpolation fill_mode fill_value alpha seed'),
      data_format: dataFormatParam(),
    },
    order: 'images',
    shape({ images, data_format }, check) {
      if (channels === undefined) return ofType(images.shape, images.dtype);
      return ofType(imageOf(images, 'images', data_format, check)?.join({ C: int(channels) }), images.dtype);
    },
    examples:
      word === 'rgb_to_grayscale'
        ? [
            { call: 'keras.ops.image.rgb_to_grayscale(x)', given: { x: '8 28 32 3' }, gives: '8 28 32 1' },
            { call: 'keras.ops.image.rgb_to_grayscale(x)', given: { x: '28 32' }, reports: 'rank-mismatch' },
          ]
        : /rgb|hsv/.test(word)
          ? [{ call: `keras.ops.image.${word}(x)`, given: { x: '8 28 32 3' }, gives: '8 28 32 3' }]
          : [{ call: `keras.ops.image.${word}(x${samples[word] ?? ''})`, given: { x: '2 8 9 3' }, gives: '2 8 9 3' }],
  });

const patches = defineOp({
  ...named('extract_patches'),
  summary: 'Every window of an image as a pixel with as many channels as the window has numbers.',
  params: {
    images: tensor().alias('image'),
    size: anything('int | int[2]', { kind: 'integers' }),
    strides: anything('int | int[2]', { kind: 'integers' }).optional(),
    dilation_rate: anything('int').default('1'),
    padding: wordOr('str', 'valid', 'same').default("'valid'"),
    data_format: dataFormatParam(),
  },
  shape({ images, size, strides, dilation_rate, padding, data_format }, check) {
    const image = imageOf(images, 'images', data_format, check);
    const [h, w] = pairOf(size);
    const steps = strides && strides.kind !== 'none' ? pairOf(strides) : ([h, w] as const);
    const one = dilation_rate && toDim(dilation_rate);
    const same = padding?.kind === 'text' ? padding.text?.toLowerCase() === 'same' : undefined;
    if (!image || same === undefined || one?.kind !== 'int' || one.value !== 1) return undefined;
    const along = (L: Dim, F: Dim, s: Dim): Dim => (same ? slideSame({ L, s }) : slideValid({ L, F, s }));
    const C = multiply(multiply(h, w), image.C);
    return ofType(image.join({ H: along(image.H, h, steps[0]), W: along(image.W, w, steps[1]), C }), images.dtype);
  },
  examples: [
    { call: 'keras.ops.image.extract_patches(x, (5, 5))', given: { x: '2 20 20 3' }, gives: '2 4 4 75' },
    { call: "keras.ops.image.extract_patches(x, 3, strides=2, padding='same')", given: { x: '2 20 21 3' }, gives: '2 10 11 27' },
    { call: 'keras.ops.image.extract_patches(x, (5, 5))', given: { x: '20 20' }, reports: 'rank-mismatch' },
  ],
});

const exchange = (word: 'depth_to_space' | 'space_to_depth'): Op =>
  defineOp({
    ...keras,
    name: `keras.ops.${word}`,
    summary: word === 'depth_to_space' ? 'Channels laid out as blocks of pixels.' : 'Blocks of pixels laid out as channels.',
    docs: docs(`ops/${word}`),
    params: { x: tensor(), block_size: integer(), data_format: dataFormatParam() },
    shape({ x, block_size: b, data_format }, check) {
      const { shape } = x;
      if (shape && shape.length !== 4) {
        check.report(rankMismatch, { argument: 'x', wanted: 4, got: shape }, { argument: 'x' });
        return undefined;
      }
      const image = imageOf(x, 'x', data_format, check);
      if (!image || !shape) return undefined;
      const square = multiply(b, b);
      const uneven = (dim: Dim, by: Dim) => {
        if (by.kind === 'int' && by.value > 0 && divides(by, dim) === 'no')
          check.report(unevenSplit, { shape, axis: shape.indexOf(dim), into: by.value }, { argument: 'x' });
      };
      if (word === 'depth_to_space') {
        uneven(image.C, square);
        return ofType(image.join({ H: multiply(image.H, b), W: multiply(image.W, b), C: floorDivide(image.C, square) }), x.dtype);
      }
      uneven(image.H, b);
      uneven(image.W, b);
      return ofType(image.join({ H: floorDivide(image.H, b), W: floorDivide(image.W, b), C: multiply(image.C, square) }), x.dtype);
    },
    examples:
      word === 'depth_to_space'
        ? [
            { call: 'keras.ops.depth_to_space(x, 2)', given: { x: '1 4 4 8' }, gives: '1 8 8 2' },
            { call: 'keras.ops.depth_to_space(x, 2)', given: { x: '1 4 4 6' }, reports: 'uneven-split' },
          ]
        : [
            { call: 'keras.ops.space_to_depth(x, 2)', given: { x: '1 4 4 2' }, gives: '1 2 2 8' },
            { call: 'keras.ops.space_to_depth(x, 2)', given: { x: '1 5 4 2' }, reports: 'uneven-split' },
          ],
  });

export const imageOps: readonly Op[] = [
  resize,
  cut('crop_images'),
  cut('pad_images'),
  recoloured('rgb_to_grayscale', 1),
  ...'rgb_to_hsv hsv_to_rgb affine_transform perspective_transform gaussian_blur elastic_transform'
    .split(' ')
    .map(word => recoloured(word)),
  patches,
  exchange('depth_to_space'),
  exchange('space_to_depth'),
];

/** Parts of images: boxes, patches, borders. Sources: image_ops_impl.py, image_ops.cc, ExtractImagePatches in array_ops.cc. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { add, multiply } from '../../dim/arithmetic.ts';
import { equal, less } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { join } from '../../shape/pattern.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { toShape } from '../common/shape-argument.ts';
import { axesOf } from '../conv/axes.ts';
import { outputOf, slideAll } from '../conv/slide.ts';
import type { Op } from '../op.ts';
import { anything, ignored, integer, integers, tensor } from '../parameter.ts';
import { name, op, words } from './declare.ts';
import { checkFits, notNegative } from './fit.ts';
import { heightAndWidth, withSpace } from './image.ts';
import { paddingParam, readPadding, readSequence, type WindowOp } from './window-arguments.ts';

const padBox = op('image.pad_to_bounding_box', {
  summary: 'Images with zeros around, of which the corner of the old image is at an offset.',
  params: {
    image: tensor('[n, h, w, c]'),
    offset_height: integer(),
    offset_width: integer(),
    target_height: integer(),
    target_width: integer(),
  },
  shape({ image, target_height, target_width, offset_height, offset_width }, check) {
    const result = withSpace(image, [target_height, target_width], 'image', check);
    if (!result || !image.shape) return undefined;
    const [height = unknown, width = unknown] = image.shape.slice(-3);
    const pairs = [
      ['height', height, offset_height, target_height],
      ['width', width, offset_width, target_width],
    ] as const;
    // "width must be <= target - offset"
    for (const [axis, length, offset, target] of pairs) {
      if (less(target, add(length, offset)) !== 'yes') continue;
      const problem = `has no room for ${axis} ${show(length)} at offset ${show(offset)} in ${show(target)}`;
      check.report(argumentForm, { op: 'tf.image.pad_to_bounding_box', problem }, { argument: `target_${axis}` });
    }
    return ofType(result, image.dtype);
  },
  examples: [
    { call: 'tf.image.pad_to_bounding_box(x, 2, 3, 32, 40)', given: { x: '28 28 3' }, gives: '32 40 3' },
    { call: 'tf.image.pad_to_bounding_box(x, 2, 3, 24, 40)', given: { x: '28 28 3' }, reports: 'argument-form' },
    { call: 'tf.image.pad_to_bounding_box(x, 2, 3, 32, 40)', given: { x: '28 28' }, reports: 'rank-mismatch' },
  ],
});

const withPad = (word: 'resize_with_pad' | 'resize_image_with_pad', api: 'v1' | 'v2', more: string): Op =>
  op(`image.${word}`, {
    api,
    summary: 'Images of a height and width, with the proportions they had and zeros around.',
    params: { image: tensor('[n, h, w, c]'), target_height: integer(), target_width: integer(), ...words(more) },
    shape: ({ image, target_height, target_width }, check) =>
      ofType(withSpace(image, [target_height, target_width], 'image', check), 'float32'),
    examples: [
      { call: `tf.image.${word}(x, 24, 20)`, given: { x: '8 28 28 3' }, gives: '8 24 20 3' },
      { call: `tf.image.${word}(x, 24, 20)`, given: { x: '28 28' }, reports: 'rank-mismatch' },
    ],
  });

const numberOf = (arg: Arg | undefined): number | undefined =>
  arg?.kind === 'float' ? arg.value : arg?.kind === 'number' && arg.dim.kind === 'int' ? arg.dim.value : undefined;

const centralCrop = op('image.central_crop', {
  summary: 'The middle of images, a fraction of their height and width.',
  params: { image: tensor('[n, h, w, c]'), central_fraction: anything('float') },
  shape({ image, central_fraction }, check) {
    const fraction = numberOf(central_fraction);
    if (fraction !== undefined && (fraction <= 0 || fraction > 1)) {
      const problem = `takes a central_fraction above 0 and up to 1, got ${fraction}`;
      check.report(argumentForm, { op: 'tf.image.central_crop', problem }, { argument: 'central_fraction' });
    }
    // A fraction of 1 gives back whatever it is given.
    if (fraction === 1) return ofType(image.shape, image.dtype);
    if (fraction === undefined)
      return ofType(
        image.shape?.map(() => unknown),
        image.dtype,
      );
    const result = withSpace(image, [unknown, unknown], 'image', check);
    const [height, width] = image.shape?.slice(-3) ?? [];
    // As the source has it: what is cut from both sides is rounded down.
    const left = (dim: Dim | undefined) =>
      dim?.kind === 'int' && fraction !== undefined ? int(dim.value - 2 * Math.trunc((dim.value - dim.value * fraction) / 2)) : unknown;
    return ofType(result && [...result.slice(0, -3), left(height), left(width), result.at(-1) ?? unknown], image.dtype);
  },
  examples: [
    { call: 'tf.image.central_crop(x, 0.5)', given: { x: '28 20 3' }, gives: '14 10 3' },
    { call: 'tf.image.central_crop(x, 0.875)', given: { x: '8 30 20 3' }, gives: '8 28 18 3' },
    { call: 'tf.image.central_crop(x, 1.5)', given: { x: '28 20 3' }, reports: 'argument-form' },
    { call: 'tf.image.central_crop(x, 0.5)', given: { x: '28 20' }, reports: 'rank-mismatch' },
  ],
});

const cropAndResize = op('image.crop_and_resize', {
  summary: 'For every box its part of an image, resized to one size.',
  params: {
    image: tensor('[n, h, w, c]'),
    boxes: tensor('[boxes, 4]'),
    box_indices: tensor('[boxes]').alias('box_ind'),
    crop_size: integers('int[2]'),
    ...words('method extrapolation_value name'),
  },
  order: {
    legacy: 'image boxes box_ind crop_size method extrapolation_value name',
    v1: 'image boxes box_ind crop_size method extrapolation_value name box_indices',
    v2: 'image boxes box_indices crop_size method extrapolation_value name',
  },
  shape({ image, boxes, box_indices, crop_size }, check) {
    const { C } = axesOf('N H W C', image.shape, { argument: 'image', wanted: 4 }, check);
    const rows = axesOf('B K', boxes.shape, { argument: 'boxes', wanted: 2 }, check);
    if (less(rows.K, int(4)) === 'yes' || less(int(4), rows.K) === 'yes') {
      const problem = `takes boxes of 4 numbers, got ${show(rows.K)}`;
      check.report(argumentForm, { op: 'tf.image.crop_and_resize', problem }, { argument: 'boxes' });
    }
    const [height, width] = heightAndWidth(crop_size);
    const [count] = box_indices.shape ?? [];
    if (count && box_indices.shape?.length === 1 && equal(count, rows.B) === 'no') {
      const problem = `needs an index for each of the ${show(rows.B)} boxes, got ${show(count)}`;
      check.report(argumentForm, { op: 'tf.image.crop_and_resize', problem }, { argument: 'box_indices' });
    }
    return ofType([rows.B.kind === 'unknown' ? (count ?? unknown) : rows.B, height, width, C], 'float32');
  },
  examples: [
    { call: 'tf.image.crop_and_resize(x, b, [0, 1, 0, 1, 1], [7, 9])', given: { x: '2 28 28 3', b: '5 4' }, gives: '5 7 9 3' },
    { call: 'tf.image.crop_and_resize(x, b, [0, 1, 0, 1, 1], [7, 9])', given: { x: '28 28 3', b: '5 4' }, reports: 'rank-mismatch' },
    { call: 'tf.image.crop_and_resize(x, b, [0, 1], [7, 9])', given: { x: '2 28 28 3', b: '5 4' }, reports: 'argument-form' },
    { call: 'tf.image.crop_and_resize(x, b, [0, 1, 0, 1, 1], [7, 9])', given: { x: '2 28 28 3', b: '5 3' }, reports: 'argument-form' },
  ],
});

/** Every patch becomes the channels of a cell. Sizes, strides and rates are full lists. */
const patches = (path: 'extract_patches' | 'extract_image_patches'): Op => {
  const full = () => anything('int[4]', { kind: 'integers' });
  const v1Only = path === 'extract_image_patches';
  return op(`image.${path}`, {
    ...(v1Only ? { api: 'v1' as const, aliases: ['extract_image_patches'] } : {}),
    summary: 'The patches under every place of a window, each as the channels of one cell.',
    params: {
      images: tensor('[n, h, w, c]'),
      sizes: full().alias('ksizes'),
      strides: full(),
      rates: full(),
      padding: paddingParam(),
      name: name(),
    },
    order: v1Only
      ? { legacy: 'images ksizes strides rates padding name', v1: 'images ksizes strides rates padding name sizes' }
      : 'images sizes strides rates padding name',
    shape({ images, sizes, strides, rates, padding }, check) {
      const window: WindowOp = { name: `tf.image.${path}`, spatial: 2, pairs: () => 'no', onlyFull: true };
      const read = (word: string, arg: Arg | undefined) => readSequence(window, word, arg, false, check);
      const [kernel, steps, dilations] = [read('sizes', sizes), read('strides', strides), read('rates', rates)];
      const { padding: pads } = readPadding(window, padding, false, check);
      const { N, S, C } = axesOf('N S:2 C', images.shape, { argument: 'images', wanted: 4 }, check);
      const axes = slideAll(S, { kernel, strides: steps, dilations, padding: pads }, check);
      checkFits(axes, { window: 'sizes', input: 'images', kernelOnly: true }, check);
      return ofType(join('N S:2 C', { N, S: axes.map(outputOf).map(notNegative), C: kernel.reduce(multiply, C) }), images.dtype);
    },
    examples: [
      { call: `tf.image.${path}(x, [1, 3, 3, 1], [1, 2, 2, 1], [1, 1, 1, 1], 'VALID')`, given: { x: '1 10 10 3' }, gives: '1 4 4 27' },
      { call: `tf.image.${path}(x, [1, 3, 3, 1], [1, 2, 2, 1], [1, 1, 1, 1], 'SAME')`, given: { x: '1 10 9 3' }, gives: '1 5 5 27' },
      { call: `tf.image.${path}(x, [1, 3, 3, 1], [1, 2, 2, 1], [1, 1, 1, 1], 'SAME')`, given: { x: '10 9 3' }, reports: 'rank-mismatch' },
      { call: `tf.image.${path}(x, [3, 3], [1, 2, 2, 1], [1, 1, 1, 1], 'SAME')`, given: { x: '1 10 9 3' }, reports: 'argument-form' },
    ],
  });
};

const glimpse = op('image.extract_glimpse', {
  summary: 'Windows of one size around points of images.',
  params: {
    input: tensor('[n, h, w, c]'),
    size: integers('int[2]'),
    offsets: tensor('[n, 2]'),
    ...words('centered normalized noise uniform_noise name'),
  },
  order: {
    legacy: 'input size offsets centered normalized uniform_noise name',
    v1: 'input size offsets centered normalized uniform_noise name',
    v2: 'input size offsets centered normalized noise name',
  },
  shape({ input, size }, check) {
    const { N, C } = axesOf('N H W C', input.shape, { argument: 'input', wanted: 4 }, check);
    return ofType([N, ...heightAndWidth(size), C], 'float32');
  },
  examples: [
    { call: 'tf.image.extract_glimpse(x, [5, 6], [[0.0, 0.0], [0.5, 0.5]])', given: { x: '2 28 28 3' }, gives: '2 5 6 3' },
    { call: 'tf.image.extract_glimpse(x, [5, 6], [[0.0, 0.0]])', given: { x: '28 28 3' }, reports: 'rank-mismatch' },
  ],
});

/** A part of the size that is asked for. */
const crop = (path: string, params: string): Op =>
  op(path, {
    ...(path.includes('stateless') ? { api: 'v2' as const } : { aliases: ['random_crop'] }),
    summary: 'A part of the given size, from anywhere.',
    params: {
      value: tensor(),
      size: integers('int[]'),
      seed: path.includes('stateless') ? anything('int[2]') : ignored('int'),
      name: name(),
    },
    shape({ value, size }, check) {
      const asked = size?.kind === 'one' ? undefined : toShape(size);
      if (asked && value.shape && asked.length !== value.shape.length) {
        const problem = `needs a size of ${value.shape.length} numbers, one per axis, got ${asked.length}`;
        check.report(argumentForm, { op: `tf.${path}`, problem }, { argument: 'size' });
      }
      const tooLarge = value.shape?.findIndex((dim, at) => less(dim, asked?.[at] ?? dim) === 'yes') ?? -1;
      if (check.sound && tooLarge >= 0) {
        const problem = `wants ${show(asked?.[tooLarge] ?? unknown)} of the ${show(value.shape?.[tooLarge] ?? unknown)} cells along axis ${tooLarge}`;
        check.report(argumentForm, { op: `tf.${path}`, problem }, { argument: 'size', item: tooLarge });
      }
      return ofType(asked ?? value.shape?.map(() => unknown), value.dtype);
    },
    examples: [
      { call: `tf.${path}(x, [24, 24, 3]${params})`, given: { x: '28 28 3' }, gives: '24 24 3' },
      { call: `tf.${path}(x, [24, 24]${params})`, given: { x: '28 28 3' }, reports: 'argument-form' },
      { call: `tf.${path}(x, [32, 24, 3]${params})`, given: { x: '28 28 3' }, reports: 'argument-form' },
    ],
  });

const sobel = op('image.sobel_edges', {
  summary: 'How fast each channel changes downwards and across.',
  params: { image: tensor('[n, h, w, c]') },
  shape({ image }, check) {
    axesOf('N H W C', image.shape, { argument: 'image', wanted: 4 }, check);
    return ofType(image.shape && [...image.shape, int(2)], image.dtype);
  },
  examples: [
    { call: 'tf.image.sobel_edges(x)', given: { x: '1 8 8 3' }, gives: '1 8 8 3 2' },
    { call: 'tf.image.sobel_edges(x)', given: { x: '8 8 3' }, reports: 'rank-mismatch' },
  ],
});

const gradients = op('image.image_gradients', {
  summary: 'The differences to the next row and to the next column.',
  params: { image: tensor('[n, h, w, c]') },
  shape({ image }, check) {
    axesOf('N H W C', image.shape, { argument: 'image', wanted: 4 }, check);
    const one = ofType(image.shape, image.dtype);
    return listArg([one, one]);
  },
  examples: [
    { call: 'tf.image.image_gradients(x)[0]', given: { x: '1 8 8 3' }, gives: '1 8 8 3' },
    { call: 'tf.image.image_gradients(x)[0]', given: { x: '8 8 3' }, reports: 'rank-mismatch' },
  ],
});

/** Turned by so many quarters, or over the diagonal: height and width may change places. */
function turned(image: TensorArg, exchanged: boolean | undefined, check: Check): TensorArg {
  const same = withSpace(image, [unknown, unknown], 'image', check);
  const [height, width] = image.shape?.slice(-3) ?? [];
  if (!same || !height || !width) return ofType(same as Shape | undefined, image.dtype);
  const space = exchanged === undefined ? [unknown, unknown] : exchanged ? [width, height] : [height, width];
  return ofType([...same.slice(0, -3), ...space, same.at(-1) ?? unknown], image.dtype);
}

const rot90 = op('image.rot90', {
  summary: 'Images turned by so many quarters.',
  params: { image: tensor('[n, h, w, c]'), k: integer().default('1'), name: name() },
  shape: ({ image, k }, check) => turned(image, k.kind === 'int' ? k.value % 2 !== 0 : undefined, check),
  examples: [
    { call: 'tf.image.rot90(x)', given: { x: '8 28 20 3' }, gives: '8 20 28 3' },
    { call: 'tf.image.rot90(x, k=2)', given: { x: '28 20 3' }, gives: '28 20 3' },
    { call: 'tf.image.rot90(x)', given: { x: '28 20' }, reports: 'rank-mismatch' },
  ],
});

const transpose = op('image.transpose', {
  aliases: ['image.transpose_image'],
  summary: 'Images with height and width exchanged.',
  params: { image: tensor('[n, h, w, c]'), name: name() },
  shape: ({ image }, check) => turned(image, true, check),
  examples: [
    { call: 'tf.image.transpose(x)', given: { x: '8 28 20 3' }, gives: '8 20 28 3' },
    { call: 'tf.image.transpose(x)', given: { x: '28 20' }, reports: 'rank-mismatch' },
  ],
});

/** How many boxes are left is known when it is computed. */
const suppression = op('image.non_max_suppression', {
  summary: 'The best boxes of those that overlap: their numbers.',
  params: {
    boxes: tensor('[n, 4]'),
    scores: tensor('[n]'),
    max_output_size: anything('int'),
    ...words('iou_threshold score_threshold name'),
  },
  shape({ boxes, scores }, check) {
    axesOf('N K', boxes.shape, { argument: 'boxes', wanted: 2 }, check);
    if (scores.shape && scores.shape.length !== 1)
      check.report(rankMismatch, { argument: 'scores', wanted: 1, got: scores.shape }, { argument: 'scores' });
    return tensorArg([check.fresh('N')], { dtype: 'int32' });
  },
  examples: [
    { call: 'tf.image.non_max_suppression(b, s, 3)', given: { b: '5 4', s: '5' }, gives: 'N' },
    { call: 'tf.image.non_max_suppression(b, s, 3)', given: { b: '5 4', s: '5 1' }, reports: 'rank-mismatch' },
  ],
});

export const imageParts: readonly Op[] = [
  padBox,
  withPad('resize_with_pad', 'v2', 'method antialias'),
  withPad('resize_image_with_pad', 'v1', 'method align_corners'),
  centralCrop,
  cropAndResize,
  patches('extract_patches'),
  patches('extract_image_patches'),
  glimpse,
  crop('image.random_crop', ''),
  crop('image.stateless_random_crop', ', seed=[1, 2]'),
  sobel,
  gradients,
  rot90,
  transpose,
  suppression,
];

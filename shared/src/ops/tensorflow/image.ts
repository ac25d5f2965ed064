/** Images: resizing, cropping, and the exchange of space for channels. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { unevenSplit } from '../../diagnostics/uneven-split.ts';
import { add, floorDivide, multiply } from '../../dim/arithmetic.ts';
import { divides, less } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import type { Shape } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, type Integers, ignored, integer, integers, tensor, word } from '../parameter.ts';
import { docs, docsV1, name, tensorflow } from './declare.ts';

/** `[h, w, c]` or `[n, h, w, c]` with another height and width. */
export function withSpace(
  images: TensorArg,
  [height, width]: readonly [Dim, Dim],
  argument: string,
  check: Check,
  ranks: readonly number[] = [3, 4],
): Shape | undefined {
  const { shape } = images;
  if (!shape) return undefined;
  if (!ranks.includes(shape.length)) {
    check.report(rankMismatch, { argument, wanted: ranks.join(' or '), got: shape }, { argument });
    return undefined;
  }
  return [...shape.slice(0, -3), height, width, shape.at(-1) as Dim];
}

export function heightAndWidth(size: Integers): readonly [Dim, Dim] {
  const [height, width] = size?.kind === 'many' && size.items.length === 2 ? size.items : [];
  return [typeof height === 'object' ? height : unknown, typeof width === 'object' ? width : unknown];
}

/** "'size' must be a 1-D Tensor of 2 elements"; before TensorFlow 1.0 height and width were two arguments. */
function checkSize(op: string, size: Integers, check: Check): void {
  const wrong = size?.kind === 'many' ? size.items.length !== 2 : size?.kind === 'one' && check.version.generation !== '1.4';
  if (!wrong) return;
  const got = size?.kind === 'many' ? `${size.items.length} numbers` : 'one number';
  check.report(argumentForm, { op, problem: `takes size as [height, width], got ${got}` }, { argument: 'size' });
}

const resize = defineOp({
  ...tensorflow,
  name: 'tf.image.resize',
  aliases: ['image.resize_images'],
  summary: 'Images of another height and width.',
  docs: docs('image/resize'),
  params: {
    images: tensor('[n, h, w, c]'),
    size: integers('int[2]'),
    method: anything('str').optional(),
    preserve_aspect_ratio: flag().default('False'),
    antialias: ignored('bool'),
    align_corners: ignored('bool'),
    name: name(),
  },
  order: {
    legacy: 'images size method align_corners',
    v1: 'images size method align_corners preserve_aspect_ratio name',
    v2: 'images size method preserve_aspect_ratio antialias name',
  },
  shape({ images, size, preserve_aspect_ratio }, check) {
    checkSize('tf.image.resize', size, check);
    const space = preserve_aspect_ratio === false ? heightAndWidth(size) : ([unknown, unknown] as const);
    return ofType(withSpace(images, space, 'images', check), 'float32');
  },
  examples: [
    { call: 'tf.image.resize(x, [64, 64])', given: { x: '8 28 28 3' }, gives: '8 64 64 3' },
    { call: 'tf.image.resize(x, (10, 20))', given: { x: '28 28 3' }, gives: '10 20 3' },
    { call: 'tf.image.resize(x, [64, 64])', given: { x: '28 28' }, reports: 'rank-mismatch' },
    { call: 'tf.image.resize(x, 64)', given: { x: '8 28 28 3' }, reports: 'argument-form' },
  ],
});

const resizeBy = (word: string, how: string): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.image.${word}`,
    api: 'v1',
    summary: `Images of another height and width, by ${how}.`,
    docs: docsV1(`image/${word}`),
    params: {
      images: tensor('[n, h, w, c]'),
      size: integers('int[2]'),
      align_corners: ignored('bool'),
      name: name(),
      half_pixel_centers: ignored('bool'),
    },
    order: word === 'resize_area' ? 'images size align_corners name' : 'images size align_corners name half_pixel_centers',
    shape({ images, size }, check) {
      checkSize(`tf.image.${word}`, size, check);
      return ofType(withSpace(images, heightAndWidth(size), 'images', check, [4]), images.dtype);
    },
    examples: [
      { call: `tf.image.${word}(x, [64, 64])`, given: { x: '8 28 28 3' }, gives: '8 64 64 3', under: 'v1' },
      { call: `tf.image.${word}(x, [64, 64])`, given: { x: '28 28 3' }, reports: 'rank-mismatch', under: 'v1' },
    ],
  });

const cropOrPad = defineOp({
  ...tensorflow,
  name: 'tf.image.resize_with_crop_or_pad',
  aliases: ['image.resize_image_with_crop_or_pad'],
  summary: 'Images cut or padded with zeros to a height and width, around the middle.',
  docs: docs('image/resize_with_crop_or_pad'),
  params: { image: tensor('[n, h, w, c]'), target_height: integer(), target_width: integer() },
  shape: ({ image, target_height, target_width }, check) =>
    ofType(withSpace(image, [target_height, target_width], 'image', check), image.dtype),
  examples: [
    { call: 'tf.image.resize_with_crop_or_pad(x, 24, 24)', given: { x: '28 28 3' }, gives: '24 24 3' },
    { call: 'tf.image.resize_with_crop_or_pad(x, 24, 24)', given: { x: '28 28' }, reports: 'rank-mismatch' },
  ],
});

const cropBox = defineOp({
  ...tensorflow,
  name: 'tf.image.crop_to_bounding_box',
  summary: 'The part of images that starts at an offset and has a height and width.',
  docs: docs('image/crop_to_bounding_box'),
  params: {
    image: tensor('[n, h, w, c]'),
    offset_height: integer(),
    offset_width: integer(),
    target_height: integer(),
    target_width: integer(),
  },
  shape({ image, target_height, target_width, offset_height, offset_width }, check) {
    const result = withSpace(image, [target_height, target_width], 'image', check);
    const [height = unknown, width = unknown] = result ? (image.shape?.slice(-3) ?? []) : [];
    const pairs = [
      ['height', height, offset_height, target_height],
      ['width', width, offset_width, target_width],
    ] as const;
    // "height must be >= target + offset"
    for (const [axis, length, offset, target] of pairs) {
      if (less(length, add(target, offset)) !== 'yes') continue;
      const problem = `wants ${axis} ${show(target)} at offset ${show(offset)} of an image of ${axis} ${show(length)}`;
      check.report(argumentForm, { op: 'tf.image.crop_to_bounding_box', problem }, { argument: `target_${axis}` });
    }
    return ofType(result, image.dtype);
  },
  examples: [
    { call: 'tf.image.crop_to_bounding_box(x, 2, 2, 24, 20)', given: { x: '28 28 3' }, gives: '24 20 3' },
    { call: 'tf.image.crop_to_bounding_box(x, 6, 2, 24, 20)', given: { x: '28 28 3' }, reports: 'argument-form' },
    { call: 'tf.image.crop_to_bounding_box(x, 2, 2, 24, 20)', given: { x: '28 28' }, reports: 'rank-mismatch' },
  ],
});

type Exchange = (
  dims: { readonly N: Dim; readonly H: Dim; readonly W: Dim; readonly C: Dim },
  block: Dim,
  check: Check,
  whole: Shape,
) => readonly [H: Dim, W: Dim, C: Dim];

function exchange(word: 'depth_to_space' | 'space_to_depth', summary: string, rule: Exchange, examples: Op['examples']): Op {
  return defineOp({
    ...tensorflow,
    name: `tf.nn.${word}`,
    aliases: [word],
    summary,
    docs: docs(`nn/${word}`),
    params: { input: tensor('[n, h, w, c]'), block_size: integer(), data_format: formats(), name: name() },
    order: {
      legacy: 'input block_size name data_format',
      v1: 'input block_size name data_format',
      v2: 'input block_size data_format name',
    },
    shape({ input, block_size, data_format }, check) {
      const { shape } = input;
      if (!shape) return undefined;
      if (block_size.kind === 'int' && block_size.value < 2) {
        // "Attr 'block_size' passed 1 less than minimum 2"
        const problem = `takes a block_size of at least 2, got ${block_size.value}`;
        check.report(argumentForm, { op: `tf.nn.${word}`, problem }, { argument: 'block_size' });
        return undefined;
      }
      if (data_format !== 'NHWC' && data_format !== 'NCHW') return undefined;
      if (shape.length !== 4) {
        check.report(rankMismatch, { argument: 'input', wanted: 4, got: shape }, { argument: 'input' });
        return undefined;
      }
      const last = data_format === 'NHWC';
      const [N, a, b, c] = shape as readonly [Dim, Dim, Dim, Dim];
      const [H, W, C] = rule(last ? { N, H: a, W: b, C: c } : { N, H: b, W: c, C: a }, block_size, check, shape);
      return ofType(last ? [N, H, W, C] : [N, C, H, W], input.dtype);
    },
    examples,
  });
}

const formats = () => word('NHWC', 'NCHW', 'NCHW_VECT_C').default("'NHWC'");

/** Reports a dim that the block does not divide. */
function checkBlocks(dim: Dim, by: Dim, shape: Shape, check: Check): void {
  if (by.kind !== 'int' || by.value < 1 || divides(by, dim) !== 'no') return;
  check.report(unevenSplit, { shape, axis: shape.indexOf(dim), into: by.value }, { argument: 'input' });
}

export const imageOps: readonly Op[] = [
  resize,
  resizeBy('resize_bilinear', 'linear interpolation'),
  resizeBy('resize_nearest_neighbor', 'taking the nearest pixel'),
  resizeBy('resize_bicubic', 'cubic interpolation'),
  resizeBy('resize_area', 'averaging areas'),
  cropOrPad,
  cropBox,
  exchange(
    'depth_to_space',
    'Channels laid out as blocks of pixels.',
    ({ H, W, C }, block, check, whole) => {
      const square = multiply(block, block);
      checkBlocks(C, square, whole, check);
      return [multiply(H, block), multiply(W, block), floorDivide(C, square)];
    },
    [
      { call: 'tf.nn.depth_to_space(x, 2)', given: { x: '1 4 4 8' }, gives: '1 8 8 2' },
      { call: 'tf.nn.depth_to_space(x, 2)', given: { x: '1 4 4 6' }, reports: 'uneven-split' },
      { call: 'tf.nn.depth_to_space(x, 1)', given: { x: '1 4 4 4' }, reports: 'argument-form' },
    ],
  ),
  exchange(
    'space_to_depth',
    'Blocks of pixels laid out as channels.',
    ({ H, W, C }, block, check, whole) => {
      checkBlocks(H, block, whole, check);
      checkBlocks(W, block, whole, check);
      return [floorDivide(H, block), floorDivide(W, block), multiply(C, multiply(block, block))];
    },
    [
      { call: 'tf.nn.space_to_depth(x, 2)', given: { x: '1 4 4 2' }, gives: '1 2 2 8' },
      { call: 'tf.nn.space_to_depth(x, 2)', given: { x: '1 5 4 2' }, reports: 'uneven-split' },
      { call: 'tf.nn.space_to_depth(x, 1)', given: { x: '1 4 4 4' }, reports: 'argument-form' },
    ],
  ),
];

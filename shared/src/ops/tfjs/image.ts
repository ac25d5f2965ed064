/** Images: pixels of the page, resizing, and the exchange of space for channels. */
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { unevenSplit } from '../../diagnostics/uneven-split.ts';
import { floorDivide, multiply } from '../../dim/arithmetic.ts';
import { divides } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { type TensorArg, tensorArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { axesOf } from '../conv/axes.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, ignored, integer, integers, type Params, tensor, word } from '../parameter.ts';
import { chained, checkRankFrom, docs, refuse, tfjs } from './declare.ts';

const fromPixels = defineOp({
  ...tfjs,
  name: 'tf.browser.fromPixels',
  aliases: ['fromPixels', 'browser.fromPixelsAsync'],
  summary: 'An image, video or canvas as a tensor of height, width and channels.',
  docs: docs('browser.fromPixels'),
  params: { pixels: ignored('ImageData | HTMLElement'), numChannels: integer().default('3') },
  shape({ numChannels }, check) {
    if (numChannels.kind === 'int' && numChannels.value > 4)
      refuse('browser.fromPixels', 'numChannels', `takes at most 4 channels, got ${numChannels.value}`, check);
    return tensorArg([check.fresh('H'), check.fresh('W'), numChannels], { dtype: 'int32' });
  },
  examples: [
    { call: "tf.browser.fromPixels(document.querySelector('img'))", gives: 'H W 3' },
    { call: "tf.browser.fromPixels(document.querySelector('img'), 5)", reports: 'argument-form' },
  ],
});

const resize = (name: string, how: string): Op =>
  defineOp({
    ...tfjs,
    ...chained(name),
    name: `tf.image.${name}`,
    summary: `Images of another height and width, by ${how}.`,
    docs: docs(`image.${name}`),
    params: {
      images: tensor('[n, h, w, c]'),
      size: integers('number[2]'),
      alignCorners: ignored('boolean'),
      halfPixelCenters: ignored('boolean'),
    },
    shape({ images, size }, check) {
      const { shape } = images;
      if (!shape) return undefined;
      if (shape.length !== 3 && shape.length !== 4) {
        check.report(rankMismatch, { argument: 'images', wanted: '3 or 4', got: shape }, { argument: 'images' });
        return undefined;
      }
      const [height, width] = size?.kind === 'many' && size.items.length === 2 ? size.items : [];
      const dim = (item: typeof height): Dim => (typeof item === 'object' ? item : unknown);
      return ofType(
        [...shape.slice(0, -3), dim(height), dim(width), shape.at(-1) as Dim],
        name === 'resizeBilinear' ? 'float32' : images.dtype,
      );
    },
    examples: [
      { call: `tf.image.${name}(x, [64, 64])`, given: { x: '8 28 28 3' }, gives: '8 64 64 3' },
      { call: `x.${name}([10, 20])`, given: { x: '28 28 3' }, gives: '10 20 3' },
      { call: `tf.image.${name}(x, [64, 64])`, given: { x: '28 28' }, reports: 'rank-mismatch' },
    ],
  });

const depthToSpace = defineOp({
  ...tfjs,
  ...chained('depthToSpace'),
  name: 'tf.depthToSpace',
  summary: 'Channels laid out as blocks of pixels.',
  docs: docs('depthToSpace'),
  params: { x: tensor('[n, h, w, c]'), blockSize: integer(), dataFormat: word('NHWC', 'NCHW').default("'NHWC'") },
  shape({ x, blockSize, dataFormat }, check) {
    if (blockSize.kind === 'int' && blockSize.value <= 1)
      refuse('depthToSpace', 'blockSize', `takes a blockSize greater than 1, got ${blockSize.value}`, check);
    if (!checkRankFrom('x', x, 4, check) || x.shape?.length !== 4) return undefined;
    if (dataFormat !== 'NHWC' && dataFormat !== 'NCHW') return undefined;
    const last = dataFormat === 'NHWC';
    const [N, a, b, c] = x.shape as readonly [Dim, Dim, Dim, Dim];
    const [H, W, C] = last ? [a, b, c] : [b, c, a];
    const square = multiply(blockSize, blockSize);
    if (square.kind === 'int' && square.value > 0 && divides(square, C) === 'no') {
      check.report(unevenSplit, { shape: x.shape, axis: last ? 3 : 1, into: square.value }, { argument: 'blockSize' });
    }
    const space = [multiply(H, blockSize), multiply(W, blockSize)];
    const channels = floorDivide(C, square);
    return ofType(last ? [N, ...space, channels] : [N, channels, ...space], x.dtype);
  },
  examples: [
    { call: 'tf.depthToSpace(x, 2)', given: { x: '1 4 4 8' }, gives: '1 8 8 2' },
    { call: 'tf.depthToSpace(x, 2)', given: { x: '1 4 4 6' }, reports: 'uneven-split' },
    { call: 'tf.depthToSpace(x, 2)', given: { x: '4 4 8' }, reports: 'rank-mismatch' },
    { call: 'tf.depthToSpace(x, 1)', given: { x: '1 4 4 8' }, reports: 'argument-form' },
  ],
});

const decoded = (word: string): Op =>
  defineOp({
    ...tfjs,
    name: `tf.node.${word}`,
    summary: 'The bytes of an image file as a tensor of height, width and channels.',
    docs: docs(`node.${word}`),
    params: { contents: ignored('Uint8Array'), channels: anything('int', { kind: 'integers' }).optional() },
    shape({ channels }, check) {
      // The kernel: "`channels` must be 0, 1, 3 or 4".
      const count = channels?.kind === 'number' && channels.dim.kind === 'int' ? channels.dim.value : 0;
      if (![0, 1, 3, 4].includes(count)) refuse(`node.${word}`, 'channels', `takes 0, 1, 3 or 4 channels, got ${count}`, check);
      const given = channels?.kind === 'number' && channels.dim.kind === 'int' && channels.dim.value > 0 ? channels.dim : check.fresh('C');
      return tensorArg([check.fresh('H'), check.fresh('W'), given], { dtype: 'int32' });
    },
    examples: [
      { call: `tf.node.${word}(new Uint8Array(8), 3)`, gives: 'H W 3' },
      { call: `tf.node.${word}(new Uint8Array(8), 2)`, reports: 'argument-form' },
    ],
  });

/** Ops on a batch of images that leave its shape alone. */
const onBatch = (word: string, more: Params, summary: string): Op =>
  defineOp({
    ...tfjs,
    name: `tf.image.${word}`,
    summary,
    docs: docs(`image.${word}`),
    params: { image: tensor('[n, h, w, c]'), ...more },
    shape(args, check) {
      const { image } = args as unknown as { readonly image: TensorArg };
      const { N, S, C } = axesOf('N S:2 C', image.shape, { argument: 'image', wanted: 4 }, check);
      return ofType([N, ...S, C], 'float32');
    },
    examples:
      word === 'flipLeftRight'
        ? [
            { call: 'tf.image.flipLeftRight(x)', given: { x: '8 28 28 3' }, gives: '8 28 28 3' },
            { call: 'tf.image.flipLeftRight(x)', given: { x: '28 28 3' }, reports: 'rank-mismatch' },
          ]
        : [
            { call: `tf.image.${word}(x, 0.5)`, given: { x: '8 28 28 3' }, gives: '8 28 28 3' },
            { call: `tf.image.${word}(x, 0.5)`, given: { x: '28 28 3' }, reports: 'rank-mismatch' },
          ],
  });

const cropAndResize = defineOp({
  ...tfjs,
  name: 'tf.image.cropAndResize',
  summary: 'Cuts boxes out of images and brings them all to one height and width.',
  docs: docs('image.cropAndResize'),
  params: {
    image: tensor('[n, h, w, c]'),
    boxes: tensor('[boxes, 4]'),
    boxInd: tensor('[boxes]'),
    cropSize: integers('number[2]'),
    method: word('bilinear', 'nearest').default("'bilinear'"),
    extrapolationValue: ignored('number'),
  },
  shape({ image, boxes, boxInd, cropSize }, check) {
    const { C } = axesOf('N S:2 C', image.shape, { argument: 'image', wanted: 4 }, check);
    const { B } = axesOf('B Four', boxes.shape, { argument: 'boxes', wanted: 2 }, check);
    const [height, width] = cropSize?.kind === 'many' && cropSize.items.length === 2 ? cropSize.items : [];
    const dim = (item: typeof height): Dim => (typeof item === 'object' ? item : unknown);
    return ofType([B.kind === 'int' ? B : (boxInd.shape?.[0] ?? B), dim(height), dim(width), C], 'float32');
  },
  examples: [
    {
      call: 'tf.image.cropAndResize(x, [[0, 0, 1, 1], [0, 0, 0.5, 0.5]], [0, 0], [10, 12])',
      given: { x: '1 28 28 3' },
      gives: '2 10 12 3',
    },
    { call: 'tf.image.cropAndResize(x, [[0, 0, 1, 1]], [0], [10, 12])', given: { x: '28 28 3' }, reports: 'rank-mismatch' },
  ],
});

export const imageOps: readonly Op[] = [
  fromPixels,
  // `decodeImage` makes four axes of an animation.
  ...['decodeJpeg', 'decodePng', 'decodeBmp'].map(decoded),
  onBatch('flipLeftRight', {}, 'Images turned around from left to right.'),
  onBatch(
    'rotateWithOffset',
    { radians: ignored('number'), fillValue: ignored('number'), center: ignored('number') },
    'Images turned by an angle; the shape stays.',
  ),
  cropAndResize,
  resize('resizeBilinear', 'linear interpolation'),
  resize('resizeNearestNeighbor', 'taking the nearest pixel'),
  depthToSpace,
];

/** Pictures from files and to files, their colours, and how alike two of them are. Sources: image_ops_impl.py, image_ops.cc. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { broadcastMismatch } from '../../diagnostics/broadcast-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { broadcast } from '../../shape/broadcast.ts';
import { type Arg, type TensorArg, toDim } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import type { Op } from '../op.ts';
import { anything, dtype, flag, tensor } from '../parameter.ts';
import { name, op, ordered, words } from './declare.ts';

/** 0, or none, means as many channels as the file has. */
function channelsOf(asked: Arg | undefined, check: Check): Dim {
  const dim = asked && asked.kind !== 'none' ? (toDim(asked) ?? unknown) : int(0);
  return dim.kind === 'int' && dim.value === 0 ? check.fresh('C') : dim;
}

const channelsParam = () => anything('int', { kind: 'integers' }).default('0');

/** Height and width are known when it is read, the channels before if they are given. */
const decode = (word: string, more: string, type: string | undefined = 'uint8'): Op =>
  op(`image.${word}`, {
    aliases: [`io.${word}`],
    summary: 'The picture in a file: height and width are known when it is read, the channels before if they are given.',
    params: { contents: tensor(), channels: channelsParam(), ...words(more), name: name() },
    order: `contents channels ${more} name`,
    shape: ({ channels }, check) => ofType([check.fresh('H'), check.fresh('W'), channelsOf(channels, check)], type),
    examples: [{ call: `tf.image.${word}("...", channels=3)`, gives: 'H W 3' }],
  });

const decodeImage = op('image.decode_image', {
  aliases: ['io.decode_image'],
  summary: 'The picture in a file of any kind; an animation has a further axis in front unless `expand_animations` is false.',
  params: {
    contents: tensor(),
    channels: channelsParam(),
    dtype: dtype().default('tf.uint8', { kind: 'text', text: 'uint8' }),
    name: name(),
    expand_animations: flag().default('True'),
  },
  order: {
    legacy: 'contents channels dtype name',
    v1: 'contents channels dtype name expand_animations',
    v2: 'contents channels dtype name expand_animations',
  },
  shape: ({ channels, dtype, expand_animations }, check) =>
    expand_animations === false
      ? ofType([check.fresh('H'), check.fresh('W'), channelsOf(channels, check)], dtype)
      : ofType(undefined, dtype),
  examples: [{ call: 'tf.image.decode_image("...", channels=3, expand_animations=False)', gives: 'H W 3' }],
});

const decodeGif = op('image.decode_gif', {
  aliases: ['io.decode_gif'],
  summary: 'The pictures of an animation.',
  params: { contents: tensor(), name: name() },
  shape: (_, check) => ofType([check.fresh('N'), check.fresh('H'), check.fresh('W'), int(3)], 'uint8'),
  examples: [{ call: 'tf.image.decode_gif("...")', gives: 'N H W 3' }],
});

const decodeCrop = op('image.decode_and_crop_jpeg', {
  aliases: ['io.decode_and_crop_jpeg'],
  summary: 'A part of the picture in a file.',
  params: {
    contents: tensor(),
    crop_window: tensor(),
    channels: channelsParam(),
    ...words('ratio fancy_upscaling try_recover_truncated acceptable_fraction dct_method name'),
  },
  shape: ({ channels }, check) => ofType([check.fresh('H'), check.fresh('W'), channelsOf(channels, check)], 'uint8'),
  examples: [{ call: 'tf.image.decode_and_crop_jpeg("...", [0, 0, 8, 8], channels=3)', gives: 'H W 3' }],
});

/** A file's contents, in one string. */
const encode = (word: string, more: string): Op =>
  op(`image.${word}`, {
    aliases: [`io.${word}`],
    summary: 'The picture as the contents of a file.',
    params: { image: tensor('[h, w, c]'), ...words(more), name: name() },
    order: `image ${more} name`,
    shape({ image }, check) {
      const least = word === 'encode_png' ? 'at least 3' : 3;
      if (image.shape && (image.shape.length < 3 || (least === 3 && image.shape.length !== 3)))
        check.report(rankMismatch, { argument: 'image', wanted: least, got: image.shape }, { argument: 'image' });
      return ofType(image.shape?.slice(0, -3), 'string');
    },
    examples: [
      { call: `tf.image.${word}(tf.zeros([8, 8, 3], tf.uint8))`, gives: '' },
      { call: `tf.image.${word}(tf.zeros([8, 8], tf.uint8))`, reports: 'rank-mismatch' },
    ],
  });

const contents = (path: string, aliases: readonly string[], more: string, summary: string): Op =>
  op(path, {
    aliases,
    summary,
    params: { filename: tensor(), ...words(more), name: name() },
    shape: () => ofType([], 'string'),
    examples: [{ call: `tf.${path}("picture.png")`, gives: '' }],
  });

const decodeRaw = op('io.decode_raw', {
  aliases: ['decode_raw'],
  summary: 'The numbers in a string of bytes.',
  params: { input_bytes: tensor().alias('bytes'), out_type: dtype(), ...words('little_endian fixed_length name') },
  order: {
    legacy: 'bytes out_type little_endian name',
    v1: 'input_bytes out_type little_endian name bytes',
    v2: 'input_bytes out_type little_endian fixed_length name',
  },
  shape: ({ input_bytes: { shape }, out_type }, check) => ofType(shape && [...shape, check.fresh('N')], out_type),
  examples: [{ call: 'tf.io.decode_raw("abcd", tf.uint8)', gives: 'N' }],
});

/** Colours by three numbers: "input must have 3 channels but input only has …" */
const inColours = (word: string, argument: string, kernel: boolean): Op =>
  op(`image.${word}`, {
    summary: 'The same colours by other numbers.',
    params: { images: tensor('[…, 3]'), ...(kernel ? { name: name() } : {}) },
    shape({ images }, check) {
      const last = images.shape?.at(-1);
      if (last && equal(last, int(3)) === 'no') {
        const problem = `takes images of 3 channels, got ${show(last)}`;
        check.report(argumentForm, { op: `tf.image.${word}`, problem }, { argument });
      }
      return ofType(images.shape, images.dtype);
    },
    examples: [
      { call: `tf.image.${word}(x)`, given: { x: '28 28 3' }, gives: '28 28 3' },
      { call: `tf.image.${word}(x)`, given: { x: '28 28 1' }, reports: 'argument-form' },
    ],
  });

const grey = (word: 'grayscale_to_rgb' | 'rgb_to_grayscale', from: 1 | 3, to: 1 | 3, summary: string): Op =>
  op(`image.${word}`, {
    summary,
    params: { images: tensor(`[n, h, w, ${from}]`), name: name() },
    shape({ images }, check) {
      const last = images.shape?.at(-1);
      if (last && equal(last, int(from)) === 'no') {
        const problem = `takes images of ${from === 1 ? '1 channel' : '3 channels'}, got ${show(last)}`;
        check.report(argumentForm, { op: `tf.image.${word}`, problem }, { argument: 'images' });
      }
      // "A grayscale image must be at least two-dimensional"
      if (from === 1 && images.shape && images.shape.length < 2)
        check.report(rankMismatch, { argument: 'images', wanted: 'at least 2', got: images.shape }, { argument: 'images' });
      return ofType(images.shape && [...images.shape.slice(0, -1), int(to)], images.dtype);
    },
    examples: [
      { call: `tf.image.${word}(x)`, given: { x: `28 28 ${from}` }, gives: `28 28 ${to}` },
      { call: `tf.image.${word}(x)`, given: { x: '28 28 2' }, reports: 'argument-form' },
    ],
  });

/** One number for each pair of images. */
const likeness = (word: 'psnr' | 'ssim' | 'ssim_multiscale', names: readonly [string, string], more: string): Op =>
  op(`image.${word}`, {
    summary: 'How alike two images are: one number for each pair.',
    params: { [names[0]]: tensor('[…, h, w, c]'), [names[1]]: tensor('[…, h, w, c]'), ...words(more) },
    order: ordered(`${names.join(' ')} ${more}`),
    shape(args, check) {
      const [a, b] = [args[names[0]], args[names[1]]] as [TensorArg, TensorArg];
      if (!a.shape || !b.shape || check.given.has('return_index_map')) return undefined;
      for (const [argument, got] of [[names[0], a.shape] as const, [names[1], b.shape] as const]) {
        if (got.length >= 3) continue;
        check.report(rankMismatch, { argument, wanted: 'at least 3', got }, { argument });
        return undefined;
      }
      const both = broadcast(a.shape, b.shape);
      // The last three axes must be equal; those before broadcast.
      const [left, right] = [a.shape.slice(-3), b.shape.slice(-3)];
      const axis = left.findIndex((dim, at) => equal(dim, right[at] as Dim) === 'no');
      if (axis >= 0 || 'clash' in both) {
        const clash =
          'clash' in both ? both.clash : { axis: axis + both.shape.length - 3, left: left[axis] as Dim, right: right[axis] as Dim };
        check.report(broadcastMismatch, { op: `tf.image.${word}`, left: a.shape, right: b.shape, clash }, { argument: names[1] });
        return undefined;
      }
      return 'shape' in both ? ofType(both.shape.slice(0, -3), 'float32') : undefined;
    },
    examples: [
      { call: `tf.image.${word}(x, y, max_val=1.0)`, given: { x: '2 192 192 3', y: '2 192 192 3' }, gives: '2' },
      { call: `tf.image.${word}(x, y, max_val=1.0)`, given: { x: '2 192 192 3', y: '2 192 180 3' }, reports: 'broadcast-mismatch' },
    ],
  });

const variation = op('image.total_variation', {
  summary: 'How much neighbouring pixels differ: one number for each image.',
  params: { images: tensor('[n, h, w, c]'), name: name() },
  shape({ images: { shape, dtype } }, check) {
    if (shape && shape.length !== 3 && shape.length !== 4) {
      check.report(rankMismatch, { argument: 'images', wanted: '3 or 4', got: shape }, { argument: 'images' });
      return undefined;
    }
    return ofType(shape?.slice(0, -3), dtype);
  },
  examples: [
    { call: 'tf.image.total_variation(x)', given: { x: '8 28 28 3' }, gives: '8' },
    { call: 'tf.image.total_variation(x)', given: { x: '28 28 3' }, gives: '' },
    { call: 'tf.image.total_variation(x)', given: { x: '28 28' }, reports: 'rank-mismatch' },
  ],
});

export const imageFiles: readonly Op[] = [
  decode('decode_jpeg', 'ratio fancy_upscaling try_recover_truncated acceptable_fraction dct_method'),
  decode('decode_png', 'dtype', undefined),
  decode('decode_bmp', ''),
  decodeImage,
  decodeGif,
  decodeCrop,
  encode('encode_jpeg', 'format quality progressive optimize_size chroma_downsampling density_unit x_density y_density xmp_metadata'),
  encode('encode_png', 'compression'),
  contents('io.read_file', ['read_file'], '', 'The contents of a file, in one string.'),
  decodeRaw,
  grey('grayscale_to_rgb', 1, 3, 'Three equal channels instead of one.'),
  grey('rgb_to_grayscale', 3, 1, 'One channel, the brightness, instead of three.'),
  inColours('rgb_to_hsv', 'images', true),
  inColours('hsv_to_rgb', 'images', true),
  inColours('rgb_to_yuv', 'images', false),
  inColours('yuv_to_rgb', 'images', false),
  inColours('rgb_to_yiq', 'images', false),
  inColours('yiq_to_rgb', 'images', false),
  likeness('psnr', ['a', 'b'], 'max_val! name'),
  likeness('ssim', ['img1', 'img2'], 'max_val! filter_size filter_sigma k1 k2 return_index_map'),
  likeness('ssim_multiscale', ['img1', 'img2'], 'max_val! power_factors filter_size filter_sigma k1 k2'),
  variation,
];

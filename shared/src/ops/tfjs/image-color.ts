/** Colours and boxes of images: grayscale, threshold, transform, nonMaxSuppression. Sources: tfjs-core/src/ops/image/*.ts, nonmax_util.ts. */
import { equal } from '../../dim/compare.ts';
import { type Dim, int, toNumber, unknown } from '../../dim/dim.ts';
import { type Arg, type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { axesOf } from '../conv/axes.ts';
import { defineOp, type Op, type Result } from '../op.ts';
import { flag, ignored, integer, integers, tensor, word } from '../parameter.ts';
import { checkRank, checkRankFrom, docs, lacks, literalType, refuse, tfjs } from './declare.ts';

const recoloured = (name: 'grayscaleToRGB' | 'rgbToGrayscale', from: number, to: number, summary: string): Op =>
  defineOp({
    ...tfjs,
    name: `tf.image.${name}`,
    summary,
    docs: docs(`image.${name}`),
    params: { image: tensor(`[…, ${from}]`) },
    shape({ image }, check) {
      if (!checkRankFrom('image', image, 2, check)) return undefined;
      if (lacks(image, -1, from)) refuse(`image.${name}`, 'image', `takes images whose last axis is ${from}`, check);
      return ofType(image.shape && [...image.shape.slice(0, -1), int(to)], literalType(image));
    },
    examples: [
      { call: `tf.image.${name}(x)`, given: { x: `8 28 28 ${from}` }, gives: `8 28 28 ${to}` },
      { call: `tf.image.${name}(x)`, given: { x: '8 28 28 2' }, reports: 'argument-form' },
      { call: `tf.image.${name}(x)`, given: { x: `${from}` }, reports: 'rank-mismatch' },
    ],
  });

const threshold = defineOp({
  ...tfjs,
  name: 'tf.image.threshold',
  summary: '255 where a pixel is brighter than the threshold, 0 elsewhere.',
  docs: docs('image.threshold'),
  params: {
    image: tensor('[h, w, 3 | 1]'),
    method: word('binary', 'otsu').default("'binary'"),
    inverted: ignored('boolean'),
    threshValue: ignored('number'),
  },
  shape({ image, method }, check) {
    const { S, C } = axesOf('S:2 C', image.shape, { argument: 'image', wanted: 3 }, check);
    const channels = toNumber(C);
    if (channels !== undefined && channels !== 1 && channels !== 3)
      refuse('image.threshold', 'image', `takes images of 1 or 3 channels, got ${channels}`, check);
    if (method !== undefined && method !== 'binary' && method !== 'otsu')
      refuse('image.threshold', 'method', `takes a method 'binary' or 'otsu', got '${method}'`, check);
    return ofType([...S, int(1)], 'int32');
  },
  examples: [
    { call: "tf.image.threshold(x, 'binary')", given: { x: '28 28 3' }, gives: '28 28 1' },
    { call: 'tf.image.threshold(x)', given: { x: '28 28 4' }, reports: 'argument-form' },
    { call: 'tf.image.threshold(x)', given: { x: '8 28 28 3' }, reports: 'rank-mismatch' },
  ],
});

const transform = defineOp({
  ...tfjs,
  name: 'tf.image.transform',
  summary: 'Images moved, turned or distorted; 8 numbers for each, or once for all.',
  docs: docs('image.transform'),
  params: {
    image: tensor('[n, h, w, c]'),
    transforms: tensor('[n | 1, 8]'),
    interpolation: ignored("'nearest' | 'bilinear'"),
    fillMode: ignored("'constant' | 'reflect' | 'wrap' | 'nearest'"),
    fillValue: ignored('number'),
    outputShape: integers('number[2]').optional(),
  },
  shape({ image, transforms, outputShape }, check) {
    const { N, S, C } = axesOf('N S:2 C', image.shape, { argument: 'image', wanted: 4 }, check);
    const count = transforms.shape?.[0];
    const fits = count && (equal(count, int(1)) !== 'no' || equal(count, N) !== 'no');
    if (checkRank('transforms', transforms, [2], check) && transforms.shape && (lacks(transforms, 1, 8) || !fits))
      refuse('image.transform', 'transforms', 'takes transforms of shape [batch, 8] or [1, 8]', check);
    if (outputShape?.kind === 'none') return ofType([N, ...S, C], 'float32');
    const items = outputShape?.kind === 'many' ? outputShape.items : [undefined, undefined];
    if (items.length !== 2) refuse('image.transform', 'outputShape', 'takes an outputShape of height and width', check);
    return ofType([N, ...[0, 1].map(at => (typeof items[at] === 'object' ? (items[at] as Dim) : unknown)), C], 'float32');
  },
  examples: [
    { call: 'tf.image.transform(x, [[1, 0, 0, 0, 1, 0, 0, 0]])', given: { x: '2 8 8 3' }, gives: '2 8 8 3' },
    {
      call: "tf.image.transform(x, [[1, 0, 0, 0, 1, 0, 0, 0]], 'nearest', 'constant', 0, [4, 5])",
      given: { x: '2 8 8 3' },
      gives: '2 4 5 3',
    },
    { call: 'tf.image.transform(x, [[1, 0, 0, 0, 1, 0]])', given: { x: '2 8 8 3' }, reports: 'argument-form' },
    { call: 'tf.image.transform(x, [[1, 0, 0, 0, 1, 0, 0, 0]])', given: { x: '8 8 3' }, reports: 'rank-mismatch' },
  ],
});

/** "boxes must be 4D", "scores has incompatible shape with boxes". */
function checkBoxes(op: string, boxes: TensorArg, scores: TensorArg, check: Check): void {
  if (!checkRank('boxes', boxes, [2], check) || !checkRank('scores', scores, [1], check)) return;
  if (lacks(boxes, 1, 4)) refuse(op, 'boxes', 'takes boxes of 4 numbers', check);
  const [a, b] = [boxes.shape?.[0], scores.shape?.[0]];
  if (a && b && equal(a, b) === 'no') refuse(op, 'scores', 'takes a score for each box', check);
}

const limits = {
  boxes: tensor('[boxes, 4]'),
  scores: tensor('[boxes]'),
  maxOutputSize: integer(),
  iouThreshold: ignored('number'),
  scoreThreshold: ignored('number'),
};

/** How many are left is not known before. */
const chosen = (check: Check): TensorArg => ofType([check.fresh('K')], 'int32');

const suppression = (end: '' | 'Async'): readonly Op[] => {
  const boxes = { x: '6 4', y: '6' };
  const wrong = (name: string) => [
    { call: `tf.image.${name}(x, y, 3)`, given: { x: '6 4', y: '5' }, reports: 'argument-form' },
    { call: `tf.image.${name}(x, y, 3)`, given: { x: '6 5', y: '6' }, reports: 'argument-form' },
    { call: `tf.image.${name}(x, y, 3)`, given: { x: '6 4', y: '6 1' }, reports: 'rank-mismatch' },
  ];
  const record = (entries: Readonly<Record<string, Arg>>): Result => ({ kind: 'record', entries });
  const [plain, scored, padded] = ['', 'WithScore', 'Padded'].map(kind => `nonMaxSuppression${kind}${end}`) as [string, string, string];
  const summary = 'Which boxes are left when those that overlap with a better one are taken out';
  return [
    defineOp({
      ...tfjs,
      name: `tf.image.${plain}`,
      summary: `${summary}.`,
      docs: docs(`image.${plain}`),
      params: limits,
      shape({ boxes, scores }, check) {
        checkBoxes(`image.${plain}`, boxes, scores, check);
        return chosen(check);
      },
      examples: [{ call: `tf.image.${plain}(x, y, 3)`, given: boxes, gives: 'K' }, ...wrong(plain)],
    }),
    defineOp({
      ...tfjs,
      name: `tf.image.${scored}`,
      summary: `${summary}, and their scores.`,
      docs: docs(`image.${scored}`),
      params: { ...limits, softNmsSigma: ignored('number') },
      shape({ boxes, scores }, check) {
        checkBoxes(`image.${scored}`, boxes, scores, check);
        const indices = chosen(check);
        return record({ selectedIndices: indices, selectedScores: ofType(indices.shape, 'float32') });
      },
      examples: [{ call: `tf.image.${scored}(x, y, 3)`, given: boxes }, ...wrong(scored)],
    }),
    defineOp({
      ...tfjs,
      name: `tf.image.${padded}`,
      summary: `${summary}, filled up to as many as asked for.`,
      docs: docs(`image.${padded}`),
      params: { ...limits, padToMaxOutputSize: flag().default('false') },
      shape({ boxes, scores, maxOutputSize, padToMaxOutputSize }, check) {
        checkBoxes(`image.${padded}`, boxes, scores, check);
        const indices = padToMaxOutputSize
          ? ofType([maxOutputSize], 'int32')
          : padToMaxOutputSize === false
            ? chosen(check)
            : tensorArg(undefined);
        return record({ selectedIndices: indices, validOutputs: ofType([], 'int32') });
      },
      examples: [{ call: `tf.image.${padded}(x, y, 3)`, given: boxes }, ...wrong(padded)],
    }),
  ];
};

export const imageColor: readonly Op[] = [
  recoloured('grayscaleToRGB', 1, 3, 'Gray images with three equal channels.'),
  recoloured('rgbToGrayscale', 3, 1, 'Colour images as gray ones, of one channel.'),
  threshold,
  transform,
  ...suppression(''),
  ...suppression('Async'),
];

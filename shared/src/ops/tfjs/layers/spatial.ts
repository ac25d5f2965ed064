/** Layers that stretch, pad, cut and resize images. Sources: convolutional.ts, padding.ts, preprocessing/*.ts. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import { add, multiply, subtract, sum } from '../../../dim/arithmetic.ts';
import { less } from '../../../dim/compare.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { show } from '../../../dim/show.ts';
import { join } from '../../../shape/pattern.ts';
import type { Shape } from '../../../shape/shape.ts';
import type { Arg, TensorArg } from '../../argument.ts';
import { type Check, isOpen } from '../../check.ts';
import { ofType } from '../../common/contents.ts';
import { axesOf } from '../../conv/axes.ts';
import { itemDim, itemsOf } from '../../conv/items.ts';
import type { LayerOp } from '../../op.ts';
import { anything, ignored, integer, word } from '../../parameter.ts';
import { input, layer } from './layer.ts';
import * as options from './window-options.ts';

/** Height and width from what they were. */
function onSpace(inputs: TensorArg, dataFormat: string | undefined, change: (S: readonly Dim[]) => readonly Dim[], check: Check): Shape {
  const layout = options.layoutOf(options.readFormat(dataFormat, check), 2);
  const { N, S, C } = axesOf(layout, inputs.shape, { argument: 'inputs', wanted: 4 }, check);
  return join(layout, { N, S: change(S), C });
}

const upSampling2d = layer({
  word: 'upSampling2d',
  rank: 4,
  summary: 'Repeats or interpolates the rows and columns of an image.',
  params: {
    size: anything('int[2]', { kind: 'integers' }).default('[2, 2]'),
    dataFormat: options.formatOption(),
    interpolation: word('nearest', 'bilinear').default("'nearest'"),
  },
  call: { inputs: input('[N, H, W, C]') },
  ignores: { scale: 'size', factor: 'size', scaleFactor: 'size' },
  construct({ size, dataFormat }, check) {
    readFactors(size, check);
    options.readFormat(dataFormat, check);
  },
  shape({ inputs, size, dataFormat }, check) {
    const factors = readFactors(size, check);
    return onSpace(inputs, dataFormat, S => S.map((dim, at) => multiply(dim, factors[at] ?? unknown)), check);
  },
  examples: [
    { call: 'tf.layers.upSampling2d({size: [2, 2]})', on: '8 7 7 64', gives: '8 14 14 64' },
    { call: "tf.layers.upSampling2d({size: [2, 3], dataFormat: 'channelsFirst'})", on: '1 3 4 4', gives: '1 3 8 12' },
    { call: 'tf.layers.upSampling2d({})', on: '8 7 7 64', gives: '8 14 14 64' },
    { call: 'tf.layers.upSampling2d({size: 2})', on: '8 7 7 64', reports: 'argument-form' },
    { call: 'tf.layers.upSampling2d({})', on: '7 7 64', reports: 'rank-mismatch' },
    { call: 'tf.layers.upSampling2d()', on: '8 7 7 64', reports: 'argument-form' },
  ],
});

/** `size[0]` of a number is undefined, and what is computed from it not a number: "Invalid typed array length", or a shape of NaN. */
function readFactors(size: Arg | undefined, check: Check): readonly Dim[] {
  const items = itemsOf(size);
  if (items?.kind === 'one') {
    const [factor = unknown] = items.items.map(itemDim);
    const two = [factor, factor];
    check.report(
      argumentForm,
      { op: 'tf.layers.upSampling2d', problem: 'takes size as [height, width]; a number makes height and width NaN' },
      { argument: 'size' },
      {
        severity: 'warning',
        fixes:
          factor.kind === 'int'
            ? [
                {
                  title: `Use [${show(factor)}, ${show(factor)}]`,
                  change: { kind: 'replace', place: { argument: 'size' }, value: two },
                  preferred: true,
                },
              ]
            : [],
      },
    );
    return [unknown, unknown];
  }
  return items?.kind === 'many' ? items.items.map(itemDim) : [];
}

/** A number, a number per axis, or a pair per axis. */
function readMargins(op: string, argument: string, given: Arg | undefined, check: Check): readonly (readonly Dim[])[] {
  const blank = [
    [unknown, unknown],
    [unknown, unknown],
  ];
  const items = itemsOf(given);
  if (items?.kind === 'one') {
    const [cells = unknown] = items.items.map(itemDim);
    return [
      [cells, cells],
      [cells, cells],
    ];
  }
  if (items?.kind !== 'many') return blank;
  if (items.items.length !== 2) {
    check.report(argumentForm, { op, problem: `takes ${argument} for 2 axes, got ${items.items.length}` }, { argument });
    return blank;
  }
  return items.items.map(item => {
    const pair = itemsOf(item);
    if (pair?.kind === 'many' && pair.items.length === 2) return pair.items.map(itemDim);
    const [cells = unknown] = pair?.kind === 'one' ? pair.items.map(itemDim) : [];
    return [cells, cells];
  });
}

const zeroPadding2d = layer({
  word: 'zeroPadding2d',
  rank: 4,
  summary: 'Adds rows and columns of zeros around an image.',
  params: {
    padding: anything('int | int[2] | pairs', { kind: 'integers' }).default('1'),
    dataFormat: options.formatOption(),
  },
  call: { inputs: input('[N, H, W, C]') },
  ignores: { pad: 'padding' },
  construct: ({ padding }, check) => void readMargins('tf.layers.zeroPadding2d', 'padding', padding, check),
  shape({ inputs, padding, dataFormat }, check) {
    const margins = readMargins('tf.layers.zeroPadding2d', 'padding', padding, check);
    return onSpace(inputs, dataFormat, S => S.map((dim, at) => add(dim, sum(margins[at] ?? [unknown]))), check);
  },
  examples: [
    { call: 'tf.layers.zeroPadding2d()', on: '8 28 28 3', gives: '8 30 30 3' },
    { call: 'tf.layers.zeroPadding2d({padding: [[0, 1], [2, 3]]})', on: '8 28 28 3', gives: '8 29 33 3' },
    { call: 'tf.layers.zeroPadding2d({padding: [1, 2]})', on: '8 28 28 3', gives: '8 30 32 3' },
    { call: 'tf.layers.zeroPadding2d({padding: [1, 2, 3]})', on: '8 28 28 3', reports: 'argument-form' },
    { call: 'tf.layers.zeroPadding2d()', on: '28 28 3', reports: 'rank-mismatch' },
  ],
});

const cropping2D = layer({
  word: 'cropping2D',
  rank: 4,
  summary: 'Cuts rows and columns off an image.',
  params: {
    cropping: anything('int | int[2] | pairs', { kind: 'integers' }),
    dataFormat: options.formatOption(),
  },
  call: { inputs: input('[N, H, W, C]') },
  ignores: { crop: 'cropping' },
  construct({ cropping }, check) {
    if (!cropping && !check.given.has('cropping')) options.reportMissing('tf.layers.cropping2D', 'cropping', check);
  },
  shape({ inputs, cropping, dataFormat }, check) {
    const margins = readMargins('tf.layers.cropping2D', 'cropping', cropping, check);
    // A dim left open counts as 0 there: nothing is left of it, and less.
    const cut = (S: readonly Dim[]) => S.map((dim, at) => subtract(isOpen(dim) ? int(0) : dim, sum(margins[at] ?? [unknown])));
    const result = onSpace(inputs, dataFormat, cut, check);
    if (result.some(dim => less(dim, int(1)) === 'yes')) {
      const negative = result.some(dim => less(dim, int(0)) === 'yes');
      const problem = `cuts off ${negative ? 'more than there is' : 'all there is'} and leaves [${result.map(show).join(', ')}]; TensorFlow.js does not check this`;
      check.report(
        argumentForm,
        { op: 'tf.layers.cropping2D', problem },
        { argument: 'cropping' },
        { severity: negative && check.within === 'sequence' ? 'error' : 'warning' },
      );
    }
    return result;
  },
  examples: [
    { call: 'tf.layers.cropping2D({cropping: [[1, 2], [3, 4]]})', on: '8 28 28 3', gives: '8 25 21 3' },
    { call: 'tf.layers.cropping2D({cropping: 2})', on: '8 28 28 3', gives: '8 24 24 3' },
    { call: 'tf.layers.cropping2D({cropping: 15})', on: '8 28 28 3', reports: 'argument-form' },
    { call: 'tf.layers.cropping2D({cropping: 2})', on: '28 28 3', reports: 'rank-mismatch' },
  ],
});

/** The last three axes are height, width and channels; a batch may come before them. */
function resized({ shape, dtype }: TensorArg, height: Dim, width: Dim, check: Check): TensorArg {
  if (!shape) return ofType(undefined, dtype);
  if (shape.length !== 3 && shape.length !== 4) {
    check.report(rankMismatch, { argument: 'inputs', wanted: '3 or 4', got: shape }, { argument: 'inputs' });
    return ofType(undefined, dtype);
  }
  return ofType([...shape.slice(0, -3), height, width, shape.at(-1) as Dim], dtype);
}

/** `call` hands on what it gets, in a model a list of one tensor, and "x must be rank 3 or 4"; besides, `computeOutputShape` forgets the batch. */
function checkSymbolic(op: string, { shape }: TensorArg, check: Check): void {
  if (!isOpen(shape?.[0])) return;
  const problem =
    'cannot be a layer of a model: TensorFlow.js hands it a list there, which it does not take when data comes; apply it to tensors';
  check.report(argumentForm, { op, problem }, { argument: 'inputs' }, { severity: 'warning' });
}

const resizing = (name: 'resizing' | 'centerCrop', summary: string): LayerOp =>
  layer({
    word: name,
    summary,
    params: { height: integer(), width: integer(), interpolation: ignored('string'), cropToAspectRatio: ignored('boolean') },
    call: { inputs: input('[N, H, W, C]') },
    shape({ inputs, height, width }, check) {
      if (name === 'resizing') checkSymbolic(`tf.layers.${name}`, inputs, check);
      return resized(inputs, height, width, check);
    },
    examples: [
      { call: `tf.layers.${name}({height: 20, width: 10})`, on: '8 28 28 3', gives: '8 20 10 3' },
      { call: `tf.layers.${name}({height: 20, width: 10})`, on: '28 28 3', gives: '20 10 3' },
      { call: `tf.layers.${name}({height: 20, width: 10})`, on: '28 28', reports: 'rank-mismatch' },
    ],
  });

const randomWidth = layer({
  word: 'randomWidth',
  summary: 'Stretches or shrinks images by a random factor in width.',
  params: {
    factor: ignored('number | number[2]'),
    interpolation: ignored('string'),
    seed: ignored('number'),
    autoVectorize: ignored('boolean'),
  },
  call: { inputs: input('[N, H, W, C]') },
  construct: (_, check) => options.needs('tf.layers.randomWidth', 'factor', check),
  shape({ inputs }, check) {
    checkSymbolic('tf.layers.randomWidth', inputs, check);
    return resized(inputs, inputs.shape?.at(-3) ?? unknown, check.fresh('W'), check);
  },
  examples: [
    { call: 'tf.layers.randomWidth({factor: 0.1})', on: '8 28 28 3', gives: '8 28 W 3' },
    { call: 'tf.layers.randomWidth({factor: 0.1})', on: '28 28', reports: 'rank-mismatch' },
    { call: 'tf.layers.randomWidth({})', on: '8 28 28 3', reports: 'argument-form' },
  ],
});

const categoryEncoding = layer({
  word: 'categoryEncoding',
  summary: 'Indices become vectors of zeros and ones, or of counts.',
  params: { numTokens: integer(), outputMode: word('multiHot', 'oneHot', 'count').default("'multiHot'") },
  call: { inputs: input() },
  construct: (_, check) => options.needs('tf.layers.categoryEncoding', 'numTokens', check),
  shape({ inputs, numTokens, outputMode }) {
    const { shape } = inputs;
    const last = shape?.at(-1);
    if (!shape || !last || outputMode === undefined) return undefined;
    if (outputMode !== 'oneHot') return ofType([...shape.slice(0, -1), numTokens], 'float32');
    return last.kind === 'int' ? ofType([...(last.value === 1 ? shape.slice(0, -1) : shape), numTokens], 'float32') : undefined;
  },
  examples: [
    { call: "tf.layers.categoryEncoding({numTokens: 4, outputMode: 'oneHot'})", on: '3', gives: '3 4' },
    { call: "tf.layers.categoryEncoding({numTokens: 4, outputMode: 'multiHot'})", on: '3 2', gives: '3 4' },
    { call: 'tf.layers.categoryEncoding({})', on: '3 2', reports: 'argument-form' },
  ],
});

export const spatialLayers: readonly LayerOp[] = [
  upSampling2d,
  zeroPadding2d,
  cropping2D,
  resizing('resizing', 'Images of another height and width.'),
  resizing('centerCrop', 'The middle of an image, or the whole of it resized where it is too small.'),
  randomWidth,
  categoryEncoding,
];

/** `tf.maxPool`, `tf.avgPool`, `tf.pool` and their forms in three dimensions. Source: tfjs-core/src/ops/max_pool.ts, pool.ts, conv_util.ts. */
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { product } from '../../dim/arithmetic.ts';
import { join } from '../../shape/pattern.ts';
import { toNumbers } from '../../shape/shape.ts';
import type { Arg, TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { axesOf } from '../conv/axes.ts';
import { outputOf } from '../conv/slide.ts';
import { needs } from '../needs.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, ignored, tensor, word } from '../parameter.ts';
import { chained, checkType, docs, tfjs } from './declare.ts';
import { checkFits, checkStridesOrDilations, type PlaneArguments, slidePlane } from './plane.ts';
import { checkVolume, slideVolume } from './volume.ts';
import * as reading from './window-arguments.ts';

const sizeParam = (rank: number) => anything(`int | int[${rank}]`, { kind: 'integers' });

function poolPlane(
  x: TensorArg,
  argument: 'x' | 'input',
  size: readonly [name: 'filterSize' | 'windowShape', Arg | undefined],
  kind: 'max-pool' | 'average-pool',
  how: Omit<PlaneArguments, 'channelsFirst' | 'unbatched'>,
  check: Check,
): TensorArg {
  const { N, S, C } = axesOf('N? S:2 C', x.shape, { argument, wanted: '3 or 4' }, check);
  const unbatched = x.shape?.length === 3;
  const kernel = reading.readPair(how.op, size[0], size[1], { checked: false, unbatched }, check);
  const { axes, drawn } = slidePlane(S, kernel, { ...how, channelsFirst: false, unbatched }, check);
  // Without a known shape the batch may or may not be there.
  const result = x.shape && join('N? S:2 C', { N, S: axes.map(outputOf), C });
  checkFits(axes, toNumbers(result), size[0], check, 'rejected');
  if (drawn) {
    check.geometry = {
      kind,
      axes: drawn,
      batch: product(N),
      inputChannels: C,
      outputChannels: C,
      groups: C,
      layout: 'N S:2 C',
      inputArgument: argument,
    };
  }
  return ofType(result, x.dtype);
}

function pool2d(name: 'maxPool' | 'avgPool', kind: 'max-pool' | 'average-pool', summary: string): Op {
  const op = `tf.${name}`;
  return defineOp({
    ...tfjs,
    ...chained(name),
    name: op,
    summary,
    docs: docs(name),
    params: {
      x: tensor('[batch?, h, w, c]'),
      filterSize: sizeParam(2),
      strides: reading.stridesParam(),
      pad: reading.padParam(),
      dimRoundingMode: reading.roundingParam(),
    },
    shape({ x, filterSize, strides, pad, dimRoundingMode }, check) {
      needs(op, ['x', 'filterSize', 'strides', 'pad'], check);
      if (kind === 'average-pool') checkType(name, 'x', x, 'float32', check, { always: true });
      reading.checkRounding(op, dimRoundingMode, pad, check);
      const how = { op, strides, pad, dilations: undefined, rounding: dimRoundingMode, checked: true };
      return poolPlane(x, 'x', ['filterSize', filterSize], kind, how, check);
    },
    examples: [
      { call: `${op}(x, 2, 2, 'valid')`, given: { x: '8 28 28 3' }, gives: '8 14 14 3' },
      { call: `x.${name}([3, 2], [2, 1], 'same')`, given: { x: '8 28 28 3' }, gives: '8 14 28 3' },
      { call: `${op}(x, 2, 2, 'valid')`, given: { x: '28 28 3' }, gives: '14 14 3' },
      { call: `${op}(x, 2, 2, 0, 'ceil')`, given: { x: '1 5 5 1' }, gives: '1 3 3 1' },
      { call: `${op}(x, 2, 2, 'valid')`, given: { x: '28 28' }, reports: 'rank-mismatch' },
      { call: `${op}(x, 6, 1, 'valid')`, given: { x: '1 4 4 1' }, reports: 'window-exceeds-input' },
      { call: `${op}(x, 2, 2, 'VALID')`, given: { x: '1 4 4 1' }, reports: 'unknown-padding' },
      { call: `${op}(x, 2, 0, 'valid')`, given: { x: '1 4 4 1' }, reports: 'argument-form' },
      { call: `${op}(x, 2, 2, 'valid', 'floor')`, given: { x: '1 4 4 1' }, reports: 'argument-form' },
    ],
  });
}

/** Checks nothing of its own: what cannot be computed is noticed by the kernel. */
const maxPoolWithArgmax = defineOp({
  ...tfjs,
  name: 'tf.maxPoolWithArgmax',
  summary: 'The greatest of the cells under a window, and where it is.',
  docs: docs('maxPoolWithArgmax'),
  params: {
    x: tensor('[n, h, w, c]'),
    filterSize: sizeParam(2),
    strides: reading.stridesParam(),
    pad: reading.padParam(),
    includeBatchInIndex: ignored('boolean'),
  },
  shape({ x, filterSize, strides, pad }, check) {
    const op = 'tf.maxPoolWithArgmax';
    needs(op, ['x', 'filterSize', 'strides', 'pad'], check);
    if (x.shape && x.shape.length !== 4) {
      check.report(rankMismatch, { argument: 'x', wanted: 4, got: x.shape }, { argument: 'x' }, { severity: 'warning' });
      return { kind: 'unknown' };
    }
    const how = { op, strides, pad, dilations: undefined, rounding: undefined, checked: false };
    const result = poolPlane(x, 'x', ['filterSize', filterSize], 'max-pool', how, check);
    return { kind: 'record', entries: { result, indexes: ofType(result.shape, 'int32') } };
  },
  examples: [
    { call: "tf.maxPoolWithArgmax(x, 2, 2, 'valid').result", given: { x: '8 28 28 3' }, gives: '8 14 14 3' },
    { call: "tf.maxPoolWithArgmax(x, 2, 2, 'valid').indexes", given: { x: '8 28 28 3' }, gives: '8 14 14 3' },
    { call: "tf.maxPoolWithArgmax(x, 2, 2, 'VALID')", given: { x: '8 28 28 3' }, reports: 'unknown-padding' },
  ],
});

const pool = defineOp({
  ...tfjs,
  ...chained('pool'),
  name: 'tf.pool',
  summary: 'The greatest or the mean of the cells under a window, which may have gaps.',
  docs: docs('pool'),
  params: {
    input: tensor('[batch?, h, w, c]'),
    windowShape: sizeParam(2),
    poolingType: word('avg', 'max'),
    pad: reading.padParam(),
    dilations: reading.dilationsParam(),
    strides: reading.stridesParam().default('1'),
    dimRoundingMode: reading.roundingParam(),
  },
  shape({ input, windowShape, poolingType, pad, dilations, strides, dimRoundingMode }, check) {
    needs('tf.pool', ['input', 'windowShape', 'pad'], check);
    checkStridesOrDilations('tf.pool', strides, dilations, check);
    if (poolingType === 'avg') checkType('pool', 'input', input, 'float32', check, { always: true });
    const kind = poolingType === 'avg' ? 'average-pool' : 'max-pool';
    const dilated = reading.readsAsOne(dilations);
    // The dilated pool is made of plain ones, which pad for 'same' only.
    const unread = pad?.kind === 'number' || (pad?.kind === 'list' && pad.items.length >= 3);
    const valid = unread && ((pad?.kind === 'number' && pad.dim.kind === 'int' && pad.dim.value === 0) || dilated === 'no');
    const open = unread && !valid && dilated === 'unknown' && check.given.has('dilations');
    const how = {
      op: 'tf.pool',
      strides,
      pad: valid ? ({ kind: 'text', text: 'valid' } as const) : open ? ({ kind: 'unknown' } as const) : pad,
      dilations,
      rounding: dimRoundingMode,
      checked: true,
    };
    reading.checkRounding('tf.pool', dimRoundingMode, how.pad, check);
    return poolPlane(input, 'input', ['windowShape', windowShape], kind, how, check);
  },
  examples: [
    { call: "tf.pool(x, [3, 3], 'max', 'valid', [2, 2], 1)", given: { x: '1 8 8 1' }, gives: '1 4 4 1' },
    { call: "tf.pool(x, 3, 'max', 1, 2, 1)", given: { x: '1 8 8 1' }, gives: '1 4 4 1' },
    { call: "tf.pool(x, 3, 'avg', 'same', 1, 2)", given: { x: '1 9 9 1' }, gives: '1 5 5 1' },
    { call: "tf.pool(x, 3, 'max', 1, 1, 2, 'ceil')", given: { x: '1 8 8 1' }, gives: '1 5 5 1' },
    { call: "tf.pool(x, 3, 'max', 0, 1, 2, 'ceil')", given: { x: '1 8 8 1' }, reports: 'argument-form' },
    { call: "tf.pool(x, 3, 'max', 1, 2, 1, 'ceil')", given: { x: '1 8 8 1' }, reports: 'argument-form' },
    { call: "tf.pool(x, 2, 'max', 'valid', 2, 2)", given: { x: '1 9 9 1' }, reports: 'argument-form' },
  ],
});

function pool3d(name: 'maxPool3d' | 'avgPool3d', kind: 'max-pool' | 'average-pool', summary: string): Op {
  const op = `tf.${name}`;
  return defineOp({
    ...tfjs,
    name: op,
    summary,
    docs: docs(name),
    params: {
      x: tensor('[batch?, d, h, w, c]'),
      filterSize: sizeParam(3),
      strides: sizeParam(3),
      pad: reading.padParam(),
      dimRoundingMode: reading.roundingParam(),
      dataFormat: word('NDHWC').default("'NDHWC'"),
    },
    shape({ x, filterSize, strides, pad, dimRoundingMode, dataFormat }, check) {
      needs(op, ['x', 'strides', 'pad'], check);
      if (kind === 'average-pool') checkType(name, 'x', x, 'float32', check, { always: true });
      reading.checkRounding(op, dimRoundingMode, pad, check);
      checkVolume(op, dataFormat, check);
      const { N, S, C } = axesOf('N? S:3 C', x.shape, { argument: 'x', wanted: '4 or 5' }, check);
      const kernel = reading.readTriple(op, 'filterSize', filterSize, check);
      const axes = slideVolume(
        S,
        kernel,
        { op, strides, pad, dilations: undefined, rounding: dimRoundingMode, argument: 'filterSize' },
        check,
      );
      check.geometry = axes.drawn && {
        kind,
        axes: axes.drawn,
        batch: product(N),
        inputChannels: C,
        outputChannels: C,
        groups: C,
        layout: 'N S:3 C',
        inputArgument: 'x',
      };
      return x.shape && join('N? S:3 C', { N, S: axes.outputs, C });
    },
    examples: [
      { call: `${op}(x, 2, 2, 'same')`, given: { x: '1 4 5 6 2' }, gives: '1 2 3 3 2' },
      { call: `${op}(x, [1, 2, 3], 1, 'valid')`, given: { x: '4 5 6 2' }, gives: '4 4 4 2' },
      { call: `${op}(x, 2, 2, 'same')`, given: { x: '5 6 2' }, reports: 'rank-mismatch' },
      { call: `${op}(x, 5, 1, 'valid')`, given: { x: '1 4 5 6 2' }, gives: '1 0 1 2 2', reports: 'window-exceeds-input' },
    ],
  });
}

export const pools: readonly Op[] = [
  maxPoolWithArgmax,
  pool2d('maxPool', 'max-pool', 'The greatest of the cells under a sliding window, for every channel by itself.'),
  pool2d('avgPool', 'average-pool', 'The mean of the cells under a sliding window, for every channel by itself.'),
  pool,
  pool3d('maxPool3d', 'max-pool', 'The greatest of the cells under a window that slides through a volume.'),
  pool3d('avgPool3d', 'average-pool', 'The mean of the cells under a window that slides through a volume.'),
];

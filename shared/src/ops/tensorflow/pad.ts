/** Ops that lengthen or cut axes: tf.pad, tf.tile, tf.slice. */
import { checkMirrored, padData, padRule, readPairs, sliceRule, tileRule } from '../common/pad.ts';
import { scalar } from '../common/sequence.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, integers, tensor, word } from '../parameter.ts';
import { docs, name, tensorflow } from './declare.ts';

const pad = defineOp({
  ...tensorflow,
  name: 'tf.pad',
  summary: 'Adds cells before and after along each axis.',
  docs: docs('pad'),
  params: {
    tensor: tensor(),
    paddings: anything('int[rank][2]', { kind: 'integers' }),
    mode: word('CONSTANT', 'REFLECT', 'SYMMETRIC').default("'CONSTANT'"),
    constant_values: tensor().default('0'),
    name: name(),
  },
  order: {
    legacy: 'tensor paddings mode name constant_values',
    v1: 'tensor paddings mode name constant_values',
    v2: 'tensor paddings mode constant_values name',
  },
  shape(args, check) {
    const [pairs, mode] = [readPairs(args.paddings), args.mode?.toUpperCase()];
    if (mode === 'REFLECT' || mode === 'SYMMETRIC') checkMirrored(args.tensor, pairs, { mode, argument: 'paddings' }, check);
    return padRule(args.tensor, pairs, { op: 'tf.pad', argument: 'paddings', of: 'tensor' }, check);
  },
  compute(args) {
    const value = scalar(args.constant_values);
    return args.mode?.toUpperCase() === 'CONSTANT' && value !== undefined
      ? padData(args.tensor, readPairs(args.paddings), value)
      : undefined;
  },
  examples: [
    { call: 'tf.pad(x, [[0, 0], [1, 1], [2, 2], [0, 0]])', given: { x: '1 4 4 1' }, gives: '1 6 8 1' },
    { call: 'tf.pad(x, [[1, 1], [1, 1]], "REFLECT")', given: { x: '4 4' }, gives: '6 6' },
    { call: 'tf.pad(x, [[1, 1], [4, 0]], "SYMMETRIC")', given: { x: '4 4' }, gives: '6 8' },
    { call: 'tf.pad(x, [[1, 1], [4, 0]], "REFLECT")', given: { x: '4 4' }, reports: 'padding-exceeds-input' },
    { call: 'tf.pad(x, [[1, 1], [0, 5]], "SYMMETRIC")', given: { x: '4 4' }, reports: 'padding-exceeds-input' },
    { call: 'tf.pad(x, [[1, 1], [1, 1]])', given: { x: '1 4 4 1' }, reports: 'argument-form' },
  ],
});

const tile = defineOp({
  ...tensorflow,
  name: 'tf.tile',
  summary: 'Repeats a tensor along each axis.',
  docs: docs('tile'),
  params: { input: tensor(), multiples: integers('int[]'), name: name() },
  shape: ({ input, multiples }, check) => tileRule(input, multiples, { op: 'tf.tile', argument: 'multiples' }, check),
  examples: [
    { call: 'tf.tile(x, [1, 3])', given: { x: '2 3' }, gives: '2 9' },
    { call: 'tf.tile(x, [2])', given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

const slice = defineOp({
  ...tensorflow,
  name: 'tf.slice',
  summary: 'From `begin`, `size` cells along each axis; −1 takes the rest.',
  docs: docs('slice'),
  params: { input_: tensor(), begin: integers('int[]'), size: integers('int[]'), name: name() },
  shape: ({ input_, begin, size }, check) => sliceRule(input_, begin, size, { op: 'tf.slice', argument: 'size' }, check),
  examples: [
    { call: 'tf.slice(x, [0, 1], [-1, 2])', given: { x: '2 3' }, gives: '2 2' },
    { call: 'tf.slice(x, [0, 1], [2, 3])', given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

export const padOps: readonly Op[] = [pad, tile, slice];

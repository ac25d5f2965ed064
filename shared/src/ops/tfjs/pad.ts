/** Ops that lengthen or cut axes: tf.pad, tf.tile, tf.slice, and their forms per rank. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { subtract } from '../../dim/arithmetic.ts';
import { less } from '../../dim/compare.ts';
import { int } from '../../dim/dim.ts';
import { listArg, type TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { type Pair, padData, padRule, readPairs, sliceRule, tileRule } from '../common/pad.ts';
import { scalar } from '../common/sequence.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, integers, tensor, word } from '../parameter.ts';
import { chained, checkRankFrom, docs, literalType, refuse, tfjs } from './declare.ts';

const paddings = (type = 'number[rank][2]') => anything(type, { kind: 'integers' });
const constant = () => tensor('number').default('0');

/** `tf.pad` itself does not look whether there is a pair for each axis and computes something else. */
function pad(x: TensorArg, pairs: readonly Pair[] | undefined, check: Check): TensorArg {
  // "pad(scalar) is not defined".
  if (!checkRankFrom('x', x, 1, check)) return ofType(undefined, literalType(x));
  if (!x.shape || !pairs || pairs.length === x.shape.length)
    return padRule(x, pairs, { op: 'tf.pad', argument: 'paddings', crops: true }, check);
  const problem = `needs a pair in paddings for each of the ${x.shape.length} axes, got ${pairs.length}; TensorFlow.js does not check this`;
  check.report(argumentForm, { op: 'tf.pad', problem }, { argument: 'paddings' }, { severity: 'warning' });
  return ofType(undefined, x.dtype);
}

const padAny = defineOp({
  ...tfjs,
  ...chained('pad'),
  name: 'tf.pad',
  summary: 'Adds cells before and after along each axis.',
  docs: docs('pad'),
  params: { x: tensor(), paddings: paddings(), constantValue: constant() },
  shape: ({ x, paddings }, check) => pad(x, readPairs(paddings), check),
  compute({ x, paddings, constantValue }) {
    const value = scalar(constantValue);
    return value === undefined ? undefined : padData(x, readPairs(paddings), value);
  },
  examples: [
    { call: 'tf.pad(x, [[0, 0], [1, 1], [2, 2], [0, 0]])', given: { x: '1 4 4 1' }, gives: '1 6 8 1' },
    { call: 'x.pad([[0, -1], [-2, 1]])', given: { x: '3 4' }, gives: '2 3' },
    { call: 'x.pad([[0, -4], [0, 0]])', given: { x: '3 4' }, reports: 'argument-form' },
    { call: 'x.pad([[1, 1], [1, 1]])', given: { x: '1 4 4 1' }, reports: 'argument-form' },
  ],
});

function padOfRank(rank: number): Op {
  const name = `tf.pad${rank}d`;
  const shape = Array(rank).fill('4').join(' ');
  const pairs = rank === 1 ? '[1, 2]' : `[${Array(rank).fill('[1, 2]').join(', ')}]`;
  return defineOp({
    ...tfjs,
    name,
    summary: `Adds cells before and after along each axis of a tensor of rank ${rank}.`,
    docs: docs('pad'),
    params: { x: tensor(), paddings: paddings(rank === 1 ? 'number[2]' : `number[${rank}][2]`), constantValue: constant() },
    shape: ({ x, paddings }, check) =>
      padRule(
        x,
        readPairs(rank === 1 && paddings ? listArg([paddings]) : paddings),
        { op: name, argument: 'paddings', crops: true },
        check,
      ),
    compute({ x, paddings, constantValue }) {
      const value = scalar(constantValue);
      return value === undefined ? undefined : padData(x, readPairs(rank === 1 && paddings ? listArg([paddings]) : paddings), value);
    },
    examples: [{ call: `${name}(x, ${pairs})`, given: { x: shape }, gives: shape.replaceAll('4', '7') }],
  });
}

const mirrorPad = defineOp({
  ...tfjs,
  ...chained('mirrorPad'),
  name: 'tf.mirrorPad',
  summary: 'Adds cells before and after along each axis that mirror those inside.',
  docs: docs('mirrorPad'),
  params: { x: tensor(), paddings: paddings(), mode: word('reflect', 'symmetric') },
  shape({ x, paddings, mode }, check) {
    if (mode !== undefined && mode !== 'reflect' && mode !== 'symmetric')
      refuse('mirrorPad', 'mode', `takes a mode 'reflect' or 'symmetric', got '${mode}'`, check);
    if (!checkRankFrom('x', x, 1, check)) return undefined;
    const pairs = readPairs(paddings);
    const result = padRule(x, pairs, { op: 'tf.mirrorPad', argument: 'paddings' }, check);
    // There are no more cells to mirror than there are, the outermost not counted for 'reflect'.
    const short = pairs?.findIndex((pair, axis) => {
      const cells = x.shape?.[axis];
      return cells && pair.some(dim => less(mode === 'reflect' ? subtract(cells, int(1)) : cells, dim) === 'yes');
    });
    if (mode !== undefined && check.sound && short !== undefined && short >= 0)
      refuse('mirrorPad', 'paddings', `has too few cells to mirror on axis ${short}`, check);
    return result;
  },
  examples: [
    { call: "tf.mirrorPad(x, [[4, 0], [0, 0]], 'symmetric')", given: { x: '4 4' }, gives: '8 4' },
    { call: "tf.mirrorPad(x, [[4, 0], [0, 0]], 'reflect')", given: { x: '4 4' }, reports: 'argument-form' },
    { call: "tf.mirrorPad(x, [[1, 1], [2, 2]], 'edge')", given: { x: '4 4' }, reports: 'argument-form' },
    { call: "tf.mirrorPad(x, [[1, 1], [2, 2]], 'reflect')", given: { x: '4 4' }, gives: '6 8' },
    { call: "tf.mirrorPad(x, [[1, 1]], 'reflect')", given: { x: '4 4' }, reports: 'argument-form' },
  ],
});

const tile = defineOp({
  ...tfjs,
  ...chained('tile'),
  name: 'tf.tile',
  summary: 'Repeats a tensor along each axis.',
  docs: docs('tile'),
  params: { x: tensor(), reps: integers('number[]') },
  shape: ({ x, reps }, check) => tileRule(x, reps, { op: 'tf.tile', argument: 'reps' }, check),
  examples: [
    { call: 'tf.tile(x, [1, 3])', given: { x: '2 3' }, gives: '2 9' },
    { call: 'x.tile([2])', given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

const begin = () => integers('number | number[]');
const size = () => integers('number | number[]').optional();

const slice = defineOp({
  ...tfjs,
  ...chained('slice'),
  name: 'tf.slice',
  summary: 'From `begin`, `size` cells along each axis; −1, or nothing, takes the rest.',
  docs: docs('slice'),
  params: { x: tensor(), begin: begin(), size: size() },
  shape: ({ x, begin, size }, check) => sliceOf(x, begin, size, 'tf.slice', check),
  examples: [
    { call: 'tf.slice(x, [0, 1], [-1, 2])', given: { x: '2 3' }, gives: '2 2' },
    { call: 'x.slice(1)', given: { x: '4 3' }, gives: '3 3' },
    { call: 'x.slice([0, 1], [2, 3])', given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

type Given = ReturnType<ReturnType<typeof begin>['read']>;

function sliceOf(x: TensorArg, from: Given, length: Given, op: string, check: Check): TensorArg {
  // "Slicing scalar is not possible".
  if (!checkRankFrom('x', x, 1, check)) return ofType(undefined, literalType(x));
  const rest = length?.kind === 'none';
  return sliceRule(x, from, rest ? { kind: 'many', items: [] } : length, { op, argument: rest ? 'begin' : 'size' }, check, true);
}

function sliceOfRank(rank: number): Op {
  const name = `tf.slice${rank}d`;
  const shape = Array(rank).fill('4').join(' ');
  const list = (n: number) => (rank === 1 ? String(n) : `[${Array(rank).fill(n).join(', ')}]`);
  return defineOp({
    ...tfjs,
    name,
    summary: `A part of a tensor of rank ${rank}.`,
    docs: docs('slice'),
    params: { x: tensor(), begin: begin(), size: size() },
    shape({ x, begin, size }, check) {
      if (!x.shape || x.shape.length === rank) return sliceOf(x, begin, size, name, check);
      check.report(rankMismatch, { argument: 'x', wanted: rank, got: x.shape }, { argument: 'x' });
      return ofType(undefined, literalType(x));
    },
    examples: [{ call: `${name}(x, ${list(1)}, ${list(2)})`, given: { x: shape }, gives: shape.replaceAll('4', '2') }],
  });
}

export const padOps: readonly Op[] = [padAny, ...[1, 2, 3, 4].map(padOfRank), mirrorPad, tile, slice, ...[1, 2, 3, 4].map(sliceOfRank)];

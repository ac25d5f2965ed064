/** Windows as columns, and back. Source: src/ops/nn.py (`unfold`, `fold`) in Keras 3. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import { floorDivide, multiply, product } from '../../../dim/arithmetic.ts';
import { divides, equal } from '../../../dim/compare.ts';
import { type Dim, unknown } from '../../../dim/dim.ts';
import { show } from '../../../dim/show.ts';
import { type TensorArg, unknownArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { placesOf } from '../../common/columns.ts';
import { ofType } from '../../common/contents.ts';
import type { Op } from '../../op.ts';
import { type Integers, integers, tensor } from '../../parameter.ts';
import { completeOp } from './declare.ts';

const windowParams = {
  kernel_size: integers('int | int[2]'),
  dilation: integers('int | int[2]').default('1'),
  padding: integers('int | int[2]').default('0'),
  stride: integers('int | int[2]').default('1'),
} as const;

/** Height and width; unknown in a form that is not understood. */
function pair(given: Integers): readonly [Dim, Dim] {
  if (given?.kind === 'one') return [given.dim, given.dim];
  const [height, width] = given?.kind === 'many' && given.items.length === 2 ? given.items : [];
  return [typeof height === 'object' ? height : unknown, typeof width === 'object' ? width : unknown];
}

type Window = Readonly<Record<keyof typeof windowParams, Integers>>;

const windowOf = ({ kernel_size, dilation, padding, stride }: Window) => ({
  kernel: pair(kernel_size),
  dilation: pair(dilation),
  padding: pair(padding),
  stride: pair(stride),
});

function hasRank({ shape }: TensorArg, rank: number, check: Check): boolean {
  if (shape && shape.length !== rank) check.report(rankMismatch, { argument: 'x', wanted: String(rank), got: shape }, { argument: 'x' });
  return shape?.length === rank;
}

const unfold = completeOp('unfold', {
  summary: 'The cells under each place of a window, as columns.',
  params: { x: tensor(), ...windowParams },
  shape({ x, ...given }, check) {
    if (!hasRank(x, 4, check)) return unknownArg;
    const [N, C, ...area] = x.shape as [Dim, Dim, Dim, Dim];
    const window = windowOf(given);
    return ofType([N, multiply(C, product(window.kernel)), product(placesOf(area, window))], x.dtype);
  },
  examples: [
    { call: 'keras.ops.unfold(x, 3)', given: { x: '1 3 8 8' }, gives: '1 27 36' },
    { call: 'keras.ops.unfold(x, (3, 2), dilation=2, padding=1, stride=(2, 1))', given: { x: '1 3 8 9' }, gives: '1 18 27' },
    { call: 'keras.ops.unfold(x, 3)', given: { x: '3 8 8' }, reports: 'rank-mismatch' },
  ],
});

const fold = completeOp('fold', {
  summary: 'Adds columns up to the image that their windows cover.',
  params: { x: tensor(), output_size: integers('int | int[2]'), ...windowParams },
  shape({ x, output_size, ...given }, check) {
    if (!hasRank(x, 3, check)) return unknownArg;
    const [N, C, L] = x.shape as [Dim, Dim, Dim];
    const window = windowOf(given);
    const area = pair(output_size);
    const [cells, places] = [product(window.kernel), product(placesOf(area, window))];
    const form = (problem: string) => check.report(argumentForm, { op: 'keras.ops.fold', problem }, { argument: 'x' });
    if (divides(cells, C) === 'no') form(`needs channels divisible by ${show(cells)}, got ${show(C)}`);
    else if (equal(places, L) === 'no') form(`needs ${show(places)} columns, got ${show(L)}`);
    return ofType([N, floorDivide(C, cells), ...area], x.dtype);
  },
  examples: [
    { call: 'keras.ops.fold(x, (8, 8), 3)', given: { x: '1 27 36' }, gives: '1 3 8 8' },
    { call: 'keras.ops.fold(x, 8, 3, stride=2, padding=1)', given: { x: '1 27 16' }, gives: '1 3 8 8' },
    { call: 'keras.ops.fold(x, (8, 8), 3)', given: { x: '1 27 35' }, reports: 'argument-form' },
    { call: 'keras.ops.fold(x, (8, 8), 3)', given: { x: '1 26 36' }, reports: 'argument-form' },
    { call: 'keras.ops.fold(x, (8, 8), 3)', given: { x: '27 36' }, reports: 'rank-mismatch' },
  ],
});

export const columnOps: readonly Op[] = [unfold, fold];

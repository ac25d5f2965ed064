/** Windows as columns, and back: nn.Unfold, nn.Fold. Sources: aten/src/ATen/native/im2col_shape_check.h. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { floorDivide, multiply, product } from '../../dim/arithmetic.ts';
import { divides, equal, less } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import type { Shape } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { placesOf } from '../common/columns.ts';
import { defineLayer, defineOp, type Op } from '../op.ts';
import { type Integers, integers, tensor } from '../parameter.ts';
import { docs, torch } from './declare.ts';
import { perAxis } from './window-arguments.ts';

const windowParams = {
  kernel_size: integers('int | int[]'),
  dilation: integers('int | int[]').default('1'),
  padding: integers('int | int[]').default('0'),
  stride: integers('int | int[]').default('1'),
} as const;

interface Columns {
  readonly op: string;
  readonly input: TensorArg;
  readonly kernel_size: Integers;
  readonly dilation: Integers;
  readonly padding: Integers;
  readonly stride: Integers;
}

function windowOf({ op, ...given }: Columns, check: Check) {
  const read = (argument: 'kernel_size' | 'dilation' | 'padding' | 'stride') => perAxis(given[argument], 2, { op, argument }, check);
  const [kernel, dilation, padding, stride] = [read('kernel_size'), read('dilation'), read('padding'), read('stride')];
  /** Places of the window over an area. */
  const places = (area: readonly Dim[]) => placesOf(area, { kernel, dilation, padding, stride });
  return { kernel, places };
}

function unfold(given: Columns, check: Check): Shape | undefined {
  const { shape } = given.input;
  const { kernel, places } = windowOf(given, check);
  if (!shape) return undefined;
  if (shape.length !== 3 && shape.length !== 4) {
    check.report(rankMismatch, { argument: 'input', wanted: '3 or 4', got: shape }, { argument: 'input' });
    return undefined;
  }
  const blocks = places(shape.slice(-2));
  if (blocks.some(count => less(count, int(1)) === 'yes'))
    check.report(argumentForm, { op: given.op, problem: 'has no place for its window' }, { argument: 'kernel_size' });
  return [...shape.slice(0, -3), multiply(shape.at(-3) as Dim, product(kernel)), product(blocks)];
}

function fold(given: Columns, size: Integers, check: Check): Shape | undefined {
  const { shape } = given.input;
  const { kernel, places } = windowOf(given, check);
  const output = perAxis(size, 2, { op: given.op, argument: 'output_size' }, check);
  if (!shape) return undefined;
  if (shape.length !== 2 && shape.length !== 3) {
    check.report(rankMismatch, { argument: 'input', wanted: '2 or 3', got: shape }, { argument: 'input' });
    return undefined;
  }
  const [C, L] = shape.slice(-2) as [Dim, Dim];
  const [cells, blocks] = [product(kernel), product(places(output))];
  const form = (problem: string) => check.report(argumentForm, { op: given.op, problem }, { argument: 'input' });
  if (divides(cells, C) === 'no') form(`needs channels divisible by ${show(cells)}, got ${show(C)}`);
  else if (equal(blocks, L) === 'no') form(`needs ${show(blocks)} columns, got ${show(L)}`);
  return [...shape.slice(0, -2), floorDivide(C, cells), ...output];
}

const unfoldSummary = 'The cells under each place of a window, as columns.';
const foldSummary = 'Adds columns up to the image that their windows cover.';
const output_size = () => integers('int | int[2]');

export const folds: readonly Op[] = [
  defineLayer({
    ...torch,
    name: 'torch.nn.Unfold',
    summary: unfoldSummary,
    docs: docs('torch.nn.Unfold'),
    params: windowParams,
    call: { input: tensor() },
    shape: (args, check) => unfold({ ...args, op: 'torch.nn.Unfold' }, check),
    examples: [
      { call: 'nn.Unfold((2, 3))', on: '2 5 3 4', gives: '2 30 4' },
      { call: 'nn.Unfold(5)', on: '2 5 3 4', reports: 'argument-form' },
    ],
  }),
  defineOp({
    ...torch,
    name: 'torch.nn.functional.unfold',
    summary: unfoldSummary,
    docs: docs('torch.nn.functional.unfold'),
    params: { input: tensor(), ...windowParams },
    shape: (args, check) => unfold({ ...args, op: 'torch.nn.functional.unfold' }, check),
    examples: [{ call: 'F.unfold(x, 3, padding=1)', given: { x: '2 5 3 4' }, gives: '2 45 12' }],
  }),
  defineLayer({
    ...torch,
    name: 'torch.nn.Fold',
    summary: foldSummary,
    docs: docs('torch.nn.Fold'),
    params: { output_size: output_size(), ...windowParams },
    call: { input: tensor() },
    shape: ({ output_size, ...args }, check) => fold({ ...args, op: 'torch.nn.Fold' }, output_size, check),
    examples: [
      { call: 'nn.Fold((4, 5), (2, 2))', on: '1 12 12', gives: '1 3 4 5' },
      { call: 'nn.Fold((4, 5), (2, 2))', on: '1 12 10', reports: 'argument-form' },
    ],
  }),
  defineOp({
    ...torch,
    name: 'torch.nn.functional.fold',
    summary: foldSummary,
    docs: docs('torch.nn.functional.fold'),
    params: { input: tensor(), output_size: output_size(), ...windowParams },
    shape: ({ output_size, ...args }, check) => fold({ ...args, op: 'torch.nn.functional.fold' }, output_size, check),
    examples: [{ call: 'F.fold(x, (4, 5), (2, 2))', given: { x: '1 12 12' }, gives: '1 3 4 5' }],
  }),
];

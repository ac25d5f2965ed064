/**
 * Padding layers and `torch.nn.functional.pad`. Sources: torch/nn/modules/padding.py, aten/src/ATen/native/PadNd.cpp, ReflectionPad.cpp,
 * ReplicationPadding.cpp.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import type { Place } from '../../diagnostics/diagnostic.ts';
import { paddingExceedsInput } from '../../diagnostics/padding-exceeds-input.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { add } from '../../dim/arithmetic.ts';
import { less, lessEqual } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { type Padding, spatialNames } from '../../kernel/geometry.ts';
import { join } from '../../shape/pattern.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { defineLayer, defineOp, type Op } from '../op.ts';
import { type Integers, ignored, integers, tensor, word } from '../parameter.ts';
import { docs, plain, type Spatial, spatialCounts, torch } from './declare.ts';
import { layouts, rankOf, usualLayouts } from './window-arguments.ts';

/** Cells that are taken from the tensor itself: a reflection leaves out the edge, a circle may use every cell once. */
export function checkWrap(mode: string, S: readonly Dim[], padding: readonly (Padding | undefined)[], place: Place, check: Check): void {
  if (mode !== 'reflect' && mode !== 'circular') return;
  const strict = mode === 'reflect';
  const names = spatialNames(S.length);
  for (const [at, input] of S.entries()) {
    const cells = padding[at];
    if (typeof cells !== 'object') continue;
    const wrong = [cells.before, cells.after].find(dim => (strict ? lessEqual(input, dim) : less(input, dim)) === 'yes');
    if (!wrong) continue;
    check.report(paddingExceedsInput, { mode, axis: names[at] ?? '', padding: wrong, input, strict }, place, {
      related: [{ argument: 'input', message: "the input's shape comes from here" }],
    });
    return;
  }
}

/** `padding` of a layer: one number for every side, or two per axis, the last axis first. */
function sidesOf(given: Integers, spatial: number, op: string, check: Check): readonly (Padding | undefined)[] {
  const all = (padding: Padding | undefined) => Array<Padding | undefined>(spatial).fill(padding);
  if (given?.kind === 'one') return all({ before: given.dim, after: given.dim });
  if (given?.kind !== 'many') return all(undefined);
  const items = given.items.map(item => (typeof item === 'string' ? unknown : item));
  if (items.length !== 2 * spatial) {
    check.report(
      argumentForm,
      { op, problem: `takes 1 or ${2 * spatial} numbers as padding, got ${items.length}` },
      { argument: 'padding' },
    );
    return all(undefined);
  }
  return Array.from({ length: spatial }, (_, at) => {
    const first = 2 * (spatial - 1 - at);
    return { before: items[first] ?? unknown, after: items[first + 1] ?? unknown };
  });
}

const lengthened = (dim: Dim, padding: Padding | undefined): Dim =>
  typeof padding === 'object' ? add(add(dim, padding.before), padding.after) : unknown;

/** Layer → the mode; whether it exists for every number of axes. */
const layers: Readonly<Record<string, string>> = {
  ZeroPad: 'constant',
  ConstantPad: 'constant',
  ReflectionPad: 'reflect',
  ReplicationPad: 'replicate',
  CircularPad: 'circular',
};

const dimsOf = (spatial: Spatial, length: number): string => Array(spatial).fill(length).join(' ');

function layer(word: string, mode: string, spatial: Spatial): Op {
  const name = `torch.nn.${word}${spatial}d`;
  const value = word === 'ConstantPad' ? ', 0.5' : '';
  const call = (padding: string) => `nn.${word}${spatial}d(${padding}${value})`;
  const sides = ['1, 2', '1, 2, 0, 0', '1, 2, 0, 0, 0, 0'][spatial - 1] as string;
  const repeats = mode === 'reflect' || mode === 'circular';
  return defineLayer({
    ...torch,
    name,
    summary: `Lengthens ${spatial === 1 ? 'the last axis' : `the last ${spatial} axes`}: ${mode}.`,
    docs: docs(name),
    params: { padding: integers('int | int[]'), ...(value ? plain('value') : {}) },
    call: { input: tensor() },
    shape({ padding, input }, check) {
      const sides = sidesOf(padding as Integers, spatial, name, check);
      const of = input as { readonly shape: Shape | undefined };
      if (mode === 'constant') return constantPad(of.shape, spatial, sides, check);
      const layout = layouts[spatial];
      const wanted = { argument: 'input', wanted: rankOf(spatial), usual: usualLayouts[spatial] };
      const { N, C, S } = axesOf(layout, of.shape, wanted, check);
      checkWrap(mode, S, sides, { argument: 'padding' }, check);
      return join(layout, { N, C, S: S.map((dim, at) => lengthened(dim, sides[at])) });
    },
    examples: [
      { call: call('1'), on: `2 3 ${dimsOf(spatial, 4)}`, gives: `2 3 ${dimsOf(spatial, 6)}` },
      { call: call(`(${sides})`), on: `2 3 ${dimsOf(spatial, 4)}`, gives: `2 3 ${[...Array(spatial - 1).fill(4), 7].join(' ')}` },
      ...(repeats ? [{ call: call('5'), on: `2 3 ${dimsOf(spatial, 4)}`, reports: 'padding-exceeds-input' }] : []),
      { call: call('(1, 2, 3)'), on: `2 3 ${dimsOf(spatial, 4)}`, reports: 'argument-form' },
    ],
  });
}

/** Any tensor with enough axes. */
function constantPad(shape: Shape | undefined, spatial: number, sides: readonly (Padding | undefined)[], check: Check): Shape | undefined {
  if (!shape) return undefined;
  if (shape.length < spatial) {
    check.report(rankMismatch, { argument: 'input', wanted: `at least ${spatial}`, got: shape }, { argument: 'input' });
    return undefined;
  }
  const before = shape.length - spatial;
  return shape.map((dim, axis) => (axis < before ? dim : lengthened(dim, sides[axis - before])));
}

const pad = defineOp({
  ...torch,
  name: 'torch.nn.functional.pad',
  summary: 'Lengthens or cuts axes, two numbers per axis, the last axis first.',
  docs: docs('torch.nn.functional.pad'),
  params: {
    input: tensor(),
    pad: integers('int[]'),
    mode: word('constant', 'reflect', 'replicate', 'circular').default("'constant'"),
    value: ignored('number'),
  },
  shape({ input: { shape }, pad, mode }, check) {
    const items = pad?.kind === 'many' ? pad.items : undefined;
    const unread = shape?.map((): Dim => unknown);
    if (!items) return unread;
    if (items.length % 2 === 1) {
      check.report(
        argumentForm,
        { op: 'torch.nn.functional.pad', problem: `takes an even number of paddings, got ${items.length}` },
        { argument: 'pad' },
      );
      return unread;
    }
    if (!shape) return undefined;
    const count = items.length / 2;
    if (count > shape.length) {
      const problem = `got paddings for ${count} axes, the input has ${shape.length}`;
      check.report(argumentForm, { op: 'torch.nn.functional.pad', problem }, { argument: 'pad' });
      return unread;
    }
    const sides = sidesOf({ kind: 'many', items }, count, 'torch.nn.functional.pad', check);
    const S = shape.slice(shape.length - count);
    if (mode !== undefined && mode !== 'constant' && count <= 3) checkWrap(mode, S, sides, { argument: 'pad' }, check);
    return [...shape.slice(0, shape.length - count), ...S.map((dim, at) => lengthened(dim, sides[at]))];
  },
  examples: [
    { call: 'F.pad(x, (1, 2))', given: { x: '2 3 4 4' }, gives: '2 3 4 7' },
    { call: 'F.pad(x, [1, 1, 2, 2])', given: { x: '2 3 4 4' }, gives: '2 3 8 6' },
    { call: 'F.pad(x, (1, 1, 1, 1), mode="reflect")', given: { x: '2 3 4 4' }, gives: '2 3 6 6' },
    { call: 'F.pad(x, (0, 0, -1, -1))', given: { x: '2 3 4 4' }, gives: '2 3 2 4' },
    { call: 'F.pad(x, (4, 4, 0, 0), mode="reflect")', given: { x: '2 3 4 4' }, reports: 'padding-exceeds-input' },
    { call: 'F.pad(x, (1, 1, 1))', given: { x: '2 3 4 4' }, reports: 'argument-form' },
  ],
});

export const padding: readonly Op[] = [
  ...Object.entries(layers).flatMap(([word, mode]) => spatialCounts.map(spatial => layer(word, mode, spatial))),
  pad,
];

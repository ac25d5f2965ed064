/**
 * Upsampling and rearranging of pixels. Sources: `interpolate` in torch/nn/functional.py, aten/src/ATen/native/PixelShuffle.cpp,
 * `grid_sample`, `affine_grid`.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { batchMismatch } from '../../diagnostics/batch-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { floorDivide, multiply } from '../../dim/arithmetic.ts';
import { divides, equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, type TensorArg, toDim } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { defineLayer, defineOp, type Op } from '../op.ts';
import { anything, ignored, integer, integers, tensor, word } from '../parameter.ts';
import { docs, torch } from './declare.ts';
import { called } from './window-arguments.ts';

interface Resize {
  readonly op: string;
  readonly input: TensorArg;
  readonly size: Arg | undefined;
  readonly scale: Arg | undefined;
  readonly mode: string | undefined;
}

/** The number of spatial axes that a mode works on; the others take any. */
const spatialOf: Readonly<Record<string, number>> = { linear: 1, bilinear: 2, bicubic: 2, trilinear: 3 };

function resize({ op, input, size, scale, mode }: Resize, check: Check): Shape | undefined {
  const [sized, scaled] = [given(size), given(scale)];
  if (!sized && !scaled) check.report(argumentForm, { op, problem: 'needs size or scale_factor' }, {});
  if (sized && scaled && sized.kind !== 'unknown' && scaled.kind !== 'unknown')
    check.report(argumentForm, { op, problem: 'takes size or scale_factor, not both' }, { argument: 'scale_factor' });
  const fixed = mode === undefined ? undefined : spatialOf[mode];
  const pairs = listLength(sized ?? scaled);
  const shape = shapeFor(input, fixed ?? (mode === 'nearest' ? pairs : undefined), check);
  if (!shape) return undefined;
  if (shape.length < 3 || shape.length > 5) {
    check.report(rankMismatch, { argument: 'input', wanted: '3 to 5', got: shape }, { argument: 'input' });
    return undefined;
  }
  const S = shape.slice(2);
  if (fixed !== undefined && S.length !== fixed) {
    check.report(rankMismatch, { argument: 'input', wanted: `${fixed + 2} for mode '${mode}'`, got: shape }, { argument: 'input' });
    return undefined;
  }
  if (pairs !== undefined && pairs !== S.length) {
    const argument = sized ? 'size' : 'scale_factor';
    check.report(argumentForm, { op, problem: `takes ${S.length} numbers as ${argument}, got ${pairs}` }, { argument });
    return [
      ...shape.slice(0, 2),
      ...called(
        S.map(() => unknown),
        check,
      ),
    ];
  }
  const lengths = S.map((length, at): Dim => {
    if (sized) return toDim(itemOf(sized, at)) ?? unknown;
    return scaled ? scaledLength(length, itemOf(scaled, at)) : unknown;
  });
  // An adaptive pool, which does not mind.
  if (mode !== 'area' && lengths.some(length => length.kind === 'int' && length.value < 1))
    check.report(argumentForm, { op, problem: 'leaves no output' }, { argument: sized ? 'size' : 'scale_factor' });
  return [...shape.slice(0, 2), ...called(lengths, check)];
}

/** The input's shape, or the one that it must have where the number of spatial axes is certain. */
function shapeFor({ shape }: TensorArg, spatial: number | undefined, check: Check): Shape | undefined {
  if (shape || spatial === undefined) return shape;
  const layout = ({ 1: 'N C S:1', 2: 'N C S:2', 3: 'N C S:3' } as const)[spatial];
  if (!layout) return undefined;
  axesOf(layout, undefined, { argument: 'input', wanted: spatial + 2, usual: layout }, check);
  return check.demands.get('input');
}

const given = (arg: Arg | undefined): Arg | undefined => (arg?.kind === 'none' ? undefined : arg);
const listLength = (arg: Arg | undefined): number | undefined => (arg?.kind === 'list' ? arg.items.length : undefined);
const itemOf = (arg: Arg, at: number): Arg => (arg.kind === 'list' ? (arg.items[at] ?? { kind: 'unknown' }) : arg);

/** `⌊L·scale⌋`; half of a length has a name even where the length has none. */
function scaledLength(length: Dim, scale: Arg): Dim {
  if (scale.kind === 'float') {
    if (scale.value === undefined || scale.value <= 0) return unknown;
    if (length.kind === 'int') return int(Math.floor(length.value * scale.value));
    if (Number.isInteger(scale.value)) return multiply(length, int(scale.value));
    return Number.isInteger(1 / scale.value) ? floorDivide(length, int(1 / scale.value)) : unknown;
  }
  const times = toDim(scale);
  return times ? multiply(length, times) : unknown;
}

const size = () => anything('int | int[]', { kind: 'integers' });
const scale = () => anything('number | number[]');

const upsample = defineLayer({
  ...torch,
  name: 'torch.nn.Upsample',
  summary: 'Enlarges an image to a size, or by a factor.',
  docs: docs('torch.nn.Upsample'),
  params: {
    size: size().optional(),
    scale_factor: scale().optional(),
    mode: word('nearest', 'linear', 'bilinear', 'bicubic', 'trilinear').default("'nearest'"),
    align_corners: ignored('bool'),
    recompute_scale_factor: ignored('bool'),
  },
  call: { input: tensor() },
  shape: ({ size, scale_factor, mode, input }, check) => resize({ op: 'torch.nn.Upsample', input, size, scale: scale_factor, mode }, check),
  examples: [
    { call: 'nn.Upsample(scale_factor=2)', on: '8 3 7 7', gives: '8 3 14 14' },
    { call: "nn.Upsample(scale_factor=2, mode='bilinear', align_corners=True)", on: '8 3 7 7', gives: '8 3 14 14' },
    { call: 'nn.Upsample((32, 48))', on: '8 3 7 7', gives: '8 3 32 48' },
    { call: 'nn.Upsample(scale_factor=0.5)', on: '8 3 7 9', gives: '8 3 3 4' },
    { call: "nn.Upsample(scale_factor=2, mode='bilinear')", on: '3 7 7', reports: 'rank-mismatch' },
    { call: 'nn.Upsample((2, 3, 4))', on: '8 3 7 7', reports: 'argument-form' },
    { call: 'nn.Upsample(scale_factor=2)', on: '8 3', reports: 'rank-mismatch' },
  ],
});

const fixedModes = (
  [
    ['Nearest', 'nearest'],
    ['Bilinear', 'bilinear'],
  ] as const
).map(([word, mode]) =>
  defineLayer({
    ...torch,
    name: `torch.nn.Upsampling${word}2d`,
    summary: 'Enlarges an image to a size, or by a factor.',
    docs: docs(`torch.nn.Upsampling${word}2d`),
    params: { size: size().optional(), scale_factor: scale().optional() },
    call: { input: tensor() },
    shape: ({ size, scale_factor, input }, check) =>
      resize({ op: `torch.nn.Upsampling${word}2d`, input, size, scale: scale_factor, mode }, check),
    examples: [{ call: `nn.Upsampling${word}2d(scale_factor=2)`, on: '8 3 7 7', gives: '8 3 14 14' }],
  }),
);

const interpolate = defineOp({
  ...torch,
  name: 'torch.nn.functional.interpolate',
  aliases: ['nn.functional.upsample', 'nn.functional.upsample_bilinear', 'nn.functional.upsample_nearest'],
  summary: 'Resizes an image to a size, or by a factor.',
  docs: docs('torch.nn.functional.interpolate'),
  params: {
    input: tensor(),
    size: size().optional(),
    scale_factor: scale().optional(),
    mode: word('nearest', 'linear', 'bilinear', 'bicubic', 'trilinear', 'area', 'nearest-exact').default("'nearest'"),
    align_corners: ignored('bool'),
    recompute_scale_factor: ignored('bool'),
    antialias: ignored('bool'),
  },
  shape: ({ input, size, scale_factor, mode }, check) =>
    resize({ op: 'torch.nn.functional.interpolate', input, size, scale: scale_factor, mode }, check),
  examples: [
    { call: 'F.interpolate(x, scale_factor=2)', given: { x: '8 3 7 7' }, gives: '8 3 14 14' },
    { call: "F.interpolate(x, size=(32, 48), mode='bilinear')", given: { x: '8 3 7 7' }, gives: '8 3 32 48' },
    { call: 'F.interpolate(x, y.shape[2:])', given: { x: '8 3 7 7', y: '8 5 9 11' }, gives: '8 3 9 11' },
    { call: 'F.interpolate(x, [2, 3, 4])', given: { x: '8 3 7 7' }, reports: 'argument-form' },
    { call: 'F.interpolate(x)', given: { x: '8 3 7 7' }, reports: 'argument-form' },
    { call: "F.interpolate(x, scale_factor=2, mode='trilinear')", given: { x: '8 3 7 7' }, reports: 'rank-mismatch' },
  ],
});

interface Shuffle {
  readonly op: string;
  readonly input: TensorArg;
  readonly factor: Dim;
  readonly argument: string;
}

function shuffle({ op, input: { shape }, factor, argument }: Shuffle, check: Check): Shape | undefined {
  if (!shape) return undefined;
  const [C, H, W] = shape.slice(-3);
  if (!C || !H || !W) {
    check.report(rankMismatch, { argument: 'input', wanted: 'at least 3', got: shape }, { argument: 'input' });
    return undefined;
  }
  const square = multiply(factor, factor);
  if (divides(square, C) === 'no')
    check.report(argumentForm, { op, problem: `needs channels divisible by ${show(square)}, got ${show(C)}` }, { argument });
  return [...shape.slice(0, -3), floorDivide(C, square), multiply(H, factor), multiply(W, factor)];
}

function unshuffle({ op, input: { shape }, factor, argument }: Shuffle, check: Check): Shape | undefined {
  if (!shape) return undefined;
  const [C, H, W] = shape.slice(-3);
  if (!C || !H || !W) {
    check.report(rankMismatch, { argument: 'input', wanted: 'at least 3', got: shape }, { argument: 'input' });
    return undefined;
  }
  for (const [axis, dim] of [
    ['height', H],
    ['width', W],
  ] as const)
    if (divides(factor, dim) === 'no')
      check.report(argumentForm, { op, problem: `needs a ${axis} divisible by ${show(factor)}, got ${show(dim)}` }, { argument });
  return [...shape.slice(0, -3), multiply(C, multiply(factor, factor)), floorDivide(H, factor), floorDivide(W, factor)];
}

const shuffles = (
  [
    ['PixelShuffle', 'pixel_shuffle', 'upscale_factor'],
    ['PixelUnshuffle', 'pixel_unshuffle', 'downscale_factor'],
  ] as const
).flatMap(([word, path, argument]): readonly Op[] => {
  const up = word === 'PixelShuffle';
  const rule = up ? shuffle : unshuffle;
  const summary = up ? 'Channels become pixels.' : 'Pixels become channels.';
  const [from, gives] = up ? ['8 12 5 7', '8 3 10 14'] : ['8 3 10 14', '8 12 5 7'];
  const bad = up ? '8 10 5 7' : '8 3 5 7';
  return [
    defineLayer({
      ...torch,
      name: `torch.nn.${word}`,
      summary,
      docs: docs(`torch.nn.${word}`),
      params: { [argument]: integer() },
      call: { input: tensor() },
      shape: (args, check) => rule({ op: `torch.nn.${word}`, input: args.input, factor: args[argument] as Dim, argument }, check),
      examples: [
        { call: `nn.${word}(2)`, on: from, gives },
        { call: `nn.${word}(2)`, on: bad, reports: 'argument-form' },
      ],
    }),
    defineOp({
      ...torch,
      name: `torch.nn.functional.${path}`,
      aliases: [path],
      summary,
      docs: docs(`torch.nn.functional.${path}`),
      params: { input: tensor(), [argument]: integer() },
      shape: (args, check) =>
        rule({ op: `torch.nn.functional.${path}`, input: args.input as TensorArg, factor: args[argument] as Dim, argument }, check),
      examples: [
        { call: `F.${path}(x, 2)`, given: { x: from }, gives },
        { call: `F.${path}(x, 2)`, given: { x: bad }, reports: 'argument-form' },
      ],
    }),
  ];
});

const affineGrid = defineOp({
  ...torch,
  name: 'torch.nn.functional.affine_grid',
  aliases: ['affine_grid_generator'],
  summary: 'Where each pixel of the output comes from under an affine map: an input of `grid_sample`.',
  docs: docs('torch.nn.functional.affine_grid'),
  params: { theta: tensor('[N, 2, 3]'), size: integers('int[4] | int[5]'), align_corners: ignored('bool') },
  shape({ size }) {
    const items = size?.kind === 'many' ? size.items.map(item => (typeof item === 'string' ? unknown : item)) : undefined;
    if (!items || (items.length !== 4 && items.length !== 5)) return undefined;
    return [items[0] as Dim, ...items.slice(2), int(items.length - 2)];
  },
  examples: [{ call: 'F.affine_grid(t, [8, 3, 28, 30])', given: { t: '8 2 3' }, gives: '8 28 30 2' }],
});

const gridSample = defineOp({
  ...torch,
  name: 'torch.nn.functional.grid_sample',
  aliases: ['grid_sampler'],
  summary: 'Reads an image at the points of a grid.',
  docs: docs('torch.nn.functional.grid_sample'),
  params: {
    input: tensor('[N, C, H, W]'),
    grid: tensor('[N, H, W, 2]'),
    mode: ignored('str'),
    padding_mode: ignored('str'),
    align_corners: ignored('bool'),
  },
  shape({ input: { shape }, grid }, check) {
    if (!shape || !grid.shape || (shape.length !== 4 && shape.length !== 5) || grid.shape.length !== shape.length) return undefined;
    const [N, C] = shape;
    const [M] = grid.shape;
    if (!N || !C || !M) return undefined;
    if (equal(N, M) === 'no') check.report(batchMismatch, { argument: 'grid', output: M, input: N, silent: false }, { argument: 'grid' });
    return [N, C, ...grid.shape.slice(1, -1)];
  },
  examples: [
    { call: 'F.grid_sample(x, g)', given: { x: '8 3 28 28', g: '8 14 15 2' }, gives: '8 3 14 15' },
    { call: 'F.grid_sample(x, g)', given: { x: '8 3 28 28', g: '4 14 15 2' }, reports: 'batch-mismatch' },
  ],
});

export const resizing: readonly Op[] = [upsample, ...fixedModes, interpolate, ...shuffles, affineGrid, gridSample];

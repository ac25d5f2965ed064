/**
 * `torch.nn.Conv1d`, `Conv2d`, `Conv3d` and their functions. Sources: `_ConvNd` in torch/nn/modules/conv.py, `check_shape_forward` in
 * aten/src/ATen/native/Convolution.cpp.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { biasMismatch } from '../../diagnostics/bias-mismatch.ts';
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { groupsDoNotDivide } from '../../diagnostics/groups-do-not-divide.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { floorDivide, multiply, subtract } from '../../dim/arithmetic.ts';
import { divides, equal } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import type { Padding } from '../../kernel/geometry.ts';
import { join } from '../../shape/pattern.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Arg, TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { computeWindow } from '../conv/compute.ts';
import { allKnown, outputOf, slideAll } from '../conv/slide.ts';
import { defineLayer, defineOp, type Op } from '../op.ts';
import { anything, flag, type Integers, integer, integers, optionalTensor, tensor, word } from '../parameter.ts';
import { geometryOf } from './conv-geometry.ts';
import { docs, placement, type Spatial, spatialCounts, torch } from './declare.ts';
import { checkWrap } from './pad.ts';
import { allCalled, checkFits, convPadding, layouts, perAxis, positive, rankOf, usualLayouts } from './window-arguments.ts';

const filterLayouts = { 1: 'O I S:1', 2: 'O I S:2', 3: 'O I S:3' } as const;

interface Sliding {
  readonly mode?: string | undefined;
  readonly stride: Integers;
  readonly padding: Arg | undefined;
  readonly dilation: Integers;
}

/** What is wrong with the numbers by themselves. */
function read(op: string, spatial: Spatial, given: Sliding, check: Check) {
  const strides = perAxis(given.stride, spatial, { op, argument: 'stride' }, check, int(1));
  const dilations = perAxis(given.dilation, spatial, { op, argument: 'dilation' }, check, int(1));
  const padding = convPadding(given.padding, spatial, op, given.mode !== undefined && given.mode !== 'zeros', check);
  positive(strides, { op, argument: 'stride' }, check);
  positive(dilations, { op, argument: 'dilation' }, check);
  if (padding[0] === 'same' && strides.some(dim => dim.kind === 'int' && dim.value > 1))
    check.report(argumentForm, { op, problem: "takes no padding 'same' with a stride above 1" }, { argument: 'padding' });
  return { strides, dilations, padding };
}

/** The constructor's own checks. */
export function checkGroups(groups: Dim, channels: Readonly<Record<string, Dim>>, op: string, check: Check): void {
  if (groups.kind === 'int' && groups.value < 1) {
    check.report(argumentForm, { op, problem: 'takes a positive number of groups' }, { argument: 'groups' });
    return;
  }
  for (const [what, dim] of Object.entries(channels))
    if (divides(groups, dim) === 'no') check.report(groupsDoNotDivide, { groups, what, channels: dim }, { argument: 'groups' });
}

interface Conv extends Sliding {
  readonly op: string;
  readonly spatial: Spatial;
  readonly input: TensorArg;
  /** The input channels that it takes; undefined where it takes any. */
  readonly takes: Dim | undefined;
  readonly gives: Dim;
  readonly kernel: readonly Dim[];
  readonly groups: Dim;
  /** Where a mistake in channels, and in the size of the window, is shown. */
  readonly at: { readonly channels: string; readonly kernel: string };
  readonly filterArgument?: string;
}

function convolve(conv: Conv, check: Check): Shape {
  const { op, spatial, input, takes, gives, kernel, groups, at, filterArgument, mode } = conv;
  const layout = layouts[spatial];
  const { strides, dilations, padding } = read(op, spatial, conv, check);
  const { N, C, S } = axesOf(
    layout,
    input.shape,
    { argument: 'input', wanted: rankOf(spatial), usual: usualLayouts[spatial], ...(takes ? { must: { C: takes } } : {}) },
    check,
  );
  if (takes && equal(C, takes) === 'no') {
    const facts = filterArgument
      ? ({ kind: 'input', input: C, filter: takes, filterAxis: 1, groups: false } as const)
      : ({ kind: 'declared', input: C, parameter: at.channels, declared: takes } as const);
    check.report(channelsMismatch, facts, { argument: at.channels }, { related: [{ argument: 'input', message: 'the input' }] });
  }
  const axes = slideAll(S, { kernel, strides, dilations, padding }, check);
  if (mode !== undefined) checkWrap(mode, S, paddedBy(padding, kernel, dilations), { argument: 'padding' }, check);
  checkFits(axes, at.kernel, check);
  const known = allKnown(axes);
  if (known) {
    check.geometry = geometryOf('conv', known, {
      N,
      C,
      layout,
      filterLayout: filterLayouts[spatial],
      takes,
      gives,
      groups,
      filterArgument,
    });
  }
  return allCalled(join(layout, { N, C: gives, S: axes.map(outputOf) }), spatial, check);
}

/** `same` in cells. */
const paddedBy = (padding: readonly (Padding | undefined)[], kernel: readonly Dim[], dilations: readonly Dim[]) =>
  padding.map((each, at): Padding | undefined => {
    const [k, d] = [kernel[at], dilations[at]];
    if (each !== 'same' || !k || !d) return each;
    const total = multiply(d, subtract(k, int(1)));
    const before = floorDivide(total, int(2));
    return { before, after: subtract(total, before) };
  });

const sliding = {
  stride: integers('int | int[]').default('1'),
  padding: anything("int | int[] | 'same' | 'valid'", { kind: 'integers' }).default('0'),
  dilation: integers('int | int[]').default('1'),
  groups: integer().default('1'),
} as const;

const layerParams = {
  out_channels: integer(),
  kernel_size: integers('int | int[]'),
  ...sliding,
  bias: flag().default('True'),
  padding_mode: word('zeros', 'reflect', 'replicate', 'circular').default("'zeros'"),
  ...placement,
} as const;

const modes = ['zeros', 'reflect', 'replicate', 'circular'];

function checkMode(op: string, mode: string | undefined, check: Check): void {
  if (mode !== undefined && !modes.includes(mode))
    check.report(argumentForm, { op, problem: `knows no padding_mode '${mode}'` }, { argument: 'padding_mode' });
}

const dimsOf = (spatial: Spatial, length: number): string => Array(spatial).fill(length).join(' ');

function layer(spatial: Spatial): Op {
  const name = `torch.nn.Conv${spatial}d`;
  const short = `nn.Conv${spatial}d`;
  return defineLayer({
    ...torch,
    name,
    summary: `Slides filters over ${spatial === 1 ? 'a sequence' : spatial === 2 ? 'an image' : 'a volume'}.`,
    docs: docs(name),
    params: { in_channels: integer(), ...layerParams },
    call: { input: tensor(`[N, C, ${spatial === 1 ? 'L' : spatial === 2 ? 'H, W' : 'D, H, W'}]`) },
    construct({ in_channels, out_channels, groups, padding_mode, ...given }, check) {
      checkGroups(groups, { in_channels, out_channels }, name, check);
      checkMode(name, padding_mode, check);
      if (given.padding?.kind === 'text') read(name, spatial, given, check);
    },
    shape({ in_channels, out_channels, kernel_size, groups, padding_mode, input, ...given }, check) {
      const kernel = perAxis(kernel_size, spatial, { op: name, argument: 'kernel_size' }, check);
      const at = { channels: 'in_channels', kernel: 'kernel_size' };
      return convolve(
        { ...given, op: name, spatial, input, takes: in_channels, gives: out_channels, kernel, groups, at, mode: padding_mode },
        check,
      );
    },
    examples: [
      { call: `${short}(3, 64, 3)`, on: `8 3 ${dimsOf(spatial, 16)}`, gives: `8 64 ${dimsOf(spatial, 14)}` },
      { call: `${short}(3, 64, 7, stride=2, padding=3)`, on: `8 3 ${dimsOf(spatial, 16)}`, gives: `8 64 ${dimsOf(spatial, 8)}` },
      { call: `${short}(4, 8, 3, padding='same', dilation=2)`, on: `4 ${dimsOf(spatial, 9)}`, gives: `8 ${dimsOf(spatial, 9)}` },
      { call: `${short}(4, 8, 3, 1, 2, 2, 4)`, on: `2 4 ${dimsOf(spatial, 9)}`, gives: `2 8 ${dimsOf(spatial, 9)}` },
      { call: `${short}(3, 64, 3)`, on: `8 4 ${dimsOf(spatial, 16)}`, reports: 'channels-mismatch' },
      { call: `${short}(3, 64, 5)`, on: `8 3 ${dimsOf(spatial, 4)}`, reports: 'window-exceeds-input' },
      { call: `${short}(3, 64, 5)`, on: '8', reports: 'rank-mismatch' },
      { call: `${short}(3, 64, 5, groups=2)`, on: `8 3 ${dimsOf(spatial, 8)}`, reports: 'groups-do-not-divide' },
      { call: `${short}(3, 64, 5, stride=2, padding='same')`, on: `8 3 ${dimsOf(spatial, 8)}`, reports: 'argument-form' },
      { call: `${short}(3, 64, 5, padding='SAME')`, on: `8 3 ${dimsOf(spatial, 8)}`, reports: 'unknown-padding' },
      { call: `${short}(3, 64, 5, stride=0)`, on: `8 3 ${dimsOf(spatial, 8)}`, reports: 'argument-form' },
      { call: `${short}(3, 64, 3, stride=(1, 2, 2, 1))`, on: `8 3 ${dimsOf(spatial, 8)}`, reports: 'argument-form' },
    ],
  });
}

/** Takes its input channels from the first input it sees. */
function lazyLayer(spatial: Spatial): Op {
  const name = `torch.nn.LazyConv${spatial}d`;
  return defineLayer({
    ...torch,
    name,
    summary: `\`Conv${spatial}d\` whose input channels are those of the first input.`,
    docs: docs(name),
    params: layerParams,
    call: { input: tensor() },
    construct: ({ padding_mode }, check) => checkMode(name, padding_mode, check),
    shape({ out_channels, kernel_size, groups, padding_mode, input, ...given }, check) {
      const first = check.first?.['input'];
      const seen = first?.kind === 'tensor' && first.shape && first.shape.length > spatial ? first.shape.at(-spatial - 1) : undefined;
      const kernel = perAxis(kernel_size, spatial, { op: name, argument: 'kernel_size' }, check);
      const at = { channels: 'out_channels', kernel: 'kernel_size' };
      return convolve(
        { ...given, op: name, spatial, input, takes: seen, gives: out_channels, kernel, groups, at, mode: padding_mode },
        check,
      );
    },
    examples: [
      { call: `nn.LazyConv${spatial}d(64, 3, padding=1)`, on: `8 3 ${dimsOf(spatial, 16)}`, gives: `8 64 ${dimsOf(spatial, 16)}` },
    ],
  });
}

function functional(spatial: Spatial): Op {
  const name = `torch.nn.functional.conv${spatial}d`;
  const short = `F.conv${spatial}d`;
  const filter = filterLayouts[spatial];
  return defineOp({
    ...torch,
    name,
    aliases: [`conv${spatial}d`],
    summary: 'A convolution with the filters given.',
    docs: docs(name),
    params: { input: tensor(), weight: tensor('[out, in/groups, …]'), bias: optionalTensor('[out]'), ...sliding },
    shape({ input, weight, bias, groups, ...given }, check) {
      const { O, I, S } = axesOf(filter, weight.shape, { argument: 'weight', wanted: spatial + 2 }, check);
      if (divides(groups, O) === 'no')
        check.report(groupsDoNotDivide, { groups, what: "weight's output channels", channels: O }, { argument: 'groups' });
      checkBias(bias, O, check);
      const takes = weight.shape ? multiply(I, groups) : undefined;
      const at = { channels: 'weight', kernel: 'weight' };
      return convolve({ ...given, op: name, spatial, input, takes, gives: O, kernel: S, groups, at, filterArgument: 'weight' }, check);
    },
    compute: ({ input, weight, bias }, _, check) => (bias ? undefined : computeWindow(input, weight, check, spatial + 2)),
    examples: [
      {
        call: `${short}(x, w, padding=1)`,
        given: { x: `2 4 ${dimsOf(spatial, 5)}`, w: `8 4 ${dimsOf(spatial, 3)}` },
        gives: `2 8 ${dimsOf(spatial, 5)}`,
      },
      {
        call: `${short}(x, w, groups=2)`,
        given: { x: `2 4 ${dimsOf(spatial, 5)}`, w: `8 2 ${dimsOf(spatial, 3)}` },
        gives: `2 8 ${dimsOf(spatial, 3)}`,
      },
      { call: `${short}(x, w)`, given: { x: `2 3 ${dimsOf(spatial, 5)}`, w: `8 4 ${dimsOf(spatial, 3)}` }, reports: 'channels-mismatch' },
      {
        call: `${short}(x, w, b)`,
        given: { x: `2 4 ${dimsOf(spatial, 5)}`, w: `8 4 ${dimsOf(spatial, 3)}`, b: '4' },
        reports: 'bias-mismatch',
      },
      {
        call: `${short}(x, w)`,
        given: { x: `2 4 ${dimsOf(spatial, 2)}`, w: `8 4 ${dimsOf(spatial, 3)}` },
        reports: 'window-exceeds-input',
      },
      { call: `${short}(x, w)`, given: { x: `2 4 ${dimsOf(spatial, 5)}`, w: '8 4' }, reports: 'rank-mismatch' },
    ],
  });
}

/** "expected bias to be 1-dimensional with 8 elements". */
export function checkBias(bias: TensorArg | undefined, channels: Dim, check: Check): void {
  if (!bias?.shape) return;
  const [length, more] = bias.shape;
  if (!length || more) check.report(rankMismatch, { argument: 'bias', wanted: 1, got: bias.shape }, { argument: 'bias' });
  else if (equal(length, channels) === 'no') check.report(biasMismatch, { bias: length, channels }, { argument: 'bias' });
}

export const convolutions: readonly Op[] = [...spatialCounts.map(layer), ...spatialCounts.map(lazyLayer), ...spatialCounts.map(functional)];

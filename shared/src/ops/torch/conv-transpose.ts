/**
 * `torch.nn.ConvTranspose1d`, `2d`, `3d` and their functions. Sources: `_ConvTransposeNd._output_padding` in torch/nn/modules/conv.py,
 * `check_shape_forward` and the kernels `slow_conv_transpose2d`, `slow_conv_transpose3d`.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { groupsDoNotDivide } from '../../diagnostics/groups-do-not-divide.ts';
import { outputPaddingRange } from '../../diagnostics/output-padding-range.ts';
import { add, multiply } from '../../dim/arithmetic.ts';
import { divides, equal, less } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { spatialNames, type WindowAxis } from '../../kernel/geometry.ts';
import { transposeExplicit } from '../../kernel/transpose.ts';
import { windowEnvironment } from '../../kernel/window.ts';
import { join } from '../../shape/pattern.ts';
import type { Shape } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { computeWindow } from '../conv/compute.ts';
import { allKnown, outputOf, specOf, type Window } from '../conv/slide.ts';
import { checkTransposedOutput } from '../conv/transpose-output.ts';
import { defineLayer, defineOp, type Op } from '../op.ts';
import { flag, type Integers, integer, integers, optionalTensor, tensor, word } from '../parameter.ts';
import { checkBias, checkGroups } from './conv.ts';
import { geometryOf } from './conv-geometry.ts';
import { docs, placement, type Spatial, spatialCounts, torch } from './declare.ts';
import { allCalled, layouts, perAxis, positive, rankOf, symmetric, usualLayouts } from './window-arguments.ts';

const filterLayouts = { 1: 'I O S:1', 2: 'I O S:2', 3: 'I O S:3' } as const;

interface Transposed {
  readonly op: string;
  readonly spatial: Spatial;
  readonly input: TensorArg;
  readonly takes: Dim | undefined;
  readonly gives: Dim;
  readonly kernel: readonly Dim[];
  readonly groups: Dim;
  readonly stride: Integers;
  readonly padding: Integers;
  readonly output_padding: Integers;
  readonly dilation: Integers;
  /** Given where the layer is applied. */
  readonly output_size?: Integers;
  readonly at: string;
  readonly filterArgument?: string;
}

function transpose(given: Transposed, check: Check): Shape {
  const { op, spatial, input, takes, gives, kernel, groups, at, filterArgument } = given;
  const layout = layouts[spatial];
  const one = (argument: 'stride' | 'padding' | 'output_padding' | 'dilation', absent: number) =>
    perAxis(given[argument], spatial, { op, argument }, check, int(absent));
  const [strides, dilations, outputPadding] = [one('stride', 1), one('dilation', 1), one('output_padding', 0)];
  positive(strides, { op, argument: 'stride' }, check);
  positive(dilations, { op, argument: 'dilation' }, check);
  const sliding: Window = { kernel, strides, dilations, padding: one('padding', 0).map(symmetric) };
  const must = takes ? { must: { C: takes } } : {};
  const { N, C, S } = axesOf(
    layout,
    input.shape,
    { argument: 'input', wanted: rankOf(spatial), usual: usualLayouts[spatial], ...must },
    check,
  );
  if (takes && equal(C, takes) === 'no') {
    const facts = filterArgument
      ? ({ kind: 'input', input: C, filter: takes, filterAxis: 0, groups: false } as const)
      : ({ kind: 'declared', input: C, parameter: at, declared: takes } as const);
    check.report(channelsMismatch, facts, { argument: at }, { related: [{ argument: 'input', message: 'the input' }] });
  }
  const asked = 'output_size' in given && given.output_size?.kind !== 'none';
  const axes = asked ? askedFor(given.output_size, S, N.length, sliding, given, check) : smallest(S, sliding, outputPadding, op, check);
  const known = allKnown(axes);
  const leadsBack = (axis: WindowAxis, at: number) => asked || less(outputPadding[at] as Dim, axis.stride) === 'yes';
  if (known?.every(leadsBack)) {
    check.geometry = geometryOf('transposed-conv', known, {
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

/** The least length there is, and `output_padding` more. */
function smallest(S: readonly Dim[], window: Window, extra: readonly Dim[], op: string, check: Check): readonly (WindowAxis | undefined)[] {
  const names = spatialNames(S.length);
  return S.map((length, at): WindowAxis | undefined => {
    const spec = specOf(window, at, length);
    const name = names[at];
    const more = extra[at] ?? unknown;
    if (!spec || !name) return undefined;
    const { stride, dilation } = spec;
    if (less(more, stride) === 'no' && less(more, dilation) === 'no')
      check.report(outputPaddingRange, { axis: name, outputPadding: more, stride, dilation }, { argument: 'output_padding' });
    const env = windowEnvironment(spec);
    const output = add(transposeExplicit.low(env), more);
    // Some kernels return a tensor without elements, none one of negative length.
    if (less(output, int(1)) === 'yes')
      check.report(
        argumentForm,
        { op, problem: `leaves no output: ${name} ${show(output)}` },
        { argument: 'padding' },
        { severity: less(output, int(0)) === 'yes' ? 'error' : 'warning' },
      );
    check.explain(
      () =>
        `${name}: ${transposeExplicit.low.explain(env)}${show(more) === '0' ? '' : ` + ${show(more)} of output_padding = ${show(output)}`}`,
    );
    return { ...spec, name, output };
  });
}

/** `output_size`: spatial lengths, perhaps with batch and channels before them, at which nobody looks. */
function askedFor(
  asked: Integers,
  S: readonly Dim[],
  batches: number,
  window: Window,
  { op, spatial }: Transposed,
  check: Check,
): readonly (WindowAxis | undefined)[] {
  const items = asked?.kind === 'many' ? asked.items.map(item => (typeof item === 'string' ? unknown : item)) : undefined;
  if (!items) return S.map(() => undefined);
  const full = spatial + 1 + batches;
  if (items.length !== spatial && items.length !== full) {
    const problem = `takes ${spatial} or ${full} numbers as output_size, got ${items.length}`;
    check.report(argumentForm, { op, problem }, { argument: 'output_size' });
    return S.map(() => undefined);
  }
  const first = items.length - spatial;
  const requested = { argument: 'output_size', items, spatial: S.map((_, at) => first + at), batch: undefined };
  return checkTransposedOutput(S, window, requested, check, { silent: false, paddingText: paddingText(window) });
}

function paddingText({ padding }: Window): string {
  const words = padding.map(each => (typeof each === 'object' ? show(each.before) : '?'));
  return `padding ${words.every(each => each === words[0]) ? words[0] : `(${words.join(', ')})`}`;
}

const numbers = () => integers('int | int[]');

const dimsOf = (spatial: Spatial, length: number): string => Array(spatial).fill(length).join(' ');

const layerParams = {
  out_channels: integer(),
  kernel_size: numbers(),
  stride: numbers().default('1'),
  padding: numbers().default('0'),
  output_padding: numbers().default('0'),
  groups: integer().default('1'),
  bias: flag().default('True'),
  dilation: numbers().default('1'),
  padding_mode: word('zeros').default("'zeros'"),
  ...placement,
} as const;

function checkMode(op: string, mode: string | undefined, check: Check): void {
  if (mode !== undefined && mode !== 'zeros')
    check.report(argumentForm, { op, problem: "knows only padding_mode 'zeros'" }, { argument: 'padding_mode' });
}

function layer(spatial: Spatial): Op {
  const name = `torch.nn.ConvTranspose${spatial}d`;
  const short = `nn.ConvTranspose${spatial}d`;
  const on = `8 64 ${dimsOf(spatial, 7)}`;
  return defineLayer({
    ...torch,
    name,
    summary: 'The gradient of a convolution, used to upsample: every input cell is spread over the output through the filters.',
    docs: docs(name),
    params: { in_channels: integer(), ...layerParams },
    call: { input: tensor(), output_size: numbers().optional() },
    construct({ in_channels, out_channels, groups, padding_mode }, check) {
      checkGroups(groups, { in_channels, out_channels }, name, check);
      checkMode(name, padding_mode, check);
    },
    shape({ in_channels, out_channels, kernel_size, bias: _, padding_mode: __, ...given }, check) {
      const kernel = perAxis(kernel_size, spatial, { op: name, argument: 'kernel_size' }, check);
      return transpose({ ...given, op: name, spatial, takes: in_channels, gives: out_channels, kernel, at: 'in_channels' }, check);
    },
    examples: [
      { call: `${short}(64, 32, 4, 2, 1)`, on, gives: `8 32 ${dimsOf(spatial, 14)}` },
      { call: `${short}(64, 32, 3, stride=2, padding=1, output_padding=1)`, on, gives: `8 32 ${dimsOf(spatial, 14)}` },
      { call: `${short}(64, 32, 2, stride=2, groups=4)`, on: `64 ${dimsOf(spatial, 7)}`, gives: `32 ${dimsOf(spatial, 14)}` },
      {
        call: `${short}(64, 32, 3, stride=2)(x, output_size=[${dimsOf(spatial, 16).replaceAll(' ', ', ')}])`,
        given: { x: on },
        gives: `8 32 ${dimsOf(spatial, 16)}`,
      },
      {
        call: `${short}(64, 32, 3, stride=2)(x, output_size=[${dimsOf(spatial, 17).replaceAll(' ', ', ')}])`,
        given: { x: on },
        reports: 'transpose-output-shape',
      },
      { call: `${short}(64, 32, 3, stride=2)(x, [1, 2, 3, 4, 5, 6])`, given: { x: on }, reports: 'argument-form' },
      { call: `${short}(32, 32, 4, 2, 1)`, on, reports: 'channels-mismatch' },
      { call: `${short}(64, 32, 4, 2, 1, 2)`, on, reports: 'output-padding-range' },
      { call: `${short}(64, 32, 1, 1, 4)`, on, reports: 'argument-form' },
      { call: `${short}(64, 30, 2, stride=2, groups=4)`, on, reports: 'groups-do-not-divide' },
      { call: `${short}(64, 32, 4, 2, 1)`, on: '8', reports: 'rank-mismatch' },
    ],
  });
}

function lazyLayer(spatial: Spatial): Op {
  const name = `torch.nn.LazyConvTranspose${spatial}d`;
  return defineLayer({
    ...torch,
    name,
    summary: `\`ConvTranspose${spatial}d\` whose input channels are those of the first input.`,
    docs: docs(name),
    params: layerParams,
    call: { input: tensor(), output_size: numbers().optional() },
    construct: ({ padding_mode }, check) => checkMode(name, padding_mode, check),
    shape({ out_channels, kernel_size, bias: _, padding_mode: __, ...given }, check) {
      const kernel = perAxis(kernel_size, spatial, { op: name, argument: 'kernel_size' }, check);
      return transpose({ ...given, op: name, spatial, takes: undefined, gives: out_channels, kernel, at: 'out_channels' }, check);
    },
    examples: [
      { call: `nn.LazyConvTranspose${spatial}d(32, 4, 2, 1)`, on: `8 64 ${dimsOf(spatial, 7)}`, gives: `8 32 ${dimsOf(spatial, 14)}` },
    ],
  });
}

function functional(spatial: Spatial): Op {
  const name = `torch.nn.functional.conv_transpose${spatial}d`;
  const short = `F.conv_transpose${spatial}d`;
  const [x, w] = [`2 4 ${dimsOf(spatial, 5)}`, `4 8 ${dimsOf(spatial, 3)}`];
  return defineOp({
    ...torch,
    name,
    aliases: [`conv_transpose${spatial}d`],
    summary: 'A transposed convolution with the filters given.',
    docs: docs(name),
    params: {
      input: tensor(),
      weight: tensor('[in, out/groups, …]'),
      bias: optionalTensor('[out]'),
      stride: numbers().default('1'),
      padding: numbers().default('0'),
      output_padding: numbers().default('0'),
      groups: integer().default('1'),
      dilation: numbers().default('1'),
    },
    shape({ weight, bias, ...given }, check) {
      const { I, O, S } = axesOf(filterLayouts[spatial], weight.shape, { argument: 'weight', wanted: spatial + 2 }, check);
      const gives = multiply(O, given.groups);
      if (divides(given.groups, I) === 'no')
        check.report(groupsDoNotDivide, { groups: given.groups, what: "weight's input channels", channels: I }, { argument: 'groups' });
      checkBias(bias, gives, check);
      const takes = weight.shape ? I : undefined;
      return transpose({ ...given, op: name, spatial, takes, gives, kernel: S, at: 'weight', filterArgument: 'weight' }, check);
    },
    compute: ({ input, weight, bias }, _, check) => (bias ? undefined : computeWindow(input, weight, check, spatial + 2)),
    examples: [
      { call: `${short}(x, w, stride=2)`, given: { x, w }, gives: `2 8 ${dimsOf(spatial, 11)}` },
      { call: `${short}(x, w, None, 2, 1, 1, 2)`, given: { x, w }, gives: `2 16 ${dimsOf(spatial, 10)}` },
      { call: `${short}(x, w)`, given: { x: `2 3 ${dimsOf(spatial, 5)}`, w }, reports: 'channels-mismatch' },
      { call: `${short}(x, w, b)`, given: { x, w, b: '4' }, reports: 'bias-mismatch' },
      { call: `${short}(x, w, stride=2, output_padding=2)`, given: { x, w }, reports: 'output-padding-range' },
    ],
  });
}

export const transposedConvolutions: readonly Op[] = [
  ...spatialCounts.map(layer),
  ...spatialCounts.map(lazyLayer),
  ...spatialCounts.map(functional),
];

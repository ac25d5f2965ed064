/**
 * Pooling layers and functions. Sources: torch/nn/modules/pooling.py, aten/src/ATen/native/Pool.h (`pooling_output_shape_pad_lr`,
 * `pool2d_shape_check`, `pool3d_shape_check`).
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { multiply } from '../../dim/arithmetic.ts';
import { less } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { effectiveKernel, slide, slideCeil, windowEnvironment } from '../../kernel/window.ts';
import { join } from '../../shape/pattern.ts';
import { listArg, type TensorArg, tensorArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { allKnown, outputOf, type SlideRule, slideAll } from '../conv/slide.ts';
import { defineLayer, defineOp, type Op, type Result } from '../op.ts';
import { flag, type Integers, ignored, integers, tensor } from '../parameter.ts';
import { docs, type Spatial, spatialCounts, torch } from './declare.ts';
import { allCalled, checkFits, layouts, perAxis, positive, rankOf, symmetric, usualLayouts } from './window-arguments.ts';

interface Pool {
  readonly op: string;
  readonly kind: 'max-pool' | 'average-pool';
  readonly spatial: Spatial;
  readonly input: TensorArg;
  readonly kernel_size: Integers;
  readonly stride: Integers;
  readonly padding?: Integers;
  readonly dilation?: Integers;
  readonly ceil_mode: boolean | undefined;
}

/** The last window must begin inside the input or the padding before it. */
const ceiling: SlideRule = spec => {
  const env = windowEnvironment(spec);
  return { output: slideCeil(env), explanation: slideCeil.explain(env) };
};

function pool({ op, kind, spatial, input, ceil_mode, ...given }: Pool, check: Check): TensorArg {
  const layout = layouts[spatial];
  const kernel = perAxis(given.kernel_size, spatial, { op, argument: 'kernel_size' }, check);
  const strides = perAxis(given.stride, spatial, { op, argument: 'stride' }, check, kernel);
  const dilations = perAxis(given.dilation ?? { kind: 'none' }, spatial, { op, argument: 'dilation' }, check, int(1));
  const padding = perAxis(given.padding ?? { kind: 'none' }, spatial, { op, argument: 'padding' }, check, int(0));
  positive(strides, { op, argument: 'stride' }, check);
  checkHalf(padding, kernel, dilations, op, check);
  const { N, C, S } = axesOf(layout, input.shape, { argument: 'input', wanted: rankOf(spatial), usual: usualLayouts[spatial] }, check);
  const window = { kernel, strides, dilations, padding: padding.map(symmetric) };
  const axes = ceil_mode === undefined ? S.map(() => undefined) : slideAll(S, window, check, ceil_mode ? ceiling : slide);
  // `max_pool1d` returns an empty tensor on a CPU. With `ceil_mode` a window may reach over the end.
  if (!(kind === 'max-pool' && spatial === 1))
    checkFits(
      axes.map(axis => (ceil_mode && axis && less(axis.output, int(1)) !== 'yes' ? undefined : axis)),
      'kernel_size',
      check,
    );
  const known = allKnown(axes);
  if (known) {
    check.geometry = {
      kind,
      axes: known,
      batch: N[0] ?? int(1),
      inputChannels: C,
      outputChannels: C,
      groups: int(1),
      layout,
      inputArgument: 'input',
    };
  }
  return tensorArg(
    allCalled(join(layout, { N, C, S: axes.map(outputOf) }), spatial, check),
    input.dtype === undefined ? {} : { dtype: input.dtype },
  );
}

/** "pad should be at most half of effective kernel size"; releases before 2.1 compared with half of the kernel itself. */
function checkHalf(padding: readonly Dim[], kernel: readonly Dim[], dilations: readonly Dim[], op: string, check: Check): void {
  const wide = padding.findIndex((dim, at) => {
    const [k, d] = [kernel[at], dilations[at]];
    return k && d && less(effectiveKernel({ d, k }), multiply(dim, int(2))) === 'yes';
  });
  if (wide >= 0) check.report(argumentForm, { op, problem: 'takes a padding of at most half the kernel' }, { argument: 'padding' });
}

/** With the positions of the greatest, if asked for. */
function withIndices(result: TensorArg, asked: boolean | undefined): Result {
  if (asked === undefined) return unknownArg;
  return asked ? listArg([result, tensorArg(result.shape, { dtype: 'int64' })]) : result;
}

const numbers = () => integers('int | int[]');

const maxParams = {
  kernel_size: numbers(),
  stride: numbers().optional(),
  padding: numbers().default('0'),
  dilation: numbers().default('1'),
  return_indices: flag().default('False'),
  ceil_mode: flag().default('False'),
} as const;

const averageParams = {
  kernel_size: numbers(),
  stride: numbers().optional(),
  padding: numbers().default('0'),
  ceil_mode: flag().default('False'),
  count_include_pad: ignored('bool'),
  divisor_override: ignored('int'),
} as const;

const dimsOf = (spatial: Spatial, length: number): string => Array(spatial).fill(length).join(' ');

const examplesOf = (spatial: Spatial, call: (args: string) => string, given: (shape: string) => object) =>
  [
    { call: call('2'), ...given(`8 3 ${dimsOf(spatial, 9)}`), gives: `8 3 ${dimsOf(spatial, 4)}` },
    { call: call('3, stride=2, padding=1'), ...given(`8 3 ${dimsOf(spatial, 9)}`), gives: `8 3 ${dimsOf(spatial, 5)}` },
    { call: call('2, ceil_mode=True'), ...given(`8 3 ${dimsOf(spatial, 9)}`), gives: `8 3 ${dimsOf(spatial, 5)}` },
    { call: call('3, 2, ceil_mode=True'), ...given(`3 ${dimsOf(spatial, 7)}`), gives: `3 ${dimsOf(spatial, 3)}` },
    { call: call('2, padding=2'), ...given(`8 3 ${dimsOf(spatial, 9)}`), reports: 'argument-form' },
    { call: call('2'), ...given('8'), reports: 'rank-mismatch' },
  ] as const;

function poolsOf(spatial: Spatial): readonly Op[] {
  const max = `nn.MaxPool${spatial}d`;
  const average = `nn.AvgPool${spatial}d`;
  const [maxFunction, averageFunction] = [`max_pool${spatial}d`, `avg_pool${spatial}d`];
  const on = (shape: string) => ({ on: shape });
  const given = (shape: string) => ({ given: { x: shape } });
  const tooSmall = (call: string) => ({ call, on: `8 3 ${dimsOf(spatial, 2)}`, reports: 'window-exceeds-input' });
  return [
    defineLayer({
      ...torch,
      name: `torch.${max}`,
      summary: 'The greatest number under each place of a window.',
      docs: docs(`torch.${max}`),
      params: maxParams,
      call: { input: tensor() },
      shape: ({ return_indices, ...args }, check) =>
        withIndices(pool({ ...args, op: `torch.${max}`, kind: 'max-pool', spatial }, check), return_indices),
      examples: [...examplesOf(spatial, args => `${max}(${args})`, on), ...(spatial === 1 ? [] : [tooSmall(`${max}(3)`)])],
    }),
    defineLayer({
      ...torch,
      name: `torch.${average}`,
      summary: 'The mean under each place of a window.',
      docs: docs(`torch.${average}`),
      params: averageParams,
      call: { input: tensor() },
      shape: (args, check) => pool({ ...args, op: `torch.${average}`, kind: 'average-pool', spatial }, check),
      examples: [...examplesOf(spatial, args => `${average}(${args})`, on), tooSmall(`${average}(3)`)],
    }),
    defineOp({
      ...torch,
      name: `torch.nn.functional.${maxFunction}`,
      aliases: [maxFunction, `nn.functional.${maxFunction}_with_indices`],
      summary: 'The greatest number under each place of a window.',
      docs: docs(`torch.nn.functional.${maxFunction}`),
      params: { input: tensor(), ...maxParams },
      order: 'input kernel_size stride padding dilation ceil_mode return_indices',
      shape: ({ return_indices, ...args }, check) =>
        withIndices(pool({ ...args, op: `torch.nn.functional.${maxFunction}`, kind: 'max-pool', spatial }, check), return_indices),
      examples: examplesOf(spatial, args => `F.${maxFunction}(x, ${args})`, given),
    }),
    defineOp({
      ...torch,
      name: `torch.nn.functional.${averageFunction}`,
      aliases: [averageFunction],
      summary: 'The mean under each place of a window.',
      docs: docs(`torch.nn.functional.${averageFunction}`),
      params: { input: tensor(), ...averageParams },
      shape: (args, check) => pool({ ...args, op: `torch.nn.functional.${averageFunction}`, kind: 'average-pool', spatial }, check),
      examples: examplesOf(spatial, args => `F.${averageFunction}(x, ${args})`, given),
    }),
    ...powerAverage(spatial),
  ];
}

/** The power mean: as an average pool without padding. */
function powerAverage(spatial: Spatial): readonly Op[] {
  const params = {
    norm_type: ignored('number'),
    kernel_size: numbers(),
    stride: numbers().optional(),
    ceil_mode: flag().default('False'),
  } as const;
  const [name, path] = [`torch.nn.LPPool${spatial}d`, `torch.nn.functional.lp_pool${spatial}d`];
  const summary = 'The power mean under each place of a window.';
  return [
    defineLayer({
      ...torch,
      name,
      summary,
      docs: docs(name),
      params,
      call: { input: tensor() },
      shape: (args, check) => pool({ ...args, op: name, kind: 'average-pool', spatial }, check),
      examples: [{ call: `nn.LPPool${spatial}d(2, 3, stride=2)`, on: `8 3 ${dimsOf(spatial, 9)}`, gives: `8 3 ${dimsOf(spatial, 4)}` }],
    }),
    defineOp({
      ...torch,
      name: path,
      summary,
      docs: docs(path),
      params: { input: tensor(), ...params },
      shape: (args, check) => pool({ ...args, op: path, kind: 'average-pool', spatial }, check),
      examples: [{ call: `F.lp_pool${spatial}d(x, 2, 3)`, given: { x: `8 3 ${dimsOf(spatial, 9)}` }, gives: `8 3 ${dimsOf(spatial, 3)}` }],
    }),
  ];
}

export const pools: readonly Op[] = spatialCounts.flatMap(poolsOf);

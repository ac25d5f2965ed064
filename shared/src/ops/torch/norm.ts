/**
 * Normalization layers and functions. Sources: torch/nn/modules/batchnorm.py, instancenorm.py, normalization.py,
 * aten/src/ATen/native/Normalization.cpp, group_norm.cpp, layer_norm.cpp.
 */
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { featuresMismatch } from '../../diagnostics/features-mismatch.ts';
import { groupsDoNotDivide } from '../../diagnostics/groups-do-not-divide.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { product } from '../../dim/arithmetic.ts';
import { divides, equal } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import { type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { toShape } from '../common/shape-argument.ts';
import { axesOf } from '../conv/axes.ts';
import { defineLayer, defineOp, type Op } from '../op.ts';
import { flag, ignored, integer, integers, tensor } from '../parameter.ts';
import { docs, placement, plain, type Spatial, spatialCounts, torch } from './declare.ts';

/** The same tensor in other numbers. */
const kept = ({ shape, dtype }: TensorArg) => tensorArg(shape, dtype === undefined ? {} : { dtype });

interface Declared {
  readonly parameter: string;
  readonly channels: Dim;
  readonly severity: Severity;
}

function checkChannels(input: Dim | undefined, { parameter, channels, severity }: Declared, check: Check): void {
  if (!input || equal(input, channels) !== 'no') return;
  check.report(
    channelsMismatch,
    { kind: 'declared', input, parameter, declared: channels },
    { argument: parameter },
    { severity, related: [{ argument: 'input', message: 'the input' }] },
  );
}

const batchParams = {
  num_features: integer(),
  eps: ignored('float'),
  momentum: ignored('float'),
  affine: flag().default('True'),
  track_running_stats: flag().default('True'),
  ...placement,
} as const;

const batched = { 1: 'N C S?', 2: 'N C S:2', 3: 'N C S:3' } as const;
const batchedRank = { 1: '2 or 3', 2: 4, 3: 5 } as const;
const dimsOf = (spatial: Spatial, length: number): string => Array(spatial).fill(length).join(' ');

function batchNorm(spatial: Spatial): Op {
  const name = `torch.nn.BatchNorm${spatial}d`;
  return defineLayer({
    ...torch,
    name,
    summary: 'Each channel is scaled to mean 0 and variance 1 over the batch.',
    docs: docs(name),
    params: batchParams,
    call: { input: tensor() },
    shape({ num_features, affine, track_running_stats, input }, check) {
      const { C } = axesOf(
        batched[spatial],
        input.shape,
        // Two or three axes: which, nobody can tell.
        {
          argument: 'input',
          wanted: batchedRank[spatial],
          ...(spatial === 1 ? {} : { usual: batched[spatial] }),
          must: { C: num_features },
        },
        check,
      );
      if (affine || track_running_stats) checkChannels(C, { parameter: 'num_features', channels: num_features, severity: 'error' }, check);
      if (!input.shape && spatial > 1) return check.demands.get('input');
      return kept(input);
    },
    examples: [
      { call: `nn.BatchNorm${spatial}d(16)`, on: `8 16 ${dimsOf(spatial, 9)}`, gives: `8 16 ${dimsOf(spatial, 9)}` },
      ...(spatial === 1 ? [{ call: 'nn.BatchNorm1d(16)', on: '8 16', gives: '8 16' }] : []),
      { call: `nn.BatchNorm${spatial}d(8)`, on: `8 16 ${dimsOf(spatial, 9)}`, reports: 'channels-mismatch' },
      { call: `nn.BatchNorm${spatial}d(16)`, on: '16', reports: 'rank-mismatch' },
    ],
  });
}

const synchronized = defineLayer({
  ...torch,
  name: 'torch.nn.SyncBatchNorm',
  summary: 'Batch normalization over all devices.',
  docs: docs('torch.nn.SyncBatchNorm'),
  params: { ...batchParams, process_group: ignored('any') },
  call: { input: tensor() },
  shape: ({ input }) => kept(input),
  examples: [{ call: 'nn.SyncBatchNorm(16)', on: '8 16 9 9', gives: '8 16 9 9' }],
});

const instanced = { 1: 'N? C S:1', 2: 'N? C S:2', 3: 'N? C S:3' } as const;
const usualInstanced = { 1: 'N C S:1', 2: 'N C S:2', 3: 'N C S:3' } as const;

function instanceNorm(spatial: Spatial): Op {
  const name = `torch.nn.InstanceNorm${spatial}d`;
  return defineLayer({
    ...torch,
    name,
    summary: 'Each channel of each example is scaled to mean 0 and variance 1.',
    docs: docs(name),
    params: { ...batchParams, affine: flag().default('False'), track_running_stats: flag().default('False') },
    call: { input: tensor() },
    shape({ num_features, affine, track_running_stats, input }, check) {
      const { C } = axesOf(
        instanced[spatial],
        input.shape,
        { argument: 'input', wanted: `${spatial + 1} or ${spatial + 2}`, usual: usualInstanced[spatial] },
        check,
      );
      // Without weights and statistics the number is not used: PyTorch 2 warns, PyTorch 1 is silent.
      const severity = affine || track_running_stats ? 'error' : 'warning';
      if (affine !== undefined && track_running_stats !== undefined)
        checkChannels(C, { parameter: 'num_features', channels: num_features, severity }, check);
      return input.shape ? kept(input) : check.demands.get('input');
    },
    examples: [
      { call: `nn.InstanceNorm${spatial}d(16)`, on: `8 16 ${dimsOf(spatial, 9)}`, gives: `8 16 ${dimsOf(spatial, 9)}` },
      { call: `nn.InstanceNorm${spatial}d(8, affine=True)`, on: `8 16 ${dimsOf(spatial, 9)}`, reports: 'channels-mismatch' },
      { call: `nn.InstanceNorm${spatial}d(8)`, on: `8 16 ${dimsOf(spatial, 9)}`, reports: 'channels-mismatch' },
      { call: `nn.InstanceNorm${spatial}d(16)`, on: '16', reports: 'rank-mismatch' },
    ],
  });
}

const groupNorm = defineLayer({
  ...torch,
  name: 'torch.nn.GroupNorm',
  summary: 'Groups of channels are scaled to mean 0 and variance 1.',
  docs: docs('torch.nn.GroupNorm'),
  params: { num_groups: integer(), num_channels: integer(), eps: ignored('float'), affine: flag().default('True'), ...placement },
  call: { input: tensor() },
  construct({ num_groups, num_channels }, check) {
    if (divides(num_groups, num_channels) === 'no')
      check.report(groupsDoNotDivide, { groups: num_groups, what: 'num_channels', channels: num_channels }, { argument: 'num_groups' });
  },
  shape({ num_groups, num_channels, affine, input }, check) {
    const { shape } = input;
    if (!shape) return kept(input);
    if (shape.length < 2) check.report(rankMismatch, { argument: 'input', wanted: 'at least 2', got: shape }, { argument: 'input' });
    else if (affine) checkChannels(shape[1], { parameter: 'num_channels', channels: num_channels, severity: 'error' }, check);
    else if (divides(num_groups, shape[1] as Dim) === 'no')
      check.report(
        groupsDoNotDivide,
        { groups: num_groups, what: "the input's channels", channels: shape[1] as Dim },
        { argument: 'num_groups' },
      );
    return kept(input);
  },
  examples: [
    { call: 'nn.GroupNorm(4, 16)', on: '8 16 9 9', gives: '8 16 9 9' },
    { call: 'nn.GroupNorm(4, 16)', on: '8 12 9 9', reports: 'channels-mismatch' },
    { call: 'nn.GroupNorm(3, 16)', on: '8 16 9 9', reports: 'groups-do-not-divide' },
    { call: 'nn.GroupNorm(4, 16)', on: '16', reports: 'rank-mismatch' },
  ],
});

/** The last axes must be those that the layer was made for. */
function checkLast(input: TensorArg, normalized: readonly Dim[] | undefined, check: Check): void {
  const { shape } = input;
  if (!shape || !normalized || normalized.length === 0) return;
  if (shape.length < normalized.length) {
    check.report(rankMismatch, { argument: 'input', wanted: `at least ${normalized.length}`, got: shape }, { argument: 'input' });
    return;
  }
  const last = shape.slice(shape.length - normalized.length);
  const wrong = last.findIndex((dim, at) => equal(dim, normalized[at] as Dim) === 'no');
  if (wrong < 0) return;
  const facts = { input: shape, features: last[wrong] as Dim, parameter: 'normalized_shape', declared: normalized[wrong] as Dim };
  check.report(featuresMismatch, facts, { argument: 'normalized_shape' }, { related: [{ argument: 'input', message: 'the input' }] });
}

const lastAxes = (['LayerNorm', 'RMSNorm'] as const).map(word =>
  defineLayer({
    ...torch,
    name: `torch.nn.${word}`,
    summary:
      word === 'LayerNorm' ? 'The last axes are scaled to mean 0 and variance 1.' : 'The last axes are divided by their root mean square.',
    docs: docs(`torch.nn.${word}`),
    params: { normalized_shape: integers('int | int[]'), eps: ignored('float'), elementwise_affine: flag().default('True'), ...placement },
    call: { input: tensor() },
    shape({ normalized_shape, input }, check) {
      checkLast(input, toShape(normalized_shape), check);
      return kept(input);
    },
    examples: [
      { call: `nn.${word}(64)`, on: '8 10 64', gives: '8 10 64' },
      { call: `nn.${word}([10, 64])`, on: '8 10 64', gives: '8 10 64' },
      { call: `nn.${word}(32)`, on: '8 10 64', reports: 'features-mismatch' },
      { call: `nn.${word}([8, 10, 64])`, on: '10 64', reports: 'rank-mismatch' },
    ],
  }),
);

const localResponse = defineLayer({
  ...torch,
  name: 'torch.nn.LocalResponseNorm',
  summary: 'Divided by the weighted squares of neighbouring channels.',
  docs: docs('torch.nn.LocalResponseNorm'),
  params: { size: integer(), ...plain('alpha beta k') },
  call: { input: tensor() },
  shape({ input }, check) {
    if (input.shape && input.shape.length < 3)
      check.report(rankMismatch, { argument: 'input', wanted: 'at least 3', got: input.shape }, { argument: 'input' });
    return kept(input);
  },
  examples: [
    { call: 'nn.LocalResponseNorm(2)', on: '8 16 9 9', gives: '8 16 9 9' },
    { call: 'nn.LocalResponseNorm(2)', on: '8 16', reports: 'rank-mismatch' },
  ],
});

/** A vector that has one number per channel, if it is given. */
function checkVector(vector: TensorArg, argument: string, channels: Dim, check: Check): void {
  const count = vector.shape && product(vector.shape);
  if (count && equal(count, channels) === 'no')
    check.report(channelsMismatch, { kind: 'pair', left: 'input', leftDim: channels, right: argument, rightDim: count }, { argument });
}

const batchFunction = defineOp({
  ...torch,
  name: 'torch.nn.functional.batch_norm',
  summary: 'Each channel is scaled by the statistics given, or by those of the batch.',
  docs: docs('torch.nn.functional.batch_norm'),
  params: {
    input: tensor(),
    running_mean: tensor(),
    running_var: tensor(),
    weight: tensor(),
    bias: tensor(),
    ...plain('training momentum eps'),
  },
  shape({ input, running_mean, running_var, weight, bias }, check) {
    const channels = input.shape?.[1];
    if (channels)
      for (const [argument, vector] of Object.entries({ running_mean, running_var, weight, bias }))
        checkVector(vector, argument, channels, check);
    return kept(input);
  },
  examples: [
    { call: 'F.batch_norm(x, m, v)', given: { x: '8 16 9 9', m: '16', v: '16' }, gives: '8 16 9 9' },
    { call: 'F.batch_norm(x, m, v)', given: { x: '8 16 9 9', m: '8', v: '8' }, reports: 'channels-mismatch' },
  ],
});

const layerFunction = defineOp({
  ...torch,
  name: 'torch.nn.functional.layer_norm',
  aliases: ['layer_norm'],
  summary: 'The last axes are scaled to mean 0 and variance 1.',
  docs: docs('torch.nn.functional.layer_norm'),
  params: { input: tensor(), normalized_shape: integers('int[]'), ...plain('weight bias eps') },
  shape({ input, normalized_shape }, check) {
    checkLast(input, normalized_shape?.kind === 'many' ? toShape(normalized_shape) : undefined, check);
    return kept(input);
  },
  examples: [
    { call: 'F.layer_norm(x, [64])', given: { x: '8 10 64' }, gives: '8 10 64' },
    { call: 'F.layer_norm(x, [32])', given: { x: '8 10 64' }, reports: 'features-mismatch' },
  ],
});

const groupFunction = defineOp({
  ...torch,
  name: 'torch.nn.functional.group_norm',
  aliases: ['group_norm'],
  summary: 'Groups of channels are scaled to mean 0 and variance 1.',
  docs: docs('torch.nn.functional.group_norm'),
  params: { input: tensor(), num_groups: integer(), ...plain('weight bias eps') },
  shape({ input, num_groups }, check) {
    const channels = input.shape?.[1];
    if (channels && divides(num_groups, channels) === 'no')
      check.report(groupsDoNotDivide, { groups: num_groups, what: "the input's channels", channels }, { argument: 'num_groups' });
    return kept(input);
  },
  examples: [
    { call: 'F.group_norm(x, 4)', given: { x: '8 16 9 9' }, gives: '8 16 9 9' },
    { call: 'F.group_norm(x, 3)', given: { x: '8 16 9 9' }, reports: 'groups-do-not-divide' },
  ],
});

export const normalization: readonly Op[] = [
  ...spatialCounts.map(batchNorm),
  ...spatialCounts.map(instanceNorm),
  synchronized,
  groupNorm,
  ...lastAxes,
  localResponse,
  batchFunction,
  layerFunction,
  groupFunction,
];

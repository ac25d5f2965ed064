/** Layers that keep the shape: normalization, dropout. Sources: flax/linen/normalization.py, stochastic.py; flax/nnx/nn/normalization.py. */
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { groupsDoNotDivide } from '../../diagnostics/groups-do-not-divide.ts';
import { divides, equal } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { type Arg, type TensorArg, toDim } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxes } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { anyOf } from '../jax/declare.ts';
import { defineLayer, type Op } from '../op.ts';
import { anything, type Integers, integer, integers, tensor } from '../parameter.ts';
import { type Api, docs, flax, linenParams, nnxParams } from './declare.ts';

interface Given {
  readonly x: TensorArg;
  readonly num_features?: Dim;
  readonly axis?: Integers;
  readonly num_groups?: Arg;
  readonly group_size?: Arg;
}

/** The axes that are normalized must exist; what a layer of NNX was told of them must hold. */
function norm({ x, num_features, axis }: Given, check: Check) {
  const { shape, dtype } = x;
  if (!shape) return ofType(undefined, dtype);
  const axes = axis ? readAxes(axis, shape, 'axis', check) : [shape.length - 1];
  const [only] = Array.isArray(axes) && axes.length === 1 ? axes : [];
  const along = only === undefined ? undefined : shape[only];
  if (num_features && along && equal(along, num_features) === 'no')
    check.report(
      channelsMismatch,
      { kind: 'declared', input: along, parameter: 'num_features', declared: num_features },
      { argument: 'num_features' },
      { related: [{ argument: 'x', message: 'the input' }] },
    );
  return ofType(shape, dtype);
}

/** "Number of groups does not divide the number of channels". */
function checkGroups({ x, num_groups, group_size, num_features }: Given, check: Check): void {
  const channels = num_features ?? x.shape?.at(-1) ?? unknown;
  const size = group_size && group_size.kind !== 'none' ? toDim(group_size) : undefined;
  const groups = num_groups && num_groups.kind !== 'none' ? toDim(num_groups) : undefined;
  if (groups && !size && divides(groups, channels) === 'no')
    check.report(groupsDoNotDivide, { groups, what: "the input's channels", channels }, { argument: 'num_groups' });
  if (size && !groups && divides(size, channels) === 'no')
    check.report(groupsDoNotDivide, { groups: size, what: "the input's channels", channels }, { argument: 'group_size' });
}

const common =
  'dtype param_dtype use_bias use_scale bias_init scale_init axis_name axis_index_groups use_fast_variance force_float32_reductions promote_dtype';

interface Layer {
  readonly name: string;
  readonly summary: string;
  readonly before: string;
  readonly own?: 'axis' | 'groups';
  readonly call: string;
  readonly with?: string;
}

const layers: readonly Layer[] = [
  {
    name: 'BatchNorm',
    summary: 'Each channel is scaled to mean 0 and variance 1 over the batch.',
    before: 'use_running_average',
    own: 'axis',
    call: 'use_running_average',
    with: 'use_running_average=True',
  },
  { name: 'LayerNorm', summary: 'The features of every item are scaled to mean 0 and variance 1.', before: 'epsilon', call: '' },
  { name: 'RMSNorm', summary: 'The features of every item are divided by their root mean square.', before: 'epsilon', call: '' },
  { name: 'InstanceNorm', summary: 'Every channel of every item is scaled to mean 0 and variance 1.', before: 'epsilon', call: '' },
  { name: 'GroupNorm', summary: 'Groups of channels are scaled to mean 0 and variance 1.', before: '', own: 'groups', call: '', with: '4' },
];

function normalization(api: Api, { name, summary, before, own, call, with: more = '' }: Layer): Op {
  const full = `flax.${api}.${name}`;
  const told = api === 'nnx';
  const short = (channels: number, rest: string) =>
    told ? `nnx.${name}(${[channels, rest, 'rngs=nnx.Rngs(0)'].filter(Boolean).join(', ')})` : `nn.${name}(${rest})`;
  return defineLayer({
    ...flax,
    name: full,
    summary,
    docs: docs('normalization')(full),
    params: {
      ...(told ? { num_features: integer() } : {}),
      ...anyOf(before),
      ...(own === 'axis' ? { axis: integers('int | int[]').default('-1') } : {}),
      ...(own === 'groups' ? { num_groups: anything('int').default('32'), group_size: anything('int').optional() } : {}),
      ...anyOf(`momentum epsilon ${common} reduction_axes feature_axes`),
      ...(told ? nnxParams : linenParams),
    },
    call: { x: tensor('[…, C]').alias('inputs'), ...anyOf(`${call} mask`) },
    shape(args, check) {
      const given = args as unknown as Given;
      if (own === 'groups') checkGroups(given, check);
      // Some features may be others than those of the last axis.
      return norm(check.given.has('feature_axes') ? { x: given.x } : given, check);
    },
    examples: [
      { call: short(16, more), on: '8 9 9 16', gives: '8 9 9 16' },
      ...(own === 'axis' && !told
        ? [{ call: 'nn.BatchNorm(use_running_average=True, axis=3)', on: '8 16', reports: 'axis-out-of-range' }]
        : []),
      ...(own === 'groups' ? [{ call: short(48, told ? '32' : ''), on: '8 9 9 48', reports: 'groups-do-not-divide' }] : []),
      ...(told ? [{ call: short(16, more), on: '8 9 9 12', reports: 'channels-mismatch' }] : []),
    ],
  });
}

const kept = (name: string, params: string, call: string, summary: string, make: string): Op => {
  const full = `flax.${name}`;
  return defineLayer({
    ...flax,
    name: full,
    summary,
    docs: docs('stochastic')(full),
    params: { ...anyOf(params), ...(name.startsWith('nnx') ? nnxParams : linenParams) },
    call: { inputs: tensor(), ...anyOf(call) },
    shape: args => {
      const { shape, dtype } = args['inputs'] as TensorArg;
      return ofType(shape, dtype);
    },
    examples: [{ call: make, on: '8 16', gives: '8 16' }],
  });
};

export const keepShape: readonly Op[] = [
  ...layers.flatMap(layer => [normalization('linen', layer), normalization('nnx', layer)]),
  kept(
    'linen.Dropout',
    'rate broadcast_dims deterministic rng_collection',
    'deterministic rng',
    'Some elements, at random, become 0.',
    'nn.Dropout(0.5, deterministic=True)',
  ),
  kept(
    'nnx.Dropout',
    'rate broadcast_dims deterministic rng_collection',
    'deterministic',
    'Some elements, at random, become 0.',
    'nnx.Dropout(0.5, rngs=nnx.Rngs(0))',
  ),
  kept('linen.PReLU', 'param_dtype negative_slope_init', '', 'Negative numbers are multiplied by a number of its own.', 'nn.PReLU()'),
  kept('nnx.PReLU', 'negative_slope_init dtype param_dtype', '', 'Negative numbers are multiplied by a number of its own.', 'nnx.PReLU()'),
];

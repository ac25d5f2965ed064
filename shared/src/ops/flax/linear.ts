/** `Dense`, `DenseGeneral`, `Linear`, `LinearGeneral`, `Embed`. Sources: flax/linen/linear.py, flax/nnx/nn/linear.py. */
import { featuresMismatch } from '../../diagnostics/features-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxes } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { toShape } from '../common/shape-argument.ts';
import { anyOf } from '../jax/declare.ts';
import { defineLayer, type Op } from '../op.ts';
import { flag, type Integers, integer, integers, tensor } from '../parameter.ts';
import { type Api, docs, flax, initializers, linenParams, nnxParams } from './declare.ts';

const trailing = `${initializers} dot_general dot_general_cls preferred_element_type`;

/** "tuple index out of range" of a number. */
function lastAxis(shape: Shape, check: Check): Dim | undefined {
  if (shape.length === 0) check.report(rankMismatch, { argument: 'inputs', wanted: 'at least 1', got: shape }, { argument: 'inputs' });
  return shape.at(-1);
}

export function checkFeatures(input: Shape | undefined, parameter: string, declared: Dim, check: Check): void {
  const features = input?.at(-1);
  if (!input || !features || equal(features, declared) !== 'no') return;
  const related = [{ argument: 'inputs', message: 'the input' }];
  check.report(featuresMismatch, { input, features, parameter, declared }, { argument: parameter }, { related });
}

const dense = defineLayer({
  ...flax,
  name: 'flax.linen.Dense',
  summary: 'A matrix product with weights of its own over the last axis, and a bias.',
  docs: docs('linear')('flax.linen.Dense'),
  params: { features: integer(), use_bias: flag().default('True'), ...anyOf(trailing), ...linenParams },
  call: { inputs: tensor('[…, C]') },
  shape(args, check) {
    const { features, inputs } = args as never as { features: Dim; inputs: TensorArg };
    if (!inputs.shape || !lastAxis(inputs.shape, check)) return ofType(undefined, inputs.dtype);
    return ofType([...inputs.shape.slice(0, -1), features], inputs.dtype);
  },
  examples: [
    { call: 'nn.Dense(10)', on: '8 784', gives: '8 10' },
    { call: 'nn.Dense(features=10, use_bias=False)', on: '8 20 784', gives: '8 20 10' },
    { call: 'nn.Dense(10)', on: '', reports: 'rank-mismatch' },
  ],
});

const linear = defineLayer({
  ...flax,
  name: 'flax.nnx.Linear',
  aliases: ['nnx.LoRALinear'],
  summary: 'A matrix product with weights of its own over the last axis, and a bias.',
  docs: docs('linear')('flax.nnx.Linear'),
  params: {
    in_features: integer(),
    out_features: integer(),
    use_bias: flag().default('True'),
    ...anyOf(`${trailing} lora_rank`),
    ...nnxParams,
  },
  call: { inputs: tensor('[…, C]'), ...anyOf('out_sharding') },
  shape(args, check) {
    const { in_features, out_features, inputs } = args as never as { in_features: Dim; out_features: Dim; inputs: TensorArg };
    if (!inputs.shape || !lastAxis(inputs.shape, check)) return ofType(undefined, inputs.dtype);
    checkFeatures(inputs.shape, 'in_features', in_features, check);
    return ofType([...inputs.shape.slice(0, -1), out_features], inputs.dtype);
  },
  examples: [
    { call: 'nnx.Linear(784, 10, rngs=nnx.Rngs(0))', on: '8 784', gives: '8 10' },
    { call: 'nnx.Linear(in_features=784, out_features=10, rngs=nnx.Rngs(0))', on: '8 20 784', gives: '8 20 10' },
    { call: 'nnx.Linear(784, 10, rngs=nnx.Rngs(0))', on: '8 100', reports: 'features-mismatch' },
  ],
});

interface General {
  readonly inputs: TensorArg;
  readonly features?: Integers;
  readonly out_features?: Integers;
  readonly axis: Integers;
  readonly batch_dims?: Integers;
}

/** Batch axes come first, then those that stay, then the features. */
function generalRule({ inputs: { shape, dtype }, features, out_features, axis, batch_dims }: General, check: Check) {
  const made = toShape(features ?? out_features);
  if (!shape || !made) return ofType(undefined, dtype);
  const axes = readAxes(axis, shape, 'axis', check);
  const batch =
    !batch_dims || (batch_dims.kind === 'many' && batch_dims.items.length === 0) ? [] : readAxes(batch_dims, shape, 'batch_dims', check);
  if (!axes || axes === 'all' || !batch || batch === 'all') return ofType(undefined, dtype);
  const kept = shape.filter((_, at) => !axes.includes(at) && !batch.includes(at));
  return ofType([...batch.map(at => shape[at] ?? unknown), ...kept, ...made], dtype);
}

const general = (api: Api): Op => {
  const name = api === 'linen' ? 'flax.linen.DenseGeneral' : 'flax.nnx.LinearGeneral';
  return defineLayer({
    ...flax,
    name,
    summary: 'Sums of products with weights of its own over some axes, which make way for others.',
    docs: docs('linear')(name),
    params: {
      ...(api === 'linen' ? { features: integers('int | int[]') } : { ...anyOf('in_features'), out_features: integers('int | int[]') }),
      axis: integers('int | int[]').default('-1'),
      ...(api === 'linen' ? { batch_dims: integers('int[]').default('[]', { kind: 'list', items: [] }) } : anyOf('batch_axis')),
      use_bias: flag().default('True'),
      ...anyOf(trailing),
      ...(api === 'linen' ? linenParams : nnxParams),
    },
    call: { inputs: tensor() },
    shape: (args, check) => {
      if (check.given.has('batch_axis')) return undefined;
      return generalRule(args as unknown as General, check);
    },
    examples:
      api === 'linen'
        ? [
            { call: 'nn.DenseGeneral((4, 16))', on: '8 20 64', gives: '8 20 4 16' },
            { call: 'nn.DenseGeneral(64, axis=(-2, -1))', on: '8 20 4 16', gives: '8 20 64' },
            { call: 'nn.DenseGeneral((3, 4), axis=-1, batch_dims=(0,))', on: '2 4 5', gives: '2 4 3 4' },
            { call: 'nn.DenseGeneral(64, axis=3)', on: '8 20 4', reports: 'axis-out-of-range' },
          ]
        : [{ call: 'nnx.LinearGeneral(64, (4, 16), rngs=nnx.Rngs(0))', on: '8 20 64', gives: '8 20 4 16' }],
  });
};

const embed = (api: Api): Op => {
  const name = `flax.${api}.Embed`;
  return defineLayer({
    ...flax,
    name,
    summary: 'A row of numbers for every index.',
    docs: docs('linear')(name),
    params: {
      num_embeddings: integer(),
      features: integer(),
      ...anyOf('dtype param_dtype embedding_init promote_dtype'),
      ...(api === 'linen' ? linenParams : nnxParams),
    },
    call: { inputs: tensor('int[…]') },
    shape(args) {
      const { features, inputs } = args as never as { features: Dim; inputs: TensorArg };
      return ofType(inputs.shape && [...inputs.shape, features], 'float32');
    },
    examples: [{ call: api === 'linen' ? 'nn.Embed(1000, 64)' : 'nnx.Embed(1000, 64, rngs=nnx.Rngs(0))', on: '8 20', gives: '8 20 64' }],
  });
};

export const linearOps: readonly Op[] = [dense, linear, general('linen'), general('nnx'), embed('linen'), embed('nnx')];

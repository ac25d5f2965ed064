/** Layers of features: nn.Linear, nn.Bilinear, nn.Flatten, nn.Unflatten. Sources: torch/nn/modules/linear.py, flatten.py. */
import { featuresMismatch } from '../../diagnostics/features-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import { type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { defineLayer, defineOp, type Op } from '../op.ts';
import { anything, flag, integer, optionalTensor, tensor } from '../parameter.ts';
import { checkBias } from './conv.ts';
import { docs, placement, torch } from './declare.ts';
import { flattenRule, unflattenRule } from './flatten.ts';

/** The last axis: its features must be those that were declared, and become others. */
function onLast(input: TensorArg, declared: Dim, parameter: string, gives: Dim, check: Check, argument = 'input'): TensorArg {
  const { shape } = input;
  if (!shape) return tensorArg(undefined);
  const features = shape.at(-1);
  if (!features) {
    check.report(rankMismatch, { argument, wanted: 'at least 1', got: shape }, { argument });
    return tensorArg(undefined);
  }
  if (equal(features, declared) === 'no') {
    const facts = { input: shape, features, parameter, declared };
    check.report(featuresMismatch, facts, { argument: parameter }, { related: [{ argument, message: 'the input' }] });
  }
  return tensorArg([...shape.slice(0, -1), gives]);
}

const linear = defineLayer({
  ...torch,
  name: 'torch.nn.Linear',
  summary: 'A matrix product with the last axis, and a bias.',
  docs: docs('torch.nn.Linear'),
  params: { in_features: integer(), out_features: integer(), bias: flag().default('True'), ...placement },
  call: { input: tensor('[…, in]') },
  shape: ({ in_features, out_features, input }, check) => onLast(input, in_features, 'in_features', out_features, check),
  examples: [
    { call: 'nn.Linear(784, 10)', on: '8 784', gives: '8 10' },
    { call: 'nn.Linear(64, 128)', on: '8 10 64', gives: '8 10 128' },
    { call: 'nn.Linear(400, 120)', on: '8 256', reports: 'features-mismatch' },
  ],
});

const lazyLinear = defineLayer({
  ...torch,
  name: 'torch.nn.LazyLinear',
  summary: '`Linear` whose input features are those of the first input.',
  docs: docs('torch.nn.LazyLinear'),
  params: { out_features: integer(), bias: flag().default('True'), ...placement },
  call: { input: tensor('[…, in]') },
  shape: ({ out_features, input }) => (input.shape?.length ? [...input.shape.slice(0, -1), out_features] : undefined),
  examples: [{ call: 'nn.LazyLinear(10)', on: '8 784', gives: '8 10' }],
});

const bilinear = defineLayer({
  ...torch,
  name: 'torch.nn.Bilinear',
  summary: 'A product of two inputs with a tensor in between, and a bias.',
  docs: docs('torch.nn.Bilinear'),
  params: { in1_features: integer(), in2_features: integer(), out_features: integer(), bias: flag().default('True'), ...placement },
  call: { input1: tensor('[…, in1]'), input2: tensor('[…, in2]') },
  shape({ in1_features, in2_features, out_features, input1, input2 }, check) {
    onLast(input2, in2_features, 'in2_features', out_features, check, 'input2');
    return onLast(input1, in1_features, 'in1_features', out_features, check, 'input1');
  },
  examples: [
    { call: 'nn.Bilinear(20, 30, 40)', on: '8 20, 8 30', gives: '8 40' },
    { call: 'nn.Bilinear(20, 30, 40)', on: '8 20, 8 20', reports: 'features-mismatch' },
  ],
});

const flatten = defineLayer({
  ...torch,
  name: 'torch.nn.Flatten',
  summary: 'Makes one axis of several; by default of all but the batch.',
  docs: docs('torch.nn.Flatten'),
  params: { start_dim: integer().default('1'), end_dim: integer().default('-1') },
  call: { input: tensor() },
  shape: ({ start_dim, end_dim, input }, check) => flattenRule(input, start_dim, end_dim, { op: 'torch.nn.Flatten' }, check),
  examples: [
    { call: 'nn.Flatten()', on: '8 3 4 5', gives: '8 60' },
    { call: 'nn.Flatten(0, 1)', on: '8 3 4 5', gives: '24 4 5' },
    { call: 'nn.Flatten(2)', on: '8 3', reports: 'axis-out-of-range' },
  ],
});

const unflatten = defineLayer({
  ...torch,
  name: 'torch.nn.Unflatten',
  summary: 'Makes several axes of one.',
  docs: docs('torch.nn.Unflatten'),
  params: { dim: integer(), unflattened_size: anything('int[]') },
  call: { input: tensor() },
  shape: ({ dim, unflattened_size, input }, check) =>
    unflattenRule(input, dim, unflattened_size, { op: 'torch.nn.Unflatten', argument: 'unflattened_size' }, check),
  examples: [
    { call: 'nn.Unflatten(1, (3, 4, 5))', on: '8 60', gives: '8 3 4 5' },
    { call: 'nn.Unflatten(dim=1, unflattened_size=(2, -1))', on: '8 60', gives: '8 2 30' },
    { call: 'nn.Unflatten(1, (3, 4))', on: '8 60', reports: 'reshape-size' },
  ],
});

const linearFunction = defineOp({
  ...torch,
  name: 'torch.nn.functional.linear',
  summary: 'A matrix product with the last axis, and a bias.',
  docs: docs('torch.nn.functional.linear'),
  params: { input: tensor('[…, in]'), weight: tensor('[out, in]'), bias: optionalTensor('[out]') },
  shape({ input, weight, bias }, check) {
    const [O, I] = weight.shape ?? [];
    // A vector as weight gives one number.
    if (!O || !I || weight.shape?.length !== 2) return undefined;
    checkBias(bias, O, check);
    const { shape } = input;
    const features = shape?.at(-1);
    if (!shape || !features) return undefined;
    if (equal(features, I) === 'no')
      check.report(featuresMismatch, { input: shape, features, parameter: "weight's axis 1", declared: I }, { argument: 'weight' });
    return [...shape.slice(0, -1), O];
  },
  examples: [
    { call: 'F.linear(x, w)', given: { x: '8 784', w: '10 784' }, gives: '8 10' },
    { call: 'F.linear(x, w)', given: { x: '8 784', w: '784 10' }, reports: 'features-mismatch' },
  ],
});

export const linearOps: readonly Op[] = [linear, lazyLinear, bilinear, flatten, unflatten, linearFunction];

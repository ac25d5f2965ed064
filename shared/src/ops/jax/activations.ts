/** Activations: `jax.nn`, and `flax.linen` and `flax.nnx`, which hand them on. Source: jax/_src/nn/functions.py. */

import { ofType } from '../common/contents.ts';
import { halve } from '../common/halve.ts';
import { reduceRule } from '../common/reduce.ts';
import { oneHotShape } from '../common/sequence.ts';
import { defineOp, type Op } from '../op.ts';
import { flag, integer, integers, tensor } from '../parameter.ts';
import { anyOf } from './declare.ts';
import { type Kept, type KeptFunction, keepsShape } from './keep-shape.ts';

const kept: readonly KeptFunction[] = [
  { name: 'relu', summary: 'Negative numbers become 0.' },
  { name: 'relu6', summary: 'Numbers are kept between 0 and 6.' },
  { name: 'leaky_relu', more: 'negative_slope', summary: 'Negative numbers are multiplied by `negative_slope`.' },
  { name: 'elu', more: 'alpha', summary: 'Negative numbers become exp(x) − 1.' },
  { name: 'celu', more: 'alpha', summary: 'Continuously differentiable exponential linear unit.' },
  { name: 'selu', summary: 'Scaled exponential linear unit.' },
  { name: 'gelu', more: 'approximate', summary: 'x times the normal distribution function of x.' },
  { name: 'silu', aliases: ['swish'], summary: 'x times its sigmoid.' },
  { name: 'sigmoid', summary: '1 / (1 + exp(−x)).' },
  { name: 'log_sigmoid', summary: 'The logarithm of the sigmoid.' },
  { name: 'softplus', summary: 'log(exp(x) + 1).' },
  { name: 'soft_sign', summary: 'x / (|x| + 1).' },
  { name: 'tanh', summary: 'Hyperbolic tangent.' },
  { name: 'hard_tanh', summary: 'Numbers are kept between −1 and 1.' },
  { name: 'hard_sigmoid', summary: 'The sigmoid in three straight pieces.' },
  { name: 'hard_silu', aliases: ['hard_swish'], summary: 'x times its hard sigmoid.' },
  { name: 'softmax', more: 'axis where', summary: 'Positive numbers that add up to 1 along an axis.' },
  { name: 'log_softmax', more: 'axis where', summary: 'The logarithm of the softmax.' },
  { name: 'standardize', more: 'axis mean variance epsilon where', summary: 'Shifted and scaled to mean 0 and variance 1 along an axis.' },
];

export function activations(place: Kept): readonly Op[] {
  const { framework, module, docs, elsewhere = [] } = place;
  const also = (name: string) => elsewhere.map(at => `${at}.${name}`);
  const glu = defineOp({
    framework,
    name: `${module}.glu`,
    aliases: also('glu'),
    summary: 'One half along an axis times the sigmoid of the other.',
    docs: docs(`${module}.glu`),
    params: { x: tensor(), axis: integer().default('-1') },
    shape: ({ x, axis }, check) => halve(x, axis, { op: `${module}.glu`, argument: 'axis' }, check),
    examples: [{ call: `${module}.glu(x)`, given: { x: '2 6' }, gives: '2 3' }],
  });
  const oneHot = defineOp({
    framework,
    name: `${module}.one_hot`,
    aliases: also('one_hot'),
    summary: 'A row for every index, 1 at the index and 0 elsewhere.',
    docs: docs(`${module}.one_hot`),
    params: { x: tensor(), num_classes: integer(), ...anyOf('dtype'), axis: integer().default('-1') },
    order: 'x num_classes',
    shape: ({ x, num_classes, axis }, check) => ofType(oneHotShape(x.shape, num_classes, axis, check), 'float32'),
    examples: [{ call: `${module}.one_hot(x, 10)`, given: { x: '8' }, gives: '8 10' }],
  });
  const logsumexp = defineOp({
    framework,
    name: `${module}.logsumexp`,
    aliases: [...also('logsumexp'), ...(framework === 'jax' ? ['scipy.special.logsumexp'] : [])],
    summary: 'The logarithm of the sum of exponentials along some axes.',
    docs: docs(`${module}.logsumexp`),
    params: { a: tensor(), axis: integers('int | int[]').optional(), ...anyOf('b'), keepdims: flag().default('False') },
    shape: ({ a, axis, keepdims }, check) => reduceRule(undefined, a, axis, keepdims, 'axis', check),
    examples: [{ call: `${module}.logsumexp(x, axis=-1)`, given: { x: '2 6' }, gives: '2' }],
  });
  return [...kept.map(of => keepsShape(place, of)), glu, oneHot, logsumexp];
}

/** Ops that keep the shape: activations, functions applied element by element, and whatever else leaves the axes alone. */
import { multiply, negate } from '../../dim/arithmetic.ts';
import { unaryFunctions } from '../../kernel/execute/elementwise.ts';
import type { Unary } from '../common/elementwise.ts';
import type { Op } from '../op.ts';
import { type Kept, keepsShape } from './kept.ts';

const same: Unary = { numbers: x => x, dims: dim => dim };
const fn = unaryFunctions;

const activations: readonly Kept[] = [
  { path: 'nn.relu', input: 'features', summary: 'Negative numbers become 0.', numbers: fn.relu },
  { path: 'nn.relu6', input: 'features', summary: 'Numbers are kept between 0 and 6.', numbers: fn.relu6 },
  { path: 'nn.leaky_relu', input: 'features', more: 'alpha name', summary: 'Negative numbers are multiplied by `alpha`.' },
  { path: 'nn.elu', input: 'features', summary: 'Negative numbers become exp(x) − 1.', numbers: fn.elu },
  { path: 'nn.selu', input: 'features', summary: 'Scaled exponential linear unit.' },
  { path: 'nn.silu', aliases: ['nn.swish'], input: 'features', more: 'beta', summary: 'x times its sigmoid.' },
  { path: 'nn.gelu', input: 'features', more: 'approximate name', api: 'v2', summary: 'x times the normal distribution function of x.' },
  { path: 'nn.softplus', aliases: ['math.softplus'], input: 'features', summary: 'log(exp(x) + 1).', numbers: fn.softplus },
  { path: 'nn.softsign', aliases: ['math.softsign'], input: 'features', summary: 'x / (|x| + 1).' },
  {
    path: 'nn.softmax',
    aliases: ['math.softmax'],
    input: 'logits',
    more: 'axis name',
    moreV1: 'axis name dim',
    along: 'axis=7',
    ranks: [1],
    summary: 'Positive numbers that add up to 1 along an axis.',
  },
  {
    path: 'nn.log_softmax',
    aliases: ['math.log_softmax'],
    input: 'logits',
    more: 'axis name',
    moreV1: 'axis name dim',
    along: 'axis=7',
    ranks: [1],
    summary: 'The logarithm of the softmax.',
  },
  { path: 'sigmoid', aliases: ['nn.sigmoid', 'math.sigmoid'], summary: '1 / (1 + exp(−x)).', numbers: fn.sigmoid },
  { path: 'tanh', aliases: ['nn.tanh', 'math.tanh'], summary: 'Hyperbolic tangent.', numbers: fn.tanh },
  { path: 'math.log_sigmoid', aliases: ['log_sigmoid'], summary: 'The logarithm of the sigmoid.' },
];

const functions: readonly Kept[] = [
  { path: 'exp', aliases: ['math.exp'], summary: 'The exponential function.', numbers: fn.exp },
  { path: 'math.expm1', aliases: ['expm1'], summary: 'exp(x) − 1.' },
  { path: 'math.log', aliases: ['log'], summary: 'The natural logarithm.', numbers: fn.log },
  { path: 'math.log1p', aliases: ['log1p'], summary: 'log(1 + x).' },
  { path: 'sqrt', aliases: ['math.sqrt'], summary: 'The square root.', numbers: fn.sqrt },
  { path: 'math.rsqrt', aliases: ['rsqrt'], summary: 'One over the square root.', numbers: fn.rsqrt },
  { path: 'square', aliases: ['math.square'], summary: 'x times x.', numbers: fn.square, dims: dim => multiply(dim, dim) },
  { path: 'abs', aliases: ['math.abs'], summary: 'The absolute value.', numbers: fn.abs },
  { path: 'negative', aliases: ['math.negative', 'neg'], summary: 'x with the other sign.', numbers: fn.negative, dims: negate },
  { path: 'sign', aliases: ['math.sign'], summary: '−1, 0 or 1.', numbers: fn.sign },
  { path: 'floor', aliases: ['math.floor'], summary: 'The greatest integer that is not above x.', numbers: fn.floor, dims: dim => dim },
  { path: 'math.ceil', aliases: ['ceil'], summary: 'The least integer that is not below x.', numbers: fn.ceil, dims: dim => dim },
  { path: 'round', aliases: ['math.round'], summary: 'The nearest integer, the even one of two.', dims: dim => dim },
  { path: 'math.rint', aliases: ['rint'], summary: 'The nearest integer, the even one of two.' },
  { path: 'math.reciprocal', aliases: ['reciprocal'], summary: '1 / x.', numbers: fn.reciprocal },
  { path: 'sin', aliases: ['math.sin'], summary: 'Sine.', numbers: fn.sin },
  { path: 'cos', aliases: ['math.cos'], summary: 'Cosine.', numbers: fn.cos },
  ...(['tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'asinh', 'atanh'] as const).map(path => ({
    path,
    aliases: [`math.${path}`],
    summary: `The function ${path}, element by element.`,
  })),
  { path: 'acosh', aliases: ['math.acosh'], summary: 'The function acosh, element by element.', on: '[1.5, 2.5]' },
  { path: 'math.erf', aliases: ['erf'], summary: 'The error function.' },
  { path: 'math.is_nan', aliases: ['is_nan'], summary: 'Whether each element is not a number.', dtype: 'bool' },
  { path: 'math.is_finite', aliases: ['is_finite'], summary: 'Whether each element is a finite number.', dtype: 'bool' },
  { path: 'logical_not', aliases: ['math.logical_not'], summary: 'True where the element is false.', dtype: 'bool', on: '[True, False]' },
];

const others: readonly Kept[] = [
  { path: 'identity', input: 'input', summary: 'The same tensor under another name.', ...same },
  { path: 'stop_gradient', input: 'input', summary: 'The same tensor, through which no gradient flows.', ...same },
  {
    path: 'debugging.check_numerics',
    aliases: ['check_numerics'],
    input: 'tensor',
    more: 'message! name',
    call: '"bad"',
    summary: 'The same tensor; fails when it holds NaN or infinity.',
    ...same,
  },
  {
    path: 'Print',
    api: 'v1',
    input: 'input_',
    more: 'data! message first_n summarize name',
    call: '[]',
    summary: 'The same tensor; prints values when it is computed.',
    ...same,
  },
  {
    path: 'clip_by_value',
    input: 't',
    more: 'clip_value_min clip_value_max name',
    call: '0.0, 1.0',
    summary: 'Numbers are kept between two limits.',
  },
  {
    path: 'clip_by_norm',
    input: 't',
    more: 'clip_norm axes name',
    call: '1.0',
    summary: 'Scaled down so that the norm is not above a limit.',
  },
  {
    path: 'nn.dropout',
    more: 'rate noise_shape seed name',
    moreV1: 'keep_prob noise_shape seed name rate',
    call: '0.5',
    summary: 'Some elements, at random, become 0; the others are scaled up.',
  },
  {
    path: 'math.l2_normalize',
    along: 'axis=7',
    aliases: ['nn.l2_normalize'],
    more: 'axis epsilon name dim',
    summary: 'Divided by the norm along an axis.',
  },
  {
    path: 'nn.local_response_normalization',
    aliases: ['nn.lrn'],
    input: 'input',
    more: 'depth_radius bias alpha beta name',
    ranks: [4, 4],
    on: 'tf.ones([1, 2, 2, 4])',
    gives: '1 2 2 4',
    summary: 'Divided by the weighted squares of neighbouring channels.',
  },
  {
    path: 'math.cumsum',
    along: 'axis=7',
    aliases: ['cumsum'],
    more: 'axis exclusive reverse name',
    summary: 'Running sums along an axis.',
  },
  {
    path: 'math.cumprod',
    along: 'axis=7',
    aliases: ['cumprod'],
    more: 'axis exclusive reverse name',
    summary: 'Running products along an axis.',
  },
  {
    path: 'reverse',
    along: '[7]',
    aliases: ['reverse_v2'],
    input: 'tensor',
    more: 'axis! name',
    call: '[0]',
    summary: 'Turned around along some axes.',
  },
  {
    path: 'roll',
    along: '1, 7',
    aliases: ['manip.roll'],
    input: 'input',
    more: 'shift! axis! name',
    call: '1, 0',
    summary: 'Shifted along some axes, the end coming round to the front.',
  },
  { path: 'sort', along: 'axis=7', input: 'values', more: 'axis direction name', summary: 'Sorted along an axis.' },
];

export const elementwise: readonly Op[] = [...activations, ...functions, ...others].map(keepsShape);

/** Ops that keep the shape: activations, functions applied element by element, and whatever else leaves the axes alone. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { unaryFunctions } from '../../kernel/execute/elementwise.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxes } from '../common/axis.ts';
import { type Unary, unaryData, unaryRule } from '../common/elementwise.ts';
import { defineOp, type Op } from '../op.ts';
import { type Integers, ignored, integer, integers, type Params, tensor } from '../parameter.ts';
import { asFloat, chained, checkRank, checkType, docs, member, memberDocs, refuse, retyped, tfjs } from './declare.ts';

interface Kept extends Unary {
  readonly word: string;
  readonly summary: string;
  /** Not a function of `tf`, or not a member of tensors. */
  readonly only?: 'function' | 'member';
  /** The tensor's parameter; `x` by default. */
  readonly input?: string;
  /** Further parameters in order; none of them changes the shape. */
  readonly more?: string;
  /** The other arguments of a call, in source form. */
  readonly call?: string;
  readonly on?: string;
  /** The parameter that names axes, checked against the shape; `last`: no axis but the last will do; `from front`: counted from
   * the front only. */
  readonly along?: 'checked' | 'last' | 'from front';
  /** Truth values become numbers. */
  readonly counts?: boolean;
  /** It takes numbers of this type alone. */
  readonly wants?: 'float32';
  /** It takes tensors of this rank alone. */
  readonly rank?: number;
  readonly ranks?: readonly number[];
}

/** "Softmax along a non-last dimension is not yet supported"; a scalar has no last one. */
function checkLastAxis(word: string, argument: string, input: string, { shape }: TensorArg, axis: Dim | undefined, check: Check): void {
  if (shape && shape.length === 0) check.report(rankMismatch, { argument: input, wanted: 'at least 1', got: shape }, { argument: input });
  if (!shape || shape.length === 0 || axis?.kind !== 'int' || axis.value === -1 || axis.value === shape.length - 1) return;
  refuse(word, argument, `works along the last axis only, got ${axis.value}`, check);
}

/** A negative axis is not counted from the end: the result has a shape without meaning. One that is not there changes nothing. */
function checkFromFront(word: string, argument: string, { shape }: TensorArg, axis: Dim | undefined, check: Check): void {
  if (axis?.kind !== 'int' || !shape || (axis.value >= 0 && axis.value < shape.length) || shape.length === 0) return;
  const meant = axis.value + shape.length;
  const fits = axis.value < 0 && meant >= 0;
  const problem = `does not take axis ${axis.value} of ${shape.length}; TensorFlow.js does not check this and computes garbage${fits ? `; axis ${meant} is meant` : ''}`;
  const fixes: Fix[] = fits
    ? [{ title: `Use axis ${meant}`, change: { kind: 'replace', place: { argument }, value: int(meant) }, preferred: true }]
    : [];
  check.report(argumentForm, { op: `tf.${word}`, problem }, { argument }, { severity: 'warning', fixes });
}

function keepsShape({
  word,
  summary,
  only,
  input = 'x',
  more = '',
  call = '',
  on = '2 3',
  rank,
  ranks = rank === undefined ? undefined : [rank],
  along,
  wants,
  counts,
  ...how
}: Kept): Op {
  const [axisName = 'axis'] = more.split(' ');
  const params: Params = {
    [input]: tensor(),
    ...Object.fromEntries(
      more
        .split(' ')
        .filter(Boolean)
        .map(name => [name, ignored('any')]),
    ),
    ...(along === 'last' || along === 'from front'
      ? { [axisName]: integer().default(along === 'last' ? '-1' : '0') }
      : along
        ? { [axisName]: integers('number | number[]').optional() }
        : {}),
  };
  const examples = [
    ...(only === 'member' ? [] : [{ call: `tf.${word}(x${call && `, ${call}`})`, given: { x: on }, gives: on }]),
    ...(only === 'function' ? [] : [{ call: `x.${word}(${call})`, given: { x: on }, gives: on }]),
    ...(along === 'from front' ? [{ call: `tf.${word}(x, -1)`, given: { x: on }, reports: 'argument-form' }] : []),
    ...(along === 'last' ? [{ call: `tf.${word}(x, 0)`, given: { x: on }, reports: 'argument-form' }] : []),
    ...(along === 'checked' && rank === undefined ? [{ call: `tf.${word}(x, 2)`, given: { x: on }, reports: 'axis-out-of-range' }] : []),
    ...(ranks === undefined
      ? []
      : [{ call: `tf.${word}(x)`, given: { x: rank === undefined ? '3' : `${on} 2` }, reports: 'rank-mismatch' }]),
  ];
  return defineOp({
    ...tfjs,
    ...(only === 'function' ? {} : only === 'member' ? member(word) : chained(word)),
    name: only === 'member' ? `tf.Tensor.${word}` : `tf.${word}`,
    summary,
    docs: only === 'member' ? memberDocs(word) : docs(word),
    params,
    ...(along ? { order: `${input} ${more}` } : {}),
    shape(args, check) {
      const given = args[input] as TensorArg;
      if (wants) checkType(word, input, given, wants, check);
      if (ranks) checkRank(input, given, ranks, check);
      if (along === 'last') checkLastAxis(word, axisName, input, given, args[axisName] as Dim | undefined, check);
      else if (along === 'from front') checkFromFront(word, axisName, given, args[axisName] as Dim | undefined, check);
      else if (along && given.shape && check.sound) readAxes(args[axisName] as Integers, given.shape, axisName, check);
      const result = unaryRule(asFloat(given), how);
      return counts && result.dtype === 'bool' ? retyped(result, 'int32') : result;
    },
    compute: args => unaryData(args[input] as TensorArg, how),
    examples,
  });
}

const fn = unaryFunctions;
const same = { numbers: (x: number) => x };

const activations: readonly Kept[] = [
  { word: 'relu', summary: 'Negative numbers become 0.', numbers: fn.relu },
  { word: 'relu6', summary: 'Numbers are kept between 0 and 6.', numbers: fn.relu6 },
  { word: 'leakyRelu', dtype: 'float32', more: 'alpha', summary: 'Negative numbers are multiplied by `alpha`.' },
  { word: 'elu', wants: 'float32', summary: 'Negative numbers become exp(x) − 1.', numbers: fn.elu },
  { word: 'selu', summary: 'Scaled exponential linear unit.' },
  { word: 'sigmoid', wants: 'float32', summary: '1 / (1 + exp(−x)).', numbers: fn.sigmoid },
  { word: 'logSigmoid', summary: 'The logarithm of the sigmoid.' },
  { word: 'tanh', wants: 'float32', summary: 'Hyperbolic tangent.', numbers: fn.tanh },
  { word: 'softplus', summary: 'log(exp(x) + 1).', numbers: fn.softplus },
  {
    word: 'softmax',
    wants: 'float32',
    input: 'logits',
    more: 'dim',
    along: 'last',
    summary: 'Positive numbers that add up to 1 along the last axis.',
  },
  { word: 'logSoftmax', dtype: 'float32', input: 'logits', more: 'axis', along: 'last', summary: 'The logarithm of the softmax.' },
  { word: 'step', more: 'alpha', summary: '1 for positive numbers, `alpha` times x for the others.' },
];

const functions: readonly Kept[] = [
  { word: 'exp', dtype: 'float32', summary: 'The exponential function.', numbers: fn.exp },
  { word: 'expm1', summary: 'exp(x) − 1.' },
  { word: 'log', wants: 'float32', summary: 'The natural logarithm.', numbers: fn.log },
  { word: 'log1p', summary: 'log(1 + x).' },
  { word: 'sqrt', wants: 'float32', summary: 'The square root.', numbers: fn.sqrt },
  { word: 'rsqrt', wants: 'float32', summary: 'One over the square root.', numbers: fn.rsqrt },
  { word: 'square', summary: 'x times x.', numbers: fn.square },
  { word: 'abs', summary: 'The absolute value.', numbers: fn.abs },
  { word: 'neg', summary: 'x with the other sign.', numbers: fn.negative },
  { word: 'sign', summary: '−1, 0 or 1.', numbers: fn.sign },
  { word: 'floor', wants: 'float32', summary: 'The greatest integer that is not above x.', numbers: fn.floor },
  { word: 'ceil', wants: 'float32', summary: 'The least integer that is not below x.', numbers: fn.ceil },
  { word: 'round', summary: 'The nearest integer, the even one of two.' },
  { word: 'reciprocal', summary: '1 / x.', numbers: fn.reciprocal },
  { word: 'sin', wants: 'float32', summary: 'Sine.', numbers: fn.sin },
  { word: 'cos', wants: 'float32', summary: 'Cosine.', numbers: fn.cos },
  ...['tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'asinh', 'acosh', 'atanh'].map(word => ({
    word,
    ...(word === 'tan' || word === 'cosh' ? { wants: 'float32' as const } : {}),
    summary: `The function ${word}, element by element.`,
  })),
  { word: 'erf', dtype: 'float32', summary: 'The function erf, element by element.' },
  { word: 'isNaN', summary: 'Whether each element is not a number.', dtype: 'bool' },
  { word: 'isFinite', summary: 'Whether each element is a finite number.', dtype: 'bool' },
  { word: 'isInf', summary: 'Whether each element is infinite.', dtype: 'bool' },
];

const others: readonly Kept[] = [
  { word: 'clone', summary: 'The same tensor once more.', ...same },
  { word: 'clipByValue', more: 'clipValueMin clipValueMax', call: '0, 1', summary: 'Numbers are kept between two limits.' },
  {
    word: 'dropout',
    only: 'function',
    wants: 'float32',
    more: 'rate noiseShape seed',
    call: '0.5',
    summary: 'Some elements, at random, become 0; the others are scaled up.',
  },
  { word: 'cumsum', counts: true, more: 'axis exclusive reverse', along: 'from front', summary: 'Running sums along an axis.' },
  { word: 'cumprod', counts: true, more: 'axis exclusive reverse', along: 'from front', summary: 'Running products along an axis.' },
  { word: 'reverse', more: 'axis', along: 'checked', summary: 'Turned around along some axes.' },
  ...[1, 2, 3, 4].map(rank => ({
    word: `reverse${rank}d`,
    only: 'function' as const,
    ...(rank === 1 ? {} : { more: 'axis', along: 'checked' as const }),
    on: Array(rank).fill('2').join(' '),
    rank,
    summary: `A tensor of rank ${rank}, turned around along some axes.`,
  })),
  {
    word: 'localResponseNormalization',
    ranks: [3, 4],
    more: 'depthRadius bias alpha beta',
    on: '1 2 2 4',
    summary: 'Divided by the weighted squares of neighbouring channels.',
  },
];

export const elementwise: readonly Op[] = [...activations, ...functions, ...others].map(keepsShape);

/** Layers that keep the shape: activations, dropout, noise, normalization, masking. Sources: advanced_activations.ts, core.ts, noise.ts, normalization.ts. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { axisOutOfRange } from '../../../diagnostics/axis-out-of-range.ts';
import { type Dim, int } from '../../../dim/dim.ts';
import { type Arg, type TensorArg, toDim } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { ofType } from '../../common/contents.ts';
import type { LayerOp } from '../../op.ts';
import { anything, ignored, type Params } from '../../parameter.ts';
import { checkRank, checkRankFrom } from '../declare.ts';
import { checkDefined, checkReuse, checkReuseOf, firstShape, input, layer } from './layer.ts';
import { needs } from './window-options.ts';

interface Kept {
  readonly word: string;
  readonly summary: string;
  /** Options, none of which changes the shape. */
  readonly options?: string;
  /** An option that must be there. */
  readonly needed?: string;
  /** Options in the example. */
  readonly call?: string;
  readonly on?: string;
  /** The rank it wants, or the least one. */
  readonly rank?: number;
  readonly from?: number;
  /** Axes that its weights are made for. With an option that chooses them, it is left open which. */
  readonly built?: 'last' | 'all';
  /** Ranks for which it is implemented: any other fails when it computes. */
  readonly ranks?: readonly number[];
  /** The axis it works along by default, which must be the last. */
  readonly axis?: number;
}

const kept: readonly Kept[] = [
  { word: 'activation', options: 'activation', call: "{activation: 'relu'}", summary: 'Applies an activation function to every element.' },
  { word: 'reLU', options: 'maxValue', summary: 'Negative numbers become 0.' },
  { word: 'leakyReLU', options: 'alpha', summary: 'Negative numbers are multiplied by `alpha`.' },
  { word: 'elu', options: 'alpha', summary: 'Negative numbers become `alpha` (exp(x) − 1).' },
  { word: 'thresholdedReLU', options: 'theta', summary: 'Numbers up to `theta` become 0.' },
  {
    word: 'softmax',
    options: 'axis',
    on: '8 3',
    axis: 1,
    summary: 'Positive numbers that add up to 1 along an axis, 1 by default; only the last one works.',
  },
  {
    word: 'prelu',
    built: 'all',
    options: 'alphaInitializer alphaRegularizer alphaConstraint sharedAxes',
    summary: 'Negative numbers are multiplied by factors that are learnt.',
  },
  { word: 'dropout', options: 'rate noiseShape seed', call: '{rate: 0.5}', summary: 'In training some elements become 0, at random.' },
  { word: 'gaussianNoise', options: 'stddev', call: '{stddev: 0.1}', summary: 'In training noise is added.' },
  { word: 'gaussianDropout', options: 'rate', call: '{rate: 0.5}', summary: 'In training elements are multiplied by noise.' },
  { word: 'alphaDropout', options: 'rate noiseShape', call: '{rate: 0.5}', summary: 'Dropout that keeps mean and variance.' },
  {
    word: 'spatialDropout1d',
    options: 'rate seed',
    call: '{rate: 0.5}',
    on: '8 5 3',
    rank: 3,
    summary: 'In training whole channels become 0, at random.',
  },
  { word: 'masking', options: 'maskValue', from: 1, summary: 'Skips steps of which all elements are `maskValue`.' },
  {
    word: 'rescaling',
    options: 'scale offset',
    needed: 'scale',
    call: '{scale: 2}',
    summary: 'Every element times `scale` plus `offset`.',
  },
  {
    word: 'batchNormalization',
    built: 'last',
    ranks: [2, 3, 4],
    options:
      'axis momentum epsilon center scale betaInitializer gammaInitializer movingMeanInitializer movingVarianceInitializer betaConstraint gammaConstraint betaRegularizer gammaRegularizer',
    summary: 'Shifts and scales every channel by mean and variance of the batch, then by numbers that are learnt.',
  },
  {
    word: 'layerNormalization',
    built: 'last',
    ranks: [2, 3, 4],
    options: 'axis epsilon center scale betaInitializer gammaInitializer betaRegularizer gammaRegularizer',
    summary: 'Shifts and scales every example by its own mean and variance, then by numbers that are learnt.',
  },
];

/** "Softmax along a non-last dimension is not yet supported". */
function checkAlong(word: string, usual: number, { shape }: TensorArg, given: Arg | undefined, check: Check): void {
  const dim = given?.kind === 'none' || !given ? int(usual) : toDim(given);
  if (!shape || dim?.kind !== 'int' || dim.value === -1 || dim.value === shape.length - 1) return;
  const named = check.given.has('axis');
  const problem = `works along ${named ? '' : 'its default '}axis ${dim.value}, which must be the last one, ${shape.length - 1}: give axis -1`;
  check.report(argumentForm, { op: `tf.layers.${word}`, problem }, { argument: named ? 'axis' : 'inputs' });
}

const isSoftmax = (arg: Arg | undefined): boolean => arg?.kind === 'text' && (arg.text === 'softmax' || arg.text === 'logSoftmax');

/** "Invalid axis: 3", "Axis 3 of input tensor should have a defined dimension": there is no such axis. */
function checkAxes({ shape }: TensorArg, given: Arg | undefined, check: Check): boolean {
  for (const axis of numbersOf(given)) {
    if (!shape || (axis < shape.length && axis >= -shape.length)) continue;
    check.report(axisOutOfRange, { argument: 'axis', axis, shape, count: shape.length }, { argument: 'axis' });
    return false;
  }
  return true;
}

const numbersOf = (given: Arg | undefined): readonly number[] =>
  (given?.kind === 'list' ? given.items : given ? [given] : []).flatMap(item =>
    item.kind === 'number' && item.dim.kind === 'int' ? [item.dim.value] : [],
  );

const axesOf = ({ shape }: TensorArg, given: Arg | undefined): readonly (Dim | undefined)[] =>
  numbersOf(given).map(axis => shape?.at(axis));

/** The axis that has weights, where an option chooses it. */
function checkChosenAxis({ shape }: TensorArg, given: Arg | undefined, check: Check): void {
  const axis = given && given.kind !== 'none' ? toDim(given) : undefined;
  if (axis?.kind !== 'int') return;
  const C = shape?.at(axis.value);
  if (C) checkReuse(C, first => first.at(axis.value), check);
}

function keepsShape({
  word,
  summary,
  options = '',
  call = '',
  on = '8 4 4 3',
  rank,
  from,
  built: weights,
  ranks = rank === undefined ? undefined : [rank],
  axis,
  needed,
}: Kept): LayerOp {
  const params: Params = Object.fromEntries(
    options
      .split(' ')
      .filter(Boolean)
      .map(name => [
        name,
        (name === 'axis' && (axis !== undefined || weights)) || name === 'activation' ? anything('any').optional() : ignored('any'),
      ]),
  );
  return layer({
    word,
    also: [],
    summary,
    params,
    call: { inputs: input() },
    construct(_, check) {
      if (needed !== undefined) needs(`tf.layers.${word}`, needed, check);
    },
    ...(rank === undefined ? {} : { rank }),
    shape(args, check) {
      const { inputs } = args;
      const built = check.given.has('axis') || check.given.has('sharedAxes') ? undefined : weights;
      if (ranks) checkRank('inputs', inputs, ranks, check);
      if (axis !== undefined) checkAlong(word, axis, inputs, args['axis'] as Arg | undefined, check);
      const usual = firstShape(check);
      const last = inputs.shape?.at((usual?.length ?? 0) - 1);
      // `build` writes down which axis was the last: it is that one from then on.
      if (built && word === 'layerNormalization' && usual) {
        if (last && checkRankFrom('inputs', inputs, usual.length, check)) checkReuse(last, shape => shape.at(-1), check);
      } else if (built && inputs.shape) checkReuseOf(inputs, built === 'last' ? 1 : Math.max(inputs.shape.length - 1, 1), check);
      if (word === 'batchNormalization' && usual) checkRank('inputs', inputs, [usual.length], check);
      if (word === 'batchNormalization') checkChosenAxis(inputs, args['axis'] as Arg | undefined, check);
      if (weights === 'last' && checkAxes(inputs, args['axis'] as Arg | undefined, check) && word === 'layerNormalization' && !check.first)
        checkDefined(axesOf(inputs, args['axis'] as Arg | undefined), 'the axes it works along', check);
      if (word === 'activation' && isSoftmax(args['activation'] as Arg | undefined)) checkRankFrom('inputs', inputs, 1, check);
      if (from !== undefined) checkRankFrom('inputs', inputs, from, check);
      return ofType(inputs.shape, inputs.dtype);
    },
    examples: [
      { call: `tf.layers.${word}(${call})`, on, gives: on },
      { call: `tf.layers.${word}(${call})`, on: `${on}, ${on}`, reports: 'argument-form' },
      ...(needed === undefined ? [] : [{ call: `tf.layers.${word}({})`, on, reports: 'argument-form' }]),
      ...(rank === undefined ? [] : [{ call: `tf.layers.${word}(${call})`, on: '8 3', reports: 'rank-mismatch' }]),
      ...(rank !== undefined || !ranks ? [] : [{ call: `tf.layers.${word}(${call})`, on: '2 4 4 4 3', reports: 'rank-mismatch' }]),
      ...(weights === 'last' ? [{ call: `tf.layers.${word}({axis: 4})`, on: '8 4 4 3', reports: 'axis-out-of-range' }] : []),
      ...(axis === undefined
        ? []
        : [
            { call: `tf.layers.${word}({axis: -1})`, on: '8 4 3', gives: '8 4 3' },
            { call: `tf.layers.${word}()`, on: '8 4 3', reports: 'argument-form' },
          ]),
    ],
  });
}

export const keepingLayers: readonly LayerOp[] = kept.map(keepsShape);

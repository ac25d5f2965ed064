/** Functions applied element by element, reductions, and operations on two tensors that broadcast. */
import { unknown } from '../../../dim/dim.ts';
import type { Arg, TensorArg } from '../../argument.ts';
import { toDim, unknownArg } from '../../argument.ts';
import { ofType } from '../../common/contents.ts';
import { binaryRule } from '../../common/elementwise.ts';
import { positionRule, reduceRule } from '../../common/reduce.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, flag, integers, tensor } from '../../parameter.ts';
import { docs, ignoredOnes, keras } from '../declare.ts';

interface Kept {
  readonly word: string;
  readonly aliases?: readonly string[];
  readonly more?: string;
  readonly dtype?: string;
  /** The further arguments of the example. */
  readonly example?: string;
  /** Only in `keras.ops`. */
  readonly only?: 'ops';
}

/** In `keras.backend`, `keras.ops` and, for activations, `keras.activations`. */
const places = (word: string, only: 'ops' | undefined, aliases: readonly string[] = []) => {
  const name = only ? `keras.ops.${word}` : `keras.backend.${word}`;
  return { name, aliases: [...(only ? [] : [`ops.${word}`]), ...aliases] };
};

const keeps = ({ word, aliases, more = '', dtype, only, example = '' }: Kept): Op => {
  const at = places(word, only, aliases);
  return defineOp({
    ...keras,
    ...at,
    summary: `The function ${word}; the shape stays.`,
    docs: docs(at.name.replace('keras.', '')),
    params: { x: tensor().alias('features', 't', 'tensor', 'variable'), ...ignoredOnes(more) },
    shape: ({ x }) => ofType(x.shape, dtype ?? x.dtype),
    examples: [{ call: `${at.name}(x${example})`, given: { x: '2 3' }, gives: '2 3' }],
  });
};

const activations =
  'relu elu selu softplus softsign tanh sigmoid hard_sigmoid softmax log_softmax gelu silu leaky_relu relu6 linear exponential swish'.split(
    ' ',
  );
const known = new Set(['relu', 'elu', 'softplus', 'softsign', 'tanh', 'sigmoid', 'hard_sigmoid', 'softmax']);

const kept: readonly Kept[] = [
  ...activations.map(
    (word): Kept => ({
      word,
      more: 'alpha max_value threshold axis negative_slope approximate',
      aliases: [`activations.${word}`],
      ...(known.has(word) ? {} : { only: 'ops' }),
    }),
  ),
  ...'exp log sqrt square abs sign round sin cos identity stop_gradient'.split(' ').map(word => ({ word })),
  ...'zeros_like ones_like'.split(' ').map(word => ({ word, more: 'kind name' })),
  { word: 'cast', more: 'kind', example: ", 'float32'" },
  { word: 'clip', more: 'low high', example: ', 0, 1' },
  { word: 'dropout', more: 'level noise_shape seed', example: ', 0.5' },
  { word: 'l2_normalize', more: 'axis' },
  { word: 'cumsum', more: 'axis' },
  { word: 'cumprod', more: 'axis' },
  { word: 'reverse', more: 'axes', aliases: ['ops.flip'], example: ', axes=1' },
  { word: 'batch_normalization', more: 'mean var beta gamma axis epsilon', example: ', 0.0, 1.0, 0.0, 1.0' },
  { word: 'bias_add', more: 'bias data_format', example: ', x[0]' },
  ...'floor ceil log1p expm1 negative reciprocal rsqrt tan'.split(' ').map((word): Kept => ({ word, only: 'ops' })),
];

const axes = () => integers('int | int[]').optional();

const reduction = ([word, how]: readonly [string, 'sum' | 'product' | 'max' | 'min' | undefined]): Op => {
  const at = places(word, undefined, word === 'max' ? ['ops.amax'] : word === 'min' ? ['ops.amin'] : []);
  return defineOp({
    ...keras,
    ...at,
    summary: `The ${word} over some axes, or over all.`,
    docs: docs(`backend/${word}`),
    params: { x: tensor(), axis: axes(), keepdims: flag().default('False') },
    shape: ({ x, axis, keepdims }, check) => reduceRule(how, x, axis, keepdims, 'axis', check),
    examples: [
      { call: `keras.backend.${word}(x, axis=-1)`, given: { x: '2 3' }, gives: '2' },
      { call: `keras.backend.${word}(x, axis=[1], keepdims=True)`, given: { x: '2 3' }, gives: '2 1' },
      { call: `keras.backend.${word}(x, axis=2)`, given: { x: '2 3' }, reports: 'axis-out-of-range' },
    ],
  });
};

const reductions = [
  ['sum', 'sum'],
  ['mean', undefined],
  ['max', 'max'],
  ['min', 'min'],
  ['prod', 'product'],
  ['std', undefined],
  ['var', undefined],
  ['logsumexp', undefined],
] as const;

const position = (word: 'argmax' | 'argmin'): Op =>
  defineOp({
    ...keras,
    ...places(word, undefined),
    summary: 'Where along an axis the extreme is.',
    docs: docs(`backend/${word}`),
    params: { x: tensor(), axis: anything('int', { kind: 'integers' }) },
    // Without an axis, the last one for the back end and all for `keras.ops`.
    shape: ({ x, axis }, check): TensorArg | Arg =>
      axis && axis.kind !== 'none' ? positionRule(x, toDim(axis) ?? unknown, 'axis', check, 'int64') : unknownArg,
    examples: [{ call: `keras.backend.${word}(x, axis=-1)`, given: { x: '2 3' }, gives: '2' }],
  });

const pairwise = ([word, only, dtype]: readonly [string, ('ops' | undefined)?, string?]): Op => {
  const at = places(word, only);
  return defineOp({
    ...keras,
    ...at,
    summary: `The function ${word} of two tensors that broadcast.`,
    docs: docs(at.name.replace('keras.', '')),
    params: { x: tensor().alias('x1', 'a'), y: tensor().alias('x2', 'b') },
    shape: ({ x, y }, check) => binaryRule(x, y, dtype ? { dtype } : {}, { op: at.name, at: 'y' }, check),
    examples: [
      { call: `${at.name}(x, y)`, given: { x: '2 1', y: '3' }, gives: '2 3' },
      { call: `${at.name}(x, y)`, given: { x: '2', y: '3' }, reports: 'broadcast-mismatch' },
    ],
  });
};

const pairs = [
  ['maximum'],
  ['minimum'],
  ['equal', undefined, 'bool'],
  ['not_equal', undefined, 'bool'],
  ['greater', undefined, 'bool'],
  ['greater_equal', undefined, 'bool'],
  ['less', undefined, 'bool'],
  ['less_equal', undefined, 'bool'],
  ['add', 'ops'],
  ['subtract', 'ops'],
  ['multiply', 'ops'],
  ['divide', 'ops'],
  ['power', 'ops'],
] as const;

const pow = defineOp({
  ...keras,
  name: 'keras.backend.pow',
  summary: 'x to the power of a number.',
  docs: docs('backend/pow'),
  params: { x: tensor(), ...ignoredOnes('a') },
  shape: ({ x }) => ofType(x.shape, x.dtype),
  examples: [{ call: 'keras.backend.pow(x, 2)', given: { x: '2 3' }, gives: '2 3' }],
});

export const elementwise: readonly Op[] = [
  ...kept.map(keeps),
  ...reductions.map(reduction),
  position('argmax'),
  position('argmin'),
  ...pairs.map(pairwise),
  pow,
];

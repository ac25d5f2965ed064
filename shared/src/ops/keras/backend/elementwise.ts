/** Functions applied element by element, reductions, and operations on two tensors that broadcast. */
import { unknown } from '../../../dim/dim.ts';
import { elementCount } from '../../../shape/shape.ts';
import type { Arg, TensorArg } from '../../argument.ts';
import { toDim, unknownArg } from '../../argument.ts';
import { readAxis } from '../../common/axis.ts';
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
  /** The further arguments of a call that is a mistake. */
  readonly fails?: string;
  /** Only there. */
  readonly only?: 'ops' | 'backend';
}

/** In `keras.backend`, `keras.ops` and, for activations, `keras.activations`. */
const places = (word: string, only: 'ops' | 'backend' | undefined, aliases: readonly string[] = []) => {
  const name = only === 'ops' ? `keras.ops.${word}` : `keras.backend.${word}`;
  return { name, aliases: [...(only ? [] : [`ops.${word}`]), ...aliases] };
};

const keeps = ({ word, aliases, more = '', dtype, only, example = '', fails }: Kept): Op => {
  const at = places(word, only, aliases);
  return defineOp({
    ...keras,
    ...at,
    summary: `The function ${word}; the shape stays.`,
    docs: docs(at.name.replace('keras.', '')),
    params: {
      x: tensor().alias('features', 't', 'tensor', 'variable'),
      ...ignoredOnes(more),
      ...(/\baxis\b/.test(more) ? { axis: anything('int', { kind: 'integers' }).optional() } : {}),
    },
    order: `x ${more}`.trim(),
    shape({ x, ...args }, check) {
      const { axis } = args as { readonly axis?: Arg };
      const dim = axis && axis.kind === 'number' ? axis.dim : undefined;
      if (x.shape && dim) readAxis(dim, x.shape, 'axis', check);
      return ofType(x.shape, dtype ?? x.dtype);
    },
    examples: [
      { call: `${at.name}(x${example})`, given: { x: '2 3' }, gives: '2 3' },
      ...(fails ? [{ call: `${at.name}(x${fails})`, given: { x: '2 3' }, reports: 'axis-out-of-range' }] : []),
    ],
  });
};

const activations = (
  'relu elu selu softplus softsign tanh sigmoid hard_sigmoid softmax log_softmax gelu silu leaky_relu relu6 linear exponential swish mish celu ' +
  'hard_silu hard_swish hard_tanh hard_shrink soft_shrink log_sigmoid squareplus tanh_shrink sparse_plus sparse_sigmoid sparsemax'
).split(' ');
const known = new Set(['relu', 'elu', 'softplus', 'softsign', 'tanh', 'sigmoid', 'hard_sigmoid', 'softmax']);

const kept: readonly Kept[] = [
  ...activations.map(
    (word): Kept => ({
      word,
      more: 'alpha max_value threshold axis negative_slope approximate',
      aliases: [`activations.${word}`],
      ...(known.has(word) ? {} : { only: 'ops' }),
      ...(/softmax|sparsemax/.test(word) ? { fails: ', axis=2' } : {}),
    }),
  ),
  ...'exp log sqrt square abs sign round sin cos stop_gradient'.split(' ').map(word => ({ word })),
  { word: 'identity', only: 'backend' },
  ...'zeros_like ones_like'.split(' ').map(word => ({ word, more: 'kind name' })),
  { word: 'cast', more: 'kind', example: ", 'float32'" },
  { word: 'clip', more: 'low high', example: ', 0, 1' },
  { word: 'dropout', more: 'level noise_shape seed', example: ', 0.5' },
  { word: 'l2_normalize', more: 'axis', fails: ', axis=2' },
  { word: 'cumsum', more: 'axis', only: 'backend', fails: ', axis=2' },
  { word: 'cumprod', more: 'axis', only: 'backend', fails: ', axis=2' },
  { word: 'reverse', more: 'axes', aliases: ['ops.flip'], example: ', axes=1' },
  { word: 'batch_normalization', more: 'mean var beta gamma axis epsilon', example: ', 0.0, 1.0, 0.0, 1.0' },
  { word: 'bias_add', more: 'bias data_format', example: ', x[0]' },
  ...(
    'floor ceil log1p expm1 negative reciprocal rsqrt tan absolute fabs arccos arccosh arcsin arcsinh arctan arctanh cbrt cosh sinh conj conjugate ' +
    'copy deg2rad rad2deg erf erfc exp2 log10 log2 sinc trunc nan_to_num real imag angle flipud fliplr sort triu tril convert_to_tensor ' +
    'convert_to_numpy'
  )
    .split(' ')
    .map(
      (word): Kept => ({
        word,
        only: 'ops',
        more: 'dtype axis k sparse ragged nan posinf neginf',
        ...(word === 'sort' ? { fails: ', axis=2' } : {}),
      }),
    ),
  ...'isfinite isinf isnan isneginf isposinf logical_not'.split(' ').map((word): Kept => ({ word, only: 'ops', dtype: 'bool' })),
  { word: 'argsort', only: 'ops', more: 'axis', dtype: 'int32', example: ', axis=1', fails: ', axis=2' },
  { word: 'empty_like', only: 'ops', more: 'kind' },
  { word: 'full_like', only: 'ops', more: 'fill_value kind', example: ', 7' },
  { word: 'roll', only: 'ops', more: 'shift axis', example: ', 1', fails: ', 1, axis=2' },
  { word: 'normalize', only: 'ops', more: 'axis order epsilon', fails: ', axis=2' },
  { word: 'layer_normalization', only: 'ops', more: 'gamma beta axis epsilon' },
  { word: 'rms_normalization', only: 'ops', more: 'scale axis epsilon' },
  { word: 'threshold', only: 'ops', more: 'threshold default_value', example: ', 0.5, 0.0' },
  { word: 'saturate_cast', only: 'ops', more: 'kind', example: ", 'uint8'" },
  { word: 'slice_update', only: 'ops', more: 'start_indices updates', example: ', [0, 0], x' },
  { word: 'scatter_update', only: 'ops', more: 'indices updates reduction', example: ', [[0, 0]], [1.0]' },
  { word: 'print_tensor', more: 'message summarize' },
  { word: 'get_value' },
  { word: 'eval' },
  { word: 'update', more: 'new_x', example: ', x' },
  { word: 'cast_to_floatx' },
  { word: 'random_shuffle', aliases: ['random.shuffle'], more: 'axis' },
];

/** Along an axis; without one, of all elements in a row. */
const running = (word: string): Op =>
  defineOp({
    ...keras,
    name: `keras.ops.${word}`,
    summary: 'Running sums or products along an axis; without one, of all elements in a row.',
    docs: docs(`ops/${word}`),
    params: { x: tensor(), axis: anything('int', { kind: 'integers' }).optional(), ...ignoredOnes('dtype') },
    shape({ x: { shape, dtype }, axis }, check) {
      if (!axis || axis.kind === 'none') return ofType(shape && [elementCount(shape)], dtype);
      if (shape) readAxis(toDim(axis) ?? unknown, shape, 'axis', check);
      return ofType(shape, dtype);
    },
    examples: [
      { call: `keras.ops.${word}(x)`, given: { x: '2 3' }, gives: '6' },
      { call: `keras.ops.${word}(x, axis=1)`, given: { x: '2 3' }, gives: '2 3' },
      { call: `keras.ops.${word}(x, axis=2)`, given: { x: '2 3' }, reports: 'axis-out-of-range' },
    ],
  });

const axes = () => integers('int | int[]').optional();

const reduction = ([word, how]: readonly [string, 'sum' | 'product' | 'max' | 'min' | undefined]): Op => {
  const at = places(word, undefined, word === 'max' ? ['ops.amax'] : word === 'min' ? ['ops.amin'] : []);
  return defineOp({
    ...keras,
    ...at,
    summary: `The ${word} over some axes, or over all.`,
    docs: docs(`backend/${word}`),
    params: { x: tensor(), axis: axes(), keepdims: flag().default('False') },
    shape: ({ x, axis, keepdims }, check) => ofBool(word, reduceRule(how, x, axis, keepdims, 'axis', check)),
    examples: [
      { call: `keras.backend.${word}(x, axis=-1)`, given: { x: '2 3' }, gives: '2' },
      { call: `keras.backend.${word}(x, axis=[1], keepdims=True)`, given: { x: '2 3' }, gives: '2 1' },
      { call: `keras.backend.${word}(x, axis=2)`, given: { x: '2 3' }, reports: 'axis-out-of-range' },
    ],
  });
};

const ofBool = (word: string, result: TensorArg): TensorArg => (word === 'any' || word === 'all' ? ofType(result.shape, 'bool') : result);

const reductions = [
  ['sum', 'sum'],
  ['mean', undefined],
  ['max', 'max'],
  ['min', 'min'],
  ['prod', 'product'],
  ['std', undefined],
  ['var', undefined],
  ['logsumexp', undefined],
  ['any', undefined],
  ['all', undefined],
] as const;

/** Reductions that only `keras.ops` has. */
const moreReductions = 'median ptp count_nonzero nansum nanmean nanmax nanmin nanprod nanstd nanvar nanmedian'.split(' ').map(word =>
  defineOp({
    ...keras,
    name: `keras.ops.${word}`,
    summary: `The function ${word} over some axes, or over all.`,
    docs: docs(`ops/${word}`),
    params: { x: tensor(), axis: axes(), keepdims: flag().default('False') },
    shape: ({ x, axis, keepdims }, check) => reduceRule(undefined, x, axis, keepdims, 'axis', check),
    examples: [
      { call: `keras.ops.${word}(x, axis=-1)`, given: { x: '2 3' }, gives: '2' },
      { call: `keras.ops.${word}(x, axis=2)`, given: { x: '2 3' }, reports: 'axis-out-of-range' },
    ],
  }),
);

/** Without an axis, the last one for the back end and all for `keras.ops`. */
const position = (word: 'argmax' | 'argmin', at: 'backend' | 'ops'): Op =>
  defineOp({
    ...keras,
    name: `keras.${at}.${word}`,
    summary: 'Where along an axis the extreme is.',
    docs: docs(`${at}/${word}`),
    params: {
      x: tensor(),
      axis: anything('int', { kind: 'integers' }).default(at === 'backend' ? '-1' : 'None'),
      keepdims: flag().default('False'),
    },
    shape({ x, axis, keepdims }, check): TensorArg | Arg {
      if (keepdims !== false) return unknownArg;
      return axis && axis.kind !== 'none' ? positionRule(x, toDim(axis) ?? unknown, 'axis', check, 'int64') : ofType([], 'int64');
    },
    examples: [
      { call: `keras.${at}.${word}(x, axis=-1)`, given: { x: '2 3' }, gives: '2' },
      { call: `keras.${at}.${word}(x)`, given: { x: '2 3' }, gives: at === 'backend' ? '2' : '' },
      { call: `keras.${at}.${word}(x, axis=2)`, given: { x: '2 3' }, reports: 'axis-out-of-range' },
    ],
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
      { call: `${at.name}(${operands(word)})`, given: { x: '2 1', y: '3' }, gives: '2 3' },
      { call: `${at.name}(${operands(word)})`, given: { x: '2', y: '3' }, reports: 'broadcast-mismatch' },
    ],
  });
};

/** Of the examples: some take integers only. */
const operands = (word: string): string =>
  /bitwise|shift|gcd|lcm|ldexp/.test(word) ? "keras.ops.cast(x, 'int32'), keras.ops.cast(y, 'int32')" : 'x, y';

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
  ...(
    'arctan2 divide_no_nan floor_divide fmax fmin fmod gcd lcm heaviside hypot logaddexp logaddexp2 mod nextafter true_divide ldexp ' +
    'bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift left_shift right_shift'
  )
    .split(' ')
    .map(word => [word, 'ops'] as const),
  ...'logical_and logical_or logical_xor isclose'.split(' ').map(word => [word, 'ops', 'bool'] as const),
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
  ...['cumsum', 'cumprod', 'nancumsum', 'nancumprod'].map(running),
  ...reductions.map(reduction),
  ...moreReductions,
  position('argmax', 'backend'),
  position('argmin', 'backend'),
  position('argmax', 'ops'),
  position('argmin', 'ops'),
  ...pairs.map(pairwise),
  pow,
];

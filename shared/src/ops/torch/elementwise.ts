/** Ops that work element by element, on one tensor or on two that broadcast, and whatever else leaves the axes alone. */
import { add, floorDivide, maximum, minimum, modulo, multiply, negate, power, subtract } from '../../dim/arithmetic.ts';
import { divides } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { binaryFunctions, unaryFunctions } from '../../kernel/execute/elementwise.ts';
import { type TensorArg, tensorArg } from '../argument.ts';
import { type Binary, binaryData, binaryRule, broadcastShapes, type Unary, unaryData, unaryRule } from '../common/elementwise.ts';
import { defineOp, type Op } from '../op.ts';
import { optionalTensor, tensor } from '../parameter.ts';
import { docs, plain, torch } from './declare.ts';

const fn = unaryFunctions;

/** Functions of one number; each is a method too, and one that changes its tensor: `x.exp()`, `x.exp_()`. */
const unary: Readonly<Record<string, Unary>> = {
  abs: { numbers: fn.abs },
  neg: { numbers: fn.negative, dims: negate },
  exp: { numbers: fn.exp },
  log: { numbers: fn.log },
  sqrt: { numbers: fn.sqrt },
  square: { numbers: fn.square, dims: dim => multiply(dim, dim) },
  sign: { numbers: fn.sign },
  floor: { numbers: fn.floor, dims: dim => dim },
  ceil: { numbers: fn.ceil, dims: dim => dim },
  reciprocal: { numbers: fn.reciprocal },
  sin: { numbers: fn.sin },
  cos: { numbers: fn.cos },
  isnan: { dtype: 'bool' },
  isinf: { dtype: 'bool' },
  isfinite: { dtype: 'bool' },
  logical_not: { dtype: 'bool' },
  ...Object.fromEntries(
    [
      ...['absolute', 'negative', 'exp2', 'expm1', 'log2', 'log10', 'log1p', 'rsqrt', 'round', 'trunc', 'frac', 'fix', 'sgn'],
      ...['tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'asinh', 'acosh', 'atanh', 'arcsin', 'arccos', 'arctan'],
      ...[
        'erf',
        'erfc',
        'erfinv',
        'logit',
        'digamma',
        'lgamma',
        'bitwise_not',
        'nan_to_num',
        'bernoulli',
        'angle',
        'conj',
        'deg2rad',
        'rad2deg',
      ],
    ].map(word => [word, {}]),
  ),
};

const unaryOps = Object.entries(unary).map(([word, how]) =>
  defineOp({
    ...torch,
    name: `torch.${word}`,
    aliases: [`${word}_`, ...(['expm1', 'exp2', 'erf', 'erfc', 'logit', 'log1p'].includes(word) ? [`special.${word}`] : [])],
    method: { names: [word, `${word}_`] },
    summary: `The function ${word}, element by element.`,
    docs: docs(`torch.${word}`),
    params: { input: tensor(), ...plain('out') },
    shape: ({ input }) => unaryRule(input as TensorArg, how),
    compute: ({ input }) => unaryData(input as TensorArg, how),
    examples: [{ call: `torch.${word}(x)`, given: { x: '2 3' }, gives: '2 3' }],
  }),
);

interface Pairwise extends Binary {
  readonly operator?: string;
  readonly aliases?: readonly string[];
}

/** True division of integers that leaves no rest. */
const exactQuotient = (a: Dim, b: Dim): Dim => (divides(b, a) === 'yes' ? floorDivide(a, b) : unknown);
const pair = binaryFunctions;
const yes = { dtype: 'bool' } as const;

const binary: Readonly<Record<string, Pairwise>> = {
  add: { operator: '+', numbers: pair.add, dims: add },
  sub: { operator: '-', aliases: ['subtract'], numbers: pair.subtract, dims: subtract },
  mul: { operator: '*', aliases: ['multiply'], numbers: pair.multiply, dims: multiply },
  div: { operator: '/', aliases: ['divide', 'true_divide'], numbers: pair.divide, dims: exactQuotient },
  floor_divide: { operator: '//', numbers: pair.floorDivide, dims: floorDivide },
  remainder: { operator: '%', numbers: pair.mod, dims: modulo },
  fmod: {},
  pow: { operator: '**', numbers: pair.power, dims: power },
  maximum: { aliases: ['fmax'], numbers: pair.maximum, dims: maximum },
  minimum: { aliases: ['fmin'], numbers: pair.minimum, dims: minimum },
  atan2: {},
  eq: { operator: '==', ...yes },
  ne: { operator: '!=', aliases: ['not_equal'], ...yes },
  lt: { operator: '<', aliases: ['less'], ...yes },
  le: { operator: '<=', aliases: ['less_equal'], ...yes },
  gt: { operator: '>', aliases: ['greater'], ...yes },
  ge: { operator: '>=', aliases: ['greater_equal'], ...yes },
  logical_and: yes,
  logical_or: yes,
  logical_xor: yes,
  bitwise_and: { operator: '&' },
  bitwise_or: { operator: '|' },
  bitwise_xor: { operator: '^' },
};

const binaryOps = Object.entries(binary).map(([word, { operator, aliases = [], ...how }]) =>
  defineOp({
    ...torch,
    name: `torch.${word}`,
    aliases,
    ...(operator ? { operator } : {}),
    method: { names: [word, `${word}_`, ...aliases.flatMap(each => [each, `${each}_`])] },
    summary: `${operator ? `x ${operator} y` : `The function ${word}`}, with broadcasting.`,
    docs: docs(`torch.${word}`),
    params: { input: tensor(), other: tensor().alias('exponent'), ...plain('alpha rounding_mode out') },
    shape: (args, check) => binaryRule(args.input as TensorArg, args.other as TensorArg, how, { op: `torch.${word}`, at: 'other' }, check),
    compute: args => binaryData(args.input as TensorArg, args.other as TensorArg, how),
    examples: [
      { call: `torch.${word}(x, y)`, given: { x: '2 1', y: '3' }, gives: '2 3' },
      { call: `x.${word}(y)`, given: { x: '2', y: '3' }, reports: 'broadcast-mismatch' },
    ],
  }),
);

/** Three tensors that broadcast. */
const ternary = (['addcmul', 'addcdiv', 'lerp'] as const).map(word => {
  const [first, second] = word === 'lerp' ? ['end', 'weight'] : ['tensor1', 'tensor2'];
  return defineOp({
    ...torch,
    name: `torch.${word}`,
    method: { names: [word, `${word}_`] },
    summary: `The function ${word}, with broadcasting.`,
    docs: docs(`torch.${word}`),
    params: { input: tensor(), [first]: tensor(), [second]: tensor(), ...plain('value') },
    shape: (args, check) => {
      const all = args as unknown as Readonly<Record<string, TensorArg>>;
      const both = broadcastShapes(all['input']?.shape, all[first]?.shape, { op: `torch.${word}`, at: first }, check);
      return broadcastShapes(both, all[second]?.shape, { op: `torch.${word}`, at: second }, check);
    },
    examples: [{ call: `torch.${word}(x, y, y)`, given: { x: '2 1', y: '3' }, gives: '2 3' }],
  });
});

const where = defineOp({
  ...torch,
  name: 'torch.where',
  summary: 'Elements of one tensor or of another, as a condition says.',
  docs: docs('torch.where'),
  params: { condition: tensor(), input: optionalTensor(), other: optionalTensor() },
  shape({ condition, input, other }, check) {
    if (!input || !other) return { kind: 'unknown' };
    const both = broadcastShapes(input.shape, other.shape, { op: 'torch.where', at: 'other' }, check);
    return tensorArg(broadcastShapes(condition.shape, both, { op: 'torch.where', at: 'input' }, check));
  },
  examples: [{ call: 'torch.where(x > 0, x, y)', given: { x: '2 3', y: '3' }, gives: '2 3' }],
});

interface Kept {
  /** Further parameters. */
  readonly takes?: string;
  /** Arguments of the example. */
  readonly call?: string;
  /** Only a method, only a function, or both. */
  readonly as?: 'method' | 'function';
  readonly aliases?: readonly string[];
  /** It has a form that changes its tensor. */
  readonly inPlace?: boolean;
  readonly dtype?: string;
}

/** What leaves the axes alone. */
const kept: Readonly<Record<string, Kept>> = {
  clamp: { takes: 'min max', call: '0, 1', aliases: ['clip'], inPlace: true },
  cumsum: { takes: 'dim dtype', call: '1' },
  cumprod: { takes: 'dim dtype', call: '1' },
  flip: { takes: 'dims', call: '[1]' },
  fliplr: {},
  flipud: {},
  roll: { takes: 'shifts dims', call: '1, 0' },
  tril: { takes: 'diagonal', inPlace: true },
  triu: { takes: 'diagonal', inPlace: true },
  clone: { takes: 'memory_format' },
  detach: { inPlace: true },
  argsort: { takes: 'dim descending stable', dtype: 'int64' },
  renorm: { takes: 'p dim maxnorm', call: '2, 0, 1' },
  contiguous: { takes: 'memory_format', as: 'method' },
  to: { takes: 'device dtype non_blocking copy', call: "'cpu'", as: 'method' },
  cuda: { takes: 'device non_blocking', as: 'method' },
  cpu: { as: 'method' },
  float: { as: 'method', dtype: 'float32' },
  double: { as: 'method', dtype: 'float64' },
  half: { as: 'method', dtype: 'float16' },
  bfloat16: { as: 'method', dtype: 'bfloat16' },
  long: { as: 'method', dtype: 'int64' },
  int: { as: 'method', dtype: 'int32' },
  short: { as: 'method', dtype: 'int16' },
  byte: { as: 'method', dtype: 'uint8' },
  bool: { as: 'method', dtype: 'bool' },
  type: { takes: 'dtype non_blocking', call: 'torch.float32', as: 'method' },
  type_as: { takes: 'other', call: 'x', as: 'method' },
  requires_grad_: { takes: 'requires_grad', as: 'method' },
  pin_memory: { as: 'method' },
  share_memory_: { as: 'method' },
  masked_fill: { takes: 'mask value', call: 'x > 0, 0.0', as: 'method', inPlace: true },
  scatter: { takes: 'dim index src reduce', call: '1, x.long(), x', inPlace: true },
  scatter_add: { takes: 'dim index src', call: '1, x.long(), x', inPlace: true },
  index_fill: { takes: 'dim index value', call: '1, torch.tensor([0]), 0.0', inPlace: true },
  index_add: { takes: 'dim index source', call: '0, torch.tensor([0, 1]), x', inPlace: true },
  copy_: { takes: 'src non_blocking', call: 'x', as: 'method' },
  fill_: { takes: 'value', call: '0', as: 'method' },
  zero_: { as: 'method' },
  normal_: { takes: 'mean std', as: 'method' },
  uniform_: { takes: 'from_ to', as: 'method' },
  random_: { takes: 'low high', as: 'method' },
  exponential_: { takes: 'lambd', as: 'method' },
};

const keeping = Object.entries(kept).map(([word, { takes = '', call = '', as, aliases = [], inPlace, dtype }]) => {
  const names = [word, ...aliases];
  return defineOp({
    ...torch,
    name: as === 'method' ? `torch.Tensor.${word}` : `torch.${word}`,
    aliases: as === 'method' ? [] : aliases,
    ...(as === 'function'
      ? {}
      : { method: { names: inPlace ? names.flatMap(each => [each, `${each}_`]) : names, ...(as === 'method' ? { only: true } : {}) } }),
    summary: 'A tensor of the same shape.',
    docs: docs(`torch.${as === 'method' ? 'Tensor.' : ''}${word}`),
    params: { input: tensor(), ...plain(takes) },
    shape: ({ input }) => {
      const { shape, dtype: own, elements, data } = input as TensorArg;
      const type = dtype ?? own;
      const same = word === 'clone' || word === 'detach' || word === 'contiguous' || word === 'cpu' || word === 'cuda';
      return tensorArg(shape, {
        ...(type === undefined ? {} : { dtype: type }),
        ...(same && elements ? { elements } : {}),
        ...(same && data ? { data } : {}),
      });
    },
    examples: [
      { call: as === 'method' ? `x.${word}(${call})` : `torch.${word}(x${call && `, ${call}`})`, given: { x: '2 3' }, gives: '2 3' },
    ],
  });
});

/** Attributes that are tensors of the same shape. */
const attributes = (['data', 'grad', 'real', 'imag'] as const).map(word =>
  defineOp({
    ...torch,
    name: `torch.Tensor.${word}`,
    attribute: [word],
    listed: false,
    summary: 'A tensor of the same shape.',
    docs: docs(`torch.Tensor.${word}`),
    params: { input: tensor() },
    shape: ({ input }) => tensorArg(input.shape),
    examples: [{ call: `x.${word}`, given: { x: '2 3' }, gives: '2 3' }],
  }),
);

const normalize = defineOp({
  ...torch,
  name: 'torch.nn.functional.normalize',
  summary: 'Divided by the norm along an axis.',
  docs: docs('torch.nn.functional.normalize'),
  params: { input: tensor(), ...plain('p dim eps out') },
  shape: ({ input }) => tensorArg((input as TensorArg).shape),
  examples: [{ call: 'F.normalize(x, dim=1)', given: { x: '8 64' }, gives: '8 64' }],
});

export const elementwise: readonly Op[] = [...unaryOps, ...binaryOps, ...ternary, where, ...keeping, ...attributes, normalize];

/** `jax.numpy`: functions applied element by element, operators, and what else leaves the axes alone. Source: jax/_src/numpy/ufuncs.py. */
import { add, floorDivide, maximum, minimum, modulo, multiply, power, subtract } from '../../../dim/arithmetic.ts';
import { unknown } from '../../../dim/dim.ts';
import { elementCount } from '../../../shape/shape.ts';
import type { TensorArg } from '../../argument.ts';
import { ofType } from '../../common/contents.ts';
import { type Binary, binaryData, binaryRule, broadcastShapes } from '../../common/elementwise.ts';
import { defineOp, type Op } from '../../op.ts';
import { integers, optionalTensor, tensor } from '../../parameter.ts';
import { anyOf, docs, jax } from '../declare.ts';
import { type KeptFunction, keepsShape } from '../keep-shape.ts';

const place = { framework: 'jax', module: 'jax.numpy', docs } as const;

const unary = (words: string, more: Omit<KeptFunction, 'name' | 'summary'> = {}): readonly KeptFunction[] =>
  words.split(' ').map(name => ({ name, summary: `The function ${name}, element by element.`, ...more }));

const kept: readonly KeptFunction[] = [
  ...unary('exp exp2 expm1 log log1p log2 log10 sqrt square cbrt reciprocal sign negative positive'),
  ...unary('sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh sinc degrees radians deg2rad rad2deg'),
  ...unary('floor ceil rint trunc real imag angle'),
  ...unary('isnan isfinite isinf isneginf isposinf logical_not signbit', { dtype: 'bool' }),
  ...unary('conj', { aliases: ['conjugate'], method: true }),
  ...unary('abs', { aliases: ['absolute', 'fabs'] }),
  ...unary('round', { more: 'decimals', method: true }),
  ...unary('clip', { more: 'min max', method: true, call: '0, 1' }),
  ...unary('invert', { aliases: ['bitwise_not'] }),
  ...unary('nan_to_num', { more: 'copy nan posinf neginf' }),
  ...unary('sort', { more: 'axis', method: true }),
  ...unary('argsort', { more: 'axis', method: true, dtype: 'int32' }),
  ...unary('flip', { more: 'axis' }),
  ...unary('roll', { more: 'shift axis', call: '1' }),
  ...unary('flipud fliplr'),
  ...unary('tril triu', { more: 'k' }),
  ...unary('copy', { method: true }),
];

interface Pairwise extends Binary {
  readonly name: string;
  readonly operator?: string;
  readonly aliases?: readonly string[];
}

const pairwise = ({ name, operator, aliases = [], ...how }: Pairwise): Op =>
  defineOp({
    ...jax,
    name: `jax.numpy.${name}`,
    aliases: aliases.map(alias => `numpy.${alias}`),
    ...(operator ? { operator } : {}),
    summary: `The function ${name} of two arrays that broadcast.`,
    docs: docs(`jax.numpy.${name}`),
    params: { x: tensor(), y: tensor() },
    shape: ({ x, y }, check) => binaryRule(x, y, how, { op: `jax.numpy.${name}`, at: 'y' }, check),
    compute: ({ x, y }) => binaryData(x, y, how),
    examples: [
      { call: `jnp.${name}(x, y)`, given: { x: '2 1', y: '3' }, gives: '2 3' },
      { call: `jnp.${name}(x, y)`, given: { x: '2', y: '3' }, reports: 'broadcast-mismatch' },
    ],
  });

const bool = { dtype: 'bool' } as const;

const pairs: readonly Pairwise[] = [
  { name: 'add', operator: '+', dims: add, numbers: (x, y) => x + y },
  { name: 'subtract', operator: '-', dims: subtract, numbers: (x, y) => x - y },
  { name: 'multiply', operator: '*', dims: multiply, numbers: (x, y) => x * y },
  { name: 'divide', operator: '/', aliases: ['true_divide'], numbers: (x, y) => x / y },
  { name: 'floor_divide', operator: '//', dims: floorDivide },
  { name: 'mod', operator: '%', aliases: ['remainder'], dims: modulo },
  { name: 'power', operator: '**', aliases: ['pow'], dims: power },
  { name: 'maximum', aliases: ['fmax'], dims: maximum },
  { name: 'minimum', aliases: ['fmin'], dims: minimum },
  { name: 'less', operator: '<', ...bool },
  { name: 'less_equal', operator: '<=', ...bool },
  { name: 'greater', operator: '>', ...bool },
  { name: 'greater_equal', operator: '>=', ...bool },
  { name: 'equal', ...bool },
  { name: 'not_equal', ...bool },
  { name: 'logical_and', ...bool },
  { name: 'logical_or', ...bool },
  { name: 'logical_xor', ...bool },
  { name: 'isclose', ...bool },
  { name: 'bitwise_and', operator: '&' },
  { name: 'bitwise_or', operator: '|' },
  { name: 'bitwise_xor', operator: '^' },
  { name: 'left_shift', operator: '<<' },
  { name: 'right_shift', operator: '>>' },
  { name: 'fmod' },
  { name: 'arctan2' },
  { name: 'hypot' },
  { name: 'logaddexp' },
  { name: 'float_power' },
];

/** With one argument the places where it is not zero, of which nobody knows how many there are. */
const where = defineOp({
  ...jax,
  name: 'jax.numpy.where',
  summary: 'From x where the condition holds, else from y.',
  docs: docs('jax.numpy.where'),
  params: { condition: tensor(), x: optionalTensor(), y: optionalTensor() },
  shape({ condition, x, y }, check) {
    if (!x || !y) return { kind: 'unknown' };
    const operands = { op: 'jax.numpy.where', at: 'y' };
    const both = broadcastShapes(x.shape, y.shape, operands, check);
    return ofType(broadcastShapes(condition.shape, both, operands, check), x.dtype ?? y.dtype);
  },
  examples: [
    { call: 'jnp.where(x > 0, x, 0.0)', given: { x: '2 3' }, gives: '2 3' },
    { call: 'jnp.where(x, y, 1.0)', given: { x: '2', y: '3' }, reports: 'broadcast-mismatch' },
  ],
});

/** Along no axis: along all elements in one row. */
const running = (name: string): Op =>
  defineOp({
    ...jax,
    name: `jax.numpy.${name}`,
    method: { names: [name] },
    summary: name === 'cumsum' ? 'Running sums along an axis.' : 'Running products along an axis.',
    docs: docs(`jax.numpy.${name}`),
    params: { a: tensor(), axis: integers('int').optional(), ...anyOf('dtype out') },
    shape: args => {
      const { shape, dtype } = args['a'] as TensorArg;
      const axis = args['axis'] as { readonly kind: string } | undefined;
      if (axis?.kind === 'none') return ofType([shape ? elementCount(shape) : unknown], dtype);
      return ofType(shape, dtype);
    },
    examples: [
      { call: `jnp.${name}(x, axis=1)`, given: { x: '2 3' }, gives: '2 3' },
      { call: `jnp.${name}(x)`, given: { x: '2 3' }, gives: '6' },
    ],
  });

export const elementwise: readonly Op[] = [
  ...kept.map(of => keepsShape(place, of)),
  ...pairs.map(pairwise),
  where,
  running('cumsum'),
  running('cumprod'),
];

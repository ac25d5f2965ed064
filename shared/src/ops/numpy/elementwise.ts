/** Functions applied element by element, operators, and what else leaves the axes alone. */
import { add, floorDivide, maximum, minimum, modulo, multiply, power, subtract } from '../../dim/arithmetic.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, type TensorArg, unknownArg } from '../argument.ts';
import { readAxis } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { type Binary, binaryRule, broadcastShapes } from '../common/elementwise.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, type Params, tensor } from '../parameter.ts';
import { anyOf, arrayOf, docs, flat, given, numpy, plain, ufuncWords } from './declare.ts';

interface Kept {
  readonly name: string;
  readonly more?: string;
  /** Parameters that only some of these functions have. */
  readonly others?: string;
  /** The language's function that does the same to a number. */
  readonly scalar?: string;
  readonly method?: boolean;
  readonly dtype?: string;
}

const floating = (dtype: string | undefined) => (dtype?.startsWith('float') ? dtype : undefined);

const keeps = ({ name, more = '', others = '', scalar, method, dtype }: Kept): Op =>
  defineOp({
    ...numpy,
    name: `np.${name}`,
    ...(scalar ? { scalar } : {}),
    ...(method ? { method: { names: [name] } } : {}),
    summary: `The function ${name}, element by element.`,
    docs: docs(name),
    params: {
      x: tensor().alias('a', 'm', 'z', 'val', 'p', 'filt'),
      ...anyOf(`${more} ${others} ${more.includes('axis') ? '' : ufuncWords}`),
    },
    order: `x ${more}`.trim(),
    shape: ({ x }) => plain(ofType(x.shape, dtype === 'real' ? floating(x.dtype) : (dtype ?? x.dtype))),
    examples: [
      {
        call: `np.${name}(x${
          more && more !== 'axis'
            ? `, ${more
                .split(' ')
                .map(() => 1)
                .join(', ')}`
            : ''
        })`,
        given: { x: '2 3' },
        gives: '2 3',
      },
    ],
  });

/** Functions of real numbers: whatever goes in, other numbers come out. */
const real = (words: string): readonly Kept[] => words.split(' ').map(name => ({ name, dtype: 'real' }));

const kept: readonly Kept[] = [
  { name: 'ceil', scalar: 'math.ceil' },
  { name: 'floor', scalar: 'math.floor' },
  { name: 'sqrt', scalar: 'math.sqrt', dtype: 'real' },
  { name: 'log', scalar: 'math.log', dtype: 'real' },
  { name: 'log2', scalar: 'math.log2', dtype: 'real' },
  { name: 'exp', scalar: 'math.exp', dtype: 'real' },
  { name: 'abs', scalar: 'abs' },
  { name: 'absolute', scalar: 'abs' },
  { name: 'round', more: 'decimals', scalar: 'round', method: true },
  { name: 'around', more: 'decimals', scalar: 'round' },
  ...real(
    'log10 log1p expm1 exp2 cbrt sin cos tan sinh cosh tanh arcsin arccos arctan arcsinh arccosh arctanh deg2rad rad2deg degrees radians',
  ),
  ...real('sinc i0 real imag reciprocal fabs acos acosh asin asinh atan atanh spacing'),
  { name: 'angle', dtype: 'real', others: 'deg' },
  { name: 'unwrap', dtype: 'real', others: 'discont period' },
  { name: 'nan_to_num', others: 'copy nan posinf neginf' },
  // The second array was called y once.
  { name: 'fix', others: 'y' },
  ...['isneginf', 'isposinf'].map(name => ({ name, dtype: 'bool', others: 'y' })),
  ...[
    'square',
    'sign',
    'negative',
    'positive',
    'rint',
    'trunc',
    'conj',
    'conjugate',
    'invert',
    'bitwise_not',
    'bitwise_invert',
    'bitwise_count',
  ].map(name => ({ name })),
  ...['isnan', 'isfinite', 'isinf', 'isreal', 'iscomplex', 'logical_not', 'signbit'].map(name => ({
    name,
    dtype: 'bool',
  })),
  { name: 'flip', more: 'axis' },
  { name: 'roll', more: 'shift axis' },
  { name: 'fliplr' },
  { name: 'flipud' },
  { name: 'tril', more: 'k' },
  { name: 'triu', more: 'k' },
];

/** Along an axis, the sums of all that came before; without one, of all elements in one row. */
const cumulative = (name: string): Op =>
  defineOp({
    ...numpy,
    name: `np.${name}`,
    ...(name.startsWith('nan') ? {} : { method: { names: [name] } }),
    summary: 'What the elements up to each come to.',
    docs: docs(name),
    params: { a: tensor(), axis: anything('int').optional(), ...anyOf('dtype out') },
    order: 'a axis dtype out',
    shape(args, check) {
      const { a, axis } = args as unknown as { readonly a: TensorArg; readonly axis: Arg | undefined };
      if (!a.shape) return unknownArg;
      if (!given(axis)) return ofType(flat(a).shape, undefined);
      if (axis.kind === 'number') readAxis(axis.dim, a.shape, 'axis', check);
      return ofType(a.shape, undefined);
    },
    examples: [
      { call: `np.${name}(x, axis=1)`, given: { x: '2 3' }, gives: '2 3' },
      { call: `np.${name}(x)`, given: { x: '2 3' }, gives: '6' },
      { call: `np.${name}(x, axis=2)`, given: { x: '2 3' }, reports: 'axis-out-of-range' },
    ],
  });

/** Bounds broadcast with what they bound. */
const clip = defineOp({
  ...numpy,
  complete: false,
  name: 'np.clip',
  method: { names: ['clip'] },
  summary: 'Brought between two bounds.',
  docs: docs('clip'),
  params: {
    a: tensor(),
    a_min: anything('number').optional().alias('min'),
    a_max: anything('number').optional().alias('max'),
    ...anyOf('out dtype'),
  },
  order: 'a a_min a_max out',
  shape(args, check) {
    const { a, a_min, a_max } = args as unknown as { readonly a: TensorArg } & Readonly<Record<'a_min' | 'a_max', Arg | undefined>>;
    const bounds = (
      [
        ['a_min', a_min],
        ['a_max', a_max],
      ] as const
    ).filter(([, bound]) => given(bound));
    const shape = bounds.reduce<Shape | undefined>(
      (so, [at, bound]) => broadcastShapes(so, arrayOf(bound)?.shape, { op: 'np.clip', at }, check),
      a.shape,
    );
    return plain(ofType(shape, a.dtype));
  },
  examples: [
    { call: 'np.clip(x, 0, 1)', given: { x: '2 3' }, gives: '2 3' },
    { call: 'x.clip(min=0)', given: { x: '2 3' }, gives: '2 3' },
    { call: 'np.clip(x, y, 1)', given: { x: '2 3', y: '2' }, reports: 'broadcast-mismatch' },
  ],
});

interface Pairwise extends Binary {
  readonly name: string;
  readonly operator?: string;
  readonly scalar?: string;
}

/** A plain number beside an array takes its type, where that is certain. */
function typeOf(left: TensorArg, right: TensorArg, divides: boolean): string | undefined {
  const isNumber = ({ shape, dtype }: TensorArg) => shape?.length === 0 && dtype === undefined;
  const [a, b] = [left.dtype, right.dtype];
  const type = a === b ? a : isNumber(left) ? b : isNumber(right) ? a : undefined;
  return type?.startsWith('float') || (a === b && !divides) ? type : undefined;
}

const pairwise = ({ name, operator, scalar, ...how }: Pairwise): Op => {
  const params: Params = { x1: tensor().alias('a'), x2: tensor().alias('b'), ...anyOf(`${ufuncWords} rtol atol equal_nan`) };
  return defineOp({
    ...numpy,
    name: `np.${name}`,
    ...(operator ? { operator } : {}),
    ...(scalar ? { scalar } : {}),
    summary: `The function ${name} of two arrays that broadcast.`,
    docs: docs(name),
    params,
    shape(args, check) {
      const [left, right] = [args.x1 as TensorArg, args.x2 as TensorArg];
      const { dtype: _, ...result } = binaryRule(left, right, how, { op: `np.${name}`, at: 'x2' }, check);
      const type = how.dtype ?? typeOf(left, right, name.includes('divide'));
      return plain({ ...result, ...(type === undefined ? {} : { dtype: type }) });
    },
    examples: [
      { call: `np.${name}(x, y)`, given: { x: '2 1', y: '3' }, gives: '2 3' },
      { call: `np.${name}(x, y)`, given: { x: '2', y: '3' }, reports: 'broadcast-mismatch' },
    ],
  });
};

const pairs: readonly Pairwise[] = [
  { name: 'add', operator: '+', dims: add },
  { name: 'subtract', operator: '-', dims: subtract },
  { name: 'multiply', operator: '*', dims: multiply },
  { name: 'true_divide', operator: '/' },
  { name: 'divide' },
  ...[
    'arctan2',
    'atan2',
    'nextafter',
    'ldexp',
    'hypot',
    'fmod',
    'remainder',
    'float_power',
    'logaddexp',
    'logaddexp2',
    'copysign',
    'heaviside',
    'fmax',
    'fmin',
    'gcd',
    'lcm',
  ].map(name => ({ name })),
  ...['equal', 'not_equal', 'isclose', 'logical_xor'].map(name => ({ name, dtype: 'bool' })),
  { name: 'floor_divide', operator: '//', dims: floorDivide },
  { name: 'mod', operator: '%', dims: modulo },
  { name: 'pow', dims: power },
  { name: 'bitwise_left_shift' },
  { name: 'bitwise_right_shift' },
  { name: 'power', operator: '**', dims: power },
  { name: 'maximum', scalar: 'max', dims: maximum },
  { name: 'minimum', scalar: 'min', dims: minimum },
  { name: 'less', operator: '<', dtype: 'bool' },
  { name: 'less_equal', operator: '<=', dtype: 'bool' },
  { name: 'greater', operator: '>', dtype: 'bool' },
  { name: 'greater_equal', operator: '>=', dtype: 'bool' },
  { name: 'logical_and', dtype: 'bool' },
  { name: 'logical_or', dtype: 'bool' },
  { name: 'bitwise_and', operator: '&' },
  { name: 'bitwise_or', operator: '|' },
  { name: 'bitwise_xor', operator: '^' },
  { name: 'left_shift', operator: '<<' },
  { name: 'right_shift', operator: '>>' },
];

export const elementwise: readonly Op[] = [
  ...kept.map(keeps),
  ...['cumsum', 'cumprod', 'nancumsum', 'nancumprod'].map(cumulative),
  clip,
  ...pairs.map(pairwise),
];

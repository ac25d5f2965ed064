/** Ops on two tensors that broadcast, and the operators that stand for them. */

import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { add, floorDivide, maximum, minimum, modulo, multiply, power, subtract } from '../../dim/arithmetic.ts';
import { divides } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { binaryFunctions } from '../../kernel/execute/elementwise.ts';
import type { TensorArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { addAllRule, type Binary, binaryData, binaryRule } from '../common/elementwise.ts';
import { parts } from '../common/join.ts';
import { defineOp, type Op } from '../op.ts';
import { type Params, tensor } from '../parameter.ts';
import { op as define, docs, docsV1, name, tensorflow, words } from './declare.ts';

interface Pairwise extends Binary {
  readonly path: string;
  readonly summary: string;
  readonly aliases?: readonly string[];
  readonly operator?: string;
  readonly api?: 'v1';
  readonly names?: readonly [string, string];
  /** Operands of the examples are truth values. */
  readonly logical?: boolean;
  /** Operands of the examples are integers. */
  readonly integers?: boolean;
}

function pairwise({
  path,
  summary,
  aliases = [],
  operator,
  api,
  names: [left, right] = ['x', 'y'],
  logical,
  integers,
  ...how
}: Pairwise): Op {
  const params: Params = { [left]: tensor(), [right]: tensor(), name: name() };
  const op = `tf.${path}`;
  const [a, b, c] = logical
    ? ['[[True], [False]]', '[True, False, True]', '[True, False]']
    : integers
      ? ['[[1], [2]]', '[1, 2, 3]', '[1, 2]']
      : ['[[1.0], [2.0]]', '[1.0, 2.0, 3.0]', '[1.0, 2.0]'];
  const under = api ? { under: api } : {};
  return defineOp({
    ...tensorflow,
    name: op,
    aliases,
    ...(operator ? { operator } : {}),
    ...(api ? { api } : {}),
    summary,
    docs: api ? docsV1(path) : docs(path),
    params,
    shape: (args, check) => binaryRule(args[left] as TensorArg, args[right] as TensorArg, how, { op, at: right }, check),
    compute: args => binaryData(args[left] as TensorArg, args[right] as TensorArg, how),
    examples: [
      { call: `${op}(${a}, ${b})`, gives: '2 3', ...under },
      { call: `${op}(${b}, ${c})`, reports: 'broadcast-mismatch', ...under },
    ],
  });
}

/** True division of integers that leaves no rest. */
const exactQuotient = (a: Dim, b: Dim): Dim => (divides(b, a) === 'yes' ? floorDivide(a, b) : unknown);
const fn = binaryFunctions;

const arithmetic: readonly Pairwise[] = [
  { path: 'add', aliases: ['math.add'], operator: '+', summary: 'x + y with broadcasting.', numbers: fn.add, dims: add },
  {
    path: 'subtract',
    aliases: ['math.subtract', 'sub'],
    operator: '-',
    summary: 'x − y with broadcasting.',
    numbers: fn.subtract,
    dims: subtract,
  },
  {
    path: 'multiply',
    aliases: ['math.multiply', 'mul'],
    operator: '*',
    summary: 'x · y with broadcasting.',
    numbers: fn.multiply,
    dims: multiply,
  },
  {
    path: 'truediv',
    aliases: ['math.truediv'],
    operator: '/',
    summary: 'x / y with broadcasting; integers give fractions.',
    numbers: fn.divide,
    dims: exactQuotient,
  },
  { path: 'divide', aliases: ['math.divide'], summary: 'x / y with broadcasting.', numbers: fn.divide, dims: exactQuotient },
  {
    path: 'div',
    aliases: ['realdiv'],
    api: 'v1',
    summary: 'x / y with broadcasting; integers are divided down, as in Python 2.',
    dims: exactQuotient,
  },
  {
    path: 'math.floordiv',
    aliases: ['floordiv', 'floor_div'],
    operator: '//',
    summary: 'x / y rounded down.',
    numbers: fn.floorDivide,
    dims: floorDivide,
  },
  {
    path: 'math.floormod',
    aliases: ['math.mod', 'mod', 'floormod'],
    operator: '%',
    summary: 'What is left of x after division by y, with the sign of y.',
    numbers: fn.mod,
    dims: modulo,
  },
  { path: 'pow', aliases: ['math.pow'], operator: '**', summary: 'x to the power of y.', numbers: fn.power, dims: power },
  { path: 'maximum', aliases: ['math.maximum'], summary: 'The greater of x and y.', numbers: fn.maximum, dims: maximum },
  { path: 'minimum', aliases: ['math.minimum'], summary: 'The lesser of x and y.', numbers: fn.minimum, dims: minimum },
  {
    path: 'math.squared_difference',
    aliases: ['squared_difference'],
    summary: '(x − y)², with broadcasting.',
    numbers: fn.squaredDifference,
  },
  { path: 'math.divide_no_nan', aliases: ['div_no_nan'], summary: 'x / y, and 0 where y is 0.' },
  { path: 'math.atan2', aliases: ['atan2'], names: ['y', 'x'], summary: 'The angle of the point (x, y).' },
];

/** Of floats, of which some are special functions. */
const special: readonly Pairwise[] = [
  ...(['multiply_no_nan', 'xdivy', 'xlogy', 'xlog1py'] as const).map(word => ({
    path: `math.${word}`,
    summary: 'The product, quotient or logarithm, and 0 where one of them is 0.',
  })),
  ...(
    [
      ['igamma', 'a', 'x'],
      ['igammac', 'a', 'x'],
      ['polygamma', 'a', 'x'],
      ['zeta', 'x', 'q'],
    ] as const
  ).map(([word, ...names]) => ({
    path: `math.${word}`,
    aliases: [word],
    names,
    summary: `The function ${word} of two numbers.`,
  })),
  {
    path: 'complex',
    aliases: ['dtypes.complex'],
    names: ['real', 'imag'],
    summary: 'Complex numbers of real and imaginary parts.',
    dtype: 'complex64',
  },
  { path: 'math.nextafter', names: ['x1', 'x2'], summary: 'The next number in the direction of another.' },
  { path: 'truncatediv', summary: 'x / y rounded towards 0.', integers: true },
  { path: 'truncatemod', summary: 'What is left of x after division rounded towards 0.', integers: true },
  ...(['and', 'or', 'xor'] as const).map(word => ({
    path: `bitwise.bitwise_${word}`,
    summary: `The bits of x ${word} y.`,
    integers: true,
  })),
  { path: 'bitwise.left_shift', summary: 'The bits of x, y places up.', integers: true },
  { path: 'bitwise.right_shift', summary: 'The bits of x, y places down.', integers: true },
];

const comparisons: readonly Pairwise[] = [
  // `==` on tensors is not this op: it answers False for shapes that do not broadcast.
  { path: 'equal', aliases: ['math.equal'], summary: 'Whether x = y, element by element.', dtype: 'bool' },
  { path: 'not_equal', aliases: ['math.not_equal'], summary: 'Whether x ≠ y, element by element.', dtype: 'bool' },
  { path: 'less', aliases: ['math.less'], operator: '<', summary: 'Whether x < y, element by element.', dtype: 'bool' },
  { path: 'less_equal', aliases: ['math.less_equal'], operator: '<=', summary: 'Whether x ≤ y, element by element.', dtype: 'bool' },
  { path: 'greater', aliases: ['math.greater'], operator: '>', summary: 'Whether x > y, element by element.', dtype: 'bool' },
  { path: 'greater_equal', aliases: ['math.greater_equal'], operator: '>=', summary: 'Whether x ≥ y, element by element.', dtype: 'bool' },
  { path: 'logical_and', aliases: ['math.logical_and'], operator: '&', summary: 'Whether both are true.', logical: true },
  { path: 'logical_or', aliases: ['math.logical_or'], operator: '|', summary: 'Whether either is true.', logical: true },
  { path: 'math.logical_xor', aliases: ['logical_xor'], operator: '^', summary: 'Whether exactly one is true.', logical: true },
];

const addN = defineOp({
  ...tensorflow,
  name: 'tf.add_n',
  aliases: ['math.add_n', 'accumulate_n', 'math.accumulate_n'],
  summary: 'The sum of tensors of one shape.',
  docs: docs('math/add_n'),
  params: { inputs: parts(), name: name(), ...words('shape tensor_dtype') },
  shape: ({ inputs }, check) => addAllRule(inputs, { op: 'tf.add_n', argument: 'inputs' }, check),
  examples: [
    { call: 'tf.add_n([x, y])', given: { x: '2 3', y: '2 3' }, gives: '2 3' },
    { call: 'tf.add_n([x, y])', given: { x: '2 3', y: '2 4' }, reports: 'argument-form' },
  ],
});

const scalarTimes = define('math.scalar_mul', {
  aliases: ['scalar_mul'],
  summary: 'A number times a tensor.',
  params: { scalar: tensor('[]'), x: tensor(), name: name() },
  shape({ scalar, x }, check) {
    if (scalar.shape && scalar.shape.length !== 0)
      check.report(rankMismatch, { argument: 'scalar', wanted: 0, got: scalar.shape }, { argument: 'scalar' });
    return ofType(x.shape, x.dtype);
  },
  examples: [
    { call: 'tf.math.scalar_mul(2.0, x)', given: { x: '2 3' }, gives: '2 3' },
    { call: 'tf.math.scalar_mul([2.0], x)', given: { x: '2 3' }, reports: 'rank-mismatch' },
  ],
});

export const binaryOps: readonly Op[] = [...[...arithmetic, ...special, ...comparisons].map(pairwise), addN, scalarTimes];

/** tf.tensor and its forms per rank, tf.zeros, tf.ones, tf.fill, tf.variable. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { elementCount, type Shape, sameShape, showShape } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { filled, ofType } from '../common/contents.ts';
import { literalRule } from '../common/creation.ts';
import { scalar as number } from '../common/sequence.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { dtype, flag, type Integers, ignored, integers, tensor as tensorParam } from '../parameter.ts';
import { asFloat, chained, docs, float32, literalType, member, refuse, tfjs } from './declare.ts';

const values = () => tensorParam('values, nested or flat');

const tensor = defineOp({
  ...tfjs,
  name: 'tf.tensor',
  summary: 'A tensor of the given values: nested arrays, or a flat array arranged in `shape`.',
  docs: docs('tensor'),
  params: { values: values(), shape: integers('number[]').optional(), dtype: dtype().optional() },
  shape: ({ values, shape, dtype }, check) => literal('tf.tensor', values, shape, dtype, check),
  examples: [
    { call: 'tf.tensor([[1, 2, 3], [4, 5, 6]])', gives: '2 3' },
    { call: 'tf.tensor([1, 2, 3, 4], [2, 2])', gives: '2 2' },
    { call: 'tf.tensor([1, 2, 3], [2, 2])', reports: 'reshape-size' },
  ],
});

function literal(op: string, values: TensorArg, shape: Integers, type: string | undefined, check: Check): TensorArg {
  const [own, wanted] = [values.shape, toShape(shape)];
  const result = literalRule({ value: asFloat(values), shape, dtype: type, fills: false, shortage: 'error' }, 'shape', check);
  if (own && wanted && check.sound && !arranges(own, wanted)) {
    check.report(
      argumentForm,
      { op, problem: `has values of shape ${showShape(own)}, which is not ${showShape(wanted)}` },
      { argument: 'shape' },
    );
  }
  return result;
}

/** Nested values must have the very shape, except that the innermost arrays may be flat (`makeTensor`). */
const arranges = (own: Shape, wanted: Shape): boolean =>
  own.every(
    (dim, axis) =>
      equal(dim, wanted[axis] ?? int(-1)) !== 'no' || (axis === own.length - 1 && equal(dim, elementCount(wanted.slice(axis))) !== 'no'),
  );

const scalar = defineOp({
  ...tfjs,
  name: 'tf.scalar',
  summary: 'A tensor of one number, without axes.',
  docs: docs('scalar'),
  params: { value: tensorParam('number'), dtype: dtype().optional() },
  shape({ value, dtype }) {
    const one = asFloat({ ...value, shape: [] });
    return dtype === undefined ? one : { ...one, dtype };
  },
  examples: [{ call: 'tf.scalar(3)', gives: '' }],
});

/** Dims of a nested array of each rank, for the examples. */
const nested: Readonly<Record<number, readonly [source: string, shape: string]>> = {
  1: ['[1, 2, 3]', '3'],
  2: ['[[1, 2, 3]]', '1 3'],
  3: ['[[[1, 2, 3]]]', '1 1 3'],
  4: ['[[[[1, 2, 3]]]]', '1 1 1 3'],
  5: ['[[[[[1, 2, 3]]]]]', '1 1 1 1 3'],
  6: ['[[[[[[1, 2, 3]]]]]]', '1 1 1 1 1 3'],
};

function tensorOfRank(rank: number): Op {
  const name = `tf.tensor${rank}d`;
  const [source, shape] = nested[rank] as readonly [string, string];
  /** The rank is certain, whatever the values are. */
  const blank = Array<Dim>(rank).fill(unknown);
  const ranked = (result: TensorArg): TensorArg => (result.shape ? result : ofType(blank, result.dtype));
  const examples = [
    { call: `${name}(${source})`, gives: shape },
    ...(rank > 1
      ? [
          { call: `${name}([1, 2, 3], [${shape.replaceAll(' ', ', ')}])`, gives: shape },
          { call: `${name}([1, 2, 3])`, reports: 'argument-form' },
        ]
      : [{ call: `${name}([[1, 2], [3, 4]])`, reports: 'rank-mismatch' }]),
  ];
  const summary = `A tensor of rank ${rank} from nested values${rank > 1 ? ', or flat ones with a shape' : ''}.`;
  if (rank === 1) {
    return defineOp({
      ...tfjs,
      name,
      summary,
      docs: docs(`tensor${rank}d`),
      params: { values: values(), dtype: dtype().optional() },
      shape({ values, dtype }, check) {
        if (values.shape && values.shape.length !== 1) {
          check.report(rankMismatch, { argument: 'values', wanted: 1, got: values.shape }, { argument: 'values' });
          return ofType(blank, dtype);
        }
        return ranked(literal(name, values, { kind: 'none' }, dtype, check));
      },
      examples,
    });
  }
  return defineOp({
    ...tfjs,
    name,
    summary,
    docs: docs(`tensor${rank}d`),
    params: { values: values(), shape: integers(`number[${rank}]`).optional(), dtype: dtype().optional() },
    shape({ values, shape, dtype }, check) {
      if (shape?.kind === 'many' && shape.items.length !== rank) {
        check.report(
          argumentForm,
          { op: name, problem: `needs a shape of ${rank} numbers, got ${shape.items.length}` },
          { argument: 'shape' },
        );
        return ofType(blank, dtype);
      }
      const own = values.shape?.length;
      if (values.shape && own !== rank && own !== 1) {
        check.report(rankMismatch, { argument: 'values', wanted: `1 or ${rank}`, got: values.shape }, { argument: 'values' });
        return ofType(blank, dtype);
      }
      if (own === 1 && shape?.kind === 'none') {
        check.report(argumentForm, { op: name, problem: 'needs a shape when its values are a flat array' }, { argument: 'values' });
        return ofType(blank, dtype);
      }
      return ranked(literal(name, values, shape, dtype, check));
    },
    examples,
  });
}

/** "Tensor must have a shape comprised of positive integers but got shape [2,-1]"; a number is no shape. */
export function newShape(op: string, shape: Integers, check: Check): Shape | undefined {
  const wrong = shape?.kind === 'many' && shape.items.some(item => typeof item === 'string' || (item.kind === 'int' && item.value < 0));
  if (wrong || shape?.kind === 'one' || shape?.kind === 'bad')
    refuse(op, 'shape', `takes a shape as an array of integers from 0${shape?.kind === 'one' ? ', got a number' : ''}`, check);
  return shape?.kind === 'one' ? undefined : toShape(shape);
}

const uniform = (word: 'zeros' | 'ones', value: number): readonly Op[] => [
  defineOp({
    ...tfjs,
    name: `tf.${word}`,
    summary: `A tensor whose elements are all ${value}.`,
    docs: docs(word),
    params: { shape: integers('number[]'), dtype: float32() },
    shape: ({ shape, dtype }, check) => ofType(newShape(word, shape, check), dtype),
    compute: (_, shape) => filled(shape, value),
    examples: [
      { call: `tf.${word}([1, 4, 4, 1])`, gives: '1 4 4 1' },
      { call: `tf.${word}([1, -1])`, reports: 'argument-form' },
      { call: `tf.${word}(4)`, reports: 'argument-form' },
    ],
  }),
  defineOp({
    ...tfjs,
    ...chained(`${word}Like`),
    name: `tf.${word}Like`,
    summary: `A tensor of ${word} with the shape of another.`,
    docs: docs(`${word}Like`),
    params: { x: tensorParam() },
    shape: ({ x }) => ofType(x.shape, literalType(x)),
    compute: (_, shape) => filled(shape, value),
    examples: [
      { call: `tf.${word}Like(x)`, given: { x: '2 3' }, gives: '2 3' },
      { call: `x.${word}Like()`, given: { x: '2 3' }, gives: '2 3' },
    ],
  }),
];

const fill = defineOp({
  ...tfjs,
  name: 'tf.fill',
  summary: 'A tensor of the given shape that repeats one value.',
  docs: docs('fill'),
  params: { shape: integers('number[]'), value: tensorParam('number'), dtype: dtype().optional() },
  shape: ({ shape, value, dtype }, check) => ofType(newShape('fill', shape, check), dtype ?? literalType(value)),
  compute({ value }, shape) {
    const one = number(value);
    return one === undefined ? undefined : filled(shape, one);
  },
  examples: [
    { call: 'tf.fill([2, 3], 7)', gives: '2 3' },
    { call: 'tf.fill([2, -3], 7)', reports: 'argument-form' },
  ],
});

const variable = defineOp({
  ...tfjs,
  ...chained('variable'),
  name: 'tf.variable',
  summary: 'A tensor that keeps its shape and whose values change; it starts with the initial value.',
  docs: docs('variable'),
  params: { initialValue: tensorParam(), trainable: flag().default('true'), name: ignored('string'), dtype: dtype().optional() },
  shape: ({ initialValue, dtype }) => {
    const type = dtype ?? literalType(initialValue);
    return { ...initialValue, ...(type === undefined ? {} : { dtype: type }) };
  },
  examples: [{ call: 'tf.variable(tf.zeros([3, 3, 1, 8]))', gives: '3 3 1 8' }],
});

const assign = defineOp({
  ...tfjs,
  ...member('assign'),
  name: 'tf.Variable.assign',
  listed: false,
  watched: true,
  summary: 'Gives a variable other values of the same shape and type.',
  docs: 'https://js.tensorflow.org/api/latest/#tf.Variable.assign',
  params: { variable: tensorParam(), newValue: tensorParam() },
  shape({ variable: { shape: before, dtype }, newValue }, check) {
    const { shape: now } = newValue;
    // "shape of the new value (3,3) and previous value (2,3) must match"
    if (before && now && sameShape(before, now) === 'no')
      refuse('Variable.assign', 'newValue', `needs a value of the variable's shape ${showShape(before)}, got ${showShape(now)}`, check);
    const type = literalType(newValue);
    if (dtype !== undefined && type !== undefined && dtype !== type)
      refuse('Variable.assign', 'newValue', `needs a value of the variable's type ${dtype}, got ${type}`, check);
    return { kind: 'none' };
  },
  examples: [
    { call: 'tf.variable(x).assign(y)', given: { x: '2 3', y: '2 3' } },
    { call: 'tf.variable(x).assign(y)', given: { x: '2 3', y: '3 3' }, reports: 'argument-form' },
  ],
});

export const creation: readonly Op[] = [
  tensor,
  scalar,
  ...[1, 2, 3, 4, 5, 6].map(tensorOfRank),
  ...uniform('zeros', 0),
  ...uniform('ones', 1),
  fill,
  variable,
  assign,
];

/** Ops on two tensors that broadcast. */
import { binaryFunctions } from '../../kernel/execute/elementwise.ts';
import { type TensorArg, toTensor, unknownTensor } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { addAllRule, type Binary, binaryData, binaryRule, broadcastShapes } from '../common/elementwise.ts';
import { parts } from '../common/join.ts';
import { defineOp, type Op } from '../op.ts';
import { optionalTensor, tensor } from '../parameter.ts';
import { asFloat, chained, checkRank, docs, literalType, member, memberDocs, refuse, retyped, tfjs, upcast } from './declare.ts';

interface Pairwise extends Binary {
  readonly word: string;
  readonly summary: string;
  /** Operands of the examples are truth values. */
  readonly logical?: boolean;
  /** What it gives are integers. */
  readonly whole?: 'always' | 'of truth values';
}

function pairwise({ word, summary, logical, whole, ...how }: Pairwise): Op {
  const op = `tf.${word}`;
  const cast = (x: string) => (logical ? `${x}.toBool()` : x);
  return defineOp({
    ...tfjs,
    ...chained(word, ...(logical ? [] : [`${word}Strict`])),
    name: op,
    ...(logical ? {} : { aliases: [`${word}Strict`] }),
    summary,
    docs: docs(word),
    params: { a: tensor(), b: tensor() },
    shape({ a, b }, check) {
      const result = binaryRule(asFloat(a), asFloat(b), how, { op, at: 'b' }, check);
      const wider = upcast(literalType(a), literalType(b));
      const type = how.dtype ?? (whole === 'always' || (whole === 'of truth values' && wider === 'bool') ? 'int32' : wider);
      return retyped(result, type);
    },
    compute: ({ a, b }) => binaryData(a, b, how),
    examples: [
      { call: `${op}(${cast('x')}, ${cast('y')})`, given: { x: '2 1', y: '3' }, gives: '2 3' },
      { call: `${cast('x')}.${word}(${cast('y')})`, given: { x: '2 3', y: '2 3' }, gives: '2 3' },
      { call: `${op}(${cast('x')}, ${cast('y')})`, given: { x: '3', y: '2' }, reports: 'broadcast-mismatch' },
    ],
  });
}

const fn = binaryFunctions;

const pairs: readonly Pairwise[] = [
  { word: 'add', summary: 'a + b with broadcasting.', numbers: fn.add },
  { word: 'sub', summary: 'a − b with broadcasting.', numbers: fn.subtract },
  { word: 'mul', summary: 'a · b with broadcasting.', numbers: fn.multiply },
  { word: 'div', summary: 'a / b with broadcasting; two int32 tensors are divided down.' },
  { word: 'divNoNan', summary: 'a / b, and 0 where b is 0.' },
  { word: 'floorDiv', whole: 'always', summary: 'a / b rounded down.', numbers: fn.floorDivide },
  { word: 'mod', summary: 'What is left of a after division by b, with the sign of b.', numbers: fn.mod },
  { word: 'pow', summary: 'a to the power of b.', numbers: fn.power },
  { word: 'maximum', whole: 'of truth values', summary: 'The greater of a and b.', numbers: fn.maximum },
  { word: 'minimum', whole: 'of truth values', summary: 'The lesser of a and b.', numbers: fn.minimum },
  { word: 'squaredDifference', summary: '(a − b)², with broadcasting.', numbers: fn.squaredDifference },
  { word: 'atan2', summary: 'The angle of the point (b, a).' },
  { word: 'equal', summary: 'Whether a = b, element by element.', dtype: 'bool' },
  { word: 'notEqual', summary: 'Whether a ≠ b, element by element.', dtype: 'bool' },
  { word: 'less', summary: 'Whether a < b, element by element.', dtype: 'bool' },
  { word: 'lessEqual', summary: 'Whether a ≤ b, element by element.', dtype: 'bool' },
  { word: 'greater', summary: 'Whether a > b, element by element.', dtype: 'bool' },
  { word: 'greaterEqual', summary: 'Whether a ≥ b, element by element.', dtype: 'bool' },
  { word: 'logicalAnd', summary: 'Whether both are true.', dtype: 'bool', logical: true },
  { word: 'logicalOr', summary: 'Whether either is true.', dtype: 'bool', logical: true },
  { word: 'logicalXor', summary: 'Whether exactly one is true.', dtype: 'bool', logical: true },
];

const logicalNot = defineOp({
  ...tfjs,
  ...chained('logicalNot'),
  name: 'tf.logicalNot',
  summary: 'True where the element is false.',
  docs: docs('logicalNot'),
  params: { x: tensor() },
  shape: ({ x }) => ofType(x.shape, 'bool'),
  examples: [{ call: 'tf.logicalNot(x.toBool())', given: { x: '2 3' }, gives: '2 3' }],
});

const prelu = defineOp({
  ...tfjs,
  ...chained('prelu'),
  name: 'tf.prelu',
  summary: 'Negative numbers are multiplied by `alpha`, a tensor.',
  docs: docs('prelu'),
  params: { x: tensor(), alpha: tensor() },
  shape: ({ x, alpha }, check) => binaryRule(asFloat(x), asFloat(alpha), { dtype: 'float32' }, { op: 'tf.prelu', at: 'alpha' }, check),
  examples: [{ call: 'tf.prelu(x, y)', given: { x: '2 3', y: '3' }, gives: '2 3' }],
});

const addN = defineOp({
  ...tfjs,
  name: 'tf.addN',
  summary: 'The sum of tensors of one shape.',
  docs: docs('addN'),
  params: { tensors: parts() },
  shape({ tensors }, check) {
    const types = new Set(
      (tensors?.kind === 'list' ? tensors.items : [])
        .map(item => literalType(toTensor(item) ?? unknownTensor))
        .filter(type => type !== undefined),
    );
    if (types.size > 1) refuse('addN', 'tensors', `needs tensors of one type, got ${[...types].join(' and ')}`, check);
    return addAllRule(tensors, { op: 'tf.addN', argument: 'tensors' }, check);
  },
  examples: [
    { call: 'tf.addN([x, y])', given: { x: '2 3', y: '2 3' }, gives: '2 3' },
    { call: 'tf.addN([x, y])', given: { x: '2 3', y: '2 4' }, reports: 'argument-form' },
    { call: "tf.addN([x, y.cast('int32')])", given: { x: '2 3', y: '2 3' }, reports: 'argument-form' },
  ],
});

const choose = (condition: TensorArg, a: TensorArg, b: TensorArg, check: Parameters<typeof binaryRule>[4]) => {
  const both = broadcastShapes(condition.shape, a.shape, { op: 'tf.where', at: 'a' }, check);
  return ofType(
    broadcastShapes(both, b.shape, { op: 'tf.where', at: 'b' }, check),
    literalType(a) === literalType(b) ? literalType(a) : upcast(literalType(a), literalType(b)),
  );
};

const where = defineOp({
  ...tfjs,
  name: 'tf.where',
  summary: 'Elements of `a` where the condition holds, of `b` elsewhere.',
  docs: docs('where'),
  params: { condition: tensor(), a: tensor(), b: tensor() },
  shape: ({ condition, a, b }, check) => choose(condition, a, b, check),
  examples: [
    { call: 'tf.where(x.greater(0), x, y)', given: { x: '2 3', y: '2 3' }, gives: '2 3' },
    { call: 'tf.where(x.greater(0), x, y)', given: { x: '2 3', y: '2 4' }, reports: 'broadcast-mismatch' },
  ],
});

const whereMember = defineOp({
  ...tfjs,
  ...member('where'),
  name: 'tf.Tensor.where',
  summary: 'Elements of this tensor where the condition holds, of another elsewhere.',
  docs: memberDocs('where'),
  params: { a: tensor(), condition: tensor(), b: tensor() },
  shape: ({ condition, a, b }, check) => choose(condition, a, b, check),
  examples: [
    { call: 'x.where(x.greater(0), y)', given: { x: '2 3', y: '2 3' }, gives: '2 3' },
    { call: 'x.where(x.greater(0), y)', given: { x: '2 3', y: '2 4' }, reports: 'broadcast-mismatch' },
  ],
});

const batchNorm = defineOp({
  ...tfjs,
  ...chained('batchNorm'),
  name: 'tf.batchNorm',
  aliases: ['batchNormalization'],
  summary: 'Shifts and scales by mean, variance, offset and scale; the shape stays.',
  docs: docs('batchNorm'),
  params: {
    x: tensor(),
    mean: tensor(),
    variance: tensor(),
    offset: optionalTensor(),
    scale: optionalTensor(),
    varianceEpsilon: tensor('number').default('0'),
  },
  shape: ({ x }) => ofType(x.shape, x.dtype),
  examples: [{ call: 'tf.batchNorm(x, m, v)', given: { x: '8 4 4 3', m: '3', v: '3' }, gives: '8 4 4 3' }],
});

const batchNormOfRank = (rank: number): Op => {
  const shape = ['2', '8 3', '8 4 3', '8 4 4 3'][rank - 1] ?? '';
  const op = `tf.batchNorm${rank}d`;
  return defineOp({
    ...tfjs,
    name: op,
    summary: `Shifts and scales a tensor of rank ${rank} by mean, variance, offset and scale; the shape stays.`,
    docs: docs('batchNorm'),
    params: {
      x: tensor(),
      mean: tensor(),
      variance: tensor(),
      offset: optionalTensor(),
      scale: optionalTensor(),
      varianceEpsilon: tensor('number').default('0'),
    },
    shape({ x, mean, variance, offset, scale }, check) {
      checkRank('x', x, [rank], check);
      for (const [name, given] of Object.entries({ mean, variance, offset, scale })) if (given) checkRank(name, given, [rank, 1], check);
      return ofType(x.shape, x.dtype);
    },
    examples: [
      { call: `${op}(x, m, v)`, given: { x: shape, m: '3', v: '3' }, gives: shape },
      { call: `${op}(x, m, v)`, given: { x: `${shape} 3`, m: '3', v: '3' }, reports: 'rank-mismatch' },
    ],
  });
};

export const binaryOps: readonly Op[] = [
  ...pairs.map(pairwise),
  logicalNot,
  prelu,
  addN,
  where,
  whereMember,
  batchNorm,
  ...[2, 3, 4].map(batchNormOfRank),
];

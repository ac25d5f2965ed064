/** Functions of `keras.ops` that make tensors. Source: src/ops/numpy.py in Keras 3. */
import type { Dim } from '../../../dim/dim.ts';
import { listArg, numberArg, type TensorArg, tensorArg, toDim, toTensor, unknownArg } from '../../argument.ts';
import { literalType, ofType } from '../../common/contents.ts';
import { eyeShape, rangeRule } from '../../common/sequence.ts';
import { toShape } from '../../common/shape-argument.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, dtype, integer, integers, optionalTensor, tensor, tensors, word } from '../../parameter.ts';
import { ignoredOnes } from '../declare.ts';
import { named } from './declare.ts';

const arange = defineOp({
  ...named('arange'),
  aliases: ['backend.arange'],
  summary: 'The numbers from `start` to `stop`, by `step`.',
  params: { start: tensor(), stop: optionalTensor(), step: optionalTensor(), dtype: dtype().optional() },
  shape({ start, stop, step, dtype: type }) {
    const [from, to] = stop ? [start, stop] : [toTensor(numberArg(0)) as TensorArg, start];
    return rangeRule(
      from,
      to,
      step ?? (toTensor(numberArg(1)) as TensorArg),
      type ?? (literalType(to)?.includes('float') ? 'float32' : 'int32'),
    );
  },
  examples: [
    { call: 'keras.ops.arange(5)', gives: '5' },
    { call: 'keras.ops.arange(2, 10, 3)', gives: '3' },
  ],
});

const linspace = defineOp({
  ...named('linspace'),
  summary: 'So many numbers at equal distances.',
  params: { start: tensor(), stop: tensor(), num: integer().default('50'), ...ignoredOnes('endpoint retstep dtype axis') },
  shape: ({ start, stop, num }, check) =>
    check.given.has('retstep') || start.shape?.length !== 0 || stop.shape?.length !== 0 ? unknownArg : ofType([num], 'float32'),
  examples: [{ call: 'keras.ops.linspace(0.0, 1.0, 11)', gives: '11' }],
});

const eye = defineOp({
  ...named('eye'),
  aliases: ['backend.eye'],
  summary: 'An identity matrix.',
  params: { N: integer().alias('size'), M: anything('int', { kind: 'integers' }).optional(), ...ignoredOnes('k dtype name') },
  // The back end's second argument is an element type.
  shape: ({ N, M }) => ofType(eyeShape(N, M?.kind === 'text' ? undefined : M, { kind: 'none' }), 'float32'),
  examples: [
    { call: 'keras.ops.eye(3)', gives: '3 3' },
    { call: 'keras.ops.eye(3, 5)', gives: '3 5' },
  ],
});

const identity = defineOp({
  ...named('identity'),
  summary: 'An identity matrix.',
  params: { n: anything('int', { kind: 'integers' }), ...ignoredOnes('dtype') },
  shape: ({ n }) => {
    const size = n && n.kind !== 'tensor' ? toDim(n) : undefined;
    return size ? ofType([size, size], 'float32') : unknownArg;
  },
  examples: [{ call: 'keras.ops.identity(3)', gives: '3 3' }],
});

const full = defineOp({
  ...named('full'),
  summary: 'A tensor of the given shape, full of one value.',
  params: { shape: integers('int | int[]'), fill_value: tensor(), dtype: dtype().optional() },
  shape: ({ shape, fill_value, dtype: type }) => ofType(toShape(shape), type ?? fill_value.dtype),
  examples: [{ call: 'keras.ops.full((2, 3), 7.0)', gives: '2 3' }],
});

const empty = defineOp({
  ...named('empty'),
  summary: 'A tensor of the given shape.',
  params: { shape: integers('int | int[]'), dtype: dtype().optional() },
  shape: ({ shape, dtype: type }) => ofType(toShape(shape), type ?? 'float32'),
  examples: [{ call: 'keras.ops.empty((2, 3))', gives: '2 3' }],
});

const array = defineOp({
  ...named('array'),
  summary: 'A tensor of the given values.',
  params: { x: tensor(), dtype: dtype().optional() },
  shape: ({ x, dtype: type }) => (type === undefined ? x : { ...x, dtype: type }),
  examples: [{ call: 'keras.ops.array([[1, 2], [3, 4]])', gives: '2 2' }],
});

const meshgrid = defineOp({
  ...named('meshgrid'),
  summary: 'The coordinates of every point of a grid.',
  complete: true,
  params: { x: tensors().optional(), indexing: word('xy', 'ij').default("'xy'") },
  rest: 'x',
  order: 'x',
  shape({ x, indexing }) {
    const lengths = x?.map(each => (each.shape?.length === 1 ? each.shape[0] : undefined));
    if (!lengths || lengths.some(length => length === undefined) || indexing === undefined) return unknownArg;
    const [a, b, ...more] = lengths as Dim[];
    const dims = indexing === 'xy' && a && b ? [b, a, ...more] : (lengths as Dim[]);
    return listArg(lengths.map(() => tensorArg(dims)));
  },
  examples: [
    { call: 'keras.ops.meshgrid(x, y)[0]', given: { x: '3', y: '4' }, gives: '4 3' },
    { call: "keras.ops.meshgrid(x, y, index='ij')", given: { x: '3', y: '4' }, reports: 'argument-form' },
  ],
});

export const makeOps: readonly Op[] = [arange, linspace, eye, identity, full, empty, array, meshgrid];

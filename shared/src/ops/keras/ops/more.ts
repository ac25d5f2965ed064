/** Further functions of `keras.ops`: one result per element, along axes, of two tensors. Source: src/ops/numpy.py, math.py, nn.py in Keras 3. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { matmulMismatch } from '../../../diagnostics/matmul-mismatch.ts';
import { unevenSplit } from '../../../diagnostics/uneven-split.ts';
import { floorDivide, multiply } from '../../../dim/arithmetic.ts';
import { divides, equal } from '../../../dim/compare.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { sameShape, showShape } from '../../../shape/shape.ts';
import { type Arg, type TensorArg, unknownArg } from '../../argument.ts';
import { readAxis } from '../../common/axis.ts';
import { ofType } from '../../common/contents.ts';
import { broadcastShapes } from '../../common/elementwise.ts';
import { reduceRule } from '../../common/reduce.ts';
import { optionalDim } from '../../common/sequence.ts';
import { toShape } from '../../common/shape-argument.ts';
import type { Op } from '../../op.ts';
import { anything, flag, type Integers, integer, integers, tensor } from '../../parameter.ts';
import { ignoredOnes } from '../declare.ts';
import { completeOp } from './declare.ts';

const x = { x: '2 3' };

const keeps = (word: string, more = '', call = '', dtype?: string, first = 'x'): Op =>
  completeOp(word, {
    summary: `The function ${word}; the shape stays.`,
    params: { [first]: tensor(), ...(more ? ignoredOnes(more) : {}) },
    order: `${first} ${more}`.trim(),
    shape: args => ofType((args[first] as TensorArg).shape, dtype ?? (args[first] as TensorArg).dtype),
    examples: [{ call: `keras.ops.${word}(x${call && `, ${call}`})`, given: x, gives: '2 3' }],
  });

/** Of integers, so the example has some. */
const bits = (word: string): Op =>
  completeOp(word, {
    summary: 'All bits of each integer turned around.',
    params: { x: tensor() },
    shape: ({ x }) => x,
    examples: [{ call: `keras.ops.${word}(keras.ops.arange(3))`, gives: '3' }],
  });

const windows = 'bartlett blackman hamming hanning kaiser'.split(' ').map(word =>
  completeOp(word, {
    summary: 'A window of so many numbers.',
    params: { x: integer(), ...(word === 'kaiser' ? ignoredOnes('beta') : {}) },
    shape: args => ofType([args.x as Dim], 'float32'),
    examples: [{ call: `keras.ops.${word}(8${word === 'kaiser' ? ', 14.0' : ''})`, gives: '8' }],
  }),
);

const pairwise = (word: string, more: string): Op =>
  completeOp(word, {
    summary: `The function ${word} of two tensors that broadcast.`,
    params: { x1: tensor(), x2: tensor(), ...(more ? ignoredOnes(more) : {}) },
    order: `x1 x2 ${more}`.trim(),
    shape: (args, check) => {
      const [a, b] = [args.x1, args.x2] as readonly TensorArg[];
      return ofType(broadcastShapes(a?.shape, b?.shape, { op: `keras.ops.${word}`, at: 'x2' }, check), a?.dtype);
    },
    examples: [
      { call: `keras.ops.${word}(x, y)`, given: { x: '2 3', y: '3' }, gives: '2 3' },
      { call: `keras.ops.${word}(x, y)`, given: { x: '2 3', y: '2' }, reports: 'broadcast-mismatch' },
    ],
  });

const scalars = (word: string, params: string, call: string): Op =>
  completeOp(word, {
    summary: `One number: ${word}.`,
    params: ignoredOnes(params),
    order: params,
    shape: () => ofType([], undefined),
    examples: [{ call: `keras.ops.${word}(${call})`, given: x, gives: '' }],
  });

const reduced = (word: string, more: string): Op =>
  completeOp(word, {
    summary: `The function ${word} over some axes, or over all.`,
    params: {
      x: tensor(),
      axis: integers('int | int[]').optional(),
      keepdims: flag().default('False'),
      ...(more ? ignoredOnes(more) : {}),
    },
    order: word === 'average' ? 'x axis weights' : 'x axis keepdims',
    shape: ({ x, axis, keepdims }, check) =>
      ofType(
        reduceRule(undefined, x as TensorArg, axis as Integers, keepdims as boolean | undefined, 'axis', check).shape,
        (x as TensorArg).dtype,
      ),
    examples: [
      { call: `keras.ops.${word}(x, axis=1)`, given: x, gives: '2' },
      { call: `keras.ops.${word}(x, axis=2)`, given: x, reports: 'axis-out-of-range' },
    ],
  });

/** One result for each of the points asked for. */
const quantile = (word: string): Op =>
  completeOp(word, {
    summary: 'The numbers below which a part of the elements lies.',
    params: {
      x: tensor(),
      q: tensor(),
      axis: integers('int | int[]').optional(),
      ...ignoredOnes('method'),
      keepdims: flag().default('False'),
    },
    shape(args, check) {
      const [of, q] = [args.x, args.q] as readonly TensorArg[];
      const { shape } = reduceRule(undefined, of as TensorArg, args.axis as Integers, args.keepdims as boolean | undefined, 'axis', check);
      return q?.shape && shape ? [...q.shape, ...shape] : unknownArg;
    },
    examples: [
      { call: `keras.ops.${word}(x, 0.5, axis=1)`, given: x, gives: '2' },
      { call: `keras.ops.${word}(x, [0.1, 0.2], axis=1)`, given: x, gives: '2 2' },
      { call: `keras.ops.${word}(x, 0.5, axis=2)`, given: x, reports: 'axis-out-of-range' },
    ],
  });

const cdist = completeOp('cdist', {
  summary: 'The distances between the rows of two matrices.',
  params: { x: tensor('[n, d]'), y: tensor('[m, d]') },
  shape({ x, y }) {
    const [a, b] = [x.shape, y.shape];
    const [n, m] = [a?.at(-2), b?.at(-2)];
    return a?.length === 2 && b?.length === 2 && n && m ? [n, m] : unknownArg;
  },
  examples: [{ call: 'keras.ops.cdist(x, y)', given: { x: '5 3', y: '4 3' }, gives: '5 4' }],
});

const inner = completeOp('inner', {
  summary: 'The products of vectors along the last axes.',
  params: { x1: tensor(), x2: tensor() },
  shape({ x1, x2 }, check) {
    const [a, b] = [x1.shape, x2.shape];
    const [m, n] = [a?.at(-1), b?.at(-1)];
    if (!a || !b || !m || !n) return unknownArg;
    if (equal(m, n) === 'no') check.report(matmulMismatch, { left: a, right: b, inner: [m, n] }, { argument: 'x2' });
    return ofType([...a.slice(0, -1), ...b.slice(0, -1)], x1.dtype);
  },
  examples: [
    { call: 'keras.ops.inner(x, y)', given: { x: '2 3', y: '4 3' }, gives: '2 4' },
    { call: 'keras.ops.inner(x, y)', given: { x: '2 3', y: '4 5' }, reports: 'matmul-mismatch' },
  ],
});

const kron = completeOp('kron', {
  summary: 'Every element of one tensor times the other tensor.',
  params: { x1: tensor(), x2: tensor() },
  shape: ({ x1, x2 }) =>
    x1.shape && x2.shape?.length === x1.shape.length ? x1.shape.map((dim, axis) => multiply(dim, x2.shape?.[axis] ?? unknown)) : unknownArg,
  examples: [{ call: 'keras.ops.kron(x, x)', given: x, gives: '4 9' }],
});

const glu = completeOp('glu', {
  summary: 'The first half along an axis, gated by the second.',
  params: { x: tensor(), axis: integer().default('-1') },
  shape({ x: { shape, dtype }, axis }, check) {
    const at = shape && readAxis(axis, shape, 'axis', check);
    const dim = at === undefined ? undefined : shape?.[at];
    if (!shape || at === undefined || !dim) return unknownArg;
    if (divides(int(2), dim) === 'no') check.report(unevenSplit, { shape, axis: at, into: 2 }, { argument: 'x' });
    return ofType(shape.with(at, floorDivide(dim, int(2))), dtype);
  },
  examples: [
    { call: 'keras.ops.glu(x)', given: { x: '2 4' }, gives: '2 2' },
    { call: 'keras.ops.glu(x)', given: { x: '2 3' }, reports: 'uneven-split' },
  ],
});

const scatter = completeOp('scatter', {
  summary: 'Zeros of a shape with values in some places.',
  params: { ...ignoredOnes('indices values'), shape: integers('int[]') },
  shape: args => ofType(toShape(args.shape as Integers), undefined),
  examples: [{ call: 'keras.ops.scatter([[0], [1]], x, (4, 3))', given: x, gives: '4 3' }],
});

const segments = (word: string): Op =>
  completeOp(word, {
    summary: 'What the rows of each segment come to.',
    params: { data: tensor(), segment_ids: tensor(), num_segments: anything('int').optional(), ...ignoredOnes('sorted') },
    shape(args, check) {
      const { data, segment_ids, num_segments } = args as never as Record<'data' | 'segment_ids', TensorArg> & {
        readonly num_segments: Arg;
      };
      const [rows, ids] = [data.shape?.[0], segment_ids.shape?.[0]];
      if (rows && ids && equal(rows, ids) === 'no') {
        const problem = `needs a segment for each of ${showShape([rows])} rows, got ${showShape([ids])}`;
        check.report(argumentForm, { op: `keras.ops.${word}`, problem }, { argument: 'segment_ids' });
      }
      return ofType(data.shape && [optionalDim(num_segments) ?? check.fresh('N'), ...data.shape.slice(1)], data.dtype);
    },
    examples: [
      { call: `keras.ops.${word}(x, [0, 0, 1, 1], num_segments=5)`, given: { x: '4 3' }, gives: '5 3' },
      { call: `keras.ops.${word}(x, [0, 0, 1, 1])`, given: { x: '4 3' }, gives: 'N 3' },
    ],
  });

const tri = completeOp('tri', {
  summary: 'Ones on and below a diagonal.',
  params: { N: integer(), M: anything('int').optional(), ...ignoredOnes('k dtype') },
  shape: args => [args.N as Dim, optionalDim(args.M as Arg | undefined) ?? (args.N as Dim)],
  examples: [{ call: 'keras.ops.tri(3, 5)', gives: '3 5' }],
});

/** As many numbers as asked for, between two. */
const spaced = (word: 'logspace' | 'geomspace'): Op =>
  completeOp(word, {
    summary: 'So many numbers, each the one before times a factor.',
    params: {
      start: tensor(),
      stop: tensor(),
      num: integer().default('50'),
      ...ignoredOnes(`endpoint ${word === 'logspace' ? 'base ' : ''}dtype axis`),
    },
    shape: args =>
      (args.start as TensorArg).shape?.length === 0 && (args.stop as TensorArg).shape?.length === 0 ? [args.num as Dim] : unknownArg,
    examples: [{ call: `keras.ops.${word}(1.0, 8.0, 4)`, gives: '4' }],
  });

const inTopK = completeOp('in_top_k', {
  summary: 'Whether the target is among the k greatest predictions.',
  params: { targets: tensor('[n]'), predictions: tensor('[n, classes]'), ...ignoredOnes('k') },
  shape: args => ofType((args.targets as TensorArg).shape, 'bool'),
  examples: [{ call: 'keras.ops.in_top_k([1, 2], x, 2)', given: x, gives: '2' }],
});

const select = completeOp('select', {
  summary: 'Of several tensors of one shape, the first whose condition holds.',
  params: {
    condlist: anything('Tensor[]', { kind: 'shape' }),
    choicelist: anything('Tensor[]', { kind: 'shape' }),
    ...ignoredOnes('default'),
  },
  shape({ choicelist }) {
    const list = choicelist as Arg | undefined;
    const [first] = list?.kind === 'list' ? list.items : [];
    const isSame =
      first?.kind === 'tensor' &&
      first.shape &&
      list?.kind === 'list' &&
      list.items.every(each => each.kind === 'tensor' && each.shape && first.shape && sameShape(each.shape, first.shape) === 'yes');
    return isSame ? ofType(first.shape, first.dtype) : unknownArg;
  },
  examples: [{ call: 'keras.ops.select([x > 0, x > 1], [x, x])', given: x, gives: '2 3' }],
});

const multiHot = completeOp('multi_hot', {
  summary: 'Zeros, with ones in the places of several classes.',
  params: { inputs: tensor(), num_classes: integer().optional(), axis: integer().default('-1'), ...ignoredOnes('dtype sparse') },
  shape(args) {
    const { shape } = args.inputs as TensorArg;
    const axis = args.axis as Dim;
    if (!shape || axis.kind !== 'int' || axis.value !== -1) return unknownArg;
    // The last axis lists the classes of one example.
    return shape.length <= 1 ? [args.num_classes as Dim] : [...shape.slice(0, -1), args.num_classes as Dim];
  },
  examples: [{ call: 'keras.ops.multi_hot([[1, 2], [0, 3]], 5)', gives: '2 5' }],
});

/** How many there are depends on the elements. */
const counted = (word: string, params: string, call: string): Op =>
  completeOp(word, {
    summary: `The function ${word}; how much it gives depends on the elements.`,
    params: ignoredOnes(params),
    order: params,
    shape: () => unknownArg,
    examples: [{ call: `keras.ops.${word}(${call})`, given: x }],
  });

export const moreOps: readonly Op[] = [
  keeps('erfinv'),
  keeps('i0'),
  keeps('signbit', '', '', 'bool'),
  keeps('isreal', '', '', 'bool'),
  keeps('isin', 'x2 assume_unique invert', 'x', 'bool', 'x1'),
  keeps('digitize', 'bins', '[0.0, 1.0]', 'int32'),
  keeps('argpartition', 'kth axis', '1', 'int32'),
  bits('bitwise_invert'),
  bits('bitwise_not'),
  ...windows,
  pairwise('polar', ''),
  scalars('allclose', 'x1 x2 rtol atol equal_nan', 'x, x'),
  scalars('vdot', 'x1 x2', 'x, x'),
  scalars('psnr', 'x1 x2 max_val', 'x, x, 1.0'),
  reduced('average', 'weights'),
  quantile('quantile'),
  quantile('percentile'),
  quantile('nanquantile'),
  quantile('nanpercentile'),
  cdist,
  inner,
  kron,
  glu,
  scatter,
  segments('segment_sum'),
  segments('segment_max'),
  segments('segment_min'),
  segments('segment_prod'),
  tri,
  spaced('logspace'),
  spaced('geomspace'),
  inTopK,
  select,
  multiHot,
  counted('nonzero', 'x', 'x'),
  counted('unique', 'x sorted return_index return_inverse return_counts axis size fill_value', 'x'),
  counted('bincount', 'x weights minlength sparse', '[1, 2, 5]'),
];

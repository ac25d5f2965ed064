/**
 * Rows of different lengths: `tf.RaggedTensor` and `tf.ragged`. To the rules they are tensors whose ragged axes are unknown.
 * Source: tensorflow/python/ops/ragged/ragged_tensor.py.
 */
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { subtract } from '../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, type TensorArg, tensorArg, toTensor, unknownTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import type { Example, Op } from '../op.ts';
import { anything, dtype, type Params, readIntegers, tensor } from '../parameter.ts';
import { completeOp, op, words } from './declare.ts';

/** How deep lists are nested in lists. */
const depthOf = (arg: Arg): number | undefined => {
  if (arg.kind === 'tensor') return arg.shape?.length;
  if (arg.kind !== 'list') return arg.kind === 'unknown' ? undefined : 0;
  const depths = arg.items.map(depthOf);
  return depths.some(depth => depth === undefined) ? undefined : 1 + Math.max(0, ...(depths as number[]));
};

const constant = completeOp('ragged.constant', {
  aliases: ['ragged.constant_value'],
  summary: 'Nested lists, which may have different lengths.',
  params: {
    pylist: anything('list', { kind: 'shape' }),
    dtype: dtype().optional(),
    ...words('ragged_rank inner_shape name row_splits_dtype'),
  },
  order: 'pylist dtype ragged_rank inner_shape name row_splits_dtype',
  shape(args, check) {
    const list = args.pylist as Arg | undefined;
    const depth = list && depthOf(list);
    const isKnown = list?.kind === 'list' && depth !== undefined && !check.given.has('inner_shape') && !check.given.has('ragged_rank');
    return ofType(isKnown ? [int(list.items.length), ...Array<Dim>(depth - 1).fill(unknown)] : undefined, args.dtype as string | undefined);
  },
  examples: [{ call: 'tf.ragged.constant([[1], [1, 2], []]).to_tensor()', gives: '3 ?' }],
});

/** The rows that a tensor is cut into. */
const rows = (word: string, more: string, count: (part: TensorArg) => Dim | undefined, call: string): Op => {
  const [cut = ''] = more.split(' ');
  return completeOp(`RaggedTensor.from_${word}`, {
    summary: 'The values cut into rows.',
    params: { values: tensor(), [cut]: tensor(), ...words(more.split(' ').slice(1).join(' ')) },
    order: `values ${more}`,
    shape(args, check) {
      const [values, part] = [args.values, args[cut]] as readonly TensorArg[];
      const length = (part && count(part)) ?? check.fresh('N');
      return ofType(values?.shape && [length, unknown, ...values.shape.slice(1)], values?.dtype);
    },
    examples: [{ call: `tf.RaggedTensor.from_${word}(x, ${call}).to_tensor()`, given: { x: '3 7' }, gives: '2 ? 7' }],
  });
};

const first = ({ shape }: TensorArg): Dim | undefined => shape?.[0];

const fromTensor = completeOp('RaggedTensor.from_tensor', {
  summary: 'A tensor as rows, from which what pads them may be left out.',
  params: { tensor: tensor(), ...words('lengths padding ragged_rank name row_splits_dtype') },
  shape(args, check) {
    const { shape, dtype: type } = args.tensor as TensorArg;
    if (shape && shape.length < 2) {
      check.report(rankMismatch, { argument: 'tensor', wanted: 'at least 2', got: shape }, { argument: 'tensor' });
      return unknownTensor;
    }
    return ofType(shape && [...shape.slice(0, 1), ...shape.slice(1).map((): Dim => unknown)], type);
  },
  examples: [
    { call: 'tf.RaggedTensor.from_tensor(x).to_tensor()', given: { x: '2 3' }, gives: '2 ?' },
    { call: 'tf.RaggedTensor.from_tensor(x)', given: { x: '3' }, reports: 'rank-mismatch' },
  ],
});

const fromSparse = completeOp('RaggedTensor.from_sparse', {
  summary: 'The elements of a sparse matrix as rows.',
  params: { st_input: tensor(), ...words('name row_splits_dtype') },
  shape: args => {
    const { shape, dtype: type } = args.st_input as TensorArg;
    return ofType(shape?.length === 2 ? [shape[0] ?? unknown, unknown] : undefined, type);
  },
  examples: [{ call: 'tf.RaggedTensor.from_sparse(tf.sparse.from_dense(x)).to_tensor()', given: { x: '2 3' }, gives: '2 ?' }],
});

const stack = completeOp('ragged.stack', {
  summary: 'Tensors of different lengths as rows.',
  params: { values: anything('Tensor[]', { kind: 'shape' }), ...words('axis name') },
  shape({ values }, check) {
    const list = values as Arg | undefined;
    if (list?.kind !== 'list' || check.given.has('axis')) return undefined;
    const rank = list.items.map(item => toTensor(item)?.shape?.length).find(each => each !== undefined);
    return rank === undefined || list.items.length === 0 ? undefined : [int(list.items.length), ...Array<Dim>(rank).fill(unknown)];
  },
  examples: [{ call: 'tf.ragged.stack([x, y]).to_tensor()', given: { x: '2', y: '3' }, gives: '2 ?' }],
});

const range = completeOp('ragged.range', {
  summary: 'A row of numbers for each start and limit.',
  params: { starts: tensor(), ...words('limits deltas dtype name row_splits_dtype') },
  shape: args => {
    const shape = (args.starts as TensorArg).shape;
    return shape?.length === 1 ? [shape[0] ?? unknown, unknown] : undefined;
  },
  examples: [{ call: 'tf.ragged.range([3, 5]).to_tensor()', gives: '2 ?' }],
});

const booleanMask = completeOp('ragged.boolean_mask', {
  summary: 'The elements that a mask leaves, row by row.',
  params: { data: tensor(), mask: tensor(), ...words('name') },
  shape: ({ data, mask }) => {
    const [of, by] = [(data as TensorArg).shape, (mask as TensorArg).shape];
    return of && by && by.length >= 2 ? [of[0] ?? unknown, ...of.slice(1).map((): Dim => unknown)] : undefined;
  },
  examples: [{ call: 'tf.ragged.boolean_mask(x, tf.cast(x, tf.bool)).to_tensor()', given: { x: '2 3' }, gives: '2 ?' }],
});

interface Method<P extends Params> {
  readonly summary: string;
  readonly params: P;
  shape(rows: TensorArg, args: Readonly<Record<string, unknown>>, check: Check): TensorArg | Shape | Arg | undefined;
  readonly gives?: string;
  readonly examples?: readonly Example[];
}

const made = 'tf.RaggedTensor.from_row_lengths(x, [1, 2])';
const given = { x: '3 7' };

/** A method of what has rows of different lengths. */
const method = <const P extends Params>(word: string, { summary, params, shape, gives, examples = [] }: Method<P>): Op =>
  op(`RaggedTensor.${word}`, {
    method: { names: [word], only: true },
    complete: true,
    summary,
    params: { rows: tensor(), ...params } as Params,
    shape: (args, check) => shape(args.rows as TensorArg, args, check),
    examples: [{ call: `${made}.${word}()`, given, ...(gives === undefined ? {} : { gives }) }, ...examples],
  });

const methods: readonly Op[] = [
  method('to_tensor', {
    summary: 'A tensor in which every row is as long as the longest.',
    params: { ...words('default_value name'), shape: anything('int[]', { kind: 'integers' }).optional() },
    shape({ shape, dtype: type }, args) {
      const to = readIntegers(args.shape as Arg | undefined);
      if (to?.kind !== 'many') return ofType(shape, type);
      return ofType(
        to.items.map((item, axis) =>
          typeof item === 'string' || (item.kind === 'int' && item.value < 0) ? (shape?.[axis] ?? unknown) : item,
        ),
        type,
      );
    },
    gives: '2 ? 7',
    examples: [{ call: `${made}.to_tensor(shape=[None, 5, 7])`, given, gives: '2 5 7' }],
  }),
  method('to_sparse', {
    summary: 'The same as a sparse tensor.',
    params: words('name'),
    shape: ({ shape, dtype: type }) => ofType(shape, type),
  }),
  method('row_lengths', {
    summary: 'How long each row is.',
    params: words('axis name'),
    shape: ({ shape }, _, check) => ofType(shape && !check.given.has('axis') ? shape.slice(0, 1) : undefined, 'int64'),
    gives: '2',
  }),
  method('nrows', {
    summary: 'How many rows there are.',
    params: words('out_type name'),
    shape: ({ shape }) => tensorArg([], { dtype: 'int64', ...(shape?.[0] ? { elements: [shape[0]] } : {}) }),
    gives: '',
  }),
  method('bounding_shape', {
    summary: 'The shape of the tensor that all rows fit into.',
    params: words('axis name out_type'),
    shape: ({ shape }, _, check) => ofType(shape && !check.given.has('axis') ? [int(shape.length)] : undefined, 'int64'),
    gives: '3',
  }),
  method('value_rowids', {
    summary: 'The row of every value.',
    params: words('name'),
    shape: (_rows, _args, check) => ofType([check.fresh('N')], 'int64'),
    gives: 'N',
  }),
];

export const raggedOps: readonly Op[] = [
  constant,
  rows('row_splits', 'row_splits name validate', part => (part.shape?.[0] ? subtract(part.shape[0], int(1)) : undefined), '[0, 1, 3]'),
  rows('row_lengths', 'row_lengths name validate', first, '[1, 2]'),
  rows('row_starts', 'row_starts name validate', first, '[0, 1]'),
  rows('row_limits', 'row_limits name validate', first, '[1, 3]'),
  fromTensor,
  fromSparse,
  stack,
  range,
  booleanMask,
  ...methods,
];

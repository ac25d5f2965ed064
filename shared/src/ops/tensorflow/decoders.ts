/** Sequences that are decoded, and rows of embeddings that are combined. Sources: ctc_ops.py, embedding_ops.py. */
import { batchMismatch } from '../../diagnostics/batch-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type Arg, listArg, type TensorArg, toTensor, tupleArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import type { Op } from '../op.ts';
import { anything, integer, type Params, tensor } from '../parameter.ts';
import { completeOp, words } from './declare.ts';

/** The batch of time-major logits, which the lengths must agree with. */
function batchOf(inputs: TensorArg, lengths: TensorArg, check: Check): Dim | undefined {
  const { shape } = inputs;
  if (shape && shape.length !== 3) {
    check.report(rankMismatch, { argument: 'inputs', wanted: 3, got: shape }, { argument: 'inputs' });
    return undefined;
  }
  const [batch, count] = [shape?.[1], lengths.shape?.[0]];
  if (batch && count && equal(batch, count) === 'no') {
    const facts = { argument: 'sequence_length', output: count, input: batch, silent: false, of: 'inputs' };
    check.report(batchMismatch, facts, { argument: 'sequence_length' });
  }
  return batch;
}

/** Sparse matrices of classes, as wide as the longest of them. */
const decoder = (path: string, more: Params, order: { readonly v1: string; readonly v2: string }, aliases: readonly string[] = []): Op =>
  completeOp(path, {
    aliases,
    summary: 'The likeliest sequences of classes, as sparse matrices, and how likely they are.',
    params: { inputs: tensor('[time, batch, classes]'), sequence_length: tensor('[batch]'), ...more },
    order: { legacy: order.v1, v1: order.v1, v2: order.v2 },
    shape(args, check) {
      const batch = batchOf(args.inputs as TensorArg, args.sequence_length as TensorArg, check);
      const paths = 'top_paths' in args ? (args.top_paths as Dim) : int(1);
      if (!batch || paths.kind !== 'int' || paths.value > 64) return unknownArg;
      const decoded = Array.from({ length: paths.value }, () => ofType([batch, unknown], 'int64'));
      return tupleArg([listArg(decoded), ofType([batch, paths], 'float32')]);
    },
    examples: [
      { call: `tf.${path}(x, [5, 5])[1]`, given: { x: '5 2 7' }, gives: '2 1' },
      { call: `tf.${path}(x, [5, 5, 5])`, given: { x: '5 2 7' }, reports: 'batch-mismatch' },
      { call: `tf.${path}(x, [5, 5])`, given: { x: '2 7' }, reports: 'rank-mismatch' },
    ],
  });

/** The table, or its parts. */
const widths = (table: Arg | undefined): readonly Dim[] | undefined => {
  const [first] = table?.kind === 'list' && !('isShape' in table) ? table.items : table ? [table] : [];
  const parts = first && first.kind !== 'unknown' ? toTensor(first)?.shape : undefined;
  return parts?.slice(1);
};

/** One row for each row of the sparse matrix. */
const combined = (
  path: string,
  [table, ids]: readonly [string, string],
  order: { readonly v1: string; readonly v2: string },
  call: string,
): Op =>
  completeOp(path, {
    summary: 'The embeddings of the identifiers in each row of a sparse matrix, put together.',
    params: {
      [table]: anything('Tensor | Tensor[]', { kind: 'shape' }),
      [ids]: tensor(),
      ...words([...new Set(`${order.v1} ${order.v2}`.split(' '))].filter(word => word !== table && word !== ids).join(' ')),
    },
    order: { legacy: order.v1, v1: order.v1, v2: order.v2 },
    shape(args) {
      const [rest, of] = [widths(args[table] as Arg | undefined), (args[ids] as TensorArg).shape];
      return rest && of && of.length >= 2 ? ofType([...of.slice(0, -1), ...rest], 'float32') : undefined;
    },
    examples: [
      { call: `tf.${path}(x, tf.sparse.from_dense(tf.constant([[1, 2], [3, 0]], tf.int64))${call})`, given: { x: '10 4' }, gives: '2 4' },
    ],
  });

export const decoders: readonly Op[] = [
  decoder('nn.ctc_greedy_decoder', words('merge_repeated blank_index'), {
    v1: 'inputs sequence_length merge_repeated blank_index',
    v2: 'inputs sequence_length merge_repeated blank_index',
  }),
  decoder(
    'nn.ctc_beam_search_decoder',
    { ...words('beam_width'), top_paths: integer().default('1'), ...words('merge_repeated') },
    {
      v1: 'inputs sequence_length beam_width top_paths merge_repeated',
      v2: 'inputs sequence_length beam_width top_paths',
    },
  ),
  combined(
    'nn.embedding_lookup_sparse',
    ['params', 'sp_ids'],
    {
      v1: 'params sp_ids sp_weights partition_strategy name combiner max_norm allow_fast_lookup',
      v2: 'params sp_ids sp_weights combiner max_norm name allow_fast_lookup',
    },
    ", None, combiner='sum'",
  ),
  combined(
    'nn.safe_embedding_lookup_sparse',
    ['embedding_weights', 'sparse_ids'],
    {
      v1: 'embedding_weights sparse_ids sparse_weights combiner default_id name partition_strategy max_norm allow_fast_lookup',
      v2: 'embedding_weights sparse_ids sparse_weights combiner default_id max_norm name allow_fast_lookup',
    },
    '',
  ),
];

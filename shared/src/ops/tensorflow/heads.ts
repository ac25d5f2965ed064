/** The ends of networks: embeddings, dense layers in one call, losses by sampling and of sequences. Sources: nn_impl.py, nn_ops.py, embedding_ops.py, ctc_ops.py. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { multiply } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { sameShape, showShape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg, toTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxis } from '../common/axis.ts';
import { biasRule } from '../common/bias.ts';
import { ofType } from '../common/contents.ts';
import { binaryRule } from '../common/elementwise.ts';
import { matmulRule } from '../common/matmul.ts';
import { reduceRule } from '../common/reduce.ts';
import { axesOf } from '../conv/axes.ts';
import type { Op } from '../op.ts';
import { anything, ignored, integer, readIntegers, tensor } from '../parameter.ts';
import { name, op, words } from './declare.ts';
import { keeps } from './reduce.ts';

const embedding = op('nn.embedding_lookup', {
  summary: 'For every id its row of a table.',
  params: { params: anything('Tensor', { kind: 'shape' }), ids: tensor(), ...words('partition_strategy name validate_indices max_norm') },
  order: {
    legacy: 'params ids partition_strategy name validate_indices max_norm',
    v1: 'params ids partition_strategy name validate_indices max_norm',
    v2: 'params ids max_norm name',
  },
  shape({ params, ids }, check) {
    // A list holds parts of a table, one beside the other.
    const first = params?.kind === 'list' ? params.items[0] : params;
    const table = first?.kind === 'tensor' ? toTensor(first) : undefined;
    if (table?.shape?.length === 0)
      check.report(rankMismatch, { argument: 'params', wanted: 'at least 1', got: table.shape }, { argument: 'params' });
    return ofType(table?.shape && ids.shape && [...ids.shape, ...table.shape.slice(1)], table?.dtype);
  },
  examples: [
    { call: 'tf.nn.embedding_lookup(x, tf.zeros([8, 5], tf.int32))', given: { x: '100 16' }, gives: '8 5 16' },
    { call: 'tf.nn.embedding_lookup(x, tf.zeros([8, 5], tf.int32))', given: { x: '' }, reports: 'rank-mismatch' },
  ],
});

const inTopK = op('nn.in_top_k', {
  aliases: ['math.in_top_k'],
  summary: 'Whether each target is among the best k predictions.',
  params: { predictions: tensor('[batch, classes]'), targets: tensor('[batch]'), k: anything('int', { kind: 'integers' }), name: name() },
  order: { legacy: 'predictions targets k name', v1: 'predictions targets k name', v2: 'targets predictions k name' },
  shape({ predictions, targets }, check) {
    const { N } = axesOf('N C', predictions.shape, { argument: 'predictions', wanted: 2 }, check);
    const { T } = axesOf('T', targets.shape, { argument: 'targets', wanted: 1 }, check);
    if (equal(N, T) === 'no') {
      const problem = `needs a target for each of the ${show(N)} predictions, got ${show(T)}`;
      check.report(argumentForm, { op: 'tf.nn.in_top_k', problem }, { argument: 'targets' });
    }
    return ofType([T.kind === 'unknown' ? N : T], 'bool');
  },
  examples: [
    { call: 'tf.nn.in_top_k(x, tf.zeros([8], tf.int32), 1)', given: { x: '8 10' }, gives: '8', under: 'v1' },
    { call: 'tf.nn.in_top_k(tf.zeros([8], tf.int32), x, 1)', given: { x: '8 10' }, gives: '8', under: 'v2' },
    { call: 'tf.nn.in_top_k(tf.zeros([7], tf.int32), x, 1)', given: { x: '8 10' }, reports: 'argument-form', under: 'v2' },
  ],
});

/** `x·weights + biases`. */
const dense = (word: 'xw_plus_b' | 'relu_layer', summary: string): Op =>
  op(`nn.${word}`, {
    api: 'v1',
    summary,
    params: { x: tensor('[…, in]'), weights: tensor('[in, out]'), biases: tensor('[out]'), name: name() },
    shape({ x, weights, biases }, check) {
      const product = matmulRule(x, weights, { a: false, b: false }, ['x', 'weights'], { op: `tf.nn.${word}`, at: 'weights' }, check);
      return check.sound ? biasRule(product, biases, -1, check, 'biases') : undefined;
    },
    examples: [
      { call: `tf.nn.${word}(x, w, b)`, given: { x: '8 784', w: '784 10', b: '10' }, gives: '8 10' },
      { call: `tf.nn.${word}(x, w, b)`, given: { x: '8 784', w: '100 10', b: '10' }, reports: 'matmul-mismatch' },
      { call: `tf.nn.${word}(x, w, b)`, given: { x: '8 784', w: '784 10', b: '9' }, reports: 'bias-mismatch' },
    ],
  });

/** Negative and positive parts side by side. */
const crelu = op('nn.crelu', {
  summary: 'The positive parts of a tensor and of its negative, one behind the other.',
  params: { features: tensor(), axis: integer().default('-1'), name: name() },
  order: { legacy: 'features name', v1: 'features name axis', v2: 'features axis name' },
  shape({ features: { shape, dtype }, axis }, check) {
    if (!shape) return ofType(undefined, dtype);
    const at = readAxis(axis, shape, 'axis', check);
    return ofType(at === undefined ? shape.map(() => unknown) : shape.with(at, multiply(shape[at] as Dim, int(2))), dtype);
  },
  examples: [
    { call: 'tf.nn.crelu(x)', given: { x: '8 4 4 3' }, gives: '8 4 4 6' },
    { call: 'tf.nn.crelu(x, axis=1)', given: { x: '8 4 4 3' }, gives: '8 8 4 3' },
    { call: 'tf.nn.crelu(x, axis=4)', given: { x: '8 4 4 3' }, reports: 'axis-out-of-range' },
  ],
});

const weighted = op('nn.weighted_cross_entropy_with_logits', {
  summary: 'How far each probability, given before the sigmoid, is from its label; the positive ones weigh more.',
  params: { labels: tensor().alias('targets'), logits: tensor(), pos_weight: tensor(), name: name() },
  order: { legacy: 'targets logits pos_weight name', v1: 'labels logits pos_weight name targets', v2: 'labels logits pos_weight name' },
  shape: ({ labels, logits }, check) => alike('nn.weighted_cross_entropy_with_logits', 'labels', 'logits', labels, logits, check),
  examples: [
    { call: 'tf.nn.weighted_cross_entropy_with_logits(labels=y, logits=x, pos_weight=2.0)', given: { x: '8 3', y: '8 3' }, gives: '8 3' },
    {
      call: 'tf.nn.weighted_cross_entropy_with_logits(labels=y, logits=x, pos_weight=2.0)',
      given: { x: '8 3', y: '8 4' },
      reports: 'argument-form',
    },
  ],
});

const poisson = op('nn.log_poisson_loss', {
  summary: 'How far the logarithms of rates are from counts.',
  params: { targets: tensor(), log_input: tensor(), ...words('compute_full_loss name') },
  shape: ({ targets, log_input }, check) => alike('nn.log_poisson_loss', 'targets', 'log_input', targets, log_input, check),
  examples: [
    { call: 'tf.nn.log_poisson_loss(y, x)', given: { x: '8 3', y: '8 3' }, gives: '8 3' },
    { call: 'tf.nn.log_poisson_loss(y, x)', given: { x: '8 3', y: '8 4' }, reports: 'argument-form' },
  ],
});

/** "logits and targets must have the same shape" */
function alike(path: string, one: string, other: string, a: TensorArg, b: TensorArg, check: Check): TensorArg {
  if (a.shape && b.shape && sameShape(a.shape, b.shape) === 'no') {
    const problem = `needs ${one} and ${other} of one shape, got ${showShape(a.shape)} and ${showShape(b.shape)}`;
    check.report(argumentForm, { op: `tf.${path}`, problem }, { argument: one });
  }
  return ofType(b.shape ?? a.shape, b.dtype);
}

/** One number for each item of the batch. */
const sampled = (word: 'nce_loss' | 'sampled_softmax_loss', summary: string): Op => {
  const before = 'weights biases labels inputs num_sampled num_classes num_true sampled_values remove_accidental_hits';
  const after = word === 'nce_loss' ? 'name' : 'seed name';
  return op(`nn.${word}`, {
    summary,
    params: {
      ...words('weights! biases! labels!'),
      inputs: tensor('[batch, in]'),
      ...words('num_sampled! num_classes! num_true sampled_values remove_accidental_hits partition_strategy seed name'),
    },
    order: {
      legacy: `weights biases labels inputs num_sampled num_classes num_true sampled_values remove_accidental_hits partition_strategy name`,
      v1: `${before} partition_strategy name${word === 'nce_loss' ? '' : ' seed'}`,
      v2: `${before} ${after}`,
    },
    shape({ inputs }, check) {
      const { N } = axesOf('N I', inputs.shape, { argument: 'inputs', wanted: 2 }, check);
      return ofType([N], 'float32');
    },
    examples: [
      {
        call: `tf.nn.${word}(w, b, tf.zeros([8, 1], tf.int64), x, 5, 100)`,
        given: { w: '100 16', b: '100', x: '8 16' },
        gives: '8',
      },
      {
        call: `tf.nn.${word}(w, b, tf.zeros([8, 1], tf.int64), x, 5, 100)`,
        given: { w: '100 16', b: '100', x: '8 4 16' },
        reports: 'rank-mismatch',
      },
    ],
  });
};

/** The cost of each sequence of a batch; time comes first unless it is said otherwise. */
const ctc = op('nn.ctc_loss', {
  summary: 'How improbable label sequences are without an alignment: one number for each.',
  params: {
    labels: anything('Tensor', { kind: 'shape' }),
    logits: tensor('[time, batch, classes]').alias('inputs'),
    label_length: anything('Tensor', { kind: 'shape' }),
    logit_length: tensor('[batch]').alias('sequence_length'),
    ...words('preprocess_collapse_repeated ctc_merge_repeated ignore_longer_outputs_than_inputs'),
    logits_time_major: anything('bool', { kind: 'flag' }).alias('time_major').default('True'),
    ...words('unique blank_index name'),
  },
  order: {
    legacy: 'labels inputs sequence_length preprocess_collapse_repeated ctc_merge_repeated time_major',
    v1: 'labels inputs sequence_length preprocess_collapse_repeated ctc_merge_repeated ignore_longer_outputs_than_inputs time_major logits',
    v2: 'labels logits label_length logit_length logits_time_major unique blank_index name',
  },
  shape({ logits, logit_length, logits_time_major: major }) {
    const first = major?.kind === 'flag' ? major.value : undefined;
    const batch = first === undefined ? undefined : logits.shape?.[first ? 1 : 0];
    return ofType([batch ?? logit_length.shape?.[0] ?? unknown], 'float32');
  },
  examples: [
    {
      call: 'tf.nn.ctc_loss(tf.ones([2, 3], tf.int32), x, [3, 3], [7, 7], blank_index=0)',
      given: { x: '7 2 5' },
      gives: '2',
      under: 'v2',
    },
  ],
});

/** Statistics of a tensor in pieces. */
const statistics = op('nn.sufficient_statistics', {
  summary: 'How many elements there are over some axes, their sum, the sum of their squares, and the shift.',
  params: {
    x: tensor(),
    axes: anything('int[]', { kind: 'integers' }),
    shift: ignored('Tensor'),
    keepdims: anything('bool', { kind: 'flag' }).alias('keep_dims').default('False'),
    name: name(),
  },
  order: {
    legacy: 'x axes shift keep_dims name',
    v1: 'x axes shift keep_dims name keepdims',
    v2: 'x axes shift keepdims name',
  },
  shape({ x, axes, keepdims }, check) {
    const { shape } = momentsOf(x, axes, keepdims, check);
    return listArg([
      tensorArg([]),
      ofType(shape, x.dtype),
      ofType(shape, x.dtype),
      check.given.has('shift') ? { kind: 'unknown' } : { kind: 'none' },
    ]);
  },
  examples: [
    { call: 'tf.nn.sufficient_statistics(x, [0, 1, 2])[1]', given: { x: '8 4 4 3' }, gives: '3' },
    { call: 'tf.nn.sufficient_statistics(x, [4])[1]', given: { x: '8 4 4 3' }, reports: 'axis-out-of-range' },
  ],
});

const weightedMoments = op('nn.weighted_moments', {
  summary: 'Mean and variance over some axes of elements that weigh differently.',
  params: {
    x: tensor(),
    axes: anything('int[]', { kind: 'integers' }),
    frequency_weights: tensor(),
    keepdims: anything('bool', { kind: 'flag' }).alias('keep_dims').default('False'),
    name: name(),
  },
  order: {
    legacy: 'x axes frequency_weights name keep_dims',
    v1: 'x axes frequency_weights name keep_dims keepdims',
    v2: 'x axes frequency_weights keepdims name',
  },
  shape({ x, axes, frequency_weights, keepdims }, check) {
    const both = binaryRule(x, frequency_weights, {}, { op: 'tf.nn.weighted_moments', at: 'frequency_weights' }, check);
    const one = momentsOf(both, axes, keepdims, check);
    return listArg([one, one]);
  },
  examples: [
    { call: 'tf.nn.weighted_moments(x, [0, 1, 2], 1.0)[0]', given: { x: '8 4 4 3' }, gives: '3' },
    { call: 'tf.nn.weighted_moments(x, [0], w)[0]', given: { x: '8 3', w: '7 3' }, reports: 'broadcast-mismatch' },
  ],
});

const momentsOf = (x: TensorArg, axes: Arg | undefined, keep: Arg | undefined, check: Check): TensorArg =>
  ofType(reduceRule(undefined, x, readIntegers(axes), keeps(keep), 'axes', check).shape, x.dtype);

const normalizeMoments = op('nn.normalize_moments', {
  summary: 'Mean and variance from the statistics of a tensor.',
  params: { counts: tensor(), mean_ss: tensor(), variance_ss: tensor(), ...words('shift! name') },
  shape: ({ mean_ss, variance_ss }) => listArg([ofType(mean_ss.shape, mean_ss.dtype), ofType(variance_ss.shape, variance_ss.dtype)]),
  examples: [{ call: 'tf.nn.normalize_moments(10.0, x, y, None)[0]', given: { x: '3', y: '3' }, gives: '3' }],
});

const globalNorm = op('nn.batch_norm_with_global_normalization', {
  summary: 'Shifts and scales by mean, variance, offset and scale, one of each per channel.',
  params: {
    input: tensor().alias('t'),
    mean: tensor('[channels]').alias('m'),
    variance: tensor('[channels]').alias('v'),
    beta: tensor('[channels]').notIn('v1'),
    gamma: tensor('[channels]').notIn('v1'),
    ...words('variance_epsilon!'),
    scale_after_normalization: anything('bool', { kind: 'flag' }).notIn('v1'),
    ...words('name'),
  },
  order: {
    legacy: 't m v beta gamma variance_epsilon scale_after_normalization name',
    v1: 't m v beta gamma variance_epsilon scale_after_normalization name input mean variance',
    v2: 'input mean variance beta gamma variance_epsilon scale_after_normalization name',
  },
  shape({ input, mean, variance, beta }, check) {
    const together = (a: TensorArg, [at, b]: readonly [string, TensorArg]) =>
      binaryRule(a, b, {}, { op: 'tf.nn.batch_norm_with_global_normalization', at }, check);
    return [['mean', mean] as const, ['variance', variance] as const, ['beta', beta] as const].reduce(together, input);
  },
  examples: [
    {
      call: 'tf.nn.batch_norm_with_global_normalization(x, m, v, b, g, 0.001, True)',
      given: { x: '8 4 4 3', m: '3', v: '3', b: '3', g: '3' },
      gives: '8 4 4 3',
    },
    {
      call: 'tf.nn.batch_norm_with_global_normalization(x, m, v, b, g, 0.001, True)',
      given: { x: '8 4 4 3', m: '4', v: '4', b: '4', g: '4' },
      reports: 'broadcast-mismatch',
    },
  ],
});

/** One number. */
const scalarOf = (path: string, aliases: readonly string[], input: string, more: string, summary: string, dtype: string): Op =>
  op(path, {
    aliases,
    summary,
    params: { [input]: tensor(), ...words(more) },
    order: `${input} ${more}`,
    shape: () => ofType([], dtype),
    examples: [{ call: `tf.${path}(x)`, given: { x: '8 3' }, gives: '' }],
  });

export const heads: readonly Op[] = [
  embedding,
  inTopK,
  dense('xw_plus_b', 'The matrix product, and one number per column added.'),
  dense('relu_layer', 'The matrix product, one number per column added, and negative numbers made 0.'),
  crelu,
  weighted,
  poisson,
  sampled('nce_loss', 'How well rows tell their own classes from some drawn at random: one number for each.'),
  sampled('sampled_softmax_loss', 'The softmax loss over some classes drawn at random: one number for each row.'),
  ctc,
  statistics,
  weightedMoments,
  normalizeMoments,
  globalNorm,
  scalarOf('math.zero_fraction', ['nn.zero_fraction'], 'value', 'name', 'The part of the elements that are 0.', 'float32'),
  scalarOf(
    'nn.compute_average_loss',
    [],
    'per_example_loss',
    'sample_weight global_batch_size',
    'The sum of losses, divided by the size of the whole batch.',
    'float32',
  ),
  scalarOf('nn.scale_regularization_loss', [], 'regularization_loss', '', 'A loss divided by the number of replicas.', 'float32'),
];

/** Biases and normalization: tf.nn.bias_add, batch normalization. */
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { unknownDataFormat } from '../../diagnostics/unknown-data-format.ts';
import { equal } from '../../dim/compare.ts';
import { unknown } from '../../dim/dim.ts';
import type { Arg } from '../argument.ts';
import { listArg, type TensorArg, tensorArg, toTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { biasData, biasRule } from '../common/bias.ts';
import { ofType } from '../common/contents.ts';
import { binaryRule } from '../common/elementwise.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, ignored, optionalTensor, tensor, wordOr } from '../parameter.ts';
import { docs, docsV1, name, tensorflow } from './declare.ts';

/** `nn_ops.bias_add` looks at the first letters and the last one only: `NC…` is channels first, `N…C` channels last. */
function channelsOf(format: Arg | undefined, check?: Check): 1 | -1 | undefined {
  if (!format || format.kind === 'none') return -1;
  if (format.kind !== 'text' || format.text === undefined) return undefined;
  if (format.text.startsWith('NC')) return 1;
  if (format.text.startsWith('N') && format.text.endsWith('C')) return -1;
  check?.report(unknownDataFormat, { argument: 'data_format', got: format.text, allowed: ['NHWC', 'NCHW'] }, { argument: 'data_format' });
  return undefined;
}

const biasAdd = defineOp({
  ...tensorflow,
  name: 'tf.nn.bias_add',
  summary: 'Adds one number per channel.',
  docs: docs('nn/bias_add'),
  params: { value: tensor(), bias: tensor('[channels]'), data_format: wordOr('None', 'NHWC', 'NCHW').optional(), name: name() },
  shape: ({ value, bias, data_format }, check) => biasRule(value, bias, channelsOf(data_format, check), check),
  compute: ({ value, bias, data_format }) => biasData(value, bias, channelsOf(data_format)),
  examples: [
    { call: 'tf.nn.bias_add(x, b)', given: { x: '1 4 4 8', b: '8' }, gives: '1 4 4 8' },
    { call: 'tf.nn.bias_add(x, b)', given: { x: '1 4 4 8', b: '4' }, reports: 'bias-mismatch' },
    { call: 'tf.nn.bias_add(x, b)', given: { x: '1 4 4 8', b: '1 8' }, reports: 'rank-mismatch' },
    { call: 'tf.nn.bias_add(x, b, data_format="channels_last")', given: { x: '1 4 4 8', b: '8' }, reports: 'unknown-data-format' },
  ],
});

const batchNormalization = defineOp({
  ...tensorflow,
  name: 'tf.nn.batch_normalization',
  summary: 'Shifts and scales by mean, variance, offset and scale, which broadcast against the input.',
  docs: docs('nn/batch_normalization'),
  params: {
    x: tensor(),
    mean: tensor(),
    variance: tensor(),
    offset: anything('Tensor', { kind: 'shape' }),
    scale: anything('Tensor', { kind: 'shape' }),
    variance_epsilon: anything('float'),
    name: name(),
  },
  shape({ x, ...others }, check) {
    const together = (a: TensorArg, [at, b]: readonly [string, TensorArg | undefined]): TensorArg =>
      b ? binaryRule(a, b, {}, { op: 'tf.nn.batch_normalization', at }, check) : a;
    const { mean, variance } = others;
    const [offset, scale] = [others.offset, others.scale].map(arg => (arg && arg.kind !== 'none' ? toTensor(arg) : undefined));
    return [['mean', mean] as const, ['variance', variance] as const, ['offset', offset] as const, ['scale', scale] as const].reduce(
      together,
      x,
    );
  },
  examples: [
    { call: 'tf.nn.batch_normalization(x, m, v, None, None, 1e-3)', given: { x: '8 4 4 3', m: '3', v: '3' }, gives: '8 4 4 3' },
    {
      call: 'tf.nn.batch_normalization(x, m, v, None, None, 1e-3)',
      given: { x: '8 4 4 3', m: '4', v: '4' },
      reports: 'broadcast-mismatch',
    },
  ],
});

const fusedBatchNorm = defineOp({
  ...tensorflow,
  name: 'tf.nn.fused_batch_norm',
  api: 'v1',
  summary: 'Batch normalization in one piece: the result, and the mean and variance used.',
  docs: docsV1('nn/fused_batch_norm'),
  params: {
    x: tensor(),
    scale: tensor(),
    offset: tensor(),
    mean: optionalTensor(),
    variance: optionalTensor(),
    epsilon: ignored('float'),
    data_format: wordOr('None', 'NHWC', 'NCHW').default("'NHWC'"),
    is_training: ignored('bool'),
    name: name(),
    exponential_avg_factor: ignored('float'),
  },
  shape({ x, scale, offset, data_format }, check) {
    // Five axes are images with depth, which are not taken where a graph is built without saying so.
    if (x.shape && x.shape.length !== 4 && x.shape.length !== 5)
      check.report(rankMismatch, { argument: 'x', wanted: '4 or 5', got: x.shape }, { argument: 'x' });
    const channels = channelsOf(data_format);
    const all = x.shape?.[channels === -1 ? x.shape.length - 1 : (channels ?? -1)];
    for (const [argument, { shape }] of [['scale', scale] as const, ['offset', offset] as const]) {
      const [length = unknown] = shape ?? [];
      if (shape && shape.length !== 1) check.report(rankMismatch, { argument, wanted: 1, got: shape }, { argument });
      else if (all && equal(length, all) === 'no') {
        const facts = { kind: 'pair', left: 'x', leftDim: all, right: argument, rightDim: length } as const;
        check.report(channelsMismatch, facts, { argument });
      }
    }
    const dim = all ?? scale.shape?.[0] ?? unknown;
    return listArg([ofType(x.shape, x.dtype), tensorArg([dim]), tensorArg([dim])]);
  },
  examples: [
    { call: 'tf.nn.fused_batch_norm(x, s, o)[0]', given: { x: '8 4 4 3', s: '3', o: '3' }, gives: '8 4 4 3', under: 'v1' },
    { call: 'tf.nn.fused_batch_norm(x, s, o)[0]', given: { x: '8 4 4 3', s: '4', o: '4' }, reports: 'channels-mismatch', under: 'v1' },
    { call: 'tf.nn.fused_batch_norm(x, s, o)[0]', given: { x: '8 3', s: '3', o: '3' }, reports: 'rank-mismatch', under: 'v1' },
  ],
});

export const normalizations: readonly Op[] = [biasAdd, batchNormalization, fusedBatchNorm];

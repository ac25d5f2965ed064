/** One number per channel. */
import { biasMismatch } from '../../diagnostics/bias-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { addBias } from '../../kernel/execute/bias.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType, toData } from './contents.ts';

/** `channels`: the axis, −1 for the last, undefined when unknown. `argument`: the bias's parameter. */
export function biasRule(value: TensorArg, bias: TensorArg, channels: 1 | -1 | undefined, check: Check, argument = 'bias'): TensorArg {
  if (bias.shape && bias.shape.length !== 1) {
    check.report(rankMismatch, { argument, wanted: 1, got: bias.shape }, { argument });
    return ofType(value.shape, value.dtype);
  }
  if (value.shape && value.shape.length < 2) {
    check.report(rankMismatch, { argument: 'value', wanted: 'at least 2', got: value.shape }, { argument: 'value' });
    return ofType(value.shape, value.dtype);
  }
  const length = bias.shape?.[0];
  const axis = channels === -1 ? (value.shape?.length ?? 0) - 1 : channels;
  const dim = axis === undefined ? undefined : value.shape?.[axis];
  if (!length || !dim || axis === undefined) return ofType(value.shape, value.dtype);
  if (equal(length, dim) === 'no') {
    check.report(
      biasMismatch,
      { bias: length, channels: dim },
      { argument },
      { related: [{ argument: 'value', message: 'the channels' }] },
    );
  }
  // A value of unknown channels has as many as the bias.
  return ofType(dim.kind === 'unknown' ? value.shape?.with(axis, length) : value.shape, value.dtype);
}

export function biasData(value: TensorArg, bias: TensorArg, channels: 1 | -1 | undefined): Float64Array | undefined {
  const [data, more] = [toData(value), toData(bias)];
  return data && more && channels ? addBias(data, more, channels)?.values : undefined;
}

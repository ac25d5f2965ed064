/** A layer's weights are made for the input of its first application: a later one must have as many channels (`input_spec`). */
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import type { Check } from '../check.ts';

/** `channels` takes them from an input's shape. */
export function checkReuse(dim: Dim, channels: (shape: readonly Dim[]) => Dim | undefined, check: Check): void {
  const first = check.first?.inputs;
  const before = first?.kind === 'tensor' && first.shape ? channels(first.shape) : undefined;
  if (!before || equal(before, dim) !== 'no') return;
  const facts = { kind: 'pair', left: 'the input', leftDim: dim, right: 'the one the layer was built for', rightDim: before } as const;
  check.report(channelsMismatch, facts, { argument: 'inputs' });
}

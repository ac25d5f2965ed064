/** Functions that an op applies to its own result: what they do to the shape is what they do when they are called. */
import type { Op } from '#shared/ops/op.ts';
import { packOf } from '#shared/ops/registry.ts';
import type { Given } from './op-arguments.ts';
import { type CallSite, positionalArguments, type Run } from './run.ts';
import type { Value } from './value.ts';

const isFollowed: ReadonlySet<Value['kind']> = new Set(['function', 'partial', 'op']);

/** One that nothing is known of is taken to keep the shape, as activations do. */
export function activated({ framework }: Op, given: Given, result: Value, { frame, span }: CallSite, run: Run): Value {
  const { activation } = packOf(framework);
  const fn = activation === undefined ? undefined : given.get(activation)?.value;
  if (!fn || !isFollowed.has(fn.kind) || result.kind !== 'tensor') return result;
  const after = run.recorder.silently(() => run.call(fn, positionalArguments(result), { frame, span }));
  return after.kind === 'tensor' && after.shape ? { ...after, ...(result.site ? { site: result.site } : {}) } : result;
}

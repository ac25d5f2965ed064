/**
 * Refinement: an unknown tensor that an op takes in one form only must have that form. Later uses of the same value go on with it, so that a
 * model is checked without a call of it and without annotations, and what contradicts it is certain.
 */
import type { Outcome } from '#shared/ops/apply.ts';
import type { Framework } from '#shared/ops/versions.ts';
import type { Given } from './op-arguments.ts';
import type { CallSite, Run } from './run.ts';

export function refine({ demands }: Outcome, given: Given, tensors: Framework, site: CallSite, run: Run): void {
  // Inside a `try` the op may fail, and then it demands nothing.
  if (!demands || site.frame.guarded) return;
  for (const [parameter, shape] of demands) {
    const value = given.get(parameter)?.value;
    const hole = value?.kind === 'unknown' || value?.kind === 'tensor' ? value.hole : undefined;
    if (!hole || hole.current) continue;
    run.trail.write(hole, { kind: 'tensor', framework: tensors, shape, site: { path: site.frame.module.path, span: site.span } });
  }
}

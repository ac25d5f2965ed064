/** Applies an op to what the interpreter knows of its arguments, and records the call. */

import { apply } from '#shared/ops/apply.ts';
import { isLayer } from '#shared/ops/op.ts';
import { tensorsOf } from '#shared/ops/registry.ts';
import { settingsOf } from './framework-settings.ts';
import { isHalfTypedCall } from './half-typed.ts';
import { constructLayer } from './layers.ts';
import { argumentsOf, callArguments, contextOf, givenOf, placeOf, versionsFor } from './op-arguments.ts';
import { resultOf, siteKey } from './op-result.ts';
import { whyUnknown } from './reasons.ts';
import { refine } from './refine.ts';
import type { Arguments, CallSite, Run } from './run.ts';
import type { OpValue, Value } from './value.ts';

const isPlain = ({ positional, named }: Arguments): boolean =>
  positional.length > 0 && named.size === 0 && positional.every(({ value }) => value.kind === 'number' || value.kind === 'float');

export function callOp(callee: OpValue, args: Arguments, site: CallSite, run: Run): Value {
  const { op } = callee;
  if (op.scalar !== undefined && isPlain(args)) return run.call({ kind: 'builtin', name: op.scalar }, args, site);
  const settings = settingsOf(op.framework, run);
  const passed = { ...argumentsOf(callee, args), ...(settings ? { settings } : {}) };
  const { module } = site.frame;
  const versions = versionsFor(op, callee.v1, module.versions);
  if (isLayer(op)) return constructLayer(op, passed, versions, site, run);
  const judged = apply(op, callArguments(passed), versions, siteKey(site, run));
  const outcome = site.frame.guarded || isHalfTypedCall(site) ? { ...judged, problems: [] } : judged;
  const given = givenOf(outcome.sources, () => passed);
  const unknown = whyUnknown(op, outcome, given, passed.open);
  if (op.listed !== false || outcome.problems.length > 0)
    run.recorder.call(op, placeOf(site), { outcome, versions, given, ...contextOf(site, run), ...(unknown ? { unknown } : {}) });
  refine(outcome, given, tensorsOf(op.framework), site, run);
  return resultOf(op, outcome.result, {
    from: [...given.values()].map(({ value }) => value),
    at: { path: module.path, span: site.span },
    window: outcome.geometry !== undefined,
    reason: unknown?.reason,
  });
}

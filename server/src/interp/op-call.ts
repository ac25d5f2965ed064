/** Applies an op to what the interpreter knows of its arguments, and records the call. */

import type { Expr } from '#server/ir/ir.ts';
import { apply, restated } from '#shared/ops/apply.ts';
import { isLayer } from '#shared/ops/op.ts';
import { tensorsOf } from '#shared/ops/registry.ts';
import { activated } from './activation.ts';
import { settingsOf } from './framework-settings.ts';
import { isHalfTypedCall } from './half-typed.ts';
import { madeByOp } from './history.ts';
import { modelValue } from './known-models.ts';
import { constructLayer } from './layers.ts';
import { objectFrom } from './made-objects.ts';
import { argumentsOf, callArguments, contextOf, givenOf, placeOf, versionsFor } from './op-arguments.ts';
import { resultOf, siteKey } from './op-result.ts';
import { mayBePatched } from './patched.ts';
import { whyUnknown } from './reasons.ts';
import { refine } from './refine.ts';
import type { Arguments, CallSite, Run } from './run.ts';
import { withStreams } from './streams.ts';
import type { OpValue, Value } from './value.ts';

const isPlain = ({ positional, named }: Arguments): boolean =>
  positional.length > 0 && named.size === 0 && positional.every(({ value }) => value.kind === 'number' || value.kind === 'float');

export function callOp(callee: OpValue, args: Arguments, site: CallSite, run: Run): Value {
  const { op } = callee;
  if (op.scalar !== undefined && isPlain(args)) return run.call({ kind: 'builtin', name: op.scalar }, args, site);
  const settings = settingsOf(op.framework, run);
  const written = withStreams(argumentsOf(callee, args, site), site, run);
  const passed = { ...written, open: written.open || mayBePatched(op, run), ...(settings ? { settings } : {}) };
  const { module } = site.frame;
  const versions = versionsFor(op, callee.v1, module.versions);
  if (isLayer(op)) return constructLayer(op, passed, versions, site, run);
  const judged = apply(op, callArguments(passed), versions, siteKey(site, run));
  const outcome = site.frame.guarded || callee.guessed || isHalfTypedCall(site) ? restated(judged, { problems: [] }) : judged;
  const given = givenOf(outcome.sources, () => passed);
  const unknown = whyUnknown(op, outcome, given, passed.open);
  if (op.listed !== false || op.watched || outcome.problems.length > 0)
    run.recorder.call(op, placeOf(site), { outcome, versions, given, ...contextOf(site, run), ...(unknown ? { unknown } : {}) });
  refine(outcome, given, tensorsOf(op.framework), site, run);
  if (outcome.result.kind === 'record' && outcome.result.object !== undefined) return objectFrom(outcome.result, op, site, run);
  if (outcome.result.kind === 'model') return modelValue(outcome.result, callee, given, site);
  const made = resultOf(op, outcome.result, {
    from: [...given.values()].map(({ value }) => value),
    at: { path: module.path, span: site.span },
    window: outcome.geometry !== undefined,
    reason: unknown?.reason,
  });
  const result = madeByOp(activated(op, given, made, site, run), callee, written, site);
  const name = site.expr?.callee;
  if (name?.kind === 'attribute' && op.inPlace?.includes(name.name)) holdInstead(name.object, result, site, run);
  return result;
}

/** What held the receiver of a method that changed its shape: a variable, an attribute; `x.data` and `x` are one. */
function holdInstead(receiver: Expr, result: Value, { frame }: CallSite, run: Run): void {
  if (receiver.kind === 'attribute' && receiver.name === 'data') holdInstead(receiver.object, result, { frame, span: receiver.span }, run);
  else if (receiver.kind === 'name' || receiver.kind === 'attribute') run.assign(receiver, result, frame);
}

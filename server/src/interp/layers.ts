/** Layers: an op whose arguments come in two calls. Its place is where it is constructed; its rule runs where it is applied. */
import { applyLayer, construct } from '#shared/ops/apply.ts';
import type { LayerOp } from '#shared/ops/op.ts';
import { tensorsOf } from '#shared/ops/registry.ts';
import type { Version } from '#shared/ops/versions.ts';
import { newCell } from './cell.ts';
import { fromArg } from './convert.ts';
import { isHalfTypedCall } from './half-typed.ts';
import { callArguments, contextOf, givenOf, placeOf } from './op-arguments.ts';
import { resultOf, siteKey } from './op-result.ts';
import { whyUnknown } from './reasons.ts';
import { refine } from './refine.ts';
import type { Arguments, CallSite, Run } from './run.ts';
import { type Built, type LayerValue, unknownValue, type Value } from './value.ts';

export function constructLayer(op: LayerOp, made: Arguments, versions: readonly Version[], site: CallSite, run: Run): LayerValue {
  const judged = construct(op, callArguments(made), versions, siteKey(site, run));
  const outcome = {
    ...judged,
    result: { kind: 'unknown' } as const,
    ...(site.frame.guarded || isHalfTypedCall(site) ? { problems: [] } : {}),
  };
  const place = placeOf(site);
  const { stack } = site.frame;
  run.recorder.construction(op, place, { outcome, versions, given: givenOf(outcome.sources, () => made), ...contextOf(site, run) });
  return {
    kind: 'layer',
    op,
    made,
    versions,
    place,
    stack,
    first: newCell<Built>(undefined, sameBuilt, 'unknown'),
    ...(site.frame.supposed ? { supposed: true } : {}),
    ...(judged.stated ? { stated: judged.stated } : {}),
  };
}

const sameBuilt = (a: Built, b: Built): Built => (a === b ? a : 'unknown');

export function callLayer(layer: LayerValue, args: Arguments, site: CallSite, run: Run): Value {
  const { op, made, versions, place, stack } = layer;
  const first = layer.first.current;
  const supposed = layer.supposed || site.frame.supposed;
  const judged = applyLayer(
    op,
    { made: callArguments(made), call: callArguments(args), ...(first && first !== 'unknown' ? { first } : {}) },
    versions,
    siteKey(site, run),
  );
  const outcome = site.frame.guarded || isHalfTypedCall(site) ? { ...judged, problems: [] } : judged;
  const given = givenOf(outcome.sources, parameter => (Object.hasOwn(op.call, parameter) ? args : made));
  const at = { path: site.frame.module.path, span: site.span };
  const unknown = whyUnknown(op, outcome, given, args.open || made.open);
  const application = { ...at, stack: site.frame.stack };
  run.recorder.call(op, place, {
    outcome,
    ...contextOf(site, run),
    stack,
    versions,
    given,
    layer,
    application,
    ...(unknown ? { unknown } : {}),
    ...(supposed ? { supposed } : {}),
  });
  if (first === undefined)
    run.trail.write(layer.first, Object.fromEntries(Object.keys(op.call).flatMap(name => boundTo(name, outcome.bound))));
  refine(outcome, given, tensorsOf(op.framework), site, run);
  return resultOf(op, outcome.result, {
    from: [...given].filter(([name]) => Object.hasOwn(op.call, name)).map(([, { value }]) => value),
    at,
    window: outcome.geometry !== undefined,
    reason: unknown?.reason,
  });
}

function boundTo<T>(name: string, bound: Readonly<Record<string, T>>): readonly [string, T][] {
  const value = bound[name];
  return value === undefined ? [] : [[name, value]];
}

/** An attribute of a layer: what its constructor was given under that name (`conv.out_channels`). */
export function layerAttribute(layer: LayerValue, name: string): Value {
  if (!Object.hasOwn(layer.op.params, name)) return unknownValue(`'${name}' of a layer`);
  const { bound, sources } = construct(layer.op, callArguments(layer.made), layer.versions);
  const given = givenOf(sources, () => layer.made).get(name)?.value;
  const arg = bound[name];
  return given ?? (arg ? fromArg(arg, layer.op.framework) : unknownValue(`'${name}' of a layer`));
}

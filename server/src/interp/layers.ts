/** Layers: an op whose arguments come in two calls. Its place is where it is constructed; its rule runs where it is applied. */

import type { Dim } from '#shared/dim/dim.ts';
import { applyLayer, construct, restated } from '#shared/ops/apply.ts';
import type { LayerOp } from '#shared/ops/op.ts';
import { tensorsOf } from '#shared/ops/registry.ts';
import type { Version } from '#shared/ops/versions.ts';
import { activated } from './activation.ts';
import { fromArg } from './convert.ts';
import { isHalfTypedCall } from './half-typed.ts';
import { madeOf } from './history.ts';
import { listOf } from './join.ts';
import { callArguments, contextOf, givenOf, placeOf } from './op-arguments.ts';
import { resultOf, siteKey } from './op-result.ts';
import { contentsOf } from './protocol.ts';
import { whyUnknown } from './reasons.ts';
import { refine } from './refine.ts';
import { type Arguments, type CallSite, positionalArguments, type Run } from './run.ts';
import { newCell } from './state/cell.ts';
import { type Applied, type Built, type LayerValue, revealed, type TensorValue, unknownValue, type Value } from './value.ts';

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
    applied: newCell<Applied>(undefined, sameApplied, 'several'),
    ...(site.frame.supposed ? { supposed: true } : {}),
    ...(judged.stated ? { stated: judged.stated } : {}),
  };
}

const sameApplied = (a: Applied, b: Applied): Applied => (a === b ? a : 'several');
const sameBuilt = (a: Built, b: Built): Built => (a === b ? a : 'unknown');

export function callLayer(layer: LayerValue, given: Arguments, site: CallSite, run: Run): Value {
  const { op, made, versions, place, stack } = layer;
  const args = withInner(layer, given, site, run);
  const first = layer.first.current;
  const supposed = layer.supposed || site.frame.supposed;
  const judged = applyLayer(
    op,
    {
      made: callArguments(made),
      call: callArguments(args),
      ...(first && first !== 'unknown' ? { first } : {}),
      ...(site.within ? { within: site.within } : site.frame.self ? { within: 'method' as const } : {}),
    },
    versions,
    siteKey(site, run),
  );
  const outcome = site.frame.guarded || isHalfTypedCall(site) ? restated(judged, { problems: [] }) : judged;
  const written = givenOf(outcome.sources, parameter => (Object.hasOwn(op.call, parameter) ? args : made));
  const at = { path: site.frame.module.path, span: site.span };
  const unknown = whyUnknown(op, outcome, written, args.open || made.open);
  const application = { ...at, stack: site.frame.stack };
  run.recorder.call(op, place, {
    outcome,
    ...contextOf(site, run),
    stack,
    versions,
    given: written,
    layer,
    application,
    ...(unknown ? { unknown } : {}),
    ...(supposed ? { supposed } : {}),
  });
  if (first === undefined)
    run.trail.write(layer.first, Object.fromEntries(Object.keys(op.call).flatMap(name => boundTo(name, outcome.bound))));
  refine(outcome, written, tensorsOf(op.framework), site, run);
  const plain = resultOf(op, outcome.result, {
    from: [...written].filter(([name]) => Object.hasOwn(op.call, name)).map(([, { value }]) => value),
    at: { ...at, made: stack },
    window: outcome.geometry !== undefined,
    reason: unknown?.reason,
  });
  const result = activated(op, written, plain, site, run);
  const output = madeOf(result, layer, given, site);
  if (!output) return result;
  const input = args.positional[0]?.value ?? unknownValue('an input by keyword');
  // Of several applications the first one counts in Keras 3; Keras 2 gives none.
  if (layer.applied.current === undefined) run.trail.write(layer.applied, { input, output });
  return output;
}

/** Applies the layer that this one is around, and hands on what it gives. */
function withInner({ op, made }: LayerValue, args: Arguments, site: CallSite, run: Run): Arguments {
  const inner = op.wraps && (made.named.get(op.wraps.argument) ?? (isFirst(op, op.wraps.argument) ? made.positional[0] : undefined))?.value;
  const [first] = args.positional;
  if (!op.wraps || !inner || !first) return args;
  const value = revealed(first.value);
  const [list] = value.kind === 'list' && 'known' in value.items.current ? value.items.current.known : [];
  const input = list ? revealed(list) : value;
  const shape = op.wraps.enter(input.kind === 'tensor' ? input.shape : undefined);
  const tensor: TensorValue = { kind: 'tensor', framework: tensorsOf(op.framework), shape };
  const step = stepOf(
    op.wraps,
    inner,
    shape ? tensor : unknownValue('the input of a layer around a layer'),
    op.wraps.unchecked ? { ...site, within: 'wrapped' } : site,
    run,
  );
  return { ...args, named: new Map([...args.named, [op.wraps.gives, { value: step }]]) };
}

/** What the layer inside gives; of several cells, each takes what the one before gave, without its states. */
function stepOf(wraps: NonNullable<LayerOp['wraps']>, inner: Value, input: Value, site: CallSite, run: Run): Value {
  const cells = contentsOf(inner) ?? inner;
  if (wraps.states === undefined) return run.call(inner, positionalArguments(input), site);
  if (cells.kind === 'list' && 'known' in cells.items.current)
    return cells.items.current.known.reduce<Value>((value, cell) => stepOf(wraps, cell, outputOf(value), site, run), input);
  const states = inner.kind === 'instance' && input.kind === 'tensor' ? [statesOf(inner, wraps.states, input.shape, input, site, run)] : [];
  return run.call(inner, positionalArguments(input, ...states), site);
}

const outputOf = (step: Value): Value =>
  step.kind === 'list' && 'known' in step.items.current ? (step.items.current.known[0] ?? step) : step;

/** The states of a cell: as many numbers for each item of the batch as an attribute of the cell says. */
function statesOf(cell: Value, attribute: string, shape: readonly Dim[] | undefined, input: TensorValue, site: CallSite, run: Run): Value {
  const sizes = run.attribute(cell, attribute, site.frame, site.span);
  const items = sizes.kind === 'list' ? ('known' in sizes.items.current ? sizes.items.current.known : undefined) : [sizes];
  const [batch] = shape ?? [];
  return batch && items?.every(item => item.kind === 'number')
    ? listOf(
        'list',
        items.map(item => ({ ...input, shape: [batch, item.dim] })),
      )
    : unknownValue('the states of a cell');
}

/** Whether the parameter is the first of the constructor's. */
const isFirst = ({ order }: LayerOp, parameter: string): boolean => typeof order === 'string' && order.split(' ')[0] === parameter;

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

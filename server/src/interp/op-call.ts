/** Applies an op to what the interpreter knows of its arguments, and records the call. */

import type { Span } from '#server/ir/ir.ts';
import { apply } from '#shared/ops/apply.ts';
import type { Op } from '#shared/ops/op.ts';
import type { Version } from '#shared/ops/versions.ts';
import { fromArg, siteOfShape, toArg } from './convert.ts';
import { isHalfTypedCall } from './half-typed.ts';
import { listOf } from './join.ts';
import type { Arguments, CallSite, PassedArgument, Run } from './run.ts';
import type { OpValue, Value } from './value.ts';

export function callOp(callee: OpValue, args: Arguments, site: CallSite, run: Run): Value {
  const { op } = callee;
  const { module } = site.frame;
  const passed = argumentsOf(callee, args);
  const versions = versionsFor(op, callee.v1, module.versions);
  const judged = apply(
    op,
    {
      positional: passed.positional.map(({ value }) => toArg(value)),
      named: Object.fromEntries([...passed.named].map(([name, { value }]) => [name, toArg(value)])),
      open: passed.open,
    },
    versions,
    `${module.path}:${site.span.start}#${run.fresh()}`,
  );
  const outcome = site.frame.guarded || isHalfTypedCall(site) ? { ...judged, problems: [] } : judged;
  const given = new Map<string, { readonly value: Value; readonly span?: Span }>();
  for (const [parameter, source] of Object.entries(outcome.sources)) {
    const argument = typeof source === 'number' ? passed.positional[source] : passed.named.get(source);
    if (argument) given.set(parameter, argument);
  }
  if (op.listed !== false || outcome.problems.length > 0) {
    run.recorder.call(module.path, op, spansOf(site), { outcome, stack: site.frame.stack, given });
  }
  return withSite(
    fromArg(outcome.result, op.framework),
    op,
    [...given.values()].map(({ value }) => value),
    module.path,
    site.span,
    outcome.geometry !== undefined,
  );
}

/** The receiver comes first; an options object is spread into named arguments. */
function argumentsOf(callee: OpValue, args: Arguments): Arguments {
  const positional: readonly PassedArgument[] = callee.receiver ? [{ value: callee.receiver }, ...args.positional] : args.positional;
  const [options] = positional;
  if (!callee.op.options || options?.value.kind !== 'record') return { ...args, positional };
  const { known, open } = options.value.entries.current;
  const named = new Map([...known].map(([key, value]) => [key, { value, ...(options.span ? { span: options.span } : {}) }]));
  return { positional: [], named, open: args.open || open };
}

/** The versions under which the name that was used exists. */
export function versionsFor(op: Op, v1: boolean, versions: readonly Version[]): readonly Version[] {
  if (op.framework === 'tfjs') return [{ framework: 'tfjs', generation: 'any' }];
  const fits = ({ generation }: Version) =>
    v1 ? generation === '1.15' || generation === '2-v1' || generation === '1.4' : generation !== '2-v1';
  const right = versions.filter(fits).filter(({ generation }) => (v1 || !op.api ? true : (op.api === 'v2') === (generation === '2')));
  if (right.length > 0) return right;
  // The name does not fit what the rest of the file says; take the name's word.
  const generations = v1 ? (['1.15', '2-v1'] as const) : op.api === 'v1' ? (['1.15'] as const) : (['2'] as const);
  return generations.map(generation => ({ framework: op.framework, generation }));
}

function spansOf({ span, expr }: CallSite): { readonly span: Span; readonly calleeSpan: Span; readonly argsSpan: Span } {
  return expr ? { span, calleeSpan: expr.callee.span, argsSpan: expr.argsSpan } : { span, calleeSpan: span, argsSpan: span };
}

/** Lets the result remember where its shape was written, or, where no list says it, the call that made it. */
function withSite(value: Value, op: Op, given: readonly Value[], path: string, span: Span, window: boolean): Value {
  if (value.kind === 'list' && (op.attribute || op.method?.names.includes('get_shape'))) return listOf('shape', value.items.current);
  if (value.kind !== 'tensor') return value;
  const written = value.shape && !window ? siteOfShape(value.shape, given) : undefined;
  return { ...value, site: written ?? { path, span } };
}

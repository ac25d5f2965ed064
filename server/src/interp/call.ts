/** Calls anything that can be called. */
import type { FunctionDefinition } from '#server/ir/ir.ts';
import { packOf } from '#shared/ops/registry.ts';
import { callBuiltin } from './builtins/index.ts';
import { withDefaults } from './default-arguments.ts';
import { expectsFailure } from './expected-failure.ts';
import { fedMethod } from './fed-methods.ts';
import { maybe } from './flow.ts';
import { callObject, makeObject } from './framework-objects.ts';
import { callFunction, instantiate } from './functions.ts';
import { callHigherOrder } from './higher-order.ts';
import { join } from './join.ts';
import { callLayer } from './layers.ts';
import { callMade } from './made-functions.ts';
import { callMethod } from './object-methods.ts';
import { callOp } from './op-call.ts';
import { isCallOf } from './open-attributes.ts';
import { openValue } from './open-values.ts';
import { notePatches } from './patched.ts';
import { protocolAt } from './protocol.ts';
import { unmodelled } from './reasons.ts';
import type { Arguments, CallSite, Run } from './run.ts';
import { spoil } from './spoil.ts';
import { callElementType } from './typed-numbers.ts';
import type { NamespaceValue, Value } from './value.ts';

export function callValue(callee: Value, given: Arguments, site: CallSite, run: Run): Value {
  const args = withDefaults(callee, given, site.frame);
  notePatches(callee, args, run);
  switch (callee.kind) {
    case 'op':
      return callOp(callee, args, site, run);
    case 'function':
      return callFunction(callee, args, site, run);
    case 'class':
      return instantiate(callee, args, site, run);
    case 'builtin':
      return callBuiltin(callee, args, site, run);
    case 'instance':
      return callObject(callee, args, site, run) ?? letLoose(args, site, run, 'a call of an object');
    case 'layer':
      return callLayer(callee, args, site, run);
    case 'method':
      return callMethod(callee, args, site, run);
    case 'partial': {
      const { positional, named, open } = callee.args;
      return callValue(
        callee.callee,
        { positional: [...positional, ...args.positional], named: new Map([...named, ...args.named]), open: open || args.open },
        site,
        run,
      );
    }
    case 'namespace':
      return callNamespace(callee, args, site, run);
    case 'unknown':
      if (callee.method && isCallOf(callee.method, args, site)) return callOp(callee.method, args, site, run);
      {
        const op = fedMethod(callee, args, site);
        if (op) return callOp(op, args, site, run);
      }
      if (callee.complete && callee.either) return callOneOf(callee.either, args, site, run);
      spoil(callee, run);
      for (const each of callee.either ?? [])
        if (each.kind === 'function') maybe(run, () => run.recorder.silently(() => callFunction(each, args, site, run)));
      return letLoose(args, site, run, callee.reason);
    case 'text':
      return callElementType(callee, args) ?? letLoose(args, site, run, 'a call of a type');
    default:
      return letLoose(args, site, run, `a call of a ${callee.kind}`);
  }
}

function callNamespace(callee: NamespaceValue, args: Arguments, site: CallSite, run: Run): Value {
  if (protocolAt(callee)) return makeObject(callee, args, site, run);
  const made = callMade(callee, args, site, run);
  if (made) return made;
  const { functions = {} } = packOf(callee.framework);
  const does = Object.hasOwn(functions, callee.path) ? functions[callee.path] : undefined;
  return does && does.kind !== 'changes-argument'
    ? callHigherOrder(does, callee, args, site, run)
    : letLoose(args, site, run, unmodelled(callee));
}

/**
 * Something unknown is called: it may call the functions it is given, with anything, and change the lists and records it is given.
 * Functions written at the call are run so that what is in them is seen.
 */
function letLoose(args: Arguments, site: CallSite, run: Run, reason: string): Value {
  for (const { value } of [...args.positional, ...args.named.values()]) {
    spoil(value, run);
    if (value.kind === 'function') {
      const frame = expectsFailure(site.expr) ? { ...site.frame, guarded: true } : site.frame;
      const body = () => run.call(value, { positional: [], named: new Map(), open: true }, { frame, span: site.span });
      maybe(run, () => (isWrittenHere(value.definition, site) ? body() : run.recorder.silently(body)));
    }
  }
  return openValue(reason);
}

/** One of several is called: what they agree on holds. That one of them fails is not certain. */
function callOneOf(callees: readonly Value[], args: Arguments, site: CallSite, run: Run): Value {
  const frame = { ...site.frame, guarded: true };
  const attempts = callees.map(callee => run.trail.attempt(() => run.call(callee, args, { ...site, frame })));
  run.trail.merge(attempts.map(({ journal }) => journal));
  return attempts.map(({ result }) => result).reduce((a, b) => join(a, b));
}

const isWrittenHere = (definition: FunctionDefinition, site: CallSite): boolean =>
  definition.span.start >= site.span.start && definition.span.end <= site.span.end;

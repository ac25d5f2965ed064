/** From the arguments of a call, as the interpreter knows them, to what a rule binds; and back to where each was written. */
import type { Span } from '#server/ir/ir.ts';
import type { CallArguments } from '#shared/ops/bind.ts';
import type { Op } from '#shared/ops/op.ts';
import { packOf } from '#shared/ops/registry.ts';
import type { Version } from '#shared/ops/versions.ts';
import { toArg } from './convert.ts';
import type { RecordedContext } from './recorder.ts';
import type { Arguments, CallSite, PassedArgument, Run } from './run.ts';
import type { CallSpans, OpValue, Value } from './value.ts';

/** Parameter name → the value given for it, and where it is written. */
export type Given = ReadonlyMap<string, { readonly value: Value; readonly span?: Span }>;

/** The receiver comes first; an options object is spread into named arguments. */
export function argumentsOf(callee: OpValue, args: Arguments, { expr }: CallSite): Arguments {
  const positional: readonly PassedArgument[] = callee.receiver ? [{ value: callee.receiver }, ...args.positional] : args.positional;
  const [options] = positional;
  // Options of which nothing is known may say anything.
  if (callee.op.options && options?.value.kind === 'unknown') return { positional: [], named: new Map(), open: true };
  if (!callee.op.options || options?.value.kind !== 'record') {
    const bare = positional.length === 0 && args.named.size === 0 && !args.open;
    return { ...args, positional, ...(bare ? { bare } : {}) };
  }
  const { known, open } = options.value.entries.current;
  const entries = writtenEntries(options, expr);
  const named = new Map(
    [...known].map(([key, value]) => {
      const span = entries.get(key) ?? options.span;
      return [key, { value, ...(span ? { span } : {}) }];
    }),
  );
  return { positional: [], named, open: args.open || open };
}

/** Where each option is written, if the object is written in the call. */
function writtenEntries(options: PassedArgument, call: CallSite['expr']): ReadonlyMap<string, Span> {
  const literal = call?.args[0]?.value;
  const isThis = literal?.kind === 'record' && literal.span.start === options.span?.start && literal.span.end === options.span.end;
  const entries = isThis ? literal.entries : [];
  return new Map(entries.flatMap(({ key, span }) => (key?.kind === 'string' ? [[key.value, span] as const] : [])));
}

export const callArguments = ({ positional, named, open, bare, settings }: Arguments): CallArguments => ({
  positional: positional.map(({ value }) => toArg(value)),
  named: Object.fromEntries([...named].map(([name, { value }]) => [name, toArg(value)])),
  open,
  ...(bare ? { bare } : {}),
  ...(settings ? { settings: Object.fromEntries([...settings].map(([name, value]) => [name, toArg(value)])) } : {}),
});

/** `argumentFor`: the call in which the parameter's argument is written. */
export function givenOf(sources: Readonly<Record<string, number | string>>, argumentsFor: (parameter: string) => Arguments): Given {
  const given = new Map<string, PassedArgument>();
  for (const [parameter, source] of Object.entries(sources)) {
    const { positional, named } = argumentsFor(parameter);
    const argument = typeof source === 'number' ? positional[source] : named.get(source);
    if (argument) given.set(parameter, argument);
  }
  return given;
}

/** The calls that led to a place, and whether they were made. */
export const contextOf = (
  { frame: { stack, supposed, activation, guarded } }: CallSite,
  { trail: { attempts } }: Run,
): Pick<RecordedContext, 'stack' | 'supposed' | 'activation' | 'attempts'> => ({
  stack,
  attempts: guarded ? Number.POSITIVE_INFINITY : attempts,
  ...(supposed ? { supposed } : {}),
  ...(activation ? { activation } : {}),
});

export function placeOf({ frame, span, expr }: CallSite): CallSpans {
  const { path } = frame.module;
  return expr ? { path, span, calleeSpan: expr.callee.span, argsSpan: expr.argsSpan } : { path, span, calleeSpan: span, argsSpan: span };
}

/** The versions under which the name that was used exists. */
export function versionsFor(op: Op, v1: boolean, versions: readonly Version[]): readonly Version[] {
  if (op.framework !== 'tensorflow') {
    const open = versions.filter(({ framework }) => framework === op.framework);
    return open.length > 0 ? open : [{ framework: packOf(op.framework).name, generation: 'any' }];
  }
  const own = versions.filter(({ framework }) => framework === 'tensorflow');
  const fits = ({ generation }: Version) =>
    v1 ? generation === '1.15' || generation === '2-v1' || generation === '1.4' : generation !== '2-v1';
  const right = own.filter(fits).filter(({ generation }) => (v1 || !op.api ? true : (op.api === 'v2') === (generation === '2')));
  if (right.length > 0) return right;
  // The name does not fit what the rest of the file says; take the name's word.
  const generations = v1 ? (['1.15', '2-v1'] as const) : op.api === 'v1' ? (['1.15'] as const) : (['2'] as const);
  return generations.map(generation => ({ framework: op.framework, generation }));
}

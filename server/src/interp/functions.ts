/** Calling functions, methods and classes of the user's code. */
import type { Location, Pattern } from '#server/ir/ir.ts';
import { withAnnotation } from './annotation.ts';
import { bindParameters } from './bind.ts';
import { unchanged } from './cell.ts';
import { constructorOf, memberOf, newInstance } from './classes.ts';
import { orFallback } from './fallback.ts';
import { join, listOf } from './join.ts';
import type { Arguments, CallSite, Flow, Frame, PassedArgument, Run } from './run.ts';
import { Scope } from './scope.ts';
import { type ClassValue, type FunctionValue, none, unknownValue, type Value } from './value.ts';

/** Steps that a call into another file may take: a library's depths must not use up what the file at hand needs. */
const FOREIGN_BUDGET = 25_000;

export function callFunction(callee: FunctionValue, args: Arguments, site: CallSite, run: Run): Value {
  const { definition, module } = callee;
  const scope = new Scope(callee.scope, true);
  const stack: readonly Location[] = site.imagined ? [] : [...site.frame.stack, { path: site.frame.module.path, span: site.span }];
  const frame: Frame = {
    module,
    scope,
    stack,
    function: callee,
    ...(callee.self ? { self: callee.self } : callee.definition.isArrow && site.frame.self ? { self: site.frame.self } : {}),
    ...(callee.owner ? { class: callee.owner } : {}),
    ...(site.frame.guarded ? { guarded: true } : {}),
  };
  run.recorder.reach(definition);
  const body = (given: Arguments) => {
    bindInto(callee, given, frame, run);
    return run.execute(definition.body, frame);
  };
  const flow = run.enter(
    definition,
    () => (module === site.frame.module ? body(args) : run.budget(FOREIGN_BUDGET, () => body(args))),
    () => body(blurred(args)),
  );
  if (!flow) return unknownValue('a call that was not followed to its end');
  if (definition.isGenerator) return listOf('list', { each: unknownValue('item of a generator') });
  return resultOf(flow);
}

/** The same objects, any other values. */
function blurred({ positional, named, open }: Arguments): Arguments {
  const blur = (passed: PassedArgument): PassedArgument =>
    isPlain.has(passed.value.kind) ? { ...passed, value: unknownValue('an argument of some call') } : passed;
  return { positional: positional.map(blur), named: new Map([...named].map(([name, value]) => [name, blur(value)])), open };
}

const isPlain: ReadonlySet<Value['kind']> = new Set(['number', 'float', 'text', 'flag', 'none', 'tensor']);

/** What a call returns: falling off the end returns nothing; a function that only raises never returns. */
function resultOf(flow: Flow): Value {
  if (!flow.returns) return flow.falls || !flow.raises ? none : unknownValue('never returns');
  return flow.falls ? join(flow.returns, none) : flow.returns;
}

function bindInto(callee: FunctionValue, args: Arguments, frame: Frame, run: Run): void {
  const { definition } = callee;
  const takesSelf = callee.self !== undefined && frame.module.language === 'python' && callee.binding !== 'static';
  const passed: Arguments = takesSelf ? { ...args, positional: [{ value: callee.self as Value }, ...args.positional] } : args;
  bindParameters(definition, passed).forEach((argument, index) => {
    const param = definition.params[index];
    if (!param) return;
    const value =
      argument?.value ??
      callee.defaults.get(index) ??
      (frame.module.language === 'typescript' ? none : unknownValue(`no argument for '${param.name ?? '?'}'`));
    // JavaScript evaluates a default at the call, also for an argument that is undefined. Nobody's call says nothing about it.
    const defaulted = param.fallback && frame.module.language === 'typescript' && !(args.open && value.kind === 'unknown');
    const plain = defaulted && param.fallback ? orFallback(value, param.fallback, frame, run) : value;
    const given = withAnnotation(plain, param.annotation, frame.module);
    run.assign(param.target, given, frame, 'let');
    if (param.name !== undefined && param.nameSpan) run.recorder.note(frame.module.path, param.name, param.nameSpan, 'parameter', given);
  });
}

export function instantiate(callee: ClassValue, args: Arguments, site: CallSite, run: Run): Value {
  const instance = newInstance(callee, false);
  const make = constructorOf(callee);
  initialiseFields(callee, instance, site, run);
  if (make) callFunction({ ...make, self: instance }, args, site, run);
  return instance;
}

/** TypeScript's field initialisers, those of base classes first. */
function initialiseFields(of: ClassValue, instance: Value, site: CallSite, run: Run): void {
  for (const base of of.bases) if (base.kind === 'class') initialiseFields(base, instance, site, run);
  const frame: Frame = { module: of.module, scope: new Scope(of.scope, true), stack: site.frame.stack, self: instance, class: of };
  for (const field of of.statement.fields) {
    const target: Pattern = {
      kind: 'attribute',
      object: { kind: 'name', name: 'this', span: field.span },
      name: field.name,
      nameSpan: field.span,
      span: field.span,
    };
    if (field.value) run.assign(target, run.evaluate(field.value, frame), frame);
  }
}

/**
 * Functions that nothing calls may run in any order, each any number of times: runs them silently, and goes on with what the state can be
 * before or after each. So a variable that one of them sets later is not taken for what it was at the start.
 */
export function recallWrites(bodies: readonly (() => void)[], run: Run): void {
  const journals = run.recorder.silently(() => bodies.map(body => run.trail.attempt(body).journal));
  if (journals.length > 0) run.trail.merge([...journals, unchanged]);
}

/** A class that nothing made an instance of, or whose methods nothing called: an instance with unknown arguments stands in. */
export function runClass(of: ClassValue, frame: Frame, run: Run): void {
  const methods = [...of.members.values()].filter(member => member.kind === 'function');
  if (methods.every(method => run.recorder.hasReached(method.definition))) return;
  const self = newInstance(of, true);
  const make = constructorOf(of);
  const site: CallSite = { frame, span: of.statement.span, imagined: true };
  initialiseFields(of, self, site, run);
  if (make) callFunction({ ...make, self, defaults: new Map() }, { positional: [], named: new Map(), open: true }, site, run);
  const pending = methods
    .filter(method => method !== make)
    .map(method => () => callUnreached({ ...method, self: method.binding === 'class' ? of : self }, frame, run));
  recallWrites(pending, run);
  for (const body of pending) run.trail.attempt(body);
}

/** Runs a function that nothing called, with nothing known of its arguments, so that what is written in it is seen all the same. */
export function callUnreached(callee: FunctionValue, frame: Frame, run: Run): void {
  if (run.recorder.hasReached(callee.definition)) return;
  callFunction(
    { ...callee, defaults: new Map() },
    { positional: [], named: new Map(), open: true },
    { frame, span: callee.definition.span, imagined: true },
    run,
  );
}

/** `super().method` and `super.method`: looks past the class that the running method was defined in. */
export function superMember(name: string, frame: Frame): Value | undefined {
  const { class: owner, self } = frame;
  if (!owner || !self) return undefined;
  for (const base of owner.bases) {
    if (base.kind !== 'class') continue;
    const member = memberOf(base, name);
    if (member?.kind === 'function') return { ...member, self };
    if (member) return member;
  }
  return undefined;
}

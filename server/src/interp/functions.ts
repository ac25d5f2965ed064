/** Calling functions, methods and classes of the user's code. */
import type { FunctionDefinition, Location, Pattern, Span } from '#server/ir/ir.ts';
import { withAnnotation } from './annotation.ts';
import { bindParameters } from './bind.ts';
import { constructorOf, forgetAttributes, newInstance } from './classes.ts';
import { isEnumeration, memberOfValue } from './enumeration.ts';
import { orFallback } from './fallback.ts';
import { tupleMakerOf } from './fields.ts';
import { constructObject, setUp } from './framework-objects.ts';
import { generate } from './generators.ts';
import { isHalfTypedCall } from './half-typed.ts';
import { signedParameters } from './input-signature.ts';
import { join } from './join.ts';
import { memberBehind, memberOf } from './mro.ts';
import { namedTuple } from './named-tuples.ts';
import { objectAttribute } from './object-attributes.ts';
import { openValue } from './open-values.ts';
import { protocolOf } from './protocol.ts';
import {
  type Arguments,
  type CallSite,
  type Flow,
  type Frame,
  type ModuleContext,
  noArguments,
  type PassedArgument,
  type Run,
} from './run.ts';
import { Scope } from './scope.ts';
import { doing } from './state/ledger.ts';
import { annotatedParameters, annotatedValue } from './tensor-annotation.ts';
import { type ClassValue, type FunctionValue, type InstanceValue, none, unknownValue, type Value } from './value.ts';

/** Steps that a call into another file may take: a library's depths must not use up what the file at hand needs. */
const FOREIGN_BUDGET = 25_000;

export function callFunction(callee: FunctionValue, args: Arguments, site: CallSite, run: Run): Value {
  const { definition, module } = callee;
  setUp(callee, site, run);
  const scope = new Scope(callee.scope, true);
  const withDefaults = site.imagined === 'with-defaults';
  const stack: readonly Location[] = site.imagined ? [] : [...site.frame.stack, { path: site.frame.module.path, span: site.span }];
  const frame: Frame = {
    module,
    scope,
    stack,
    function: callee,
    activation: {
      definition,
      path: module.path,
      attempts: run.trail.attempts,
      ...(site.frame.activation && !site.imagined ? { parent: site.frame.activation } : {}),
      ...(callee.self?.kind === 'instance' ? { of: callee.self.class } : {}),
    },
    ...(callee.self ? { self: callee.self } : callee.definition.isArrow && site.frame.self ? { self: site.frame.self } : {}),
    ...(callee.owner ? { class: callee.owner } : {}),
    ...(module.language === 'python' ? { axes: new Map() } : {}),
    ...(site.frame.guarded || isHalfTypedCall(site) ? { guarded: true } : {}),
    ...(site.frame.defaults ? { defaults: site.frame.defaults } : {}),
    ...(site.frame.supposed || (withDefaults && definition.params.some(param => param.fallback)) ? { supposed: true } : {}),
  };
  run.recorder.reach(definition);
  const body = (given: Arguments, inside: Frame) => {
    bindInto(callee, given, inside, run, withDefaults);
    return run.execute(definition.body, inside);
  };
  const enter = (inside: Frame) =>
    run.enter(
      definition,
      () => (module === site.frame.module ? body(args, inside) : run.budget(FOREIGN_BUDGET, () => body(args, inside))),
      () => body(blurred(args), inside),
    );
  if (definition.isGenerator) {
    return generate(frame, scope.born - 1, enter, run);
  }
  return run.memo.call(callee, args, site, frame, () => {
    const flow = enter(frame);
    const result = flow ? resultOf(flow) : unknownValue('a call that was not followed to its end');
    return frame.axes ? annotatedValue(result, definition.returns, frame.axes, definition.nameSpan ?? definition.span, frame, run) : result;
  });
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

function bindInto(callee: FunctionValue, args: Arguments, frame: Frame, run: Run, withDefaults: boolean): void {
  const { definition } = callee;
  const takesSelf = callee.self !== undefined && frame.module.language === 'python' && callee.binding !== 'static';
  const passed: Arguments = takesSelf ? { ...args, positional: [{ value: callee.self as Value }, ...args.positional] } : args;
  const missing: typeof unpassed = (param, ...rest) =>
    (withDefaults ? defaultOf(callee, param, frame, run) : undefined) ?? unpassed(param, ...rest);
  const { language } = frame.module;
  const bound = bindParameters(definition, passed, language, param => missing(param, frame, run)).map(
    (argument, index) =>
      argument?.value ??
      callee.defaults.get(index) ??
      (language === 'typescript' ? none : unknownValue(`no argument for '${definition.params[index]?.name ?? '?'}'`)),
  );
  const values = language === 'python' ? annotated(definition, bound, takesSelf, frame, run) : bound;
  values.forEach((value, index) => {
    const param = definition.params[index];
    if (!param) return;
    // JavaScript evaluates a default at the call, also for an argument that is undefined. Nobody's call says nothing about it.
    const defaulted = param.fallback && language === 'typescript' && !(args.open && value.kind === 'unknown');
    const plain = defaulted && param.fallback ? orFallback(value, param.fallback, frame, run) : value;
    const given = withAnnotation(plain, param.annotation, frame.module, run);
    run.assign(param.target, given, frame, 'let');
    if (param.name !== undefined && param.nameSpan) run.recorder.note(frame.module.path, param.name, param.nameSpan, 'parameter', given);
  });
}

/** The values with what the annotations of their parameters say of them. */
function annotated(definition: FunctionDefinition, values: readonly Value[], takesSelf: boolean, frame: Frame, run: Run): readonly Value[] {
  const signed = definition.decorators.length > 0 ? signedParameters(definition, values, takesSelf, frame, run) : values;
  return frame.axes ? annotatedParameters(definition, signed, frame.axes, frame, run) : signed;
}

function defaultOf(callee: FunctionValue, param: FunctionDefinition['params'][number], frame: Frame, run: Run): Value | undefined {
  if (frame.module.language === 'python') return callee.defaults.get(callee.definition.params.indexOf(param));
  return param.fallback && run.evaluate(param.fallback, frame);
}

/** An argument that nobody passes: it can turn out to be a tensor, and if it is an integer, it is one of that name. */
function unpassed({ name = '?', span }: FunctionDefinition['params'][number], frame: Frame, run: Run): Value {
  return openValue(`no argument for '${name}'`, name, `${name}@${frame.module.path}:${span.start}#${run.fresh()}`);
}

export function instantiate(callee: ClassValue, args: Arguments, site: CallSite, run: Run): Value {
  if (isEnumeration(callee)) return memberOfValue(callee, args);
  const tuple = tupleMakerOf(callee);
  if (tuple && !memberOf(callee, '__new__')) return namedTuple(callee, callFunction(tuple, args, site, run));
  if (
    callee.module.language === 'python' &&
    (memberOf(callee, '__new__') || callee.statement.bases.some(({ name }) => name === 'metaclass'))
  )
    return unknownValue('an object that its class makes in its own way');
  const instance = newInstance(callee, false);
  construct(callee, instance, args, site, run);
  if (!site.frame.function && run.trail.attempts === site.frame.module.attempts && callee.module === site.frame.module)
    made(instance, callee.module);
  return instance;
}

function made(instance: InstanceValue, { made: all }: ModuleContext): void {
  const undo = () => void all.splice(all.lastIndexOf(instance), 1);
  doing(() => void all.push(instance), undo);
}

/** Runs the constructor; in JavaScript fields are initialised before it, in a derived class when its `super(…)` has returned. */
export function construct(of: ClassValue, instance: Value, args: Arguments, site: CallSite, run: Run): void {
  const base = of.bases.find(each => each.kind === 'class');
  const own = of.members.get('constructor');
  const make = of.module.language === 'python' || own?.kind === 'function' || !base ? constructorOf(of) : undefined;
  if (of.module.language !== 'python') {
    if (base && !make) construct(base, instance, args, site, run);
    if (!base || !make) initialiseFields(of, instance, site, run);
  }
  if (make) callFunction({ ...make, self: instance }, args, site, run);
  else if (instance.kind === 'instance' && protocolOf(instance.class)) constructObject(instance, args, site, run);
  // What is given to a constructor that cannot be seen becomes attributes: a dataclass, a named tuple.
  else if (of.module.language === 'python' && instance.kind === 'instance' && (args.open || args.positional.length + args.named.size > 0))
    forgetAttributes(instance, run);
}

/** `super(…)` in a constructor. */
export function constructBase(args: Arguments, site: CallSite, run: Run): void {
  const { class: owner, self } = site.frame;
  if (!owner || !self) return;
  const base = owner.bases.find(each => each.kind === 'class');
  if (base) construct(base, self, args, site, run);
  initialiseFields(owner, self, site, run);
}

/** TypeScript's field initialisers. */
function initialiseFields(of: ClassValue, instance: Value, site: CallSite, run: Run): void {
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

/** What the framework's own class does: `super().__init__(…)`, `super().forward(x)`. */
function behindFrameworks(self: Value, name: string, site: CallSite, run: Run): Value | undefined {
  if (self.kind !== 'instance') return undefined;
  const protocol = protocolOf(self.class);
  if (!protocol) return undefined;
  if (name === '__init__') return { kind: 'method', object: self, does: { kind: 'construct' } };
  if (name === protocol.call && protocol.holds) return { kind: 'method', object: self, does: { kind: 'contained' } };
  return objectAttribute(self, name, site, run);
}

/** `super().method` and `super.method`: looks past the class that the running method was defined in. */
export function superMember(name: string, frame: Frame, span: Span, run: Run): Value | undefined {
  const { class: owner, self } = frame;
  if (!owner || !self) return undefined;
  const of = self.kind === 'instance' ? self.class : self.kind === 'class' ? self : owner;
  const member = memberBehind(owner, of, name) ?? behindFrameworks(self, name, { frame, span }, run);
  if (member?.kind !== 'function' || member.binding === 'static') return member;
  const bound = { ...member, self };
  return member.binding === 'getter' ? run.call(bound, noArguments, { frame, span }) : bound;
}

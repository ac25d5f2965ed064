/** Functions and classes that nothing in the code calls: they are run on their own, so that what is written in them is seen all the same. */

import { constructorOf, newInstance } from './classes.ts';
import { setUpObject } from './framework-objects.ts';
import { callFunction, construct } from './functions.ts';
import { mroOf } from './mro.ts';
import { protocolOf } from './protocol.ts';
import type { Arguments, CallSite, Frame, ModuleContext, Run } from './run.ts';
import { nextBirth } from './state/cell.ts';
import { type Journal, unchanged } from './state/trail.ts';
import { stillHolds, type Watch, watched } from './state/watch.ts';
import { type Tape, Tapes } from './tape.ts';
import { applyUnapplied } from './unapplied.ts';
import type { ClassValue, FunctionValue, InstanceValue, PartialValue } from './value.ts';

/** Steps that one function may take which nothing calls. */
const UNREACHED_BUDGET = 60_000;
/** Steps for one function, and for how many, that are run once more for the parts that conditions left out. */
const SECOND_BUDGET = 15_000;
const MAX_SECOND = 40;

type Imagined = NonNullable<CallSite['imagined']>;

const anything: Arguments = { positional: [], named: new Map(), open: true };

const frameOf = (module: ModuleContext): Frame => ({ module, scope: module.scope, stack: [] });

/** What a body does when it runs first: what it rests on, and what is recorded of it. */
interface Rehearsal {
  readonly journal: Journal;
  readonly watch: Watch;
  readonly tape: Tape;
}

/** Something that nothing calls. */
interface Body {
  run(): void;
  /** What it stands for, where a run of it can be kept, and what it depends on besides the state: see `KeptRuns.body`. */
  readonly of?: object;
  readonly inputs?: readonly unknown[];
}

/**
 * Functions that nothing calls may run in any order, each any number of times: runs them silently, and goes on with what the state can be
 * before or after each. So a variable that one of them sets later is not taken for what it was at the start.
 */
function recall(bodies: readonly Body[], run: Run): readonly Rehearsal[] {
  const tapes = new Tapes(run.recorder);
  const rehearse = ({ run: body, of, inputs = [] }: Body): Rehearsal =>
    run.kept && of
      ? run.kept.body('before', of, inputs, run, body)
      : tapes.recorded(
          () => watched(nextBirth(), () => run.trail.attempt(body).journal),
          ({ result: journal, watch }) => ({ journal, watch }),
        );
  const rehearsals = run.recorder.silently(() => bodies.map(rehearse));
  if (rehearsals.length > 0) run.trail.merge([...rehearsals.map(({ journal }) => journal), unchanged]);
  return rehearsals;
}

/** Then each of them is run from that state, to be recorded; most rest on nothing that others change, and need not be run again. */
function inAnyOrder(bodies: readonly Body[], run: Run): void {
  const rehearsals = recall(bodies, run);
  if (!run.recorder.listens) return;
  const tapes = new Tapes(run.recorder);
  // What one reaches, those after it leave alone: after one that does something else than before, all are run.
  let isSame = true;
  bodies.forEach((body, at) => {
    const rehearsal = rehearsals[at];
    isSame &&= rehearsal !== undefined && stillHolds(rehearsal.watch);
    if (isSame && rehearsal) tapes.publish(rehearsal.tape);
    else again(body, run);
  });
}

/** Runs a body where what it does is recorded. */
function again({ run: body, of, inputs = [] }: Body, run: Run): void {
  if (!run.kept || !of) {
    run.trail.attempt(body);
    return;
  }
  // What is kept of it is recorded by whoever asks; what runs now records itself.
  const { tape, isKept } = run.kept.body('after', of, inputs, run, body);
  if (isKept) new Tapes(run.recorder).publish(tape);
}

export const recallWrites = (module: ModuleContext, run: Run): void => void recall(unreachedOf(module, run), run);

export function runUnreached(module: ModuleContext, run: Run): void {
  const pending = unreachedOf(module, run).map(body => ({ ...body, run: () => void run.budget(UNREACHED_BUDGET, () => body.run()) }));
  inAnyOrder(pending, run);
  run.recorder.hypothetically(() => {
    lookAgain(module, run);
    applyUnapplied(module, run);
  });
}

/**
 * Functions and classes that the module defines, each as something to run. What is written further down mostly calls what stands above it, so
 * the last come first: a helper is then seen with what its callers give it.
 */
function unreachedOf(module: ModuleContext, run: Run): readonly Body[] {
  const frame = frameOf(module);
  const imagined: Imagined = run.world.supposesDefaults ? 'with-defaults' : 'with-anything';
  const values = [...module.scope.variables.values(), ...module.exports.variables.values()].map(cell => cell.current);
  return [...new Set([...values, ...module.orphans])].toReversed().flatMap(value => {
    // A method is run with its class.
    if (value?.kind === 'function' && value.owner && module.orphans.has(value)) return [];
    if (value?.kind === 'function' && value.module === module)
      return [{ of: value, run: () => callUnreached(value, imagined, frame, run) }];
    if (value?.kind === 'partial') return unreachedPartial(value, imagined, frame, run);
    if (value?.kind !== 'class' || value.module !== module) return [];
    return [{ of: value, inputs: [...madeOf(value), ...orphansOf(value)], run: () => runClass(value, imagined, frame, run) }];
  });
}

/** A function whose decorators say what it is given: `@click.option`. */
function unreachedPartial(value: PartialValue, imagined: Imagined, frame: Frame, run: Run): readonly Body[] {
  let { callee } = value;
  while (callee.kind === 'partial') callee = callee.callee;
  if (callee.kind !== 'function' || callee.module !== frame.module || callee.definition.decorators.length === 0) return [];
  const { definition } = callee;
  const body = () => {
    if (!run.recorder.hasReached(definition)) run.call(value, anything, { frame, span: definition.span, imagined });
  };
  return [{ of: value, run: body }];
}

/** Objects of a class that its methods are run on. */
const MAX_OBJECTS = 3;

/** A class whose methods nothing called: they are run on the objects that the module makes of it, else on one that nothing is known of. */
function runClass(of: ClassValue, imagined: Imagined, outer: Frame, run: Run): void {
  const methods = [...methodsOf(of), ...orphansOf(of)];
  const wanted = new Set(methods.filter(method => !run.recorder.hasReached(method.definition)));
  if (wanted.size === 0) return;
  const made = madeOf(of);
  for (const self of made) callMethods(of, self, methods, imagined, outer, run, method => wanted.has(method));
  if (made.length === 0) runMethods(of, methods, imagined, outer, run, method => !run.recorder.hasReached(method.definition));
}

/** The objects that the module makes of it. */
const madeOf = (of: ClassValue): readonly InstanceValue[] =>
  of.module.made.filter(each => mroOf(each.class).some(base => base.statement === of.statement)).slice(0, MAX_OBJECTS);

/** Methods behind decorators that nobody can see. */
const orphansOf = (of: ClassValue): readonly FunctionValue[] =>
  [...of.module.orphans].filter(each => each.kind === 'function' && each.owner?.statement === of.statement) as FunctionValue[];

const methodsOf = (of: ClassValue): readonly FunctionValue[] => [...of.members.values()].filter(member => member.kind === 'function');

function runMethods(
  of: ClassValue,
  methods: readonly FunctionValue[],
  imagined: Imagined,
  outer: Frame,
  run: Run,
  isWanted: (method: FunctionValue) => boolean,
): void {
  const self = newInstance(of, true);
  const make = constructorOf(of);
  const site: CallSite = { frame: outer, span: of.statement.span, imagined };
  if (of.module.language === 'python') {
    if (make) callFunction({ ...make, self }, anything, site, run);
    setUpObject(self, site, run);
  } else construct(of, self, anything, site, run);
  const supposed = imagined === 'with-defaults' && make?.definition.params.some(param => param.fallback);
  callMethods(
    of,
    self,
    methods.filter(method => method !== make),
    imagined,
    supposed ? { ...outer, supposed } : outer,
    run,
    isWanted,
  );
}

function callMethods(
  of: ClassValue,
  self: InstanceValue,
  methods: readonly FunctionValue[],
  imagined: Imagined,
  frame: Frame,
  run: Run,
  isWanted: (method: FunctionValue) => boolean,
): void {
  // What the framework calls comes first: it calls the others.
  const entry = protocolOf(of)?.call;
  const isEntry = (method: FunctionValue) => Number(method.definition.name !== undefined && method.definition.name === entry);
  const pending = methods
    .toReversed()
    .sort((a, b) => isEntry(b) - isEntry(a))
    .map(method => ({
      run: () => {
        if (isWanted(method)) imagine({ ...method, self: method.binding === 'class' ? of : self }, imagined, frame, run);
      },
    }));
  inAnyOrder(pending, run);
}

function callUnreached(callee: FunctionValue, imagined: Imagined, frame: Frame, run: Run): void {
  if (!run.recorder.hasReached(callee.definition)) imagine(callee, imagined, frame, run);
}

const imagine = (callee: FunctionValue, imagined: Imagined, frame: Frame, run: Run) =>
  callFunction(callee, anything, { frame, span: callee.definition.span, imagined }, run);

/** Runs once more, with nothing known of their arguments, functions of which a part was always passed over: the calls in it have shapes too. */
function lookAgain(module: ModuleContext, run: Run): void {
  const frame = frameOf(module);
  const classes = new Set<ClassValue>();
  for (const callee of run.recorder.withSkippedParts.filter(each => each.module === module).slice(0, MAX_SECOND)) {
    const of = callee.self?.kind === 'instance' ? callee.self.class : undefined;
    if (of && of.module === module) {
      if (classes.has(of)) continue;
      classes.add(of);
    }
    const body =
      of && of.module === module
        ? () => runMethods(of, methodsOf(of), 'with-anything', frame, run, () => true)
        : () => imagine(callee, 'with-anything', frame, run);
    run.trail.attempt(() => run.budget(SECOND_BUDGET, body));
  }
}

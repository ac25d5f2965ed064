/** Puts the constructs together: an interpreter for one analysis, with its trail, its recorder and its fuel. */
import type { Expr, FunctionDefinition, Span } from '#server/ir/ir.ts';
import { assignPattern } from './assign.ts';
import { World } from './assumptions.ts';
import { attributeOf } from './attribute.ts';
import { callValue } from './call.ts';
import { evaluateExpr } from './evaluate.ts';
import { executeBlock } from './execute.ts';
import type { KeptRuns } from './kept-runs.ts';
import { libraryAttribute, libraryBehind } from './library/index.ts';
import { Memo } from './memo.ts';
import type { Recorder } from './recorder.ts';
import type { Flow, Frame, ModuleContext, Run } from './run.ts';
import { markUnique } from './state/ledger.ts';
import { Trail } from './state/trail.ts';
import { Tapes } from './tape.ts';
import { recallWrites, runUnreached } from './unreached.ts';
import { unknownValue, type Value } from './value.ts';

/** Thrown when an analysis has used up what it may; caught at its top, never shown. */
export class OutOfFuel extends Error {}

/** A budget ran out; caught where it was given. */
class OutOfBudget extends Error {}

/** Steps (statements, expressions, loop turns) that the analysis of one file may take. */
export const FUEL = 250_000;
/** Expressions and statements nested in one another, over all calls: keeps the machine's own stack safe. */
const MAX_NESTING = 1_200;

/** Calls nested in one another; deeper ones give unknown. */
const MAX_CALL_DEPTH = 40;
/** Of those, calls of the same function: a network built by recursion is about as deep as it has levels. */
const MAX_RECURSION = 16;
/** Calls of a function from within itself, below one outermost call: bounds recursion that branches. */
const MAX_RECURSIVE_CALLS = 64;

export interface InterpreterOptions {
  readonly recorder: Recorder;
  readonly fuel?: number;
  readonly world?: World;
  readonly kept?: KeptRuns;
  /** The module an import names, already run; undefined for one outside the workspace. */
  importModule(path: string, level: number, from: ModuleContext): Value | undefined;
}

export interface Interpreter extends Run {
  /** Runs a module from top to bottom, then what nothing in it called, each with unknown arguments. */
  runModule(module: ModuleContext): void;
  /** Joins into the module's state what its functions would write. */
  recallWrites(module: ModuleContext): void;
  /** Runs functions and methods defined in the module that nothing reached. */
  runUnreached(module: ModuleContext): void;
}

export function createInterpreter({
  recorder,
  fuel = FUEL,
  kept,
  world = kept?.world ?? new World(),
  importModule,
}: InterpreterOptions): Interpreter {
  let left = fuel;
  /** Fuel that the running budget must leave. */
  let floor = 0;
  let depth = 0;
  const activations = new Map<FunctionDefinition, { active: number; recursive: number }>();
  let nesting = 0;
  let symbols = kept?.symbols ?? 0;
  /** A call is not followed: nothing is known any more of what it, or a call below it, may write. */
  let giving = false;
  const giveUp = (body: () => unknown): void => {
    giving = true;
    try {
      const { journal } = run.trail.attempt(() => recorder.silently(body));
      for (const cell of journal.written.keys()) run.trail.write(cell, cell.nothing);
    } finally {
      giving = false;
    }
  };
  const run: Interpreter = {
    trail: new Trail(),
    recorder,
    memo: new Memo(new Tapes(recorder)),
    world,
    turns: 1,
    get fuel() {
      return left;
    },
    spend() {
      if (--left < floor) throw left < 0 ? new OutOfFuel() : new OutOfBudget();
    },
    charge(steps) {
      left -= steps;
    },
    budget(steps, body) {
      if (floor > 0 || left <= steps) return body();
      floor = left - steps;
      try {
        return run.trail.contain(body, isBrokenOff);
      } finally {
        floor = 0;
      }
    },
    fresh: () => symbols++,
    enter(definition, body, anyCall) {
      const calls = activations.get(definition) ?? { active: 0, recursive: 0 };
      activations.set(definition, calls);
      if (depth >= MAX_CALL_DEPTH || calls.active >= MAX_RECURSION || calls.recursive >= MAX_RECURSIVE_CALLS) {
        if (!giving) giveUp(anyCall);
        return undefined;
      }
      if (calls.active > 0) calls.recursive++;
      depth++;
      calls.active++;
      try {
        return body();
      } finally {
        depth--;
        // The outermost call has returned: the next one may recurse anew.
        if (--calls.active === 0) calls.recursive = 0;
      }
    },
    evaluate(expr: Expr, frame: Frame): Value {
      run.spend();
      if (nesting >= MAX_NESTING) return unknownValue('nested too deeply');
      nesting++;
      try {
        return evaluateExpr(expr, frame, run);
      } finally {
        nesting--;
      }
    },
    assign: (target, value, frame, declares) => assignPattern(target, value, frame, run, declares),
    execute(body, frame): Flow {
      if (nesting >= MAX_NESTING) return { falls: true };
      nesting++;
      try {
        return executeBlock(body, frame, run);
      } finally {
        nesting--;
      }
    },
    call: (callee, args, site) => callValue(callee, args, site, run),
    attribute(object: Value, name: string, frame: Frame, span: Span): Value {
      const value = libraryAttribute(object, name, frame, span, run) ?? attributeOf(object, name, frame, span, run);
      return (value.kind === 'namespace' && libraryBehind(value)) || value;
    },
    importModule: kept ? (path, level, from) => kept.imported({ path, level, from, value: importModule(path, level, from) }) : importModule,
    ...(kept ? { kept } : {}),
    runModule(module) {
      module.attempts = run.trail.attempts;
      if (kept) kept.runModule(module, frameOf(module), run);
      else run.execute(module.ir.body, frameOf(module));
    },
    recallWrites: module => recallWrites(module, run),
    runUnreached: module => (kept ? kept.passing(run, () => runUnreached(module, run)) : runUnreached(module, run)),
  };
  return run;
}

/** How far it came depends on what had run before: calls whose results are remembered take fewer steps. */
function isBrokenOff(error: unknown): boolean {
  if (!(error instanceof OutOfBudget)) return false;
  markUnique();
  return true;
}

const frameOf = (module: ModuleContext): Frame => ({ module, scope: module.scope, stack: [] });

/**
 * What is kept of the last run of a module for the next one, after its text has changed a little. A stretch of execution (a statement of the
 * module, a function that nothing calls) is not run again where it would certainly do what it did: its code is the same object, and all that it
 * read, missed, asked and wrote over is as it was then. What it wrote is written again, and what was recorded of it is recorded again.
 *
 * For that every run begins in the state in which the first one began: at the end of each all that it did is taken back.
 */
import type { Stmt } from '#server/ir/ir.ts';
import { World } from './assumptions.ts';
import { functionValue } from './classes.ts';
import { executeStatement, hoisted } from './execute.ts';
import { leaves } from './flow.ts';
import type { Interpreter } from './interpreter.ts';
import type { Flow, Frame, ModuleContext, Run } from './run.ts';
import { nextBirth } from './state/cell.ts';
import { type Effect, type Ledger, noted } from './state/ledger.ts';
import type { Journal, State } from './state/trail.ts';
import { repeats, type Watch, watched } from './state/watch.ts';
import { type Tape, Tapes } from './tape.ts';
import type { Value } from './value.ts';

/** What is left of the last run cannot be used: the module is to be run from the beginning. */
export class Afresh extends Error {
  /** Nothing could be kept of that either. */
  readonly inVain: boolean;

  constructor(inVain = false) {
    super('run afresh');
    this.inVain = inVain;
  }
}

/** Steps that must be left at the end: the last bounds on single functions depend on how many there are. */
const RESERVE = 70_000;
/** What a run leaves behind that the next ones do not use is let go of after so many. */
const MOST_RUNS = 300;
/** Runs for which nothing is kept once keeping has turned out to be in vain. */
const PAUSE = 40;

interface Import {
  readonly path: string;
  readonly level: number;
  readonly from: ModuleContext;
  readonly value: Value | undefined;
}

interface Stretch {
  readonly watch: Watch;
  readonly tape: Tape;
  readonly ledger: Ledger;
  readonly imports: readonly Import[];
  readonly steps: number;
  /** What else it depends on, told apart by identity. */
  readonly inputs: readonly unknown[];
}

interface StatementRun extends Stretch {
  readonly after: State;
}

/** A run that was taken back at once. */
export interface BodyRun extends Stretch {
  readonly journal: Journal;
  /** It was not run now: what is on the tape has not been recorded. */
  readonly isKept: boolean;
}

export class KeptRuns {
  /** How many stretches were run, and how many were not run again, the last time. */
  counts = { run: 0, kept: 0 };
  world = new World();
  #module: ModuleContext | undefined;
  #statements = new Map<object, StatementRun>();
  #bodies = new Map<string, Map<object, BodyRun>>();
  #newStatements = new Map<object, StatementRun>();
  #newBodies = new Map<string, Map<object, BodyRun>>();
  #undo: (() => void)[] = [];
  #imports: Import[] | undefined;
  /** There is a run before this one. */
  #goesOn = false;
  #runs = 0;
  #pause = 0;
  /** Symbols made so far: those of later runs must be others. */
  #symbols = 0;

  /** Undefined while keeping is in vain. `fresh`: the module as if it had never been run. */
  begin(fresh: ModuleContext): ModuleContext | undefined {
    if (this.#pause > 0) {
      this.#pause--;
      return undefined;
    }
    const module = this.#module;
    this.#goesOn = module !== undefined && ++this.#runs < MOST_RUNS && isLike(module, fresh) && this.#hasAllBases(fresh.ir.body);
    this.counts = { run: 0, kept: 0 };
    if (!module || !this.#goesOn) {
      this.forget();
      this.#module = fresh;
      return fresh;
    }
    this.world.clear();
    return Object.assign(module, { text: fresh.text, ir: fresh.ir });
  }

  /** Nothing is known of earlier runs. */
  forget(): void {
    this.world = new World();
    this.#module = undefined;
    this.#goesOn = false;
    this.#runs = 0;
    this.#statements.clear();
    this.#bodies.clear();
    this.#newStatements = new Map();
    this.#newBodies = new Map();
    this.#undo = [];
  }

  /** Keeping has turned out to be in vain. */
  pause(): void {
    this.forget();
    this.#pause = PAUSE;
  }

  get symbols(): number {
    return this.#symbols;
  }

  /** Takes back what the run has done. */
  end(run: Interpreter): void {
    for (const undo of this.#undo.toReversed()) undo();
    this.#undo = [];
    this.#symbols = run.fresh();
    if (run.fuel < RESERVE) {
      this.pause();
      return;
    }
    this.#statements = this.#newStatements;
    this.#bodies = this.#newBodies;
    this.#newStatements = new Map();
    this.#newBodies = new Map();
  }

  /** An import that the run makes. */
  imported(made: Import): Value | undefined {
    this.#imports?.push(made);
    return made.value;
  }

  runModule(module: ModuleContext, frame: Frame, run: Interpreter): void {
    module.attempts = run.trail.attempts;
    const isPlain = lineTest(module);
    for (const { name, definition } of hoisted(module.ir.body, module))
      this.#statement(definition, () => void frame.scope.declare(name, functionValue(definition, frame, run), run.trail), true, run);
    for (const statement of module.ir.body) this.#statement(statement, () => this.#execute(statement, frame, run), isPlain(statement), run);
  }

  #execute(statement: Stmt, frame: Frame, run: Run): void {
    const flow = executeStatement(statement, frame, run);
    // What stands behind it would run inside of it.
    if (!goesOn(flow)) throw new Afresh(true);
  }

  #statement(key: object, body: () => void, mayKeep: boolean, run: Interpreter): void {
    const known = mayKeep ? this.#statements.get(key) : undefined;
    if (known && this.#fits(known, [], run)) {
      this.#redo(known, run);
      const before = run.trail.restore(known.after);
      this.#undo.push(() => void run.trail.restore(before));
      this.#newStatements.set(key, known);
      return;
    }
    const { result, stretch } = this.#stretch(run, [], () => run.trail.lasting(body));
    this.#undo.push(() => {
      undoAll(stretch.ledger.effects);
      run.trail.restore(result.before);
    });
    if (mayKeep && !stretch.ledger.isUnique) this.#newStatements.set(key, { ...stretch, after: result.after });
  }

  /**
   * What `body` would do, which is not done; `kind` tells apart several ways of running what `key` stands for. The caller records it; `inputs`: what
   * it depends on besides the state.
   */
  body(kind: string, key: object, inputs: readonly unknown[], run: Run, body: () => void): BodyRun {
    const known = this.#bodies.get(kind)?.get(key);
    if (known && this.#fits(known, inputs, run)) {
      this.#redo(known, run, false);
      this.#keepBody(kind, key, known);
      return { ...known, isKept: true };
    }
    const { result: journal, stretch } = this.#stretch(run, inputs, () => run.trail.attempt(body).journal);
    this.#undo.push(() => undoAll(stretch.ledger.effects));
    const made = { ...stretch, journal, isKept: false };
    if (!stretch.ledger.isUnique) this.#keepBody(kind, key, made);
    return made;
  }

  #keepBody(kind: string, key: object, made: BodyRun): void {
    const all = this.#newBodies.get(kind) ?? new Map<object, BodyRun>();
    this.#newBodies.set(kind, all.set(key, made));
  }

  /** Runs `body` as a part of the run of which nothing is kept. */
  passing<R>(run: Run, body: () => R): R {
    const { result: ran, ledger } = noted(() => run.trail.lasting(body));
    this.#undo.push(() => {
      undoAll(ledger.effects);
      run.trail.restore(ran.before);
    });
    return ran.result;
  }

  #stretch<R>(run: Run, inputs: readonly unknown[], body: () => R): { readonly result: R; readonly stretch: Stretch } {
    const outer = this.#imports;
    const imports: Import[] = [];
    this.#imports = imports;
    const fuel = run.fuel;
    this.counts.run++;
    try {
      const { result, ledger } = noted(() =>
        new Tapes(run.recorder).recorded(
          () => watched(nextBirth(), body),
          all => all,
        ),
      );
      if (ledger.isBasis && this.#goesOn) throw new Afresh();
      return {
        result: result.result,
        stretch: { watch: result.watch, tape: result.tape, ledger, imports, steps: fuel - run.fuel, inputs },
      };
    } finally {
      this.#imports = outer;
    }
  }

  #fits(known: Stretch, inputs: readonly unknown[], run: Run): boolean {
    return (
      run.fuel - known.steps > 0 &&
      known.inputs.length === inputs.length &&
      known.inputs.every((input, at) => input === inputs[at]) &&
      known.imports.every(({ path, level, from, value }) => run.importModule(path, level, from) === value) &&
      repeats(known.watch, definition => run.recorder.hasReached(definition))
    );
  }

  #redo(known: Stretch, run: Run, isRecorded = true): void {
    this.counts.kept++;
    run.charge(known.steps);
    for (const { redo } of known.ledger.effects) redo();
    this.#undo.push(() => undoAll(known.ledger.effects));
    if (isRecorded) new Tapes(run.recorder).publish(known.tape);
    else for (const definition of known.watch.reached) run.recorder.reach(definition);
  }

  /** What others read without a note of it must be there still, in the same order. */
  #hasAllBases(body: readonly Stmt[]): boolean {
    const now = new Set<object>(body);
    return [...this.#statements].every(([key, { ledger }]) => !ledger.isBasis || now.has(key)) && !this.#hasBodyBases();
  }

  #hasBodyBases(): boolean {
    return [...this.#bodies.values()].some(all => [...all.values()].some(({ ledger }) => ledger.isBasis));
  }
}

const undoAll = (effects: readonly Effect[]): void => {
  for (const { undo } of effects.toReversed()) undo();
};

const goesOn = (flow: Flow): boolean => flow.falls && !leaves(flow) && !flow.raises;

const isLike = (a: ModuleContext, b: ModuleContext): boolean =>
  a.dialect === b.dialect &&
  a.versions.length === b.versions.length &&
  a.versions.every(
    ({ framework, generation }, at) => framework === b.versions[at]?.framework && generation === b.versions[at]?.generation,
  ) &&
  sameGiven(a, b);

/** Names that are there before the first statement. */
const sameGiven = (a: ModuleContext, b: ModuleContext): boolean =>
  a.scope.variables.size === b.scope.variables.size && [...b.scope.variables.keys()].every(name => a.scope.variables.has(name));

/** Which statements can be kept: on no line of theirs a comment states a shape. */
function lineTest({ text, ir }: ModuleContext): (statement: Stmt) => boolean {
  const lines = ir.directives.filter(({ kind }) => kind === 'shape').map(({ line }) => line);
  if (lines.length === 0) return () => true;
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return ({ span }) => !lines.some(line => (starts[line] ?? text.length) <= span.end && span.start < (starts[line + 1] ?? text.length + 1));
}

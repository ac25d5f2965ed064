/** The interpreter as its parts see it: each construct's file asks for evaluation, execution or a call through here. */

import type { CallExpr, Expr, FunctionDefinition, Language, Location, Module, Pattern, Span, Stmt } from '#server/ir/ir.ts';
import type { Container } from '#shared/ops/pack.ts';
import type { Version } from '#shared/ops/versions.ts';
import type { World } from './assumptions.ts';
import type { Dialect } from './dialect.ts';
import type { Yields } from './generators.ts';
import type { KeptRuns } from './kept-runs.ts';
import type { Memo } from './memo.ts';
import type { Recorder } from './recorder.ts';
import type { Scope } from './scope.ts';
import type { Trail } from './state/trail.ts';
import type { AxisNames } from './tensor-annotation.ts';
import type { ClassValue, DefaultsValue, FunctionValue, InstanceValue, PartialValue, Value } from './value.ts';

/** One file being run. */
export interface ModuleContext {
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  readonly dialect: Dialect;
  readonly ir: Module;
  /** TensorFlow generations that the file's own idioms leave open. */
  readonly versions: readonly Version[];
  readonly scope: Scope;
  /** JavaScript: exported name → value. */
  readonly exports: Scope;
  /** Functions and classes that no name leads to, because an unknown decorator stands before them. */
  readonly orphans: Set<FunctionValue | PartialValue | ClassValue>;
  /** Objects of its own classes that its statements certainly make, not those of functions. */
  readonly made: InstanceValue[];
  /** How many undecided branches the module as a whole is inside of: see `Trail.attempts`. */
  attempts?: number;
}

/** Where execution stands. */
export interface Frame {
  readonly module: ModuleContext;
  readonly scope: Scope;
  /** The calls that led here, outermost first. */
  readonly stack: readonly Location[];
  readonly function?: FunctionValue;
  readonly self?: Value;
  /** The class whose body runs. */
  readonly class?: ClassValue;
  /** Of a function: what the names of axes in its annotations stand for. */
  readonly axes?: AxisNames;
  /** Default arguments in force here and in what is called from here. */
  readonly defaults?: DefaultsValue;
  /** Inside a `try` whose handlers would catch what a framework raises: failing there is provided for. */
  readonly guarded?: boolean;
  /** Below a function that nothing calls, run with its parameters' defaults: another caller may give other values. */
  readonly supposed?: boolean;
  /** Of a running generator. */
  readonly yields?: Yields;
  /** The call of the running function. */
  readonly activation?: Activation;
}

/** One run of a function's body. */
export interface Activation {
  readonly definition: FunctionDefinition;
  readonly path: string;
  /** The run that it is part of. */
  readonly parent?: Activation;
  /** Of a method: the class that it was called on. */
  readonly of?: ClassValue;
  /** How many undecided branches it is inside of: see `Trail.attempts`. */
  readonly attempts: number;
}

/** How a stretch of statements can end. Each part that is there is possible; all together cover every way. */
export interface Flow {
  /** It may run through to its end. */
  readonly falls: boolean;
  /** It may return, with this value. */
  readonly returns?: Value;
  readonly breaks?: boolean;
  readonly continues?: boolean;
  /** It may go to these labels: `break outer`, `continue outer`. */
  readonly jumps?: ReadonlySet<string>;
  /** It may raise. */
  readonly raises?: boolean;
}

export interface PassedArgument {
  readonly value: Value;
  /** Where it is written; absent when it came out of `*args`. */
  readonly span?: Span;
}

export interface Arguments {
  readonly positional: readonly PassedArgument[];
  readonly named: ReadonlyMap<string, PassedArgument>;
  /** Arguments of unknown number or names took part. */
  readonly open: boolean;
  /** Nothing was given, not even an empty object of options. */
  readonly bare?: boolean;
  /** What the framework's settings are where the call is made, as far as the program has changed them. */
  readonly settings?: ReadonlyMap<string, Value>;
}

/** A call as written; absent for calls that the interpreter makes by itself (a decorator, a callback). */
export interface CallSite {
  readonly frame: Frame;
  readonly span: Span;
  readonly expr?: CallExpr;
  /** Nothing in the code makes this call: a function that nothing reached is run on its own, as if called with as little as it takes. */
  readonly imagined?: 'with-defaults' | 'with-anything';
  /** A container applies its new member: see `Check.within`. */
  readonly within?: Container;
}

export interface Run {
  readonly trail: Trail;
  readonly recorder: Recorder;
  readonly memo: Memo;
  /** What is assumed of the world outside of the code. */
  readonly world: World;
  evaluate(expr: Expr, frame: Frame): Value;
  /** Binds what a pattern names. */
  assign(target: Pattern, value: Value, frame: Frame, declares?: 'const' | 'let' | 'var'): void;
  execute(body: readonly Stmt[], frame: Frame): Flow;
  call(callee: Value, args: Arguments, site: CallSite): Value;
  attribute(object: Value, name: string, frame: Frame, span: Span): Value;
  /** The module that an import names, run if need be; undefined for one outside the workspace. */
  importModule(path: string, level: number, from: ModuleContext): Value | undefined;
  /** A number never given before in this run: tells apart the symbols made by one call that runs several times. */
  fresh(): number;
  /** Turns of the loops being unrolled, multiplied over their nesting: 1 outside of loops. */
  turns: number;
  /**
   * Runs `body` on a budget of its own, so that what it calls does not use up the fuel of everything after it. Undefined when the budget ran
   * out; then nothing is known of what it changed. Budgets do not nest: the outermost counts.
   */
  budget<R>(steps: number, body: () => R): R | undefined;
  /** Steps left. */
  readonly fuel: number;
  /** Spends fuel; throws when it runs out. */
  spend(): void;
  /** Spends as much as something took that is not run again. */
  charge(steps: number): void;
  /** What is kept of this run for the next one. */
  readonly kept?: KeptRuns;
  /**
   * Runs the body of a function; undefined where calls nest too deeply or recursion does not come to an end. Then `anyCall`, the body for any
   * arguments, tells what may have been written.
   */
  enter<R>(definition: FunctionDefinition, body: () => R, anyCall: () => unknown): R | undefined;
}

export const noArguments: Arguments = { positional: [], named: new Map(), open: false };
export const positionalArguments = (...values: readonly Value[]): Arguments => ({
  positional: values.map(value => ({ value })),
  named: new Map(),
  open: false,
});

/**
 * A module's own scope. While modules import each other in a circle, one of them asks for names that are not there yet: such a name is
 * unknown until the module that should hold it has run, and is then put right, for the functions that use it later.
 */

import { joinOptional } from './join.ts';
import { Scope } from './scope.ts';
import { newCell } from './state/cell.ts';
import { type UnknownValue, unknownValue, type Value } from './value.ts';

/** Of what remains certain of a module that was not run to its end: what its names are defined as. */
const isDefinition: ReadonlySet<Value['kind']> = new Set(['function', 'class', 'module', 'namespace', 'op', 'builtin']);

const cutShort = unknownValue('a module that was not run to its end');

export class ModuleScope extends Scope {
  /** Undefined once the module has run. */
  #waiting: (() => void)[] | undefined = undefined;

  constructor() {
    super(undefined, true);
  }

  /** Imports may ask for what is not there yet. */
  begin(): void {
    this.#waiting = [];
  }

  /** The module has run: answers those who waited. */
  complete(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const answer of waiting) answer();
  }

  get isRunning(): boolean {
    return this.#waiting !== undefined;
  }

  whenComplete(answer: () => void): void {
    this.#waiting?.push(answer);
  }

  /** A name that is there from the start. */
  give(name: string, value: Value): void {
    this.put(name, newCell<Value | undefined>(value, joinOptional, cutShort, this.born));
  }

  /** The module was not run to its end: its variables may have become something else. */
  forgetValues(): void {
    for (const cell of this.variables.values()) if (cell.current && !isDefinition.has(cell.current.kind)) cell.current = cutShort;
  }
}

const awaited = new WeakMap<UnknownValue, ModuleScope>();

/** Stands for a name of a module that has not run to its end; `from` holds the name by then. */
export function lateValue(reason: string, from: ModuleScope): UnknownValue {
  // Each its own, to be known again when it is replaced.
  const value: UnknownValue = { ...unknownValue(reason) };
  awaited.set(value, from);
  return value;
}

/** The module whose end decides what the value is. */
export function awaitedModule(value: Value | undefined): ModuleScope | undefined {
  const module = value?.kind === 'unknown' ? awaited.get(value) : undefined;
  return module?.isRunning ? module : undefined;
}

/** Variables by name. A scope belongs to a module, a function call, or (in JavaScript) a block. */

import { joinOptional } from './join.ts';
import { type Cell, newCell, nextBirth } from './state/cell.ts';
import { doing, isNoted, markBasis } from './state/ledger.ts';
import type { Trail } from './state/trail.ts';
import { type Container, counting, looking } from './state/watch.ts';
import { unknownValue, type Value } from './value.ts';

const changedUnseen = unknownValue('changed by a call that was not followed to its end');

export class Scope implements Container {
  readonly variables = new Map<string, Cell<Value | undefined>>();
  readonly parent: Scope | undefined;
  /** Python: names that `global`/`nonlocal` send to an outer scope. Few scopes have any. */
  redirected: Map<string, Scope> | undefined = undefined;
  /** Of a module: the variables that have held a framework, or an op of one. */
  frameworkNames: Set<string> | undefined = undefined;
  /** A function's or a module's own scope, where `var` and Python assignments land; a block's is not. */
  readonly isFunction: boolean;
  readonly born = nextBirth();
  /** Variables of an earlier run of the same scope, taken back. */
  #former: Map<string, Cell<Value | undefined>> | undefined;

  constructor(parent: Scope | undefined, isFunction: boolean) {
    this.parent = parent;
    this.isFunction = isFunction;
  }

  /** The value of a name here or further out. */
  get(name: string): Value | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const value = scope.own(name);
      if (value) return value;
    }
    return undefined;
  }

  /** The value of a name in this very scope. */
  own(name: string): Value | undefined {
    const cell = this.variables.get(name);
    looking(this, name, cell);
    return cell?.current;
  }

  /** The scope that holds the name, if any does. */
  holder(name: string): Scope | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) if (scope.own(name)) return scope;
    return undefined;
  }

  /** Sets the name in this very scope. */
  declare(name: string, value: Value, trail: Trail): void {
    let cell = this.variables.get(name);
    if (!cell) {
      cell = this.#former?.get(name) ?? newCell<Value | undefined>(undefined, joinOptional, changedUnseen, this.born);
      this.put(name, cell);
    }
    if (!this.parent) this.#noteFramework(name, value);
    trail.write(cell, value);
  }

  /** Gives the scope a variable, which may be that of another. */
  put(name: string, cell: Cell<Value | undefined>): void {
    if (!this.parent) this.#noteFramework(name, cell.held);
    if (isNoted(this.born)) this.#putBack(name, cell);
    else this.variables.set(name, cell);
  }

  #putBack(name: string, cell: Cell<Value | undefined>): void {
    const { variables } = this;
    const before = variables.get(name);
    const undo = () => {
      if (before) variables.set(name, before);
      else variables.delete(name);
      // It is this scope's own.
      if (cell.born === this.born) {
        this.#former ??= new Map();
        this.#former.set(name, cell);
      }
    };
    doing(() => void variables.set(name, cell), undo);
  }

  /** Which frameworks a module works with is told by its variables. */
  #noteFramework(name: string, value: Value | undefined): void {
    if (value?.kind !== 'namespace' && value?.kind !== 'op') return;
    this.frameworkNames ??= new Set();
    this.frameworkNames.add(name);
    markBasis();
  }

  /** All variables that have a value. */
  get values(): readonly (readonly [string, Value])[] {
    counting(this);
    return [...this.variables].flatMap(([name, { current }]) => (current ? [[name, current] as const] : []));
  }

  at(name: string): Cell<Value | undefined> | undefined {
    return this.variables.get(name);
  }

  get count(): number {
    return this.variables.size;
  }

  get function(): Scope {
    return this.isFunction || !this.parent ? this : this.parent.function;
  }

  get root(): Scope {
    return this.parent ? this.parent.root : this;
  }
}

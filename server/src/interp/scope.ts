/** Variables by name. A scope belongs to a module, a function call, or (in JavaScript) a block. */
import { type Cell, declaring, missing, newCell, nextBirth, type Trail } from './cell.ts';
import { joinOptional } from './join.ts';
import { unknownValue, type Value } from './value.ts';

const changedUnseen = unknownValue('changed by a call that was not followed to its end');

export class Scope {
  readonly variables = new Map<string, Cell<Value | undefined>>();
  readonly parent: Scope | undefined;
  /** Python: names that `global`/`nonlocal` send to an outer scope. Few scopes have any. */
  redirected: Map<string, Scope> | undefined = undefined;
  /** A function's or a module's own scope, where `var` and Python assignments land; a block's is not. */
  readonly isFunction: boolean;
  readonly born = nextBirth();

  constructor(parent: Scope | undefined, isFunction: boolean) {
    this.parent = parent;
    this.isFunction = isFunction;
  }

  /** The value of a name here or further out. */
  get(name: string): Value | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const value = scope.variables.get(name)?.current;
      if (value) return value;
    }
    return missing(name);
  }

  /** The scope that holds the name, if any does. */
  holder(name: string): Scope | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) if (scope.variables.get(name)?.current) return scope;
    return undefined;
  }

  /** Sets the name in this very scope. */
  declare(name: string, value: Value, trail: Trail): void {
    let cell = this.variables.get(name);
    if (!cell) {
      cell = newCell<Value | undefined>(undefined, joinOptional, changedUnseen, this.born);
      this.variables.set(name, cell);
      declaring(name);
    }
    trail.write(cell, value);
  }

  get function(): Scope {
    return this.isFunction || !this.parent ? this : this.parent.function;
  }

  get root(): Scope {
    return this.parent ? this.parent.root : this;
  }
}

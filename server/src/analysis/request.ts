/**
 * One question for the analysis of a file. Each module that is imported has fuel of its own; what all of them may take is bounded by the
 * question. A module counts with what it took to run it also where it has been run before, so that the answer does not depend on that.
 */
import type { World } from '#server/interp/assumptions.ts';
import type { ModuleValue } from '#server/interp/value.ts';

/** Steps that all imports of one question may take. */
const IMPORTS_FUEL = 3_000_000;
/** Characters that are read in the time of a step. */
const CHARACTERS_PER_STEP = 4;

/** What reading a text takes. */
export const stepsOf = (characters: number): number => Math.ceil(characters / CHARACTERS_PER_STEP);

export interface LoadedModule {
  readonly value: ModuleValue;
  /** Where it ran, with what it assumed. */
  readonly world: World;
  readonly imports: Set<LoadedModule>;
  /** What it took to read it and run it. */
  steps: number;
  /** It was not run to its end. */
  partial?: true;
  /** Something below it was not run at all, since the question had used up what it may: no answer to another question. */
  starved?: true;
  /** Something below it was too deep: how deep it was itself. */
  cutAt?: number;
}

export class Request {
  /** Files of the workspace whose text took part. */
  readonly dependencies = new Set<string>();
  /** Modules that ran for this question. */
  readonly modules = new Map<string, LoadedModule>();
  /** Something that was imported is known in part only. */
  partial = false;
  /** Steps of what has been run, as against what was known already. */
  spent = 0;
  readonly #charged = new Set<LoadedModule>();
  #left: number;

  constructor(fuel = IMPORTS_FUEL) {
    this.#left = fuel;
  }

  get isExhausted(): boolean {
    return this.#left <= 0;
  }

  begin(module: LoadedModule): void {
    this.#charged.add(module);
  }

  end(module: LoadedModule, steps: number, characters: number): void {
    module.steps = steps + stepsOf(characters);
    this.#left -= module.steps;
    this.spent += module.steps;
    if (module.partial || module.starved || module.cutAt !== undefined) this.partial = true;
  }

  /** Charges a module that has been run before, with all that it imports; false if that is more than is left. */
  takes(module: LoadedModule): boolean {
    const added = new Set<LoadedModule>();
    let left = this.#left;
    const walk = (each: LoadedModule): boolean => {
      if (this.#charged.has(each) || added.has(each)) return true;
      if (left <= 0 || each.starved) return false;
      added.add(each);
      for (const inner of each.imports) if (!walk(inner)) return false;
      left -= each.steps;
      return true;
    };
    if (!walk(module)) return false;
    this.#left = left;
    for (const each of added) {
      this.#charged.add(each);
      if (each.partial || each.cutAt !== undefined) this.partial = true;
    }
    return true;
  }
}

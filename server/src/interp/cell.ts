/**
 * Mutable state and its history. Everything that code can change (a variable, a list's items, an attribute) lives in a cell,
 * and every write goes through the trail. So a branch can be run, taken back and joined with another, without copying the state.
 */
export interface Cell<T> {
  current: T;
  /** What is known after either of two pasts. */
  readonly join: (a: T, b: T) => T;
  /** What it holds when nothing is known of it any more. */
  readonly nothing: T;
}

/** The cells that a stretch of execution wrote, each with its value before and after. */
export interface Journal {
  readonly written: ReadonlyMap<Cell<unknown>, unknown>;
}

export class Trail {
  /** One map per open stretch, innermost last: cell → its value when the stretch began. */
  readonly #open: Map<Cell<unknown>, unknown>[] = [];

  write<T>(cell: Cell<T>, value: T): void {
    const stretch = this.#open.at(-1);
    const key = cell as Cell<unknown>;
    if (stretch && !stretch.has(key)) stretch.set(key, cell.current);
    cell.current = value;
  }

  /** Runs `body`, then takes back all it wrote. Returns what it had written. */
  attempt<R>(body: () => R): { readonly result: R; readonly journal: Journal } {
    const before = new Map<Cell<unknown>, unknown>();
    this.#open.push(before);
    try {
      const result = body();
      const written = new Map<Cell<unknown>, unknown>();
      for (const cell of before.keys()) written.set(cell, cell.current);
      return { result, journal: { written } };
    } finally {
      this.#open.pop();
      for (const [cell, value] of before) cell.current = value;
      this.#remember(before);
    }
  }

  /**
   * Runs `body`; should it be broken off by an error that `isExpected` knows, nothing is known afterwards of what it had begun to change.
   */
  contain<R>(body: () => R, isExpected: (error: unknown) => boolean): R | undefined {
    const before = new Map<Cell<unknown>, unknown>();
    this.#open.push(before);
    try {
      return body();
    } catch (error) {
      if (!isExpected(error)) throw error;
      for (const cell of before.keys()) cell.current = cell.nothing;
      return undefined;
    } finally {
      this.#open.pop();
      this.#remember(before);
    }
  }

  /** Tells the enclosing stretch what one inside it touched, even where that was taken back: were it broken off, it might have changed. */
  #remember(before: ReadonlyMap<Cell<unknown>, unknown>): void {
    const outer = this.#open.at(-1);
    if (outer) for (const [cell, value] of before) if (!outer.has(cell)) outer.set(cell, value);
  }

  /** Continues from the states that the journals describe, each taken from the present one: every cell holds what all of them agree on. */
  merge(journals: readonly Journal[]): void {
    const cells = new Set(journals.flatMap(journal => [...journal.written.keys()]));
    for (const cell of cells) {
      const values = journals.map(journal => (journal.written.has(cell) ? journal.written.get(cell) : cell.current));
      this.write(cell, values.reduce(cell.join));
    }
  }
}

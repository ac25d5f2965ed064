/**
 * Mutable state and its history. Everything that code can change (a variable, a list's items, an attribute) lives in a cell,
 * and every write goes through the trail. So a branch can be run, taken back and joined with another, without copying the state.
 */
export interface Cell<T> {
  current: T;
  /** What is known after either of two pasts. */
  readonly join: (a: T, b: T) => T;
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
    }
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

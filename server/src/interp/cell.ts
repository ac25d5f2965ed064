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
  /** Cells are numbered as they are made: tells which did not exist in some past. */
  readonly born: number;
  /** Of an object that is one of several: their cells, each perhaps the one that is meant. */
  sources?: readonly Cell<T>[];
  /** Cells that have this one among their sources. */
  copies?: Cell<T>[];
}

let made = 0;

/** A number after that of every cell so far. */
export const nextBirth = (): number => ++made;

export const newCell = <T>(current: T, join: Cell<T>['join'], nothing: T, born = nextBirth()): Cell<T> => ({
  current,
  join,
  nothing,
  born,
});

/** `cell` is one of `sources`, nobody knows which: what is written to it may be written to each, and the other way round. */
export function mayBe<T>(cell: Cell<T>, sources: readonly Cell<T>[]): void {
  cell.sources = sources;
  for (const source of sources) {
    source.copies ??= [];
    source.copies.push(cell);
  }
}

/** The cells that a stretch of execution wrote, each with its value before and after. */
export interface Journal {
  readonly written: ReadonlyMap<Cell<unknown>, unknown>;
  /** The number of the last cell made before it. */
  readonly since: number;
}

/** The past in which nothing happened. */
export const unchanged: Journal = { written: new Map(), since: Number.POSITIVE_INFINITY };

export class Trail {
  /** One map per open stretch, innermost last: cell → its value when the stretch began. */
  readonly #open: Map<Cell<unknown>, unknown>[] = [];
  /** One map per watched stretch: cell → what it held at any time in it. */
  readonly #watched: Map<Cell<unknown>, unknown>[] = [];

  write<T>(cell: Cell<T>, value: T): void {
    this.#put(cell as Cell<unknown>, value);
    if (!cell.sources && !cell.copies) return;
    const others = relatives(cell as Cell<unknown>);
    for (const other of others) this.#put(other, other.join(other.current, value));
  }

  #put(cell: Cell<unknown>, value: unknown): void {
    const stretch = this.#open.at(-1);
    if (stretch && !stretch.has(cell)) stretch.set(cell, cell.current);
    cell.current = value;
    for (const seen of this.#watched) seen.set(cell, seen.has(cell) ? cell.join(seen.get(cell), value) : value);
  }

  /** Runs `body`, then takes back all it wrote. Returns what it had written. */
  attempt<R>(body: () => R): { readonly result: R; readonly journal: Journal } {
    const before = new Map<Cell<unknown>, unknown>();
    const since = made;
    this.#open.push(before);
    try {
      const result = body();
      const written = new Map<Cell<unknown>, unknown>();
      for (const cell of before.keys()) written.set(cell, cell.current);
      return { result, journal: { written, since } };
    } finally {
      this.#open.pop();
      for (const [cell, value] of before) cell.current = value;
      this.#remember(before);
    }
  }

  /** Runs `body`, then takes back all it wrote. Returns what the cells held at any time meanwhile, also in ways that led nowhere. */
  watch(body: () => unknown): Journal {
    const written = new Map<Cell<unknown>, unknown>();
    const since = made;
    this.#watched.push(written);
    try {
      this.attempt(body);
    } finally {
      this.#watched.splice(this.#watched.indexOf(written), 1);
    }
    return { written, since };
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
      const writers = journals.filter(journal => journal.written.has(cell));
      // What was made in one past cannot be met in another.
      const pasts = writers.some(({ since }) => cell.born > since) ? writers : journals;
      const values = pasts.map(journal => (journal.written.has(cell) ? journal.written.get(cell) : cell.current));
      this.#put(cell, values.reduce(cell.join));
    }
  }
}

/** The cells that may be the same as this one. */
function relatives(cell: Cell<unknown>): Set<Cell<unknown>> {
  const found = new Set([cell]);
  for (const each of found) for (const source of each.sources ?? []) found.add(source);
  for (const each of found) for (const copy of each.copies ?? []) found.add(copy);
  found.delete(cell);
  return found;
}

/** The history of cells: every write goes through here, to be taken back, told, put back or joined with another. */
import { type Cell, lastBirth } from './cell.ts';
import { noteWrite } from './watch.ts';

/** The cells that a stretch of execution wrote, each with its value before and after. */
export interface Journal {
  readonly written: ReadonlyMap<Cell<unknown>, unknown>;
  /** The number of the last cell made before it. */
  readonly since: number;
}

interface Stretch {
  /** The number of the last cell made before it. */
  readonly since: number;
  readonly cells: Map<Cell<unknown>, unknown>;
}

/** What cells held. */
export type State = ReadonlyMap<Cell<unknown>, unknown>;

/** The past in which nothing happened. */
export const unchanged: Journal = { written: new Map(), since: Number.POSITIVE_INFINITY };

export class Trail {
  /** The open stretches, innermost last: cell → its value when the stretch began. */
  readonly #open: Stretch[] = [];
  /** The watched stretches: cell → what it held at any time in it. */
  readonly #watched: Stretch[] = [];

  #attempts = 0;

  /** Stretches that may not happen, or that are one way of several, nested in one another at present. */
  get attempts(): number {
    return this.#attempts;
  }

  write<T>(cell: Cell<T>, value: T): void {
    this.#put(cell as Cell<unknown>, value);
    if (!cell.sources && !cell.copies) return;
    const others = relatives(cell as Cell<unknown>);
    for (const other of others) this.#put(other, other.join(other.held, value));
  }

  #put(cell: Cell<unknown>, value: unknown): void {
    this.#log(cell, cell.held);
    noteWrite(cell);
    cell.held = value;
    for (const { since, cells } of this.#watched)
      if (cell.born <= since) cells.set(cell, cells.has(cell) ? cell.join(cells.get(cell), value) : value);
  }

  /** What a stretch makes for itself cannot be reached once it has been taken back: only what was there before is logged. */
  #log(cell: Cell<unknown>, value: unknown): void {
    const stretch = this.#open.at(-1);
    if (stretch && cell.born <= stretch.since && !stretch.cells.has(cell)) stretch.cells.set(cell, value);
  }

  /** Runs `body`, then takes back all it wrote. Returns what it had written. */
  attempt<R>(body: () => R): { readonly result: R; readonly journal: Journal } {
    const before = new Map<Cell<unknown>, unknown>();
    const since = lastBirth();
    this.#open.push({ since, cells: before });
    this.#attempts++;
    try {
      const result = body();
      const written = new Map<Cell<unknown>, unknown>();
      for (const cell of before.keys()) written.set(cell, cell.held);
      return { result, journal: { written, since } };
    } finally {
      this.#attempts--;
      this.#open.pop();
      for (const [cell, value] of before) cell.held = value;
      this.#remember(before);
    }
  }

  /** Runs `body`. What it wrote stays; returns what the cells held before it and hold now. */
  lasting<R>(body: () => R): { readonly result: R; readonly before: State; readonly after: State } {
    const before = new Map<Cell<unknown>, unknown>();
    this.#open.push({ since: lastBirth(), cells: before });
    try {
      const result = body();
      return { result, before, after: new Map([...before.keys()].map(cell => [cell, cell.held])) };
    } finally {
      this.#open.pop();
      this.#remember(before);
    }
  }

  /** Puts the cells into a state in which they have been. Returns what they held. */
  restore(state: State): State {
    const before = new Map<Cell<unknown>, unknown>();
    for (const [cell, value] of state) {
      before.set(cell, cell.held);
      this.#log(cell, cell.held);
      cell.held = value;
    }
    return before;
  }

  /** Runs `body`, then takes back all it wrote. Returns what the cells held at any time meanwhile, also in ways that led nowhere. */
  watch(body: () => unknown): Journal {
    const written = new Map<Cell<unknown>, unknown>();
    const since = lastBirth();
    this.#watched.push({ since, cells: written });
    try {
      this.attempt(body);
    } finally {
      this.#watched.pop();
    }
    return { written, since };
  }

  /**
   * Runs `body`; should it be broken off by an error that `isExpected` knows, nothing is known afterwards of what it had begun to change.
   */
  contain<R>(body: () => R, isExpected: (error: unknown) => boolean): R | undefined {
    const before = new Map<Cell<unknown>, unknown>();
    this.#open.push({ since: lastBirth(), cells: before });
    try {
      return body();
    } catch (error) {
      if (!isExpected(error)) throw error;
      for (const cell of before.keys()) cell.held = cell.nothing;
      return undefined;
    } finally {
      this.#open.pop();
      this.#remember(before);
    }
  }

  /** Tells the enclosing stretch what one inside it touched, even where that was taken back: were it broken off, it might have changed. */
  #remember(before: ReadonlyMap<Cell<unknown>, unknown>): void {
    for (const [cell, value] of before) this.#log(cell, value);
  }

  /** Continues from the states that the journals describe, each taken from the present one: every cell holds what all of them agree on. */
  merge(journals: readonly Journal[]): void {
    const cells = new Set(journals.flatMap(journal => [...journal.written.keys()]));
    // A variable that holds one of several lists is joined from what is in them: contents come first, those of what was made last before others.
    for (const cell of [...cells].sort((a, b) => Number(isContent(b)) - Number(isContent(a)) || b.born - a.born)) {
      const writers = journals.filter(journal => journal.written.has(cell));
      // What was made in one past cannot be met in another.
      const pasts = writers.some(({ since }) => cell.born > since) ? writers : journals;
      const values = pasts.map(journal => (journal.written.has(cell) ? journal.written.get(cell) : cell.held));
      this.#put(cell, values.reduce(cell.join));
    }
  }
}

/** Of a list or record, not of a variable. */
const isContent = ({ nothing }: Cell<unknown>): boolean => typeof nothing === 'object' && nothing !== null && !('kind' in nothing);

/** The cells that may be the same as this one. */
function relatives(cell: Cell<unknown>): Set<Cell<unknown>> {
  const found = new Set([cell]);
  for (const each of found) for (const source of each.sources ?? []) found.add(source);
  for (const each of found) for (const copy of each.copies ?? []) found.add(copy);
  found.delete(cell);
  return found;
}

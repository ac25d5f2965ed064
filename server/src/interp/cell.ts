/**
 * Mutable state and its history. Everything that code can change (a variable, a list's items, an attribute) lives in a cell,
 * and every write goes through the trail. So a branch can be run, taken back and joined with another, without copying the state.
 */
export interface Cell<T> {
  /** What it holds; asking is noted by those who watch. */
  current: T;
  /** The same, for the trail, which asks on nobody's behalf. */
  held: T;
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

class WatchedCell<T> implements Cell<T> {
  held: T;
  readonly join: (a: T, b: T) => T;
  readonly nothing: T;
  readonly born: number;
  sources?: readonly Cell<T>[];
  copies?: Cell<T>[];

  constructor(held: T, join: Cell<T>['join'], nothing: T, born: number) {
    this.held = held;
    this.join = join;
    this.nothing = nothing;
    this.born = born;
  }

  get current(): T {
    // What it wrote itself before it reads is no matter of others.
    if (watch !== undefined && this.born <= watch.since && !watch.reads.has(this as Cell<unknown>))
      watch.reads.set(this as Cell<unknown>, this.held);
    return this.held;
  }

  set current(value: T) {
    this.held = value;
  }
}

export const newCell = <T>(current: T, join: Cell<T>['join'], nothing: T, born = nextBirth()): Cell<T> =>
  new WatchedCell(current, join, nothing, born);

/** What a stretch of execution rests on: of the state that was there before it, what it read, and whether it wrote. */
export interface Watch {
  /** The number of the last cell made before it. */
  readonly since: number;
  readonly reads: Map<Cell<unknown>, unknown>;
  /** What the cells that it wrote held before. */
  readonly before: Map<Cell<unknown>, unknown>;
  /** Names that it looked for: undefined for one in vain, else the cell of something else that it stood for. */
  readonly names: Map<Container, Map<string, Held | undefined>>;
  /** What it looked through as a whole, and how much was in there. */
  readonly counted: Map<Container, number>;
  /** Definitions of which it asked whether they had run before it, with the answers. */
  readonly asked: Map<object, boolean>;
  /** Definitions that ran in it. */
  readonly reached: Set<object>;
  /** The least number of the cells it wrote. */
  wrote: number;
}

/** Cells by name: variables, attributes. Asking here is noted nowhere. */
export interface Container {
  readonly born: number;
  readonly count: number;
  at(name: string): Held | undefined;
}

/** A cell, as one looks at it from outside. */
interface Held {
  readonly held: unknown;
  readonly born: number;
}

let watch: Watch | undefined;

/** Runs `body` watched: cells with numbers above `since` are its own. What it rests on, those around it rest on too. */
export function watched<R>(since: number, body: () => R): { readonly result: R; readonly watch: Watch } {
  const outer = watch;
  const inner: Watch = {
    since,
    reads: new Map(),
    before: new Map(),
    names: new Map(),
    counted: new Map(),
    asked: new Map(),
    reached: new Set(),
    wrote: Number.POSITIVE_INFINITY,
  };
  watch = inner;
  try {
    return { result: body(), watch: inner };
  } finally {
    watch = outer;
    if (outer) restOn(outer, inner);
  }
}

function restOn(outer: Watch, inner: Watch): void {
  for (const [cell, value] of inner.reads) if (cell.born <= outer.since && !outer.reads.has(cell)) outer.reads.set(cell, value);
  for (const [cell, value] of inner.before) if (cell.born <= outer.since && !outer.before.has(cell)) outer.before.set(cell, value);
  for (const [container, names] of inner.names) for (const [name, cell] of names) noteName(outer, container, name, cell);
  for (const [container, count] of inner.counted) noteCount(outer, container, count);
  for (const [definition, answer] of inner.asked) noteAsked(outer, definition, answer);
  for (const definition of inner.reached) outer.reached.add(definition);
  outer.wrote = Math.min(outer.wrote, inner.wrote);
}

/** Who is watching rests on what an earlier stretch rested on, since that is not run again. */
export const restOnToo = (earlier: Watch): void => {
  if (watch) restOn(watch, earlier);
};

/** All that it read and missed is as it was. */
export const stillHolds = ({ reads, names, counted }: Watch): boolean => {
  for (const [cell, value] of reads) if (cell.held !== value) return false;
  return namesHold(names, counted);
};

/** The same, and what it wrote over is as it was too: then it does again what it did, to the last detail. */
export const repeats = ({ reads, before, names, counted, asked }: Watch, hasReached: (definition: object) => boolean): boolean => {
  for (const [cell, value] of before) if (cell.held !== value) return false;
  // Of what it wrote, it may have read what it wrote itself.
  for (const [cell, value] of reads) if (cell.held !== value && !before.has(cell)) return false;
  for (const [definition, answer] of asked) if (hasReached(definition) !== answer) return false;
  return namesHold(names, counted);
};

function namesHold(looked: Watch['names'], counted: Watch['counted']): boolean {
  for (const [container, names] of looked)
    for (const [name, cell] of names) {
      const now = container.at(name);
      if (cell === undefined ? now?.held !== undefined : now !== cell) return false;
    }
  for (const [container, count] of counted) if (container.count !== count) return false;
  return true;
}

function noteName(to: Watch, container: Container, name: string, cell: Held | undefined): void {
  if (container.born > to.since) return;
  const names = to.names.get(container);
  if (!names) to.names.set(container, new Map([[name, cell]]));
  else if (!names.has(name)) names.set(name, cell);
}

function noteCount(to: Watch, container: Container, count: number): void {
  if (container.born <= to.since && !to.counted.has(container)) to.counted.set(container, count);
}

function noteAsked(to: Watch, definition: object, answer: boolean): void {
  if (!to.reached.has(definition) && !to.asked.has(definition)) to.asked.set(definition, answer);
}

/** A name was looked for: not found, or found to stand for what another container holds. */
export const looking = (container: Container, name: string, cell: Held | undefined): void => {
  if (watch !== undefined && (cell === undefined || cell.born !== container.born)) noteName(watch, container, name, cell);
};

/** All that is in there was looked through. */
export const counting = (container: Container): void => {
  if (watch !== undefined) noteCount(watch, container, container.count);
};

/** Whether a function has run was asked, and answered. */
export const asking = (definition: object, answer: boolean): boolean => {
  if (watch !== undefined) noteAsked(watch, definition, answer);
  return answer;
};

/** A function has run. */
export const reaching = (definition: object): void => void watch?.reached.add(definition);

/** Something done besides writing cells, which can be taken back and done again. */
export interface Effect {
  readonly undo: () => void;
  readonly redo: () => void;
}

/** What a stretch of execution does besides writing cells. */
export interface Ledger {
  readonly since: number;
  readonly effects: Effect[];
  /** It did something that cannot be done again without running it. */
  isUnique?: true;
  /** It changed something that others read without a note of it. */
  isBasis?: true;
}

let ledger: Ledger | undefined;

/** Runs `body` with a ledger of its own. */
export function noted<R>(body: () => R): { readonly result: R; readonly ledger: Ledger } {
  const outer = ledger;
  const inner: Ledger = { since: nextBirth(), effects: [] };
  ledger = inner;
  try {
    return { result: body(), ledger: inner };
  } finally {
    ledger = outer;
  }
}

/** Runs `body`, which is no part of what runs around it: another module. */
export function apart<R>(body: () => R): R {
  const [outerWatch, outerLedger] = [watch, ledger];
  watch = undefined;
  ledger = undefined;
  try {
    return body();
  } finally {
    watch = outerWatch;
    ledger = outerLedger;
  }
}

/** Does something, and notes how to take it back. `born`: of what is changed by it. */
export function doing(redo: () => void, undo: () => void, born = 0): void {
  redo();
  if (ledger !== undefined && born <= ledger.since) ledger.effects.push({ redo, undo });
}

/** Whether what is done to something of that number is noted. */
export const isNoted = (born: number): boolean => ledger !== undefined && born <= ledger.since;

export const markUnique = (): void => {
  if (ledger) ledger.isUnique = true;
};

export const markBasis = (): void => {
  if (ledger) ledger.isBasis = true;
};

/** `cell` is one of `sources`, nobody knows which: what is written to it may be written to each, and the other way round. */
export function mayBe<T>(cell: Cell<T>, sources: readonly Cell<T>[]): void {
  cell.sources = sources;
  for (const source of sources) {
    source.copies ??= [];
    const { copies } = source;
    copies.push(cell);
    if (ledger === undefined || source.born > ledger.since) continue;
    ledger.isUnique = true;
    ledger.effects.push({ redo: () => copies.push(cell), undo: () => copies.splice(copies.lastIndexOf(cell), 1) });
  }
}

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
    if (watch !== undefined && cell.born <= watch.since && !watch.before.has(cell)) watch.before.set(cell, cell.held);
    cell.held = value;
    if (watch !== undefined && cell.born < watch.wrote) watch.wrote = cell.born;
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
    const since = made;
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
    this.#open.push({ since: made, cells: before });
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
    const since = made;
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
    this.#open.push({ since: made, cells: before });
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

/**
 * What a stretch of execution rests on. Who watches learns which cells it read, which names it looked for and what it wrote over, and so
 * whether it would do the same again.
 */
import type { Cell } from './cell.ts';

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

/** A cell is read. What one wrote oneself before is no matter of others. */
export function noteRead(cell: Cell<unknown>): void {
  if (watch !== undefined && cell.born <= watch.since && !watch.reads.has(cell)) watch.reads.set(cell, cell.held);
}

/** A cell is about to be written. */
export function noteWrite(cell: Cell<unknown>): void {
  if (watch === undefined) return;
  if (cell.born <= watch.since && !watch.before.has(cell)) watch.before.set(cell, cell.held);
  if (cell.born < watch.wrote) watch.wrote = cell.born;
}

/** Runs `body`, which nobody watches. */
export function unwatched<R>(body: () => R): R {
  const outer = watch;
  watch = undefined;
  try {
    return body();
  } finally {
    watch = outer;
  }
}

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

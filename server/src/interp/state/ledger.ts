/** What a stretch of execution does besides writing cells, noted so that it can be taken back and done again without running it. */
import { type Cell, nextBirth } from './cell.ts';
import { unwatched } from './watch.ts';

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
  const outer = ledger;
  ledger = undefined;
  try {
    return unwatched(body);
  } finally {
    ledger = outer;
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

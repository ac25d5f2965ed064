/**
 * Mutable state and its history. Everything that code can change (a variable, a list's items, an attribute) lives in a cell,
 * and every write goes through the trail (trail.ts). So a branch can be run, taken back and joined with another, without copying the state.
 */
import { noteRead } from './watch.ts';

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

/** The number of the last cell so far. */
export const lastBirth = (): number => made;

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
    noteRead(this as Cell<unknown>);
    return this.held;
  }

  set current(value: T) {
    this.held = value;
  }
}

export const newCell = <T>(current: T, join: Cell<T>['join'], nothing: T, born = nextBirth()): Cell<T> =>
  new WatchedCell(current, join, nothing, born);

/** Looks for files on behalf of imports, and remembers what was looked for: a file that appears concerns those who looked for it. */
import type { Host } from './host.ts';
import { isInside } from './paths.ts';

/** Under which names something was looked for: paths, and `**` before the end of a path where that was searched for in several folders. */
export type Keys = ReadonlySet<string>;

export interface Found<T> {
  readonly value: T;
  readonly keys: Keys;
}

export class Lookup {
  readonly #host: Host;
  readonly #exists = new Map<string, boolean>();
  readonly #folders = new Map<string, readonly string[]>();
  readonly #known = new Map<string, Found<unknown>>();
  #keys = new Set<string>();
  /** Counts how often the answers may have become others. */
  generation = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  get roots(): readonly string[] {
    return this.#host.roots;
  }

  /** Files outside of the roots do not exist for imports. */
  isFile(path: string): boolean {
    let exists = this.#exists.get(path);
    if (exists === undefined) {
      exists = isInside(path, this.#host.roots) && this.#host.isFile(path);
      this.#exists.set(path, exists);
    }
    if (!exists) this.#keys.add(path);
    return exists;
  }

  /** The text of a configuration; what is made of it changes with it. */
  read(path: string): string | undefined {
    this.#keys.add(path);
    return this.isFile(path) ? this.#host.read(path) : undefined;
  }

  folders(path: string): readonly string[] {
    let names = this.#folders.get(path);
    if (!names) {
      names = isInside(path || '/', this.#host.roots) ? (this.#host.folders?.(path || '/') ?? []) : [];
      this.#folders.set(path, names);
    }
    return names;
  }

  /** Several folders are searched for a path that ends like this. */
  searching(end: string): void {
    this.#keys.add(`**/${end}`);
  }

  /** The answer to a question, worked out once, with all that was looked for meanwhile. */
  once<T>(question: string, work: () => T): Found<T> {
    let found = this.#known.get(question) as Found<T> | undefined;
    if (!found) {
      const outer = this.#keys;
      const keys = new Set<string>();
      this.#keys = keys;
      try {
        found = { value: work(), keys };
        this.#known.set(question, found);
      } finally {
        this.#keys = outer;
      }
    }
    for (const key of found.keys) this.#keys.add(key);
    return found;
  }

  /** A file changed, appeared or vanished: the keys under which it may have been looked for, none if that makes no difference. */
  changed(path: string): Keys {
    const before = this.#exists.get(path);
    this.#exists.delete(path);
    const now = this.#host.isFile(path);
    if (before === true && now && !path.endsWith('.json')) return new Set();
    this.#folders.clear();
    this.#known.clear();
    this.generation++;
    const ends = [...path.matchAll(/\//g)].map(({ index }) => `**${path.slice(index)}`);
    return new Set([path, ...ends]);
  }

  /** The roots are others, or nobody knows what has changed. */
  forget(): void {
    this.#exists.clear();
    this.#folders.clear();
    this.#known.clear();
    this.#keys = new Set();
    this.generation++;
  }
}

/** The first answer to one of the questions. */
export function first<T, R>(items: Iterable<T>, answer: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = answer(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

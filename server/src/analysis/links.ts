/** Which file imports which, and what each has looked for: who is concerned when a file changes. */
import type { Keys } from './lookup.ts';

interface OwnLinks {
  readonly imports: ReadonlySet<string>;
  readonly looked: ReadonlySet<Keys>;
}

export class Links {
  readonly #imports = new Map<string, Set<string>>();
  readonly #importers = new Map<string, Set<string>>();
  readonly #looked = new Map<string, Set<Keys>>();

  imported(from: string, file: string): void {
    setAt(this.#imports, from).add(file);
    setAt(this.#importers, file).add(from);
  }

  looked(from: string, keys: Keys): void {
    if (keys.size > 0) setAt(this.#looked, from).add(keys);
  }

  of(path: string): OwnLinks {
    return { imports: new Set(this.#imports.get(path)), looked: new Set(this.#looked.get(path)) };
  }

  /** What the file itself imports is to be found out anew. */
  clear(path: string): void {
    for (const file of this.#imports.get(path) ?? []) this.#importers.get(file)?.delete(path);
    this.#imports.delete(path);
    this.#looked.delete(path);
  }

  restore(path: string, { imports, looked }: OwnLinks): void {
    this.clear(path);
    for (const file of imports) this.imported(path, file);
    for (const keys of looked) this.looked(path, keys);
  }

  /** The files, and all that import them, directly or not. */
  dependents(files: Iterable<string>): Set<string> {
    return reached(files, this.#importers);
  }

  /** The file, and all that it imports, directly or not. */
  dependencies(file: string): Set<string> {
    return reached([file], this.#imports);
  }

  /** The files that looked for something under one of the keys. */
  lookers(keys: Keys): string[] {
    const wanted = [...keys];
    if (wanted.length === 0) return [];
    return [...this.#looked].filter(([, all]) => [...all].some(each => wanted.some(key => each.has(key)))).map(([path]) => path);
  }
}

function setAt<T>(map: Map<string, Set<T>>, key: string): Set<T> {
  const known = map.get(key);
  if (known) return known;
  const made = new Set<T>();
  map.set(key, made);
  return made;
}

function reached(from: Iterable<string>, edges: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set(from);
  // A set that grows while it is walked is walked to its new end.
  for (const each of found) for (const next of edges.get(each) ?? []) found.add(next);
  return found;
}

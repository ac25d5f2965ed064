/** Files as modules: parsed once per text, run once per state of what they import. */

import type { Grammars, Parsed } from '#server/frontends/frontend.ts';
import { parsePython } from '#server/frontends/python/index.ts';
import { parseTypescript } from '#server/frontends/typescript/index.ts';
import { World } from '#server/interp/assumptions.ts';
import { createInterpreter, OutOfFuel } from '#server/interp/interpreter.ts';
import { Recorder } from '#server/interp/recorder.ts';
import type { ModuleContext } from '#server/interp/run.ts';
import { Scope } from '#server/interp/scope.ts';
import type { ModuleValue, Value } from '#server/interp/value.ts';
import type { Settings } from '#shared/settings.ts';
import type { Host } from './host.ts';
import { dialectOf, extensionOf, languageOf } from './languages.ts';
import { resolvePython, resolveTypescript } from './resolve.ts';
import { versionsOf } from './versions.ts';

/** Imports nested deeper are unknown. */
const MAX_IMPORT_DEPTH = 24;
/** Steps that running one imported module may take. */
const IMPORT_FUEL = 100_000;

/** Variables of a module that its own functions may set later: importers must not take them for what they are at the start. */
const hasMutableState = /^[ \t]+global[ \t]|^(?:export[ \t]+)?(?:let|var)[ \t]/m;

interface LoadedModule {
  readonly value: ModuleValue;
  /** Files of the workspace that it rests on, itself included. */
  readonly dependencies: Set<string>;
  /** Where it ran, with what it assumed. */
  readonly world: World;
}

export interface Modules {
  /** The current text: the editor's, else the host's. */
  text(path: string): string | undefined;
  setText(path: string, text: string | undefined): void;
  /** Forgets the text that was read from disk, and every run module that rests on the file. */
  forget(path: string): void;
  forgetAll(): void;
  parsed(path: string): Parsed | undefined;
  /** A fresh context in which a module can be run. */
  context(path: string): ModuleContext | undefined;
  /** The import's module, run in that world; `dependencies` takes the files it rests on. */
  importModule(path: string, level: number, from: ModuleContext, dependencies: Set<string>, world: World): Value | undefined;
}

export function createModules(host: Host, grammars: Grammars, settings: () => Settings): Modules {
  const opened = new Map<string, string>();
  const read = new Map<string, string | undefined>();
  const parsedFiles = new Map<string, Parsed>();
  const loaded = new Map<string, LoadedModule>();
  /** Modules that are not what they are in the plain world, by the world they ran in: kept as long as that is in use. */
  const elsewhere = new WeakMap<object, Map<string, LoadedModule>>();
  let depth = 0;

  const text = (path: string): string | undefined => {
    const own = opened.get(path);
    if (own !== undefined) return own;
    if (!read.has(path)) read.set(path, host.read(path));
    return read.get(path);
  };

  const parsed = (path: string): Parsed | undefined => {
    const current = text(path);
    const language = languageOf(path);
    if (current === undefined || !language) return undefined;
    const before = parsedFiles.get(path);
    if (before?.text === current) return before;
    const parse = language === 'python' ? parsePython : parseTypescript;
    const next = parse(current, grammars, { extension: extensionOf(path) }, before);
    parsedFiles.set(path, next);
    return next;
  };

  const context = (path: string): ModuleContext | undefined => {
    const file = parsed(path);
    if (!file) return undefined;
    const { module } = file;
    const scope = new Scope(undefined, true);
    return {
      path,
      text: file.text,
      language: module.language,
      dialect: dialectOf(module),
      ir: module,
      versions: versionsOf(file.text, settings()),
      scope,
      exports: module.language === 'python' ? scope : new Scope(undefined, true),
      orphans: new Set(),
    };
  };

  const cacheOf = ({ isPlain, id }: World): Map<string, LoadedModule> => {
    if (isPlain) return loaded;
    const cache = elsewhere.get(id) ?? new Map<string, LoadedModule>();
    elsewhere.set(id, cache);
    return cache;
  };

  const load = (path: string, world: World): LoadedModule | undefined => {
    const cache = cacheOf(world);
    const known = cache.get(path);
    if (known) return known;
    if (!world.isPlain) {
      const plain = load(path, new World());
      if (!plain || world.agreesWith(plain.world)) return plain;
    }
    if (depth >= MAX_IMPORT_DEPTH) return undefined;
    const module = context(path);
    if (!module) return undefined;
    const dependencies = new Set([path]);
    const entry: LoadedModule = { value: { kind: 'module', path, exports: module.exports }, dependencies, world: world.anew() };
    // Registered before it runs: an import cycle sees what is there so far.
    cache.set(path, entry);
    depth++;
    try {
      const run = createInterpreter({
        recorder: new Recorder(),
        fuel: IMPORT_FUEL,
        world: entry.world,
        importModule: (inner, level, from) => importModule(inner, level, from, dependencies, entry.world),
      });
      run.runModule(module);
      if (hasMutableState.test(module.text)) run.recallWrites(module);
    } catch (error) {
      if (!(error instanceof OutOfFuel)) throw error;
    } finally {
      depth--;
    }
    return entry;
  };

  const importModule: Modules['importModule'] = (path, level, from, dependencies, world) => {
    const file = from.language === 'python' ? resolvePython(path, level, from.path, host) : resolveTypescript(path, from.path, host);
    if (!file) return undefined;
    const entry = load(file, world);
    if (entry) world.adopt(entry.world);
    dependencies.add(file);
    for (const dependency of entry?.dependencies ?? []) dependencies.add(dependency);
    return entry?.value;
  };

  const forgetModule = (path: string) => {
    for (const [name, entry] of loaded) if (name === path || entry.dependencies.has(path)) loaded.delete(name);
  };

  return {
    text,
    setText(path, next) {
      if (next === undefined) opened.delete(path);
      else opened.set(path, next);
      forgetModule(path);
    },
    forget(path) {
      read.delete(path);
      if (!opened.has(path)) {
        parsedFiles.get(path)?.dispose();
        parsedFiles.delete(path);
      }
      forgetModule(path);
    },
    forgetAll() {
      read.clear();
      loaded.clear();
    },
    parsed,
    context,
    importModule,
  };
}

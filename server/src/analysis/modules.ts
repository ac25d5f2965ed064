/** Files as modules: parsed once per text, run once per state of what they import. */

import type { Grammars, Parsed, ReadText } from '#server/frontends/frontend.ts';
import { parsePython } from '#server/frontends/python/index.ts';
import { parseTypescript } from '#server/frontends/typescript/index.ts';
import { World } from '#server/interp/assumptions.ts';
import { createInterpreter, OutOfFuel } from '#server/interp/interpreter.ts';
import { ModuleScope } from '#server/interp/module-scope.ts';
import { Recorder } from '#server/interp/recorder.ts';
import type { ModuleContext } from '#server/interp/run.ts';
import { frameworkGlobals } from '#server/interp/script-globals.ts';
import { apart } from '#server/interp/state/ledger.ts';
import type { Value } from '#server/interp/value.ts';
import type { Settings } from '#shared/settings.ts';
import type { Host } from './host.ts';
import { dialectOf, extensionOf, languageOf } from './languages.ts';
import { Links } from './links.ts';
import { Lookup } from './lookup.ts';
import type { LoadedModule, Request } from './request.ts';
import { fileOfImport } from './resolver.ts';
import { versionsOf } from './versions.ts';

/** Imports nested deeper are unknown. */
const MAX_IMPORT_DEPTH = 24;
/** Steps that running one imported module may take. */
const IMPORT_FUEL = 100_000;

/** Variables of a module that its own functions may set later: importers must not take them for what they are at the start. */
const hasMutableState = /^[ \t]+global[ \t]|^(?:export[ \t]+)?(?:let|var)[ \t]/m;

export interface Modules {
  /** The current text: the editor's, else the host's. */
  text(path: string): string | undefined;
  /** Gives the file a text, or back the disk's. Returns the files that rest on it, itself included; none if it is the same text. */
  setText(path: string, text: string | undefined): ReadonlySet<string>;
  /** The file may have changed, appeared or vanished on disk. Returns the files whose analysis may differ now. */
  changed(path: string): ReadonlySet<string>;
  /** Runs `body` with another text for the file; what is known of the file stays as it was. */
  whileEdited<R>(path: string, text: string, body: () => R): R;
  forgetAll(): void;
  parsed(path: string): ReadText | undefined;
  /** A fresh context in which a module can be run. */
  context(path: string): ModuleContext | undefined;
  /** The import's module, run in that world; the request is charged, and told the files that the module rests on. */
  importModule(path: string, level: number, from: ModuleContext, request: Request, world: World): Value | undefined;
  /** For finding out what imports mean without running anything. */
  readonly lookup: Lookup;
}

export function createModules(host: Host, grammars: Grammars, settings: () => Settings): Modules {
  const opened = new Map<string, string>();
  const read = new Map<string, string | undefined>();
  const files = new Map<string, ReadText>();
  /** Of the open files, to parse their next texts from. */
  const trees = new Map<string, Parsed>();
  const loaded = new Map<string, LoadedModule>();
  /** Modules that are not what they are in the plain world, by the world they ran in: kept as long as that is in use. */
  const elsewhere = new WeakMap<object, Map<string, LoadedModule>>();
  const lookup = new Lookup(host);
  let links = new Links();
  let depth = 0;

  const text = (path: string): string | undefined => {
    const own = opened.get(path);
    if (own !== undefined) return own;
    if (!read.has(path)) read.set(path, host.read(path));
    return read.get(path);
  };

  const parsed = (path: string): ReadText | undefined => {
    const current = text(path);
    const language = languageOf(path);
    if (current === undefined || !language) return undefined;
    const before = files.get(path);
    if (before?.text === current) return before;
    const parse = language === 'python' ? parsePython : parseTypescript;
    const next = parse(current, grammars, { extension: extensionOf(path) }, trees.get(path));
    if (opened.has(path)) trees.set(path, next);
    else next.dispose();
    const { module, isUnread } = next;
    const file = { text: current, module, ...(isUnread && { isUnread }) };
    files.set(path, file);
    return file;
  };

  const context = (path: string): ModuleContext | undefined => {
    const file = parsed(path);
    if (!file) return undefined;
    const { module } = file;
    const scope = new ModuleScope();
    for (const [name, value] of frameworkGlobals(module, file.text)) scope.give(name, value);
    return {
      path,
      text: file.text,
      language: module.language,
      dialect: dialectOf(module),
      ir: module,
      versions: versionsOf(file.text, settings()),
      scope,
      exports: module.language === 'python' ? scope : new ModuleScope(),
      orphans: new Set(),
      made: [],
    };
  };

  const cacheOf = ({ isPlain, id }: World, request: Request): Map<string, LoadedModule> => {
    if (isPlain) return request.modules;
    const cache = elsewhere.get(id) ?? new Map<string, LoadedModule>();
    elsewhere.set(id, cache);
    return cache;
  };

  const load = (path: string, world: World, request: Request, importer: LoadedModule | undefined): LoadedModule | undefined => {
    const cache = cacheOf(world, request);
    const known = cache.get(path) ?? (world.isPlain ? loaded.get(path) : undefined);
    if (known && !(known.cutAt !== undefined && known.cutAt > depth) && request.takes(known)) return known;
    if (!world.isPlain) {
      const plain = load(path, new World(), request, importer);
      if (!plain || world.agreesWith(plain.world)) return plain;
    }
    if (depth >= MAX_IMPORT_DEPTH || request.isExhausted) {
      request.partial = true;
      if (importer && request.isExhausted) importer.starved = true;
      else if (importer) importer.cutAt = depth - 1;
      return undefined;
    }
    const module = context(path);
    if (!module) return undefined;
    const entry: LoadedModule = {
      value: { kind: 'module', path, exports: module.exports },
      world: world.anew(),
      imports: new Set(),
      steps: 0,
    };
    // Registered before it runs: an import cycle sees what is there so far.
    cache.set(path, entry);
    request.begin(entry);
    const scopes = [...new Set([module.scope, module.exports])].filter(scope => scope instanceof ModuleScope);
    for (const scope of scopes) scope.begin();
    const run = createInterpreter({
      recorder: new Recorder(),
      fuel: IMPORT_FUEL,
      world: entry.world,
      importModule: (inner, level, from) => importInto(inner, level, from, request, entry.world, entry)?.value,
    });
    depth++;
    try {
      // Nobody asks what is in a module that is imported; only what it holds in the end is of use.
      const body = () => {
        run.runModule(module);
        if (hasMutableState.test(module.text)) run.recallWrites(module);
      };
      apart(() => run.recorder.silently(body));
    } catch (error) {
      // The machine's own stack is the last bound, as it is for a file that is analysed.
      if (!(error instanceof OutOfFuel || error instanceof RangeError)) throw error;
      entry.partial = true;
      for (const scope of scopes) scope.forgetValues();
    } finally {
      depth--;
      for (const scope of scopes) scope.complete();
    }
    if (parsed(path)?.isUnread) entry.partial = true;
    request.end(entry, IMPORT_FUEL - run.fuel, module.text.length);
    if (world.isPlain && !entry.starved) loaded.set(path, entry);
    return entry;
  };

  interface Imported {
    readonly file: string;
    readonly value: Value | undefined;
  }

  /** `importer` is the module that is being run. */
  const importInto = (
    path: string,
    level: number,
    from: ModuleContext,
    request: Request,
    world: World,
    importer: LoadedModule | undefined,
  ): Imported | undefined => {
    const { value: file, keys } = fileOfImport(path, level, from.path, from.ir, lookup);
    links.looked(from.path, keys);
    if (file === undefined) return undefined;
    // What a package's own file imports from it is there as far as that has run.
    if (file === from.path) return { file, value: { kind: 'module', path: file, exports: from.exports } };
    links.imported(from.path, file);
    const entry = load(file, world, request, importer);
    if (!entry) return { file, value: undefined };
    world.adopt(entry.world);
    if (importer && importer !== entry) {
      importer.imports.add(entry);
      if (entry.starved) importer.starved = true;
      if (entry.cutAt !== undefined) importer.cutAt = depth - 1;
    }
    return { file, value: entry.value };
  };

  const importModule: Modules['importModule'] = (path, level, from, request, world) => {
    const imported = importInto(path, level, from, request, world, undefined);
    if (!imported) return undefined;
    const { dependencies } = request;
    if (imported.file !== from.path && !dependencies.has(imported.file))
      for (const dependency of links.dependencies(imported.file)) dependencies.add(dependency);
    return imported.value;
  };

  /** Forgets what ran with what is no longer so. */
  const drop = (files: Iterable<string>): ReadonlySet<string> => {
    const affected = links.dependents(files);
    for (const path of affected) loaded.delete(path);
    return affected;
  };

  const dispose = (path: string) => {
    trees.get(path)?.dispose();
    trees.delete(path);
    files.delete(path);
  };

  return {
    text,
    setText(path, next) {
      const before = text(path);
      if (next === undefined) {
        opened.delete(path);
        read.delete(path);
        dispose(path);
      } else opened.set(path, next);
      if (text(path) === before) return new Set();
      links.clear(path);
      return drop([path]);
    },
    changed(path) {
      const keys = lookup.changed(path);
      const concerned = new Set(links.lookers(keys));
      const before = read.get(path);
      read.delete(path);
      if (keys.size > 0 || !(opened.has(path) || (before !== undefined && before === text(path)))) concerned.add(path);
      if (concerned.has(path) && !opened.has(path)) dispose(path);
      for (const file of concerned) links.clear(file);
      return drop(concerned);
    },
    whileEdited(path, edited, body) {
      const before = opened.get(path);
      const own = links.of(path);
      drop([path]);
      opened.set(path, edited);
      // Parsed on its own: going there and back from the text as it is would move the spans that the caller holds.
      const file = files.get(path);
      const tree = trees.get(path);
      trees.delete(path);
      try {
        return body();
      } finally {
        dispose(path);
        if (file) files.set(path, file);
        if (tree) trees.set(path, tree);
        if (before === undefined) opened.delete(path);
        else opened.set(path, before);
        drop([path]);
        links.restore(path, own);
      }
    },
    forgetAll() {
      read.clear();
      loaded.clear();
      lookup.forget();
      links = new Links();
    },
    parsed,
    context,
    importModule,
    lookup,
  };
}

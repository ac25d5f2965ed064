/** Imports and exports. Frameworks are known by their module names, files of the workspace are run, everything else is unknown. */

import type { ExportStmt, ImportStmt } from '#server/ir/ir.ts';
import { exactModule, frameworkModule, namesBelow } from './framework-modules.ts';
import { joinOptional } from './join.ts';
import { libraryBehind, libraryModule } from './library/index.ts';
import { awaitedModule, lateValue, ModuleScope } from './module-scope.ts';
import type { Frame, Run } from './run.ts';
import { Scope } from './scope.ts';
import { type Cell, newCell } from './state/cell.ts';
import { type ModuleValue, unknownValue, type Value } from './value.ts';

/** Modules whose functions are among the language's own. */
const libraryModules: ReadonlySet<string> = new Set(['math', 'functools']);

export function executeImport(statement: ImportStmt, frame: Frame, run: Run): void {
  const { path, level } = statement;
  bindOwnSubmodule(path, level, frame, run);
  for (const { name, local, root } of statement.names) {
    if (root && local !== undefined) bind(local, rootOf(path, frame, run), frame, run);
    else if (name === '*' && local !== undefined) bind(local, moduleNamed(path, level, frame, run), frame, run);
    else if (name === '*') importAll(moduleNamed(path, level, frame, run), frame, run);
    else importName(path, level, name, local ?? name, frame, run);
  }
}

function bind(name: string, value: Value, frame: Frame, run: Run): void {
  const home = frame.scope.function;
  (home.redirected?.get(name) ?? home).declare(name, value, run.trail);
}

function importName(path: string, level: number, name: string, local: string, frame: Frame, run: Run): void {
  const container = moduleNamed(path, level, frame, run);
  const shares = frame.module.language !== 'python' && container.kind === 'module';
  const home = frame.scope.function;
  const cell = shares ? container.exports.variables.get(name) : undefined;
  // JavaScript's imports are live: the importer sees what the exporter sets later.
  if (cell?.current) {
    home.put(local, cell);
    return;
  }
  const value = importedMember(container, path, level, name, frame, run);
  bind(local, value, frame, run);
  const scope = home.redirected?.get(local) ?? home;
  onceKnown(container, name, value, found => replace(scope, local, value, found, shares));
}

/** When a value stands for a name that a module does not have yet: `use` gets the variable that holds it once the module has run. */
function onceKnown(container: Value, name: string, value: Value, use: (found: Cell<Value | undefined>) => void): void {
  if (container.kind !== 'module') return;
  awaitedModule(value)?.whenComplete(() => {
    const found = container.exports.variables.get(name);
    if (found?.current) use(found);
  });
}

/** Puts right a variable that still holds the stand-in: with the exporter's own variable, or with what that holds. */
function replace(scope: Scope, name: string, standIn: Value, found: Cell<Value | undefined>, shares: boolean): void {
  const cell = scope.variables.get(name);
  if (cell?.current !== standIn) return;
  if (shares) scope.put(name, found);
  else cell.current = found.current;
}

/** In `package/__init__.py`, importing from `.inner` makes `inner` an attribute of the package. */
function bindOwnSubmodule(path: string, level: number, frame: Frame, run: Run): void {
  const { module } = frame;
  if (module.language !== 'python' || !module.path.endsWith('/__init__.py') || path === '') return;
  const own = module.path.slice(0, -'/__init__.py'.length).split('/');
  const parts = path.split('.');
  // `from package.inner import …` names the package itself.
  const inner = level === 1 ? 0 : level === 0 && parts[0] === own.at(-1) ? 1 : parts.length;
  const name = parts[inner];
  if (name === undefined || module.exports.own(name)) return;
  const submodule = run.importModule(parts.slice(0, inner + 1).join('.'), level, module);
  if (submodule?.kind === 'module' && submodule.path.startsWith(`${own.join('/')}/`)) module.exports.declare(name, submodule, run.trail);
}

/** What `import a.b.c` binds: `a`, of which `b` becomes an attribute, and `c` one of that. */
function rootOf(path: string, frame: Frame, run: Run): Value {
  const parts = path.split('.');
  const modules = parts.map((_, at) => run.importModule(parts.slice(0, at + 1).join('.'), 0, frame.module));
  if (!modules.some(Boolean)) return moduleNamed(parts[0] as string, 0, frame, run);
  const before = frame.scope.get(parts[0] as string);
  let outer = modules[0] ?? (before?.kind === 'module' && isFolder(before) ? before : folderModule());
  const root = outer;
  for (const [at, name] of parts.entries()) {
    if (at === 0) continue;
    if (outer.kind !== 'module') break;
    const known = outer.exports.own(name);
    const inner = modules[at] ?? (known?.kind === 'module' ? known : folderModule());
    outer.exports.declare(name, inner, run.trail);
    outer = inner;
  }
  return root;
}

/** A package without a file of its own: a folder. */
const folderModule = (): ModuleValue => ({ kind: 'module', path: '', exports: new Scope(undefined, true) });
const isFolder = ({ path }: ModuleValue): boolean => path === '';

/** A module by the path an import or `require` gives. */
export function moduleNamed(path: string, level: number, frame: Frame, run: Run): Value {
  const own = run.importModule(path, level, frame.module);
  if (own) return own;
  if (level > 0) return unknownValue(`import of '${path}'`);
  const framework = frameworkModule(path, frame.module.language);
  if (framework) return libraryBehind(framework) ?? framework;
  if (libraryModules.has(path)) return { kind: 'builtin', name: path };
  return libraryModule(path, frame.module.language) ?? unknownValue(`import of '${path}'`);
}

function importedMember(container: Value, path: string, level: number, name: string, frame: Frame, run: Run): Value {
  const isPython = frame.module.language === 'python';
  const submodule = () => (isPython ? run.importModule(path ? `${path}.${name}` : name, level, frame.module) : undefined);
  if (container.kind === 'module') {
    const { exports } = container;
    const member = exports.own(name);
    if (member) return member;
    // `from package import module`, and a default import of a CommonJS module.
    const inner = isPython ? submodule() : name === 'default' && !isRunning(exports) ? container : undefined;
    return inner ?? (isRunning(exports) ? lateValue(`'${name}' of '${path}'`, exports) : unknownValue(`'${name}' of '${path}'`));
  }
  if (container.kind === 'unknown') return submodule() ?? container;
  if (container.kind !== 'namespace') return run.attribute(container, name, frame, nowhere);
  // A framework's default export is its namespace; its parts may belong to another framework.
  if (name === 'default') return container;
  return (level === 0 && isPython && exactModule(`${path}.${name}`)) || run.attribute(container, name, frame, nowhere);
}

const nowhere = { start: 0, end: 0 };

const isRunning = (scope: Scope): scope is ModuleScope => scope instanceof ModuleScope && scope.isRunning;

/** `from m import *`: the names that `__all__` lists, else those that do not start with an underscore. */
function importAll(container: Value, frame: Frame, run: Run): void {
  if (container.kind === 'namespace') {
    for (const name of namesBelow(container)) bind(name, run.attribute(container, name, frame, nowhere), frame, run);
    return;
  }
  if (container.kind !== 'module') return;
  const { exports } = container;
  const take = () => {
    const listed = listedNames(exports);
    const names = listed ?? [...exports.variables.keys()].filter(name => !name.startsWith('_'));
    return names.flatMap(name => {
      const value = exports.own(name);
      return value ? [[name, value] as const] : [];
    });
  };
  for (const [name, value] of take()) {
    bind(name, value, frame, run);
    onceKnown(container, name, value, found => replace(frame.scope.function, name, value, found, false));
  }
  const own = frame.scope.function;
  if (isRunning(exports))
    exports.whenComplete(() => {
      for (const [name, value] of take()) if (!own.own(name)) own.put(name, newCell<Value | undefined>(value, joinOptional, undefined));
    });
}

function listedNames(exports: Scope): readonly string[] | undefined {
  const all = exports.own('__all__');
  const items = all?.kind === 'list' ? all.items.current : undefined;
  if (!items || !('known' in items)) return undefined;
  const names = items.known.map(item => (item.kind === 'text' ? item.text : undefined));
  return names.every(name => name !== undefined) ? names : undefined;
}

/** Whether everything that the statement imports is there: then it does not fail. */
export function isFound({ path, level, names }: ImportStmt, frame: Frame, run: Run): boolean {
  const container = moduleNamed(path, level, frame, run);
  return names.every(({ name, root }) => {
    if (root) return rootOf(path, frame, run).kind !== 'unknown';
    return (name === '*' ? container : importedMember(container, path, level, name, frame, run)).kind !== 'unknown';
  });
}

export function executeExport(statement: ExportStmt, frame: Frame, run: Run): void {
  const { exports } = frame.module;
  const from = statement.from === undefined ? undefined : moduleNamed(statement.from, 0, frame, run);
  for (const { name, local, value } of statement.names) {
    if (from && (name === '*' || local === '*')) {
      if (local !== undefined) exports.declare(name, from, run.trail);
      else exportAllOf(from, frame, run);
      continue;
    }
    const source = local ?? name;
    if (from) {
      reExport(from, statement, source, name, frame, run);
      continue;
    }
    const cell = value ? undefined : frame.scope.holder(source)?.variables.get(source);
    if (cell) {
      // The very variable: what is set later is seen by importers too.
      exports.put(name, cell);
      continue;
    }
    const exported = value ? run.evaluate(value, frame) : frame.scope.get(source);
    if (exported) exports.declare(name, exported, run.trail);
  }
}

/** `export { source as name } from './other'`. */
function reExport(from: Value, statement: ExportStmt, source: string, name: string, frame: Frame, run: Run): void {
  const cell = from.kind === 'module' ? from.exports.variables.get(source) : undefined;
  if (cell?.current) {
    frame.module.exports.put(name, cell);
    return;
  }
  const value = importedMember(from, statement.from ?? '', 0, source, frame, run);
  frame.module.exports.declare(name, value, run.trail);
  onceKnown(from, source, value, found => replace(frame.module.exports, name, value, found, true));
}

/** `export * from './other'`: all but its default, where the module has no export of that name. */
function exportAllOf(from: Value, frame: Frame, run: Run): void {
  const { exports } = frame.module;
  if (from.kind === 'namespace')
    for (const name of namesBelow(from))
      if (!exports.variables.has(name)) exports.declare(name, run.attribute(from, name, frame, nowhere), run.trail);
  if (from.kind !== 'module') return;
  const others = from.exports;
  const take = () => {
    for (const [name, cell] of others.variables) if (cell.current && name !== 'default' && !exports.own(name)) exports.put(name, cell);
  };
  take();
  if (isRunning(others)) others.whenComplete(take);
}

/** Imports and exports. Frameworks are known by their module names, files of the workspace are run, everything else is unknown. */

import type { ExportStmt, ImportStmt } from '#server/ir/ir.ts';
import { frameworks } from '#shared/ops/registry.ts';
import { libraryBehind, libraryModule } from './library/index.ts';
import type { Frame, Run } from './run.ts';
import type { Scope } from './scope.ts';
import { type NamespaceValue, unknownValue, type Value } from './value.ts';

/** Modules whose functions are among the language's own. */
const libraryModules: ReadonlySet<string> = new Set(['math', 'functools']);

export function executeImport(statement: ImportStmt, frame: Frame, run: Run): void {
  const { path, level } = statement;
  const declare = (name: string, value: Value) => frame.scope.function.declare(name, value, run.trail);
  for (const { name, local, root } of statement.names) {
    if (root && local !== undefined) {
      declare(local, moduleNamed(local, 0, frame, run));
      attachSubmodules(path, frame, run);
    } else if (name === '*' && local !== undefined) declare(local, moduleNamed(path, level, frame, run));
    else if (name === '*') importAll(moduleNamed(path, level, frame, run), frame, run);
    else if (!shareBinding(path, level, name, local ?? name, frame, run))
      declare(local ?? name, importedMember(path, level, name, frame, run));
  }
}

/** JavaScript's imports are live: the importer sees what the exporter sets later. */
function shareBinding(path: string, level: number, name: string, local: string, frame: Frame, run: Run): boolean {
  if (frame.module.language === 'python') return false;
  const container = moduleNamed(path, level, frame, run);
  const cell = container.kind === 'module' ? container.exports.variables.get(name) : undefined;
  if (!cell?.current) return false;
  frame.scope.function.variables.set(local, cell);
  return true;
}

/** `import a.b.c` makes `b` an attribute of `a`, and `c` one of `a.b`. */
function attachSubmodules(path: string, frame: Frame, run: Run): void {
  const parts = path.split('.');
  for (let length = 1; length < parts.length; length++) {
    const [outer, inner] = [parts.slice(0, length), parts.slice(0, length + 1)].map(names =>
      run.importModule(names.join('.'), 0, frame.module),
    );
    if (outer?.kind === 'module' && inner) outer.exports.declare(parts[length] as string, inner, run.trail);
  }
}

/** A module by the path an import or `require` gives. */
export function moduleNamed(path: string, level: number, frame: Frame, run: Run): Value {
  const own = run.importModule(path, level, frame.module);
  if (own) return own;
  if (level > 0) return unknownValue(`import of '${path}'`);
  const framework = frameworkModule(path, frame);
  if (framework) return libraryBehind(framework) ?? framework;
  if (libraryModules.has(path)) return { kind: 'builtin', name: path };
  return libraryModule(path, frame.module.language) ?? unknownValue(`import of '${path}'`);
}

/** `tensorflow`, `tensorflow.keras.layers`, `@tensorflow/tfjs-node`. */
function frameworkModule(path: string, frame: Frame): NamespaceValue | undefined {
  for (const pack of frameworks) {
    if (pack.language !== frame.module.language) continue;
    const known = Object.entries(pack.modules).find(([specifier]) => specifier === path && !specifier.includes('compat'));
    if (known) return { kind: 'namespace', framework: pack.name, path: known[1], v1: false };
    if (pack.language !== 'python') continue;
    const base = Object.entries(pack.modules)
      .filter(([specifier]) => path.startsWith(`${specifier}.`) && !specifier.includes('compat'))
      .sort(([a], [b]) => b.length - a.length)[0];
    if (!base) continue;
    const [specifier, below] = base;
    const rest = [...(below ? [below] : []), path.slice(specifier.length + 1)].join('.');
    const compat = /^compat\.v([12])\b\.?/.exec(rest);
    return { kind: 'namespace', framework: pack.name, path: compat ? rest.slice(compat[0].length) : rest, v1: compat?.[1] === '1' };
  }
  return undefined;
}

function importedMember(path: string, level: number, name: string, frame: Frame, run: Run): Value {
  const container = moduleNamed(path, level, frame, run);
  if (container.kind === 'module') {
    const member = container.exports.variables.get(name)?.current;
    if (member) return member;
    // `from package import module`, and a default import of a CommonJS module.
    const inner =
      frame.module.language === 'python'
        ? run.importModule(path ? `${path}.${name}` : name, level, frame.module)
        : name === 'default'
          ? container
          : undefined;
    return inner ?? unknownValue(`'${name}' of '${path}'`);
  }
  if (container.kind === 'unknown' && frame.module.language === 'python') {
    return run.importModule(path ? `${path}.${name}` : name, level, frame.module) ?? container;
  }
  // A framework's default export is its namespace.
  if (container.kind === 'namespace' && name === 'default') return container;
  return run.attribute(container, name, frame, { start: 0, end: 0 });
}

function importAll(container: Value, frame: Frame, run: Run): void {
  if (container.kind !== 'module') return;
  for (const [name, cell] of container.exports.variables)
    if (cell.current && !name.startsWith('_')) frame.scope.function.declare(name, cell.current, run.trail);
}

export function executeExport(statement: ExportStmt, frame: Frame, run: Run): void {
  const { exports } = frame.module;
  const from = statement.from === undefined ? undefined : moduleNamed(statement.from, 0, frame, run);
  for (const { name, local, value } of statement.names) {
    if (name === '*' && from) {
      if (local !== undefined) exports.declare(local, from, run.trail);
      else if (from.kind === 'module') copyAll(from.exports, exports, run);
      continue;
    }
    const source = local ?? name;
    const cell = value || from ? undefined : frame.scope.holder(source)?.variables.get(source);
    if (cell) {
      // The very variable: what is set later is seen by importers too.
      exports.variables.set(name, cell);
      continue;
    }
    const exported = value
      ? run.evaluate(value, frame)
      : from
        ? run.attribute(from, source, frame, statement.span)
        : frame.scope.get(source);
    if (exported) exports.declare(name, exported, run.trail);
  }
}

function copyAll(from: Scope, to: Scope, run: Run): void {
  for (const [name, cell] of from.variables) if (cell.current && name !== 'default') to.declare(name, cell.current, run.trail);
}

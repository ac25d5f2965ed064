/** Looks names up in the tables of library modules. */
import type { Builtin } from '../builtins/types.ts';
import type { Frame, Run } from '../run.ts';
import type { BuiltinValue, NamespaceValue, Value } from '../value.ts';
import { abslApp, abslFlags } from './absl.ts';
import { argparse } from './argparse.ts';
import { harmless, type LibraryModule, type LibraryObject } from './library.ts';

const modules: readonly LibraryModule[] = [argparse, abslApp, abslFlags];

const byName = new Map(modules.map(module => [module.name, module]));
const functions = new Map<string, Builtin>();
const values = new Map<string, (frame: Frame, run: Run) => Value>();
const objects = new Map<string, LibraryObject>();
for (const { name, ...module } of modules) {
  for (const [member, builtin] of Object.entries(module.functions ?? {})) functions.set(`${name}.${member}`, builtin);
  for (const [member, value] of Object.entries(module.values ?? {})) values.set(`${name}.${member}`, value);
  for (const [kind, object] of Object.entries(module.objects ?? {})) {
    objects.set(`${name}.${kind}()`, object);
    for (const [method, builtin] of Object.entries(object.methods ?? {})) functions.set(`${name}.${kind}().${method}`, builtin);
  }
}

/** A module by what an import names. */
export function libraryModule(specifier: string, language: LibraryModule['language']): BuiltinValue | undefined {
  const found = modules.find(module => module.language === language && (module.specifiers ?? [module.name]).includes(specifier));
  if (found) return { kind: 'builtin', name: found.name };
  // A package of which a part is known, and a part of a module: `absl`, `os.path`.
  const [root] = specifier.split('.');
  return language === 'python' && modules.some(module => module.language === language && module.name.split('.')[0] === root)
    ? { kind: 'builtin', name: specifier }
    : undefined;
}

/** A framework's own names for modules of other libraries. */
const aliases: Readonly<Record<string, string>> = {
  'tensorflow app': 'absl.app',
  'tensorflow flags': 'absl.flags',
  'tensorflow app.flags': 'absl.flags',
  'tensorflow python.platform.app': 'absl.app',
  'tensorflow python.platform.flags': 'absl.flags',
};

export const libraryBehind = ({ framework, path }: NamespaceValue): BuiltinValue | undefined => {
  const name = `${framework} ${path}`;
  return Object.hasOwn(aliases, name) ? { kind: 'builtin', name: aliases[name] as string } : undefined;
};

/** A member of a library's module or object. */
export function libraryAttribute(object: Value, name: string, frame: Frame, run: Run): Value | undefined {
  if (object.kind !== 'builtin') return undefined;
  const own = objects.get(object.name);
  const full = `${object.name}.${name}`;
  if (own) return functions.has(full) ? { kind: 'builtin', name: full, receiver: object } : own.get?.(name, object, run);
  if (object.receiver || !isLibrary(object.name)) return undefined;
  // JavaScript: the default export of a CommonJS module is the module.
  if (name === 'default' && frame.module.language === 'typescript') return object;
  return values.get(full)?.(frame, run) ?? { kind: 'builtin', name: full };
}

/** Sets an attribute of a library's object; `name` is undefined for any of them. */
export function setLibraryAttribute(object: BuiltinValue, name: string | undefined, value: Value, run: Run): void {
  objects.get(object.name)?.set?.(name, value, object, run);
}

const isLibrary = (name: string): boolean => {
  if (byName.has(name)) return true;
  const parts = name.split('.');
  return parts.some((_, at) => byName.has(parts.slice(0, at + 1).join('.'))) || modules.some(module => module.name.startsWith(`${name}.`));
};

/** What a name of a library does when it is called. */
export function libraryFunction({ name }: BuiltinValue): Builtin | undefined {
  return functions.get(name) ?? objects.get(name)?.call ?? (isLibrary(name) ? harmless : undefined);
}

/** Looks names up in the tables of library modules. */
import type { Span } from '#server/ir/ir.ts';
import type { Builtin } from '../builtins/types.ts';
import type { Frame, Run } from '../run.ts';
import type { BuiltinValue, NamespaceValue, Value } from '../value.ts';
import { abslApp, abslFlags } from './absl.ts';
import { argparse } from './argparse.ts';
import { click } from './click.ts';
import { collections } from './collections.ts';
import { commander } from './commander.ts';
import { contextlib } from './contextlib.ts';
import { copy } from './copy.ts';
import { attrs, dataclasses } from './dataclasses.ts';
import { enumModule } from './enum.ts';
import { fire, typer } from './fire.ts';
import { itertools } from './itertools.ts';
import { harmless, type LibraryModule, type LibraryObject } from './library.ts';
import { nodeArgparse } from './node-argparse.ts';
import { operator } from './operator.ts';
import { os, sys } from './os.ts';
import { plainModules } from './plain.ts';
import { process } from './process.ts';
import { random } from './random.ts';
import { six } from './six.ts';
import { typeCheckers } from './type-checkers.ts';
import { types } from './types.ts';
import { minimist, yargs } from './yargs.ts';

const modules: readonly LibraryModule[] = [
  abslApp,
  abslFlags,
  argparse,
  click,
  ...typeCheckers,
  collections,
  commander,
  contextlib,
  copy,
  dataclasses,
  enumModule,
  fire,
  itertools,
  minimist,
  nodeArgparse,
  operator,
  os,
  process,
  random,
  sys,
  typer,
  types,
  yargs,
  ...attrs,
  ...plainModules,
  ...six,
];

const functions = new Map<string, Builtin>();
const values = new Map<string, (frame: Frame, run: Run) => Value>();
const objects = new Map<string, LibraryObject>();
/** Modules, and what stands before a dot. */
const containers = new Set<string>();

function addFunctions(prefix: string, named: Readonly<Record<string, Builtin>> = {}, others = ''): void {
  for (const name of others.split(' ').filter(Boolean)) functions.set(`${prefix}.${name}`, harmless);
  for (const [name, builtin] of Object.entries(named)) functions.set(name ? `${prefix}.${name}` : prefix, builtin);
}

for (const { name, ...module } of modules) {
  addFunctions(name, module.functions, module.harmless);
  for (const [member, value] of Object.entries(module.values ?? {})) values.set(`${name}.${member}`, value);
  for (const full of [`${name}.`, ...functions.keys(), ...values.keys()].filter(each => each.startsWith(`${name}.`)))
    for (let at = full.indexOf('.'); at >= 0; at = full.indexOf('.', at + 1)) containers.add(full.slice(0, at));
  for (const [kind, object] of Object.entries(module.objects ?? {})) {
    objects.set(`${name}.${kind}()`, object);
    addFunctions(`${name}.${kind}()`, object.methods, object.harmless);
  }
}

/** A module by what an import names. */
export function libraryModule(specifier: string, language: LibraryModule['language']): BuiltinValue | undefined {
  const found = modules.find(module => module.language === language && (module.specifiers ?? [module.name]).includes(specifier));
  if (found) return { kind: 'builtin', name: found.name };
  // A package of which a part is known, and a part of a module: `absl`, `os.path`.
  return language === 'python' && containers.has(specifier) ? { kind: 'builtin', name: specifier } : undefined;
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
export function libraryAttribute(object: Value, name: string, frame: Frame, span: Span, run: Run): Value | undefined {
  if (object.kind !== 'builtin') return undefined;
  const own = objects.get(object.name);
  const full = `${object.name}.${name}`;
  if (own) return functions.has(full) ? { kind: 'builtin', name: full, receiver: object } : own.get?.(name, object, run, { frame, span });
  if (object.receiver || !containers.has(object.name)) return undefined;
  // JavaScript: the default export of a CommonJS module is the module.
  if (name === 'default' && frame.module.language === 'typescript') return object;
  const value = values.get(full);
  if (value) return value(frame, run);
  return functions.has(full) || containers.has(full) ? { kind: 'builtin', name: full } : undefined;
}

/** Sets an attribute of a library's object; `name` is undefined for any of them. */
export function setLibraryAttribute(object: BuiltinValue, name: string | undefined, value: Value, run: Run): void {
  objects.get(object.name)?.set?.(name, value, object, run);
}

/** What a name of a library does when it is called. */
export function libraryFunction(callee: BuiltinValue): Builtin | undefined {
  const call = objects.get(callee.name)?.call;
  // Called itself, an object is what its state belongs to.
  return call ? (args, site, run) => call(args, site, run, callee) : functions.get(callee.name);
}

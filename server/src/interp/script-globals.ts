/** A script of a web page finds TensorFlow.js in a variable that another script has set: `tf` where nothing in the file declares it. */
import type { Module } from '#server/ir/ir.ts';
import { frameworks, opAt } from '#shared/ops/registry.ts';
import { recordOf } from './join.ts';
import type { NamespaceValue, Value } from './value.ts';

/** Frameworks that can be loaded as scripts, by the global variable they set. */
const globals = frameworks.filter(pack => pack.language === 'typescript');

/** Whether the text calls ops of a framework by its global name, and imports the framework from nowhere. */
export const usesFrameworkGlobal = (text: string): boolean => globals.some(pack => usesGlobal(text, pack));

/** `declare const tf: typeof import('@tensorflow/tfjs')` imports nothing. */
const onlyTypes = /\btypeof\s+import\s*\([^)\n]*\)|\bimport\s+type\b[^;\n]*/g;
/** `importScripts('…/@tensorflow/tfjs')` in a worker runs a script, which sets the variable. */
const scripts = /\bimportScripts\s*\([^)]*\)/g;

/** What global variables are properties of. */
const owners = ['window', 'globalThis', 'self'] as const;

function usesGlobal(text: string, { name, prefix, modules }: (typeof globals)[number]): boolean {
  if (!text.includes(`${prefix}.`)) return false;
  const code = text.replace(onlyTypes, '').replace(scripts, '');
  if (Object.keys(modules).some(specifier => code.includes(specifier))) return false;
  const uses = [...text.matchAll(new RegExp(String.raw`(?<![\w$.])(?:(?:${owners.join('|')})\.)?${prefix}((?:\.\w+)+)`, 'g'))];
  return uses.some(([, path = '']) => {
    const parts = path.slice(1).split('.');
    return parts.some((_, at) => opAt(name, parts.slice(0, at + 1).join('.')) !== undefined);
  });
}

/** The global variables of frameworks that the module means: those that it uses and does not declare itself. */
export function frameworkGlobals(module: Module, text: string): readonly (readonly [string, Value])[] {
  if (module.language !== 'typescript') return [];
  const own = globals
    .filter(pack => usesGlobal(text, pack) && !declares(module.body, pack.prefix))
    .map(pack => [pack.prefix, namespaceOf(pack)] as const);
  // `window.tf`, of which nothing else is known.
  const owned = owners.filter(owner => text.includes(`${owner}.`) && !declares(module.body, owner));
  const asProperty = owned.flatMap(owner => {
    const known = globals.filter(({ prefix }) => new RegExp(String.raw`\b${owner}\.${prefix}\b`).test(text));
    return known.length === 0
      ? []
      : [[owner, recordOf({ known: new Map(known.map(pack => [pack.prefix, namespaceOf(pack)])), open: true })] as const];
  });
  return [...own, ...asProperty];
}

const namespaceOf = ({ name }: (typeof globals)[number]): NamespaceValue => ({ kind: 'namespace', framework: name, path: '', v1: false });

/** Parts of nodes that hold what is bound, and those that hold what is only looked at. */
const binding: ReadonlySet<string> = new Set(['target', 'targets']);
const reading: ReadonlySet<string> = new Set(['value', 'fallback', 'object', 'indices', 'body']);

/** Whether a name is bound anywhere in the tree: by a declaration, a parameter, an import, an assignment. */
function declares(tree: unknown, name: string): boolean {
  // A loop: chains of operators can be thousands long.
  const pending = [{ node: tree, isBound: false }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, isBound } = next;
    if (typeof node !== 'object' || node === null) continue;
    if (!Array.isArray(node) && binds(node, name, isBound)) return true;
    for (const [key, part] of Object.entries(node))
      if (typeof part === 'object') pending.push({ node: part, isBound: binding.has(key) || (isBound && !reading.has(key)) });
  }
  return false;
}

function binds(node: object, name: string, isBound: boolean): boolean {
  const { kind, name: own, local } = node as { readonly kind?: string; readonly name?: unknown; readonly local?: unknown };
  if (local === name) return true;
  // Classes, functions, and what `catch` binds have names of their own.
  return own === name && (isBound ? kind === 'name' : kind === 'class' || 'params' in node || 'body' in node);
}

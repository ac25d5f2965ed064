/** Most files of a repository hold no tensors: told by the text, before anything is run. */
import { usesFrameworkGlobal } from '#server/interp/script-globals.ts';
import type { Language } from '#server/ir/ir.ts';
import { frameworks } from '#shared/ops/registry.ts';
import { languageOf } from './languages.ts';
import type { Modules } from './modules.ts';
import { fileOfImport } from './resolver.ts';

/** Files looked at for one answer. */
const MAX_FILES = 200;

const pythonImport = /^[ \t]*(?:from[ \t]+(\.*)[ \t]*([\w.]*)[ \t]+import[ \t]*(\([^)]*\)|[^\n#;]*)|import[ \t]+([^\n#;]+))/gm;
const scriptImport = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"]([^'"\n]+)['"]/g;

const specifiers = (language: Language): readonly string[] =>
  frameworks.filter(pack => pack.language === language).flatMap(pack => Object.keys(pack.modules));
const known = { python: specifiers('python'), typescript: specifiers('typescript') };

interface Seen {
  readonly text: string;
  readonly names: boolean;
  /** Asked for only when the file itself names no framework. */
  imports?: { readonly files: readonly string[]; readonly generation: number };
}

/** Whether a file names a framework, or imports a file of the workspace that does. */
export function createRelevance(modules: Modules): (path: string) => boolean {
  const seen = new Map<string, Seen>();

  const look = (path: string): Seen | undefined => {
    const language = languageOf(path);
    const text = language && modules.text(path);
    if (!language || text === undefined) return undefined;
    const before = seen.get(path);
    if (before?.text === text) return before;
    const names = known[language].some(specifier => text.includes(specifier)) || (language === 'typescript' && usesFrameworkGlobal(text));
    const now: Seen = { text, names };
    seen.set(path, now);
    return now;
  };

  const importsOf = (path: string, file: Seen): readonly string[] => {
    const { generation } = modules.lookup;
    if (file.imports?.generation !== generation) file.imports = { files: filesImported(path, file.text, modules), generation };
    return file.imports.files;
  };

  return path => {
    const visited = new Set<string>();
    const pending = [path];
    for (let next = pending.pop(); next !== undefined && visited.size < MAX_FILES; next = pending.pop()) {
      if (visited.has(next)) continue;
      visited.add(next);
      const file = look(next);
      if (file?.names) return true;
      if (file) pending.push(...importsOf(next, file));
    }
    return false;
  };
}

function filesImported(path: string, text: string, modules: Modules): string[] {
  const isPython = languageOf(path) === 'python';
  const wanted = isPython ? pythonImports(text) : [...text.matchAll(scriptImport)].map(([, name = '']) => [name, 0] as const);
  // Only a file that changes where imports are looked for has to be parsed for them.
  const module = (isPython && text.includes('sys.path') ? modules.parsed(path)?.module : undefined) ?? {
    language: isPython ? ('python' as const) : ('typescript' as const),
    body: [],
    directives: [],
    errors: [],
  };
  return wanted.flatMap(([name, level]) => fileOfImport(name, level, path, module, modules.lookup).value ?? []);
}

/** Dotted paths and levels; what is imported from a package may be a module of it. */
function pythonImports(text: string): (readonly [string, number])[] {
  return [...text.matchAll(pythonImport)].flatMap(([, dots = '', path = '', names = '', plain]): (readonly [string, number])[] => {
    if (plain !== undefined) return listed(plain).map(name => [name, 0]);
    const inside = listed(names.replace(/[()]/g, '')).map(name => (path ? `${path}.${name}` : name));
    return [...(path ? [path] : []), ...inside].map(name => [name, dots.length]);
  });
}

/** The names of `a.b as c, d`. */
const listed = (names: string): string[] => names.split(',').flatMap(name => /^\s*([\w.]+)/.exec(name)?.[1] ?? []);

/** Finds the file that a Python import means. */
import { frameworks } from '#shared/ops/registry.ts';
import type { Lookup } from './lookup.ts';
import { baseName, parent, upward } from './paths.ts';
import { standardLibrary } from './python-library.ts';

/** Folders that the file adds to `sys.path`, in front and behind. */
export interface SearchPath {
  readonly first: readonly string[];
  readonly last: readonly string[];
}

export interface PythonImporter {
  readonly path: string;
  readonly searchPath?: SearchPath;
  /** In Python 2 a plain import inside a package looks beside the file first. */
  readonly python2?: boolean;
}

/** `a.b.c` as the end of a path. */
const tailOf = (path: string): string => path.split('.').filter(Boolean).join('/');

export function resolvePython(path: string, level: number, from: PythonImporter, lookup: Lookup): string | undefined {
  const tail = tailOf(path);
  let folder = parent(from.path);
  if (level > 0) {
    for (let up = 1; up < level; up++) folder = parent(folder);
    return moduleAt(folder, tail, lookup);
  }
  if (!tail) return undefined;
  const isLibrary = libraries.has(tail.split('/')[0] as string);
  for (const place of isLibrary ? nearby(from, lookup) : places(from, lookup)) {
    const found = moduleAt(place, tail, lookup);
    if (found && found !== from.path && !(isLibrary && isNamespace(place, tail, lookup))) return found;
  }
  return isLibrary ? undefined : elsewhere(folder, tail, lookup);
}

/** A package comes before a module of its name. */
function moduleAt(folder: string, tail: string, lookup: Lookup): string | undefined {
  const base = tail ? `${folder}/${tail}` : folder;
  return [`${base}/__init__.py`, ...(tail ? [`${base}.py`] : [])].find(file => lookup.isFile(file));
}

const isPackage = (folder: string, lookup: Lookup): boolean => lookup.isFile(`${folder}/__init__.py`);

/** An installed package comes before a mere folder of its name. */
const isNamespace = (folder: string, tail: string, lookup: Lookup): boolean =>
  tail.includes('/') && !isPackage(`${folder}/${tail.slice(0, tail.indexOf('/'))}`, lookup);

/** Names that belong to Python's library or to a framework, unless a file beside the importing one bears them. */
const libraries: ReadonlySet<string> = new Set([
  ...standardLibrary,
  ...frameworks
    .filter(pack => pack.language === 'python')
    .flatMap(pack => Object.keys(pack.modules).map(name => name.split('.')[0] as string)),
]);

/** Where a file of a library's name would come before the library. */
function nearby(from: PythonImporter, lookup: Lookup): readonly string[] {
  const { first = [], last = [] } = from.searchPath ?? {};
  const own = parent(from.path);
  const home = packageHome(own, lookup);
  return [...first, from.python2 || home === own ? own : home, ...last];
}

/** The folder in which the outermost package lies that the folder belongs to; the folder itself when it is no package. */
function packageHome(folder: string, lookup: Lookup): string {
  for (const at of upward(folder, lookup.roots)) if (!isPackage(at, lookup)) return at;
  return folder;
}

/** Folders where absolute imports are looked for, in order. Programs are started from their own folder, or from one above it. */
function* places(from: PythonImporter, lookup: Lookup): Generator<string> {
  const { first = [], last = [] } = from.searchPath ?? {};
  const own = parent(from.path);
  yield* first;
  // In a package plain imports start where the package lies; as a script the file also sees what lies beside it.
  const home = from.python2 ? own : packageHome(own, lookup);
  if (home !== own) yield home;
  yield own;
  yield* last;
  for (const folder of upward(own, lookup.roots)) if (folder !== own && folder !== home) yield folder;
}

/** Names that folders of sources bear in which modules lie that are no packages. */
const sourceFolders: ReadonlySet<string> = new Set(['src', 'source', 'lib', 'code', 'python', 'py']);
const skipped: ReadonlySet<string> = new Set(['node_modules', 'site-packages', 'venv', 'env', 'build', 'dist', '__pycache__']);
/** Their presence tells a project's outermost folder: what lies beside it belongs to other projects. */
const projectMarks = ['setup.py', 'setup.cfg', 'pyproject.toml'];
/** Folders of one folder that are searched. */
const MAX_FOLDERS = 100;

/**
 * Projects that are installed before use keep their packages in a folder of their own (`src/`). Where exactly one folder at the same height
 * holds such a module, that is it; where several do, nobody knows.
 */
function elsewhere(from: string, tail: string, lookup: Lookup): string | undefined {
  lookup.searching(`${tail}.py`);
  lookup.searching(`${tail}/__init__.py`);
  for (const folder of upward(from, lookup.roots)) {
    const found = lookup
      .folders(folder)
      .filter(name => !name.startsWith('.') && !skipped.has(name))
      .slice(0, MAX_FOLDERS)
      .filter(name => tail.includes('/') || sourceFolders.has(name) || isPackage(`${folder}/${name}/${tail}`, lookup))
      .filter(name => !isPackage(`${folder}/${name}`, lookup))
      .flatMap(name => moduleAt(`${folder}/${name}`, tail, lookup) ?? []);
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
    if (projectMarks.some(mark => lookup.isFile(`${folder}/${mark}`)) || lookup.folders(folder).includes('.git')) return undefined;
  }
  return undefined;
}

/** The import can only mean the file itself where its last name is the file's: answers are shared by all others of a folder. */
export const mayMeanItself = (path: string, from: string): boolean => {
  const last = path.slice(path.lastIndexOf('.') + 1);
  const name = baseName(from).replace(/\.[^.]*$/, '');
  return last === name || (name === '__init__' && last === baseName(parent(from)));
};

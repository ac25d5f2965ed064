/** Packages of the workspace, by the names that their `package.json` gives them. Installed packages are not looked into. */
import { isObject, type Json, objectOf, readJson, textsOf } from './json.ts';
import type { Lookup } from './lookup.ts';
import { joined, normalise, upward } from './paths.ts';
import { bestPattern } from './star-pattern.ts';

type At = (path: string) => string | undefined;

const manifest = (folder: string, lookup: Lookup): Json | undefined => readJson(`${folder}/package.json`, lookup);

/** Folders that hold more packages are not looked through. */
const MAX_PACKAGES = 200;
/** Conditions of `exports`, those that lead to sources first. */
const conditions = ['source', 'development', 'import', 'module', 'node', 'require', 'default'];

/** A folder's main file as its `package.json` names it. */
export function mainOf(folder: string, lookup: Lookup): readonly string[] {
  const own = manifest(folder, lookup);
  return own ? ['source', 'module', 'main'].flatMap(key => textsOf(own[key])).map(path => joined(folder, path)) : [];
}

/** `#name`, which the nearest `package.json` explains. */
export function fromOwnImports(specifier: string, folder: string, lookup: Lookup, at: At): string | undefined {
  for (const above of upward(folder, lookup.roots)) {
    const own = manifest(above, lookup);
    if (own)
      return targets(objectOf(own['imports']), specifier)
        .map(target => at(joined(above, target)))
        .find(Boolean);
  }
  return undefined;
}

export function fromWorkspacePackage(specifier: string, folder: string, lookup: Lookup, at: At): string | undefined {
  const [, name, rest = ''] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  const home = lookup.once(`package ${name} ${folder}`, () => folderOf(name, folder, lookup)).value;
  return home === undefined ? undefined : entryOf(home, rest, lookup, at);
}

/** The folder of the package of that name: one above, or one that a folder above lists among its workspaces. */
function folderOf(name: string, folder: string, lookup: Lookup): string | undefined {
  for (const above of upward(folder, lookup.roots)) {
    const own = manifest(above, lookup);
    if (!own) continue;
    if (own['name'] === name) return above;
    const { workspaces } = own;
    for (const pattern of textsOf(isObject(workspaces) ? workspaces['packages'] : workspaces)) {
      const found = foldersLike(above, pattern, lookup).find(each => manifest(each, lookup)?.['name'] === name);
      if (found) return found;
    }
  }
  return undefined;
}

/** `packages/*`. */
function foldersLike(folder: string, pattern: string, lookup: Lookup): readonly string[] {
  const plain = pattern.replace(/^\.\//, '').replace(/\/+$/, '');
  const star = /^([^*]*)\/\*{1,2}$/.exec(plain) ?? /^()\*{1,2}$/.exec(plain);
  if (!star) return plain.includes('*') ? [] : [joined(folder, plain)];
  const home = normalise(`${folder}${star[1] ? `/${star[1]}` : ''}`);
  lookup.searching('package.json');
  return lookup
    .folders(home)
    .slice(0, MAX_PACKAGES)
    .map(name => `${home}/${name}`);
}

function entryOf(home: string, rest: string, lookup: Lookup, at: At): string | undefined {
  const own = manifest(home, lookup) ?? {};
  const { exports } = own;
  const exported = isObject(exports) && Object.keys(exports).some(key => key.startsWith('.')) ? exports : { '.': exports };
  const listed = targets(objectOf(exported), rest ? `./${rest}` : '.').map(target => joined(home, target));
  const plain = rest ? [`${home}/${rest}`, `${home}/src/${rest}`] : [home, `${home}/src`];
  // What is to be built (`dist/`) may not be there: then its sources are meant, which lie where they usually do.
  return [...listed, ...plain].map(at).find(Boolean);
}

/** What a table of `exports` or `imports` makes of a name. */
function targets(table: Json, name: string): readonly string[] {
  const match = bestPattern(name, Object.keys(table));
  return match ? pathsIn(table[match.pattern]).map(target => target.replaceAll('*', () => match.rest)) : [];
}

const pathsIn = (target: unknown): readonly string[] =>
  isObject(target) ? conditions.flatMap(condition => pathsIn(target[condition])) : textsOf(target);

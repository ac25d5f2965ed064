/** Finds the source files below the paths of a command line, as git would: what `.gitignore` files name is left out. */
import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { toSlashes } from './node.ts';
import { errorText } from './read.ts';

export interface Discovered {
  /** Absolute, with `/`; each once. */
  readonly files: readonly string[];
  /** Those of them that were named, rather than found in a folder. */
  readonly named: ReadonlySet<string>;
  readonly problems: readonly string[];
}

/** Endings of the languages that the front ends read. */
const sourceFile = /\.(py|ipynb|ts|tsx|mts|cts|js|jsx|mjs|cjs)$/i;
/** Never of interest, also where no `.gitignore` says so. */
const skippedFolders = new Set(['.git', '.hg', '.svn', 'node_modules', '__pycache__', '.ipynb_checkpoints', '.tox', '.venv']);

/** The `.gitignore` of one folder. */
interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

export function discover(paths: readonly string[], workingDirectory: string): Discovered {
  const files = new Set<string>();
  const named = new Set<string>();
  const problems: string[] = [];
  for (const path of paths) {
    const absolute = resolve(workingDirectory, path);
    try {
      if (statSync(absolute).isDirectory()) {
        walk(absolute, rulesAbove(absolute, workingDirectory), files, problem => problems.push(problem));
      } else {
        files.add(toSlashes(absolute));
        named.add(toSlashes(absolute));
      }
    } catch (error) {
      problems.push(`cannot read ${path}: ${errorText(error)}`);
    }
  }
  return { files: [...files], named, problems };
}

/**
 * The rules above a folder that reach into it: up to the repository's root, or to the working directory where there is no repository.
 * None when they ignore the folder itself, for it was asked for by name.
 */
function rulesAbove(folder: string, workingDirectory: string): readonly Rules[] {
  const folders: string[] = [];
  for (let at = folder; !existsSync(join(at, '.git')) && dirname(at) !== at; at = dirname(at)) folders.unshift(dirname(at));
  const repository = folders[0] ?? folder;
  const isRepository = existsSync(join(repository, '.git'));
  const above = isRepository ? folders : folders.filter(at => at === workingDirectory || at.startsWith(join(workingDirectory, '/')));
  const rules = [...(isRepository ? excludesOf(repository) : []), ...above.flatMap(rulesIn)];
  const steps = [...folders.slice(1), folder];
  return steps.some(at => isIgnored(rules, at, true)) ? [] : rules;
}

function rulesIn(folder: string): readonly Rules[] {
  return rulesFrom(join(folder, '.gitignore'), folder);
}

const excludesOf = (repository: string): readonly Rules[] => rulesFrom(join(repository, '.git', 'info', 'exclude'), repository);

function rulesFrom(file: string, folder: string): readonly Rules[] {
  try {
    return [{ folder, rules: ignore({ allowRelativePaths: true }).add(readFileSync(file, 'utf8')) }];
  } catch {
    return [];
  }
}

/** The rule nearest to the path that speaks about it decides. */
function isIgnored(rules: readonly Rules[], path: string, isFolder: boolean): boolean {
  for (const { folder, rules: own } of rules.toReversed()) {
    const inside = toSlashes(relative(folder, path));
    if (inside === '' || inside.startsWith('../')) continue;
    const { ignored, unignored } = own.test(isFolder ? `${inside}/` : inside);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function walk(root: string, above: readonly Rules[], files: Set<string>, report: (problem: string) => void): void {
  const pending: { readonly folder: string; readonly above: readonly Rules[] }[] = [{ folder: root, above }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { folder } = next;
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      report(`cannot read ${folder}: ${errorText(error)}`);
      continue;
    }
    const rules = [...next.above, ...rulesIn(folder)];
    // Links are not followed: what they lead to is found where it lies, or belongs to somebody else.
    const kept = entries.filter(entry => !isIgnored(rules, join(folder, entry.name), entry.isDirectory()));
    const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : 1);
    for (const { name } of kept.filter(entry => entry.isFile() && sourceFile.test(entry.name)).sort(byName))
      files.add(toSlashes(join(folder, name)));
    const folders = kept.filter(entry => entry.isDirectory() && !isForeign(folder, entry.name)).sort(byName);
    pending.push(...folders.toReversed().map(({ name }) => ({ folder: join(folder, name), above: rules })));
  }
}

/** A folder of tools or installed packages. */
const isForeign = (parent: string, name: string): boolean =>
  skippedFolders.has(basename(name)) || existsSync(join(parent, name, 'pyvenv.cfg'));

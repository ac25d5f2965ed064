/** Finds the file an import means. Look-ups stay inside the workspace's roots. */
import type { Host } from './host.ts';

const parent = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

/** `a/./b/../c` without the dots. */
export function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

export const isInside = (path: string, roots: readonly string[]): boolean =>
  roots.some(root => path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`));

/** Python: a relative import starts at the package, an absolute one beside the file, then in the folders above it up to the root. */
export function resolvePython(path: string, level: number, from: string, host: Host): string | undefined {
  const parts = path.split('.').filter(Boolean);
  const tail = parts.join('/');
  const at = (folder: string): string | undefined => {
    const base = tail ? `${folder}/${tail}` : folder;
    return [`${base}.py`, `${base}/__init__.py`].map(normalise).find(file => isInside(file, host.roots) && host.isFile(file));
  };
  let folder = parent(from);
  if (level > 0) {
    for (let up = 1; up < level; up++) folder = parent(folder);
    return at(folder);
  }
  while (isInside(folder, host.roots)) {
    const found = at(folder);
    if (found && found !== from) return found;
    folder = parent(folder);
  }
  return undefined;
}

const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** TypeScript and JavaScript: relative specifiers, with the ending left out, `.js` standing for `.ts`, or a folder's `index`. */
export function resolveTypescript(specifier: string, from: string, host: Host): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const base = normalise(`${parent(from)}/${specifier}`);
  const bare = base.replace(/\.(js|jsx|mjs|cjs)$/, '');
  const candidates = [
    base,
    ...endings.map(ending => base + ending),
    ...(bare === base ? [] : endings.map(ending => bare + ending)),
    ...endings.map(ending => `${base}/index${ending}`),
  ];
  return candidates.find(file => endings.some(ending => file.endsWith(ending)) && isInside(file, host.roots) && host.isFile(file));
}

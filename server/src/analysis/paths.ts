/** Paths as texts: absolute, with `/`. */

export const parent = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `/a/./b/../c` without the dots; above the root there is nothing. */
export function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

export const isInside = (path: string, roots: readonly string[]): boolean =>
  roots.some(root => path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`));

/** What `path` is when one stands in `folder`. */
export const joined = (folder: string, path: string): string => normalise(path.startsWith('/') ? path : `${folder}/${path}`);

/** The folder and those above it, as far as they lie inside the roots. */
export function* upward(folder: string, roots: readonly string[]): Generator<string> {
  for (let at = folder; isInside(at || '/', roots); at = parent(at)) {
    yield at;
    if (at === '') return;
  }
}

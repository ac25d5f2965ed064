/** Files that exist only here: for tests, and for text that comes over a pipe. */
import type { Host } from '#server/analysis/host.ts';

/** `files`: absolute paths, with `/`, to texts. Later changes of the map are seen. */
export function createMemoryHost(files: ReadonlyMap<string, string>, roots: readonly string[] = ['/']): Host {
  return {
    read: path => files.get(path),
    isFile: path => files.has(path),
    folders(path) {
      const start = path.endsWith('/') ? path : `${path}/`;
      const below = [...files.keys()].filter(file => file.startsWith(start)).map(file => file.slice(start.length));
      return [...new Set(below.filter(file => file.includes('/')).map(file => file.slice(0, file.indexOf('/'))))];
    },
    roots,
  };
}

/** The files of this machine. */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import type { Host } from '#server/analysis/host.ts';
import { readSource, type Source } from './read.ts';

export interface NodeHost extends Host {
  folders(path: string): readonly string[];
  /** As `read`, with the reason when there is no text. */
  source(path: string): Source;
}

/** `/` on every system, as the analysis wants it. */
export const toSlashes = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'));

/** `roots` are absolute, with `/`. What a symbolic link leads to outside of them is not found by imports. */
export function createNodeHost(roots: readonly string[]): NodeHost {
  const realRoots = roots.map(root => realPath(root) ?? root);
  const isInside = (path: string): boolean => {
    const target = realPath(path);
    return target !== undefined && realRoots.some(root => target === root || target.startsWith(root.endsWith('/') ? root : `${root}/`));
  };
  return {
    roots,
    source: readSource,
    read(path) {
      const source = readSource(path);
      return source.kind === 'text' ? source.text : undefined;
    },
    isFile(path) {
      try {
        return statSync(path).isFile() && isInside(path);
      } catch {
        return false;
      }
    },
    folders(path) {
      try {
        // Links are left out: what they lead to is found where it lies.
        return readdirSync(path, { withFileTypes: true }).flatMap(entry => (entry.isDirectory() ? [entry.name] : []));
      } catch {
        return [];
      }
    },
  };
}

function realPath(path: string): string | undefined {
  try {
    return toSlashes(realpathSync(path));
  } catch {
    return undefined;
  }
}

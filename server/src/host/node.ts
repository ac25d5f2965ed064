/** The files of this machine. */
import { readFileSync, statSync } from 'node:fs';
import type { Host } from '#server/analysis/host.ts';

/** Source files above this many bytes are data in disguise, and not read. */
const MAX_BYTES = 4 * 1024 * 1024;

/** `roots` is asked anew each time, since folders come and go in an editor. */
export function createNodeHost(roots: () => readonly string[]): Host {
  return {
    get roots() {
      return roots();
    },
    read,
    isFile,
  };
}

function read(path: string): string | undefined {
  try {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > MAX_BYTES) return undefined;
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch {
    return undefined;
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Reads source files as text, and says in a sentence why one is none. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Notebook, readNotebook } from './notebook.ts';

/** Larger files are data or bundles, not code that people write. */
export const MAX_BYTES = 2 * 1024 * 1024;
/** Pictures in the outputs make notebooks large; their code is small. */
const MAX_NOTEBOOK_BYTES = 64 * 1024 * 1024;

export type Source =
  | { readonly kind: 'text'; readonly text: string; readonly notebook?: Notebook }
  /** Not for us: binary, too large, in an encoding we do not read. */
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

export function readSource(path: string): Source {
  let bytes: Buffer;
  try {
    const read = readBytes(path, path.toLowerCase().endsWith('.ipynb') ? MAX_NOTEBOOK_BYTES : MAX_BYTES);
    if (typeof read === 'string') return { kind: 'skipped', reason: read };
    bytes = read;
  } catch (error) {
    return { kind: 'unreadable', reason: errorText(error) };
  }
  const text = decode(bytes, path);
  if (text === undefined) return { kind: 'skipped', reason: bytes.includes(0) ? 'is not a text file' : 'is not UTF-8 text' };
  return path.toLowerCase().endsWith('.ipynb') ? notebookSource(text) : { kind: 'text', text };
}

function notebookSource(text: string): Source {
  const notebook = readNotebook(text);
  return typeof notebook === 'string' ? { kind: 'skipped', reason: notebook } : { kind: 'text', text: notebook.text, notebook };
}

/** The size is looked at first; reading stops at the limit also for what has no size, such as a pipe or `/dev/zero`. */
function readBytes(path: string, limit: number): Buffer | string {
  const file = openSync(path, 'r');
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw new Error('is a directory');
    const tooLarge = `is larger than ${limit / 1024 / 1024} MB`;
    if (stat.size > limit) return tooLarge;
    const chunks: Buffer[] = [];
    for (let total = 0; ; ) {
      const chunk = Buffer.allocUnsafe(Math.max(4096, Math.min(stat.size + 1 - total, 1 << 20)));
      const count = readSync(file, chunk);
      if (count === 0) return Buffer.concat(chunks);
      total += count;
      if (total > limit) return tooLarge;
      chunks.push(chunk.subarray(0, count));
    }
  } finally {
    closeSync(file);
  }
}

/** Undefined for what is no text. A byte order mark is left out: editors do not count it as a column either. */
function decode(bytes: Buffer, path: string): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const declared = path.endsWith('.py') ? declaredEncoding(bytes) : undefined;
    if (declared === undefined) return undefined;
    try {
      return new TextDecoder(declared, { fatal: true }).decode(bytes);
    } catch {
      return undefined;
    }
  }
}

/** Python files say in one of their first two lines how they are encoded: `# -*- coding: latin-1 -*-`. */
function declaredEncoding(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 400).toString('latin1').split('\n').slice(0, 2);
  const name = head.map(line => /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1]).find(found => found !== undefined);
  return name?.replace(/^(latin|iso)[-_]?1$/i, 'latin1').replaceAll('_', '-');
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
};

/** What the system says, in words. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return (code && reasons[code]) ?? error.message;
}

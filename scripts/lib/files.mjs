// Questions about files that more than one script asks.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './process.mjs';

/** When a file, or anything in a folder (the folders themselves count, so that a removal is seen), was last changed. */
export function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  let latest = stat.mtimeMs;
  for (const entry of readdirSync(path)) latest = Math.max(latest, newest(join(path, entry)));
  return latest;
}

/** What a build makes; a missing or older one means that a build is due. */
export const outputs = [
  'dist/extension.cjs',
  'dist/server.cjs',
  'dist/cli.cjs',
  'dist/calculator.js',
  'dist/web-tree-sitter.wasm',
  'dist/tree-sitter-python.wasm',
  'dist/tree-sitter-typescript.wasm',
  'dist/tree-sitter-tsx.wasm',
];

const sources = ['shared', 'server', 'client', 'docs/diagnostics', 'package-lock.json', 'scripts/build.mjs'];

export function buildIsDue() {
  const built = outputs.map(file => (existsSync(inRoot(file)) ? statSync(inRoot(file)).mtimeMs : 0));
  return Math.min(...built) < Math.max(...sources.map(path => newest(inRoot(path))));
}

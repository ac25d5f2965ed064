// npm run generate: writes what is derived from the sources (settings in package.json, reference pages, tables in the docs).
// With --check nothing is written; a stale file is named and the exit status is 1. What to write is decided in scripts/generate/.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './lib/bundle.mjs';
import { fail, inRoot } from './lib/process.mjs';
import { withSection } from './lib/sections.mjs';

const read = path => (existsSync(inRoot(path)) ? readFileSync(inRoot(path), 'utf8') : undefined);

/** Path → the text it must have, or undefined for a file that must go. */
function wanted({ files, sections, manifest, owned }) {
  const result = new Map(files.map(({ path, text }) => [path, `${text.trimEnd()}\n`]));
  for (const { path, name, text } of sections) {
    const before = result.get(path) ?? read(path);
    if (before === undefined) throw new Error(`${path} does not exist, but has a generated part '${name}'`);
    result.set(path, withSection(before, path, name, text));
  }
  if (manifest) {
    const before = JSON.parse(read('package.json'));
    result.set('package.json', `${JSON.stringify({ ...before, contributes: { ...before.contributes, ...manifest } }, null, 2)}\n`);
  }
  for (const folder of owned) {
    if (!existsSync(inRoot(folder))) continue;
    for (const entry of readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })) {
      const path = `${entry.parentPath.slice(inRoot().length)}/${entry.name}`.replaceAll('\\', '/').replace(/^\//, '');
      if (entry.isFile() && !result.has(path)) result.set(path, undefined);
    }
  }
  return result;
}

function write(path, text) {
  if (text === undefined) rmSync(inRoot(path));
  else {
    mkdirSync(dirname(inRoot(path)), { recursive: true });
    writeFileSync(inRoot(path), text);
  }
}

async function main() {
  const check = process.argv.includes('--check');
  const { generate } = await import(pathToFileURL(await bundle('scripts/generate/main.ts', 'generate/main.mjs')).href);
  const stale = [...wanted(await generate())].filter(([path, text]) => read(path) !== text);
  for (const [path, text] of stale) {
    console.log(`${check ? 'stale' : text === undefined ? 'removed' : 'written'}: ${path}`);
    if (!check) write(path, text);
  }
  if (stale.length === 0) console.log('All generated files are fresh.');
  else if (check) {
    console.log('Run `npm run generate` and commit what it writes.');
    process.exitCode = 1;
  }
}

main().catch(fail);

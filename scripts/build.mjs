// Bundles the extension, the language server, the command line and the calculator's page into dist/, with the grammars beside them.

import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { fail, inRoot, root } from './lib/process.mjs';

/** What every bundle has in common; also used for the scripts and tests that are bundled on the fly. */
const common = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  logLevel: 'warning',
  minify: true,
  keepNames: true,
  sourcemap: 'linked',
  legalComments: 'none',
};

/** CommonJS for Node. `import.meta.url` stays usable: it is the bundle's own place, so files beside the bundle are found. */
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  define: { 'import.meta.url': 'bundleUrl' },
};
const bundleUrl = 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;';

const bundles = [
  { ...node, entryPoints: ['client/src/extension.ts'], outfile: 'dist/extension.cjs', external: ['vscode'], banner: { js: bundleUrl } },
  { ...node, entryPoints: ['server/src/lsp/main.ts'], outfile: 'dist/server.cjs', banner: { js: bundleUrl } },
  { ...node, entryPoints: ['server/src/cli/main.ts'], outfile: 'dist/cli.cjs', banner: { js: `#!/usr/bin/env node\n${bundleUrl}` } },
  {
    ...common,
    entryPoints: ['client/webview/calculator.ts'],
    outfile: 'dist/calculator.js',
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
  },
];

const copies = [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
  'tree-sitter-typescript/tree-sitter-typescript.wasm',
  'tree-sitter-typescript/tree-sitter-tsx.wasm',
];

/** The folder of the package that a bundled file came from, or undefined for our own. */
const packageOf = file => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

/** The licences of what the bundles contain, as they ask to be passed on. */
function licences(metafiles) {
  const packages = new Set(copies.map(file => packageOf(`node_modules/${file}`)));
  for (const { inputs } of metafiles) for (const file of Object.keys(inputs)) packages.add(packageOf(file));
  packages.delete(undefined);
  return [...packages].sort().map(folder => {
    const { name, version, license } = JSON.parse(readFileSync(inRoot(folder, 'package.json'), 'utf8'));
    const file = readdirSync(inRoot(folder)).find(entry => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(inRoot(folder, file), 'utf8').trim() : '';
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
}

export async function build() {
  mkdirSync(inRoot('dist'), { recursive: true });
  const results = await Promise.all(bundles.map(options => esbuild.build(options)));
  chmodSync(inRoot('dist/cli.cjs'), 0o755);
  for (const file of copies) copyFileSync(inRoot('node_modules', file), join(inRoot('dist'), file.slice(file.lastIndexOf('/') + 1)));
  // What `shapewright explain` prints.
  rmSync(inRoot('dist/diagnostics'), { recursive: true, force: true });
  cpSync(inRoot('docs/diagnostics'), inRoot('dist/diagnostics'), { recursive: true });
  writeFileSync(inRoot('dist/THIRD-PARTY-LICENCES.txt'), licences(results.map(({ metafile }) => metafile)).join(`\n${'-'.repeat(76)}\n\n`));
}

build().catch(fail);

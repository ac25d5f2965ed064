// Runs TypeScript that is not part of the product (generators, benchmarks, editor suites): bundled to out/ on the fly.

import { inRoot, root } from './process.mjs';

/** Bundles one entry into `out/<name>`, packages left to be found in node_modules; returns the bundle's path. */
export async function bundle(entry, name, options = {}) {
  // Only now: this module is imported by scripts that first have to install esbuild.
  const { build } = await import('esbuild');
  const outfile = inRoot('out', name);
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: name.endsWith('.cjs') ? 'cjs' : 'esm',
    target: 'node20',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
    ...options,
  });
  return outfile;
}

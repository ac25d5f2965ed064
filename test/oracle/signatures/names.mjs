// Prints every name by which the Python packs' ops are reached, as JSON, for record.py: pack → paths below its root.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'shapewright-names-'));
const outfile = join(folder, 'names.mjs');
await build({
  stdin: { contents: "export { recordedNames } from './recorded-names.ts';", resolveDir: import.meta.dirname, loader: 'ts' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile,
  logLevel: 'error',
});
const { recordedNames } = await import(pathToFileURL(outfile).href);
rmSync(folder, { recursive: true });
process.stdout.write(`${JSON.stringify(recordedNames())}\n`);

// Prints the declared examples of the convolutions as JSON, for record.py.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'shapewright-examples-'));
const outfile = join(folder, 'ops.mjs');
const ops = join(import.meta.dirname, '../../../shared/src/ops/tensorflow');
const contents = "export { conv2d } from './conv2d.ts'; export { conv2dTranspose } from './conv2d-transpose.ts';";
await build({
  stdin: { contents, resolveDir: ops, loader: 'ts' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile,
  logLevel: 'error',
});
const { conv2d, conv2dTranspose } = await import(pathToFileURL(outfile).href);
rmSync(folder, { recursive: true });

const numbers = given =>
  Object.fromEntries(Object.entries(given ?? {}).map(([name, shape]) => [name, shape.split(' ').filter(Boolean).map(Number)]));
const examples = [conv2d, conv2dTranspose].flatMap(op => op.examples.map(example => ({ ...example, given: numbers(example.given) })));
process.stdout.write(`${JSON.stringify(examples)}\n`);

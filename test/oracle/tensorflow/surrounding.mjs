// Prints what record_surrounding.py asks TensorFlow about, as JSON: the declared examples of all ops but those of record.py, and every name.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'shapewright-ops-'));
const outfile = join(folder, 'ops.mjs');
const contents = "export { tensorflow } from '#shared/ops/tensorflow/index.ts'; export { isRecorded } from './is-recorded.ts';";
await build({
  stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile,
  logLevel: 'error',
});
const { tensorflow, isRecorded } = await import(pathToFileURL(outfile).href);
rmSync(folder, { recursive: true });

const ops = tensorflow.ops.filter(isRecorded);
const shape = text => text.split(' ').filter(Boolean).map(Number);
const examples = ops.flatMap(op =>
  op.examples.map(({ call, given = {}, under }) => ({
    example: call,
    given: Object.fromEntries(Object.entries(given).map(([name, text]) => [name, shape(text)])),
    apis: under ? [under] : op.api ? [op.api] : ['v2', 'v1'],
  })),
);
const functions = ops.filter(op => !op.attribute && !op.method?.only);
const names = [...functions.flatMap(op => [op.name.replace('tf.', ''), ...(op.aliases ?? [])]), ...Object.keys(tensorflow.idioms)];
process.stdout.write(`${JSON.stringify({ examples, names: [...new Set(names)] })}\n`);

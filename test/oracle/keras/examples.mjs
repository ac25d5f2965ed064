// Prints the declared examples of the Keras pack as JSON, for record.py.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'shapewright-examples-'));
const outfile = join(folder, 'pack.mjs');
const resolveDir = join(import.meta.dirname, '../../../shared/src/ops/keras');
const contents = "export { keras } from './index.ts';";
await build({ stdin: { contents, resolveDir, loader: 'ts' }, bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'error' });
const { keras } = await import(pathToFileURL(outfile).href);
rmSync(folder, { recursive: true });

const dims = shape => shape.split(' ').filter(Boolean).map(Number);
const examples = keras.ops
  // Data sets would be fetched from the network; what others contribute is not in Keras.
  .filter(
    op =>
      op.listed !== false &&
      !/^keras\.(datasets|contrib|applications\.(?!preprocess_input)|preprocessing|utils\.(\w+_from_directory|\w+_img|img_\w+|pad_sequences))/.test(
        op.name,
      ),
  )
  .flatMap(op =>
    op.examples.map(({ call, given = {}, on }) => ({
      call,
      given: Object.fromEntries(Object.entries(given).map(([name, shape]) => [name, dims(shape)])),
      ...(on === undefined ? {} : { on: on.split(',').map(dims) }),
    })),
  );
process.stdout.write(`${JSON.stringify(examples)}\n`);

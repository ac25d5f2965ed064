// Prints the declared examples of packs, one a line: `node examples.mjs jax flax`. What is not run for a reason is left out.
import { build } from 'esbuild';

const { outputFiles } = await build({
  stdin: { contents: "export { packOf } from '#shared/ops/registry.ts';", resolveDir: import.meta.dirname, loader: 'ts' },
  bundle: true,
  write: false,
  format: 'esm',
});
const { packOf } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
const dims = text => text.split(' ').filter(Boolean).map(Number);
for (const pack of process.argv.slice(2))
  for (const op of packOf(pack).ops) {
    if (op.notRun) continue;
    for (const { call, given = {}, on } of op.examples) {
      const tensors = Object.fromEntries(Object.entries(given).map(([name, shape]) => [name, dims(shape)]));
      console.log(JSON.stringify({ pack, call, given: tensors, ...(on === undefined ? {} : { on: on.split(',').map(dims) }) }));
    }
  }

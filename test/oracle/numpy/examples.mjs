// Prints the declared examples of NumPy, one a line, for record.py.
import { build } from 'esbuild';

const { outputFiles } = await build({
  stdin: { contents: "export { packOf } from '#shared/ops/registry.ts';", resolveDir: import.meta.dirname, loader: 'ts' },
  bundle: true,
  write: false,
  format: 'esm',
});
const { packOf } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
const dims = text => text.split(' ').filter(Boolean).map(Number);
for (const op of packOf('numpy').ops)
  for (const { call, given = {} } of op.examples) {
    const tensors = Object.fromEntries(Object.entries(given).map(([name, shape]) => [name, dims(shape)]));
    console.log(JSON.stringify({ call, given: tensors }));
  }

// npm run test:update: rewrites the snapshots of the Markdown suites, then the generated files.

import { fail, inRoot, run, tool } from './lib/process.mjs';
import { setup } from './setup.mjs';

async function main() {
  await setup();
  const env = { ...process.env, UPDATE: '1' };
  const tests = run(tool('vitest', 'run', '--update', ...process.argv.slice(2)), { env });
  const generated = run([process.execPath, [inRoot('scripts/generate.mjs')]]);
  process.exitCode = tests || generated;
}

main().catch(fail);

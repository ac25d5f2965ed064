// npm run bench [NAME…]: runs test/bench/*.ts one after another, each in a process of its own, and prints what they measure.

import { readdirSync } from 'node:fs';
import { bundle } from './lib/bundle.mjs';
import { fail, heading, inRoot, run } from './lib/process.mjs';
import { setup } from './setup.mjs';

async function main() {
  const wanted = process.argv.slice(2);
  await setup();
  const names = readdirSync(inRoot('test/bench'))
    .filter(file => file.endsWith('.bench.ts'))
    .map(file => file.slice(0, -'.bench.ts'.length))
    .filter(name => wanted.length === 0 || wanted.includes(name));
  if (names.length === 0) throw new Error('no such benchmark in test/bench');
  for (const name of names) {
    heading(name);
    const file = await bundle(`test/bench/${name}.bench.ts`, `bench/${name}.mjs`);
    if (run([process.execPath, [file]]) !== 0) process.exitCode = 1;
  }
}

main().catch(fail);

// npm test: sets up, then runs types, lint, layering, generated files and every test that needs no browser.

import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fail, heading, inRoot, run, tool } from './lib/process.mjs';
import { setup } from './setup.mjs';

const report = inRoot('out/test-results.json');

const sections = [
  ['types', () => run(tool('tsc', '-b'))],
  ['lint and format', () => run(tool('biome', 'check', '--error-on-warnings'))],
  ['layering', () => run(tool('depcruise', 'shared', 'server', 'client', '--config', '.dependency-cruiser.cjs'))],
  ['generated files', () => run([process.execPath, [inRoot('scripts/generate.mjs'), '--check']])],
  [
    'tests',
    () => run(tool('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2))),
  ],
];

function totals() {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    return [numPassedTests, numFailedTests];
  } catch {
    return [0, 0];
  }
}

async function main() {
  await setup();
  mkdirSync(inRoot('out'), { recursive: true });
  rmSync(report, { force: true });
  const failed = [];
  for (const [name, section] of sections) {
    heading(name);
    if (section() !== 0) failed.push(name);
  }
  heading('result');
  for (const [name] of sections) console.log(`${failed.includes(name) ? '✗' : '✓'} ${name}`);
  const [passed, failures] = totals();
  // A section that failed without a failing test (types, a test file that does not load) counts as one failure.
  const others = failed.filter(name => name !== 'tests' || failures === 0).length;
  console.log(`\n${passed} passed, ${failures + others} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

main().catch(fail);

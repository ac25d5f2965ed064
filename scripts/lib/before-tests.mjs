// Vitest runs this once before the tests: those that drive the built server and command line must not meet an old build.

import { buildIsDue } from './files.mjs';
import { inRoot, run } from './process.mjs';

export function setup() {
  if (!buildIsDue()) return;
  if (run([process.execPath, [inRoot('scripts/build.mjs')]]) !== 0) console.warn('The build failed; tests that need it will fail as well.');
}

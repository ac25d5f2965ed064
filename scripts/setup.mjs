// Makes a fresh clone ready: installs the dependencies and builds, each only when needed. Uses nothing but Node.

import { existsSync, readFileSync } from 'node:fs';
import { buildIsDue } from './lib/files.mjs';
import { fail, inRoot, isMain, npm, run } from './lib/process.mjs';

/** Whether what is installed differs from what package-lock.json asks for. npm keeps its own account of the former. */
function installIsDue() {
  const account = inRoot('node_modules/.package-lock.json');
  if (!existsSync(account)) return true;
  const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(account, 'utf8')).packages;
  return Object.entries(wanted).some(([path, entry]) => {
    if (path === '' || entry.link) return false;
    const found = installed[path];
    return found ? found.version !== entry.version : !entry.optional;
  });
}

export async function setup() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Error(`Node 20 or newer is needed, this is ${process.version}`);
  if (installIsDue()) {
    console.log('Installing dependencies…');
    if (run(npm('ci')) !== 0) throw new Error('npm ci failed');
  }
  if (buildIsDue()) {
    console.log('Building…');
    // In a process of its own: esbuild is not there before the installation, and its service ends with the process.
    if (run([process.execPath, [inRoot('scripts/build.mjs')]]) !== 0) throw new Error('the build failed');
  }
}

if (isMain(import.meta)) setup().catch(fail);

// npm start: sets up, checks examples/ on the command line, then opens them in VS Code with the extension loaded.
// Stops after the report with --no-editor, and where there is nobody to look at an editor (no terminal, CI).

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { fail, heading, inRoot, root, run, which } from './lib/process.mjs';
import { setup } from './setup.mjs';
import { installVscode, newestVersion, oldestVersion } from './vscode/install.mjs';
import { packageExtension } from './vscode/package.mjs';
import { installExtension, serve } from './vscode/serve.mjs';

const examples = inRoot('examples');

/** The example to begin with: one mistake, with its explanation and its repair. */
const first = inRoot('examples/mistakes/transpose_output_shape.py');

function report() {
  heading('shapewright check examples/');
  const status = run([process.execPath, [inRoot('dist/cli.cjs'), 'check', 'examples/']]);
  // 1 means that mistakes were found: the examples hold some on purpose.
  if (status > 1) throw new Error(`shapewright check ended with status ${status}`);
}

async function desktop(code) {
  console.log(`Opening examples/ with ${code}`);
  const child = spawn(code, [`--extensionDevelopmentPath=${root}`, examples, first], { stdio: 'inherit', shell: code.endsWith('.cmd') });
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (status !== 0) throw new Error(`${code} ended with status ${status}`);
}

/** The newest VS Code that this machine can get, else the oldest supported one, which runs on Node 20. */
function webVscode() {
  try {
    return installVscode(newestVersion);
  } catch (error) {
    if (process.env.DEBUG) console.error(error);
    console.log(`VS Code ${newestVersion} could not be had here; trying ${oldestVersion}.`);
    return installVscode(oldestVersion);
  }
}

async function web() {
  console.log('No `code` on PATH: serving VS Code from npm instead (fetched once, about 150 MB).');
  const vscode = webVscode();
  mkdirSync(inRoot('.vscode-test'), { recursive: true });
  const folder = mkdtempSync(inRoot('.vscode-test', 'start-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  installExtension(vscode, folder, packageExtension());
  // The address is known to this terminal only: an editor can run programs, and other users share the loopback interface.
  const server = await serve(vscode, folder, { token: randomUUID() });
  const stop = () => server.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const url = server.url(examples, [['openFile', server.remote(first)]]);
  console.log(`\nVS Code ${vscode.version} with Shapewright:\n\n  ${url}\n\nCtrl-C ends it.`);
  await server.ended;
}

async function main() {
  await setup();
  report();
  const watched = process.stdin.isTTY && process.stdout.isTTY && !process.env.CI;
  if (process.argv.includes('--no-editor') || !watched) return;
  heading('editor');
  const code = which('code');
  await (code ? desktop(code) : web());
}

main().catch(fail);

// npm run test:editor: the packaged extension in a real VS Code. A UI suite sees it as a person does, a mocha suite from inside.
//
//   --vscode VERSION   another VS Code from npm than the newest (scripts/vscode/install.mjs lists them); `all` for each of them
//   --only ui|host     one suite
//   --electron         the mocha suite in the desktop VS Code, which @vscode/test-electron downloads

import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, parseArgs } from 'node:util';
import { bundle } from './lib/bundle.mjs';
import { fail, heading, inRoot, root } from './lib/process.mjs';
import { setup } from './setup.mjs';
import { findChromium, openBrowser } from './vscode/browser.mjs';
import { installVscode, newestVersion, versions } from './vscode/install.mjs';
import { packageExtension } from './vscode/package.mjs';
import { installExtension, serve } from './vscode/serve.mjs';

const shots = inRoot('.vscode-test/screenshots');

/** A safety net, not a wait: no suite comes near it unless something hangs. */
const suiteLimit = 5 * 60_000;

/** What the workbench says for its own reasons. */
const noise =
  /Resolv(ing|ed) connection token|Creating a socket|AccountPolicyGate|AgentHost|open-vsx|authentication provider|Service Worker|grace time|builtin extensions cache|bindings file|watchdog|DefaultAccount|chat-stt|workbench contribution|Canceled: Canceled/;

/** A scratch folder with a copy of the workspace, so that tests may edit it. */
function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'shapewright-editor-'));
  const workspace = join(folder, 'workspace');
  cpSync(inRoot('test/e2e/workspace'), workspace, { recursive: true });
  return { folder, workspace, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

/** A server with the packaged extension installed, and a page; both gone when `action` is done. */
async function withWorkbench({ vscode, vsix, chromium }, options, action) {
  const { folder, workspace, remove } = scratch();
  try {
    installExtension(vscode, folder, vsix);
    const installed = join(
      folder,
      'extensions',
      readdirSync(join(folder, 'extensions')).find(name => name.startsWith('shapewright.')),
    );
    const server = await serve(vscode, folder, { ...options, settings: { 'editor.hover.delay': 50 } });
    const browser = await openBrowser(chromium);
    try {
      return await action({ server, page: browser.page, workspace, installed });
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    remove();
  }
}

async function uiSuite(setting) {
  const { run } = await import(pathToFileURL(await bundle('test/e2e/ui.ts', 'e2e/ui.mjs')).href);
  const result = { passed: 0, failed: 0 };
  await withWorkbench(setting, {}, async ({ server, page, workspace }) => {
    let count = 0;
    const screenshot = name =>
      page.screenshot({
        path: join(shots, `${setting.vscode.version}-${String(++count).padStart(2, '0')}-${name.replace(/[^a-z0-9]+/gi, '-')}.png`),
      });
    const messages = [];
    page.on('console', message => messages.push(message.text()));
    page.setDefaultTimeout(60_000);
    const started = Date.now();
    await run({
      page,
      screenshot,
      open: file => page.goto(server.url(workspace, [['openFile', server.remote(join(workspace, file))]]), { waitUntil: 'commit' }),
      async step(name, action) {
        // Every step builds on the first: without it the others would only wait in vain.
        if (result.failed > 0 && result.passed === 0) return;
        try {
          await action();
          result.passed++;
          console.log(`  ✓ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
        } catch (error) {
          result.failed++;
          console.log(`  ✗ ${name}\n${String(error?.message ?? error).replace(/^/gm, '      ')}`);
          for (const text of messages.filter(line => !noise.test(line)).slice(-5)) console.log(`      [page] ${text.slice(0, 300)}`);
        }
        await screenshot(name);
      },
    });
  });
  return result;
}

const suiteBundle = () => bundle('test/e2e/suite/index.ts', 'e2e/suite.cjs');

async function hostSuite(setting) {
  const suite = await suiteBundle();
  let code;
  const result = { passed: 0, failed: 0 };
  await withWorkbench(setting, { automation: true }, async ({ server, page, workspace, installed }) => {
    const ended = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the suite did not end')), suiteLimit);
      page.exposeFunction('codeAutomationExit', status => {
        clearTimeout(timer);
        resolve(status);
      });
    });
    await page.exposeFunction('codeAutomationLog', (_type, args) => {
      const text = format(...args);
      const counted = /in the extension host: (\d+) ok, (\d+) not ok/.exec(text);
      if (counted) Object.assign(result, { passed: Number(counted[1]), failed: Number(counted[2]) });
      else if (!noise.test(text)) console.log(text);
    });
    const payload = [
      ['extensionDevelopmentPath', server.remote(installed)],
      ['extensionTestsPath', server.remote(suite)],
      ['skipWelcome', 'true'],
    ];
    await page.goto(server.url(workspace, payload), { waitUntil: 'commit' });
    code = await ended.catch(async error => {
      await page.screenshot({ path: join(shots, `${setting.vscode.version}-host.png`) });
      console.log(`  ✗ ${error.message}`);
    });
  });
  return code === 0 || result.failed > 0 ? result : { ...result, failed: 1 };
}

/** The mocha suite in the desktop program. VSCODE_EXECUTABLE names one that is there already. */
async function electron() {
  const { runTests } = await import('@vscode/test-electron');
  const { workspace, remove } = scratch();
  const executable = process.env.VSCODE_EXECUTABLE;
  try {
    await runTests({
      ...(executable ? { vscodeExecutablePath: executable } : {}),
      extensionDevelopmentPath: root,
      extensionTestsPath: await suiteBundle(),
      launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
    });
  } finally {
    remove();
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      vscode: { type: 'string', default: newestVersion },
      only: { type: 'string' },
      electron: { type: 'boolean', default: false },
    },
  });
  await setup();
  if (values.electron) return electron();

  const suites = Object.entries({ ui: uiSuite, host: hostSuite }).filter(([name]) => !values.only || name === values.only);
  if (suites.length === 0) throw new Error('--only takes ui or host');
  const chromium = findChromium();
  const vsix = packageExtension();
  rmSync(shots, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });
  let passed = 0;
  let failed = 0;
  for (const version of values.vscode === 'all' ? Object.keys(versions) : [values.vscode]) {
    const vscode = installVscode(version);
    for (const [name, suite] of suites) {
      heading(`${name === 'ui' ? 'the workbench' : 'the extension host'} (VS Code ${version})`);
      const result = await suite({ vscode, vsix, chromium });
      passed += result.passed;
      failed += result.failed;
    }
  }
  heading('result');
  console.log(`Screenshots: ${shots.slice(root.length)}\n\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

main().catch(fail);

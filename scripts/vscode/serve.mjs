// Runs the VS Code server of install.mjs on loopback, with its data in a folder of its own.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { background, need } from '../lib/process.mjs';

/** Nothing on screen but the files, nothing asked of the network, nothing saved behind our back. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
};

const dataFlags = folder => [
  '--server-data-dir',
  join(folder, 'data'),
  '--user-data-dir',
  join(folder, 'data'),
  '--extensions-dir',
  join(folder, 'extensions'),
  '--accept-server-license-terms',
];

const environment = vscode => ({ ...process.env, PATH: `${dirname(vscode.node)}:${process.env.PATH}` });

/** Installs a packaged extension into the data folder. */
export function installExtension(vscode, folder, vsix) {
  need([vscode.node, [vscode.main, '--install-extension', vsix, ...dataFlags(folder)]], { env: environment(vscode) });
}

/**
 * Starts the server; resolves once it listens. `token` guards the address (undefined: anyone on this machine may connect);
 * `automation` lets the page run test suites in the extension host.
 */
export async function serve(vscode, folder, { token, port = 0, automation = false, settings = {} } = {}) {
  mkdirSync(join(folder, 'data/User'), { recursive: true });
  writeFileSync(join(folder, 'data/User/settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));
  const server = background(
    vscode.node,
    [
      vscode.main,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      ...(token ? ['--connection-token', token] : ['--without-connection-token']),
      ...dataFlags(folder),
      '--telemetry-level',
      'off',
      '--disable-workspace-trust',
      ...(automation ? ['--enable-smoke-test-driver'] : []),
    ],
    { env: environment(vscode) },
  );
  let log = '';
  const listening = new Promise((resolve, reject) => {
    const read = data => {
      log = (log + data).slice(-100_000);
      const found = /Extension host agent listening on (\d+)/.exec(log);
      if (found) resolve(Number(found[1]));
    };
    server.child.stdout.on('data', read);
    server.child.stderr.on('data', read);
    server.child.once('error', reject);
    server.ended.then(() => reject(new Error(`the VS Code server ended\n${log}`)));
  });
  const actual = await listening;
  const authority = `127.0.0.1:${actual}`;
  return {
    authority,
    ended: server.ended,
    stop: server.stop,
    log: () => log,
    /** The address of a workbench that shows `workspace`; `payload` are VS Code's start-up instructions. */
    url(workspace, payload = []) {
      const query = new URLSearchParams({ ...(token ? { tkn: token } : {}), folder: workspace });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query}`;
    },
    /** How the workbench names a file or folder of this machine. */
    remote: path => `vscode-remote://${authority}${path}`,
  };
}

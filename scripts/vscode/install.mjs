// A real VS Code (server and web workbench) from the npm registry: the code-server package carries the whole of it.
// No compiler and no install scripts: the few native modules that are then missing are ones VS Code can live without.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, need, npm } from '../lib/process.mjs';

/** The newest stable VS Code, and the oldest we support. Key: VS Code version; `package`: code-server's; `node`: the major it is built for. */
export const versions = {
  '1.139.1': { package: '4.139.1', node: 24 },
  '1.100.3': { package: '4.100.3', node: 20 },
};

export const newestVersion = '1.139.1';
export const oldestVersion = '1.100.3';

const home = inRoot('.vscode-test');

/** Dependencies only agents, containers, Kerberos proxies and Windows need: half of the download. */
const unneeded = [
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@devcontainers/cli',
  '@vscode/sandbox-runtime',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
];

/** npm in another folder, without the settings it hands down to the scripts it starts. */
function npmIn(folder, ...args) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^npm_(config_(?!cache|registry|userconfig|globalconfig)|package_|lifecycle_)/i.test(key),
    ),
  );
  return need(npm(...args), { cwd: folder, env });
}

/** A Node of the given major: the running one where it fits, else the one that npm has as a package. */
function nodeFor(major) {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(home, `node-${major}`);
  const binary = join(folder, 'node_modules', name, 'bin/node');
  if (!existsSync(binary)) {
    console.log(`Fetching Node ${major} (npm package ${name})…`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    npmIn(folder, 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', `${name}@${major}`);
  }
  return binary;
}

function unpack(version, folder) {
  console.log(`Fetching VS Code ${version} (npm package code-server)…`);
  const staging = `${folder}.part`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  npmIn(staging, 'pack', '--silent', `code-server@${versions[version].package}`);
  const archive = readdirSync(staging).find(file => file.endsWith('.tgz'));
  need(['tar', ['-xzf', archive, 'package/lib/vscode']], { cwd: staging });
  const server = join(staging, 'package/lib/vscode');
  const manifest = JSON.parse(readFileSync(join(server, 'package.json'), 'utf8'));
  for (const name of unneeded) delete manifest.dependencies[name];
  writeFileSync(join(server, 'package.json'), JSON.stringify(manifest, null, 2));
  for (const part of [server, join(server, 'extensions')])
    npmIn(part, 'install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--silent');
  rmSync(folder, { recursive: true, force: true });
  renameSync(server, folder);
  rmSync(staging, { recursive: true, force: true });
}

/** Installs a version of VS Code where it is not there yet. Returns the Node to run it with and the server's start file. */
export function installVscode(version) {
  if (!(version in versions)) throw new Error(`VS Code ${version} is not one of ${Object.keys(versions).join(', ')}`);
  if (process.platform === 'win32')
    throw new Error('VS Code from npm runs on Linux and macOS only; install VS Code and put `code` on PATH');
  const folder = join(home, `vscode-${version}`);
  const node = nodeFor(versions[version].node);
  if (!existsSync(folder)) unpack(version, folder);
  return { version, node, main: join(folder, 'out/server-main.js') };
}

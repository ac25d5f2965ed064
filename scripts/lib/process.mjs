// Running other programs from the project's scripts, the same way on every system.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A path inside the repository. */
export const inRoot = (...parts) => join(root, ...parts);

/** The scripts of the development tools, started with this Node: `node_modules/.bin` holds shell files on Windows. */
const tools = {
  tsc: 'typescript/bin/tsc',
  biome: '@biomejs/biome/bin/biome',
  depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
  vitest: 'vitest/vitest.mjs',
  vsce: '@vscode/vsce/vsce',
};

/** The command line of a development tool of this repository. */
export function tool(name, ...args) {
  return [process.execPath, [inRoot('node_modules', tools[name]), ...args]];
}

/** The command line of npm: the one that started us, else the one on PATH. */
export function npm(...args) {
  const path = process.env.npm_execpath;
  if (path?.endsWith('.js')) return [process.execPath, [path, ...args]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', args];
}

/** Runs to the end with our own terminal; returns the exit status. */
export function run([command, args], options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: command.endsWith('.cmd'), ...options });
  if (error) throw error;
  return status ?? 1;
}

/** Runs to the end; a failure is an error that carries what the program said. */
export function need([command, args], options = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: command.endsWith('.cmd'),
    ...options,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')} ended with status ${status}\n${stdout ?? ''}${stderr ?? ''}`);
  return stdout;
}

/** The full path of a program on PATH, or undefined. */
export function which(name) {
  const names = process.platform === 'win32' ? [`${name}.cmd`, `${name}.exe`, name] : [name];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const file of names) if (folder && existsSync(join(folder, file))) return join(folder, file);
  }
  return undefined;
}

/** A background program in its own process group, ended together with all it started, at the latest when we end. */
export function background(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const ended = new Promise(resolve => child.once('close', resolve));
  const kill = signal => {
    try {
      if (process.platform === 'win32') child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // It has ended already.
    }
  };
  const atExit = () => kill('SIGKILL');
  process.once('exit', atExit);
  ended.then(() => process.removeListener('exit', atExit));
  return {
    child,
    ended,
    async stop() {
      kill('SIGTERM');
      const timer = setTimeout(() => kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** True when the module was started by Node, rather than imported. */
export const isMain = meta => process.argv[1] !== undefined && pathToFileURL(realpathSync(process.argv[1])).href === meta.url;

export function heading(text) {
  const line = '─'.repeat(Math.max(4, 76 - text.length));
  console.log(`\n── ${text} ${line}`);
}

/** For the top level of a script: one sentence rather than a stack, except when asked for. */
export function fail(error) {
  console.error(process.env.DEBUG ? error : `error: ${error?.message ?? error}`);
  process.exit(1);
}

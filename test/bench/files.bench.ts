// The command line over many files: files per second and memory, with one thread and with the default number.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Report } from '#server/cli/report/model.ts';
import { megabytes } from './measure.ts';
import { plainProgram, program } from './programs.ts';

const PLAIN = 800;
const TENSORS = 200;

const cli = resolve('dist/cli.cjs');
const folder = mkdtempSync(join(tmpdir(), 'shapewright-bench-'));

function put(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Prints its peak memory as the last line of standard error; worker threads run it too, and are of the same process. */
const probe = `data:text/javascript,import{isMainThread}from'node:worker_threads';if(isMainThread)process.on('exit',()=>process.stderr.write(String(process.resourceUsage().maxRSS)))`;

function measure(name: string, args: readonly string[]): void {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', probe, cli, 'check', folder, '--format', 'json', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status === null || status > 1) throw new Error(`shapewright check ended with status ${status}: ${stderr}`);
  const { summary } = JSON.parse(stdout) as Report;
  const perSecond = (count: number): string => (count / (summary.elapsedMs / 1000)).toFixed(0).padStart(6);
  const memory = megabytes(Number(/\d+$/.exec(stderr)?.[0] ?? 0) * 1024);
  console.log(
    `${name.padEnd(18)}${perSecond(summary.files)} files/s, ${perSecond(summary.analysed)} of them with tensors; ${summary.elapsedMs} ms, peak ${memory}`,
  );
}

try {
  for (let at = 0; at < PLAIN; at++) put(`plain/p${at}.py`, plainProgram(200));
  for (let at = 0; at < TENSORS; at++)
    put(at % 2 ? `models/m${at}.py` : `models/m${at}.ts`, program(at % 2 ? 'python' : 'typescript', 200));
  console.log(`${PLAIN + TENSORS} files of 200 lines, ${TENSORS} with tensors`);
  measure('one thread', ['--jobs', '1']);
  measure('default threads', []);
  measure('with --shapes', ['--shapes']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

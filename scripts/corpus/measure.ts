/** Runs the built command line over one repository, in a process of its own, and measures it. */

import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Report } from '#server/cli/report/model.ts';

export interface Measured {
  readonly report: Report;
  readonly seconds: number;
  /** Bytes. */
  readonly memory: number;
}

export interface MeasureOptions {
  /** The command line's bundle, and the module that measures memory. */
  readonly program: string;
  readonly peak: string;
  readonly seconds: number;
}

/** A sentence where there is no report. */
export async function measure(folder: string, { program, peak, seconds }: MeasureOptions): Promise<Measured | string> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--require', peak, program, 'check', '.', '--shapes', '--format', 'json', '--jobs', '1'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    timeout: seconds * 1000,
  });
  const ended = new Promise<NodeJS.Signals | number | null>((resolve, reject) =>
    child.once('error', reject).once('close', (status, signal) => resolve(signal ?? status)),
  );
  const [output, memory, end] = await Promise.all([text(child.stdout as Readable), text(child.stdio[3] as Readable), ended]);
  if (typeof end !== 'number') return `ended by ${end} after ${Math.round((performance.now() - started) / 1000)} s`;
  try {
    return { report: JSON.parse(output) as Report, seconds: (performance.now() - started) / 1000, memory: Number(memory) };
  } catch {
    return `ended with status ${end} and no report`;
  }
}

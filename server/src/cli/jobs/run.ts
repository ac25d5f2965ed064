/** Spreads files over worker threads, or analyses them in this one; the results come in the order of the files either way. */
import { cpus } from 'node:os';
import { Worker } from 'node:worker_threads';
import { createAnalyser, type Job, type Outcome } from './analyser.ts';
import type { Request, Response } from './worker.ts';

/** Below this many files, starting threads takes longer than the work. */
const MANY_FILES = 100;
const MOST_JOBS = 4;
/** Files that one message hands over. */
const BATCH = 8;

export interface RunOptions {
  readonly job: Job;
  readonly files: readonly string[];
  /** As asked for; by default it depends on the number of files. */
  readonly jobs: number | undefined;
  /** The file that a worker thread runs. */
  readonly program: URL;
  readonly onProgress: (done: number) => void;
}

export async function run(options: RunOptions): Promise<readonly Outcome[]> {
  const { files, jobs = files.length < MANY_FILES ? 1 : Math.min(cpus().length, MOST_JOBS) } = options;
  const threads = Math.min(jobs, Math.ceil(files.length / BATCH));
  return threads <= 1 ? runHere(options) : runInThreads(options, threads);
}

async function runHere({ job, files, onProgress }: RunOptions): Promise<readonly Outcome[]> {
  if (files.length === 0) return [];
  const analyse = await createAnalyser(job);
  const outcomes: Outcome[] = [];
  for (const file of files) {
    outcomes.push(await analyse(file));
    onProgress(outcomes.length);
  }
  return outcomes;
}

async function runInThreads({ job, files, program, onProgress }: RunOptions, threads: number): Promise<readonly Outcome[]> {
  const outcomes: (Outcome | undefined)[] = files.map(() => undefined);
  let done = 0;
  let next = 0;

  /** One thread after another until there is nothing left: a thread that dies takes one file with it, and a new one goes on. */
  const work = async (): Promise<void> => {
    let left: number[] = [];
    while (left.length > 0 || next < files.length) {
      const worker = new Worker(program, { workerData: { shapewright: job } });
      const failure = await drive(worker, () => {
        if (left.length === 0) while (next < files.length && left.length < BATCH) left.push(next++);
        return left;
      });
      const [lost] = left;
      if (failure !== undefined && lost !== undefined) record(lost, { kind: 'failed', reason: failure });
    }

    function record(at: number, outcome: Outcome): void {
      outcomes[at] = outcome;
      left = left.filter(other => other !== at);
      onProgress(++done);
    }

    function drive(worker: Worker, batch: () => readonly number[]): Promise<string | undefined> {
      return new Promise(resolve => {
        let failure: string | undefined;
        const send = (): void => {
          const request: Request = batch().map(at => ({ at, file: files[at] as string }));
          worker.postMessage(request);
        };
        worker.on('message', ({ at, outcome }: Response) => {
          record(at, outcome);
          if (left.length === 0) send();
        });
        worker.on('error', error => {
          failure = error.message;
        });
        // An empty request ends a thread well.
        worker.on('exit', code => resolve(failure ?? (code === 0 ? undefined : `the worker thread ended with status ${code}`)));
        send();
      });
    }
  };

  await Promise.all(Array.from({ length: threads }, work));
  return outcomes.map(outcome => outcome ?? { kind: 'failed', reason: 'no answer' });
}

/** The other end of `run.ts`: a thread that analyses the files it is sent. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Analyser, createAnalyser, type Job, type Outcome } from './analyser.ts';

/** Files with their places in the list; an empty one means that there is no more to do. */
export type Request = readonly { readonly at: number; readonly file: string }[];
export interface Response {
  readonly at: number;
  readonly outcome: Outcome;
}

/** Undefined in the main thread, and in threads that others started. */
const job = (): Job | undefined => (workerData as { readonly shapewright?: Job } | null)?.shapewright;

export const isWorker = (): boolean => parentPort !== null && job() !== undefined;

export function startWorker(): void {
  const port = parentPort;
  const own = job();
  if (!port || !own) return;
  let analyser: Promise<Analyser> | undefined;
  port.on('message', async (request: Request) => {
    if (request.length === 0) {
      port.close();
      return;
    }
    analyser ??= createAnalyser(own);
    const analyse = await analyser;
    for (const { at, file } of request) port.postMessage({ at, outcome: await analyse(file) } satisfies Response);
  });
}

/** Entry of the command line's bundle, and of the worker threads that `check` starts. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isWorker, startWorker } from './jobs/worker.ts';
import { main } from './program.ts';
import { endQuietlyOnBrokenPipe } from './terminal.ts';

if (isWorker()) {
  startWorker();
} else {
  endQuietlyOnBrokenPipe();
  const program = new URL(import.meta.url);
  main(process.argv, { program, directory: dirname(fileURLToPath(program)) }).then(status => {
    if (status !== undefined) process.exit(status);
  });
}

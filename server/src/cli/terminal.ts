/** What the terminal can show, and how we end. */
import { createColors } from 'picocolors';
import { type Paint, plain } from './report/frames.ts';

/** NO_COLOR and FORCE_COLOR as everywhere; else colour where the stream is a terminal. */
export function hasColour(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

export function paintFor(stream: { readonly isTTY?: boolean }): Paint {
  if (!hasColour(stream)) return plain;
  const { bold, red, yellow, blue, cyan, gray } = createColors(true);
  const loud = (colour: (text: string) => string) => (text: string) => bold(colour(text));
  return {
    error: loud(red),
    warning: loud(yellow),
    information: loud(blue),
    hint: loud(cyan),
    gutter: blue,
    strong: bold,
    faint: gray,
  };
}

/** Waits until the reader has taken it all: a pipe takes a large report in pieces, and ending earlier would cut it off. */
export function write(text: string): Promise<void> {
  return new Promise(resolve => {
    process.stdout.write(text, () => resolve());
  });
}

/** One sentence for people, also where the output is a file. */
export function complain(message: string): void {
  process.stderr.write(`shapewright: ${message}\n`);
}

/** A reader that has seen enough (`| head`) is no failure. */
export function endQuietlyOnBrokenPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(process.exitCode ?? 0);
    });
  }
}

/** A line on the terminal that is rewritten while a long run goes on; nothing where nobody watches. */
export interface Progress {
  update(done: number, total: number): void;
  clear(): void;
}

const PATIENCE_MS = 400;

export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return { update: () => {}, clear: () => {} };
  let shownAt = Date.now() + PATIENCE_MS;
  let isShown = false;
  return {
    update(done, total) {
      const now = Date.now();
      if (now < shownAt) return;
      shownAt = now + 100;
      isShown = true;
      stream.write(`\r\u001b[2Kchecking ${done}/${total} files`);
    },
    clear() {
      if (isShown) stream.write('\r\u001b[2K');
      isShown = false;
    },
  };
}

// Worker threads: one that dies takes one file with it, and the others are analysed all the same.
import { expect, test } from 'vitest';
import { run } from '#server/cli/jobs/run.ts';
import { defaultSettings } from '#shared/settings.ts';

const job = { workingDirectory: '/', roots: ['/'], settings: defaultSettings, shapes: false, values: false, grammars: '/' };
const program = new URL('./fixtures/worker.mjs', import.meta.url);

async function outcomes(files: readonly string[], jobs: number): Promise<readonly string[]> {
  const seen: number[] = [];
  const results = await run({ job, files, jobs, program, onProgress: done => seen.push(done) });
  expect(seen).toEqual(files.map((_, at) => at + 1));
  return results.map(outcome => ('reason' in outcome ? `${outcome.kind} ${outcome.reason}` : outcome.kind));
}

const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `f${at}`);

test('results come in the order of the files', async () => {
  const files = names(50);
  expect(await outcomes(files, 3)).toEqual(files.map(file => `skipped ${file}`));
});

test('a thread that throws or ends is replaced', async () => {
  const files = names(40).with(0, 'throws').with(13, 'exits').with(14, 'throws').with(39, 'exits');
  const expected = files.map(file =>
    file === 'throws' ? 'failed thrown' : file === 'exits' ? 'failed the worker thread ended with status 7' : `skipped ${file}`,
  );
  expect(await outcomes(files, 2)).toEqual(expected);
});

// examples/: what the command line says of them, and that each diagnostic has one.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '#server/cli/report/model.ts';
import { diagnostics } from '#shared/diagnostics/index.ts';
import { shapewright } from '../harness/cli.ts';
import { repository } from '../harness/suite.ts';

const mistakes = readdirSync(join(repository, 'examples/mistakes')).sort();
const codeOf = (file: string): string => file.replace(/\.\w+$/, '').replaceAll('_', '-');

test('every diagnostic has its mistake in examples/mistakes, and the other way round', () => {
  const shown = new Set(mistakes.map(codeOf));
  expect([...shown].sort()).toEqual(diagnostics.map(({ code }) => code).sort());
});

test('each mistake is found, and nothing else', async () => {
  const { stdout, status } = await shapewright(['check', 'examples/mistakes', '--format', 'json'], { cwd: repository });
  const { files } = JSON.parse(stdout) as Report;
  expect(status).toBe(1);
  expect(files.map(({ path, diagnostics: found }) => [path, found.map(({ code }) => code)])).toEqual(
    mistakes.map(file => [`examples/mistakes/${file}`, [codeOf(file)]]),
  );
});

test('the report on the mistakes', async () => {
  const { stdout } = await shapewright(['check', 'examples'], { cwd: repository });
  await expect(stdout.replace(/\d+\.\d s$/m, '… s')).toMatchFileSnapshot('examples.report.txt');
});

test('the worked example is known to the last element, in all three languages', async () => {
  const paths = ['examples/python', 'examples/python2', 'examples/typescript'];
  const { stdout, status } = await shapewright(['check', ...paths, '--shapes=values', '--format', 'json'], { cwd: repository });
  const { files, summary } = JSON.parse(stdout) as Report;
  expect([status, summary.calls, files.length]).toEqual([0, summary.resolved, 3]);
  for (const { calls = [] } of files) {
    const [small, back] = calls.filter(({ op }) => /conv2d/i.test(op));
    expect(small).toMatchObject({
      output: [1, 2, 2, 1],
      values: [
        [
          [[9], [9]],
          [[9], [9]],
        ],
      ],
    });
    expect(back).toMatchObject({ output: [1, 4, 4, 1] });
    const rows = [
      [9, 18, 18, 9],
      [18, 36, 36, 18],
    ];
    const [edge, middle] = rows.map(row => row.map(n => [n]));
    expect(back?.values).toEqual([[edge, middle, middle, edge]]);
  }
});

/** Random chains of calls in programs of several forms, as the framework itself ran them: verdict and every shape agree. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judge, type Program } from './judge.ts';

const folder = process.env['CHAIN_RECORDINGS'] ?? join(import.meta.dirname, 'recordings');
/** A file for what is found, when looking for mistakes. */
const report = process.env['CHAIN_REPORT'];

describe.each(readdirSync(folder))('%s', name => {
  const programs: readonly Program[] = readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));

  test('verdict and shapes are the framework’s', { timeout: 10_000 + programs.length * 200 }, () => {
    const verdicts = programs.map(program => ({ program, verdict: judge(program) }));
    if (report)
      writeFileSync(
        `${report}.${name}`,
        verdicts.map(({ program, verdict }) => JSON.stringify({ ...verdict, seed: program.seed, text: program.text })).join('\n'),
      );
    const wrong = verdicts.flatMap(({ program, verdict }) => verdict.wrong.map(each => `seed ${program.seed}: ${each}\n${program.text}`));
    expect(wrong.slice(0, 5)).toEqual([]);
    // Else there is nothing to be wrong about.
    const count = (of: (verdict: (typeof verdicts)[number]['verdict']) => number) =>
      verdicts.reduce((sum, { verdict }) => sum + of(verdict), 0);
    const claims = count(verdict => verdict.claims);
    expect(claims / (claims + count(verdict => verdict.gaps.length))).toBeGreaterThan(0.9);
    // Much of what data sets fail of hangs on their elements.
    if (name.startsWith('data')) return;
    const failing = programs.filter(program => program.fails).length;
    expect(count(verdict => Number(verdict.foreseen)) / failing).toBeGreaterThan(0.7);
  });
});

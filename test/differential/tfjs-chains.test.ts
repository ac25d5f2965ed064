/**
 * Random chains of TensorFlow.js ops and layers, analysed and really run: what throws is an error, what is silently wrong a warning, every shape on the
 * way is the same. `CHAINS=2000` runs that many, `CHAINS_SEED=7` other ones; `CHAINS_REPORT=FILE` is given every disagreement, instead of the first few.
 */
import { appendFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { chain } from './tfjs-chains/trial.ts';

const count = Number(process.env['CHAINS'] ?? 200);
const first = Number(process.env['CHAINS_SEED'] ?? 1);
const report = process.env['CHAINS_REPORT'];

beforeAll(async () => {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

test(
  'chains of ops and layers',
  () => {
    const ends = { well: 0, thrown: 0, silent: 0 };
    let shapes = 0;
    const disagree: string[] = [];
    for (let seed = first; seed < first + count; seed++) {
      const found = chain(seed);
      ends[found.ends]++;
      shapes += found.shapes;
      if (found.wrong.length === 0) continue;
      disagree.push(`seed ${seed}: ${found.wrong.join('\n')}\n${found.program}`);
      if (report) appendFileSync(report, `${disagree.at(-1)}\n`);
      else if (disagree.length >= 3) break;
    }
    if (report) appendFileSync(report, `${first}+${count}: ${JSON.stringify(ends)} ${shapes} shapes, ${disagree.length} disagree\n`);
    expect(disagree.slice(0, 3).join('\n')).toBe('');
    // Else there is nothing to be wrong about.
    expect(ends.well / count).toBeGreaterThan(0.3);
    expect(shapes / count).toBeGreaterThan(2);
  },
  20_000 + count * 200,
);

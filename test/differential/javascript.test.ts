/**
 * Random programs, analysed and really run: what is claimed of their variables is so in every run, what is reported really fails.
 * `DIFFERENTIAL=20000` runs that many of each kind, `DIFFERENTIAL_SEED=7` other ones.
 */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { shrink, trial } from './javascript.ts';
import { tensorTrial } from './tensors.ts';

const programs = Number(process.env['DIFFERENTIAL'] ?? 60);
const seed = Number(process.env['DIFFERENTIAL_SEED'] ?? 1);
const seeds = Array.from({ length: programs }, (_, at) => seed + at);
const patience = 10_000 + programs * 200;

beforeAll(async () => {
  // Silences the advice to install tfjs-node.
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

test(
  'plain values are what they are known to be',
  () => {
    let [known, all] = [0, 0];
    for (const each of seeds) {
      const found = trial(each);
      known += found.known;
      all += found.all;
      if (found.wrong === undefined) continue;
      const small = shrink(found);
      expect.fail(`seed ${each}: ${small.wrong}\n${small.text}`);
    }
    // Else there is nothing to be wrong about.
    expect(known / all).toBeGreaterThan(0.4);
  },
  patience,
);

test(
  'shapes are what they are known to be, and errors are errors',
  () => {
    let [known, statements] = [0, 0];
    for (const each of seeds) {
      tf.engine().startScope();
      const found = tensorTrial(each);
      tf.engine().endScope();
      known += found.known;
      statements += found.statements;
      const [wrong] = found.wrong;
      if (wrong) expect.fail(`seed ${each}: ${wrong.why}\n${wrong.text}`);
    }
    expect(known / statements).toBeGreaterThan(0.4);
  },
  patience,
);

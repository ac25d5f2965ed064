// Data that goes into models is what TensorFlow.js makes of it: models, losses and shapes from a seed, run live on its CPU backend.
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { createWorkspace } from '../harness/workspace.ts';
import { randomFrom } from './random.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

const COUNT = Number(process.env.TFJS_FIT ?? 250);
const SAMPLES = 4;
const random = randomFrom(20261124);

const losses = [
  'categoricalCrossentropy',
  'sparseCategoricalCrossentropy',
  'binaryCrossentropy',
  'meanSquaredError',
  'meanAbsoluteError',
  'meanAbsolutePercentageError',
  'hinge',
] as const;

/** The shape of one sample, mostly right. */
function bent(shape: readonly number[]): readonly number[] {
  const at = Math.floor(random.pick(0, 0.4, 0.8) * shape.length);
  switch (
    random.weighted([
      [5, 'right'],
      [2, 'size'],
      [1, 'one'],
      [1, 'drop'],
      [1, 'more'],
      [1, 'last'],
      [1, 'scalar'],
    ] as const)
  ) {
    case 'right':
      return shape;
    case 'size':
      return shape.map((n, axis) => (axis === at ? n + 1 : n));
    case 'one':
      return shape.map((n, axis) => (axis === at ? 1 : n));
    case 'drop':
      return shape.toSpliced(at, 1);
    case 'more':
      return shape.toSpliced(at, 0, random.pick(1, 2));
    case 'last':
      return shape.slice(0, -1);
    case 'scalar':
      return [];
  }
}

function program(): string {
  const units = random.pick(1, 2, 3);
  const [input, output, layers] = random.pick(
    [[4], [units], `tf.layers.dense({ units: ${units}, inputShape: [4] })`],
    [[2, 3], [units], `tf.layers.flatten({ inputShape: [2, 3] }), tf.layers.dense({ units: ${units} })`],
    [[4, 5, 2], [4, 5, units], `tf.layers.conv2d({ filters: ${units}, kernelSize: 1, inputShape: [4, 5, 2] })`],
    [[5, 3], [5, units], `tf.layers.dense({ units: ${units}, inputShape: [5, 3] })`],
  ) as readonly [readonly number[], readonly number[], string];
  const loss = random.pick(...losses);
  const target = loss.startsWith('sparse') ? [...output.slice(0, -1), 1] : output;
  const which = random.pick('x', 'y', 'y', 'both');
  const x = [SAMPLES, ...(which === 'y' ? input : bent(input))];
  const y = [random.chance(0.95) ? SAMPLES : 3, ...(which === 'x' ? target : bent(target))];
  const data = `tf.zeros([${x}])`;
  const both = `${data}, tf.zeros([${y}])`;
  const call = random.weighted([
    [4, `fit(${both}, { batchSize: 4, verbose: 0 })`],
    [1, `evaluate(${both}, { batchSize: 4 })`],
    [1, `trainOnBatch(${both})`],
    [1, `fit(tf.zeros([${[SAMPLES, ...input]}]), tf.zeros([${[SAMPLES, ...target]}]), { verbose: 0, validationData: [${both}] })`],
    [1, `predict(${data})`],
    [1, `predictOnBatch(${data})`],
  ]);
  return [
    `const model = tf.sequential({ layers: [${layers}] });`,
    `model.compile({ optimizer: 'sgd', loss: '${loss}' });`,
    `await model.${call};`,
  ].join('\n');
}

async function theirs(text: string): Promise<string | undefined> {
  try {
    const run = new Function('tf', `return (async () => { ${text} })();`) as (framework: typeof tf) => Promise<unknown>;
    await run(tf);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function ours(text: string): readonly string[] {
  const whole = `import * as tf from '@tensorflow/tfjs';\n${text}\n`;
  const { findings } = createWorkspace(new Map([['main.ts', whole]])).analyse('main.ts');
  return findings.map(({ severity, code }) => `${severity} ${code}`);
}

test('what is found is rejected, and what is not found works', async () => {
  const wrong: string[] = [];
  for (const text of new Set(Array.from({ length: COUNT }, program))) {
    const [theirError, found] = [await theirs(text), ours(text)];
    const errors = found.filter(each => each.startsWith('error'));
    if ((theirError !== undefined) !== errors.length > 0) wrong.push(`${text}\n  theirs: ${theirError}\n  ours: ${found}`);
  }
  expect(wrong).toEqual([]);
}, 120_000);

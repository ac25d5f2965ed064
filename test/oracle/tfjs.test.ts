// TensorFlow.js itself, run live on thousands of argument combinations: it throws where the rules report an error, computes something else
// than the call can mean where they warn, and gives the shape they infer.

import { createRequire } from 'node:module';
import type * as TensorFlow from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { toNumber } from '#shared/dim/dim.ts';
import { apply, type Outcome } from '#shared/ops/apply.ts';
import type { Op } from '#shared/ops/op.ts';
import { conv2d } from '#shared/ops/tfjs/conv2d.ts';
import { conv2dTranspose } from '#shared/ops/tfjs/conv2d-transpose.ts';
import { randomFrom } from './random.ts';
import { argumentsOf, type Call, forward, type Random, transposed } from './tfjs-calls.ts';

// The ES modules of the package need a bundler; this build runs in Node as it is.
const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as typeof TensorFlow;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const judge = (op: Op, call: Call): Outcome => apply(op, argumentsOf(call), [{ framework: 'tfjs', generation: 'any' }]);

/** The shape, or what was thrown. */
function run(name: 'conv2d' | 'conv2dTranspose', { x, filter, rest }: Call): readonly (number | null)[] | string {
  return tf.tidy(() => {
    try {
      const call = tf[name] as unknown as (...args: unknown[]) => TensorFlow.Tensor;
      return call(tf.ones([...x]), tf.ones([...filter]), ...rest).shape;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
}

function disagreement(op: Op, name: 'conv2d' | 'conv2dTranspose', call: Call): string | undefined {
  const { problems, result } = judge(op, call);
  const real = run(name, call);
  const said = problems.map(({ severity, code }) => `${severity} ${code}`).join(', ') || 'nothing';
  const says = problems.some(({ severity }) => severity === 'error');
  if (typeof real === 'string') return says ? undefined : `threw '${real}', said ${said}`;
  if (says) return `gave ${JSON.stringify(real)}, said ${said}`;
  // Silence vouches for the result: every dim is a number of cells.
  const sane = real.every(dim => dim !== null && Number.isInteger(dim) && dim >= 0);
  if (problems.length === 0 && !sane) return `gave ${JSON.stringify(real)}, said nothing`;
  if (result.kind !== 'tensor' || !result.shape) return `gave ${JSON.stringify(real)}, inferred nothing`;
  const inferred = result.shape.map(toNumber);
  // A dim may stay unknown only where a warning says that the result means nothing.
  const agrees =
    inferred.length === real.length && inferred.every((dim, axis) => (dim === undefined ? problems.length > 0 : dim === real[axis]));
  return agrees ? undefined : `gave ${JSON.stringify(real)}, inferred ${JSON.stringify(inferred)}, said ${said}`;
}

const COUNT = 3000;

function check(op: Op, name: 'conv2d' | 'conv2dTranspose', make: (random: Random) => Call): void {
  const random = randomFrom(42);
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  for (let at = 0; at < COUNT; at++) {
    const call = make(random);
    const problem = disagreement(op, name, call);
    if (problem) wrong.push(`${problem}: ${JSON.stringify(call)}`);
    const { problems } = judge(op, call);
    const what = problems.some(({ severity }) => severity === 'error') ? 'error' : problems.length > 0 ? 'warning' : 'silence';
    seen.set(what, (seen.get(what) ?? 0) + 1);
  }
  expect(wrong.slice(0, 10)).toEqual([]);
  for (const what of ['error', 'warning', 'silence']) expect(seen.get(what) ?? 0, what).toBeGreaterThan(COUNT / 20);
}

describe('TensorFlow.js, live', () => {
  test('tf.conv2d', () => check(conv2d, 'conv2d', forward));
  test('tf.conv2dTranspose', () => check(conv2dTranspose, 'conv2dTranspose', transposed));
});

/** The declared examples; calls written with the tensors' names in place. */
describe.each([
  ['conv2d', conv2d],
  ['conv2dTranspose', conv2dTranspose],
] as const)('the examples of tf.%s', (_name, op) => {
  test.each(op.examples.map(example => [example.call, example] as const))('%s', (call, { given = {}, gives, reports }) => {
    const shapes = Object.values(given).map(shape => shape.split(' ').map(Number));
    const evaluate = new Function('tf', ...Object.keys(given), `return ${call};`) as (...args: unknown[]) => TensorFlow.Tensor;
    const result = () => tf.tidy(() => evaluate(tf, ...shapes.map(shape => tf.ones(shape))).shape);
    if (gives) expect(result()).toEqual(gives.split(' ').map(Number));
    else if (reports) expect(result).toThrow();
  });
});

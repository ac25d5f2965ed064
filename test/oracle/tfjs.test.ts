// TensorFlow.js itself, run live on thousands of argument combinations: it throws where the rules report an error, computes something else
// than the call can mean where they warn, and gives the shape they infer.

import { createRequire } from 'node:module';
import type * as TensorFlow from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { toNumber } from '#shared/dim/dim.ts';
import { apply, type Outcome } from '#shared/ops/apply.ts';
import { type Arg, listArg, numberArg, tensorArg, textArg } from '#shared/ops/argument.ts';
import type { Op } from '#shared/ops/op.ts';
import { conv2d } from '#shared/ops/tfjs/conv2d.ts';
import { conv2dTranspose } from '#shared/ops/tfjs/conv2d-transpose.ts';
import { shapeOf } from '#shared/shape/shape.ts';
import { randomFrom } from './random.ts';

// The ES modules of the package need a bundler; this build runs in Node as it is.
const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as typeof TensorFlow;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** An argument as a plain value; `undefined` is not given. */
type Value = number | string | null | undefined | readonly Value[];

interface Call {
  readonly x: readonly number[];
  readonly filter: readonly number[];
  readonly rest: readonly Value[];
}

function toArg(value: Value): Arg {
  if (value === null) return { kind: 'none' };
  if (typeof value === 'number') return Number.isInteger(value) ? numberArg(value) : { kind: 'float', value };
  if (typeof value === 'string') return textArg(value);
  return value === undefined ? { kind: 'none' } : listArg(value.map(toArg));
}

function judge(op: Op, { x, filter, rest }: Call): Outcome {
  let last = rest.length;
  while (last > 0 && rest[last - 1] === undefined) last--;
  const positional = [tensorArg(shapeOf(...x)), tensorArg(shapeOf(...filter)), ...rest.slice(0, last).map(toArg)];
  return apply(op, { positional, named: {} }, [{ framework: 'tfjs', generation: 'any' }]);
}

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

function check(op: Op, name: 'conv2d' | 'conv2dTranspose', make: (random: ReturnType<typeof randomFrom>) => Call): void {
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

type Random = ReturnType<typeof randomFrom>;

/** `positive`: numbers below one are checked. The transposed op does not check them, and never returns from some. */
const strides = (random: Random, value: readonly [number, number], positive = true): Value =>
  random.weighted<() => Value>([
    [30, () => [...value]],
    [30, () => value[0]],
    [2, () => [1, ...value, 1]],
    [1, () => [1, ...value]],
    [1, () => [value[0]]],
    ...(positive
      ? ([
          [1, () => 0],
          [1, () => [value[0], -1]],
        ] as const)
      : []),
    [1, () => String(value[0])],
    [0.5, () => undefined],
  ])();

const pad = (random: Random, first: boolean): Value =>
  random.weighted<() => Value>([
    [20, () => 'same'],
    [20, () => 'valid'],
    [14, () => random.pick(0, 0, 1, 1, 2, 3)],
    [
      14,
      () => {
        const pairs = [0, 1].map(() => [random.pick(0, 1, 2), random.pick(0, 1, 3)]);
        const none = [0, 0];
        return first ? [none, none, ...pairs] : [none, ...pairs, none];
      },
    ],
    [1, () => random.pick('SAME', 'Valid', 'full', 'causal')],
    [
      1,
      () => [
        [1, 1],
        [1, 1],
      ],
    ],
    [0.5, () => undefined],
  ])();

const rounding = (random: Random): Value =>
  random.weighted<Value>([
    [12, undefined],
    [1, 'floor'],
    [1, 'ceil'],
    [1, 'round'],
    [0.3, 'up'],
  ]);

function forward(random: Random): Call {
  const format = random.weighted<Value>([
    [20, undefined],
    [20, 'NHWC'],
    [10, 'NCHW'],
    [1, 'channelsLast'],
    [1, 'channelsFirst'],
    [0.5, 'nhwc'],
  ]);
  const first = format === 'NCHW' || format === 'channelsFirst';
  const [c, o] = [random.pick(1, 2, 3), random.pick(1, 2, 3, 4)];
  const [h, w] = [random.pick(1, 2, 3, 4, 5, 7, 8), random.pick(1, 2, 4, 5, 6, 8)];
  const x = first ? [random.pick(1, 1, 2), c, h, w] : [random.pick(1, 1, 2), h, w, c];
  const filter = [random.pick(1, 2, 3, 3, 5), random.pick(1, 2, 3, 3, 4), c, o];
  random.weighted<() => void>([
    [30, () => {}],
    [5, () => x.shift()],
    [1, () => x.splice(0, 2)],
    [1, () => x.unshift(1)],
    [1, () => filter.pop()],
    [1, () => filter.splice(2, 2, o, c)],
    [1, () => filter.splice(2, 1, random.pick(1, 2, 3, 4))],
  ])();
  const dilated = random.chance(0.2);
  const dilations = dilated ? strides(random, [random.pick(1, 2), random.pick(1, 2, 3)]) : undefined;
  const stride: [number, number] = dilated && random.chance(0.6) ? [1, 1] : [random.pick(1, 1, 2, 3), random.pick(1, 1, 2, 3)];
  return { x, filter, rest: [strides(random, stride), pad(random, first), format, dilations, rounding(random)] };
}

function transposed(random: Random): Call {
  const [c, o, n] = [random.pick(1, 2, 3), random.pick(1, 2, 3), random.pick(1, 1, 2)];
  const [kernel, stride] = [
    [random.pick(1, 2, 3, 3, 5), random.pick(1, 2, 3, 3, 4)] as const,
    [random.pick(1, 2, 2, 3), random.pick(1, 2, 2, 3)] as const,
  ];
  const shape: Value[] = [n, random.pick(1, 2, 3, 4, 5, 6, 7, 8, 9), random.pick(2, 3, 4, 5, 6, 7, 8), o];
  const size = [1, 2].map((axis, at) => Math.max(1, Math.ceil((shape[axis] as number) / (stride[at] as number))));
  const x = [n, ...size, c];
  const filter = [...kernel, o, c];
  random.weighted<() => void>([
    [30, () => {}],
    [4, () => [x.shift(), shape.shift()]],
    [1, () => x.shift()],
    [1, () => shape.pop()],
    [1, () => x.unshift(1)],
    [1, () => filter.pop()],
    [1, () => filter.splice(2, 2, c, o)],
    [1, () => shape.splice(3, 1, random.pick(1, 2, 3, 4))],
    [1, () => x.splice(3, 1, random.pick(1, 2, 3, 4))],
    [1, () => shape.splice(0, 1, random.pick(1, 2, 3))],
    [1, () => shape.splice(random.pick(0, 1), 1, random.pick(-1, -2, null))],
  ])();
  const outputShape = random.weighted<Value>([
    [40, shape],
    [1, undefined],
    [1, null],
    [1, 8],
  ]);
  return { x, filter, rest: [outputShape, strides(random, [...stride], false), pad(random, false), rounding(random)] };
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

// The ops around the convolutions are what TensorFlow.js makes of them: declared examples and random calls, run live on its CPU backend.
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { apply } from '#shared/ops/apply.ts';
import { type Arg, listArg, numberArg, tensorArg, textArg } from '#shared/ops/argument.ts';
import { isLayer } from '#shared/ops/op.ts';
import { opAt, packOf } from '#shared/ops/registry.ts';
import { shapeOf, toNumbers } from '#shared/shape/shape.ts';
import { dims, isError } from './tfjs-judged.ts';

beforeAll(async () => {
  // Silences the advice to install tfjs-node.
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

// ---- examples ---------------------------------------------------------------

const examples = packOf('tfjs')
  .ops.filter(op => !isLayer(op) && !/^tf\.conv2d|fromPixels|^tf\.(input|node)/.test(op.name) && op.listed !== false)
  .flatMap(op => op.examples.map(example => [example.call, example] as const));

/** A symbol is any number. */
const shapeLike = (shape: string) => dims(shape).map(dim => (Number.isNaN(dim) ? expect.any(Number) : dim));

describe('examples', () => {
  test.each(examples)('%s', async (call, example) => {
    const { given = {}, gives, reports } = example;
    const names = Object.keys(given);
    const run = new Function('tf', ...names, `return ${call}`) as (...args: unknown[]) => tf.Tensor | Promise<tf.Tensor>;
    const shape = async () => (await run(tf, ...names.map(name => tf.ones(dims(given[name] ?? ''))))).shape;
    // What TensorFlow.js computes without looking is a warning.
    if (reports && isError(example)) await expect(shape()).rejects.toThrow();
    else if (!reports) expect(await shape()).toEqual(gives === undefined ? undefined : shapeLike(gives));
  });
});

// ---- random calls -----------------------------------------------------------

/** An argument: a tensor by its shape, or a plain value. */
type Value = number | string | boolean | null | readonly Value[] | Ones;

interface Ones {
  readonly t: readonly number[];
  readonly dtype?: 'bool';
}

const isTensor = (value: Value): value is Ones => typeof value === 'object' && value !== null && 't' in value;

/** Some integers for a tensor to hold, the same on both sides. */
const contents = (shape: readonly number[]) =>
  Float64Array.from({ length: shape.reduce((n, dim) => n * dim, 1) }, (_, at) => ((at * 7) % 5) + 1);

function toArg(value: Value): Arg {
  if (value === null) return { kind: 'none' };
  if (typeof value === 'number') return Number.isInteger(value) ? numberArg(value) : { kind: 'float', value };
  if (typeof value === 'string') return textArg(value);
  if (typeof value === 'boolean') return { kind: 'flag', value };
  if (isTensor(value)) return tensorArg(shapeOf(...value.t), { dtype: 'float32', data: contents(value.t) });
  return listArg(value.map(toArg));
}

function toJs(value: Value): unknown {
  if (value === null) return undefined;
  if (typeof value !== 'object') return value;
  return isTensor(value) ? tf.tensor(Float32Array.from(contents(value.t)), [...value.t]).cast(value.dtype ?? 'float32') : value.map(toJs);
}

interface Ran {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

function theirs(path: string, args: readonly Value[]): Ran | 'throws' {
  try {
    return tf.tidy(() => {
      const result = (tf as unknown as Record<string, (...args: unknown[]) => tf.Tensor | tf.Tensor[]>)[path]?.(...args.map(toJs));
      const one = Array.isArray(result) ? result.at(-1) : result;
      if (!one) throw new Error(`tf.${path} gave nothing`);
      return { shape: one.shape, values: [...one.dataSync()] };
    });
  } catch {
    return 'throws';
  }
}

/** Shapes agree, we report exactly what throws, and what we compute is what they compute. */
function expectAgreement(path: string, args: readonly Value[]): void {
  const op = opAt('tfjs', path);
  if (!op) throw new Error(`no op ${path}`);
  const { result, problems } = apply(op, { positional: args.map(toArg), named: {} }, [{ framework: 'tfjs', generation: 'any' }]);
  const real = theirs(path, args);
  const codes = problems.filter(problem => problem.severity === 'error').map(problem => problem.code);
  const call = `tf.${path}(${JSON.stringify(args)}): ${codes.join(' ') || 'no error'}`;
  if (real === 'throws') {
    expect(codes, call).not.toEqual([]);
    return;
  }
  expect(codes, call).toEqual([]);
  if (problems.length > 0) return;
  const one = result.kind === 'list' ? result.items.at(-1) : result;
  if (one?.kind !== 'tensor') throw new Error(`${call} gives no tensor`);
  expect(toNumbers(one.shape), call).toEqual(real.shape);
  if (one.data) {
    // Their floats have 32 bits.
    const differ = [...one.data].map(Math.fround).findIndex((value, at) => !close(value, real.values[at] as number));
    expect(differ, `${call}: ${[...one.data]} against ${real.values}`).toBe(-1);
  }
}

const close = (a: number, b: number) => Object.is(a, b) || Math.abs(a - b) <= 1e-4 * Math.max(1, Math.abs(a));

const shape = (least: number, most: number) => fc.array(fc.integer({ min: 1, max: 4 }), { minLength: least, maxLength: most });
const tensor = (least = 0, most = 4) => shape(least, most).map(t => ({ t }));
const axis = fc.integer({ min: -4, max: 4 });
const some = (...values: Value[]) => fc.constantFrom<Value>(...values);

/** A shape and others near it: equal, one dim changed, one dim 1, one axis fewer. */
const near = (least = 0, most = 4) =>
  shape(least, most).chain(base => {
    const at = fc.nat(Math.max(base.length - 1, 0));
    const other = fc.oneof(
      fc.constant(base),
      fc.constant(base.slice(1)),
      fc.tuple(at, fc.integer({ min: 1, max: 4 })).map(([axis, dim]) => (base.length ? base.with(axis, dim) : base)),
      shape(least, most),
    );
    return fc.tuple(
      fc.constant({ t: base }),
      other.map(t => ({ t })),
    );
  });

/** Another shape with as many elements, or nearly. */
const target = fc.array(fc.constantFrom(-1, 1, 2, 3, 4, 6, 8, 12), { maxLength: 3 });

const cells = fc.integer({ min: 1, max: 5 });
const listed = (least: number, most: number) => fc.array(cells, { minLength: least, maxLength: most });
/** With a batch or without, or an axis too few; `channels` at the end, or another number. */
const image = (rank: number, channels = 1) =>
  fc.tuple(listed(rank - 2, rank), fc.constantFrom(channels, channels, channels, channels + 1)).map(([axes, c]) => ({ t: [...axes, c] }));
const filter = (rank: number, channels: number, out?: number) =>
  fc
    .tuple(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: rank, maxLength: rank }), fc.integer({ min: 1, max: 3 }))
    .map(([axes, o]) => ({
      t: [...axes, channels, out ?? o],
    }));
const pointwise = fc.constantFrom({ t: [1, 1, 4, 3] }, { t: [1, 1, 4, 3] }, { t: [1, 1, 3, 3] }, { t: [2, 1, 4, 3] });
const pair = (...numbers: number[]) =>
  fc.oneof(fc.constantFrom<Value>(...numbers), fc.array(fc.constantFrom(...numbers), { minLength: 2, maxLength: 2 }));
const triple = (...numbers: number[]) =>
  fc.oneof(fc.constantFrom<Value>(...numbers), fc.array(fc.constantFrom(...numbers), { minLength: 3, maxLength: 3 }));
const pad = () =>
  some('same', 'valid', 'same', 'valid', 0, 1, 'SAME', [
    [0, 0],
    [1, 0],
    [0, 2],
    [0, 0],
  ]);

const calls: Readonly<Record<string, fc.Arbitrary<readonly Value[]>>> = {
  tensor: fc.tuple(
    fc.constantFrom<Value>(
      [1, 2, 3, 4],
      [
        [1, 2],
        [3, 4],
      ],
      [[[1], [2]]],
      5,
      [[1, 2, 3, 4]],
    ),
    fc.oneof(fc.constant(null), fc.constantFrom<Value>([4], [2, 2], [1, 2, 2], [1, 4], [2, 3], [])),
  ),
  tensor2d: fc.tuple(
    fc.constantFrom<Value>(
      [1, 2, 3, 4],
      [
        [1, 2],
        [3, 4],
      ],
      [[[1], [2]]],
    ),
    fc.constantFrom<Value>(null, [2, 2], [1, 4], [4], [3, 2]),
  ),
  fill: fc.tuple(shape(0, 3), fc.constantFrom<Value>(0, 2, 1.5)),
  eye: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom<Value>(null, 2, 3), fc.constantFrom<Value>(null, [2], [2, 3])),
  range: fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 9 }), fc.constantFrom<Value>(null, 1, 2, 0.5)),
  oneHot: fc.tuple(
    fc.constantFrom<Value>(
      [0, 1, 2],
      [
        [0, 1],
        [1, 0],
      ],
    ),
    fc.integer({ min: 2, max: 4 }),
  ),
  reshape: fc.tuple(tensor(), target),
  transpose: fc.oneof(
    fc.tuple(tensor(), fc.constant<Value>(null)),
    shape(1, 4).chain(t => fc.tuple(fc.constant({ t }), fc.shuffledSubarray([...t.keys()], { minLength: Math.max(t.length - 1, 1) }))),
    fc.tuple(
      tensor(1, 3),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }).filter(perm => new Set(perm).size === perm.length),
    ),
  ),
  squeeze: fc.tuple(
    tensor(),
    fc.oneof(
      fc.constant(null),
      fc.array(axis, { maxLength: 2 }).filter(list => new Set(list).size === list.length),
    ),
  ),
  broadcastTo: near().map(([a, b]) => [a, b.t]),
  expandDims: fc.tuple(tensor(0, 3), fc.integer({ min: -5, max: 5 })),
  concat: fc.tuple(
    near(0, 3).map(pair => [...pair] as Value),
    fc.oneof(axis, fc.constant(0), fc.constant(-1)),
  ),
  stack: fc.tuple(
    near(0, 3).map(pair => [...pair] as Value),
    fc.integer({ min: 0, max: 4 }),
  ),
  unstack: fc.tuple(tensor(1), axis),
  split: fc.tuple(
    tensor(1),
    fc.oneof(fc.integer({ min: 1, max: 4 }), fc.array(fc.constantFrom(1, 2, 3), { minLength: 1, maxLength: 3 })),
    fc.integer({ min: -2, max: 2 }),
  ),
  tile: fc.tuple(tensor(1, 3), fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 })),
  pad: shape(1, 3).chain(t =>
    fc.tuple(
      fc.constant({ t }),
      fc.array(fc.array(fc.nat(2), { minLength: 2, maxLength: 2 }), { minLength: t.length, maxLength: t.length }),
      some(null, 0, 2),
    ),
  ),
  mirrorPad: fc.tuple(tensor(1, 3), fc.array(fc.constantFrom<Value>([0, 0]), { minLength: 1, maxLength: 3 }), some('reflect', 'symmetric')),
  slice: fc.tuple(
    tensor(1, 3),
    fc.oneof(fc.nat(2), fc.array(fc.nat(2), { minLength: 1, maxLength: 4 })),
    fc.oneof(fc.constant(null), fc.array(fc.constantFrom(-1, 1, 2), { minLength: 1, maxLength: 3 })),
  ),
  gather: fc.tuple(tensor(1), fc.constantFrom<Value>([0], [0, 0], [[0, 0, 0]]), axis),
  where: near(0, 3).map(([a, b]) => [{ ...a, dtype: 'bool' }, a, b]),
  ...Object.fromEntries(
    ['add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'squaredDifference', 'floorDiv', 'mod', 'less', 'equal'].map(path => [path, near()]),
  ),
  addN: near(0, 3).map(pair => [[...pair]]),
  ...Object.fromEntries(
    ['sum', 'mean', 'max', 'min', 'prod', 'logSumExp'].map(path => [
      path,
      fc.tuple(tensor(1), fc.oneof(fc.constant(null), axis, fc.uniqueArray(axis, { maxLength: 2 })), fc.boolean()),
    ]),
  ),
  argMax: fc.tuple(tensor(1), axis),
  argMin: fc.tuple(tensor(1), axis),
  matMul: fc
    .tuple(
      shape(0, 2),
      shape(0, 2),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([outer, other, m, k, n, ta, tb, wrong]): readonly Value[] => [
      { t: [...outer, ...(ta ? [k, m] : [m, k])] },
      { t: [...other, ...(tb ? [n, k] : [k, n]).map(dim => (wrong ? dim + 1 : dim))] },
      ta,
      tb,
    ]),
  dot: near(1, 3),
  ...Object.fromEntries(
    ['maxPool', 'avgPool'].map(path => [
      path,
      fc.tuple(image(3), pair(1, 2, 3), pair(1, 2, 3), pad(), some(null, null, 'floor', 'ceil', 'round')).map(list => list as Value[]),
    ]),
  ),
  ...Object.fromEntries(
    ['maxPool3d', 'avgPool3d'].map(path => [path, fc.tuple(image(4), triple(1, 2, 3), triple(1, 2), some('same', 'valid', 0, 1))]),
  ),
  conv1d: fc.tuple(image(2, 2), filter(1, 2), fc.constantFrom(1, 2), some('same', 'valid', 0, 1, 'full'), some(null), some(null, 1, 2)),
  conv3d: fc.tuple(image(4, 2), filter(3, 2), triple(1, 2), some('same', 'valid', 0, 1), some(null), some(null, 1, 2)),
  depthwiseConv2d: fc.tuple(image(3, 2), filter(2, 2), pair(1, 2), pad(), some(null), some(null, 1, 2)),
  separableConv2d: fc.tuple(image(3, 2), filter(2, 2, 2), pointwise, fc.constantFrom(1, 2), some('same', 'valid')),
  softmax: fc.tuple(tensor(1)),
  relu: fc.tuple(tensor()),
  square: fc.tuple(tensor()),
  cumsum: fc.tuple(tensor(1), fc.constant(0)),
  zerosLike: fc.tuple(tensor()),
};

const namesAxisTwice = ([x, axes]: readonly Value[]): boolean => {
  if (!x || typeof x !== 'object' || !isTensor(x) || !Array.isArray(axes)) return false;
  const counted = axes.map(each => (typeof each === 'number' && each < 0 ? each + x.t.length : each));
  return new Set(counted).size < counted.length;
};

/** Calls of which the rules know nothing, or whose outcome is an accident. */
const beyond: Readonly<Record<string, (args: readonly Value[]) => boolean>> = {
  ...Object.fromEntries(['sum', 'mean', 'max', 'min', 'prod', 'logSumExp', 'squeeze'].map(path => [path, namesAxisTwice])),
  // Counting down by a fraction.
  range: ([start, stop, step]) => Number(start) > Number(stop) && Number(step) === 0.5,
  // From beyond the end, with all the rest: sometimes a negative dim, sometimes an exception.
  slice: ([x, begin]) => {
    const starts = Array.isArray(begin) ? begin : [begin];
    return starts.some((start, axis) => Number(start) > ((x as Ones).t[axis] ?? Number.POSITIVE_INFINITY));
  },
  // Outer axes are broadcast in shape, but not in values.
  matMul: ([a, b]) => {
    const [outer, other] = [a, b].map(x => (x as Ones).t.slice(0, -2).join());
    return outer !== other && outer !== '' && other !== '';
  },
};

describe('random calls', () => {
  test.each(Object.entries(calls))('tf.%s', (path, args) => {
    fc.assert(
      fc.property(args, values => {
        fc.pre(!beyond[path]?.(values));
        expectAgreement(path, values);
      }),
      { numRuns: 200 },
    );
  });
});

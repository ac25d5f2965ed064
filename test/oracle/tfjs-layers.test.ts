// The layers are what TensorFlow.js makes of them: declared examples and random options, run live on its CPU backend.
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { applyLayer, construct } from '#shared/ops/apply.ts';
import { type Arg, listArg, numberArg, tensorArg, textArg } from '#shared/ops/argument.ts';
import { isLayer, type LayerOp } from '#shared/ops/op.ts';
import { opAt, packOf } from '#shared/ops/registry.ts';
import { shapeOf, toNumbers } from '#shared/shape/shape.ts';
import { dims, isError } from './tfjs-judged.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

// ---- examples ---------------------------------------------------------------

const examples = packOf('tfjs')
  .ops.filter(isLayer)
  .flatMap(op => op.examples.filter(({ on }) => on !== undefined).map(example => [example.call, example] as const));

describe('examples', () => {
  test.each(examples)('%s', (call, example) => {
    const run = () => {
      const layer = new Function('tf', `return ${call}`)(tf) as tf.layers.Layer;
      const inputs = (example.on ?? '').split(',').map(shape => tf.ones(dims(shape)));
      const result = layer.apply(inputs.length > 1 ? inputs : (inputs[0] as tf.Tensor));
      return (Array.isArray(result) ? result[0] : result)?.shape;
    };
    if (example.reports && isError(example)) expect(run).toThrow();
    else if (!example.reports)
      expect(run()).toEqual((example.gives ?? '').split(' ').map(n => (n === 'W' ? expect.anything() : Number(n))));
  });
});

// ---- random options ---------------------------------------------------------

type Value = number | string | boolean | null | readonly Value[];

function toArg(value: Value): Arg {
  if (value === null) return { kind: 'none' };
  if (typeof value === 'number') return Number.isInteger(value) ? numberArg(value) : { kind: 'float', value };
  if (typeof value === 'string') return textArg(value);
  return typeof value === 'boolean' ? { kind: 'flag', value } : listArg(value.map(toArg));
}

type Options = Readonly<Record<string, Value>>;

/** What happens: the result's shape, or where it fails. */
function theirs(word: string, options: Options, inputs: readonly (readonly number[])[]): readonly number[] | 'throws' {
  try {
    return tf.tidy(() => {
      const make = (tf.layers as unknown as Record<string, (options: Options) => tf.layers.Layer>)[word];
      const layer = make?.({ ...options });
      const tensors = inputs.map(shape => tf.ones([...shape]));
      const result = layer?.apply(tensors.length > 1 ? tensors : (tensors[0] as tf.Tensor)) as tf.Tensor | tf.Tensor[];
      const one = Array.isArray(result) ? result[0] : result;
      if (!one) throw new Error('nothing');
      one.dataSync();
      return one.shape;
    });
  } catch {
    return 'throws';
  }
}

const versions = [{ framework: 'tfjs', generation: 'any' }] as const;

function expectAgreement(word: string, options: Options, inputs: readonly (readonly number[])[]): void {
  const op = opAt('tfjs', `layers.${word}`) as LayerOp;
  const made = { positional: [], named: Object.fromEntries(Object.entries(options).map(([name, value]) => [name, toArg(value)])) };
  const tensors = inputs.map(shape => tensorArg(shapeOf(...shape)));
  const call = { positional: [tensors.length > 1 ? listArg(tensors) : (tensors[0] as Arg)], named: {} };
  const outcome = applyLayer(op, { made, call }, versions);
  const problems = [...construct(op, made, versions).problems, ...outcome.problems];
  const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  const real = theirs(word, options, inputs);
  const what = `tf.layers.${word}(${JSON.stringify(options)}) on ${JSON.stringify(inputs)}`;
  // A warning says that it goes wrong in one way or the other.
  if (real === 'throws') expect(problems, `${what} throws`).not.toEqual([]);
  else {
    expect(errors, what).toEqual([]);
    if (problems.length > 0) return;
    const result = outcome.result.kind === 'list' ? outcome.result.items[0] : outcome.result;
    expect(result?.kind === 'tensor' && toNumbers(result.shape), what).toEqual(real);
  }
}

const size = (rank: number, ...numbers: number[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<Value>(...numbers) },
    { weight: 6, arbitrary: fc.array(fc.constantFrom(...numbers), { minLength: rank, maxLength: rank }) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(...numbers), { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constantFrom<Value>(0, '2', 1.5) },
  );
const padding = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom<Value>('same', 'valid') },
  { weight: 1, arbitrary: fc.constantFrom<Value>('SAME', 'causal', 'full') },
);
const format = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<Value>('channelsLast', 'channelsFirst') },
  { weight: 1, arbitrary: fc.constantFrom<Value>('NHWC', 'channels_last') },
);
const image = (rank: number) =>
  fc.oneof(
    { weight: 10, arbitrary: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: rank, maxLength: rank }) },
    { weight: 1, arbitrary: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }) },
  );
const some = <T>(record: Record<string, fc.Arbitrary<T>>, required: readonly string[] = []) =>
  fc.record(record, { requiredKeys: [...required] }) as fc.Arbitrary<Options>;

const window = (rank: number) => ({
  filters: fc.constantFrom<Value>(1, 2, 3),
  kernelSize: size(rank, 1, 2, 3),
  strides: size(rank, 1, 2, 3),
  padding,
  useBias: fc.boolean() as fc.Arbitrary<Value>,
});
const pool = (rank: number) => ({ poolSize: size(rank, 1, 2, 3), strides: size(rank, 1, 2, 3), padding });

const cases: Readonly<Record<string, readonly [fc.Arbitrary<Options>, fc.Arbitrary<readonly number[]>]>> = {
  conv1d: [some({ ...window(1), dilationRate: size(1, 1, 1, 2) }, ['filters', 'kernelSize']), image(3)],
  conv2d: [some({ ...window(2), dilationRate: size(2, 1, 1, 2), dataFormat: format }, ['filters', 'kernelSize']), image(4)],
  conv3d: [some({ ...window(3), dataFormat: format }, ['filters', 'kernelSize']), image(5)],
  conv2dTranspose: [some({ ...window(2), dataFormat: format }, ['filters', 'kernelSize']), image(4)],
  conv3dTranspose: [some({ ...window(3) }, ['filters', 'kernelSize']), image(5)],
  depthwiseConv2d: [
    some(
      {
        kernelSize: size(2, 1, 2, 3),
        strides: fc.constantFrom<Value>(1, 2),
        padding,
        dataFormat: format,
        depthMultiplier: fc.constantFrom<Value>(1, 2),
      },
      ['kernelSize'],
    ),
    image(4),
  ],
  separableConv2d: [
    some(
      {
        ...window(2),
        depthMultiplier: fc.constantFrom<Value>(1, 2),
        useBias: fc.constant<Value>(false),
        strides: fc.constantFrom<Value>(1, 2),
      },
      ['filters', 'kernelSize'],
    ),
    image(4),
  ],
  maxPooling1d: [some(pool(1)), image(3)],
  averagePooling1d: [some(pool(1)), image(3)],
  maxPooling2d: [some({ ...pool(2), dataFormat: format }), image(4)],
  averagePooling2d: [some({ ...pool(2), dataFormat: format }), image(4)],
  maxPooling3d: [some(pool(3)), image(5)],
  averagePooling3d: [some(pool(3)), image(5)],
  globalAveragePooling1d: [some({}), image(3)],
  globalMaxPooling2d: [some({ dataFormat: format }), image(4)],
  upSampling2d: [some({ size: fc.constantFrom<Value>([2, 2], [1, 3], 2), dataFormat: format }), image(4)],
  zeroPadding2d: [
    some({
      padding: fc.constantFrom<Value>(
        1,
        2,
        [1, 2],
        [
          [0, 1],
          [2, 0],
        ],
        [1, 2, 3],
      ),
    }),
    image(4),
  ],
  cropping2D: [
    some(
      {
        cropping: fc.constantFrom<Value>(
          1,
          2,
          [1, 0],
          [
            [0, 1],
            [2, 0],
          ],
        ),
      },
      ['cropping'],
    ),
    image(4),
  ],
  dense: [some({ units: fc.constantFrom<Value>(1, 4, 0, 2.5) }, ['units']), image(2)],
  flatten: [some({}), image(3)],
  reshape: [some({ targetShape: fc.constantFrom<Value>([4], [2, -1], [null, 3], [6, 2], [-1]) }, ['targetShape']), image(3)],
  permute: [some({ dims: fc.constantFrom<Value>([2, 1], [1, 2], [1, 1], [0, 1], [3, 1, 2]) }, ['dims']), image(3)],
  repeatVector: [some({ n: fc.constantFrom<Value>(1, 3) }, ['n']), image(2)],
  lstm: [some({ units: fc.constantFrom<Value>(2, 0), returnSequences: fc.boolean() as fc.Arbitrary<Value> }, ['units']), image(3)],
  gru: [some({ units: fc.constant<Value>(2), returnState: fc.boolean() as fc.Arbitrary<Value> }, ['units']), image(3)],
  convLstm2d: [
    some(
      {
        filters: fc.constant<Value>(2),
        kernelSize: fc.constantFrom<Value>(1, 2, 3),
        padding: fc.constantFrom<Value>('same', 'valid'),
        returnSequences: fc.boolean() as fc.Arbitrary<Value>,
      },
      ['filters', 'kernelSize'],
    ),
    image(5),
  ],
};

describe('random options', () => {
  test.each(Object.keys(cases))('tf.layers.%s', word => {
    const [options, input] = cases[word] as (typeof cases)[string];
    fc.assert(
      fc.property(options, input, (given, shape) => expectAgreement(word, given, [shape])),
      { numRuns: 150, seed: 7 },
    );
  });

  test.each(['add', 'multiply', 'average', 'maximum', 'minimum', 'concatenate'])('tf.layers.%s', word => {
    const dim = fc.constantFrom(1, 2, 3);
    const shape = fc.array(dim, { minLength: 2, maxLength: 4 });
    const pair = shape.chain(first =>
      fc.tuple(
        fc.constant(first),
        fc.oneof(
          fc.constant(first),
          shape,
          dim.map(last => first.with(-1, last)),
        ),
      ),
    );
    const axis = word === 'concatenate' ? some({ axis: fc.constantFrom<Value>(-1, 1, 2, 5) }) : some({});
    fc.assert(
      fc.property(axis, pair, (given, [first, second]) => expectAgreement(word, given, [first, second])),
      { numRuns: 150, seed: 7 },
    );
  });
});

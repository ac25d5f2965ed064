// What the kernel computes is what TensorFlow.js computes: the same calls run live on its CPU backend.
// Numeric padding takes no part: TensorFlow.js uses the filter's height for the width there.
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { int, toNumber } from '#shared/dim/dim.ts';
import type { Data } from '#shared/kernel/data.ts';
import { addBias } from '#shared/kernel/execute/bias.ts';
import { binary, binaryFunctions, unary, unaryFunctions } from '#shared/kernel/execute/elementwise.ts';
import { executeWindow } from '#shared/kernel/execute/index.ts';
import { matmul } from '#shared/kernel/execute/matmul.ts';
import { broadcastTo, concat, pad, reshape, reverse, slice, stack, tile, transpose } from '#shared/kernel/execute/movement.ts';
import { argExtreme, reduce, softmax } from '#shared/kernel/execute/reduce.ts';
import type { WindowGeometry } from '#shared/kernel/geometry.ts';
import { type AxisNumbers, axisNumbers, dataFrom, forward, geometryOf, tensorsFor } from './windows.ts';

beforeAll(async () => {
  // Silences the advice to install tfjs-node.
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

const runs = { numRuns: 150 };
const seeds = fc.nat(1_000_000);

const tensor = ({ shape, values }: Data) => tf.tensor(Float32Array.from(values), [...shape]);

/** Runs `call` in TensorFlow.js and expects the same shape and values from the kernel; its floats have 32 bits. */
function expectSame(ours: Data | undefined, call: () => tf.Tensor): void {
  const { shape, values } = tf.tidy(() => {
    const theirs = call();
    return { shape: theirs.shape, values: theirs.dataSync() };
  });
  expect(ours?.shape).toEqual(shape);
  const differ = [...values].findIndex((value, at) => !close(value, ours?.values[at] ?? Number.NaN));
  if (differ >= 0) expect({ at: differ, value: ours?.values[differ] }).toEqual({ at: differ, value: values[differ] });
}

const close = (a: number, b: number) => Object.is(a, b) || Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(a), Math.abs(b));

/** TensorFlow.js takes one policy for all axes, and no window that is both strided and dilated. */
const window = (count: number, { most = 8, explicit = true } = {}): fc.Arbitrary<readonly AxisNumbers[]> =>
  fc
    .tuple(
      fc.array(axisNumbers, { minLength: count, maxLength: count, size: 'max' }),
      fc.constantFrom('same' as const, 'valid' as const, ...(explicit ? ['explicit' as const] : [])),
      fc.array(fc.record({ before: fc.nat(2), after: fc.nat(2) }), { minLength: count, maxLength: count, size: 'max' }),
      fc.boolean(),
    )
    .map(([axes, policy, pairs, dilated]) =>
      axes.map((axis, at) => ({
        ...axis,
        ...(dilated ? { stride: 1 } : { dilation: 1 }),
        padding: policy === 'explicit' ? (pairs[at] as { before: number; after: number }) : policy,
      })),
    )
    .filter(axes => axes.every(axis => axis.input <= most && forward(axis) >= 1));

const plain = (axes: fc.Arbitrary<readonly AxisNumbers[]>) => axes.map(all => all.map(axis => ({ ...axis, dilation: 1 })));
const still = (axes: fc.Arbitrary<readonly AxisNumbers[]>) => axes.filter(all => all.every(axis => forward(axis) >= 1));

/** See 'TensorFlow.js starts late' below. */
const padded = (axes: fc.Arbitrary<readonly AxisNumbers[]>) =>
  axes.filter(all =>
    all.every(axis => axis.padding !== 'same' || (forward(axis) - 1) * axis.stride + axis.dilation * (axis.kernel - 1) + 1 >= axis.input),
  );

function padArgument(axes: readonly AxisNumbers[], channelsFirst: boolean): 'same' | 'valid' | tf.backend_util.ExplicitPadding {
  const [first] = axes;
  if (first?.padding === 'same' || first?.padding === 'valid') return first.padding;
  const none = [0, 0];
  const pairs = axes.map(({ padding }) => (typeof padding === 'string' ? none : [padding.before, padding.after]));
  return (channelsFirst ? [none, none, ...pairs] : [none, ...pairs, none]) as tf.backend_util.ExplicitPadding;
}

const two = (axes: readonly AxisNumbers[], which: 'stride' | 'dilation' | 'kernel') => axes.map(axis => axis[which]) as [number, number];
const three = (axes: readonly AxisNumbers[], which: 'stride' | 'dilation' | 'kernel') =>
  axes.map(axis => axis[which]) as [number, number, number];

const channels = fc.record({
  batch: fc.integer({ min: 1, max: 2 }),
  inputChannels: fc.integer({ min: 1, max: 3 }),
  outputChannels: fc.integer({ min: 1, max: 3 }),
});

describe('convolution', () => {
  test('tf.conv2d: strides, dilations, every padding, NHWC and NCHW', () => {
    fc.assert(
      fc.property(window(2), channels, fc.boolean(), seeds, (axes, sizes, first, seed) => {
        const geometry = geometryOf(axes, { ...sizes, layout: first ? 'N C S:2' : 'N S:2 C' });
        const { input, filter } = tensorsFor(geometry, seed);
        expectSame(executeWindow(geometry, input, filter), () =>
          tf.conv2d(
            tensor(input) as tf.Tensor4D,
            tensor(filter) as tf.Tensor4D,
            two(axes, 'stride'),
            padArgument(axes, first),
            first ? 'NCHW' : 'NHWC',
            two(axes, 'dilation'),
          ),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('tf.conv1d', () => {
    fc.assert(
      fc.property(window(1, { explicit: false }), channels, seeds, (axes, sizes, seed) => {
        const geometry = geometryOf(axes, sizes);
        const { input, filter } = tensorsFor(geometry, seed);
        const [{ stride, dilation }] = axes as [AxisNumbers];
        const padding = padArgument(axes, false) as 'same' | 'valid';
        expectSame(executeWindow(geometry, input, filter), () =>
          tf.conv1d(tensor(input) as tf.Tensor3D, tensor(filter) as tf.Tensor3D, stride, padding, 'NWC', dilation),
        );
      }),
      runs,
    );
  });

  test('tf.conv3d', () => {
    fc.assert(
      fc.property(padded(window(3, { most: 5, explicit: false })), channels, seeds, (axes, sizes, seed) => {
        const geometry = geometryOf(axes, sizes);
        const { input, filter } = tensorsFor(geometry, seed);
        const padding = padArgument(axes, false) as 'same' | 'valid';
        expectSame(executeWindow(geometry, input, filter), () =>
          tf.conv3d(
            tensor(input) as tf.Tensor5D,
            tensor(filter) as tf.Tensor5D,
            three(axes, 'stride'),
            padding,
            'NDHWC',
            three(axes, 'dilation'),
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('TensorFlow.js starts late in 3-D `same` convolutions whose stride leaves cells over; TensorFlow does not, nor do we', () => {
    // get3DPadAndOutInfo lacks the `max(0, …)` of its 2-D twin: the padding becomes −1 and the window starts at the second cell.
    // https://github.com/tensorflow/tfjs/blob/tfjs-v4.22.0/tfjs-core/src/ops/conv_util.ts
    const one = { input: 1, kernel: 1, stride: 1, dilation: 1, padding: 'same' } as const;
    const geometry = geometryOf([{ ...one, input: 4, stride: 2 }, one, one]);
    const input: Data = { shape: [1, 4, 1, 1, 1], values: Float64Array.of(1, 2, 3, 4) };
    const filter: Data = { shape: [1, 1, 1, 1, 1], values: Float64Array.of(1) };
    expect([...(executeWindow(geometry, input, filter)?.values ?? [])]).toEqual([1, 3]);
    const theirs = tf.conv3d(tensor(input) as tf.Tensor5D, tensor(filter) as tf.Tensor5D, [2, 1, 1], 'same');
    expect([...theirs.dataSync()]).toEqual([2, 4]);
  });

  test('tf.depthwiseConv2d', () => {
    fc.assert(
      fc.property(window(2), channels, fc.integer({ min: 1, max: 3 }), seeds, (axes, { batch, inputChannels }, multiplier, seed) => {
        const outputChannels = inputChannels * multiplier;
        const geometry = geometryOf(axes, { kind: 'depthwise-conv', batch, inputChannels, outputChannels });
        const { input, filter } = tensorsFor(geometry, seed);
        expect(filter.shape).toEqual([...two(axes, 'kernel'), inputChannels, multiplier]);
        expectSame(executeWindow(geometry, input, filter), () =>
          tf.depthwiseConv2d(
            tensor(input) as tf.Tensor4D,
            tensor(filter) as tf.Tensor4D,
            two(axes, 'stride'),
            padArgument(axes, false),
            'NHWC',
            two(axes, 'dilation'),
          ),
        );
      }),
      runs,
    );
  });

  test('groups: each is a convolution of its own channels', () => {
    fc.assert(
      fc.property(window(2), channels, fc.integer({ min: 2, max: 3 }), seeds, (axes, sizes, groups, seed) => {
        const { batch, inputChannels, outputChannels } = sizes;
        const all = { batch, groups, inputChannels: groups * inputChannels, outputChannels: groups * outputChannels };
        const geometry = geometryOf(axes, all);
        const { input, filter } = tensorsFor(geometry, seed);
        expectSame(executeWindow(geometry, input, filter), () => {
          const inputs = tf.split(tensor(input), groups, 3) as tf.Tensor4D[];
          const filters = tf.split(tensor(filter), groups, 3) as tf.Tensor4D[];
          const padding = padArgument(axes, false);
          return tf.concat(
            inputs.map((part, g) =>
              tf.conv2d(part, filters[g] as tf.Tensor4D, two(axes, 'stride'), padding, 'NHWC', two(axes, 'dilation')),
            ),
            3,
          );
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('transposed convolution', () => {
  // The output length is any admissible one, since the window is drawn first, sliding over the output.
  const transposed = (axes: readonly AxisNumbers[], sizes: { batch: number; inputChannels: number; outputChannels: number }) =>
    geometryOf(axes, { ...sizes, kind: 'transposed-conv' });

  test('tf.conv2dTranspose: every padding, every admissible output length', () => {
    fc.assert(
      fc.property(still(plain(window(2))), channels, seeds, (axes, sizes, seed) => {
        const geometry = transposed(axes, sizes);
        const { input, filter, output } = tensorsFor(geometry, seed);
        expect(filter.shape).toEqual([...two(axes, 'kernel'), sizes.outputChannels, sizes.inputChannels]);
        expectSame(executeWindow(geometry, input, filter), () =>
          tf.conv2dTranspose(
            tensor(input) as tf.Tensor4D,
            tensor(filter) as tf.Tensor4D,
            output.shape as [number, number, number, number],
            two(axes, 'stride'),
            padArgument(axes, false),
          ),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('tf.conv3dTranspose', () => {
    fc.assert(
      fc.property(padded(still(plain(window(3, { most: 5, explicit: false })))), channels, seeds, (axes, sizes, seed) => {
        const geometry = transposed(axes, sizes);
        const { input, filter, output } = tensorsFor(geometry, seed);
        expectSame(executeWindow(geometry, input, filter), () =>
          tf.conv3dTranspose(
            tensor(input) as tf.Tensor5D,
            tensor(filter) as tf.Tensor5D,
            output.shape as [number, number, number, number, number],
            three(axes, 'stride'),
            padArgument(axes, false) as 'same' | 'valid',
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('is the gradient that TensorFlow.js finds for tf.conv2d', () => {
    fc.assert(
      fc.property(still(plain(window(2, { explicit: false }))), channels, seeds, (axes, sizes, seed) => {
        const { batch, inputChannels, outputChannels } = sizes;
        const geometry = transposed(axes, { batch, inputChannels: outputChannels, outputChannels: inputChannels });
        const { input, filter, output } = tensorsFor(geometry, seed);
        const padding = padArgument(axes, false);
        expectSame(executeWindow(geometry, input, filter), () => {
          const conv = (x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, tensor(filter) as tf.Tensor4D, two(axes, 'stride'), padding);
          return tf.grad(conv)(tensor(output), tensor(input));
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('pooling', () => {
  // A window wholly on padding has no maximum; the frameworks refuse such paddings.
  const inside = (axes: readonly AxisNumbers[]) =>
    axes.every(({ padding, kernel }) => typeof padding === 'string' || (padding.before < kernel && padding.after < kernel));
  const pools: fc.Arbitrary<readonly ['max-pool' | 'average-pool', readonly AxisNumbers[]]> = fc.tuple(
    fc.constantFrom('max-pool' as const, 'average-pool' as const),
    still(plain(window(2))).filter(inside),
  );

  test('tf.maxPool and tf.avgPool, which do not count padding', () => {
    fc.assert(
      fc.property(pools, channels, seeds, ([kind, axes], { batch, inputChannels }, seed) => {
        const geometry = geometryOf(axes, { kind, batch, inputChannels, outputChannels: inputChannels });
        const { input } = tensorsFor(geometry, seed);
        const call = kind === 'max-pool' ? tf.maxPool : tf.avgPool;
        expectSame(executeWindow(geometry, input), () =>
          call(tensor(input) as tf.Tensor4D, two(axes, 'kernel'), two(axes, 'stride'), padArgument(axes, false)),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('the layout changes where cells lie, nothing else', () => {
    fc.assert(
      fc.property(pools, channels, seeds, ([kind, axes], { batch, inputChannels }, seed) => {
        const options = { kind, batch, inputChannels, outputChannels: inputChannels };
        const [last, first] = [geometryOf(axes, options), geometryOf(axes, { ...options, layout: 'N C S:2' })];
        const { input } = tensorsFor(last, seed);
        const moved = executeWindow(first, transpose(input, [0, 3, 1, 2]) as Data) as Data;
        expect(transpose(moved, [0, 2, 3, 1])).toEqual(executeWindow(last, input));
      }),
      { numRuns: 60 },
    );
  });

  test('an example without a batch axis', () => {
    const axis = { input: 5, kernel: 2, stride: 2, dilation: 1, padding: 'same' } as const;
    const geometry: WindowGeometry = geometryOf([axis, axis], { kind: 'max-pool', layout: 'S:2 C' });
    const input = dataFrom([5, 5, 1], 7);
    expectSame(executeWindow(geometry, input), () => tf.maxPool(tensor(input) as tf.Tensor3D, 2, 2, 'same'));
    expect(toNumber(geometry.batch)).toBe(1);
    expect(executeWindow({ ...geometry, batch: int(2) }, input)).toBeUndefined();
  });
});

describe('around convolutions', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
  const shaped = fc.tuple(lengths, seeds).map(([shape, seed]) => dataFrom(shape, seed));
  const check = <T>(arbitrary: fc.Arbitrary<T>, body: (value: T) => void) => fc.assert(fc.property(arbitrary, body), runs);

  test('elementwise with broadcasting', () => {
    const stretching = fc
      .tuple(lengths, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), fc.nat(4), seeds)
      .map(([shape, ones, drop, seed]) => {
        const [left, right] = [0, 4].map(from => shape.map((length, axis) => (ones[from + axis] ? 1 : length))) as [number[], number[]];
        return [dataFrom(left, seed), dataFrom(right.slice(drop), seed + 1)] as const;
      });
    const calls = {
      add: tf.add,
      subtract: tf.sub,
      multiply: tf.mul,
      maximum: tf.maximum,
      minimum: tf.minimum,
      squaredDifference: tf.squaredDifference,
    };
    check(fc.tuple(stretching, fc.constantFrom(...(Object.keys(calls) as (keyof typeof calls)[]))), ([[a, b], name]) => {
      expectSame(binary(binaryFunctions[name], a, b), () => calls[name](tensor(a), tensor(b)));
    });
    expect(binary(binaryFunctions.add, dataFrom([2, 3], 1), dataFrom([2], 1))).toBeUndefined();
  });

  test('division and remainders', () => {
    const nonZero = (data: Data) => unary(x => x || 2, data);
    check(shaped, a => {
      const b = nonZero({ shape: a.shape, values: a.values.toReversed() });
      expectSame(binary(binaryFunctions.divide, a, b), () => tf.div(tensor(a), tensor(b)));
      expectSame(binary(binaryFunctions.floorDivide, a, b), () => tf.floor(tf.div(tensor(a), tensor(b))));
      expectSame(binary(binaryFunctions.mod, a, b), () => tf.mod(tensor(a), tensor(b)));
    });
  });

  test('functions of one number', () => {
    const { abs, ceil, cos, elu, exp, floor, negative, relu, relu6, sigmoid, sign, sin, softplus, square, tanh } = unaryFunctions;
    const pairs = [
      [abs, tf.abs],
      [ceil, tf.ceil],
      [cos, tf.cos],
      [elu, tf.elu],
      [exp, tf.exp],
      [floor, tf.floor],
      [negative, tf.neg],
      [relu, tf.relu],
      [relu6, tf.relu6],
      [sigmoid, tf.sigmoid],
      [sign, tf.sign],
      [sin, tf.sin],
      [softplus, tf.softplus],
      [square, tf.square],
      [tanh, tf.tanh],
    ] as const;
    check(shaped, data => {
      const halves = unary(x => x * 1.5, data);
      for (const [ours, theirs] of pairs) expectSame(unary(ours, halves), () => theirs(tensor(halves)));
    });
    const positive = dataFrom([5], 3);
    const above = unary(x => Math.abs(x) + 0.5, positive);
    expectSame(unary(unaryFunctions.log, above), () => tf.log(tensor(above)));
    expectSame(unary(unaryFunctions.sqrt, above), () => tf.sqrt(tensor(above)));
    expectSame(unary(unaryFunctions.rsqrt, above), () => tf.rsqrt(tensor(above)));
    expectSame(unary(unaryFunctions.reciprocal, above), () => tf.reciprocal(tensor(above)));
  });

  test('reductions over any axes', () => {
    const calls = { sum: tf.sum, mean: tf.mean, max: tf.max, min: tf.min, product: tf.prod };
    const axes = shaped.chain(data => fc.tuple(fc.constant(data), fc.subarray([...data.shape.keys()], { minLength: 0 }), fc.boolean()));
    check(fc.tuple(axes, fc.constantFrom(...(Object.keys(calls) as (keyof typeof calls)[]))), ([[data, over, keep], how]) => {
      const fromEnd = over.map(axis => axis - data.shape.length);
      expectSame(reduce(how, data, fromEnd, keep), () => calls[how](tensor(data), over, keep));
      expectSame(reduce(how, data), () => calls[how](tensor(data)));
    });
    expect(reduce('sum', dataFrom([2], 1), [1])).toBeUndefined();
  });

  test('argmax, argmin, softmax', () => {
    check(
      shaped.filter(({ shape }) => shape.length > 0),
      data => {
        const last = data.shape.length - 1;
        expectSame(argExtreme('max', data, -1), () => tf.argMax(tensor(data), last));
        expectSame(argExtreme('min', data, 0), () => tf.argMin(tensor(data), 0));
        expectSame(softmax(data), () => tf.softmax(tensor(data)));
      },
    );
  });

  test('matmul, with batches and transposed operands', () => {
    const sizes = fc.record({
      m: fc.integer({ min: 1, max: 4 }),
      k: fc.integer({ min: 1, max: 4 }),
      n: fc.integer({ min: 1, max: 4 }),
      batch: fc.integer({ min: 1, max: 3 }),
      one: fc.boolean(),
      transposeA: fc.boolean(),
      transposeB: fc.boolean(),
      seed: seeds,
    });
    check(sizes, ({ m, k, n, batch, one, transposeA, transposeB, seed }) => {
      const a = dataFrom([batch, ...(transposeA ? [k, m] : [m, k])], seed);
      const b = dataFrom([one ? 1 : batch, ...(transposeB ? [n, k] : [k, n])], seed + 1);
      expectSame(matmul(a, b, { transposeA, transposeB }), () => tf.matMul(tensor(a), tensor(b), transposeA, transposeB));
    });
    expect(matmul(dataFrom([2, 3], 1), dataFrom([2, 3], 1))).toBeUndefined();
    expect(matmul(dataFrom([3], 1), dataFrom([3, 2], 1))).toBeUndefined();
  });

  test('bias along the channels', () => {
    const input = dataFrom([2, 3, 4], 1);
    expectSame(addBias(input, dataFrom([4], 2)), () => tf.add(tensor(input), tensor(dataFrom([4], 2))));
    expectSame(addBias(input, dataFrom([3], 2), 1), () => tf.add(tensor(input), tensor(dataFrom([3, 1], 2))));
    expect(addBias(input, dataFrom([3], 2))).toBeUndefined();
  });

  test('moving cells: transpose, pad, concat, stack, slice, reverse, tile, reshape', () => {
    const permuted = shaped.chain(data =>
      fc.tuple(fc.constant(data), fc.shuffledSubarray([...data.shape.keys()], { minLength: data.shape.length })),
    );
    check(permuted, ([data, order]) => {
      expectSame(transpose(data, order), () => tf.transpose(tensor(data), order));
      expectSame(transpose(data), () => tf.transpose(tensor(data)));
    });
    check(
      fc.tuple(
        shaped.filter(({ shape }) => shape.length > 0),
        fc.nat(3),
        fc.nat(2),
        fc.nat(2),
      ),
      ([data, at, one, other]) => {
        const { shape } = data;
        const axis = at % shape.length;
        const cells = shape.map((_, other_) => (other_ === axis ? [one, other] : [0, 1]) as [number, number]);
        expectSame(pad(data, cells, 5), () => tf.pad(tensor(data), cells, 5));
        const wider = dataFrom(
          shape.map((n, other_) => (other_ === axis ? n + one : n)),
          9,
        );
        expectSame(concat([data, wider, data], axis), () => tf.concat([tensor(data), tensor(wider), tensor(data)], axis));
        expectSame(stack([data, data], axis), () => tf.stack([tensor(data), tensor(data)], axis));
        expectSame(stack([data, data], -1), () => tf.stack([tensor(data), tensor(data)], shape.length));
        expectSame(reverse(data, [axis]), () => tf.reverse(tensor(data), axis));
        const times = shape.map((_, other_) => (other_ === axis ? one + 1 : 1));
        expectSame(tile(data, times), () => tf.tile(tensor(data), times));
        const start = shape.map((n, other_) => (other_ === axis ? Math.min(one, n - 1) : 0));
        const size = shape.map((n, other_) => n - (start[other_] as number));
        const ranges = size.map((length, other_) => ({ start: start[other_] as number, length }));
        expectSame(slice(data, ranges), () => tf.slice(tensor(data), start, size));
        expectSame(reshape(data, [data.values.length]), () => tf.reshape(tensor(data), [-1]));
        const stretched = [2, ...shape];
        expectSame(broadcastTo(data, stretched), () => tf.broadcastTo(tensor(data), stretched));
      },
    );
    const data = dataFrom([2, 3], 1);
    expect(reshape(data, [4])).toBeUndefined();
    expect(transpose(data, [0, 0])).toBeUndefined();
    expect(concat([data, dataFrom([3, 2], 1)], 0)).toBeUndefined();
    expect(
      slice(data, [
        { start: 0, length: 3 },
        { start: 0, length: 1 },
      ]),
    ).toBeUndefined();
    expect(
      pad(data, [
        [-1, 0],
        [0, 0],
      ]),
    ).toBeUndefined();
    expect(broadcastTo(data, [2, 4])).toBeUndefined();
  });
});

// Convolution as a matrix, and the transposed convolution as that matrix transposed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { int, toNumber } from '#shared/dim/dim.ts';
import { type Data, filled, MAX_CELLS } from '#shared/kernel/data.ts';
import { executeWindow } from '#shared/kernel/execute/index.ts';
import { concat, reverse, slice, stack, transpose } from '#shared/kernel/execute/movement.ts';
import type { WindowGeometry } from '#shared/kernel/geometry.ts';
import { multiply, type SparseMatrix, toDense, transposeMatrix, windowMatrix } from '#shared/kernel/matrix.ts';
import { equivalentDirect } from '#shared/kernel/transpose.ts';
import { convolutions, geometryOf, tensorsFor } from './windows.ts';

const seeds = fc.nat(1_000_000);
const runs = { numRuns: 150 };
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, at) => sum + x * (b[at] as number), 0);
const run = (geometry: WindowGeometry, input: Data, filter?: Data) => executeWindow(geometry, input, filter) as Data;
const matrixOf = (geometry: WindowGeometry) => windowMatrix(geometry) as SparseMatrix;

/** The transposed convolution with the same window: input and output change places, the filter's channel axes keep their meaning. */
function transposedOf(geometry: WindowGeometry): WindowGeometry {
  return {
    ...geometry,
    kind: 'transposed-conv',
    axes: geometry.axes.map(axis => ({ ...axis, input: axis.output, output: axis.input })),
    inputChannels: geometry.outputChannels,
    outputChannels: geometry.inputChannels,
    filterLayout: (geometry.filterLayout ?? '').replace(/[IO]/g, axis => (axis === 'I' ? 'O' : 'I')),
  };
}

describe('the classic example: a 4×4 image of ones under a 3×3 filter of ones', () => {
  const four = { input: 4, kernel: 3, stride: 1, dilation: 1, padding: 'valid' } as const;
  const conv = geometryOf([four, four]);
  const transposed = transposedOf(conv);
  const filter = filled([3, 3, 1, 1], 1) as Data;

  test('conv gives 2×2 nines, and the transposed conv comes back to 4×4, with other values', () => {
    const once = run(conv, filled([1, 4, 4, 1], 1) as Data, filter);
    expect(once).toEqual(filled([1, 2, 2, 1], 9));
    const back = run(transposed, once, filter);
    expect(back.shape).toEqual([1, 4, 4, 1]);
    expect([...back.values]).toEqual([9, 18, 18, 9, 18, 36, 36, 18, 18, 36, 36, 18, 9, 18, 18, 9]);
  });

  test('its matrix is 4 × 16, with nine taps in each row', () => {
    const matrix = matrixOf(conv);
    expect([matrix.rows, matrix.columns, matrix.entries.length]).toEqual([4, 16, 36]);
    expect([...(toDense(matrix, [1, 2, 3, 4, 5, 6, 7, 8, 9]) ?? [])].slice(0, 16)).toEqual([
      1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0, 0, 0, 0, 0,
    ]);
    expect(matrixOf(transposed)).toEqual(transposeMatrix(matrix));
  });
});

describe('for every window', () => {
  test('conv is C·x', () => {
    fc.assert(
      fc.property(convolutions('conv'), seeds, (geometry, seed) => {
        const { input, filter } = tensorsFor(geometry, seed);
        expect(run(geometry, input, filter).values).toEqual(multiply(matrixOf(geometry), filter.values, input.values));
      }),
      runs,
    );
  });

  test('transposed conv is Cᵀ·y, of the conv with the same filter', () => {
    fc.assert(
      fc.property(convolutions('conv'), seeds, (geometry, seed) => {
        const { output, filter } = tensorsFor(geometry, seed);
        const back = run(transposedOf(geometry), output, filter);
        expect(back.values).toEqual(multiply(transposeMatrix(matrixOf(geometry)), filter.values, output.values));
      }),
      runs,
    );
  });

  test('⟨Cx, y⟩ = ⟨x, Cᵀy⟩: the transposed conv is the gradient of the conv', () => {
    fc.assert(
      fc.property(convolutions('conv'), seeds, (geometry, seed) => {
        const { input, filter, output } = tensorsFor(geometry, seed);
        const [there, back] = [run(geometry, input, filter), run(transposedOf(geometry), output, filter)];
        expect(dot(there.values, output.values)).toBe(dot(input.values, back.values));
      }),
      runs,
    );
  });

  test('a dense matrix has the same entries', () => {
    fc.assert(
      fc.property(convolutions('conv'), seeds, (geometry, seed) => {
        const { input, filter } = tensorsFor({ ...geometry, batch: int(1) }, seed);
        const matrix = matrixOf(geometry);
        const dense = toDense(matrix, filter.values);
        fc.pre(dense !== undefined && matrix.rows * matrix.columns < 20_000);
        const product = Array.from({ length: matrix.rows }, (_, row) =>
          dot((dense as Float64Array).subarray(row * matrix.columns, (row + 1) * matrix.columns), input.values),
        );
        expect(product).toEqual([...(multiply(matrix, filter.values, input.values) ?? [])]);
      }),
      { numRuns: 40 },
    );
  });

  test('a transposed conv is a direct one, on the input stretched by zeros, with the filter turned around', () => {
    const ungrouped = convolutions('transposed-conv').filter(({ groups }) => toNumber(groups) === 1);
    fc.assert(
      fc.property(ungrouped, seeds, (geometry, seed) => {
        const { input, filter } = tensorsFor(geometry, seed);
        const direct = geometry.axes.map(equivalentDirect);
        const n = direct.length;
        const firstAxis = geometry.layout.startsWith('N C') ? 2 : 1;
        const stretched = direct.reduce(
          (data, { zerosBetween }, at) => stretch(data, firstAxis + at, toNumber(zerosBetween) as number),
          input,
        );
        const filterAxis = geometry.filterLayout?.startsWith('O I') ? 2 : 0;
        const flipped = reverse(
          filter,
          Array.from({ length: n }, (_, at) => filterAxis + at),
        ) as Data;
        const equivalent: WindowGeometry = {
          ...geometry,
          kind: 'conv',
          axes: geometry.axes.map((axis, at) => {
            const { stretched: length, before, after, stride } = direct[at] as (typeof direct)[number];
            return { ...axis, input: length, stride, padding: { before, after } };
          }),
        };
        expect(run(equivalent, stretched, flipped)).toEqual(run(geometry, input, filter));
      }),
      runs,
    );
  });
});

/** Puts `zeros` zeros between neighbours along one axis. */
function stretch(data: Data, axis: number, zeros: number): Data {
  const gap = filled(data.shape, 0) as Data;
  const spaced = stack([data, ...new Array<Data>(zeros).fill(gap)], axis + 1) as Data;
  const merged = data.shape.map((length, at) => (at === axis ? length * (zeros + 1) : length));
  const length = (data.shape[axis] as number) * (zeros + 1) - zeros;
  return slice(
    { shape: merged, values: spaced.values },
    merged.map((all, at) => ({ start: 0, length: at === axis ? length : all })),
  ) as Data;
}

describe('nothing is computed', () => {
  const axis = { input: 4, kernel: 3, stride: 1, dilation: 1, padding: 'valid' } as const;
  const conv = geometryOf([axis, axis]);
  const [image, filter] = [filled([1, 4, 4, 1], 1) as Data, filled([3, 3, 1, 1], 1) as Data];

  test('when sizes disagree with the data', () => {
    expect(executeWindow(conv, filled([1, 5, 4, 1], 1) as Data, filter)).toBeUndefined();
    expect(executeWindow(conv, image, filled([3, 3, 1, 2], 1) as Data)).toBeUndefined();
    expect(executeWindow(conv, image)).toBeUndefined();
  });

  test('when a transposed conv is asked for a length that cannot lead back', () => {
    const transposed = transposedOf(conv);
    const wrong = { ...transposed, axes: transposed.axes.map(side => ({ ...side, output: int(20) })) };
    expect(executeWindow(wrong, filled([1, 2, 2, 1], 1) as Data, filter)).toBeUndefined();
    expect(windowMatrix(wrong)).toBeUndefined();
  });

  test('above the limits, and then at once', () => {
    const huge = { ...axis, input: 10 ** 9 };
    const start = performance.now();
    expect(windowMatrix(geometryOf([huge, huge]))).toBeUndefined();
    expect(windowMatrix(geometryOf([{ ...huge, padding: 'same' }]))).toBeUndefined();
    expect(windowMatrix(geometryOf([{ ...axis, input: MAX_CELLS, kernel: MAX_CELLS / 2 }]))).toBeUndefined();
    expect(
      windowMatrix(
        geometryOf([
          { ...axis, input: 200, kernel: 5 },
          { ...axis, input: 200, kernel: 5 },
        ]),
      ),
    ).toBeUndefined();
    expect(filled([10 ** 9, 10 ** 9], 1)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('transposing twice changes nothing', () => {
    fc.assert(
      fc.property(seeds, seed => {
        const { input } = tensorsFor(conv, seed);
        const order = [3, 1, 0, 2];
        const back = order.map((_, at) => order.indexOf(at));
        expect(transpose(transpose(input, order) as Data, back)).toEqual(input);
        expect(concat([input], 0)).toEqual(input);
      }),
      { numRuns: 20 },
    );
  });
});

// A window that slides along one axis: each formula against counting, one place after another.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { multiply, subtract } from '#shared/dim/arithmetic.ts';
import { lessEqual } from '#shared/dim/compare.ts';
import { type Dim, int, symbol, toNumber, unknown } from '#shared/dim/dim.ts';
import { show } from '#shared/dim/show.ts';
import { admissible, equivalentDirect } from '#shared/kernel/transpose.ts';
import { paddingCells, slide, spareCells, type WindowSpec } from '#shared/kernel/window.ts';
import { substituted } from './expressions.ts';
import { axisNumbers, forward, specOf } from './windows.ts';

const spec = (input: number | Dim, kernel: number, stride: number, padding: WindowSpec['padding'], dilation = 1): WindowSpec => ({
  input: typeof input === 'number' ? int(input) : input,
  kernel: int(kernel),
  stride: int(stride),
  dilation: int(dilation),
  padding,
});
const explicit = (before: number, after: number) => ({ before: int(before), after: int(after) });
const H = symbol('H');

/** How many places a window of `reach` cells has on `length` cells, found by moving it. */
function countPlaces(length: number, reach: number, stride: number): number {
  let places = 0;
  for (let start = 0; start + reach <= length; start += stride) places++;
  return places;
}

/** The lengths from one dim to another, none below zero. */
function between(low: Dim, high: Dim): number[] {
  const from = Math.max(toNumber(low) as number, 0);
  return Array.from({ length: Math.max((toNumber(high) as number) - from + 1, 0) }, (_, at) => from + at);
}

describe('forward', () => {
  test('the output has one cell per place of the window on the padded input', () => {
    fc.assert(
      fc.property(axisNumbers, axis => {
        const { before, after } = paddingCells(specOf(axis));
        const padded = axis.input + (toNumber(before) as number) + (toNumber(after) as number);
        const reach = axis.dilation * (axis.kernel - 1) + 1;
        expect(Math.max(forward(axis), 0)).toBe(countPlaces(padded, reach, axis.stride));
      }),
    );
  });

  test('a window fits where there are no fewer than zero spare cells', () => {
    fc.assert(
      fc.property(axisNumbers, axis => {
        const fits = lessEqual(int(0), spareCells(specOf(axis)));
        expect(fits).toBe(forward(axis) >= 1 ? 'yes' : 'no');
        if (axis.padding === 'same' || axis.padding === 'causal') expect(fits).toBe('yes');
      }),
    );
  });

  test('`same` pads as little as gives every stride a window, the odd cell at the end', () => {
    fc.assert(
      fc.property(axisNumbers, axis => {
        const same = specOf({ ...axis, padding: 'same' });
        const [before, after] = [paddingCells(same).before, paddingCells(same).after].map(dim => toNumber(dim) as number) as [
          number,
          number,
        ];
        expect(slide(same).output).toEqual(int(Math.ceil(axis.input / axis.stride)));
        expect(after - before === 0 || after - before === 1).toBe(true);
        const tight = forward({ ...axis, padding: { before, after: after - 1 } });
        if (before + after > 0) expect(tight).toBeLessThan(forward({ ...axis, padding: { before, after } }));
      }),
    );
  });

  test('symbols first or numbers first makes no difference', () => {
    fc.assert(
      fc.property(axisNumbers, axis => {
        const symbolic = { ...specOf(axis), input: H };
        expect(substituted(slide(symbolic).output, { H: axis.input })).toEqual(int(forward(axis)));
        const [cells, numbers] = [paddingCells(symbolic), paddingCells(specOf(axis))];
        expect(substituted(cells.before, { H: axis.input })).toEqual(numbers.before);
        expect(substituted(cells.after, { H: axis.input })).toEqual(numbers.after);
        expect(substituted(spareCells(symbolic), { H: axis.input })).toEqual(spareCells(specOf(axis)));
      }),
    );
  });

  test.each<[string, WindowSpec]>([
    ['⌊(4 − 3)/1⌋ + 1 = 2', spec(4, 3, 1, 'valid')],
    ['⌈5/2⌉ = 3', spec(5, 3, 2, 'same')],
    ['⌊(224 + 3 + 3 − 7)/2⌋ + 1 = 112', spec(224, 7, 2, explicit(3, 3))],
    ['effective kernel 2·(3 − 1) + 1 = 5; ⌊(9 − 5)/1⌋ + 1 = 5', spec(9, 3, 1, 'valid', 2)],
    ['⌊(2 − 5)/1⌋ + 1 = −2', spec(2, 5, 1, 'valid')],
    ['⌊(H − 3)/1⌋ + 1 = H − 2', spec(H, 3, 1, 'valid')],
    ['⌈H/2⌉', spec(H, 3, 2, 'same')],
    ['⌈(H − 2)/2⌉ = ⌈H/2⌉ − 1', spec(subtract(H, int(2)), 3, 2, 'same')],
    ['⌈7/2⌉ = 4', spec(7, 3, 2, 'causal', 4)],
    ['⌊(? − 3)/1⌋ + 1 = ?', spec(unknown, 3, 1, 'valid')],
  ])('explains itself: %s', (text, window) => expect(slide(window).explanation).toBe(text));

  test('five halvings of an image', () => {
    let size: Dim = H;
    for (let i = 0; i < 5; i++) size = slide(spec(size, 3, 2, explicit(1, 1))).output;
    expect(show(size)).toBe('⌈H/32⌉');
  });
});

describe('transposed', () => {
  test('the admissible lengths are those that lead forward to the input', () => {
    fc.assert(
      fc.property(axisNumbers, axis => {
        const leading = Array.from({ length: 80 }, (_, length) => length).filter(
          length => forward({ ...axis, input: length }) === axis.input,
        );
        const { low, high, canonical } = admissible(specOf(axis));
        const all = between(low, high);
        expect(all).toEqual(leading);
        if (all.length > 0) expect(all).toContain(toNumber(canonical));
      }),
    );
  });

  test('symbols first or numbers first makes no difference', () => {
    fc.assert(
      fc.property(axisNumbers, axis => {
        const [symbolic, numbers] = [admissible({ ...specOf(axis), input: H }), admissible(specOf(axis))];
        const at = (dim: Dim) => substituted(dim, { H: axis.input });
        expect(between(at(symbolic.low), at(symbolic.high))).toEqual(between(numbers.low, numbers.high));
        if (axis.padding === 'same') expect(at(symbolic.canonical)).toEqual(numbers.canonical);
      }),
    );
  });

  test.each<[string, WindowSpec, number, number, number]>([
    ['(4 − 1)·2 + 1 = 7 … 4·2 = 8', spec(4, 3, 2, 'same'), 7, 8, 8],
    ['(2 − 1)·1 + 3 = 4', spec(2, 3, 1, 'valid'), 4, 4, 4],
    ['(4 − 1)·2 + 5 = 11 … 4·2 + 5 − 1 = 12', spec(4, 5, 2, 'valid'), 11, 12, 11],
    ['(4 − 1)·2 + 4 − 1 − 1 = 8 … 4·2 + 4 − 1 − 1 − 1 = 9', spec(4, 4, 2, explicit(1, 1)), 8, 9, 8],
    ['(7 − 1)·1 + 1 = 7', spec(7, 1, 1, 'same'), 7, 7, 7],
  ])('explains itself: %s', (text, window, low, high, canonical) => {
    expect(admissible(window)).toEqual({ low: int(low), high: int(high), canonical: int(canonical), explanation: text });
  });

  test('the canonical length of a symbol', () => {
    const { low, canonical } = admissible(spec(H, 3, 2, 'same'));
    expect([show(low), show(canonical)]).toEqual(['2*H - 1', '2*H']);
    expect(canonical).toEqual(multiply(H, int(2)));
  });

  test('the equivalent direct convolution explains itself', () => {
    const direct = equivalentDirect({ ...spec(4, 3, 2, 'same'), output: int(8) });
    expect(direct.explanation).toBe('2 − 1 = 1 zero between cells; padding 3 − 1 − 0 = 2 before, 1 after; stride 1, filter flipped');
    const plain = equivalentDirect({ ...spec(2, 3, 1, 'valid'), output: int(4) });
    expect(plain.explanation).toBe('padding 3 − 1 − 0 = 2 before, 2 after; stride 1, filter flipped');
  });
});

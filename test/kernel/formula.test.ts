// A formula is written once: it computes on numbers and symbols, explains itself, and prints.
import { describe, expect, test } from 'vitest';
import { int, symbol, unknown } from '#shared/dim/dim.ts';
import { formula } from '#shared/dim/formula.ts';
import { show } from '#shared/dim/show.ts';

const window = formula('floor((L + 2*p - d*(k - 1) - 1) / s) + 1');
const image = { L: int(224), p: int(3), d: int(1), k: int(7), s: int(2) };

test('computes', () => {
  expect(window(image)).toEqual(int(112));
  expect(show(window({ ...image, L: symbol('H') }))).toBe('⌈H/2⌉');
  expect(window({ ...image, p: unknown })).toEqual(unknown);
  expect(window({})).toEqual(unknown);
});

test('explains itself with the numbers of a call', () => {
  expect(window.explain(image)).toBe('⌊(224 + 2·3 − 1·(7 − 1) − 1)/2⌋ + 1 = 112');
  expect(window.explain({ ...image, L: symbol('H') })).toBe('⌊(H + 2·3 − 1·(7 − 1) − 1)/2⌋ + 1 = ⌈H/2⌉');
  expect(window.explain({ ...image, p: int(-1) })).toContain('2·(−1)');
});

test('prints for docs, and lists its names', () => {
  expect(window.text).toBe('⌊(L + 2·p − d·(k − 1) − 1)/s⌋ + 1');
  expect(window.names).toEqual(['L', 'p', 'd', 'k', 's']);
});

describe('grammar', () => {
  test.each([
    ['a - b - c', 'a − b − c'],
    ['a - (b - c)', 'a − (b − c)'],
    ['a - (b + c)*d', 'a − (b + c)·d'],
    ['(a*b) + c', 'a·b + c'],
    ['max(a, 0) - min(b, c)', 'max(a, 0) − min(b, c)'],
    ['ceil(L / s)', '⌈L/s⌉'],
    ['2*mod(a, 4)', '2·(a mod 4)'],
    ['floor(floor(a / b) / c)', '⌊⌊a/b⌋/c⌋'],
  ])('%s', (source, text) => expect(formula(source).text).toBe(text));

  test.each([
    ['10 - 3 - 2', 5],
    ['10 - (3 - 2)', 9],
    ['2 + 3*4', 14],
    ['(2 + 3)*4', 20],
    ['floor((0 - 7) / 2)', -4],
    ['ceil((0 - 7) / 2)', -3],
    ['mod(0 - 7, 4)', 1],
    ['max(2, 5) + min(2, 5)', 7],
  ])('%s = %i', (source, value) => expect(formula(source)({})).toEqual(int(value)));

  test.each(['', 'a +', '(a', 'a b', 'sqrt(a)', 'floor(a, b)', 'max(a / b)', 'a ^ b', '2k', 'toString(a, b)'])('%j is refused', source =>
    expect(() => formula(source)).toThrow(/formula/),
  );
});

// Fractions of dims stand for floating-point numbers: whatever is rounded must come out as the machine's own arithmetic has it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { javascript, python } from '#server/interp/dialect.ts';
import {
  type Fraction,
  fraction,
  numericDifference,
  roundedDown,
  roundedHalfEven,
  roundedHalfUp,
  roundedUp,
  truncated,
} from '#server/interp/fractions.ts';
import { isNumeric, type Numeric, onNumbers } from '#server/interp/numbers.ts';
import { dimValue, numberValue } from '#server/interp/value.ts';
import { type Dim, int, symbol } from '#shared/dim/dim.ts';
import { valueAt } from '#shared/dim/evaluate.ts';

const [H, W] = [symbol('H', { least: 1 }), symbol('W', { least: 1 })];

interface Step {
  readonly operator: '+' | '-' | '*' | '/';
  readonly by: number | 'W' | { readonly over: number };
}

/** `h / 2`, `* 0.75`, `+ w / 3`, … one after the other. */
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    operator: fc.constantFrom<Step['operator'][]>('+', '-', '*', '/'),
    by: fc.oneof(
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom(0.5, 0.25, 0.75, 1.5, 0.1, 1 / 3),
      fc.constant<'W'>('W'),
      fc.record({ over: fc.integer({ min: 1, max: 60 }) }),
    ),
  }),
  { minLength: 1, maxLength: 5 },
);

const lengths = { h: fc.integer({ min: 1, max: 3000 }), w: fc.integer({ min: 1, max: 300 }) };

const compute: Record<Step['operator'], (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

/** By the machine. */
const plain = (h: number, w: number, all: readonly Step[]): number =>
  all.reduce((value, { operator, by }) => compute[operator](value, by === 'W' ? w : typeof by === 'number' ? by : w / by.over), h);

/** By the interpreter. */
function symbolic(all: readonly Step[], dialect: typeof python): Numeric | undefined {
  let value: Numeric = dimValue(H);
  for (const { operator, by } of all) {
    const operand: Numeric | undefined =
      by === 'W'
        ? dimValue(W)
        : typeof by === 'number'
          ? numberValue(by)
          : numeric(onNumbers('/', dimValue(W), numberValue(by.over), dialect));
    const next: Numeric | undefined = operand && numeric(onNumbers(operator, value, operand, dialect));
    if (!next) return undefined;
    value = next;
  }
  return value;
}

const numeric = (value: ReturnType<typeof onNumbers>): Numeric | undefined => (isNumeric(value) ? value : undefined);

const halfEven = (x: number): number => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

const roundings: readonly (readonly [string, (of: Fraction) => Dim, (x: number) => number])[] = [
  ['down', roundedDown, Math.floor],
  ['up', roundedUp, Math.ceil],
  ['towards zero', truncated, Math.trunc],
  ['halves up', roundedHalfUp, Math.round],
  ['halves to even', roundedHalfEven, halfEven],
];

describe.each([python, javascript])('in $language', dialect => {
  test.each(roundings)('rounding %s is what the machine does', (_name, exact, machine) => {
    fc.assert(
      fc.property(lengths.h, lengths.w, steps, (h, w, all) => {
        const value = symbolic(all, dialect);
        const ratio = value && fraction(value);
        const dim = ratio && exact(ratio);
        fc.pre(dim !== undefined && dim.kind !== 'unknown');
        const found = valueAt(dim, ({ id }) => (id === 'H' ? h : w));
        const real = machine(plain(h, w, all));
        fc.pre(Number.isSafeInteger(found) && Number.isSafeInteger(real));
        expect(found + 0).toBe(real + 0);
      }),
      { numRuns: 500 },
    );
  });

  test('comparing is what the machine does', () => {
    fc.assert(
      fc.property(lengths.h, lengths.w, steps, steps, (h, w, one, other) => {
        const [a, b] = [symbolic(one, dialect), symbolic(other, dialect)];
        const apart = a && b && numericDifference(a, b);
        fc.pre(apart !== undefined && apart.kind !== 'unknown');
        const found = valueAt(apart, ({ id }) => (id === 'H' ? h : w));
        fc.pre(Number.isSafeInteger(found));
        expect(Math.sign(found)).toBe(Math.sign(plain(h, w, one) - plain(h, w, other)) + 0);
      }),
      { numRuns: 500 },
    );
  });
});

test('a known fraction is what it is of', () => {
  expect(fraction(numberValue(0.75))).toEqual({ of: int(3), by: int(4) });
  expect(fraction(numberValue(0.1))).toBeUndefined();
  expect(fraction(numberValue(7))).toEqual({ of: int(7), by: int(1) });
});

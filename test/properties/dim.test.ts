// The algebra of dims: symbols stand for numbers, so whatever is computed with symbols must hold for every number put in their place.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, ceilDivide, floorDivide, maximum, minimum, modulo, multiply, negate, subtract } from '#shared/dim/arithmetic.ts';
import { boundsOf } from '#shared/dim/bounds.ts';
import { type Answer, divides, equal, less, lessEqual } from '#shared/dim/compare.ts';
import { type Dim, int, keyOf, symbol, unknown } from '#shared/dim/dim.ts';
import { valueAt } from '#shared/dim/evaluate.ts';
import { show } from '#shared/dim/show.ts';
import { substitute, symbolsOf } from '#shared/dim/substitute.ts';
import { substituteShape } from '#shared/shape/substitute-shape.ts';
import { type Expression, expressions, numbers, substituted, symbols, toDim, toValue, values } from './expressions.ts';
import { readDim } from './read-dim.ts';

const runs = { numRuns: 2000 };
const [H, W, N] = [symbol('H'), symbol('W'), symbol('N')];
const features = symbol('features', { least: Number.NEGATIVE_INFINITY });
const small = (value: number) => Number.isSafeInteger(value);

describe('symbols stand for numbers', () => {
  test('putting numbers in first or last makes no difference', () => {
    fc.assert(
      fc.property(expressions, values, (expression, at) => {
        const value = toValue(expression, at);
        fc.pre(small(value));
        const last = substituted(toDim(expression, symbols), at);
        // What is too large, or divided by a symbol in ways nobody writes, may be given up; it may not be wrong.
        if (last.kind !== 'unknown') expect(last).toEqual(int(value));
        const first = toDim(expression, numbers(at));
        if (first.kind !== 'unknown') expect(first).toEqual(int(value));
      }),
      runs,
    );
  });

  test('what is divided by numbers only is never given up, unless it is large', () => {
    const divisors = (expression: Expression): readonly Expression[] =>
      expression.kind === 'number' || expression.kind === 'symbol'
        ? []
        : [
            ...(/divide|modulo/i.test(expression.kind) ? [expression.right] : []),
            ...divisors(expression.left),
            ...divisors(expression.right),
          ];
    const numeric = expressions.filter(expression => divisors(expression).every(by => by.kind === 'number' && by.value !== 0));
    fc.assert(
      fc.property(numeric, expression => {
        fc.pre(JSON.stringify(expression).length < 500);
        expect(toDim(expression, symbols).kind).not.toBe('unknown');
      }),
      runs,
    );
  });

  test('numbers tried in place are what dims say', () => {
    fc.assert(
      fc.property(expressions, values, (expression, at) => {
        const value = toValue(expression, at);
        fc.pre(small(value));
        const tried = valueAt(toDim(expression, symbols), ({ id }) => at[id] ?? Number.NaN);
        if (!Number.isNaN(tried)) expect(tried + 0).toBe(value + 0);
      }),
      runs,
    );
  });

  test('the value lies within the bounds', () => {
    fc.assert(
      fc.property(expressions, values, (expression, at) => {
        const value = toValue(expression, at);
        fc.pre(small(value));
        const { low, high } = boundsOf(toDim(expression, symbols));
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }),
      runs,
    );
  });

  test('the symbols’ own lower bounds are used', () => {
    expect(boundsOf(subtract(symbol('B', { least: 1 }), int(1)))).toEqual({ low: 0, high: Number.POSITIVE_INFINITY });
    expect(maximum(symbol('B', { least: 3 }), int(2))).toEqual(symbol('B', { least: 3 }));
  });
});

/** Kernel size, stride, padding. */
type Window = readonly [number, number, number];

/** `expect` only where it fails: hundreds of thousands of comparisons pass here. */
const expectNot = (answer: Answer | undefined, wrong: Answer) => {
  if (answer === wrong) expect(answer).not.toBe(wrong);
};

describe('only a certain answer is given', () => {
  const grid = [0, 1, 2, 3, 4, 5, 8, 13].flatMap(H => [0, 1, 2, 3, 7].map(W => ({ H, W })));

  test('equal and lessEqual say yes or no only where that holds for all numbers', () => {
    fc.assert(
      fc.property(expressions, expressions, (one, other) => {
        const [a, b] = [toDim(one, symbols), toDim(other, symbols)];
        const answers = [equal(a, b), lessEqual(a, b), less(a, b)];
        for (const at of grid) {
          const [x, y] = [toValue(one, at), toValue(other, at)];
          const truth = [x === y, x <= y, x < y];
          if (!small(x) || !small(y)) continue;
          for (const [which, holds] of truth.entries()) expectNot(answers[which], holds ? 'no' : 'yes');
        }
      }),
      runs,
    );
  });

  test('divides too', () => {
    fc.assert(
      fc.property(expressions, fc.integer({ min: 1, max: 8 }), (expression, divisor) => {
        const answer = divides(int(divisor), toDim(expression, symbols));
        for (const at of grid) {
          const value = toValue(expression, at);
          if (small(value)) expectNot(answer, value % divisor === 0 ? 'no' : 'yes');
        }
      }),
      runs,
    );
  });

  test('unknown agrees with everything', () => {
    for (const dim of [int(3), H, unknown]) {
      expect(equal(unknown, dim)).toBe('unknown');
      expect(lessEqual(unknown, dim)).toBe('unknown');
    }
    expect(multiply(unknown, int(0))).toEqual(int(0));
  });

  test.each<[Dim, Dim, string]>([
    [add(H, W), add(W, H), 'yes'],
    [H, W, 'unknown'],
    [H, add(H, int(1)), 'no'],
    [multiply(H, int(2)), add(multiply(W, int(2)), int(1)), 'no'],
    [add(floorDivide(H, int(2)), ceilDivide(H, int(2))), H, 'yes'],
    [add(multiply(floorDivide(H, int(2)), int(2)), modulo(H, int(2))), H, 'yes'],
    [add(multiply(floorDivide(H, int(4)), int(4)), int(1)), add(multiply(floorDivide(W, int(4)), int(4)), int(3)), 'no'],
    [negate(int(1)), H, 'no'],
    [floorDivide(multiply(N, add(H, W)), N), add(H, W), 'yes'],
    [add(multiply(floorDivide(H, N), N), modulo(H, N)), H, 'yes'],
    [multiply(floorDivide(H, int(2)), int(2)), H, 'unknown'],
    [floorDivide(add(multiply(H, int(2)), int(1)), int(2)), H, 'yes'],
    [modulo(multiply(H, int(4)), int(2)), int(0), 'yes'],
    [maximum(H, int(0)), H, 'yes'],
    [maximum(features, int(0)), features, 'unknown'],
    [modulo(features, int(8)), int(8), 'no'],
    [subtract(W, H), subtract(W, add(maximum(H, W), int(1))), 'no'],
  ])('case %#', (a, b, answer) => expect(equal(a, b)).toBe(answer));

  test.each<[string, Dim, Dim]>([
    ['what is rounded down', multiply(floorDivide(H, int(300)), int(300)), H],
    ['a sum that is', multiply(floorDivide(add(H, W), int(2)), int(2)), add(H, W)],
    ['a product that is', multiply(floorDivide(multiply(H, W), int(7)), int(7)), multiply(H, W)],
    ['a number of any sign that is', multiply(floorDivide(features, int(2)), int(2)), features],
    ['what is divided by a symbol', multiply(floorDivide(H, N), N), H],
    ['a quotient by a symbol', floorDivide(H, N), H],
    ['what rounding up leaves', H, multiply(ceilDivide(H, int(300)), int(300))],
    ['a remainder', modulo(H, int(300)), int(299)],
    ['the lesser', minimum(H, W), W],
    ['the greater', H, maximum(floorDivide(W, int(3)), H)],
    ['a floor and a ceiling', floorDivide(H, int(300)), ceilDivide(H, int(300))],
  ])('bounds: %s', (_what, less, more) => {
    expect(lessEqual(less, more)).toBe('yes');
    expect(lessEqual(add(more, int(1)), less)).toBe('no');
  });

  test('cases respect the lower bounds of symbols', () => {
    const B = symbol('B', { least: 1 });
    // For even B = 2q this is q, and q is at least 1; for odd B = 2q + 1 it is q + 1.
    const half = subtract(add(multiply(modulo(B, int(2)), int(2)), multiply(floorDivide(B, int(2)), int(3))), B);
    expect(lessEqual(int(1), half)).toBe('yes');
    expect(lessEqual(int(2), half)).toBe('unknown');
  });

  test('a multiple of a symbol is divided by it', () => {
    expect(divides(N, multiply(N, int(4)))).toBe('yes');
    expect(divides(int(4), add(multiply(H, int(8)), int(2)))).toBe('no');
    expect(divides(int(4), H)).toBe('unknown');
    expect(lessEqual(multiply(floorDivide(H, int(2)), int(2)), H)).toBe('yes');
  });
});

describe('normal form: equal expressions have equal keys', () => {
  const same = (a: Dim, b: Dim) => expect(keyOf(a)).toBe(keyOf(b));
  const dims = expressions.map(expression => toDim(expression, symbols)).filter(dim => dim.kind !== 'unknown');
  const law = (holds: (a: Dim, b: Dim, c: Dim) => readonly [Dim, Dim]) =>
    fc.assert(
      fc.property(dims, dims, dims, (a, b, c) => {
        const [left, right] = holds(a, b, c);
        fc.pre(left.kind !== 'unknown' && right.kind !== 'unknown');
        same(left, right);
      }),
      { numRuns: 500 },
    );

  test('addition and multiplication are those of a ring', () => {
    law((a, b) => [add(a, b), add(b, a)]);
    law((a, b, c) => [add(add(a, b), c), add(a, add(b, c))]);
    law((a, b) => [multiply(a, b), multiply(b, a)]);
    law((a, b, c) => [multiply(multiply(a, b), c), multiply(a, multiply(b, c))]);
    law((a, b, c) => [multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c))]);
    law(a => [subtract(a, a), int(0)]);
    law(a => [add(a, int(0)), a]);
    law(a => [multiply(a, int(1)), a]);
  });

  test('whole multiples leave floors and remainders', () => {
    const divisors = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(dims, dims, divisors, (a, b, k) => {
        const shifted = add(a, multiply(b, int(k)));
        const [left, right] = [floorDivide(shifted, int(k)), add(floorDivide(a, int(k)), b)];
        fc.pre(left.kind !== 'unknown' && right.kind !== 'unknown');
        expect(equal(left, right)).not.toBe('no');
        same(modulo(shifted, int(k)), modulo(a, int(k)));
      }),
      { numRuns: 500 },
    );
  });

  test('nested floors and ceilings collapse, so deep networks stay readable', () => {
    const halves = (dim: Dim, times: number, half: (dim: Dim, by: Dim) => Dim): Dim =>
      times === 0 ? dim : half(halves(dim, times - 1, half), int(2));
    expect(show(halves(H, 5, floorDivide))).toBe('⌊H/32⌋');
    expect(show(halves(H, 5, ceilDivide))).toBe('⌈H/32⌉');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 9 }), (m, n, c) => {
        same(floorDivide(add(floorDivide(H, int(m)), int(c)), int(n)), floorDivide(add(H, int(c * m)), int(m * n)));
      }),
    );
  });

  test('Python’s idiom for rounding up is known', () => {
    same(negate(floorDivide(negate(H), int(2))), ceilDivide(H, int(2)));
    same(floorDivide(subtract(add(H, int(2)), int(1)), int(2)), ceilDivide(H, int(2)));
  });

  test('max and min keep what matters', () => {
    same(maximum(maximum(H, W), subtract(H, int(1))), maximum(H, W));
    same(maximum(maximum(H, subtract(H, int(1))), W), maximum(maximum(W, subtract(H, int(1))), H));
    same(maximum(H, int(0)), H);
  });
});

describe('substitution', () => {
  test('of expressions gives what computing with them gives', () => {
    fc.assert(
      fc.property(expressions, expressions, expressions, values, (whole, one, other, at) => {
        const meaning = { H: toValue(one, at), W: toValue(other, at) };
        fc.pre(meaning.H >= 0 && meaning.W >= 0 && small(meaning.H) && small(meaning.W));
        const value = toValue(whole, meaning);
        fc.pre(small(value));
        const by = new Map([
          ['H', toDim(one, symbols)],
          ['W', toDim(other, symbols)],
        ]);
        const result = substituted(substitute(toDim(whole, symbols), by), at);
        if (result.kind !== 'unknown') expect(result).toEqual(int(value));
      }),
      runs,
    );
  });

  test('symbols are found wherever they stand', () => {
    const dim = add(maximum(floorDivide(H, N), modulo(W, int(3))), int(1));
    expect([...symbolsOf(dim).keys()].sort()).toEqual(['H', 'N', 'W']);
    expect([...symbolsOf(substitute(dim, new Map([['W', int(2)]]))).keys()].sort()).toEqual(['H', 'N']);
    expect(symbolsOf(unknown).size).toBe(0);
  });

  test('of shapes', () => {
    expect(substituteShape([H, int(3), unknown], new Map([['H', N]]))).toEqual([N, int(3), unknown]);
  });
});

describe('limits', () => {
  test('numbers beyond the safe integers are unknown, never rounded', () => {
    const large = int(2 ** 52);
    expect(multiply(large, large)).toEqual(unknown);
    expect(multiply(multiply(H, large), large)).toEqual(unknown);
    expect(int(Number.NaN)).toEqual(unknown);
  });

  test('expressions that nobody could read are given up', () => {
    let dim: Dim = H;
    for (let i = 0; i < 400; i++) dim = add(floorDivide(dim, symbol(`x${i}`)), int(1));
    expect(dim).toEqual(unknown);
    const many = Array.from({ length: 100 }, (_, i) => symbol(`x${i}`)).reduce<Dim>(add, int(0));
    expect(many).toEqual(unknown);
  });

  test('division by zero is unknown', () => {
    expect(floorDivide(H, int(0))).toEqual(unknown);
    expect(modulo(int(3), int(0))).toEqual(unknown);
  });
});

describe('dims as text', () => {
  test('read what they say', () => {
    fc.assert(
      fc.property(expressions, values, (expression, at) => {
        const dim = toDim(expression, symbols);
        const value = toValue(expression, at);
        fc.pre(dim.kind !== 'unknown' && small(value));
        expect(readDim(show(dim), at) + 0).toBe(value + 0);
      }),
      runs,
    );
  });

  describe('networks stay short', () => {
    const window = (dim: Dim, [kernel, stride, padding]: Window) =>
      add(floorDivide(add(dim, int(2 * padding - kernel)), int(stride)), int(1));
    test.each<[string, readonly Window[], string]>([
      [
        'ResNet-50',
        [
          [7, 2, 3],
          [3, 2, 1],
          [1, 1, 0],
          [3, 1, 1],
          [3, 2, 1],
          [3, 2, 1],
          [3, 2, 1],
        ],
        '⌈H/32⌉',
      ],
      [
        'ResNet-50, its shortcuts',
        [
          [7, 2, 3],
          [3, 2, 1],
          [1, 2, 0],
          [1, 2, 0],
          [1, 2, 0],
        ],
        '⌈H/32⌉',
      ],
      [
        'VGG-16',
        [
          [3, 1, 1],
          [2, 2, 0],
          [2, 2, 0],
          [2, 2, 0],
          [2, 2, 0],
          [2, 2, 0],
        ],
        '⌊H/32⌋',
      ],
      [
        'a discriminator of DCGAN',
        [
          [4, 2, 1],
          [4, 2, 1],
          [4, 2, 1],
          [4, 2, 1],
          [4, 1, 0],
        ],
        '⌊H/16⌋ - 3',
      ],
      [
        'AlexNet',
        [
          [11, 4, 2],
          [3, 2, 0],
          [5, 1, 2],
          [3, 2, 0],
          [3, 1, 1],
          [3, 2, 0],
        ],
        '⌊(H + 1)/32⌋ - 1',
      ],
      [
        'a U-Net without padding',
        [
          [3, 1, 0],
          [3, 1, 0],
          [2, 2, 0],
          [3, 1, 0],
          [3, 1, 0],
          [2, 2, 0],
          [3, 1, 0],
          [3, 1, 0],
        ],
        '⌊H/4⌋ - 7',
      ],
      [
        'Inception’s stem',
        [
          [3, 2, 0],
          [3, 1, 0],
          [3, 1, 1],
          [3, 2, 0],
          [1, 1, 0],
          [3, 1, 0],
          [3, 2, 0],
        ],
        '⌊(H + 5)/8⌋ - 3',
      ],
    ])('%s', (_name, windows, text) => expect(show(windows.reduce(window, H))).toBe(text));

    test('and where they grow again', () => {
      const down = [0, 0, 0, 0].reduce<Dim>(dim => ceilDivide(dim, int(2)), H);
      const up = (dim: Dim) => add(multiply(subtract(dim, int(1)), int(2)), int(2));
      expect(show([0, 0, 0, 0].reduce<Dim>(up, down))).toBe('16*⌈H/16⌉');
      expect(show(up(window(H, [4, 2, 1])))).toBe('2*⌊H/2⌋');
    });
  });

  test.each<[string, Dim]>([
    ['-3', int(-3)],
    ['?', unknown],
    ['H - 2', subtract(H, int(2))],
    ['3 - H', subtract(int(3), H)],
    ['2*W - H', subtract(multiply(W, int(2)), H)],
    ['⌊H/2⌋ + 1', add(floorDivide(H, int(2)), int(1))],
    ['⌈H/2⌉', ceilDivide(H, int(2))],
    ['⌈H/2⌉ - 1', subtract(ceilDivide(H, int(2)), int(1))],
    ['2*⌈H/2⌉', multiply(ceilDivide(H, int(2)), int(2))],
    ['⌊(H + 1)/3⌋', floorDivide(add(H, int(1)), int(3))],
    ['⌈H/N⌉', ceilDivide(H, N)],
    ['⌊H/N⌋', floorDivide(H, N)],
    ['⌊H/(N*N)⌋', floorDivide(H, multiply(N, N))],
    ['(H mod 8)', modulo(H, int(8))],
    ['(H mod N)', modulo(H, N)],
    ['⌊H/(N + 1)⌋', floorDivide(H, add(N, int(1)))],
    ['W*(H mod 8)', multiply(W, modulo(H, int(8)))],
    ['4*⌈H/4⌉ - H', modulo(negate(H), int(4))],
    ['(H mod 2) - W', subtract(modulo(H, int(2)), W)],
    ['2*(H mod 2) + 1', modulo(add(multiply(H, int(2)), int(1)), int(4))],
    ['max(H, W)', maximum(H, W)],
    ['3*H*W', multiply(multiply(H, W), int(3))],
  ])('%s', (text, dim) => expect(show(dim)).toBe(text));
});

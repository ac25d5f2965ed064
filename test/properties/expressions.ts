/** Random expressions that can be read in more than one algebra: as dims over symbols, and as plain numbers. */
import fc from 'fast-check';
import { add, ceilDivide, floorDivide, maximum, minimum, modulo, multiply, subtract } from '#shared/dim/arithmetic.ts';
import { type Dim, int, symbol } from '#shared/dim/dim.ts';
import { substitute } from '#shared/dim/substitute.ts';

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: Operation; readonly left: Expression; readonly right: Expression };

const arithmetic = { add, subtract, multiply, floorDivide, ceilDivide, modulo, maximum, minimum };
type Operation = keyof typeof arithmetic;

export type Values = Readonly<Record<string, number>>;

const names = ['H', 'W'];

/** Lengths of two axes. */
export const values: fc.Arbitrary<Values> = fc.record({ H: fc.nat(40), W: fc.nat(40) });

const operations = Object.keys(arithmetic) as readonly Operation[];

const leaf: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...names).map(name => ({ kind: 'symbol', name }) as const) },
  { weight: 1, arbitrary: fc.integer({ min: -6, max: 9 }).map(value => ({ kind: 'number', value }) as const) },
);

const divisor: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 8 }).map(value => ({ kind: 'number', value }) as const) },
  { weight: 1, arbitrary: leaf },
);

export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>(tie => ({
  any: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    leaf,
    fc.constantFrom(...operations).chain(kind => {
      const right = kind.endsWith('Divide') || kind === 'modulo' ? divisor : tie('any');
      return fc.record({ kind: fc.constant(kind), left: tie('any'), right });
    }),
  ),
})).any;

export const symbols: Readonly<Record<string, Dim>> = Object.fromEntries(names.map(name => [name, symbol(name)]));
export const numbers = (values: Values): Readonly<Record<string, Dim>> =>
  Object.fromEntries(names.map(name => [name, int(values[name] ?? 0)]));

/** The expression as a dim, with symbols or numbers for its names. */
export function toDim(expression: Expression, env: Readonly<Record<string, Dim>>): Dim {
  switch (expression.kind) {
    case 'number':
      return int(expression.value);
    case 'symbol':
      return env[expression.name] as Dim;
    default:
      return arithmetic[expression.kind](toDim(expression.left, env), toDim(expression.right, env));
  }
}

/** The expression's value by the arithmetic of JavaScript; NaN where something is divided by zero. */
export function toValue(expression: Expression, values: Values): number {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'symbol') return values[expression.name] as number;
  const [x, y] = [toValue(expression.left, values), toValue(expression.right, values)];
  if (Number.isNaN(x + y)) return Number.NaN;
  switch (expression.kind) {
    case 'add':
      return x + y;
    case 'subtract':
      return x - y;
    case 'multiply':
      return x * y;
    case 'floorDivide':
      return y === 0 ? Number.NaN : Math.floor(x / y);
    case 'ceilDivide':
      return y === 0 ? Number.NaN : Math.ceil(x / y);
    case 'modulo':
      return y === 0 ? Number.NaN : x - y * Math.floor(x / y);
    case 'maximum':
      return Math.max(x, y);
    case 'minimum':
      return Math.min(x, y);
  }
}

export const substituted = (dim: Dim, values: Values): Dim =>
  substitute(dim, new Map(Object.entries(values).map(([id, value]) => [id, int(value)])));

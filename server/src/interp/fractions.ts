/**
 * The exact fraction `of / by` behind a floating-point number. Where the fraction is a binary one (by 2, 4, 8 …) the number is exactly
 * it; otherwise so near that `floor`, `ceil` and `int` go the same way. Arithmetic that would lose this, such as `h / 49 * 49`, which is
 * not always `h`, gives none.
 */
import { add, ceilDivide, floorDivide, gcd, maximum, minimum, multiply, negate, subtract } from '#shared/dim/arithmetic.ts';
import { boundsOf } from '#shared/dim/bounds.ts';
import { type Dim, type Expression, int, isInt, keyOf, ofAtom } from '#shared/dim/dim.ts';
import { dimValue, type FloatValue, type NumberValue, type Value } from './value.ts';

export type Fraction = NonNullable<FloatValue['ratio']>;

/** More binary digits behind the point than this are not looked for. */
const MAX_DIGITS = 20;

export function fraction(value: NumberValue | FloatValue): Fraction | undefined {
  if (value.kind === 'number') return value.dim.kind === 'unknown' ? undefined : { of: value.dim, by: int(1) };
  if (value.ratio) return value.ratio;
  for (let digits = 0; value.value !== undefined && digits <= MAX_DIGITS; digits++) {
    const of = value.value * 2 ** digits;
    if (Number.isSafeInteger(of)) return { of: int(of), by: int(2 ** digits) };
  }
  return undefined;
}

/** Without its factors of two. */
function odd(dim: Dim): number {
  let rest = isInt(dim) ? Math.abs(dim.value) : Number.NaN;
  while (rest > 0 && rest % 2 === 0) rest /= 2;
  return rest;
}

export const isBinary = ({ by }: Fraction): boolean => odd(by) === 1;

const known = (of: Dim, by: Dim): Fraction | undefined =>
  of.kind === 'unknown' || by.kind === 'unknown' ? undefined : lowestTerms({ of, by });

/** Common factors of numbers are taken out, so that chains stay short. */
function lowestTerms({ of, by }: Fraction): Fraction {
  if (!isInt(by) || by.value === 0) return { of, by };
  const shared = isInt(of) ? gcd(of.value, by.value) : commonFactor(of as Expression, by.value);
  return shared > 1 ? { of: floorDivide(of, int(shared)), by: int(by.value / shared) } : { of, by };
}

const commonFactor = ({ terms, constant }: Expression, by: number): number =>
  terms.reduce((factor, { coefficient }) => gcd(factor, coefficient), gcd(by, constant));

export function plus(a: Fraction, b: Fraction): Fraction | undefined {
  if (!isBinary(a) && !isBinary(b)) return undefined;
  return known(add(multiply(a.of, b.by), multiply(b.of, a.by)), multiply(a.by, b.by));
}

export const minus = (a: Fraction, b: Fraction): Fraction | undefined => plus(a, { of: negate(b.of), by: b.by });

export function times(a: Fraction, b: Fraction): Fraction | undefined {
  if (!staysNear(a, b) || !staysNear(b, a)) return undefined;
  return known(multiply(a.of, b.of), multiply(a.by, b.by));
}

/** Whether a whole number can come out of a rounded fraction only where that was not rounded. */
function staysNear(rounded: Fraction, by: Fraction): boolean {
  if (isBinary(rounded)) return true;
  const factor = odd(by.of);
  return isBinary(by) && (factor === 1 || (isInt(rounded.by) && gcd(factor, rounded.by.value) === 1));
}

/** A divisor that is perhaps zero is taken not to be. */
export function over(a: Fraction, b: Fraction): Fraction | undefined {
  if (!isBinary(b) || (isInt(b.of) && b.of.value === 0)) return undefined;
  return isInt(b.of) && b.of.value < 0
    ? known(multiply(negate(a.of), b.by), multiply(a.by, negate(b.of)))
    : known(multiply(a.of, b.by), multiply(a.by, b.of));
}

/** `a - b` times a positive number, where one of the two is known as a fraction only. Equal fractions may be rounded apart: then nothing. */
export function numericDifference(left: Value, right: Value): Dim | undefined {
  const [a, b] = [left, right].map(value => (value.kind === 'number' || value.kind === 'float' ? fraction(value) : undefined));
  if (!a || !b || (left.kind === 'number' && right.kind === 'number')) return undefined;
  return boundsOf(multiply(a.by, b.by)).low > 0 && (isBinary(a) || isBinary(b))
    ? subtract(multiply(a.of, b.by), multiply(b.of, a.by))
    : undefined;
}

export const roundedDown = ({ of, by }: Fraction): Dim => floorDivide(of, by);
export const roundedUp = ({ of, by }: Fraction): Dim => ceilDivide(of, by);

/** Towards zero. */
export function truncated({ of, by }: Fraction): Dim {
  if (isInt(by) && by.value === 1) return of;
  if (boundsOf(by).low < 0) return { kind: 'unknown' };
  const { low, high } = boundsOf(of);
  if (low >= 0) return floorDivide(of, by);
  if (high <= 0) return ceilDivide(of, by);
  return add(maximum(floorDivide(of, by), int(0)), minimum(ceilDivide(of, by), int(0)));
}

/** To the nearest integer, halves up: `Math.round`. */
export const roundedHalfUp = ({ of, by }: Fraction): Dim => floorDivide(add(multiply(of, int(2)), by), multiply(by, int(2)));

/** Halves to the even neighbour: Python's `round`. */
export function roundedHalfEven({ of, by }: Fraction): Dim {
  if (!isInt(by)) return { kind: 'unknown' };
  const up = roundedHalfUp({ of, by });
  if (by.value % 2 !== 0) return up;
  // One less where `of` is `by / 2` more than an even multiple of `by`.
  const beyond = subtract(of, int(by.value / 2));
  const twice = int(by.value * 2);
  return subtract(up, subtract(floorDivide(beyond, twice), floorDivide(subtract(beyond, int(1)), twice)));
}

/** The root of a product in which everything stands twice. */
export function squareRoot(dim: Dim): Dim | undefined {
  if (dim.kind !== 'expr' || dim.constant !== 0) return undefined;
  const [term, more] = dim.terms;
  if (!term || more) return undefined;
  const half = term.atoms.filter((_, at) => at % 2 === 0);
  const root = half.reduce<Dim>((all, atom) => multiply(all, ofAtom(atom)), int(Math.sqrt(term.coefficient)));
  return boundsOf(root).low >= 0 && keyOf(multiply(root, root)) === dim.key ? root : undefined;
}

/** A number that has only this fraction known of it; in JavaScript an integer where it is one. */
export function floatOf(ratio: Fraction | undefined, integral: boolean): Value {
  if (ratio?.of.kind === 'unknown') return { kind: 'float', value: undefined };
  if (integral && ratio && isInt(ratio.by) && ratio.by.value === 1) return dimValue(ratio.of);
  return { kind: 'float', value: undefined, ...(ratio ? { ratio } : {}) };
}

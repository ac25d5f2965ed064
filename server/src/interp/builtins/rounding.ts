/** Numbers become integers. Fractions of dims stay symbolic. */
import { type Dim, int, unknown } from '#shared/dim/dim.ts';
import { type Fraction, fraction, roundedDown, roundedHalfUp, roundedUp, truncated } from '../fractions.ts';
import { isNumeric } from '../numbers.ts';
import { dimValue, toNumber, type Value } from '../value.ts';

/** A number becomes an integer: a known one by what JavaScript does, a fraction of dims by the same in terms of dims. */
export const rounding =
  (exact: (x: number) => number, symbolic: (of: Fraction) => Dim) =>
  (value: Value | undefined): Value => {
    if (!value || !isNumeric(value)) return dimValue(unknown);
    const known = toNumber(value);
    if (known !== undefined) return dimValue(int(exact(known)));
    const ratio = fraction(value);
    return dimValue(ratio ? symbolic(ratio) : unknown);
  };

export const floorOf = rounding(Math.floor, roundedDown);
export const ceilOf = rounding(Math.ceil, roundedUp);
export const truncateOf = rounding(Math.trunc, truncated);
/** Halves up. */
export const nearestOf = rounding(Math.round, roundedHalfUp);

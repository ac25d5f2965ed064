/** Where the languages differ in meaning. Everything else is the same for both. */
import { floorDivide, modulo } from '#shared/dim/arithmetic.ts';
import { boundsOf } from '#shared/dim/bounds.ts';
import { type Dim, toNumber as dimToNumber } from '#shared/dim/dim.ts';
import { type Fraction, floatOf, fraction, over } from './fractions.ts';
import { dimValue, type FloatValue, type NumberValue, numberValue, toNumber, unknownValue, type Value } from './value.ts';

export interface Dialect {
  readonly language: 'python' | 'python2' | 'javascript';
  /** `a / b`. */
  divide(a: NumberValue | FloatValue, b: NumberValue | FloatValue): Value;
  /** `a % b` on integers. */
  remainder(a: Dim, b: Dim): Value;
  /** Empty lists and records are false. */
  readonly emptyIsFalse: boolean;
  /** `x[-1]` counts from the end. */
  readonly negativeIndex: boolean;
  /** Variables written in a block stay in it (`let`, `const`). */
  readonly blockScope: boolean;
}

function trueDivision(a: NumberValue | FloatValue, b: NumberValue | FloatValue, integral: boolean): Value {
  const [x, y] = [toNumber(a), toNumber(b)];
  if (y === 0) return unknownValue('division by zero');
  const ratio = ratioOf(a, b);
  if (x === undefined || y === undefined) return floatOf(ratio, integral);
  const value = numberValue(x / y, !integral);
  return value.kind === 'float' && ratio ? { ...value, ratio } : value;
}

/** `a / b` as one fraction of dims; `float(h) / 2` and `h / 2 / 2` keep it too. */
function ratioOf(a: NumberValue | FloatValue, b: NumberValue | FloatValue): Fraction | undefined {
  const [top, bottom] = [fraction(a), fraction(b)];
  return top && bottom && over(top, bottom);
}

const floorMod = (a: Dim, b: Dim): Value => dimValue(modulo(a, b));

export const python: Dialect = {
  language: 'python',
  divide: (a, b) => trueDivision(a, b, false),
  remainder: floorMod,
  emptyIsFalse: true,
  negativeIndex: true,
  blockScope: false,
};

export const python2: Dialect = {
  ...python,
  language: 'python2',
  divide: (a, b) => (a.kind === 'number' && b.kind === 'number' ? dimValue(floorDivide(a.dim, b.dim)) : trueDivision(a, b, false)),
};

export const javascript: Dialect = {
  language: 'javascript',
  divide: (a, b) => trueDivision(a, b, true),
  // The sign follows the dividend; equal to Python's where both are known not to be negative.
  remainder: (a, b) => {
    const [x, y] = [dimToNumber(a), dimToNumber(b)];
    if (x !== undefined && y !== undefined) return y === 0 ? unknownValue('division by zero') : numberValue(x % y);
    return boundsOf(a).low >= 0 && boundsOf(b).low > 0 ? floorMod(a, b) : unknownValue('by zero it is no number');
  },
  emptyIsFalse: false,
  negativeIndex: false,
  blockScope: true,
};

/** Where the languages differ in meaning. Everything else is the same for both. */
import { floorDivide, modulo, multiply, power } from '#shared/dim/arithmetic.ts';
import { boundsOf } from '#shared/dim/bounds.ts';
import { type Dim, toNumber as dimToNumber, int } from '#shared/dim/dim.ts';
import { dimValue, type FloatValue, type NumberValue, numberValue, unknownValue, type Value } from './value.ts';

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

const asFloat = (value: NumberValue | FloatValue): number | undefined => (value.kind === 'float' ? value.value : dimToNumber(value.dim));

function trueDivision(a: NumberValue | FloatValue, b: NumberValue | FloatValue, exactIsInteger: boolean): Value {
  const [x, y] = [asFloat(a), asFloat(b)];
  if (y === 0) return unknownValue('division by zero');
  if (x !== undefined && y !== undefined) {
    const value = numberValue(x / y, !exactIsInteger);
    return value.kind === 'float' && a.kind === 'number' && b.kind === 'number' ? { ...value, ratio: { of: a.dim, by: b.dim } } : value;
  }
  const ratio = ratioOf(a, b);
  return { kind: 'float', value: undefined, ...(ratio ? { ratio } : {}) };
}

/** `a / b` as one fraction of dims; `float(h) / 2` and `h / 2 / 2` keep it too. */
function ratioOf(a: NumberValue | FloatValue, b: NumberValue | FloatValue): FloatValue['ratio'] {
  const top = fraction(a);
  const bottom = fraction(b);
  if (!top || !bottom) return undefined;
  const by = multiply(top.by, bottom.of);
  // Rounding needs a positive divisor.
  return boundsOf(by).low > 0 ? { of: multiply(top.of, bottom.by), by } : undefined;
}

export function fraction(value: NumberValue | FloatValue): { readonly of: Dim; readonly by: Dim } | undefined {
  if (value.kind === 'number') return { of: value.dim, by: int(1) };
  if (value.ratio) return value.ratio;
  if (value.value !== undefined && Number.isSafeInteger(value.value)) return { of: int(value.value), by: int(1) };
  return undefined;
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

/** Python `**` and JavaScript `**` on integers. */
export function raise(a: NumberValue | FloatValue, b: NumberValue | FloatValue): Value {
  if (a.kind === 'number' && b.kind === 'number') {
    const [x, y] = [dimToNumber(a.dim), dimToNumber(b.dim)];
    if (x !== undefined && y !== undefined) return numberValue(x ** y);
    return dimValue(power(a.dim, b.dim));
  }
  const [x, y] = [asFloat(a), asFloat(b)];
  return { kind: 'float', value: x === undefined || y === undefined ? undefined : x ** y };
}

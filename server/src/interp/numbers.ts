/** Binary operators on numbers, exact where Python and JavaScript are, and symbolic as long as the result is an integer or a fraction of integers. */
import type { BinaryOperator } from '#server/ir/ir.ts';
import { add, power as dimPower, floorDivide, modulo, multiply, negate, subtract } from '#shared/dim/arithmetic.ts';
import { boundsOf } from '#shared/dim/bounds.ts';
import { type Dim, toNumber as dimToNumber, int, unknown } from '#shared/dim/dim.ts';
import type { Dialect } from './dialect.ts';
import { type Fraction, floatOf, fraction, minus, over, plus, roundedDown, squareRoot, times, truncated } from './fractions.ts';
import { pythonArithmetic } from './python-numbers.ts';
import { reasonOf } from './reasons.ts';
import {
  dimValue,
  type FloatValue,
  type NumberValue,
  newHole,
  numberValue,
  toNumber,
  type UnknownValue,
  unknownValue,
  type Value,
} from './value.ts';

export type Numeric = NumberValue | FloatValue;

export const isNumeric = (value: Value): value is Numeric => value.kind === 'number' || value.kind === 'float';

/** Booleans count as 0 and 1. */
export const counted = (value: Value): Value =>
  value.kind === 'flag' && value.value !== undefined ? numberValue(Number(value.value)) : value;

export function onNumbers(operator: BinaryOperator, a: Numeric, b: Numeric, dialect: Dialect): Value {
  if (operator === '/') return dialect.divide(a, b);
  const javascript = dialect.language === 'javascript';
  if (a.kind === 'number' && b.kind === 'number') {
    if (operator === '%') return dialect.remainder(a.dim, b.dim);
    const dim = onDims(operator, a.dim, b.dim);
    if (dim) return dimValue(dim);
  }
  const exact = javascript ? undefined : pythonArithmetic(operator, a, b);
  if (exact) return exact;
  if (bitwise.has(operator) && !javascript) return dimValue(onBits(operator, a, b));
  const [x, y] = [toNumber(a), toNumber(b)];
  if (x !== undefined && y !== undefined) {
    const value = onPlainNumbers(operator, x, y, dialect);
    if (value !== undefined) return numberValue(value, !javascript && (a.kind === 'float' || b.kind === 'float'));
  }
  if (bitwise.has(operator)) return dimValue(onInt32(operator, a, b));
  if (operator === '**') return power(a, b, javascript);
  return floatOf(onFractions(operator, fraction(a), fraction(b)), javascript);
}

function onDims(operator: BinaryOperator, a: Dim, b: Dim): Dim | undefined {
  switch (operator) {
    case '+':
      return add(a, b);
    case '-':
      return subtract(a, b);
    case '*':
      return multiply(a, b);
    case '//':
      return floorDivide(a, b);
    default:
      return undefined;
  }
}

const onBits = (operator: BinaryOperator, a: Numeric, b: Numeric): Dim =>
  a.kind === 'number' && b.kind === 'number' ? bits(operator, a.dim, b.dim) : unknown;

/** Operands lose what is behind the point. Dims are small enough for 32 bits. */
function onInt32(operator: BinaryOperator, a: Numeric, b: Numeric): Dim {
  const [x, y] = [whole(a), whole(b)];
  const by = dimToNumber(y);
  if (operator === '>>>' && boundsOf(x).low < 0) return unknown;
  return bits(operator === '>>>' ? '>>' : operator, x, by !== undefined && shifts.has(operator) ? int(by & 31) : y);
}

function whole(value: Numeric): Dim {
  const exact = fraction(value);
  return exact ? truncated(exact) : unknown;
}

const shifts: ReadonlySet<BinaryOperator> = new Set(['<<', '>>', '>>>']);
const bitwise: ReadonlySet<BinaryOperator> = new Set(['&', '|', '^', ...shifts]);

/** Further than a number holds exactly nothing is shifted. */
const MAX_SHIFT = 52;

function bits(operator: BinaryOperator, a: Dim, b: Dim): Dim {
  const by = dimToNumber(b);
  if (shifts.has(operator)) {
    if (by === undefined || by < 0 || by > MAX_SHIFT) return unknown;
    return operator === '<<' ? multiply(a, int(2 ** by)) : floorDivide(a, int(2 ** by));
  }
  if (operator === '&') return by === undefined ? masked(b, dimToNumber(a)) : masked(a, by);
  return by === 0 ? a : dimToNumber(a) === 0 ? b : unknown;
}

/** `x & 7` is `x mod 8`, `x & ~7` or `x & -8` what is left without it. */
function masked(dim: Dim, mask: number | undefined): Dim {
  if (mask === undefined) return unknown;
  if (mask === 0) return int(0);
  if (Number.isInteger(Math.log2(mask + 1))) return modulo(dim, int(mask + 1));
  return mask < 0 && Number.isInteger(Math.log2(-mask)) ? subtract(dim, modulo(dim, int(-mask))) : unknown;
}

function onPlainNumbers(operator: BinaryOperator, x: number, y: number, dialect: Dialect): number | undefined {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '//':
      return y === 0 ? undefined : Math.floor(x / y);
    case '%':
      return y === 0 ? undefined : dialect.language === 'javascript' ? x % y : x - y * Math.floor(x / y);
    case '**':
      return x ** y;
    case '&':
      return x & y;
    case '|':
      return x | y;
    case '^':
      return x ^ y;
    case '<<':
      return x << y;
    case '>>':
      return x >> y;
    case '>>>':
      return x >>> y;
    default:
      return undefined;
  }
}

function onFractions(operator: BinaryOperator, a: Fraction | undefined, b: Fraction | undefined): Fraction | undefined {
  if (!a || !b) return undefined;
  switch (operator) {
    case '+':
      return plus(a, b);
    case '-':
      return minus(a, b);
    case '*':
      return times(a, b);
    case '//': {
      const quotient = over(a, b);
      return quotient && { of: roundedDown(quotient), by: int(1) };
    }
    default:
      return undefined;
  }
}

function power(a: Numeric, b: Numeric, integral: boolean): Value {
  if (a.kind === 'number' && b.kind === 'number')
    // A negative power of an integer is no integer.
    return boundsOf(b.dim).low >= 0 || integral ? dimValue(dimPower(a.dim, b.dim)) : unknownValue('a power');
  const root = a.kind === 'number' && toNumber(b) === 0.5 ? squareRoot(a.dim) : undefined;
  return floatOf(root && { of: root, by: int(1) }, integral);
}

/** What is kept of arithmetic where an operand is a number only perhaps: the integer that comes out if it is one. */
export function onOpenNumbers(operator: BinaryOperator, left: Value, right: Value, dialect: Dialect): UnknownValue | undefined {
  if (left.kind !== 'unknown' && right.kind !== 'unknown') return undefined;
  const [a, b] = [perhapsDim(left), perhapsDim(right)];
  const result = a && b ? onNumbers(operator, dimValue(a), dimValue(b), dialect) : undefined;
  return result?.kind === 'number' && result.dim.kind !== 'unknown'
    ? openNumber(reasonOf(left) ?? reasonOf(right) ?? `operator ${operator}`, result.dim)
    : undefined;
}

/** A value that is this integer if it is one; it may be a tensor as well. */
export const openNumber = (reason: string, dim: Dim | undefined): UnknownValue =>
  dim && dim.kind !== 'unknown' ? { kind: 'unknown', reason, hole: newHole(), dim } : unknownValue(reason);

/** The integer that a value is, if it is one. */
export const perhapsDim = (value: Value): Dim | undefined => (value.kind === 'number' || value.kind === 'unknown' ? value.dim : undefined);

export function negated(value: Value): Value {
  switch (value.kind) {
    case 'number':
      return dimValue(negate(value.dim));
    case 'float':
      return {
        kind: 'float',
        value: value.value === undefined ? undefined : -value.value,
        ...(value.ratio ? { ratio: { of: negate(value.ratio.of), by: value.ratio.by } } : {}),
      };
    case 'unknown':
      return openNumber('unary -', value.dim && negate(value.dim));
    default:
      return unknownValue('unary -');
  }
}

/** `~x` is `-x - 1`; in JavaScript after `x` has become an integer of 32 bits. */
export function inverted(value: Value, dialect: Dialect): Value {
  const known = toNumber(value);
  if (known !== undefined) return numberValue(dialect.language === 'javascript' ? ~known : -known - 1);
  if (value.kind === 'unknown') return openNumber('unary ~', value.dim && subtract(int(-1), value.dim));
  if (!isNumeric(value) || (value.kind === 'float' && dialect.language !== 'javascript')) return unknownValue('unary ~');
  return dimValue(subtract(int(-1), whole(value)));
}

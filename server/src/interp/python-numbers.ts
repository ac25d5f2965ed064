/** Python's arithmetic on numbers that are known, where it is not that of JavaScript's doubles. */
import type { BinaryOperator } from '#server/ir/ir.ts';
import { unknown } from '#shared/dim/dim.ts';
import { dimValue, type FloatValue, type NumberValue, numberValue, toNumber, unknownValue, type Value } from './value.ts';

type Numeric = NumberValue | FloatValue;

/** An integer beyond what a double holds exactly is not followed. */
const integer = (value: number): Value => (Number.isSafeInteger(value) ? numberValue(value) : dimValue(unknown));
const float = (value: number): Value => (Number.isFinite(value) ? { kind: 'float', value } : unknownValue('no finite number'));

/** Undefined where the general rules say the same. */
export function pythonArithmetic(operator: BinaryOperator, a: Numeric, b: Numeric): Value | undefined {
  const integers = a.kind === 'number' && b.kind === 'number';
  const [x, y] = [toNumber(a), toNumber(b)];
  if (x === undefined || y === undefined) return undefined;
  switch (operator) {
    case '**':
      if (integers && y >= 0) return integer(x ** y);
      return float(x ** y);
    case '&':
    case '|':
    case '^':
      return integers ? integer(onBits(operator, x, y)) : undefined;
    case '//':
      return integers ? undefined : y === 0 ? unknownValue('division by zero') : float(floorDivided(x, y));
    case '%':
      return integers ? undefined : y === 0 ? unknownValue('division by zero') : float(remainder(x, y));
    default:
      return undefined;
  }
}

function onBits(operator: '&' | '|' | '^', x: number, y: number): number {
  const [a, b] = [BigInt(x), BigInt(y)];
  return Number(operator === '&' ? a & b : operator === '|' ? a | b : a ^ b);
}

/** The sign follows the divisor. */
function remainder(x: number, y: number): number {
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
}

/** Taken from the exact remainder: `1.0 // 0.1` is 9. */
const floorDivided = (x: number, y: number): number => Math.round((x - remainder(x, y)) / y);

/** `str` of a float; undefined where Python writes an exponent. */
export function floatText(value: number): string | undefined {
  const size = Math.abs(value);
  if (Object.is(value, -0) || size >= 1e16 || (size < 1e-4 && size > 0)) return undefined;
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

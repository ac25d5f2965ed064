/** Rounding and its like: Python's `math` module and JavaScript's `Math`. Fractions of dims stay symbolic. */
import { ceilDivide, floorDivide, maximum, minimum } from '#shared/dim/arithmetic.ts';
import { boundsOf } from '#shared/dim/bounds.ts';
import type { Dim } from '#shared/dim/dim.ts';
import { fraction } from '../dialect.ts';
import { dimValue, numberValue, toNumber, unknownValue, type Value } from '../value.ts';
import { at, type Builtin } from './types.ts';

const isNumber = (value: Value | undefined): value is Extract<Value, { kind: 'number' | 'float' }> =>
  value?.kind === 'number' || value?.kind === 'float';

function rounding(exact: (x: number) => number, symbolic: (of: Dim, by: Dim) => Dim | undefined): (value: Value | undefined) => Value {
  return value => {
    if (!isNumber(value)) return { kind: 'number', dim: { kind: 'unknown' } };
    const known = toNumber(value);
    if (known !== undefined) return numberValue(exact(known));
    const ratio = fraction(value);
    return dimValue((ratio && symbolic(ratio.of, ratio.by)) ?? { kind: 'unknown' });
  };
}

export const floorOf = rounding(Math.floor, floorDivide);
export const ceilOf = rounding(Math.ceil, ceilDivide);
/** Towards zero: the same as down where nothing is negative. */
export const truncateOf = rounding(Math.trunc, (of, by) => (boundsOf(of).low >= 0 ? floorDivide(of, by) : undefined));

const onNumber =
  (compute: (x: number) => number): Builtin =>
  args => {
    const x = at(args, 0) && toNumber(at(args, 0) as Value);
    return x === undefined ? { kind: 'float', value: undefined } : numberValue(compute(x));
  };

/** Python's give floats, also where the result is whole, and raise where there is none. */
const floating =
  (compute: (...numbers: number[]) => number): Builtin =>
  args => {
    const numbers = args.positional.map(({ value }) => toNumber(value));
    const result = !args.open && numbers.every(x => x !== undefined) ? compute(...numbers) : Number.NaN;
    return { kind: 'float', value: Number.isFinite(result) ? result : undefined };
  };

/** `max(a, b)`, `Math.max(...list)`, `max(list)`. */
export function extreme(values: readonly Value[], pick: 'max' | 'min'): Value {
  const numbers = values.map(toNumber);
  if (values.length > 0 && numbers.every(n => n !== undefined)) {
    const best = pick === 'max' ? Math.max(...numbers) : Math.min(...numbers);
    return numberValue(best, values[numbers.indexOf(best)]?.kind === 'float');
  }
  if (values.length > 0 && values.every(value => value.kind === 'number'))
    return dimValue(values.map(value => value.dim).reduce(pick === 'max' ? maximum : minimum));
  return unknownValue(pick);
}

const raised: Builtin = args => {
  const [x, y] = [at(args, 0), at(args, 1)].map(value => value && toNumber(value));
  return x === undefined || y === undefined ? { kind: 'float', value: undefined } : numberValue(x ** y);
};

export const mathFunctions: Readonly<Record<string, Builtin>> = {
  'math.floor': args => floorOf(at(args, 0)),
  'math.ceil': args => ceilOf(at(args, 0)),
  'math.trunc': args => truncateOf(at(args, 0)),
  'math.sqrt': floating(Math.sqrt),
  // To another base only nearly what Python gives, so that rounding it may go the other way.
  'math.log': floating((x, base) => (base === undefined ? Math.log(x) : Number.NaN)),
  'math.log2': floating(Math.log2),
  'math.exp': floating(Math.exp),
  'math.pow': floating((x, y = Number.NaN) => x ** y),
  'math.fabs': floating(Math.abs),
  'Math.floor': args => floorOf(at(args, 0)),
  'Math.ceil': args => ceilOf(at(args, 0)),
  'Math.trunc': args => truncateOf(at(args, 0)),
  'Math.round': onNumber(Math.round),
  'Math.abs': onNumber(Math.abs),
  'Math.sqrt': onNumber(Math.sqrt),
  'Math.log2': onNumber(Math.log2),
  'Math.log': onNumber(Math.log),
  'Math.exp': onNumber(Math.exp),
  'Math.pow': raised,
  'Math.max': args =>
    args.open
      ? unknownValue('max')
      : extreme(
          args.positional.map(({ value }) => value),
          'max',
        ),
  'Math.min': args =>
    args.open
      ? unknownValue('min')
      : extreme(
          args.positional.map(({ value }) => value),
          'min',
        ),
  'Math.random': () => ({ kind: 'float', value: undefined }),
};

export const mathValues: Readonly<Record<string, number>> = { 'math.pi': Math.PI, 'math.e': Math.E, 'Math.PI': Math.PI, 'Math.E': Math.E };

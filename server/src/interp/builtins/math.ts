/** Python's `math` module and JavaScript's `Math`. */
import { int, unknown } from '#shared/dim/dim.ts';
import { floatOf, squareRoot } from '../fractions.ts';
import { isNumeric, onNumbers } from '../numbers.ts';
import type { Arguments, CallSite } from '../run.ts';
import { dimValue, numberValue, toNumber, unknownValue, type Value } from '../value.ts';
import { absolute, greatest, least, product } from './numbers.ts';
import { ceilOf, floorOf, nearestOf, truncateOf } from './rounding.ts';
import { at, type Builtin } from './types.ts';

const onFirst =
  (compute: (value: Value | undefined) => Value): Builtin =>
  args =>
    compute(at(args, 0));

/** Python's give floats, also where the result is whole, and raise where there is none. */
const floating =
  (compute: (...numbers: number[]) => number): Builtin =>
  args => {
    const numbers = args.positional.map(({ value }) => toNumber(value));
    const result = !args.open && numbers.every(x => x !== undefined) ? compute(...numbers) : Number.NaN;
    return { kind: 'float', value: Number.isFinite(result) ? result : undefined };
  };

/** JavaScript's give numbers. */
const numeric =
  (compute: (...numbers: number[]) => number): Builtin =>
  args => {
    const numbers = args.positional.map(({ value }) => toNumber(value));
    return !args.open && numbers.length > 0 && numbers.every(x => x !== undefined)
      ? numberValue(compute(...numbers))
      : { kind: 'float', value: undefined };
  };

const root =
  (integral: boolean, otherwise: Builtin): Builtin =>
  (args, site, run, receiver) => {
    const value = at(args, 0);
    const exact = value?.kind === 'number' ? squareRoot(value.dim) : undefined;
    return exact ? floatOf({ of: exact, by: int(1) }, integral) : otherwise(args, site, run, receiver);
  };

/**
 * To another base it is the quotient of two logarithms, as Python computes it: 29.000000000000004 for 2²⁹. Where that is a fraction, it is
 * followed for bases 2 and 10 only, of which it is known that both languages round alike.
 */
function logarithm(x: number, base?: number): number {
  if (base === undefined) return Math.log(x);
  const quotient = Math.log(x) / Math.log(base);
  const isFraction = Array.from({ length: 12 }, (_, i) => quotient * (i + 1)).some(
    multiple => Math.abs(multiple - Math.round(multiple)) < 1e-9,
  );
  return isFraction && base !== 2 && base !== 10 ? Number.NaN : quotient;
}

const power: Builtin = (args, site) => {
  const [a, b] = [at(args, 0), at(args, 1)];
  return a && b && isNumeric(a) && isNumeric(b) ? onNumbers('**', a, b, site.frame.module.dialect) : unknownValue('a power');
};

const spread = (compute: (values: readonly Value[], site: CallSite) => Value, name: string): Builtin => {
  const values = (args: Arguments) => args.positional.map(({ value }) => value);
  return (args, site) => (args.open ? unknownValue(name) : compute(values(args), site));
};

export const mathFunctions: Readonly<Record<string, Builtin>> = {
  'math.floor': onFirst(floorOf),
  'math.ceil': onFirst(ceilOf),
  'math.trunc': onFirst(truncateOf),
  'math.sqrt': root(false, floating(Math.sqrt)),
  'math.isqrt': args => {
    const value = at(args, 0);
    const known = value && toNumber(value);
    if (known !== undefined) return numberValue(Math.floor(Math.sqrt(known)));
    return dimValue((value?.kind === 'number' ? squareRoot(value.dim) : undefined) ?? unknown);
  },
  'math.log': floating(logarithm),
  'math.log2': floating(Math.log2),
  'math.log10': floating(Math.log10),
  'math.exp': floating(Math.exp),
  'math.pow': floating((x, y = Number.NaN) => x ** y),
  'math.fabs': floating(Math.abs),
  'math.prod': product,
  'Math.floor': onFirst(floorOf),
  'Math.ceil': onFirst(ceilOf),
  'Math.trunc': onFirst(truncateOf),
  'Math.round': onFirst(nearestOf),
  'Math.abs': onFirst(absolute),
  'Math.sqrt': root(true, numeric(Math.sqrt)),
  'Math.log2': numeric(Math.log2),
  'Math.log10': numeric(Math.log10),
  'Math.log': numeric(Math.log),
  'Math.exp': numeric(Math.exp),
  'Math.sign': numeric(Math.sign),
  'Math.pow': power,
  'Math.max': spread(greatest, 'max'),
  'Math.min': spread(least, 'min'),
  'Math.random': () => ({ kind: 'float', value: undefined }),
};

export const mathValues: Readonly<Record<string, number>> = { 'math.pi': Math.PI, 'math.e': Math.E, 'Math.PI': Math.PI, 'Math.E': Math.E };

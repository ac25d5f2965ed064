/** Functions on numbers: conversions, sums, products, the greatest and the least. Symbols and fractions of dims stay what they are. */
import type { BinaryOperator } from '#server/ir/ir.ts';
import { maximum, minimum, multiply, negate } from '#shared/dim/arithmetic.ts';
import { boundsOf } from '#shared/dim/bounds.ts';
import { type Dim, int, unknown } from '#shared/dim/dim.ts';
import { inAnyOrder } from '../bind.ts';
import type { Dialect } from '../dialect.ts';
import { type Fraction, floatOf, fraction, roundedHalfEven, roundedHalfUp } from '../fractions.ts';
import { listOf } from '../join.ts';
import { counted, isNumeric, onNumbers, onOpenNumbers, openNumber, perhapsDim } from '../numbers.ts';
import type { Arguments, CallSite } from '../run.ts';
import { dimValue, numberValue, toNumber, unknownValue, type Value } from '../value.ts';
import { rounding, truncateOf } from './rounding.ts';
import { at, type Builtin, given } from './types.ts';

const anyInteger: Value = dimValue(unknown);

function toInteger(value: Value | undefined, base: Value | undefined): Value {
  if (value?.kind === 'text') return readInteger(value.text, base ? toNumber(base) : 10) ?? anyInteger;
  if (base) return anyInteger;
  if (value?.kind === 'flag' && value.value !== undefined) return numberValue(Number(value.value));
  if (value?.kind === 'tensor' && value.elements?.length === 1) return dimValue(value.elements[0] ?? unknown);
  if (value?.kind === 'unknown' && value.dim) return openNumber('int of something unknown', value.dim);
  return truncateOf(value);
}

/** Only what the number itself is written as: `parseInt` would leave out what it cannot read. */
function readInteger(text: string | undefined, radix: number | undefined): Value | undefined {
  if (text === undefined || radix === undefined || !Number.isInteger(radix) || radix < 2 || radix > 36) return undefined;
  const digits = text.trim().replace(/^\+/, '').toLowerCase();
  const number = Number.parseInt(digits, radix);
  return Number.isSafeInteger(number) && number.toString(radix) === digits.replace(/^(-?)0+(?=.)/, '$1') ? numberValue(number) : undefined;
}

function toFloat(value: Value | undefined): Value {
  if (value?.kind === 'text') return { kind: 'float', value: readFloat(value.text) };
  if (value?.kind === 'flag' && value.value !== undefined) return { kind: 'float', value: Number(value.value) };
  if (value?.kind === 'float') return value;
  const known = value && toNumber(value);
  if (known !== undefined) return { kind: 'float', value: known };
  return floatOf(value?.kind === 'number' ? fraction(value) : undefined, false);
}

const readFloat = (text: string | undefined): number | undefined =>
  text !== undefined && /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text) ? Number(text) : undefined;

export function absolute(value: Value | undefined): Value {
  const dim = value && perhapsDim(value);
  if (dim) {
    const positive = boundsOf(dim).low >= 0 ? dim : maximum(dim, negate(dim));
    return value.kind === 'number' ? dimValue(positive) : openNumber('abs', positive);
  }
  const known = value && toNumber(value);
  if (known !== undefined) return numberValue(Math.abs(known), value?.kind === 'float');
  if (value?.kind !== 'float') return unknownValue('abs');
  return value.ratio && boundsOf(value.ratio.of).low >= 0 && boundsOf(value.ratio.by).low >= 0
    ? value
    : { kind: 'float', value: undefined };
}

type Choice = 'max' | 'min';

/** Of numbers, some of them perhaps symbols, fractions, or numbers only perhaps. */
function extreme(values: readonly Value[], pick: Choice, { language }: Dialect): Value {
  const [first] = values;
  if (!first) return unknownValue(pick);
  const numbers = values.map(toNumber);
  if (numbers.every(n => n !== undefined)) {
    const best = pick === 'max' ? Math.max(...numbers) : Math.min(...numbers);
    return numberValue(best, values[numbers.indexOf(best)]?.kind === 'float');
  }
  const choose = pick === 'max' ? maximum : minimum;
  const dims = values.map(perhapsDim);
  if (dims.every(dim => dim !== undefined)) {
    const dim = dims.reduce(choose);
    return values.every(value => value.kind === 'number') ? dimValue(dim) : openNumber(pick, dim);
  }
  if (!values.every(isNumeric)) return unknownValue(pick);
  const fractions = values.map(fraction);
  const ratio = fractions.every(each => each !== undefined) ? fractions.reduce((a, b) => chosen(a, b, choose)) : undefined;
  return floatOf(ratio, language === 'javascript');
}

function chosen(a: Fraction, b: Fraction, choose: (a: Dim, b: Dim) => Dim): Fraction {
  return boundsOf(a.by).low > 0 && boundsOf(b.by).low > 0
    ? { of: choose(multiply(a.of, b.by), multiply(b.of, a.by)), by: multiply(a.by, b.by) }
    : { of: unknown, by: int(1) };
}

export const greatest = (values: readonly Value[], site: CallSite): Value => extreme(values, 'max', site.frame.module.dialect);
export const least = (values: readonly Value[], site: CallSite): Value => extreme(values, 'min', site.frame.module.dialect);

/** `max(a, b)`, `max(list)`. */
const extremeOf =
  (pick: (values: readonly Value[], site: CallSite) => Value): Builtin =>
  (args, site) => {
    if (args.open || args.named.size > 0) return unknownValue('an extreme');
    const [only, more] = args.positional.map(({ value }) => value);
    if (more || !only)
      return pick(
        args.positional.map(({ value }) => value),
        site,
      );
    const source = inAnyOrder(only);
    return 'known' in source ? pick(source.known, site) : unknownValue('an extreme');
  };

/** One after the other, as the operator does it. */
const folded =
  (operator: BinaryOperator, empty: number, name: string): Builtin =>
  (args, site) => {
    const [list, start] = [at(args, 0), given(args, 1, 'start')];
    const source = list && !args.open ? inAnyOrder(list) : undefined;
    if (!source || !('known' in source)) return unknownValue(name);
    const all = [...(start ? [start] : []), ...source.known];
    return all.length === 0 ? numberValue(empty) : all.reduce((a, b) => operate(operator, a, b, site.frame.module.dialect));
  };

/** On numbers; whatever else it may be on, nothing is known. */
function operate(operator: BinaryOperator, a: Value, b: Value, dialect: Dialect): Value {
  const [x, y] = [counted(a), counted(b)];
  if (isNumeric(x) && isNumeric(y)) return onNumbers(operator, x, y, dialect);
  return onOpenNumbers(operator, x, y, dialect) ?? unknownValue(`operator ${operator}`);
}

export const product = folded('*', 1, 'product');

/** Halves go to the even neighbour; in Python 2 away from zero. */
const nearestOf = rounding(known => (Math.abs(known % 1) === 0.5 ? 2 * Math.round(known / 2) : Math.round(known)), roundedHalfEven);
const nearestInPython2 = rounding(
  known => Math.sign(known) * Math.round(Math.abs(known)),
  ratio => (boundsOf(ratio.of).low >= 0 ? roundedHalfUp(ratio) : unknown),
);

function rounded(args: Arguments, site: CallSite): Value {
  const value = at(args, 0);
  if (!value || !isNumeric(value) || args.positional.length + args.named.size > 1) return unknownValue('round');
  return site.frame.module.dialect.language === 'python2' ? toFloat(nearestInPython2(value)) : nearestOf(value);
}

const divided: Builtin = (args, site) => {
  const [a, b] = [at(args, 0), at(args, 1)];
  if (!a || !b || !isNumeric(a) || !isNumeric(b)) return unknownValue('divmod');
  return listOf(
    'tuple',
    (['//', '%'] as const).map(operator => onNumbers(operator, a, b, site.frame.module.dialect)),
  );
};

/** `pow(a, b)` and `pow(a, b, modulus)`. */
const power: Builtin = (args, site) => {
  const [base, exponent, modulus] = [at(args, 0), at(args, 1), at(args, 2)];
  if (!base || !exponent || args.named.size > 0) return unknownValue('pow');
  const { dialect } = site.frame.module;
  const raised = operate('**', base, exponent, dialect);
  return modulus ? operate('%', raised, modulus, dialect) : raised;
};

export const numberFunctions: Readonly<Record<string, Builtin>> = {
  int: args => (args.positional.length === 0 ? numberValue(0) : toInteger(at(args, 0), given(args, 1, 'base'))),
  long: args => toInteger(at(args, 0), undefined),
  float: args => (args.positional.length === 0 ? { kind: 'float', value: 0 } : toFloat(at(args, 0))),
  abs: args => absolute(at(args, 0)),
  round: rounded,
  divmod: divided,
  pow: power,
  min: extremeOf(least),
  max: extremeOf(greatest),
  sum: folded('+', 0, 'sum'),
};

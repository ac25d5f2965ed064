/** Integer arithmetic on dims that keeps the normal form. Unknown in, unknown out. */
import { boundsOf } from './bounds.ts';
import { type Atom, type Dim, int, keyOf, ofAtom, type Term, unknown } from './dim.ts';

/** Larger expressions are given up: they help nobody who reads a hover, and products of sums explode. */
const MAX_TERMS = 64;
const MAX_KEY = 2000;

interface Sum {
  readonly constant: number;
  readonly terms: readonly Term[];
}

const sumOf = (dim: Exclude<Dim, { kind: 'unknown' }>): Sum => (dim.kind === 'int' ? { constant: dim.value, terms: [] } : dim);

function build(constant: number, terms: readonly Term[]): Dim {
  // Checked before terms merge: two coefficients that lost digits could cancel.
  if (!Number.isSafeInteger(constant) || terms.some(term => !Number.isSafeInteger(term.coefficient))) return unknown;
  const merged = new Map<string, Term>();
  for (const term of terms) {
    const before = merged.get(term.key);
    merged.set(term.key, before ? { ...term, coefficient: before.coefficient + term.coefficient } : term);
  }
  const kept = [...merged.values()].filter(term => term.coefficient !== 0).sort((a, b) => (a.key < b.key ? -1 : 1));
  if (kept.length === 0) return int(constant);
  if (kept.length > MAX_TERMS || kept.some(term => !Number.isSafeInteger(term.coefficient))) return unknown;
  const key = [...kept.map(term => `${term.coefficient}*${term.key}`), ...(constant ? [constant] : [])].join('+');
  return key.length > MAX_KEY ? unknown : { kind: 'expr', constant, terms: kept, key };
}

export function add(a: Dim, b: Dim): Dim {
  if (a.kind === 'int' && b.kind === 'int') return int(a.value + b.value);
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  const [x, y] = [sumOf(a), sumOf(b)];
  return build(x.constant + y.constant, [...x.terms, ...y.terms]);
}

export const negate = (a: Dim): Dim => multiply(a, int(-1));
export const subtract = (a: Dim, b: Dim): Dim => add(a, negate(b));

export function multiply(a: Dim, b: Dim): Dim {
  // Zero times anything is zero, even when the other side is unknown.
  if ((a.kind === 'int' && a.value === 0) || (b.kind === 'int' && b.value === 0)) return int(0);
  if (a.kind === 'int' && b.kind === 'int') return int(a.value * b.value);
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  const [x, y] = [sumOf(a), sumOf(b)];
  const scaled = (terms: readonly Term[], by: number) =>
    by === 0 ? [] : terms.map(term => ({ ...term, coefficient: term.coefficient * by }));
  if (x.terms.length * y.terms.length > MAX_TERMS) return unknown;
  const products = x.terms.flatMap(p =>
    y.terms.map(q => {
      const atoms = [...p.atoms, ...q.atoms].sort((one, other) => (one.key < other.key ? -1 : 1));
      return { coefficient: p.coefficient * q.coefficient, atoms, key: atoms.map(atom => atom.key).join('·') };
    }),
  );
  return build(x.constant * y.constant, [...scaled(x.terms, y.constant), ...scaled(y.terms, x.constant), ...products]);
}

export const sum = (dims: readonly Dim[]): Dim => dims.reduce(add, int(0));
export const product = (dims: readonly Dim[]): Dim => dims.reduce(multiply, int(1));

/**
 * `⌊a / b⌋`, Python's `//`. Division by zero gives unknown; a divisor that is only perhaps zero is taken not to be, since the
 * program would have stopped there.
 */
export function floorDivide(a: Dim, b: Dim): Dim {
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  if (b.kind === 'int') {
    const by = b.value;
    if (by === 0) return unknown;
    if (by === 1) return a;
    if (by < 0) return floorDivide(negate(a), int(-by));
    if (a.kind === 'int') return int(Math.floor(a.value / by));
    // Whole multiples of the divisor leave the floor: ⌊(5H + 3)/2⌋ = 2H + 1 + ⌊(H + 1)/2⌋.
    const whole = a.terms.map(term => ({ ...term, coefficient: Math.trunc(term.coefficient / by) }));
    const rest = a.terms.map(term => ({ ...term, coefficient: term.coefficient % by }));
    const outside = Math.floor(a.constant / by);
    return add(build(outside, whole), quotient(build(a.constant - outside * by, rest), by));
  }
  if (a.kind === 'int' && a.value === 0) return int(0);
  return wholeQuotient(a, b) ?? ofAtom({ kind: 'quotient', of: a, by: b, key: `⌊${keyOf(a)}/${keyOf(b)}⌋` });
}

/** `⌊numerator / by⌋` for a numerator from which the whole part has been taken. */
function quotient(numerator: Dim, by: number): Dim {
  if (numerator.kind !== 'expr') return numerator.kind === 'int' ? int(Math.floor(numerator.value / by)) : unknown;
  // Signs go outside, so that Python's idiom −(−H // 2) is ⌈H/2⌉: ⌊−a/k⌋ = −⌈a/k⌉ = −⌊(a + k − 1)/k⌋.
  if (numerator.terms.every(term => term.coefficient < 0)) return negate(quotient(add(negate(numerator), int(by - 1)), by));
  // Nested floors collapse: ⌊(⌊a/m⌋ + c)/n⌋ = ⌊(a + c·m)/(m·n)⌋.
  const [only] = numerator.terms;
  if (numerator.terms.length === 1 && only && only.coefficient === 1 && only.atoms.length === 1) {
    const atom = only.atoms[0] as Atom;
    if (atom.kind === 'quotient' && atom.by.kind === 'int') {
      return floorDivide(add(atom.of, int(numerator.constant * atom.by.value)), int(atom.by.value * by));
    }
  }
  // A common factor of everything goes: ⌊(2H + 4)/6⌋ = ⌊(H + 2)/3⌋; the constant may be rounded down first.
  const factor = numerator.terms.reduce((g, term) => gcd(g, term.coefficient), by);
  if (factor > 1) return floorDivide(build(Math.floor(numerator.constant / factor), shrink(numerator.terms, factor)), int(by / factor));
  const { low, high } = boundsOf(numerator);
  if (Math.floor(low / by) === Math.floor(high / by)) return int(Math.floor(low / by));
  return ofAtom({ kind: 'quotient', of: numerator, by: int(by), key: `⌊${numerator.key}/${by}⌋` });
}

const shrink = (terms: readonly Term[], by: number) => terms.map(term => ({ ...term, coefficient: term.coefficient / by }));

/** `a / b` where it is exact: `a` and `b` are the same, or every term of `a` is a multiple of the single term `b`, which is not zero. */
export function wholeQuotient(a: Dim, b: Dim): Dim | undefined {
  if (b.kind !== 'expr' || a.kind !== 'expr') return undefined;
  if (a.key === b.key) return int(1);
  if (b.constant !== 0 || b.terms.length !== 1 || a.constant !== 0) return undefined;
  const divisor = b.terms[0] as Term;
  const terms: Term[] = [];
  for (const term of a.terms) {
    if (term.coefficient % divisor.coefficient !== 0) return undefined;
    const atoms = [...term.atoms];
    for (const atom of divisor.atoms) {
      const at = atoms.findIndex(other => other.key === atom.key);
      if (at < 0) return undefined;
      atoms.splice(at, 1);
    }
    const coefficient = term.coefficient / divisor.coefficient;
    terms.push({ coefficient, atoms, key: atoms.map(atom => atom.key).join('·') });
  }
  const constant = terms.filter(term => term.atoms.length === 0).reduce((total, term) => total + term.coefficient, 0);
  return build(
    constant,
    terms.filter(term => term.atoms.length > 0),
  );
}

/** `⌈a / b⌉`: `⌊(a + b − 1) / b⌋` for a positive divisor, which reads best, `−⌊−a / b⌋` for any. */
export function ceilDivide(a: Dim, b: Dim): Dim {
  const positive = boundsOf(b).low >= 0;
  return wholeQuotient(a, b) ?? (positive ? floorDivide(add(a, subtract(b, int(1))), b) : negate(floorDivide(negate(a), b)));
}

/** Python's `%`: the sign follows the divisor. */
export function modulo(a: Dim, b: Dim): Dim {
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  if (b.kind !== 'int') return (a.kind === 'int' && a.value === 0) || wholeQuotient(a, b) ? int(0) : unknown;
  const by = b.value;
  if (by === 0) return unknown;
  if (a.kind === 'int') return int(mod(a.value, by));
  if (by < 0) return negate(modulo(negate(a), int(-by)));
  const terms = a.terms.map(term => ({ ...term, coefficient: mod(term.coefficient, by) }));
  const reduced = build(mod(a.constant, by), terms);
  if (reduced.kind !== 'expr') return reduced;
  // A common factor goes outside, with what the constant has beyond it: (2H + 1) mod 4 = 2·(H mod 2) + 1.
  const factor = reduced.terms.reduce((g, term) => gcd(g, term.coefficient), by);
  if (factor > 1) {
    const over = mod(reduced.constant, factor);
    const scaled = build((reduced.constant - over) / factor, shrink(reduced.terms, factor));
    return add(multiply(modulo(scaled, int(by / factor)), int(factor)), int(over));
  }
  const { low, high } = boundsOf(reduced);
  if (low >= 0 && high < by) return reduced;
  return ofAtom({ kind: 'remainder', of: reduced, by: b, key: `(${reduced.key}%${by})` });
}

export const maximum = (a: Dim, b: Dim): Dim => extreme('max', a, b);
export const minimum = (a: Dim, b: Dim): Dim => extreme('min', a, b);

function extreme(kind: 'max' | 'min', a: Dim, b: Dim): Dim {
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  const of = [...parts(kind, a), ...parts(kind, b)].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const [first, ...more] = withoutDominated(kind, of);
  if (!first || more.length === 0) return first ?? unknown;
  const key = `${kind}(${[first, ...more].map(keyOf).join(',')})`;
  return key.length > MAX_KEY ? unknown : ofAtom({ kind, of: [first, ...more], key });
}

/** Operands that another one always reaches take no part; of equal ones the first stays. */
function withoutDominated(kind: 'max' | 'min', of: readonly Dim[]): readonly Dim[] {
  const reaches = (other: Dim, one: Dim) => boundsOf(kind === 'max' ? subtract(other, one) : subtract(one, other)).low >= 0;
  let kept: readonly Dim[] = [];
  for (const dim of of) {
    if (!kept.some(other => reaches(other, dim))) kept = [...kept.filter(other => !reaches(dim, other)), dim];
  }
  return kept;
}

/** The operands of a `max` inside a `max`. */
function parts(kind: 'max' | 'min', dim: Dim): readonly Dim[] {
  if (dim.kind !== 'expr' || dim.constant !== 0 || dim.terms.length !== 1) return [dim];
  const [term] = dim.terms;
  const [atom, more] = term?.atoms ?? [];
  return term?.coefficient === 1 && atom && !more && atom.kind === kind ? atom.of : [dim];
}

/** `base ** exponent` for a small non-negative integer exponent, or integers throughout. */
export function power(base: Dim, exponent: Dim): Dim {
  if (exponent.kind !== 'int' || exponent.value < 0) return unknown;
  if (base.kind === 'int') return int(base.value ** exponent.value);
  return exponent.value <= 8 ? product(Array<Dim>(exponent.value).fill(base)) : unknown;
}

const mod = (a: number, b: number) => a - b * Math.floor(a / b);

export function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y) [x, y] = [y, x % y];
  return x;
}

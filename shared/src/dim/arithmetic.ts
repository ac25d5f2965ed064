/** Integer arithmetic on dims that keeps the normal form. Unknown in, unknown out. */
import { boundsOf } from './bounds.ts';
import { type Atom, type Dim, int, keyOf, ofAtom, type Term, unknown } from './dim.ts';
import { add, build, MAX_KEY, multiply, negate, product, subtract, sum } from './ring.ts';

export { add, multiply, negate, product, subtract, sum };

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

/**
 * Python's `%`, whose sign follows the divisor. It is `a − b·⌊a/b⌋` and kept as that, so that the two make up `a` again; `show` writes
 * `a mod b`.
 */
export function modulo(a: Dim, b: Dim): Dim {
  if (a.kind === 'unknown' || b.kind === 'unknown' || (b.kind === 'int' && b.value === 0)) return unknown;
  const reduced = b.kind === 'int' ? withoutMultiples(a, b.value) : a;
  return subtract(reduced, multiply(floorDivide(reduced, b), b));
}

/** What is left of the coefficients, between −by/2 and by/2. */
function withoutMultiples(dim: Exclude<Dim, { kind: 'unknown' }>, by: number): Dim {
  if (dim.kind === 'int') return int(mod(dim.value, by));
  const centred = (coefficient: number) => coefficient - by * Math.ceil(coefficient / by - 0.5);
  return build(
    mod(dim.constant, by),
    dim.terms.map(term => ({ ...term, coefficient: centred(term.coefficient) })),
  );
}

export const maximum = (a: Dim, b: Dim): Dim => extreme('max', a, b);
export const minimum = (a: Dim, b: Dim): Dim => extreme('min', a, b);

function extreme(kind: 'max' | 'min', a: Dim, b: Dim): Dim {
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  if (a.kind === 'int' && b.kind === 'int') return int(kind === 'max' ? Math.max(a.value, b.value) : Math.min(a.value, b.value));
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

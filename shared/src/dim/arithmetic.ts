/** Integer arithmetic on dims that keeps the normal form. Unknown in, unknown out. */
import { type Atom, type Dim, int, keyOf, ofAtom, type Term, unknown } from './dim.ts';
import { boundsOf } from './bounds.ts';

/** Larger expressions are given up: they help nobody who reads a hover, and products of sums explode. */
const MAX_TERMS = 64;
const MAX_KEY = 2000;

interface Sum {
  readonly constant: number;
  readonly terms: readonly Term[];
}

const sumOf = (dim: Exclude<Dim, { kind: 'unknown' }>): Sum => (dim.kind === 'int' ? { constant: dim.value, terms: [] } : dim);

function build(constant: number, terms: readonly Term[]): Dim {
  if (!Number.isSafeInteger(constant)) return unknown;
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
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  const [x, y] = [sumOf(a), sumOf(b)];
  return build(x.constant + y.constant, [...x.terms, ...y.terms]);
}

export const negate = (a: Dim): Dim => multiply(a, int(-1));
export const subtract = (a: Dim, b: Dim): Dim => add(a, negate(b));

export function multiply(a: Dim, b: Dim): Dim {
  // Zero times anything is zero, even when the other side is unknown.
  if ((a.kind === 'int' && a.value === 0) || (b.kind === 'int' && b.value === 0)) return int(0);
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  const [x, y] = [sumOf(a), sumOf(b)];
  const scaled = (terms: readonly Term[], by: number) => (by === 0 ? [] : terms.map(term => ({ ...term, coefficient: term.coefficient * by })));
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

/** `⌊a / b⌋`, Python's `//`. Division by zero gives unknown. */
export function floorDivide(a: Dim, b: Dim): Dim {
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  if (b.kind === 'int') {
    if (b.value === 0) return unknown;
    if (b.value === 1) return a;
    if (b.value < 0) return floorDivide(negate(a), int(-b.value));
    if (a.kind === 'int') return int(Math.floor(a.value / b.value));
    // What the divisor divides leaves the floor: ⌊(4H + 3)/2⌋ = 2H + ⌊3/2⌋.
    const by = b.value;
    const whole = a.terms.filter(term => term.coefficient % by === 0).map(term => ({ ...term, coefficient: term.coefficient / by }));
    const rest = a.terms.filter(term => term.coefficient % by !== 0);
    const outside = Math.floor(a.constant / by);
    const numerator = build(a.constant - outside * by, rest);
    return add(build(outside, whole), quotient(numerator, by));
  }
  if (a.kind === 'int' && a.value === 0) return int(0);
  const ratio = cancel(a, b);
  if (ratio) return ratio;
  return ofAtom({ kind: 'quotient', of: a, by: b, key: `⌊${keyOf(a)}/${keyOf(b)}⌋` });
}

/** `⌊numerator / by⌋` for a numerator from which the whole part has been taken. */
function quotient(numerator: Dim, by: number): Dim {
  if (numerator.kind !== 'expr') return numerator.kind === 'int' ? int(Math.floor(numerator.value / by)) : unknown;
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
  if (factor > 1) {
    const scaled = build(Math.floor(numerator.constant / factor), numerator.terms.map(term => ({ ...term, coefficient: term.coefficient / factor })));
    return floorDivide(scaled, int(by / factor));
  }
  const { low, high } = boundsOf(numerator);
  if (low >= 0 && high < by) return int(0);
  return ofAtom({ kind: 'quotient', of: numerator, by: int(by), key: `⌊${numerator.key}/${by}⌋` });
}

/** `a / b` where every term of `a` is a multiple of the single term `b`, if `b` cannot be zero. */
const cancel = (a: Dim, b: Dim): Dim | undefined => (boundsOf(b).low > 0 ? wholeQuotient(a, b) : undefined);

/** `a / b` where every term of `a` is a multiple of the single term `b`: for those who know that `b` is not zero. */
export function wholeQuotient(a: Dim, b: Dim): Dim | undefined {
  if (b.kind !== 'expr' || b.constant !== 0 || b.terms.length !== 1 || a.kind !== 'expr' || a.constant !== 0) return undefined;
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
  return build(constant, terms.filter(term => term.atoms.length > 0));
}

/** `⌈a / b⌉` = `−⌊−a / b⌋` = `⌊(a + b − 1) / b⌋`. */
export const ceilDivide = (a: Dim, b: Dim): Dim => floorDivide(add(a, subtract(b, int(1))), b);

/** Python's `%`: the sign follows the divisor. */
export function modulo(a: Dim, b: Dim): Dim {
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  if (b.kind === 'int' && a.kind === 'int') return b.value === 0 ? unknown : int(a.value - b.value * Math.floor(a.value / b.value));
  if (b.kind === 'int' && b.value > 0) {
    const by = b.value;
    if (by === 1) return int(0);
    const sumA = sumOf(a);
    const reduced = build(mod(sumA.constant, by), sumA.terms.map(term => ({ ...term, coefficient: mod(term.coefficient, by) })));
    if (reduced.kind !== 'expr') return reduced.kind === 'int' ? int(mod(reduced.value, by)) : unknown;
    return ofAtom({ kind: 'remainder', of: reduced, by: b, key: `(${reduced.key}%${by})` });
  }
  return unknown;
}

export const maximum = (a: Dim, b: Dim): Dim => extreme('max', a, b);
export const minimum = (a: Dim, b: Dim): Dim => extreme('min', a, b);

function extreme(kind: 'max' | 'min', a: Dim, b: Dim): Dim {
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  const { low, high } = boundsOf(subtract(a, b));
  if (low >= 0) return kind === 'max' ? a : b;
  if (high <= 0) return kind === 'max' ? b : a;
  const of = [...parts(kind, a), ...parts(kind, b)].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const different = of.filter((dim, at) => at === 0 || keyOf(dim) !== keyOf(of[at - 1] as Dim));
  return ofAtom({ kind, of: different, key: `${kind}(${different.map(keyOf).join(',')})` });
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

/** Replaces symbols by what `by` says of their id; a symbol it does not know stays. */
export function substitute(dim: Dim, by: (id: string) => Dim | undefined): Dim {
  if (dim.kind !== 'expr') return dim;
  return dim.terms.reduce<Dim>(
    (total, term) => add(total, term.atoms.reduce<Dim>((p, atom) => multiply(p, substituteAtom(atom, by)), int(term.coefficient))),
    int(dim.constant),
  );
}

function substituteAtom(atom: Atom, by: (id: string) => Dim | undefined): Dim {
  switch (atom.kind) {
    case 'symbol':
      return by(atom.id) ?? ofAtom(atom);
    case 'quotient':
      return floorDivide(substitute(atom.of, by), substitute(atom.by, by));
    case 'remainder':
      return modulo(substitute(atom.of, by), substitute(atom.by, by));
    case 'max':
    case 'min':
      return atom.of.map(part => substitute(part, by)).reduce((a, b) => extreme(atom.kind, a, b));
  }
}

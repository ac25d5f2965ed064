/** Sums of products: addition and multiplication of dims. Unknown in, unknown out. */
import { type Dim, int, type Term, unknown } from './dim.ts';

/** Larger expressions are given up: they help nobody who reads a hover, and products of sums explode. */
const MAX_TERMS = 64;
export const MAX_KEY = 2000;

interface Sum {
  readonly constant: number;
  readonly terms: readonly Term[];
}

const sumOf = (dim: Exclude<Dim, { kind: 'unknown' }>): Sum => (dim.kind === 'int' ? { constant: dim.value, terms: [] } : dim);

/** Terms in any order, the same one perhaps more than once. */
export function build(constant: number, terms: readonly Term[]): Dim {
  const merged = new Map<string, Term>();
  for (const term of terms) {
    const before = merged.get(term.key);
    // Checked before terms merge: two coefficients that lost digits could cancel.
    if (!Number.isSafeInteger(term.coefficient)) return unknown;
    merged.set(term.key, before ? { ...term, coefficient: before.coefficient + term.coefficient } : term);
  }
  return normal(
    constant,
    [...merged.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
  );
}

/** Terms in order of their keys, no two alike. */
function normal(constant: number, terms: readonly Term[]): Dim {
  if (!Number.isSafeInteger(constant)) return unknown;
  const kept = terms.filter(term => term.coefficient !== 0);
  if (kept.length === 0) return int(constant);
  if (kept.length > MAX_TERMS) return unknown;
  let key = '';
  for (const term of kept) {
    if (!Number.isSafeInteger(term.coefficient)) return unknown;
    key += `${key && '+'}${term.coefficient}*${term.key}`;
  }
  if (constant) key += `+${constant}`;
  return key.length > MAX_KEY ? unknown : { kind: 'expr', constant, terms: kept, key };
}

export function add(a: Dim, b: Dim): Dim {
  if (a.kind === 'int' && b.kind === 'int') return int(a.value + b.value);
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  const [x, y] = [sumOf(a), sumOf(b)];
  return normal(x.constant + y.constant, merge(x.terms, y.terms));
}

/** Both in order, and so is the result. */
function merge(a: readonly Term[], b: readonly Term[]): readonly Term[] {
  if (a.length === 0) return b;
  const merged: Term[] = [];
  let [i, j] = [0, 0];
  for (let [one, other] = [a[i], b[j]]; one || other; [one, other] = [a[i], b[j]]) {
    if (!other || (one && one.key < other.key)) {
      merged.push(one as Term);
      i++;
    } else if (!one || other.key < one.key) {
      merged.push(other);
      j++;
    } else {
      merged.push({ ...one, coefficient: one.coefficient + other.coefficient });
      i++;
      j++;
    }
  }
  return merged;
}

export const negate = (a: Dim): Dim => multiply(a, int(-1));
export const subtract = (a: Dim, b: Dim): Dim => add(a, negate(b));

export function multiply(a: Dim, b: Dim): Dim {
  // Zero times anything is zero, even when the other side is unknown.
  if ((a.kind === 'int' && a.value === 0) || (b.kind === 'int' && b.value === 0)) return int(0);
  if (a.kind === 'int' && b.kind === 'int') return int(a.value * b.value);
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  if (a.kind === 'int') return scale(b, a.value);
  if (b.kind === 'int') return scale(a, b.value);
  if (a.terms.length * b.terms.length > MAX_TERMS) return unknown;
  const products = a.terms.flatMap(p =>
    b.terms.map(q => {
      const atoms = [...p.atoms, ...q.atoms].sort((one, other) => (one.key < other.key ? -1 : 1));
      return { coefficient: p.coefficient * q.coefficient, atoms, key: atoms.map(atom => atom.key).join('·') };
    }),
  );
  return build(a.constant * b.constant, [...scaled(a.terms, b.constant), ...scaled(b.terms, a.constant), ...products]);
}

const scale = (dim: Dim, by: number): Dim => (dim.kind === 'expr' ? normal(dim.constant * by, scaled(dim.terms, by)) : unknown);

const scaled = (terms: readonly Term[], by: number): readonly Term[] =>
  by === 0 ? [] : terms.map(term => ({ ...term, coefficient: term.coefficient * by }));

export const sum = (dims: readonly Dim[]): Dim => dims.reduce(add, int(0));
export const product = (dims: readonly Dim[]): Dim => dims.reduce(multiply, int(1));

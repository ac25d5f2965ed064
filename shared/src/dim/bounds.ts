/**
 * The least and greatest value a dim can take: by intervals, from the bounds of its symbols; where these leave a side open, by what
 * floors, `max` and `min` lie between, so that `H - 2*⌊H/2⌋` is between 0 and 1.
 */
import { type Atom, type Dim, type Expression, type Extreme, int, type Quotient, type Term } from './dim.ts';
import { add, build, multiply, negate, subtract } from './ring.ts';

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

const all: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** Floors of floors share what is below them: without this, bounds of a deep nest would be looked for again at every level. */
const found = new WeakMap<Expression, Bounds>();

export function boundsOf(dim: Dim): Bounds {
  if (dim.kind !== 'expr' || !dim.terms.some(hasCompound)) return interval(dim);
  let bounds = found.get(dim);
  if (!bounds) {
    bounds = narrowed(dim, interval(dim));
    found.set(dim, bounds);
  }
  return bounds;
}

function narrowed(dim: Expression, { low, high }: Bounds): Bounds {
  if (!mayCancel(dim)) return { low, high };
  return {
    low: low === Number.NEGATIVE_INFINITY ? lowest(dim, { left: MAX_STEPS }) : low,
    high: high === Number.POSITIVE_INFINITY ? 0 - lowest(negate(dim), { left: MAX_STEPS }) : high,
  };
}

function interval(dim: Dim): Bounds {
  if (dim.kind === 'int') return { low: dim.value, high: dim.value };
  if (dim.kind === 'unknown') return all;
  let { low, high } = { low: dim.constant, high: dim.constant };
  for (const term of dim.terms) {
    const range = intervalOfTerm(term);
    low += range.low;
    high += range.high;
  }
  return { low, high };
}

const intervalOfTerm = ({ coefficient, atoms }: Term): Bounds => productOf(atoms, { low: coefficient, high: coefficient });

const productOf = (atoms: readonly Atom[], start: Bounds): Bounds => atoms.map(intervalOfAtom).reduce(times, start);

function intervalOfAtom(atom: Atom): Bounds {
  switch (atom.kind) {
    case 'symbol':
      return { low: atom.least, high: Number.POSITIVE_INFINITY };
    case 'quotient': {
      const divisor = boundsOf(atom.by);
      // A divisor that is perhaps zero is taken not to be, as in `floorDivide`.
      const by = divisor.low === 0 ? { ...divisor, low: 1 } : divisor;
      const of = boundsOf(atom.of);
      if (by.low <= 0) return all;
      const corners = [of.low / by.low, of.low / by.high, of.high / by.low, of.high / by.high].map(x =>
        Number.isNaN(x) ? 0 : Math.floor(x),
      );
      return { low: Math.min(...corners), high: Math.max(...corners) };
    }
    case 'max':
    case 'min': {
      const pick = atom.kind === 'max' ? Math.max : Math.min;
      const ranges = atom.of.map(boundsOf);
      return { low: pick(...ranges.map(r => r.low)), high: pick(...ranges.map(r => r.high)) };
    }
  }
}

/** Interval product; `0 · ∞` counts as 0, since a dim is finite. */
function times(a: Bounds, b: Bounds): Bounds {
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high].map(x => (Number.isNaN(x) ? 0 : x));
  return { low: Math.min(...corners), high: Math.max(...corners) };
}

/** More atoms than this are not replaced by what they lie between. */
const MAX_STEPS = 8;

/** Something is added and something taken away. */
const mayCancel = ({ terms }: Expression): boolean =>
  terms.some(({ coefficient }) => coefficient > 0) && terms.some(({ coefficient }) => coefficient < 0);

const hasCompound = ({ atoms }: Term): boolean => atoms.some(({ kind }) => kind !== 'symbol');

/** A lower bound: atom after atom gives way to what it is at least or, where it is taken away, at most. */
function lowest(dim: Dim, steps: { left: number }): number {
  const { low } = interval(dim);
  if (low !== Number.NEGATIVE_INFINITY || dim.kind !== 'expr') return low;
  for (const term of dim.terms) {
    for (const [at, atom] of term.atoms.entries()) {
      if (atom.kind === 'symbol') continue;
      const factors = term.atoms.toSpliced(at, 1);
      const { low: from, high: to } = productOf(factors, { low: term.coefficient, high: term.coefficient });
      const sign = from >= 0 ? 1 : to <= 0 ? -1 : 0;
      if (sign === 0 || steps.left-- <= 0) continue;
      const others = subtract(dim, build(0, [term]));
      return atom.kind === 'quotient'
        ? withoutQuotient(others, { ...term, atoms: factors }, atom, sign, steps)
        : withoutExtreme(others, ofFactors(term.coefficient, factors), atom, sign, steps);
    }
  }
  return low;
}

/** `others + factor·⌊a/k⌋` times k is at least `k·others + factor·(a − k + 1)`, and where the factor is negative `k·others + factor·a`. */
function withoutQuotient(others: Dim, { coefficient, atoms }: Term, { of, by }: Quotient, sign: number, steps: { left: number }): number {
  const nearest = sign > 0 ? add(subtract(of, by), int(1)) : of;
  if (by.kind === 'int') {
    const scaled = lowest(add(multiply(others, by), multiply(ofFactors(coefficient, atoms), nearest)), steps);
    return Math.ceil(scaled / by.value);
  }
  // A symbol below the line is at least 1; it goes when the floor is multiplied by it.
  const [only, more] = by.kind === 'expr' && by.constant === 0 ? by.terms : [];
  const at = only && !more && only.coefficient === 1 && only.atoms.length === 1 ? atoms.findIndex(({ key }) => key === only.key) : -1;
  if (interval(by).low < 0) return Number.NEGATIVE_INFINITY;
  const factor = ofFactors(coefficient, atoms);
  if (at < 0) return sign < 0 && interval(of).low >= 0 ? lowest(add(others, multiply(factor, of)), steps) : Number.NEGATIVE_INFINITY;
  return lowest(add(others, multiply(ofFactors(coefficient, atoms.toSpliced(at, 1)), nearest)), steps);
}

/** A `max` is at least each of its operands, and one of them. */
function withoutExtreme(others: Dim, factor: Dim, { kind, of }: Extreme, sign: number, steps: { left: number }): number {
  const lows = of.map(operand => lowest(add(others, multiply(factor, operand)), steps));
  return (kind === 'max') === sign > 0 ? Math.max(...lows) : Math.min(...lows);
}

const ofFactors = (coefficient: number, atoms: readonly Atom[]): Dim =>
  atoms.length === 0 ? int(coefficient) : build(0, [{ coefficient, atoms, key: atoms.map(atom => atom.key).join('·') }]);

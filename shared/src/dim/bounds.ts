/** Intervals: the least and greatest value a dim can take, from the bounds of its symbols. */
import type { Atom, Dim } from './dim.ts';

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

const all: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

export function boundsOf(dim: Dim): Bounds {
  if (dim.kind === 'int') return { low: dim.value, high: dim.value };
  if (dim.kind === 'unknown') return all;
  let { low, high } = { low: dim.constant, high: dim.constant };
  for (const term of dim.terms) {
    const range = term.atoms.map(boundsOfAtom).reduce(times, { low: term.coefficient, high: term.coefficient });
    low += range.low;
    high += range.high;
  }
  return { low, high };
}

function boundsOfAtom(atom: Atom): Bounds {
  switch (atom.kind) {
    case 'symbol':
      return { low: atom.least, high: Number.POSITIVE_INFINITY };
    case 'quotient': {
      // A divisor that is perhaps zero is taken not to be, as in `floorDivide`.
      const divisor = boundsOf(atom.by);
      const by = divisor.low === 0 ? { ...divisor, low: 1 } : divisor;
      const of = boundsOf(atom.of);
      if (by.low <= 0) return all;
      const corners = [of.low / by.low, of.low / by.high, of.high / by.low, of.high / by.high].map(x =>
        Number.isNaN(x) ? 0 : Math.floor(x),
      );
      return { low: Math.min(...corners), high: Math.max(...corners) };
    }
    case 'remainder':
      return { low: 0, high: boundsOf(atom.by).high - 1 };
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

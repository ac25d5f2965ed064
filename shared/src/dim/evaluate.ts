/** The number that a dim is for given numbers in place of its symbols, without building dims: fast enough to try many. */
import type { Atom, Dim, Symbol_ } from './dim.ts';

/** NaN where the dim is unknown, a symbol has no number, or something is divided by zero. */
export function valueAt(dim: Dim, numberFor: (symbol: Symbol_) => number): number {
  if (dim.kind === 'int') return dim.value;
  if (dim.kind === 'unknown') return Number.NaN;
  let total = dim.constant;
  for (const { coefficient, atoms } of dim.terms) {
    let product = coefficient;
    for (const atom of atoms) product *= valueOfAtom(atom, numberFor);
    total += product;
  }
  return total;
}

function valueOfAtom(atom: Atom, numberFor: (symbol: Symbol_) => number): number {
  switch (atom.kind) {
    case 'symbol':
      return numberFor(atom);
    case 'quotient': {
      const by = valueAt(atom.by, numberFor);
      return by === 0 ? Number.NaN : Math.floor(valueAt(atom.of, numberFor) / by);
    }
    case 'max':
      return Math.max(...atom.of.map(part => valueAt(part, numberFor)));
    case 'min':
      return Math.min(...atom.of.map(part => valueAt(part, numberFor)));
  }
}

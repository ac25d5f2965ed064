/** Dims in place of symbols, and the symbols that a dim is made of. */
import { add, floorDivide, maximum, minimum, multiply } from './arithmetic.ts';
import { type Atom, type Dim, int, ofAtom, type Symbol_ } from './dim.ts';

/** By id of a symbol; one that is not in it stays. */
export type Substitution = Pick<ReadonlyMap<string, Dim>, 'get'>;

/**
 * Equal to computing with the given dims from the start, as far as neither gives up. What takes a symbol's place must respect its
 * lower bound: the normal form has used it.
 */
export function substitute(dim: Dim, by: Substitution): Dim {
  if (dim.kind !== 'expr') return dim;
  return dim.terms.reduce<Dim>(
    (total, term) =>
      add(
        total,
        term.atoms.reduce<Dim>((product, atom) => multiply(product, substituteAtom(atom, by)), int(term.coefficient)),
      ),
    int(dim.constant),
  );
}

function substituteAtom(atom: Atom, by: Substitution): Dim {
  switch (atom.kind) {
    case 'symbol':
      return by.get(atom.id) ?? ofAtom(atom);
    case 'quotient':
      return floorDivide(substitute(atom.of, by), substitute(atom.by, by));
    case 'max':
    case 'min':
      return atom.of.map(part => substitute(part, by)).reduce(atom.kind === 'max' ? maximum : minimum);
  }
}

/** By id, in the order they are met. */
export function symbolsOf(dim: Dim): ReadonlyMap<string, Symbol_> {
  const found = new Map<string, Symbol_>();
  collect(dim, found);
  return found;
}

function collect(dim: Dim, found: Map<string, Symbol_>): void {
  if (dim.kind !== 'expr') return;
  for (const term of dim.terms) for (const atom of term.atoms) collectAtom(atom, found);
}

function collectAtom(atom: Atom, found: Map<string, Symbol_>): void {
  switch (atom.kind) {
    case 'symbol':
      found.set(atom.id, atom);
      return;
    case 'quotient':
      collect(atom.of, found);
      collect(atom.by, found);
      return;
    case 'max':
    case 'min':
      for (const part of atom.of) collect(part, found);
  }
}

/** Dims as text for people: `N`, `H - 2`, `⌊H/2⌋ + 1`, `⌈H/2⌉`, `?`. */
import type { Atom, Dim, Term } from './dim.ts';

export function show(dim: Dim): string {
  if (dim.kind === 'int') return String(dim.value);
  if (dim.kind === 'unknown') return '?';
  const lone = ceiling(dim);
  if (lone) return lone;
  // Positive terms first reads better: `H - 2`, `2*H - W`.
  const terms = [...dim.terms].sort((a, b) => Number(a.coefficient < 0) - Number(b.coefficient < 0));
  const pieces = [...terms.map(showTerm), ...(dim.constant ? [String(dim.constant)] : [])];
  return pieces.reduce((text, piece) => (piece.startsWith('-') ? `${text} - ${piece.slice(1)}` : `${text} + ${piece}`));
}

/** `⌊(a + k - 1)/k⌋ ` is how `⌈a/k⌉` is kept; people know it by the latter. */
function ceiling(dim: Dim): string | undefined {
  if (dim.kind !== 'expr' || dim.constant !== 0 || dim.terms.length !== 1) return undefined;
  const [term] = dim.terms;
  const [atom, more] = term?.atoms ?? [];
  if (term?.coefficient !== 1 || atom?.kind !== 'quotient' || more) return undefined;
  if (atom.by.kind !== 'int' || atom.of.kind !== 'expr' || atom.of.constant !== atom.by.value - 1) return undefined;
  return `⌈${grouped({ ...atom.of, constant: 0 })}/${atom.by.value}⌉`;
}

function showTerm(term: Term): string {
  const atoms = term.atoms.map(showAtom).join('*');
  return term.coefficient === 1 ? atoms : term.coefficient === -1 ? `-${atoms}` : `${term.coefficient}*${atoms}`;
}

function showAtom(atom: Atom): string {
  switch (atom.kind) {
    case 'symbol':
      return atom.name;
    case 'quotient':
      return `⌊${grouped(atom.of)}/${grouped(atom.by)}⌋`;
    case 'remainder':
      return `(${grouped(atom.of)} mod ${grouped(atom.by)})`;
    case 'max':
    case 'min':
      return `${atom.kind}(${atom.of.map(show).join(', ')})`;
  }
}

function grouped(dim: Dim): string {
  const text = show(dim);
  return dim.kind === 'expr' && dim.terms.length + Number(dim.constant !== 0) > 1 ? `(${text})` : text;
}

/** Dims as text for people: `N`, `H - 2`, `⌊H/2⌋ + 1`, `⌈H/2⌉`, `?`. */
import { add, subtract } from './arithmetic.ts';
import { type Atom, type Dim, int, type Quotient, type Term } from './dim.ts';

export function show(dim: Dim): string {
  if (dim.kind === 'int') return String(dim.value);
  if (dim.kind === 'unknown') return '?';
  // What is added first reads better: `H - 2`, `2*H - W`, `3 - H`.
  const terms = [...dim.terms].sort((a, b) => Number(a.coefficient < 0) - Number(b.coefficient < 0)).map(showTerm);
  const constant = dim.constant ? [String(dim.constant)] : [];
  const pieces = dim.constant > 0 && terms[0]?.startsWith('-') ? [...constant, ...terms] : [...terms, ...constant];
  return pieces.reduce((text, piece) => (piece.startsWith('-') ? `${text} - ${piece.slice(1)}` : `${text} + ${piece}`));
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
      return ceiling(atom) ?? `⌊${grouped(atom.of)}/${grouped(atom.by)}⌋`;
    case 'remainder':
      return `(${grouped(atom.of)} mod ${grouped(atom.by)})`;
    case 'max':
    case 'min':
      return `${atom.kind}(${atom.of.map(show).join(', ')})`;
  }
}

/** `⌊(a + k - 1)/k⌋` is how `⌈a/k⌉` is kept; people know it by the latter. */
function ceiling({ of, by }: Quotient): string | undefined {
  if (by.kind === 'int')
    return of.kind === 'expr' && of.constant === by.value - 1 ? `⌈${grouped(subtract(of, int(of.constant)))}/${by.value}⌉` : undefined;
  const above = add(subtract(of, by), int(1));
  return above.kind === 'expr' && above.terms.length < termsOf(of) ? `⌈${grouped(above)}/${grouped(by)}⌉` : undefined;
}

const termsOf = (dim: Dim): number => (dim.kind === 'expr' ? dim.terms.length : 0);

function grouped(dim: Dim): string {
  const text = show(dim);
  return dim.kind === 'expr' && dim.terms.length + Number(dim.constant !== 0) > 1 ? `(${text})` : text;
}

/** Dims as text for people: `N`, `H - 2`, `⌊H/2⌋ + 1`, `⌈H/2⌉`, `?`. */
import { add, multiply, subtract, wholeQuotient } from './arithmetic.ts';
import { type Atom, type Dim, type Expression, int, ofAtom, type Quotient, type Term, toNumber } from './dim.ts';

export function show(dim: Dim): string {
  if (dim.kind === 'int') return String(dim.value);
  if (dim.kind === 'unknown') return '?';
  const { rest, remainders } = takeRemainders(dim);
  // What is added first reads better: `H - 2`, `2*H - W`, `3 - H`.
  const terms = [...(rest.kind === 'expr' ? rest.terms : [])].map(showTerm);
  const pieces = [...remainders, ...terms].sort((a, b) => Number(a.startsWith('-')) - Number(b.startsWith('-')));
  const constant = rest.kind === 'unknown' ? 0 : rest.kind === 'int' ? rest.value : rest.constant;
  if (constant > 0 && pieces[0]?.startsWith('-')) pieces.unshift(String(constant));
  else if (constant) pieces.push(String(constant));
  return pieces.reduce((text, piece) => (piece.startsWith('-') ? `${text} - ${piece.slice(1)}` : `${text} + ${piece}`));
}

/** `a - k*⌊a/k⌋` is how `a mod k` is kept. It is written so where that is shorter. */
function takeRemainders(dim: Expression): { readonly rest: Dim; readonly remainders: readonly string[] } {
  for (const term of dim.terms) {
    for (const [at, atom] of term.atoms.entries()) {
      const factor = atom.kind === 'quotient' ? factorOfRemainder(term, at, atom) : undefined;
      // `2*⌈H/2⌉ - H` is how people round up.
      if (atom.kind !== 'quotient' || !factor || (term.coefficient > 0 && ceiling(atom))) continue;
      const rest = subtract(dim, multiply(factor, subtract(atom.of, multiply(atom.by, ofAtom(atom)))));
      if (rest.kind === 'unknown' || pieceCount(rest) + 1 >= pieceCount(dim)) continue;
      const text = `(${grouped(atom.of)} mod ${divisor(atom.by)})`;
      const more = rest.kind === 'expr' ? takeRemainders(rest) : { rest, remainders: [] };
      return {
        rest: more.rest,
        remainders: [factor.kind === 'int' ? scaled(factor.value, text) : `${show(factor)}*${text}`, ...more.remainders],
      };
    }
  }
  return { rest: dim, remainders: [] };
}

/** What `a mod k` is multiplied by where `term` is its part `-factor*k*⌊a/k⌋`. */
function factorOfRemainder({ coefficient, atoms }: Term, at: number, { by }: Quotient): Dim | undefined {
  const whole = by.kind === 'int' ? -coefficient / by.value : -coefficient;
  if (!Number.isInteger(whole)) return undefined;
  const others = atoms.toSpliced(at, 1).reduce<Dim>((product, atom) => multiply(product, ofAtom(atom)), int(whole));
  return by.kind === 'int' ? others : wholeQuotient(others, by);
}

const scaled = (by: number, text: string): string => (by === 1 ? text : by === -1 ? `-${text}` : `${by}*${text}`);

const showTerm = ({ coefficient, atoms }: Term): string => scaled(coefficient, atoms.map(showAtom).join('*'));

function showAtom(atom: Atom): string {
  switch (atom.kind) {
    case 'symbol':
      return atom.name;
    case 'quotient':
      return ceiling(atom) ?? `⌊${grouped(atom.of)}/${divisor(atom.by)}⌋`;
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
  return above.kind === 'expr' && pieceCount(above) < pieceCount(of) ? `⌈${grouped(above)}/${divisor(by)}⌉` : undefined;
}

/** Terms that are added up in the text. */
const pieceCount = (dim: Dim): number =>
  dim.kind === 'expr' ? dim.terms.length + Number(dim.constant !== 0) : toNumber(dim) === 0 ? 0 : 1;

const grouped = (dim: Dim): string => (pieceCount(dim) > 1 ? `(${show(dim)})` : show(dim));

/** Below the line a product stands in parentheses too. */
const divisor = (dim: Dim): string => (dim.kind === 'expr' && /[*+ -]/.test(show(dim)) ? `(${show(dim)})` : show(dim));

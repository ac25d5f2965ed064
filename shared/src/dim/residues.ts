/**
 * Comparison by cases: a symbol under a floor or `mod` is written `m·q + r`, and each remainder `r` is decided by itself, where the
 * floors have gone. So `⌊H/2⌋ + ⌈H/2⌉` equals `H`, and `2⌊H/2⌋` is at most `H`.
 */
import { add, gcd, multiply } from './arithmetic.ts';
import { type Atom, type Dim, int, type Symbol_, symbol } from './dim.ts';
import { substitute } from './substitute.ts';

/** More cases than this are not tried. */
const MAX_CASES = 256;

/** What `decide` says of every case, or undefined where cases differ, cannot help, or are too many. */
export function byResidues<Answer>(dim: Dim, decide: (dim: Dim) => Answer | undefined): Answer | undefined {
  const found = new Map<string, Symbol_>();
  const modulus = collect(dim, found, false);
  if (found.size === 0 || modulus === 1 || modulus ** found.size > MAX_CASES) return undefined;
  const symbols = [...found.values()];
  let answer: Answer | undefined;
  for (let at = 0; at < modulus ** symbols.length; at++) {
    const now = decide(residueCase(dim, symbols, modulus, at));
    if (now === undefined || (at > 0 && now !== answer)) return undefined;
    answer = now;
  }
  return answer;
}

/** Case `at` of `modulus ** symbols.length`: its digits are the remainders. */
function residueCase(dim: Dim, symbols: readonly Symbol_[], modulus: number, at: number): Dim {
  const values = new Map(
    symbols.map(({ id, name, least }, digit) => {
      const remainder = Math.floor(at / modulus ** digit) % modulus;
      const quotient = symbol(name, { id: `${id}/${modulus}`, least: Math.ceil((least - remainder) / modulus) });
      return [id, add(multiply(quotient, int(modulus)), int(remainder))] as const;
    }),
  );
  return substitute(dim, values);
}

/** The least common multiple of the divisors in `dim`; symbols that stand under one are added to `found`. */
function collect(dim: Dim, found: Map<string, Symbol_>, under: boolean): number {
  if (dim.kind !== 'expr') return 1;
  return dim.terms.flatMap(term => term.atoms).reduce((modulus, atom) => lcm(modulus, collectAtom(atom, found, under)), 1);
}

function collectAtom(atom: Atom, found: Map<string, Symbol_>, under: boolean): number {
  switch (atom.kind) {
    case 'symbol':
      if (under) found.set(atom.id, atom);
      return 1;
    case 'quotient': {
      const inner = collect(atom.of, found, true);
      return atom.by.kind === 'int' ? lcm(inner, atom.by.value) : inner;
    }
    case 'max':
    case 'min':
      return atom.of.reduce((modulus, part) => lcm(modulus, collect(part, found, under)), 1);
  }
}

const lcm = (a: number, b: number): number => (a / gcd(a, b)) * b;

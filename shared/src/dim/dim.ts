/**
 * A dim: the length of one axis, or any integer that takes part in computing one.
 *
 * Three forms: an integer, an expression over symbols in normal form (a sum of products of atoms with
 * integer coefficients), and unknown. Equal expressions have equal keys, so comparing is comparing keys;
 * `arithmetic.ts` keeps the normal form, nothing else may build an `expr`.
 */
export type Dim = Int | Expression | Unknown;

export interface Int {
  readonly kind: 'int';
  /** Always a safe integer: arithmetic that would leave that range gives unknown. */
  readonly value: number;
}

/** `constant + Σ coefficient · Π atoms`; never empty of terms, terms sorted by key, no zero coefficient. */
export interface Expression {
  readonly kind: 'expr';
  readonly constant: number;
  readonly terms: readonly Term[];
  readonly key: string;
}

export interface Term {
  readonly coefficient: number;
  /** Sorted by key; a square stands twice. */
  readonly atoms: readonly Atom[];
  readonly key: string;
}

export type Atom = Symbol_ | Quotient | Extreme;

/** A named unknown: the same value wherever it occurs. Two symbols may share a name; `id` tells them apart. */
export interface Symbol_ {
  readonly kind: 'symbol';
  readonly name: string;
  readonly id: string;
  readonly least: number;
  readonly key: string;
}

/** `⌊of / by⌋` with a positive integer or an expression below. */
export interface Quotient {
  readonly kind: 'quotient';
  readonly of: Dim;
  readonly by: Dim;
  readonly key: string;
}

export interface Extreme {
  readonly kind: 'max' | 'min';
  readonly of: readonly Dim[];
  readonly key: string;
}

export interface Unknown {
  readonly kind: 'unknown';
}

export const unknown: Unknown = { kind: 'unknown' };

export const int = (value: number): Int | Unknown => (Number.isSafeInteger(value) ? { kind: 'int', value: value + 0 } : unknown);

export interface SymbolOptions {
  /** Tells symbols of one name apart; the name by default. */
  readonly id?: string;
  /** The smallest value it can have: 0 for a dim, by default. */
  readonly least?: number;
}

export function symbol(name: string, { id = name, least = 0 }: SymbolOptions = {}): Expression {
  const atom: Symbol_ = { kind: 'symbol', name, id, least, key: id };
  return ofAtom(atom);
}

/** The expression that is just one atom. */
export function ofAtom(atom: Atom): Expression {
  return { kind: 'expr', constant: 0, terms: [{ coefficient: 1, atoms: [atom], key: atom.key }], key: `1*${atom.key}` };
}

export const isInt = (dim: Dim): dim is Int => dim.kind === 'int';
export const isUnknown = (dim: Dim): dim is Unknown => dim.kind === 'unknown';

/** The integer, or undefined for anything that is not one. */
export const toNumber = (dim: Dim): number | undefined => (dim.kind === 'int' ? dim.value : undefined);

export function keyOf(dim: Dim): string {
  return dim.kind === 'int' ? String(dim.value) : dim.kind === 'expr' ? dim.key : '?';
}

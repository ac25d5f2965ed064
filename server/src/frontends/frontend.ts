/** What every front end offers: source text in, IR out. It translates and does not reason. */
import type { Parser, Tree } from 'web-tree-sitter';
import type { Module } from '#server/ir/ir.ts';
import type { Units } from './units.ts';

/** The tree-sitter parsers, one per grammar. Loading them needs files, so `host/grammars.ts` does it. */
export interface Grammars {
  readonly python: Parser;
  readonly typescript: Parser;
  readonly tsx: Parser;
}

/** One text, and what it means. */
export interface ReadText {
  readonly text: string;
  readonly module: Module;
  /** Reading it took too long: nothing is known of it. */
  readonly isUnread?: true;
}

/** A parsed text. Keep it to parse the next version of the same file incrementally; `dispose` it when the file closes. */
export interface Parsed extends ReadText {
  readonly tree: Tree;
  /** Its statements, for lowering the next version of the text. */
  readonly units: Units<unknown>;
  dispose(): void;
}

/**
 * Parses `text`; with `previous`, only what differs from it is parsed again. Takes over `previous` (which must not be used afterwards).
 * Never throws because of the text: what cannot be read becomes `opaque` nodes and `Module.errors`.
 */
export type Parse = (text: string, grammars: Grammars, options: ParseOptions, previous?: Parsed) => Parsed;

export interface ParseOptions {
  /** File name ending, to choose between the TypeScript and TSX grammars: `.ts`, `.js`, `.tsx`, … */
  readonly extension: string;
}

/**
 * What the command line knows of a run: the JSON contract of `docs/cli.md`, from which the other formats are made as well.
 * Plain data, so that it passes between worker threads.
 */

import type { Language } from '#server/ir/ir.ts';
import type { Severity } from '#shared/diagnostics/diagnostic.ts';
import type { Range } from './lines.ts';

/** An integer, a symbolic expression, or unknown. */
export type JsonDim = number | string | null;
/** Unknown rank is null. */
export type JsonShape = readonly JsonDim[] | null;
/** Of an op with several results: a list of shapes. */
export type JsonOutput = JsonShape | readonly JsonShape[];
export type JsonValues = number | readonly JsonValues[];

export interface CallReport extends Range {
  /** The framework's canonical public name. */
  readonly op: string;
  readonly inputs: Readonly<Record<string, JsonOutput>>;
  readonly output: JsonOutput;
  /** Where calling contexts differ: their different outputs, at most 8, those with something unknown first. */
  readonly outputs?: readonly JsonOutput[];
  /** Where something is unknown in a calling context: why, in the first such context. */
  readonly unknown?: string;
  /** Calling contexts merged into this entry. */
  readonly contexts: number;
  readonly values?: JsonValues;
  /** Notebooks: the cell, from 1, counting code cells and others alike. */
  readonly cell?: number;
  /** Layers: where they are called. */
  readonly applied?: readonly { readonly path: string; readonly line: number; readonly column: number }[];
}

export interface RelatedReport extends Range {
  readonly path: string;
  readonly message: string;
  readonly cell?: number;
}

export interface EditReport extends Range {
  readonly text: string;
  /** Only when it is another file than the diagnostic's. */
  readonly path?: string;
}

export interface FixReport {
  readonly title: string;
  readonly edits: readonly EditReport[];
}

export interface DiagnosticReport extends Range {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly docs: string;
  readonly cell?: number;
  readonly related: readonly RelatedReport[];
  readonly fixes: readonly FixReport[];
}

export interface FileReport {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly language: Language;
  /** With `--shapes`. */
  readonly calls?: readonly CallReport[];
  readonly diagnostics: readonly DiagnosticReport[];
  /** It, or what it imports, takes too many steps: what is here is true, but there may be more. */
  readonly partial?: true;
}

export interface Summary {
  /** Files read. */
  readonly files: number;
  /** Files that name a framework, and so were parsed. */
  readonly analysed: number;
  readonly calls: number;
  readonly resolved: number;
  readonly errors: number;
  readonly warnings: number;
  readonly information: number;
  readonly hints: number;
  /** Files that were analysed in part. */
  readonly partial: number;
  readonly elapsedMs: number;
}

export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  readonly summary: Summary;
  readonly files: readonly FileReport[];
}

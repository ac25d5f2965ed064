/** What is known about one file: the answer that every feature reads. Plain data over offsets; no protocol types. */

import type { Language, Location, Module, Span } from '#server/ir/ir.ts';
import type { Fix, Severity } from '#shared/diagnostics/diagnostic.ts';
import type { Outcome } from '#shared/ops/apply.ts';
import type { Arg } from '#shared/ops/argument.ts';
import type { Op } from '#shared/ops/op.ts';
import type { Version } from '#shared/ops/versions.ts';
import type { SizeNote } from './sizes/size-findings.ts';

export interface Analysis {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
  readonly module: Module;
  /** Places where an op is named, in source order; those that never resolved too. */
  readonly calls: readonly OpCall[];
  /** In source order, suppressed ones left out. */
  readonly findings: readonly Finding[];
  /** What names and parameters hold, in source order; at most one note per span. */
  readonly notes: readonly ValueNote[];
  /** The input sizes for which the function or class works whose name stands at an offset; undefined where all do, or nothing is known. */
  sizesAt(offset: number): SizeNote | undefined;
  /** Fuel ran out, here or in what it imports: what is here is true, but there may be more. */
  readonly partial: boolean;
  /** What the analysis took. */
  readonly steps: number;
  /** Stretches of execution that were run, and those kept from the last analysis of the file. */
  readonly stretches: { readonly run: number; readonly kept: number };
  /** Versions of each framework that the file's code can mean. */
  readonly versions: readonly Version[];
  /** Files of the workspace whose text took part. */
  readonly dependencies: readonly string[];
}

/** One place in the source where an op is called. */
export interface OpCall {
  readonly op: Op;
  /** The whole call expression; for an operator, the binary expression. */
  readonly span: Span;
  /** The name that is called: `tf.nn.conv2d`. */
  readonly calleeSpan: Span;
  /** Inside the parentheses. */
  readonly argsSpan: Span;
  /** Parameter name → where its argument is written in this call. */
  readonly argumentSpans: Readonly<Record<string, Span>>;
  /** One per calling context that reached it, at most a few kept; empty when nothing did. */
  readonly contexts: readonly CallContext[];
  /** Contexts that reached it, also those no longer kept. */
  readonly contextCount: number;
  /** Layers: where they are applied; empty for one that nothing applies. */
  readonly applied?: readonly Location[];
}

export interface CallContext {
  readonly outcome: Outcome;
  /** The calls through which this context came, outermost first. */
  readonly stack: readonly Location[];
  /** Why the result is not known in full: `input: no value for 'x'`. */
  readonly unknown?: string;
}

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly (Location & { readonly message: string })[];
  /** It was found with the defaults of a function that nothing calls: see `resting.ts`. */
  readonly supposed?: boolean;
  /** Repairs as text edits. Proposed, not yet verified: `features/fixes.ts` keeps those after which the file checks clean. */
  readonly fixes: readonly TextFix[];
}

export interface TextFix {
  readonly title: string;
  readonly preferred: boolean;
  /** It changes what others may use too: only trying tells whether it works. */
  readonly tentative?: boolean;
  readonly edits: readonly (Location & { readonly text: string })[];
}

/** What a name, a parameter or an attribute holds at one place. */
export interface ValueNote {
  readonly span: Span;
  readonly name: string;
  readonly role: 'definition' | 'use' | 'parameter';
  /** One per different value seen (per calling context), at most a few. */
  readonly values: readonly Arg[];
}

export type { Arg, Fix, Language, Location, Op, Outcome, Severity, Span, Version };

/** What execution leaves behind for the features: op calls with their contexts, and what names held. */

import type { Location, Span } from '#server/ir/ir.ts';
import type { Diagnostic, Severity } from '#shared/diagnostics/diagnostic.ts';
import type { Outcome } from '#shared/ops/apply.ts';
import type { Arg } from '#shared/ops/argument.ts';
import type { Op } from '#shared/ops/op.ts';
import { toArg } from './convert.ts';
import type { Value } from './value.ts';

/** Contexts kept of one call, and values kept of one name. */
const MAX_CONTEXTS = 24;
const MAX_VALUES = 4;

export interface RecordedCall {
  readonly op: Op;
  readonly path: string;
  readonly span: Span;
  readonly calleeSpan: Span;
  readonly argsSpan: Span;
  readonly contexts: RecordedContext[];
  count: number;
}

export interface RecordedContext {
  readonly outcome: Outcome;
  readonly stack: readonly Location[];
  /** Parameter name → the value given, and where it is written in this call. */
  readonly given: ReadonlyMap<string, { readonly value: Value; readonly span?: Span }>;
}

export interface RecordedNote {
  readonly span: Span;
  readonly name: string;
  readonly role: 'definition' | 'use' | 'parameter';
  /** As they were at that moment: lists change, and are taken back. */
  readonly values: Arg[];
  last: Value;
}

/** A problem that is not one of a call. */
export interface Remark {
  readonly path: string;
  readonly span: Span;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
}

export class Recorder {
  readonly remarks: Remark[] = [];
  readonly calls = new Map<string, RecordedCall>();
  readonly notes = new Map<string, Map<number, RecordedNote>>();
  readonly #reached = new Set<object>();
  /** Functions reached while nothing is recorded; undefined outside of that. */
  #silentlyReached: Set<object> | undefined;

  /** Whether a function ran, told by its definition: those that did not are analysed on their own. */
  hasReached(definition: object): boolean {
    return this.#reached.has(definition) || (this.#silentlyReached?.has(definition) ?? false);
  }

  reach(definition: object): void {
    (this.#silentlyReached ?? this.#reached).add(definition);
  }

  /** Runs a stretch of which nothing is recorded: it only finds out what the state can be. */
  silently<R>(body: () => R): R {
    if (this.#silentlyReached) return body();
    this.#silentlyReached = new Set();
    try {
      return body();
    } finally {
      this.#silentlyReached = undefined;
    }
  }

  call(path: string, op: Op, spans: Pick<RecordedCall, 'span' | 'calleeSpan' | 'argsSpan'>, context: RecordedContext): void {
    if (this.#silentlyReached) return;
    const key = `${path}:${spans.span.start}:${spans.span.end}:${op.name}`;
    let call = this.calls.get(key);
    if (!call) {
      call = { op, path, ...spans, contexts: [], count: 0 };
      this.calls.set(key, call);
    }
    call.count++;
    if (call.contexts.length < MAX_CONTEXTS) call.contexts.push(context);
  }

  remark<Facts>(path: string, span: Span, { code, severity, message }: Diagnostic<Facts>, facts: Facts): void {
    if (!this.#silentlyReached) this.remarks.push({ path, span, code, severity, message: message(facts) });
  }

  note(path: string, name: string, span: Span, role: RecordedNote['role'], value: Value): void {
    if (this.#silentlyReached) return;
    let notes = this.notes.get(path);
    if (!notes) {
      notes = new Map();
      this.notes.set(path, notes);
    }
    const note = notes.get(span.start);
    if (!note) notes.set(span.start, { span, name, role, values: [toArg(value)], last: value });
    else if (note.values.length < MAX_VALUES && (note.last !== value || value.kind === 'list')) {
      note.values.push(toArg(value));
      note.last = value;
    }
  }
}

/** What execution leaves behind for the features: op calls with their contexts, and what names held. */

import type { Location, Span } from '#server/ir/ir.ts';
import type { Diagnostic, Problem, Severity } from '#shared/diagnostics/diagnostic.ts';
import { type Outcome, restated } from '#shared/ops/apply.ts';
import type { Arg } from '#shared/ops/argument.ts';
import type { Op } from '#shared/ops/op.ts';
import type { Version } from '#shared/ops/versions.ts';
import { toArg } from './convert.ts';
import type { Unknown } from './reasons.ts';
import type { Activation, Frame } from './run.ts';
import { areShownAlike } from './shown-alike.ts';
import { asking, reaching } from './state/watch.ts';
import type { Event } from './tape.ts';
import type { CallSpans, FunctionValue, Value } from './value.ts';

/** Contexts kept of one call, and values kept of one name. */
const MAX_CONTEXTS = 24;
const MAX_VALUES = 4;

/** A place where an op is named: a call of a function, or the constructor of a layer. */
export interface RecordedCall extends CallSpans {
  readonly op: Op;
  /** One per calling context; of a layer, one per application. */
  readonly contexts: RecordedContext[];
  /** Layers: one per context in which the constructor ran. */
  readonly constructions: RecordedContext[];
  count: number;
}

export interface RecordedContext {
  readonly outcome: Outcome;
  /** The calls that led to the place, outermost first. */
  readonly stack: readonly Location[];
  /** Layers: where this one was applied, and by which calls. */
  readonly application?: Location & { readonly stack: readonly Location[] };
  /** The run of a function that it happened in, and whether it happens in every such run. */
  readonly activation?: Activation;
  readonly attempts: number;
  readonly versions: readonly Version[];
  /** It rests on the defaults of a function that nothing calls. */
  readonly supposed?: boolean;
  /** Layers: the one that was applied; several can be constructed at one place. */
  readonly layer?: object;
  /** Parameter name → the value given, and where it is written in this call. */
  readonly given: ReadonlyMap<string, { readonly value: Value; readonly span?: Span }>;
  /** Why the result is not known, if it is not. */
  readonly unknown?: Unknown;
}

export interface RecordedNote {
  readonly span: Span;
  readonly name: string;
  readonly role: 'definition' | 'use' | 'parameter';
  /** As they were at that moment: lists change, and are taken back. */
  readonly values: Arg[];
  last: Value;
}

/** A call that certainly fails. */
export interface FailedCall {
  readonly op: Op;
  readonly place: CallSpans;
  readonly problem: Problem;
}

/** What came of a stretch of which nothing is recorded. */
export interface Tried<R = Value> {
  readonly result: R;
  /** The first call that failed. */
  readonly failed?: FailedCall;
}

/** A problem that is not one of a call. */
export interface Remark {
  readonly path: string;
  readonly span: Span;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
}

/** Lists and records change, and of an open value more comes to be known. */
const isMutable = (value: Value): boolean =>
  value.kind === 'list' || value.kind === 'record' || ('hole' in value && value.hole !== undefined);

export class Recorder {
  readonly remarks: Remark[] = [];
  /** The first call that certainly fails, also one that nothing is recorded of, of what is being tried. */
  #failed: FailedCall | undefined;
  readonly calls: RecordedCall[] = [];
  /** Path → start of the call → those that begin there. */
  readonly #callsAt = new Map<string, Map<number, RecordedCall[]>>();
  readonly notes = new Map<string, Map<number, RecordedNote>>();
  readonly #reached = new Set<object>();
  /** Functions reached while nothing is recorded; undefined outside of that. */
  #silentlyReached: Set<object> | undefined;
  /** Places that were first come upon hypothetically; undefined outside of that. */
  #unseen: Set<RecordedCall> | undefined;
  readonly #executed = new Set<object>();
  /** What is being recorded for a later replay, and how many silent stretches it is inside of. */
  #tape: Event[] | undefined;
  #tapeSilence = 0;
  #silence = 0;
  readonly #skipped = new Map<object, { readonly callee: FunctionValue; readonly parts: Set<object> }>();

  /** Whether a function ran, told by its definition: those that did not are analysed on their own. */
  hasReached(definition: object): boolean {
    return asking(definition, this.#reached.has(definition) || (this.#silentlyReached?.has(definition) ?? false));
  }

  /** Runs `body`; what is recorded meanwhile goes on the tape as well, and on the tape around it. */
  onTape<R>(tape: Event[], body: () => R): R {
    const [outer, outerSilence] = [this.#tape, this.#tapeSilence];
    [this.#tape, this.#tapeSilence] = [tape, this.#silence];
    try {
      return body();
    } finally {
      if (outer && outerSilence === this.#silence && tape.length > 0) outer.push({ kind: 'tape', tape });
      [this.#tape, this.#tapeSilence] = [outer, outerSilence];
    }
  }

  get #isTaping(): boolean {
    return this.#tape !== undefined && this.#silence === this.#tapeSilence;
  }

  #log(event: Event): void {
    if (this.#isTaping) this.#tape?.push(event);
  }

  /** Whether what happens now is recorded, at once or on a tape. */
  get listens(): boolean {
    return this.#silence === 0 || this.#isTaping;
  }

  replay(event: Event): void {
    switch (event.kind) {
      case 'call':
        return this.call(event.op, event.place, event.context);
      case 'construction':
        return this.construction(event.op, event.place, event.context);
      case 'note':
        return this.note(event.path, event.note.name, event.note.span, event.note.role, event.value, event.arg);
      case 'remark':
        return this.#remark(event.remark);
      case 'tape':
        for (const inner of event.tape) this.replay(inner);
        return;
      case 'reach':
        return this.reach(event.definition);
      case 'decide':
        return this.decide(event.frame, event.executed, event.skipped);
    }
  }

  reach(definition: object): void {
    if (this.#isTaping) this.#log({ kind: 'reach', definition });
    reaching(definition);
    (this.#silentlyReached ?? this.#reached).add(definition);
  }

  /** Runs a stretch of which nothing is recorded: it only finds out what the state can be. */
  silently<R>(body: () => R): R {
    const before = this.#silentlyReached;
    // What is reached here may still have to be run where it is recorded.
    this.#silentlyReached = new Set(before);
    this.#silence++;
    try {
      return body();
    } finally {
      this.#silence--;
      this.#silentlyReached = before;
    }
  }

  /** Runs a stretch of which nothing is recorded, to see whether it fails. */
  tried<R>(body: () => R): Tried<R> {
    const outer = this.#failed;
    this.#failed = undefined;
    try {
      const result = this.silently(body);
      return { result, ...(this.#failed ? { failed: this.#failed } : {}) };
    } finally {
      this.#failed = outer ?? this.#failed;
    }
  }

  /** Runs what the code would do under other conditions: of that only places are recorded that nothing else came upon, and no problems. */
  hypothetically<R>(body: () => R): R {
    const before = this.#unseen;
    this.#unseen ??= new Set();
    try {
      return body();
    } finally {
      this.#unseen = before;
    }
  }

  /** A condition was decided: one side was executed, the other was not. */
  decide(frame: Pick<Frame, 'function'>, executed: object | undefined, skipped: object | undefined): void {
    if (this.#isTaping) this.#log({ kind: 'decide', frame, executed, skipped });
    if (this.#silentlyReached) return;
    if (executed) this.#executed.add(executed);
    const callee = frame.function;
    if (!skipped || !callee || this.#executed.has(skipped)) return;
    const known = this.#skipped.get(callee.definition);
    if (known) known.parts.add(skipped);
    else this.#skipped.set(callee.definition, { callee, parts: new Set([skipped]) });
  }

  /** Functions of which some part was never executed, since each time a condition was decided against it. */
  get withSkippedParts(): readonly FunctionValue[] {
    return [...this.#skipped.values()]
      .filter(({ parts }) => [...parts].some(part => !this.#executed.has(part)))
      .map(({ callee }) => callee);
  }

  call(op: Op, place: CallSpans, context: RecordedContext): void {
    const problem = context.outcome.problems.find(({ severity }) => severity === 'error');
    if (problem) this.#failed ??= { op, place, problem };
    if (this.#isTaping) this.#log({ kind: 'call', op, place, context });
    if (this.#silentlyReached) return;
    const call = this.#callAt(op, place);
    if (this.#unseen) {
      if (call.contexts.length > 0 && !this.#unseen.has(call)) return;
      this.#unseen.add(call);
      if (call.contexts.length < MAX_CONTEXTS) call.contexts.push({ ...context, outcome: restated(context.outcome, { problems: [] }) });
      call.count++;
      return;
    }
    call.count++;
    // Among many that are right one is not overlooked.
    const most = context.outcome.problems.length > 0 ? 2 * MAX_CONTEXTS : MAX_CONTEXTS;
    if (call.contexts.length < most) call.contexts.push(context);
  }

  /** A layer was constructed; it may never be applied. */
  construction(op: Op, place: CallSpans, context: RecordedContext): void {
    if (this.#isTaping) this.#log({ kind: 'construction', op, place, context });
    if (this.#silentlyReached) return;
    const call = this.#callAt(op, place);
    if (this.#unseen) return;
    if (call.constructions.length < MAX_CONTEXTS) call.constructions.push(context);
  }

  #callAt(op: Op, place: CallSpans): RecordedCall {
    let ofFile = this.#callsAt.get(place.path);
    if (!ofFile) {
      ofFile = new Map();
      this.#callsAt.set(place.path, ofFile);
    }
    const { start, end } = place.span;
    let here = ofFile.get(start);
    if (!here) {
      here = [];
      ofFile.set(start, here);
    }
    for (const known of here) if (known.op === op && known.span.end === end) return known;
    const call: RecordedCall = { op, ...place, contexts: [], constructions: [], count: 0 };
    here.push(call);
    this.calls.push(call);
    return call;
  }

  remark<Facts>(path: string, span: Span, { code, severity, message }: Diagnostic<Facts>, facts: Facts): void {
    this.#remark({ path, span, code, severity, message: message(facts) });
  }

  #remark(remark: Remark): void {
    this.#log({ kind: 'remark', remark });
    if (!this.#silentlyReached && !this.#unseen) this.remarks.push(remark);
  }

  note(path: string, name: string, span: Span, role: RecordedNote['role'], value: Value, then?: Arg): void {
    const arg = then ?? (this.#isTaping && isMutable(value) ? toArg(value) : undefined);
    if (this.#isTaping) this.#log({ kind: 'note', path, note: { name, span, role }, value, ...(arg ? { arg } : {}) });
    if (this.#silentlyReached || (this.#unseen && this.notes.get(path)?.has(span.start))) return;
    let notes = this.notes.get(path);
    if (!notes) {
      notes = new Map();
      this.notes.set(path, notes);
    }
    const note = notes.get(span.start);
    if (!note) notes.set(span.start, { span, name, role, values: [arg ?? toArg(value)], last: value });
    else if (note.values.length < MAX_VALUES && (note.last !== value || value.kind === 'list')) {
      const shown = arg ?? toArg(value);
      if (!note.values.some(known => areShownAlike(known, shown))) note.values.push(shown);
      note.last = value;
    }
  }
}

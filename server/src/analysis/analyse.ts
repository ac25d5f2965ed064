/** Runs one file and gathers what is known about it. */

import { createInterpreter, OutOfFuel } from '#server/interp/interpreter.ts';
import { type RecordedCall, Recorder } from '#server/interp/recorder.ts';
import type { Span } from '#server/ir/ir.ts';
import type { Settings } from '#shared/settings.ts';
import type { Analysis, Finding, OpCall, ValueNote } from './analysis.ts';
import { findingsOf } from './findings.ts';
import type { Modules } from './modules.ts';
import { suppressed } from './suppress.ts';

/** Contexts of one call that are kept for display. */
const MAX_SHOWN = 8;

export function analyseModule(path: string, modules: Modules, settings: Settings): Analysis | undefined {
  const module = modules.context(path);
  if (!module) return undefined;
  const recorder = new Recorder();
  const dependencies = new Set<string>();
  let partial = false;
  const run = createInterpreter({ recorder, importModule: (inner, level, from) => modules.importModule(inner, level, from, dependencies) });
  // What the file does to modules it imports is taken back afterwards: they are shared with other files.
  run.trail.attempt(() => {
    try {
      run.runModule(module);
      run.runUnreached(module);
    } catch (error) {
      // The machine's own stack is the last bound; like fuel, its end leaves what was found so far.
      if (!(error instanceof OutOfFuel || error instanceof RangeError)) throw error;
      partial = true;
    }
  });
  const calls = [...recorder.calls.values()];
  let opCalls: readonly OpCall[] | undefined;
  let notes: readonly ValueNote[] | undefined;
  const findings = settings.enabled ? findingsOf(calls, recorder.remarks, path, file => modules.text(file)) : [];
  return {
    path,
    language: module.language,
    text: module.text,
    module: module.ir,
    // A keystroke asks for findings only; these are put in order when something else is asked for.
    get calls() {
      opCalls ??= opCallsOf(calls, path);
      return opCalls;
    },
    findings: withSettings(suppressed(findings, { path, text: module.text, module: module.ir, partial }), settings),
    get notes() {
      notes ??= notesOf(recorder, path);
      return notes;
    },
    partial,
    versions: module.versions,
    dependencies: [...dependencies],
  };
}

const opCallsOf = (calls: readonly RecordedCall[], path: string): readonly OpCall[] =>
  calls
    .filter(call => call.path === path && call.op.listed !== false)
    .map(opCall)
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);

function opCall(call: RecordedCall): OpCall {
  const argumentSpans: Record<string, Span> = {};
  for (const context of call.contexts) for (const [name, { span }] of context.given) if (span) argumentSpans[name] ??= span;
  return {
    op: call.op,
    span: call.span,
    calleeSpan: call.calleeSpan,
    argsSpan: call.argsSpan,
    argumentSpans,
    contexts: call.contexts.slice(0, MAX_SHOWN).map(({ outcome, stack }) => ({ outcome, stack })),
    contextCount: call.count,
  };
}

const notesOf = (recorder: Recorder, path: string): ValueNote[] =>
  [...(recorder.notes.get(path)?.values() ?? [])].sort((a, b) => a.span.start - b.span.start);

function withSettings(findings: readonly Finding[], { severity }: Settings): Finding[] {
  return findings.flatMap(finding => {
    const chosen = Object.hasOwn(severity, finding.code) ? severity[finding.code] : undefined;
    return chosen === 'off' ? [] : [chosen ? { ...finding, severity: chosen } : finding];
  });
}

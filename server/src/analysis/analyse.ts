/** Runs one file and gathers what is known about it. */

import { World } from '#server/interp/assumptions.ts';
import { createInterpreter, FUEL, type InterpreterOptions, OutOfFuel } from '#server/interp/interpreter.ts';
import { Afresh, type KeptRuns } from '#server/interp/kept-runs.ts';
import { type RecordedCall, Recorder } from '#server/interp/recorder.ts';
import type { ModuleContext } from '#server/interp/run.ts';
import type { Location, Span } from '#server/ir/ir.ts';
import type { Settings } from '#shared/settings.ts';
import type { Analysis, Finding, OpCall, ValueNote } from './analysis.ts';
import { findingsOf } from './findings.ts';
import type { Modules } from './modules.ts';
import { Request, stepsOf } from './request.ts';
import { type Again, qualified, withoutSupposed } from './resting.ts';
import { sizeFindings, sizesAt } from './sizes/size-findings.ts';
import { suppressed } from './suppress.ts';

/** Steps that may go into finding out on which assumption a finding rests, and how many runs that is at most. */
const SEARCH_FUEL = 600_000;
const MAX_RUNS = 14;

/** `kept`: what is kept of the analysis of the file's last text. */
export function analyseModule(path: string, modules: Modules, settings: Settings, kept?: KeptRuns): Analysis | undefined {
  const request = new Request();
  const first = (kept && runAgain(kept, path, modules, request)) ?? runIn(new World(), path, modules, request);
  if (!first) return undefined;
  const { module, recorder, world } = first;
  const partial = first.partial || request.partial || modules.parsed(path)?.isUnread === true;
  const withAnything = () => runIn(new World(undefined, false), path, modules, request)?.found ?? [];
  let runs = 0;
  let before = 0;
  const again: Again = off => {
    if (runs++ === 0) before = request.spent;
    return runIn(new World(off), path, modules, request)?.found ?? [];
  };
  const { calls } = recorder;
  const certain = settings.enabled
    ? qualified(
        withoutSupposed(first.found, world.trustsTypes, withAnything),
        [...world.made.values()],
        () => request.spent - before < SEARCH_FUEL && runs < MAX_RUNS,
        again,
      )
    : [];
  const findings = settings.enabled ? inOrder([...certain, ...sizeFindings(calls, path)]) : [];
  let opCalls: readonly OpCall[] | undefined;
  let notes: readonly ValueNote[] | undefined;
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
    sizesAt: offset => sizesAt(calls, path, offset),
    findings: withSettings(suppressed(findings, { path, text: module.text, module: module.ir, partial }), settings),
    get notes() {
      notes ??= notesOf(recorder, path);
      return notes;
    },
    partial,
    steps: request.spent,
    stretches: kept?.counts ?? { run: 0, kept: 0 },
    versions: module.versions,
    dependencies: [...request.dependencies],
  };
}

const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);

interface Ran {
  readonly world: World;
  readonly module: ModuleContext;
  readonly recorder: Recorder;
  readonly found: readonly Finding[];
  readonly partial: boolean;
}

/** Runs what differs from the last run; undefined if everything is to be run. */
function runAgain(kept: KeptRuns, path: string, modules: Modules, request: Request): Ran | undefined {
  for (;;) {
    const fresh = modules.context(path);
    const module = fresh && kept.begin(fresh);
    if (!module) return undefined;
    try {
      const ran = run(module, modules, request, kept.world, kept);
      if (ran.partial) kept.pause();
      return ran;
    } catch (error) {
      if (!(error instanceof Afresh)) throw error;
      if (error.inVain) kept.pause();
      else kept.forget();
    }
  }
}

function runIn(world: World, path: string, modules: Modules, request: Request): Ran | undefined {
  const module = modules.context(path);
  return module && run(module, modules, request, world);
}

function run(module: ModuleContext, modules: Modules, request: Request, world: World, kept?: KeptRuns): Ran {
  const recorder = new Recorder();
  let partial = false;
  let found: readonly Finding[] | undefined;
  const gather = () => findingsOf(recorder.calls, recorder.remarks, module.path, file => modules.text(file));
  const importModule: InterpreterOptions['importModule'] = (inner, level, from) => modules.importModule(inner, level, from, request, world);
  const interpreter = createInterpreter({ recorder, world, importModule, ...(kept ? { kept } : {}) });
  // What the file does to modules it imports is taken back afterwards: they are shared with other files.
  interpreter.trail.attempt(() => {
    try {
      interpreter.runModule(module);
      interpreter.runUnreached(module);
      if (!kept) return;
      // Where lists were written is still known.
      found = gather();
      kept.end(interpreter);
    } catch (error) {
      // The machine's own stack is the last bound; like fuel, its end leaves what was found so far.
      if (!(error instanceof OutOfFuel || error instanceof RangeError)) throw error;
      partial = true;
    }
  });
  request.spent += FUEL - interpreter.fuel + stepsOf(module.text.length);
  return { world, module, recorder, found: found ?? gather(), partial };
}

const opCallsOf = (calls: readonly RecordedCall[], path: string): readonly OpCall[] =>
  calls
    .filter(call => call.path === path && call.op.listed !== false)
    .map(opCall)
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);

function opCall(call: RecordedCall): OpCall {
  const argumentSpans: Record<string, Span> = {};
  // A layer's place is its constructor: what is given where it is applied is written elsewhere.
  for (const context of [...call.constructions, ...call.contexts])
    for (const [name, { span }] of context.given) if (span && Object.hasOwn(call.op.params, name)) argumentSpans[name] ??= span;
  return {
    op: call.op,
    span: call.span,
    calleeSpan: call.calleeSpan,
    argsSpan: call.argsSpan,
    argumentSpans,
    contexts: call.contexts.map(({ outcome, stack, unknown }) => ({
      outcome,
      stack,
      ...(unknown ? { unknown: unknown.parameter === undefined ? unknown.reason : `${unknown.parameter}: ${unknown.reason}` } : {}),
    })),
    contextCount: call.count,
    ...(call.op.call ? { applied: applicationsOf(call) } : {}),
  };
}

/** Where a layer is applied, each place once. */
function applicationsOf({ contexts }: RecordedCall): readonly Location[] {
  const places = new Map<string, Location>();
  for (const { application } of contexts)
    if (application) places.set(`${application.path}:${application.span.start}`, { path: application.path, span: application.span });
  return [...places.values()];
}

const notesOf = (recorder: Recorder, path: string): ValueNote[] =>
  [...(recorder.notes.get(path)?.values() ?? [])].sort((a, b) => a.span.start - b.span.start);

function withSettings(findings: readonly Finding[], { severity }: Settings): Finding[] {
  return findings.flatMap(finding => {
    const chosen = Object.hasOwn(severity, finding.code) ? severity[finding.code] : undefined;
    return chosen === 'off' ? [] : [chosen ? { ...finding, severity: chosen } : finding];
  });
}

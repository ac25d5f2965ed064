/** From the analysis of a file to what is reported of it. */

import type { Analysis, CallContext, Finding, Location, OpCall, TextFix } from '#server/analysis/analysis.ts';
import { docsUrl } from '#shared/diagnostics/diagnostic.ts';
import { everyParam } from '#shared/ops/op.ts';
import type { Lines, Range } from './lines.ts';
import type { CallReport, DiagnosticReport, EditReport, FileReport, JsonOutput } from './model.ts';
import { isResolved, mergeOutputs, outputToJson, valuesToJson } from './shapes.ts';

export interface BuildOptions {
  /** A path as it is shown: relative to the working directory. */
  readonly display: (path: string) => string;
  readonly linesOf: (path: string) => Lines | undefined;
  /** The repairs of a finding that are known to work. */
  readonly fixesOf: (finding: Finding) => readonly TextFix[];
  /** The number of a notebook's cell that holds a line of the concatenated text. */
  readonly cellOf?: (path: string, line: number) => number | undefined;
  readonly shapes: boolean;
  readonly values: boolean;
}

export function reportFile(analysis: Analysis, options: BuildOptions): FileReport {
  const { path, language } = analysis;
  return {
    path: options.display(path),
    language,
    calls: options.shapes ? analysis.calls.filter(({ op }) => op.listed !== false).map(call => reportCall(call, path, options)) : [],
    diagnostics: analysis.findings.map(finding => reportFinding(finding, path, options)),
    ...(analysis.partial ? { partial: true } : {}),
  };
}

function reportCall(call: OpCall, path: string, options: BuildOptions): CallReport {
  const outcomes = call.contexts.map(({ outcome }) => outcome);
  const params = everyParam(call.op);
  const names = Object.keys(params).filter(name => params[name]?.type.startsWith('Tensor') && outcomes.some(({ bound }) => name in bound));
  const outputs = outcomes.map(({ result }) => outputToJson(result));
  const values = options.values ? commonValues(call.contexts) : undefined;
  return {
    op: call.op.name,
    ...rangeOf({ path, span: call.span }, options),
    ...cellOf({ path, span: call.span }, options),
    inputs: Object.fromEntries(
      names.map((name): [string, JsonOutput] => [name, mergeOutputs(outcomes.map(({ bound }) => outputToJson(bound[name])))]),
    ),
    output: mergeOutputs(outputs),
    ...differentOutputs(outputs),
    ...whyUnknown(call),
    contexts: call.contextCount,
    ...(call.applied ? { applied: call.applied.map(place => placeOf(place, options)) } : {}),
    ...(values === undefined ? {} : { values }),
  };
}

/** Of a layer that nothing applies there is nothing to be known. */
function whyUnknown({ contexts, applied }: OpCall): Pick<CallReport, 'unknown'> {
  const unknown = contexts.length === 0 && applied ? 'never applied' : contexts.find(context => context.unknown)?.unknown;
  return unknown === undefined ? {} : { unknown };
}

const MAX_OUTPUTS = 8;

/** Only where there are several. Unresolved ones come first, so that cutting the list hides none of them behind others. */
function differentOutputs(all: readonly JsonOutput[]): Pick<CallReport, 'outputs'> {
  const outputs = [...new Map(all.map(output => [JSON.stringify(output), output])).values()];
  const inOrder = [...outputs.filter(output => !isResolved(output)), ...outputs.filter(isResolved)];
  return outputs.length > 1 ? { outputs: inOrder.slice(0, MAX_OUTPUTS) } : {};
}

/** Values that hold in every calling context. */
function commonValues(contexts: readonly CallContext[]) {
  const all = contexts.map(({ outcome }) => valuesToJson(outcome.result));
  const [first, ...rest] = all;
  const same = JSON.stringify(first);
  return rest.every(other => JSON.stringify(other) === same) ? first : undefined;
}

export function reportFinding(finding: Finding, path: string, options: BuildOptions): DiagnosticReport {
  return {
    code: finding.code,
    severity: finding.severity,
    ...rangeOf({ path, span: finding.span }, options),
    ...cellOf({ path, span: finding.span }, options),
    message: finding.message,
    docs: docsUrl(finding.code),
    related: finding.related.map(place => ({
      path: options.display(place.path),
      ...rangeOf(place, options),
      ...cellOf(place, options),
      message: place.message,
    })),
    fixes: options.fixesOf(finding).map(({ title, edits }) => ({
      title,
      edits: edits.map(
        (edit): EditReport => ({
          ...rangeOf(edit, options),
          text: edit.text,
          ...(edit.path === path ? {} : { path: options.display(edit.path) }),
        }),
      ),
    })),
  };
}

function rangeOf({ path, span }: Location, { linesOf }: BuildOptions): Range {
  return linesOf(path)?.rangeOf(span) ?? { line: 1, column: 1, endLine: 1, endColumn: 1 };
}

function placeOf(place: Location, options: BuildOptions): { readonly path: string; readonly line: number; readonly column: number } {
  const { line, column } = rangeOf(place, options);
  return { path: options.display(place.path), line, column };
}

function cellOf(place: Location, options: BuildOptions): { readonly cell?: number } {
  const cell = options.cellOf?.(place.path, rangeOf(place, options).line);
  return cell === undefined ? {} : { cell };
}

/** Holds what was expected of a file against what the analysis says. */

import type { Analysis, Finding, OpCall } from '#server/analysis/analysis.ts';
import { Lines } from '#server/cli/report/lines.ts';
import type { Arg } from '#shared/ops/argument.ts';
import type { Expectation } from './expectations.ts';
import { shapeText, valueText } from './values.ts';

export interface Failure {
  /** Line of the block, from 0. */
  readonly line: number;
  readonly text: string;
}

type FindingExpectation = Extract<Expectation, { kind: 'finding' }>;

/** Every finding needs an expectation, and every expectation its finding. */
export function compareFindings(analysis: Analysis, expected: readonly Expectation[]): Failure[] {
  const lines = new Lines(analysis.text);
  const left = analysis.findings.map(finding => ({ finding, line: lines.positionAt(finding.span.start).line - 1 }));
  const failures: Failure[] = [];
  for (const want of expected.filter(expectation => expectation.kind === 'finding')) {
    const at = left.findIndex(({ finding, line }) => line === want.line && meets(finding, want));
    if (at >= 0) left.splice(at, 1);
    else failures.push({ line: want.line, text: `expected ${describe(want)}` });
  }
  for (const { finding, line } of left)
    failures.push({ line, text: `unexpected ${finding.severity}: [${finding.code}] "${finding.message}"` });
  return failures;
}

const meets = (finding: Finding, { severity, code, text }: FindingExpectation): boolean =>
  finding.severity === severity && (code ?? finding.code) === finding.code && finding.message.includes(text ?? '');

const describe = ({ severity, code, text }: FindingExpectation): string =>
  `${severity}:${code ? ` [${code}]` : ''}${text === undefined ? '' : ` "${text}"`}`;

export function compareValues(analysis: Analysis, expected: readonly Expectation[]): Failure[] {
  const lines = new Lines(analysis.text);
  return expected.flatMap(want => {
    if (want.kind !== 'shape' && want.kind !== 'value') return [];
    const found = valuesOnLine(analysis, lines, want.line, want.kind === 'shape' ? shapeText : valueText);
    const all = found.join(', ');
    // A comprehension's variables stand on its line too: of values, those of the first name will do.
    const met = sameText(all, want.text) || (want.kind === 'value' && sameText(found[0] ?? '', want.text));
    return met ? [] : [{ line: want.line, text: `expected ${want.kind} ${want.text}, found ${all || 'nothing'}` }];
  });
}

/** The order of contexts (` | `) is of no importance, and neither are spaces. */
const sameText = (a: string, b: string): boolean => normal(a) === normal(b);
const normal = (text: string): string =>
  text
    .split('|')
    .map(part => part.replace(/\s+/g, ''))
    .sort()
    .join('|');

/** What a line defines, one text per name; else what its outermost call gives; else what its parameters, or the last name on it, hold. */
function valuesOnLine(analysis: Analysis, lines: Lines, line: number, text: (arg: Arg) => string | undefined): readonly string[] {
  const isHere = ({ start }: { readonly start: number }): boolean => lines.positionAt(start).line - 1 === line;
  const notes = analysis.notes.filter(note => isHere(note.span));
  const noted = (role: (typeof notes)[number]['role']): string[] =>
    notes.filter(note => note.role === role).flatMap(({ values }) => contexts(values, text) ?? []);
  const definitions = noted('definition');
  if (definitions.length > 0) return definitions;
  const call = outermost(analysis.calls.filter(({ span }) => covers(lines, span, line)));
  const results = call?.contexts.map(({ outcome }) => outcome.result);
  if (results) return [contexts(results, text) ?? 'a call that nothing reached'];
  const parameters = noted('parameter');
  return parameters.length > 0 ? parameters : noted('use').slice(-1);
}

/** One text per calling context; undefined when it is not the kind of value that is asked for. */
function contexts(values: readonly Arg[], text: (arg: Arg) => string | undefined): string | undefined {
  const texts = new Set(values.map(text).filter(each => each !== undefined));
  return texts.size > 0 ? [...texts].join(' | ') : undefined;
}

const covers = (lines: Lines, { start, end }: { readonly start: number; readonly end: number }, line: number): boolean =>
  lines.positionAt(start).line - 1 <= line && line <= lines.positionAt(end).line - 1;

function outermost(calls: readonly OpCall[]): OpCall | undefined {
  return calls.reduce<OpCall | undefined>(
    (widest, call) => (!widest || call.span.end - call.span.start > widest.span.end - widest.span.start ? call : widest),
    undefined,
  );
}

/** Runs one section of a Markdown suite. */

import type { Finding, TextFix } from '#server/analysis/analysis.ts';
import { Lines } from '#server/cli/report/lines.ts';
import { compareFindings, compareValues, type Failure } from './compare.ts';
import { type Expectation, type ReadBlock, readExpectations } from './expectations.ts';
import { type Block, isSource, type Section } from './markdown.ts';
import { createWorkspace, settingsFrom, type Workspace } from './workspace.ts';

export interface SectionResult {
  /** Each with the file and line of the Markdown. */
  readonly failures: readonly string[];
  /** Snapshot blocks whose text is no longer what the report says. */
  readonly stale: readonly { readonly block: Block; readonly text: string }[];
}

/** Answers the caret expectations: what a hover over the place says, in Markdown or plain text. */
export type Hover = (workspace: Workspace, path: string, offset: number) => string | undefined;

interface File {
  readonly block: Block;
  readonly read: ReadBlock;
}

export function runSection(section: Section, file: string, hover: Hover): SectionResult {
  const files: File[] = section.blocks.filter(isSource).map(block => ({ block, read: readExpectations(block.text) }));
  const toml = section.blocks.find(block => block.language === 'toml' && files.length > 0);
  // Configurations of the workspace: `tsconfig.json`, `package.json`.
  const configurations = section.blocks.filter(({ language }) => language === 'json').map(block => [block.path, block.text] as const);
  const workspace = createWorkspace(
    new Map([...files.map(({ block, read }) => [block.path, read.text] as const), ...configurations]),
    toml && settingsFrom(toml.text),
  );
  const failures = files.flatMap(({ block, read }) =>
    check(workspace, block.path, read.expectations, hover)
      .toSorted((a, b) => a.line - b.line)
      .map(({ line, text }) => `${file}:${block.start + line + 1}: ${text}`),
  );
  const report = section.blocks.some(isSnapshot) ? workspace.report() : '';
  const stale = section.blocks.filter(block => isSnapshot(block) && block.text !== report).map(block => ({ block, text: report }));
  return { failures, stale };
}

const isSnapshot = (block: Block): boolean => block.language === 'snapshot';

function check(workspace: Workspace, path: string, expectations: readonly Expectation[], hover: Hover): Failure[] {
  const analysis = workspace.analyse(path);
  const lines = new Lines(analysis.text);
  return [
    ...compareFindings(analysis, expectations),
    ...compareValues(analysis, expectations),
    ...expectations.flatMap((want): Failure[] => {
      if (want.kind !== 'hover' && want.kind !== 'fix') return [];
      const offset = lines.offsetAt({ line: want.line + 1, column: want.column + 1 });
      const text =
        want.kind === 'hover' ? checkHover(hover(workspace, path, offset), want.text) : checkFix(workspace, path, offset, want.text);
      return text ? [{ line: want.line, text }] : [];
    }),
    ...analysis.findings.flatMap(finding => finding.fixes.flatMap(fix => brokenFix(workspace, finding, fix, lines))),
  ];
}

function checkHover(found: string | undefined, wanted: string): string | undefined {
  if (found === undefined) return `expected a hover with "${wanted}", there is none`;
  return found.includes(wanted) ? undefined : `expected a hover with "${wanted}", it says:\n${found}`;
}

function checkFix(workspace: Workspace, path: string, offset: number, title: string): string | undefined {
  const here = workspace.analyse(path).findings.filter(({ span }) => span.start <= offset && offset <= span.end);
  const fixes = here.flatMap(finding => finding.fixes);
  if (fixes.some(fix => fix.title === title)) return undefined;
  const titles = fixes.map(fix => `"${fix.title}"`).join(', ');
  return `expected a fix "${title}", found ${here.length === 0 ? 'no finding here' : titles || 'none'}`;
}

/** A property of every fix but tentative ones: once it is applied its finding is gone, and nothing new is found anywhere. */
function brokenFix(workspace: Workspace, finding: Finding, fix: TextFix, lines: Lines): Failure[] {
  if (fix.tentative) return [];
  const before = new Set(findingsOf(workspace).map(keyOf));
  const fixed = workspace.apply(fix);
  const added = findingsOf(fixed).find(other => !before.has(keyOf(other)));
  const line = lines.positionAt(finding.span.start).line - 1;
  if (added) return [{ line, text: `after the fix "${fix.title}": [${added.code}] "${added.message}"` }];
  const gone = findingsOf(fixed).length < findingsOf(workspace).length;
  return gone ? [] : [{ line, text: `the fix "${fix.title}" does not repair it` }];
}

const findingsOf = (workspace: Workspace): Finding[] => workspace.paths.flatMap(path => [...workspace.analyse(path).findings]);
const keyOf = ({ code, message }: Finding): string => `${code} ${message}`;

/** What the light bulb offers for the findings at a place: repairs that work, and to ignore the finding. */
import type { Analysis, Finding, Span, TextFix } from '#server/analysis/analysis.ts';
import { type AnalyseEdited, newTries, verifiedFixes } from './fixes.ts';

export interface CodeAction {
  readonly title: string;
  readonly preferred: boolean;
  readonly edits: TextFix['edits'];
  readonly finding: Finding;
}

export function codeActions(analysis: Analysis, span: Span, analyseEdited: AnalyseEdited): readonly CodeAction[] {
  const tries = newTries();
  return analysis.findings
    .filter(finding => finding.span.start <= span.end && span.start <= finding.span.end)
    .flatMap(finding => {
      const ignore = ignoring(analysis, finding);
      const fixes = [
        ...verifiedFixes(analysis, finding, analyseEdited, finding.fixes, tries),
        ...verifiedFixes(analysis, finding, analyseEdited, ignore ? [ignore] : [], tries),
      ];
      return fixes.map(({ title, preferred, edits }) => ({ title, preferred, edits, finding }));
    });
}

/** A comment at the end of the finding's line, or one more code in the comment that is there. Undefined where no comment can stand. */
function ignoring({ path, text, language }: Analysis, { code, span }: Finding): TextFix | undefined {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const end = endOfLine(text, span.start);
  const line = text.slice(start, end);
  const title = `Ignore ${code} on this line`;
  const fix = (from: number, to: number, replacement: string): TextFix => ({
    title,
    preferred: false,
    edits: [{ path, span: { start: from, end: to }, text: replacement }],
  });
  const listed = /shapewright:\s*ignore\s*\[([^\]]*)\]/.exec(line);
  if (listed) {
    const at = start + listed.index + listed[0].length - 1;
    return fix(at, at, listed[1]?.trim() ? `, ${code}` : code);
  }
  if (/\\\s*$/.test(line)) return undefined;
  const trimmed = start + line.trimEnd().length;
  return fix(trimmed, end, `  ${language === 'python' ? '#' : '//'} shapewright: ignore[${code}]`);
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** Repairs that are known to work: each is tried on the text, and the text checked again. */
import type { Analysis, Finding, TextFix } from '#server/analysis/analysis.ts';

/** The analysis of a file as if it had that text; nothing is remembered of it. */
export type AnalyseEdited = (path: string, text: string) => Analysis | undefined;

/** Steps that trying the repairs of one file may take; those that come later are not offered. */
const TRIES_FUEL = 1_500_000;

/** What is left for trying repairs: shared by all the findings that are asked for at once. */
export interface Tries {
  left: number;
}

export const newTries = (): Tries => ({ left: TRIES_FUEL });

/** Of `candidates` (by default those the finding proposes), the ones after which the finding is gone and no other has come. */
export function verifiedFixes(
  analysis: Analysis,
  finding: Finding,
  analyseEdited: AnalyseEdited,
  candidates: readonly TextFix[] = finding.fixes,
  tries: Tries = newTries(),
): readonly TextFix[] {
  if (candidates.length === 0) return [];
  const before = countByKey(analysis.findings);
  return candidates.filter(fix => {
    const text = editedText(analysis, fix);
    if (text === undefined || text === analysis.text) return false;
    if (tries.left <= 0) return false;
    const after = analyseEdited(analysis.path, text);
    tries.left -= after?.steps ?? 0;
    if (!after || (after.partial && !analysis.partial)) return false;
    const left = countByKey(after.findings);
    const gone = (left.get(keyOf(finding)) ?? 0) < (before.get(keyOf(finding)) ?? 0);
    return gone && [...left].every(([key, count]) => count <= (before.get(key) ?? 0));
  });
}

const keyOf = ({ code, message }: Finding): string => `${code}\n${message}`;

function countByKey(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

/** Undefined when the edits overlap, or reach into another file, where they cannot be tried alone. */
function editedText({ path, text }: Analysis, { edits }: TextFix): string | undefined {
  const inOrder = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const pieces: string[] = [];
  let at = 0;
  for (const edit of inOrder) {
    if (edit.path !== path || edit.span.start < at || edit.span.end > text.length) return undefined;
    pieces.push(text.slice(at, edit.span.start), edit.text);
    at = edit.span.end;
  }
  return [...pieces, text.slice(at)].join('');
}

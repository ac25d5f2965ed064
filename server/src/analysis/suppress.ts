/** `# shapewright: ignore[code]` silences findings that touch its line; without codes, all of them. */
import type { Module } from '#server/ir/ir.ts';
import type { Finding } from './analysis.ts';

export function suppressed(findings: readonly Finding[], module: Module, text: string): readonly Finding[] {
  const ignores = module.directives.filter(directive => directive.kind === 'ignore');
  if (ignores.length === 0) return findings;
  const starts = lineStarts(text);
  return findings.filter(finding => {
    const [first, last] = [lineAt(starts, finding.span.start), lineAt(starts, finding.span.end)];
    return !ignores.some(({ line, codes }) => line >= first && line <= last && (codes.length === 0 || codes.includes(finding.code)));
  });
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Zero-based line of an offset, by bisection. */
function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

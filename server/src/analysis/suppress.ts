/** `# shapewright: ignore[code]` silences findings that touch its line; without codes, all of them. One that silences nothing is a finding itself. */

import type { Directive, Module } from '#server/ir/ir.ts';
import { unusedIgnore } from '#shared/diagnostics/unused-ignore.ts';
import type { Finding } from './analysis.ts';

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly module: Module;
  /** Not all was analysed: that a comment is not needed cannot be known. */
  readonly partial: boolean;
}

export function suppressed(findings: readonly Finding[], source: Source): readonly Finding[] {
  const ignores = source.module.directives.filter(directive => directive.kind === 'ignore');
  if (ignores.length === 0) return findings;
  const starts = lineStarts(source.text);
  const used = new Set<string>();
  const left = findings.filter(finding => {
    const [first, last] = [lineAt(starts, finding.span.start), lineAt(starts, finding.span.end)];
    const silencing = ignores.filter(
      ({ line, codes }) => line >= first && line <= last && (codes.length === 0 || codes.includes(finding.code)),
    );
    for (const directive of silencing) used.add(keyOf(directive, directive.codes.length === 0 ? '' : finding.code));
    return silencing.length === 0;
  });
  return source.partial || source.module.errors.length > 0
    ? left
    : [...left, ...ignores.flatMap(directive => unused(directive, used, source))];
}

const keyOf = ({ span }: Directive, code: string): string => `${span.start} ${code}`;

function unused(directive: Directive, used: ReadonlySet<string>, { path, text }: Source): readonly Finding[] {
  const { codes, span } = directive;
  const idle = codes.filter(code => !used.has(keyOf(directive, code)));
  if (codes.length === 0 ? used.has(keyOf(directive, '')) : idle.length === 0) return [];
  const whole = idle.length === codes.length ? commentAround(directive, text) : undefined;
  const { code, severity, message } = unusedIgnore;
  const fixes = whole ? [{ title: 'Remove the comment', preferred: true, edits: [{ path, span: whole, text: '' }] }] : [];
  return [{ code, severity, message: message({ codes: idle }), span, related: [], fixes }];
}

/** The comment with the space before it, where it says nothing else. */
function commentAround({ span }: Directive, text: string): Directive['span'] | undefined {
  const before = /[^\S\n]*(?:#|\/\/)[^\S\n]*$/.exec(text.slice(0, span.start));
  const after = /^[^\S\n]*(?=\r?\n|$)/.exec(text.slice(span.end));
  return before && after ? { start: before.index, end: span.end + after[0].length } : undefined;
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

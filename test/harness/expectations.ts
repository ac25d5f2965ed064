/** Comments of a code block that say what is expected there. */
import type { Severity } from '#shared/diagnostics/diagnostic.ts';

export type Expectation =
  /** `# shape: [1, 4, 4, 1]`, `# value: 16`: of what the line defines, else of the outermost call on it. */
  | { readonly kind: 'shape' | 'value'; readonly line: number; readonly text: string }
  /** `# error: [code] "part of the message"`; both may be left out. */
  | { readonly kind: 'finding'; readonly severity: Severity; readonly line: number; readonly code?: string; readonly text?: string }
  /** `# ^ hover "part of it"`, `# ^ fix "title"`: at the place above the first caret. */
  | { readonly kind: 'hover' | 'fix'; readonly line: number; readonly column: number; readonly text: string };

export interface ReadBlock {
  /** The block with the expectations replaced by spaces, so that they say nothing to the analysis and no offset moves. */
  readonly text: string;
  readonly expectations: readonly Expectation[];
}

// One space: `#shape: [N, 3]` stays in place, for tests of stated shapes.
const remark = /(#|\/\/) (shape|value|error|warning|information|hint): /;
const remarks =
  /(?:#|\/\/) (shape|value|error|warning|information|hint): (.*?)\s*(?=(?:#|\/\/) (?:shape|value|error|warning|information|hint): |$)/g;
const carets = /^\s*(?:#|\/\/)\s*(\^+) (hover|fix) "(.*)"\s*$/;
const ownLine = /^\s*(?:#|\/\/) (?:shape|value|error|warning|information|hint): /;

/** Lines count from 0. Throws on an expectation that cannot be read. */
export function readExpectations(block: string): ReadBlock {
  const lines = block.split('\n');
  const expectations: Expectation[] = [];
  const kept = lines.map((line, at) => {
    const caret = carets.exec(line);
    if (caret?.[1] && caret[2] && caret[3] !== undefined) {
      const kind = caret[2] === 'hover' ? 'hover' : 'fix';
      expectations.push({ kind, line: codeAbove(lines, at), column: line.indexOf('^'), text: caret[3] });
      return blank(line);
    }
    const start = line.search(remark);
    if (start < 0) return line;
    const target = ownLine.test(line) ? codeBelow(lines, at) : at;
    for (const [, kind, text] of line.slice(start).matchAll(remarks)) expectations.push(readRemark(kind as string, text ?? '', target));
    return line.slice(0, start).trimEnd().padEnd(line.length);
  });
  return { text: kept.join('\n'), expectations };
}

function readRemark(kind: string, text: string, line: number): Expectation {
  if (kind === 'shape' || kind === 'value') return { kind, line, text };
  const parts = /^(?:\[([a-z0-9-]+)\])?\s*(?:"(.*)")?$/.exec(text);
  if (!parts) throw new Error(`line ${line + 1}: cannot read '${kind}: ${text}': write ${kind}: [code] "part of the message"`);
  const [, code, message] = parts;
  return {
    kind: 'finding',
    severity: kind as Severity,
    line,
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { text: message }),
  };
}

const isRemark = (line: string): boolean => ownLine.test(line) || carets.test(line);

function codeAbove(lines: readonly string[], at: number): number {
  let line = at;
  while (line > 0 && isRemark(lines[line] ?? '')) line--;
  return line;
}

function codeBelow(lines: readonly string[], at: number): number {
  let line = at;
  while (line < lines.length - 1 && isRemark(lines[line] ?? '')) line++;
  return line;
}

const blank = (line: string): string => ' '.repeat(line.length);

/** Workflow commands of GitHub Actions, which become annotations of a pull request. */
import type { Severity } from '#shared/diagnostics/diagnostic.ts';
import type { Report } from './model.ts';
import { type CellOf, placeInFile } from './places.ts';
import { renderSummary } from './text.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

export function githubReport({ files, summary }: Report, sources: { readonly cellOf: CellOf }): string {
  const lines = files.flatMap(({ path, diagnostics }) =>
    diagnostics.map(diagnostic => {
      const { range, message } = placeInFile(path, diagnostic, diagnostic.message, sources.cellOf);
      const properties = Object.entries({
        file: path,
        line: range.line,
        endLine: range.endLine,
        // Columns count only inside one line.
        ...(range.line === range.endLine ? { col: range.column, endColumn: range.endColumn } : {}),
        title: `shapewright: ${diagnostic.code}`,
      }).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
      return `::${commands[diagnostic.severity]} ${properties.join(',')}::${escapeData(message)}`;
    }),
  );
  return [...lines, renderSummary(summary), ''].join('\n');
}

const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

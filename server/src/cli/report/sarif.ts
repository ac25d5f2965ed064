/** SARIF 2.1.0, which code scanning services read. */
import { docsUrl, type Severity } from '#shared/diagnostics/diagnostic.ts';
import { diagnosticFor } from '#shared/diagnostics/index.ts';
import type { Range } from './lines.ts';
import type { DiagnosticReport, FileReport, FixReport, Report } from './model.ts';
import { type CellOf, placeInFile } from './places.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

export function sarifReport({ tool, files }: Report, sources: { readonly cellOf: CellOf }): string {
  const codes = [...new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            version: tool.version,
            informationUri: 'https://github.com/shapewright/shapewright',
            rules: codes.map(ruleFor),
          },
        },
        columnKind: 'utf16CodeUnits',
        ...invocationsOf(files),
        results: files.flatMap(({ path, diagnostics }) =>
          diagnostics.map(diagnostic => resultFor(path, diagnostic, codes, sources.cellOf)),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** Which files were analysed in part is said of the run: it is no result. */
function invocationsOf(files: readonly FileReport[]) {
  const toolExecutionNotifications = files
    .filter(({ partial }) => partial)
    .map(({ path }) => ({
      level: 'note',
      message: { text: 'analysed in part: it takes too many steps' },
      locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
    }));
  return toolExecutionNotifications.length > 0 ? { invocations: [{ executionSuccessful: true, toolExecutionNotifications }] } : {};
}

function ruleFor(code: string) {
  const diagnostic = diagnosticFor(code);
  return {
    id: code,
    helpUri: docsUrl(code),
    ...(diagnostic ? { shortDescription: { text: diagnostic.title }, defaultConfiguration: { level: levels[diagnostic.severity] } } : {}),
  };
}

function resultFor(path: string, diagnostic: DiagnosticReport, codes: readonly string[], cellOf: CellOf) {
  const { code, severity, related, fixes } = diagnostic;
  const { range, message } = placeInFile(path, diagnostic, diagnostic.message, cellOf);
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: message },
    locations: [locationOf(path, range)],
    ...(related.length > 0
      ? {
          relatedLocations: related.map((place, id) => {
            const there = placeInFile(place.path, place, place.message, cellOf);
            return { id, ...locationOf(place.path, there.range), message: { text: there.message } };
          }),
        }
      : {}),
    // Edits of a notebook's cells are no edits of its file.
    ...(fixes.length > 0 && diagnostic.cell === undefined ? { fixes: fixes.map(fix => fixFor(path, fix)) } : {}),
  };
}

function fixFor(path: string, { title, edits }: FixReport) {
  const paths = [...new Set(edits.map(edit => edit.path ?? path))];
  return {
    description: { text: title },
    artifactChanges: paths.map(file => ({
      artifactLocation: { uri: uriOf(file) },
      replacements: edits
        .filter(edit => (edit.path ?? path) === file)
        .map(({ text, ...range }) => ({ deletedRegion: regionOf(range), insertedContent: { text } })),
    })),
  };
}

const locationOf = (path: string, range: Range) => ({
  physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: regionOf(range) },
});

const regionOf = ({ line, column, endLine, endColumn }: Range) => ({ startLine: line, startColumn: column, endLine, endColumn });

const uriOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

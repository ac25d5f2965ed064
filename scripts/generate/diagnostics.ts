// The list of all diagnostics.

import { diagnostics } from '#shared/diagnostics/index.ts';
import { notice, code as quoted, table } from './markdown.ts';

/** `folder` leads to the pages. */
export function diagnosticsTable(folder = ''): string {
  const rows = diagnostics.map(({ code, severity, title }) => [`[${code}](${folder}${code}.md)`, severity, title]);
  return table(['code', 'severity', 'what is wrong'], rows);
}

export function diagnosticsPage(): string {
  return `${notice('shared/src/diagnostics/')}

# Diagnostics

The severity is the usual one; a page says where it differs. \`# shapewright: ignore[code]\` (in TypeScript \`// shapewright: ignore[code]\`) on a
line silences one there; the setting \`severity\` changes or silences one everywhere.

${diagnosticsTable()}
`;
}

/** What the frameworks say, on the page of each diagnostic, so that searching for their words finds it. */
export const messageSections = () =>
  diagnostics
    .filter(({ frameworkMessages }) => frameworkMessages.length > 0)
    .map(({ code, frameworkMessages }) => ({
      path: `docs/diagnostics/${code}.md`,
      name: 'messages',
      text: frameworkMessages.map(message => `- ${quoted(message)}`).join('\n'),
    }));

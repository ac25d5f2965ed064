/** What is wrong in a file, as the editor and the command line show it. */

import type { Analysis, Finding, Severity, Span } from '#server/analysis/analysis.ts';
import { docsUrl } from '#shared/diagnostics/diagnostic.ts';
import type { Settings } from '#shared/settings.ts';

export interface Diagnosis {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Address of the diagnostic's page. */
  readonly docs: string;
  readonly span: Span;
  readonly related: Finding['related'];
  /** What it was made from: the key to its fixes. */
  readonly finding: Finding;
}

/** In source order. The settings may give a code another severity or turn it off. */
export function diagnostics(analysis: Analysis, settings: Pick<Settings, 'severity'>): readonly Diagnosis[] {
  return analysis.findings.flatMap(finding => {
    const severity = severityOf(finding, settings);
    if (severity === 'off') return [];
    const { code, message, span, related } = finding;
    return [{ code, severity, message, docs: docsUrl(code), span, related, finding }];
  });
}

function severityOf({ code, severity }: Finding, settings: Pick<Settings, 'severity'>): Severity | 'off' {
  return Object.hasOwn(settings.severity, code) ? (settings.severity[code] ?? severity) : severity;
}

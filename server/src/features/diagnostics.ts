/** What is wrong in a file, as the editor shows it. Severities are those of the settings already. */

import type { Analysis, Finding, Severity, Span } from '#server/analysis/analysis.ts';
import { docsUrl, type Tag } from '#shared/diagnostics/diagnostic.ts';
import { diagnosticFor } from '#shared/diagnostics/index.ts';

export interface Diagnosis {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Address of the diagnostic's page. */
  readonly docs: string;
  readonly span: Span;
  readonly related: Finding['related'];
  readonly tags: readonly Tag[];
}

/** In source order. */
export const diagnostics = ({ findings }: Analysis): readonly Diagnosis[] =>
  findings.map(({ code, severity, message, span, related }) => ({
    code,
    severity,
    message,
    docs: docsUrl(code),
    span,
    related,
    tags: diagnosticFor(code)?.tags ?? [],
  }));

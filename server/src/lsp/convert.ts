/** From the features' plain data to the protocol's. */
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Hover,
  type InlayHint,
  InlayHintKind,
  MarkupKind,
  type Range,
  type SignatureHelp,
  type TextEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Severity, Span } from '#server/analysis/analysis.ts';
import type { CodeAction as FoundAction } from '#server/features/code-actions.ts';
import type { Diagnosis } from '#server/features/diagnostics.ts';
import type { Hover as FoundHover } from '#server/features/hover.ts';
import type { InlayHint as FoundHint } from '#server/features/inlay-hints.ts';
import type { SignatureHelp as FoundHelp } from '#server/features/signature-help.ts';
import type { Tag } from '#shared/diagnostics/diagnostic.ts';

/** The document of a path, to turn offsets in other files into positions. */
export type PlaceOf = (path: string) => TextDocument | undefined;

export const SOURCE = 'shapewright';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const lspTags: Readonly<Record<Tag, DiagnosticTag>> = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated };

export const toRange = (document: TextDocument, { start, end }: Span): Range => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});

export const toSpan = (document: TextDocument, { start, end }: Range): Span => ({
  start: document.offsetAt(start),
  end: document.offsetAt(end),
});

export function toDiagnostic(document: TextDocument, diagnosis: Diagnosis, placeOf: PlaceOf): Diagnostic {
  const { code, severity, message, docs, span, related, tags } = diagnosis;
  const places = related.flatMap(place => {
    const other = placeOf(place.path);
    return other ? [{ location: { uri: other.uri, range: toRange(other, place.span) }, message: place.message }] : [];
  });
  return {
    range: toRange(document, span),
    severity: severities[severity],
    code,
    codeDescription: { href: docs },
    source: SOURCE,
    message,
    ...(tags.length > 0 ? { tags: tags.map(tag => lspTags[tag]) } : {}),
    ...(places.length > 0 ? { relatedInformation: places } : {}),
  };
}

export const toHover = (document: TextDocument, { markdown, span }: FoundHover): Hover => ({
  contents: { kind: MarkupKind.Markdown, value: markdown },
  range: toRange(document, span),
});

export const toInlayHint = (document: TextDocument, { offset, label, tooltip }: FoundHint): InlayHint => ({
  position: document.positionAt(offset),
  label,
  kind: InlayHintKind.Type,
  tooltip,
  paddingLeft: true,
});

export function toCodeAction(document: TextDocument, action: FoundAction, known: readonly Diagnostic[], placeOf: PlaceOf): CodeAction {
  const changes: Record<string, TextEdit[]> = {};
  for (const { path, span, text } of action.edits) {
    const other = placeOf(path);
    if (other) changes[other.uri] = [...(changes[other.uri] ?? []), { range: toRange(other, span), newText: text }];
  }
  const { start } = toRange(document, action.finding.span);
  const diagnostics = known.filter(
    ({ code, range }) => code === action.finding.code && range.start.line === start.line && range.start.character === start.character,
  );
  return { title: action.title, kind: CodeActionKind.QuickFix, isPreferred: action.preferred, edit: { changes }, diagnostics };
}

export function toSignatureHelp({ label, summary, docs, parameters, active }: FoundHelp): SignatureHelp {
  return {
    signatures: [
      {
        label,
        documentation: { kind: MarkupKind.Markdown, value: `${summary}\n\n[Documentation](${docs})` },
        parameters: parameters.map(parameter => ({ label: [...parameter.label], documentation: parameter.documentation })),
      },
    ],
    activeSignature: 0,
    // Beyond the last one, no parameter is highlighted.
    activeParameter: active ?? parameters.length,
  };
}

/** Diagnostics: answered when the client asks, pushed when it cannot ask. */
import {
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type InitializeParams,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '#server/analysis/analysis.ts';
import { diagnostics } from '#server/features/diagnostics.ts';
import { toDiagnostic } from './convert.ts';
import type { Session } from './session.ts';

export interface Publisher {
  pull(uri: string, previous: string | undefined): DocumentDiagnosticReport;
  /** A document changed: what depends on it is shown anew when the server is idle. */
  changed(uri: string): void;
  closed(uri: string): void;
  /** Anything may have changed. */
  refresh(): void;
}

export function createPublisher(connection: Connection, session: Session, { capabilities }: InitializeParams): Publisher {
  const pulls = capabilities.textDocument?.diagnostic !== undefined;
  const results = createResultIds();
  const pushed = new Map<string, string>();
  let scheduled: ReturnType<typeof setImmediate> | undefined;

  const diagnosticsOf = (document: TextDocument, analysis: Analysis | undefined): Diagnostic[] =>
    analysis ? diagnostics(analysis).map(diagnosis => toDiagnostic(document, diagnosis, path => session.place(path))) : [];

  /** One document at a time: in between the server answers what it is asked, and hears of what is typed. */
  const push = (left: readonly TextDocument[]) => {
    scheduled = undefined;
    const [document, ...others] = left;
    if (!document) return;
    try {
      pushOne(document);
    } catch (error) {
      connection.console.error(
        `diagnostics of ${document.uri}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
    scheduled = setImmediate(() => push(others));
  };

  const pushOne = (document: TextDocument) => {
    if (session.documentOf(document.uri) !== document) return;
    const analysis = session.analyse(document.uri);
    const id = `${results.idOf(analysis, session.settings)}@${document.version}`;
    if (pushed.get(document.uri) === id) return;
    pushed.set(document.uri, id);
    void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: diagnosticsOf(document, analysis) });
  };

  const schedule = () => {
    if (pulls || !session.started) return;
    if (scheduled) clearImmediate(scheduled);
    scheduled = setImmediate(() => push(session.documents));
  };

  const refreshHints = () => {
    if (capabilities.workspace?.inlayHint?.refreshSupport) void connection.languages.inlayHint.refresh();
  };

  /** Clients ask for a document's hints when it changes, not when what it imports does; diagnostics they ask for in either case. */
  const changed = (uri: string) => {
    schedule();
    if (session.hasDependents(uri)) refreshHints();
  };

  return {
    pull(uri, previous) {
      const document = session.documentOf(uri);
      const analysis = session.analyse(uri);
      const resultId = results.idOf(analysis, session.settings);
      if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
      return { kind: DocumentDiagnosticReportKind.Full, resultId, items: document ? diagnosticsOf(document, analysis) : [] };
    },
    changed,
    closed(uri) {
      pushed.delete(uri);
      if (!pulls) void connection.sendDiagnostics({ uri, diagnostics: [] });
      changed(uri);
    },
    refresh() {
      schedule();
      if (pulls && capabilities.workspace?.diagnostics?.refreshSupport) void connection.languages.diagnostics.refresh();
      refreshHints();
    },
  };
}

/** The same analysis under the same settings has the same id. */
function createResultIds(): { idOf(analysis: Analysis | undefined, settings: object): string } {
  const ids = new WeakMap<object, number>();
  let last = 0;
  const idOf = (value: object | undefined): number => {
    if (!value) return 0;
    const id = ids.get(value) ?? ++last;
    ids.set(value, id);
    return id;
  };
  return { idOf: (analysis, settings) => `${idOf(analysis)}.${idOf(settings)}` };
}

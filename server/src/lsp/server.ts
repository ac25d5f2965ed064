/** The language server on a connection: which requests there are, and which feature answers each. */
import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  PositionEncodingKind,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ProjectOptions } from '#server/analysis/project.ts';
import { calculate } from '#server/features/calculator.ts';
import { callAt } from '#server/features/call-at.ts';
import { codeActions } from '#server/features/code-actions.ts';
import { describeForm } from '#server/features/describe-form.ts';
import { hover } from '#server/features/hover.ts';
import { inlayHints } from '#server/features/inlay-hints.ts';
import { signatureHelp } from '#server/features/signature-help.ts';
import { type CalculationParams, type CallAtParams, type FormParams, methods, partialCapability, type Status } from '#shared/protocol.ts';
import { type Configuration, configuration } from './configuration.ts';
import { toCodeAction, toHover, toInlayHint, toSignatureHelp, toSpan } from './convert.ts';
import { createGuard } from './guard.ts';
import { createPublisher, type Publisher } from './publish.ts';
import { Session } from './session.ts';

/** Sources, and what says where imports lead. */
const WATCHED = ['**/*.{py,ts,tsx,mts,cts,js,jsx,mjs,cjs}', '**/{tsconfig*,jsconfig*,package}.json'];

/** `grammars` may still be loading: requests wait for them. */
export function startServer(connection: Connection, grammars: Promise<ProjectOptions['grammars']>): void {
  const session = new Session(partial => {
    if (wantsPartial(client)) status({ state: 'ready', partial });
  });
  const documents = new TextDocuments(TextDocument);
  let publisher: Publisher | undefined;
  let settings: Configuration | undefined;
  let client: InitializeParams | undefined;
  let startUp = (): void => {};
  const ready = new Promise<void>(resolve => {
    startUp = resolve;
  });
  const guard = createGuard(connection, ready);
  const status = (state: Status) => void connection.sendNotification(methods.status, state);

  connection.onInitialize(params => {
    client = params;
    session.setFolders(params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []));
    publisher = createPublisher(connection, session, params);
    settings = configuration(connection, session, params, () => publisher?.refresh());
    return capabilities(params);
  });

  connection.onInitialized(async () => {
    await settings?.load();
    try {
      session.start(await grammars);
      status({ state: 'ready' });
    } catch (error) {
      const message = `Shapewright cannot start: ${error instanceof Error ? error.message : String(error)}`;
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
      status({ state: 'failed', message });
    }
    startUp();
    publisher?.refresh();
    if (client?.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: WATCHED.map(globPattern => ({ globPattern })) });
    }
    if (client?.capabilities.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(async () => {
        const folders = await connection.workspace.getWorkspaceFolders();
        session.setFolders(folders?.map(({ uri }) => uri) ?? []);
        publisher?.refresh();
      });
    }
  });

  documents.onDidChangeContent(({ document }) => {
    session.update(document);
    publisher?.changed(document.uri);
  });
  documents.onDidClose(({ document }) => {
    publisher?.closed(document.uri);
    session.close(document.uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (session.filesChanged(changes.map(({ uri }) => uri)).length > 0) publisher?.refresh();
  });

  answer(connection, session, guard, () => publisher);
  documents.listen(connection);
  connection.listen();
}

const wantsPartial = (client: InitializeParams | undefined): boolean => {
  const experimental: unknown = client?.capabilities.experimental;
  return typeof experimental === 'object' && experimental !== null && partialCapability in experimental;
};

function capabilities({ capabilities: { workspace } }: InitializeParams): InitializeResult {
  return {
    serverInfo: { name: 'Shapewright' },
    capabilities: {
      positionEncoding: PositionEncodingKind.UTF16,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      diagnosticProvider: { identifier: 'shapewright', interFileDependencies: true, workspaceDiagnostics: false },
      hoverProvider: true,
      inlayHintProvider: { resolveProvider: false },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      signatureHelpProvider: { triggerCharacters: ['(', ','] },
      ...(workspace?.workspaceFolders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {}),
    },
  };
}

function answer(
  connection: Connection,
  session: Session,
  guard: ReturnType<typeof createGuard>,
  publisher: () => Publisher | undefined,
): void {
  /** Document and analysis, or undefined. */
  const look = (uri: string) => {
    const [document, analysis] = [session.documentOf(uri), session.analyse(uri)];
    return document && analysis ? { document, analysis } : undefined;
  };

  const noReport: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
  connection.languages.diagnostics.on(
    guard(
      'diagnostics',
      noReport,
      ({ textDocument, previousResultId }: DocumentDiagnosticParams) => publisher()?.pull(textDocument.uri, previousResultId) ?? noReport,
    ),
  );
  connection.onHover(
    guard('hover', null, ({ textDocument, position }) => {
      const found = look(textDocument.uri);
      const result = found && hover(found.analysis, found.document.offsetAt(position), session.settings);
      return found && result ? toHover(found.document, result) : null;
    }),
  );
  connection.languages.inlayHint.on(
    guard('inlay hints', null, ({ textDocument, range }) => {
      const found = session.settings.inlayHints ? look(textDocument.uri) : undefined;
      return found ? inlayHints(found.analysis, toSpan(found.document, range)).map(hint => toInlayHint(found.document, hint)) : null;
    }),
  );
  connection.onCodeAction(
    guard('code actions', null, ({ textDocument, range, context: { only, diagnostics } }) => {
      const found = !only || only.some(kind => CodeActionKind.QuickFix.startsWith(kind)) ? look(textDocument.uri) : undefined;
      if (!found) return null;
      const actions = codeActions(found.analysis, toSpan(found.document, range), (path, text) => session.analyseEdited(path, text));
      return actions.map(action => toCodeAction(found.document, action, diagnostics, path => session.place(path)));
    }),
  );
  connection.onSignatureHelp(
    guard('signature help', null, ({ textDocument, position }) => {
      const found = look(textDocument.uri);
      const help = found && signatureHelp(found.analysis, found.document.offsetAt(position));
      return help ? toSignatureHelp(help) : null;
    }),
  );
  connection.onRequest(
    methods.form,
    guard('calculator form', null, (params: FormParams) => describeForm(params) ?? null),
  );
  connection.onRequest(
    methods.calculate,
    guard('calculator', null, (params: CalculationParams) => calculate(params)),
  );
  connection.onRequest(
    methods.callAt,
    guard('call at a position', null, ({ uri, position }: CallAtParams) => {
      const found = look(uri);
      return (found && callAt(found.analysis, found.document.offsetAt(position))) ?? null;
    }),
  );
}

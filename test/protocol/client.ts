/** A language client for tests: starts the built server as an editor does and speaks the protocol over its standard streams. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';
import { methods, type Status } from '#shared/protocol.ts';

const bundle = fileURLToPath(new URL('../../dist/server.cjs', import.meta.url));

/** What a client can do beyond the least; by default it asks for diagnostics and answers questions about the configuration. */
export interface Options {
  readonly capabilities?: ClientCapabilities;
  /** The `shapewright` section of the configuration. */
  readonly settings?: unknown;
  readonly folder?: string;
}

export const pulling: ClientCapabilities = {
  textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true } },
  workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
};
export const pushing: ClientCapabilities = { textDocument: { publishDiagnostics: { relatedInformation: true } } };

export class Client {
  readonly connection: ProtocolConnection;
  readonly server: ChildProcess;
  readonly initialized: InitializeResult;
  /** The section that the server is given when it asks. */
  settings: unknown;
  readonly log: string[] = [];
  readonly shown: string[] = [];
  /** What the server said of itself. */
  readonly statuses: Status[] = [];
  readonly #published: PublishDiagnosticsParams[] = [];
  readonly #waiting = new Set<() => void>();
  #refreshes = 0;

  private constructor(server: ChildProcess, connection: ProtocolConnection, settings: unknown, initialized: InitializeResult) {
    this.server = server;
    this.connection = connection;
    this.settings = settings;
    this.initialized = initialized;
  }

  static async start({ capabilities = pulling, settings = {}, folder }: Options = {}): Promise<Client> {
    if (!existsSync(bundle)) throw new Error(`${bundle} is missing: run 'npm run build'`);
    const server = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdin, stdout } = server;
    const connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    // Filled in below; handlers must be there before the first message.
    const holder: { client?: Client } = {};
    connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly unknown[] }) =>
      items.map(() => holder.client?.settings ?? settings),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/diagnostic/refresh', () => holder.client?.refreshed() ?? null);
    connection.onRequest('workspace/inlayHint/refresh', () => null);
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => holder.client?.published(params));
    connection.onNotification('window/logMessage', ({ message }: { readonly message: string }) => {
      holder.client?.log.push(message);
    });
    // The first of them comes only after `initialized`.
    connection.onNotification(methods.status, (status: Status) => holder.client?.tell(status));
    connection.onNotification('window/showMessage', ({ message }: { readonly message: string }) => holder.client?.say(message));
    connection.listen();
    const initialized = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: folder ?? null,
      workspaceFolders: folder ? [{ uri: folder, name: 'test' }] : null,
      capabilities,
    });
    holder.client = new Client(server, connection, settings, initialized);
    await connection.sendNotification('initialized', {});
    return holder.client;
  }

  async open(uri: string, text: string, languageId = 'python', version = 1): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
  }

  async change(uri: string, version: number, ...contentChanges: readonly TextDocumentContentChangeEvent[]): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  /** A request about a place in a document. */
  at<R>(method: string, uri: string, position: Position): Promise<R> {
    return this.connection.sendRequest<R>(`textDocument/${method}`, { textDocument: { uri }, position });
  }

  request<R>(method: string, params: unknown): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }

  async pull(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.report(uri);
    return report.kind === DocumentDiagnosticReportKind.Full ? report.items : [];
  }

  report(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.request('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** Waits for diagnostics to be pushed for a document: those of a version, or those that satisfy a condition. */
  async pushed(uri: string, which: number | ((params: PublishDiagnosticsParams) => boolean)): Promise<readonly Diagnostic[]> {
    const matches = typeof which === 'number' ? (params: PublishDiagnosticsParams) => params.version === which : which;
    return (await this.#until(() => this.#published.findLast(params => params.uri === uri && matches(params)))).diagnostics;
  }

  /** Waits until the server has asked so often for diagnostics to be pulled again. */
  async refreshes(count: number): Promise<void> {
    await this.#until(() => this.#refreshes >= count || undefined);
  }

  get refreshCount(): number {
    return this.#refreshes;
  }

  async message(pattern: RegExp): Promise<string> {
    return this.#until(() => this.shown.find(text => pattern.test(text)));
  }

  async status(matches: (status: Status) => boolean): Promise<Status> {
    return this.#until(() => this.statuses.find(matches));
  }

  /** Ends the session as the protocol says; the server's exit status. */
  async stop(): Promise<number | null> {
    const exited = new Promise<number | null>(resolve => this.server.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const status = await exited;
    this.connection.dispose();
    return status;
  }

  refreshed(): null {
    this.#refreshes++;
    this.#wake();
    return null;
  }

  published(params: PublishDiagnosticsParams): void {
    this.#published.push(params);
    this.#wake();
  }

  tell(status: Status): void {
    this.statuses.push(status);
    this.#wake();
  }

  say(message: string): void {
    this.shown.push(message);
    this.#wake();
  }

  #wake(): void {
    for (const look of this.#waiting) look();
  }

  #until<T>(find: () => T | undefined): Promise<T> {
    return new Promise(resolve => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** The position of a piece of text, or of a place in it (`offset` characters in). */
export function positionOf(text: string, needle: string, offset = 0): Position {
  const at = text.indexOf(needle);
  if (at < 0) throw new Error(`'${needle}' is not in the text`);
  const before = text.slice(0, at + offset);
  return { line: before.split('\n').length - 1, character: before.length - (before.lastIndexOf('\n') + 1) };
}

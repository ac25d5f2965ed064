/** The extension: starts the language server and offers the calculator. */
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';
import { createCalculator } from './calculator.ts';
import { showStatus } from './status.ts';

const languages = ['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'];
const schemes = ['file', 'untitled'];
const documentSelector = languages.flatMap(language => schemes.map(scheme => ({ language, scheme })));

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.cjs');
  const options: LanguageClientOptions = {
    documentSelector,
    // What hovers show of a program is text and pictures, never commands or HTML.
    markdown: { isTrusted: false, supportHtml: false },
  };
  const started = new LanguageClient(
    'shapewright',
    'Shapewright',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
    },
    options,
  );
  client = started;
  const status = showStatus(started, documentSelector);
  const ready = started.start();
  const calculator = createCalculator(context, (method, params) => ready.then(() => started.sendRequest(method, params)));
  context.subscriptions.push(
    status,
    vscode.commands.registerCommand('shapewright.openCalculator', () => calculator.open()),
  );
  try {
    await ready;
  } catch (error) {
    status.failed(error instanceof Error ? error.message : String(error));
  }
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

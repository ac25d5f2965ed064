/** The calculator's panel: a page that asks, and answers that come from the language server. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type CallAtParams, methods, type Prefill } from '#shared/protocol.ts';
import { calculatorPage } from './calculator-page.ts';

export interface Calculator {
  /** Shows the panel, filled from the call under the cursor if there is one. */
  open(): Promise<void>;
}

export type Ask = (method: string, params: unknown) => Promise<unknown>;

/** What the page may ask of the server. */
const allowed: ReadonlySet<unknown> = new Set([methods.form, methods.calculate]);

interface Question {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

export function createCalculator(context: vscode.ExtensionContext, ask: Ask): Calculator {
  let panel: vscode.WebviewPanel | undefined;
  /** For a page that has not said yet that it listens. */
  let waiting: Prefill | undefined;

  const show = () => {
    if (panel) return panel;
    const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
    const created = vscode.window.createWebviewPanel('shapewright.calculator', 'Shape Calculator', vscode.ViewColumn.Beside, {
      enableScripts: true,
      localResourceRoots: [dist],
    });
    const script = created.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'calculator.js')).toString();
    created.webview.onDidReceiveMessage(message => receive(created, message));
    created.onDidDispose(() => {
      panel = undefined;
    });
    created.webview.html = calculatorPage(script, randomBytes(16).toString('hex'));
    panel = created;
    return created;
  };

  const receive = async ({ webview }: vscode.WebviewPanel, message: unknown) => {
    if (isReady(message)) {
      if (waiting) await webview.postMessage({ prefill: waiting });
      else await webview.postMessage({ begin: true });
      waiting = undefined;
    } else if (isQuestion(message)) {
      const { id, method, params } = message;
      try {
        await webview.postMessage({ id, result: await ask(method, params) });
      } catch (error) {
        await webview.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
      }
    }
  };

  return {
    async open() {
      const prefill = await callUnderCursor(ask);
      if (panel) {
        panel.reveal(undefined, true);
        if (prefill) await panel.webview.postMessage({ prefill });
        return;
      }
      waiting = prefill;
      show();
    },
  };
}

const isReady = (message: unknown): boolean => typeof message === 'object' && message !== null && 'ready' in message;

function isQuestion(message: unknown): message is Question {
  if (typeof message !== 'object' || message === null) return false;
  const { id, method } = message as Partial<Question>;
  return typeof id === 'number' && allowed.has(method);
}

async function callUnderCursor(ask: Ask): Promise<Prefill | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { line, character } = editor.selection.active;
  const params: CallAtParams = { uri: editor.document.uri.toString(), position: { line, character } };
  try {
    return ((await ask(methods.callAt, params)) as Prefill | null) ?? undefined;
  } catch {
    // Without a server there is nothing to fill in; the page itself says what is wrong.
    return undefined;
  }
}

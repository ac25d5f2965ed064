/** A word beside the language's name in the status bar: whether the server is there. */
import * as vscode from 'vscode';
import type { LanguageClient, StaticFeature } from 'vscode-languageclient/node';
import { methods, partialCapability, type Status } from '#shared/protocol.ts';
import { statusWords } from './status-words.ts';

export interface StatusItem extends vscode.Disposable {
  failed(message: string): void;
}

/** Tells the server that it may say which documents are analysed in part. */
const wantsPartial: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const experimental: unknown = capabilities.experimental;
    capabilities.experimental = { ...(typeof experimental === 'object' ? experimental : {}), [partialCapability]: true };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

export function showStatus(client: LanguageClient, selector: vscode.DocumentSelector): StatusItem {
  const item = vscode.languages.createLanguageStatusItem('shapewright.status', selector);
  item.name = 'Shapewright';
  item.command = { command: 'shapewright.openCalculator', title: 'Open calculator' };
  let status: Status = { state: 'starting' };
  const show = () => {
    const document = vscode.window.activeTextEditor?.document;
    const { text, detail } = statusWords(status, document && client.code2ProtocolConverter.asUri(document.uri));
    item.busy = status.state === 'starting';
    item.text = text;
    item.detail = detail;
    item.severity = status.state === 'failed' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  };
  const set = (next: Status) => {
    status = next;
    show();
  };
  show();
  client.registerFeature(wantsPartial);
  const listeners = [client.onNotification(methods.status, set), vscode.window.onDidChangeActiveTextEditor(show)];
  return {
    failed: message => set({ state: 'failed', message }),
    dispose() {
      for (const listener of listeners) listener.dispose();
      item.dispose();
    },
  };
}

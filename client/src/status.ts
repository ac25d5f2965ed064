/** A word beside the language's name in the status bar: whether the server is there. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { methods, type Status } from '#shared/protocol.ts';

export interface StatusItem extends vscode.Disposable {
  failed(message: string): void;
}

export function showStatus(client: LanguageClient, selector: vscode.DocumentSelector): StatusItem {
  const item = vscode.languages.createLanguageStatusItem('shapewright.status', selector);
  item.name = 'Shapewright';
  item.command = { command: 'shapewright.openCalculator', title: 'Open calculator' };
  const show = ({ state, message }: Status) => {
    item.busy = state === 'starting';
    item.text =
      state === 'starting' ? 'Shapewright is starting' : state === 'ready' ? 'Shapewright: shapes checked' : 'Shapewright does not run';
    item.severity = state === 'failed' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.detail = message ?? '';
  };
  show({ state: 'starting' });
  const listener = client.onNotification(methods.status, show);
  return {
    failed: message => show({ state: 'failed', message }),
    dispose() {
      listener.dispose();
      item.dispose();
    },
  };
}

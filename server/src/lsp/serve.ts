/** Starts the server on the connection that the command line names: `--stdio`, `--node-ipc`. The grammars lie beside the bundle. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { loadGrammars } from '#server/host/grammars.ts';
import { startServer } from './server.ts';

export function serve(): void {
  const connection = createConnection(ProposedFeatures.all);
  // Nothing a user writes may end the server: what escapes every handler is logged.
  process.on('uncaughtException', error => connection.console.error(`uncaught: ${error.stack ?? error.message}`));
  process.on('unhandledRejection', reason => connection.console.error(`unhandled: ${String(reason)}`));
  startServer(connection, loadGrammars(dirname(fileURLToPath(import.meta.url))));
}

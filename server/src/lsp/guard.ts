/** Runs the handler of a request when the messages before it have been read; a failure is logged and answered with nothing. */
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';

export type Guard = <P, R>(name: string, nothing: R, handle: (params: P) => R) => (params: P, token: CancellationToken) => Promise<R>;

export const createGuard =
  (connection: Connection, ready: Promise<unknown>): Guard =>
  (name, nothing, handle) =>
  async (params, token) => {
    await ready;
    // Typing sends a change and a question per key; by now the later ones have cancelled the earlier.
    await new Promise(resolve => setImmediate(resolve));
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, `${name} was cancelled`);
    try {
      return handle(params);
    } catch (error) {
      connection.console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return nothing;
    }
  };

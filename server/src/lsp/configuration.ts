/** Keeps the session's settings as the client has them. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  MessageType,
  ShowMessageNotification,
} from 'vscode-languageserver/node';
import { readSettings } from '#shared/settings.ts';
import { SOURCE } from './convert.ts';
import type { Session } from './session.ts';

export interface Configuration {
  /** Asks the client, or takes what it said when it started. */
  load(): Promise<void>;
}

/** `changed` is called after each later change. */
export function configuration(
  connection: Connection,
  session: Session,
  { capabilities, initializationOptions }: InitializeParams,
  changed: () => void,
): Configuration {
  const asks = capabilities.workspace?.configuration === true;
  let told = '';
  const use = (source: unknown) => {
    const { settings, problems } = readSettings(source);
    session.configure(settings);
    const text = problems.join('; ');
    if (text !== '' && text !== told) {
      void connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Warning,
        message: `Shapewright: ${text}. The default is used instead.`,
      });
    }
    told = text;
  };
  const load = async (fallback: unknown) => {
    try {
      use(asks ? await connection.workspace.getConfiguration(SOURCE) : fallback);
    } catch (error) {
      connection.console.error(`configuration: ${String(error)}`);
    }
  };
  connection.onDidChangeConfiguration(async ({ settings }) => {
    await load((settings as Record<string, unknown> | null | undefined)?.[SOURCE] ?? {});
    changed();
  });
  return {
    async load() {
      if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
        await connection.client.register(DidChangeConfigurationNotification.type, { section: SOURCE });
      }
      await load((initializationOptions as Record<string, unknown> | null | undefined)?.['settings'] ?? {});
    },
  };
}

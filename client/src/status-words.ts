/** What the status bar says of the server, and of the file that is being edited. */
import type { Status } from '#shared/protocol.ts';

export interface StatusWords {
  readonly text: string;
  readonly detail: string;
}

/** `uri`: the file that is being edited. */
export function statusWords({ state, message = '', partial = [] }: Status, uri: string | undefined): StatusWords {
  if (state === 'starting') return { text: 'Shapewright is starting', detail: message };
  if (state === 'failed') return { text: 'Shapewright does not run', detail: message };
  return uri !== undefined && partial.includes(uri)
    ? { text: 'Shapewright: analysed in part', detail: `${nameOf(uri)} or what it imports takes too many steps` }
    : { text: 'Shapewright: shapes checked', detail: message };
}

function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

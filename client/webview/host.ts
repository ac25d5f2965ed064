/** The page's connection to the extension: questions with answers, and calls to fill in. */
import type { OpName, Prefill, Values } from '#shared/protocol.ts';

interface VsCode {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCode;

/** What the page remembers while it is hidden. */
export interface State extends OpName {
  readonly values: Values;
}

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: string;
  readonly prefill?: Prefill;
  readonly begin?: boolean;
}

export interface Host {
  ask<R>(method: string, params: unknown): Promise<R>;
  readonly state: State | undefined;
  remember(state: State): void;
}

/** `begin` is called once the extension has said what to show: a call, or nothing in particular; later again for each call. */
export function connect(begin: (prefill: Prefill | undefined) => void): Host {
  const vscode = acquireVsCodeApi();
  const open = new Map<number, { readonly resolve: (result: never) => void; readonly reject: (error: Error) => void }>();
  let last = 0;
  window.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.prefill) begin(data.prefill);
    else if (data.begin) begin(undefined);
    const question = data.id === undefined ? undefined : open.get(data.id);
    if (!question || data.id === undefined) return;
    open.delete(data.id);
    if (data.error === undefined) question.resolve(data.result as never);
    else question.reject(new Error(data.error));
  });
  vscode.postMessage({ ready: true });
  return {
    ask: (method, params) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        open.set(id, { resolve, reject });
        vscode.postMessage({ id, method, params });
      }),
    state: readState(vscode.getState()),
    remember: state => vscode.setState(state),
  };
}

function readState(state: unknown): State | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const { op, values } = state as Partial<State>;
  return typeof op === 'string' && typeof values === 'object' && values !== null ? (state as State) : undefined;
}

/** What the suites of this folder share: documents, servers that serve several tests, and what a client asks. */
import { afterAll, beforeEach, expect } from 'vitest';
import type { Diagnostic, Hover, InlayHint, MarkupContent } from 'vscode-languageserver-protocol/node';
import { Client, type Options, positionOf } from './client.ts';

/** Another document for each test, since tests share a server. */
export let uri = '';
let count = 0;
beforeEach(() => {
  uri = `file:///workspace/${++count}/main.py`;
});

export const wrong = `import tensorflow as tf

image = tf.ones([1, 4, 4, 1])
window = tf.ones([3, 3, 1, 1])

small = tf.nn.conv2d(image, window, strides=1, padding='VALID')
back = tf.nn.conv2d_transpose(small, window, output_shape=[1, 5, 5, 1], strides=1, padding='VALID')
`;
export const right = wrong.replace('5, 5', '4, 4');

export let client: Client;
const clients = new Map<string, Client>();

/** A server with these options: the one that has been started with them, unless it has settings or files of its own. */
export async function start(options: Options = {}): Promise<Client> {
  const alone = options.settings !== undefined || options.folder !== undefined;
  const key = alone ? `alone ${count}` : JSON.stringify(options);
  client = clients.get(key) ?? (await Client.start(options));
  clients.set(key, client);
  return client;
}

// Nothing that a test does may leave an error behind, or a server that does not end as asked.
afterAll(async () => {
  for (const each of clients.values()) {
    expect(each.log).toEqual([]);
    expect(await each.stop()).toBe(0);
  }
});

export const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);
export const hoverText = async (text: string, needle: string, at = uri) => {
  const hover = await client.at<Hover | null>('hover', at, positionOf(text, needle, 1));
  return hover ? (hover.contents as MarkupContent).value : '';
};
export const words = (markdown: string) => /!\[(.*)\]\(data:image\/svg\+xml;base64,/.exec(markdown)?.[1]?.replaceAll('\\', '');
export const whole = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };
export const hints = async (at = uri) =>
  (await client.request<InlayHint[] | null>('textDocument/inlayHint', { textDocument: { uri: at }, range: whole }))?.map(
    ({ label }) => label,
  );

/** The built server as a client sees it. Every wait is for an answer of the server, never for time to pass. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeAction, Diagnostic, Hover, InlayHint, MarkupContent, SignatureHelp, TextEdit } from 'vscode-languageserver-protocol/node';
import { Client, type Options, positionOf, pushing } from './client.ts';

/** Another document for each test, since tests share a server. */
let uri = '';
let count = 0;
beforeEach(() => {
  uri = `file:///workspace/${++count}/main.py`;
});

const wrong = `import tensorflow as tf

image = tf.ones([1, 4, 4, 1])
window = tf.ones([3, 3, 1, 1])

small = tf.nn.conv2d(image, window, strides=1, padding='VALID')
back = tf.nn.conv2d_transpose(small, window, output_shape=[1, 5, 5, 1], strides=1, padding='VALID')
`;
const right = wrong.replace('5, 5', '4, 4');

let client: Client;
const clients = new Map<string, Client>();

/** A server with these options: the one that has been started with them, unless it has settings or files of its own. */
async function start(options: Options = {}): Promise<Client> {
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

const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);
const hoverText = async (text: string, needle: string, at = uri) => {
  const hover = await client.at<Hover | null>('hover', at, positionOf(text, needle, 1));
  return hover ? (hover.contents as MarkupContent).value : '';
};
const words = (markdown: string) => /!\[(.*)\]\(data:image\/svg\+xml;base64,/.exec(markdown)?.[1]?.replaceAll('\\', '');
const whole = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };
const hints = async (at = uri) =>
  (await client.request<InlayHint[] | null>('textDocument/inlayHint', { textDocument: { uri: at }, range: whole }))?.map(
    ({ label }) => label,
  );
const actions = (diagnostic: Diagnostic, at = uri) =>
  client.request<CodeAction[] | null>('textDocument/codeAction', {
    textDocument: { uri: at },
    range: diagnostic.range,
    context: { diagnostics: [diagnostic] },
  });

describe('diagnostics', () => {
  it('are pulled, with code, page and place', async () => {
    const { initialized } = await start();
    expect(initialized.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
    expect(initialized.capabilities.positionEncoding).toBe('utf-16');
    await client.open(uri, wrong);
    const [found, ...others] = await client.pull(uri);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      code: 'transpose-output-shape',
      source: 'shapewright',
      severity: 1,
      message: expect.stringContaining('output height 5 cannot come from input height 2'),
      codeDescription: { href: expect.stringContaining('docs/diagnostics/transpose-output-shape.md') },
    });
    expect(found?.range.start).toEqual(positionOf(wrong, '[1, 5, 5, 1]'));
  });

  it('have related information', async () => {
    await start();
    const text = "import tensorflow as tf\nx = tf.ones([1, 8, 8, 3])\nw = tf.ones([3, 3, 16, 3])\ny = tf.nn.conv2d(x, w, 1, 'SAME')\n";
    await client.open(uri, text);
    const [found] = await client.pull(uri);
    expect(found?.code).toBe('filter-order');
    expect(found?.relatedInformation?.[0]?.location).toMatchObject({ uri, range: { start: { line: 2 } } });
  });

  it('say that nothing changed', async () => {
    await start();
    await client.open(uri, wrong);
    const first = await client.report(uri);
    expect(first.kind).toBe('full');
    expect((await client.report(uri, first.resultId)).kind).toBe('unchanged');
    await client.change(uri, 2, { text: right });
    const second = await client.report(uri, first.resultId);
    expect(second).toMatchObject({ kind: 'full', items: [] });
  });

  it('are pushed to a client that cannot ask, and taken back', async () => {
    await start({ capabilities: pushing });
    await client.open(uri, wrong);
    expect(codes(await client.pushed(uri, 1))).toEqual(['transpose-output-shape']);
    await client.change(uri, 2, { text: right });
    expect(await client.pushed(uri, 2)).toEqual([]);
    await client.change(uri, 3, { text: wrong });
    expect(codes(await client.pushed(uri, 3))).toHaveLength(1);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    expect(await client.pushed(uri, ({ version }) => version === undefined)).toEqual([]);
  });

  it('are warnings in TypeScript, where nothing is thrown', async () => {
    await start();
    const at = 'untitled:Untitled-1';
    const text =
      "import * as tf from '@tensorflow/tfjs';\nconst y = tf.conv2dTranspose(tf.ones([1, 2, 2, 1]), tf.ones([3, 3, 1, 1]), [1, 5, 5, 1], 1, 'valid');\n";
    await client.open(at, text, 'typescript');
    expect((await client.pull(at)).map(({ code, severity }) => [code, severity])).toEqual([['transpose-output-shape', 2]]);
  });
});

describe('the worked example', () => {
  beforeEach(async () => {
    await start();
    await client.open(uri, right);
  });

  it('hovers with the computed pictures', async () => {
    expect(words(await hoverText(right, 'conv2d('))).toContain('output [1, 2, 2, 1] = 9 9 / 9 9');
    const back = await hoverText(right, 'conv2d_transpose');
    expect(back).toContain('Tensor [1, 4, 4, 1]');
    expect(words(back)).toContain('9 18 18 9 / 18 36 36 18 / 18 36 36 18 / 9 18 18 9');
    expect(words(await hoverText(right, 'back'))).toContain('18 36 36 18');
    expect(await hoverText(right, 'image')).toContain('image: Tensor [1, 4, 4, 1]');
  });

  it('has hints with the shapes', async () => {
    expect(await hints()).toEqual(['[1, 2, 2, 1]', '[1, 4, 4, 1]']);
  });

  it('fills the calculator', async () => {
    const prefill = await client.request<{ op: string; values: Record<string, string> }>('shapewright/calculator/callAt', {
      uri,
      position: positionOf(right, 'conv2d_transpose'),
    });
    expect(prefill).toMatchObject({ op: 'tf.nn.conv2d_transpose', values: { output_shape: '1,4,4,1' } });
    expect(await client.request('shapewright/calculator/calculate', prefill)).toMatchObject({ output: '[1, 4, 4, 1]', problems: [] });
    expect(await client.request('shapewright/calculator/form', prefill)).toMatchObject({ op: 'tf.nn.conv2d_transpose' });
    expect(await client.request('shapewright/calculator/form', { op: 'nothing' })).toBeNull();
  });
});

describe('code actions', () => {
  /** Applies an action's edits as an editor does. */
  const apply = (text: string, edits: readonly TextEdit[]): string => {
    const lines = text.split('\n');
    const offset = ({ line, character }: { line: number; character: number }) =>
      lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
    return [...edits]
      .sort((a, b) => offset(b.range.start) - offset(a.range.start))
      .reduce((all, { range, newText }) => all.slice(0, offset(range.start)) + newText + all.slice(offset(range.end)), text);
  };

  it('repair the call: afterwards the file is clean', async () => {
    await start();
    await client.open(uri, wrong);
    const [diagnostic] = await client.pull(uri);
    if (!diagnostic) throw new Error('no diagnostic');
    const found = await actions(diagnostic);
    expect(found?.[0]).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'transpose-output-shape' }] });
    let version = 1;
    for (const { title, edit } of found ?? []) {
      const text = apply(wrong, edit?.changes?.[uri] ?? []);
      await client.change(uri, ++version, { text });
      expect(await client.pull(uri), title).toEqual([]);
    }
  });

  it('offer nothing for other kinds', async () => {
    await start();
    await client.open(uri, wrong);
    const params = { textDocument: { uri }, range: whole, context: { diagnostics: [], only: ['refactor'] } };
    expect(await client.request('textDocument/codeAction', params)).toBeNull();
  });
});

describe('signature help', () => {
  it('shows the filter order and follows the cursor', async () => {
    await start();
    await client.open(uri, right);
    const help = await client.at<SignatureHelp>('signatureHelp', uri, positionOf(right, ', window, output', 2));
    expect(help.signatures[0]?.label).toContain('filters: Tensor [h, w, out, in]');
    expect(help.activeParameter).toBe(1);
  });

  it('helps while the call is typed', async () => {
    await start();
    let text = 'import tensorflow as tf\nx = tf.ones([1, 4, 4, 1])\ny = tf.nn.conv2d';
    await client.open(uri, text);
    for (const [typed, active] of [
      ['(', 0],
      ['x', 0],
      [', ', 1],
    ] as const) {
      const position = positionOf(`${text}‸`, '‸');
      await client.change(uri, text.length, { range: { start: position, end: position }, text: typed });
      text += typed;
      const help = await client.at<SignatureHelp | null>('signatureHelp', uri, positionOf(`${text}‸`, '‸'));
      expect(help?.activeParameter, text).toBe(active);
    }
  });
});

describe('edits', () => {
  it('count in UTF-16, over characters outside the plane', async () => {
    await start();
    const text = `# 🦊🦊 fox\n${wrong}`;
    await client.open(uri, text);
    const at = positionOf(text, '🦊 fox');
    // Replaces the second fox by two letters, then puts text with surrogates before the call.
    await client.change(uri, 2, { range: { start: at, end: { line: at.line, character: at.character + 2 } }, text: 'ab' });
    const line = positionOf(text, 'back =');
    await client.change(uri, 3, { range: { start: line, end: line }, text: "note = '🦊'; " });
    const [found] = await client.pull(uri);
    const now = text.replace('🦊 fox', 'ab fox').replace('back =', "note = '🦊'; back =");
    expect(found?.range.start).toEqual(positionOf(now, '[1, 5, 5, 1]'));
    expect(await hoverText(now, 'conv2d_transpose')).toContain('[1, 5, 5, 1]');
  });

  it('in several pieces arrive as one text', async () => {
    await start();
    await client.open(uri, wrong);
    const five = positionOf(wrong, '5, 5');
    const one = (character: number) => ({
      range: { start: { ...five, character }, end: { ...five, character: character + 1 } },
      text: '4',
    });
    await client.change(uri, 2, one(five.character), one(five.character + 3));
    expect(await client.pull(uri)).toEqual([]);
    expect(await hints()).toContain('[1, 4, 4, 1]');
  });

  it('a key at a time end with the answer for the last', async () => {
    await start({ capabilities: pushing });
    await client.open(uri, wrong.replace('5, 5', ''));
    const at = positionOf(wrong, '5, 5');
    for (const [index, key] of [...'4, 4'].entries()) {
      const position = { ...at, character: at.character + index };
      await client.change(uri, index + 2, { range: { start: position, end: position }, text: key });
    }
    expect(await client.pushed(uri, 5)).toEqual([]);
    expect(await hints()).toEqual(['[1, 2, 2, 1]', '[1, 4, 4, 1]']);
  });

  it.each(['conv2d_transpose(', 'output_shape=', '[1, 5', "padding='"])('that leave code half-typed after %s do no harm', async stop => {
    await start();
    const half = wrong.slice(0, wrong.lastIndexOf(stop) + stop.length);
    await client.open(uri, half);
    await client.pull(uri);
    expect(await hoverText(half, 'conv2d(')).toContain('[1, 2, 2, 1]');
    await client.change(uri, 2, { text: wrong });
    expect(codes(await client.pull(uri))).toEqual(['transpose-output-shape']);
  });
});

describe('configuration', () => {
  it('is asked for, and again when it changes', async () => {
    await start({ settings: { severity: { 'transpose-output-shape': 'hint' } } });
    await client.open(uri, wrong);
    expect((await client.pull(uri))[0]?.severity).toBe(4);
    client.settings = { severity: { 'transpose-output-shape': 'off' }, inlayHints: { enabled: false } };
    const before = client.refreshCount;
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.refreshes(before + 1);
    expect(await client.pull(uri)).toEqual([]);
    expect(await hints()).toBeUndefined();
    client.settings = { enabled: false };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.refreshes(before + 2);
    expect(await hoverText(wrong, 'conv2d(')).toBe('');
  });

  it('is taken from the notification where the client cannot be asked', async () => {
    await start({ capabilities: pushing, settings: {} });
    await client.open(uri, wrong);
    expect((await client.pushed(uri, 1))[0]?.severity).toBe(1);
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { shapewright: { severity: { 'transpose-output-shape': 'off' } } },
    });
    await client.change(uri, 2, { text: `${wrong}\n` });
    expect(await client.pushed(uri, 2)).toEqual([]);
  });

  it('that is wrong is named, and the rest holds', async () => {
    await start({ settings: { severity: { 'rank-mismatch': 'loud' }, inlayHints: { enabled: false } } });
    expect(await client.message(/severity/)).toMatch(/Shapewright: severity: 'rank-mismatch': expected one of/);
    await client.open(uri, wrong);
    expect(await hints()).toBeUndefined();
    expect(codes(await client.pull(uri))).toHaveLength(1);
  });
});

describe('files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shapewright-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const address = (name: string) => pathToFileURL(join(folder, name)).href;

  it('are followed through imports, open or on disk', async () => {
    writeFileSync(join(folder, 'sizes.py'), 'SIZE = 5\n');
    await start({ folder: pathToFileURL(folder).href });
    const text = wrong.replace('tf\n', 'tf\nfrom sizes import SIZE\n').replace('[1, 5, 5, 1]', '[1, SIZE, SIZE, 1]');
    await client.open(address('main.py'), text);
    expect(codes(await client.pull(address('main.py')))).toEqual(['transpose-output-shape']);
    writeFileSync(join(folder, 'sizes.py'), 'SIZE = 4\n');
    const before = client.refreshCount;
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: address('sizes.py'), type: 2 }] });
    await client.refreshes(before + 1);
    expect(await client.pull(address('main.py'))).toEqual([]);
    await client.open(address('sizes.py'), 'SIZE = 5\n');
    expect(codes(await client.pull(address('main.py')))).toEqual(['transpose-output-shape']);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: address('sizes.py') } });
    expect(await client.pull(address('main.py'))).toEqual([]);
  });

  it('push what another file changes', async () => {
    writeFileSync(join(folder, 'sizes.py'), 'SIZE = 4\n');
    await start({ folder: pathToFileURL(folder).href, capabilities: pushing });
    const text = wrong.replace('tf\n', 'tf\nfrom sizes import SIZE\n').replace('[1, 5, 5, 1]', '[1, SIZE, SIZE, 1]');
    await client.open(address('main.py'), text);
    expect(await client.pushed(address('main.py'), 1)).toEqual([]);
    await client.open(address('sizes.py'), 'SIZE = 5\n');
    await client.pushed(address('main.py'), ({ diagnostics }) => codes(diagnostics).includes('transpose-output-shape'));
  });

  it.each([
    ['file:///nowhere/at/all.py', 'python'],
    ['file:///nowhere/data.bin', 'plaintext'],
    ['untitled:Untitled-1', 'python'],
    ['vscode-notebook-cell:/a%20b/c.ipynb#W0sZmlsZQ%3D%3D', 'python'],
    ['file:///C%3A/%F0%9F%A6%8A/odd%25name.py', 'python'],
    ['git:/x/y.py?%7B%22ref%22%3A%22HEAD%22%7D', 'python'],
  ])('that are odd are no problem: %s', async (odd, language) => {
    await start();
    await client.open(odd, right, language);
    await client.pull(odd);
    if (language === 'python') expect(await hints(odd)).toHaveLength(2);
    for (const missing of [odd, 'file:///not/open.py', 'nonsense']) {
      const target = missing === odd ? odd : missing;
      await client.pull(target);
      await client.at('hover', target, { line: 999, character: 999 });
      await client.at('signatureHelp', target, { line: 0, character: 0 });
    }
  });
});

describe('hostile input', () => {
  it.each([
    ['a deep nest of lists', `x = ${'['.repeat(100_000)}1${']'.repeat(100_000)}\n`],
    ['a deep nest of calls', `x = ${'tf.abs('.repeat(100_000)}1${')'.repeat(100_000)}\n`],
    ['an open nest', `x = ${'tf.abs(['.repeat(50_000)}`],
    ['a long sum', `x = ${Array(50_000).fill('1').join(' + ')}\n`],
    ['a tensor that no machine holds', 'x = tf.ones([10**9, 10**9])\ny = x + tf.ones([10**9, 1])\n'],
    ['bytes', `x = '${'\\x00\u0000\ufffe\ud800'.repeat(1000)}'\n`],
  ])('%s is survived', async (_, text) => {
    await start();
    await client.open(uri, `import tensorflow as tf\n${text}`);
    await client.pull(uri);
    await hints();
    await client.at('hover', uri, { line: 1, character: 5 });
    await client.at('signatureHelp', uri, { line: 1, character: 2000 });
    await client.change(uri, 2, { text: wrong });
    expect(codes(await client.pull(uri))).toEqual(['transpose-output-shape']);
    // A busy machine needs longer to read these.
  }, 120_000);
});

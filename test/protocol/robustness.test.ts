/** The built server under what happens to it: edits, settings, other files, odd names, hostile text. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { positionOf, pushing } from './client.ts';
import { client, codes, hints, hoverText, right, start, uri, wrong } from './shared.ts';

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
  ])(
    '%s is survived',
    async (_, text) => {
      await start();
      await client.open(uri, `import tensorflow as tf\n${text}`);
      await client.pull(uri);
      await hints();
      await client.at('hover', uri, { line: 1, character: 5 });
      await client.at('signatureHelp', uri, { line: 1, character: 2000 });
      await client.change(uri, 2, { text: wrong });
      expect(codes(await client.pull(uri))).toEqual(['transpose-output-shape']);
      // A busy machine needs longer to read these.
    },
    120_000,
  );
});

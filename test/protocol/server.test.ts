/** The built server as a client sees it: what it answers. Every wait is for an answer of the server, never for time to pass. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { CodeAction, Diagnostic, SignatureHelp, TextEdit } from 'vscode-languageserver-protocol/node';
import { partialCapability } from '#shared/protocol.ts';
import { heavy } from '../harness/cli.ts';
import { positionOf, pulling, pushing } from './client.ts';
import { client, codes, hints, hoverText, right, start, uri, whole, words, wrong } from './shared.ts';

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

  it('are tagged: a comment that silences nothing is faded, and can be removed', async () => {
    await start();
    const text = 'import tensorflow as tf\nx = tf.ones([1, 8])  # shapewright: ignore[rank-mismatch]\n';
    await client.open(uri, text);
    const [found] = await client.pull(uri);
    expect(found).toMatchObject({ code: 'unused-ignore', severity: 4, tags: [1] });
    const [action] = (await actions(found as Diagnostic)) ?? [];
    expect(action?.title).toBe('Remove the comment');
    expect(action?.edit?.changes?.[uri]).toMatchObject([
      { newText: '', range: { start: { line: 1, character: 19 }, end: { line: 1, character: 57 } } },
    ]);
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

describe('a file that takes too many steps', () => {
  it('is named to a client that wants to know, until it is better', async () => {
    await start({ capabilities: { ...pulling, experimental: { [partialCapability]: true } } });
    await client.open(uri, heavy);
    await client.pull(uri);
    expect(await client.status(({ partial }) => partial !== undefined)).toEqual({ state: 'ready', partial: [uri] });
    await client.change(uri, 2, { text: right });
    await client.pull(uri);
    expect(client.statuses.at(-1)).toEqual({ state: 'ready', partial: [] });
    expect(client.statuses.filter(({ partial }) => partial)).toHaveLength(2);
  });

  it('is nothing new to other clients', async () => {
    await start();
    await client.open(uri, heavy);
    await client.pull(uri);
    await hints();
    expect(client.statuses.filter(({ partial }) => partial)).toEqual([]);
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

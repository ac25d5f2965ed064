import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const uriOf = (name: string): vscode.Uri => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the suite needs a workspace');
  return vscode.Uri.joinPath(folder.uri, name);
};

async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Our diagnostics of a document, as soon as they satisfy the condition. */
function diagnostics(document: vscode.TextDocument, condition: (found: vscode.Diagnostic[]) => boolean): Promise<vscode.Diagnostic[]> {
  const ours = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'shapewright');
  return new Promise(resolve => {
    const look = () => {
      const found = ours();
      if (!condition(found)) return;
      listener.dispose();
      resolve(found);
    };
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

const positionOf = (document: vscode.TextDocument, needle: string): vscode.Position => {
  const at = document.getText().indexOf(needle);
  assert.ok(at >= 0, `${needle} is not in the document`);
  return document.positionAt(at + 1);
};

const codeOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);

describe('Shapewright in the extension host', () => {
  it('is activated by a Python file', async () => {
    await open('fine.py');
    const extension = vscode.extensions.getExtension('shapewright.shapewright');
    assert.ok(extension);
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it('reports a wrong output_shape with its code, a link to its page and its place', async () => {
    const document = await open('wrong.py');
    const [problem] = await diagnostics(document, found => found.length > 0);
    assert.ok(problem);
    assert.equal(codeOf(problem), 'transpose-output-shape');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.ok(typeof problem.code === 'object' && /transpose-output-shape/.test(problem.code.target.toString()));
    assert.equal(document.getText(problem.range).includes('5'), true);
  });

  it('hovers with a computed picture', async () => {
    const document = await open('wrong.py');
    await diagnostics(document, found => found.length > 0);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      positionOf(document, 'conv2d('),
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map(content => (typeof content === 'string' ? content : content.value)))
      .join('\n');
    assert.match(text, /\[1, 2, 2, 1\]/);
    assert.match(text, /data:image\/svg\+xml/);
  });

  it('shows output shapes as inlay hints', async () => {
    const document = await open('wrong.py');
    await diagnostics(document, found => found.length > 0);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, all);
    const labels = hints.map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
    assert.ok(
      labels.some(label => label.includes('[1, 2, 2, 1]')),
      labels.join(' | '),
    );
  });

  it('helps with the arguments while they are typed, filter order included', async () => {
    const document = await open('wrong.py');
    const help = await vscode.commands.executeCommand<vscode.SignatureHelp>(
      'vscode.executeSignatureHelpProvider',
      document.uri,
      positionOf(document, ', window, output_shape').translate(0, 1),
    );
    assert.match(JSON.stringify(help), /output_shape/);
  });

  it('repairs the call, after which the file is clean', async () => {
    const document = await open('wrong.py');
    const [problem] = await diagnostics(document, found => found.length > 0);
    assert.ok(problem);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ edit, title }) => edit !== undefined && !title.startsWith('Ignore'));
    assert.ok(fix?.edit, 'there is a fix with an edit');
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await diagnostics(document, found => found.length === 0);
    assert.match(document.getText(), /output_shape=\[1, 4, 4, 1\]/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('reads TypeScript, where the same mistake is a warning', async () => {
    const document = await open('wrong.ts');
    const found = await diagnostics(document, problems => problems.length > 0);
    assert.deepEqual(
      found.map(problem => [codeOf(problem), problem.severity]),
      [['transpose-output-shape', vscode.DiagnosticSeverity.Warning]],
    );
  });

  it('opens the calculator', async () => {
    await open('wrong.py');
    const opened = new Promise<void>(resolve => {
      const listener = vscode.window.tabGroups.onDidChangeTabs(({ opened: tabs }) => {
        if (!tabs.some(({ input }) => input instanceof vscode.TabInputWebview)) return;
        listener.dispose();
        resolve();
      });
    });
    await vscode.commands.executeCommand('shapewright.openCalculator');
    await opened;
  });
});

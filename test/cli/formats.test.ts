// The formats of a report: json as docs/cli.md promises it, sarif, github, text in and out of terminals, notebooks.
import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Report } from '#server/cli/report/model.ts';
import { cli, fine, folder, heavy, shapewright, wrong } from '../harness/cli.ts';
import { assertReport } from '../harness/report-shape.ts';

const transposed = `import tensorflow as tf

x = tf.ones([1, 2, 2, 1])
w = tf.ones([3, 3, 1, 1])
good = tf.nn.conv2d_transpose(x, w, [1, 4, 4, 1], 1, 'VALID')
bad = tf.nn.conv2d_transpose(x, w, [1, 5, 5, 1], 1, 'VALID')
`;

const json = async (args: readonly string[], cwd: string): Promise<Report> =>
  JSON.parse((await shapewright(['check', '--format', 'json', ...args], { cwd })).stdout);

describe('json', () => {
  test('has the form that docs/cli.md describes', async () => {
    const cwd = folder({
      'a.py': transposed,
      'sub/b.ts': "import * as tf from '@tensorflow/tfjs';\nexport const f = (x: tf.Tensor4D) => tf.split(x, 2, 3);\n",
    });
    const report = await json(['--shapes=values'], cwd);
    assertReport(report);
    expect(report.files.map(({ path, language }) => [path, language])).toEqual([
      ['a.py', 'python'],
      ['sub/b.ts', 'typescript'],
    ]);
  });

  test('a call', async () => {
    const report = await json(['--shapes=values'], folder({ 'a.py': transposed }));
    expect(report.files[0]?.calls?.[2]).toEqual({
      op: 'tf.nn.conv2d_transpose',
      line: 5,
      column: 8,
      endLine: 5,
      endColumn: 62,
      inputs: { input: [1, 2, 2, 1], filters: [3, 3, 1, 1] },
      output: [1, 4, 4, 1],
      contexts: 1,
      values: [
        [
          [[1], [2], [2], [1]],
          [[2], [4], [4], [2]],
          [[2], [4], [4], [2]],
          [[1], [2], [2], [1]],
        ],
      ],
    });
  });

  test('a diagnostic with a repair', async () => {
    const report = await json([], folder({ 'a.py': transposed }));
    expect(report.files[0]?.calls).toBeUndefined();
    expect(report.summary).toMatchObject({ calls: 4, errors: 1 });
    const [diagnostic] = report.files[0]?.diagnostics ?? [];
    expect(diagnostic).toMatchObject({ code: 'transpose-output-shape', severity: 'error', line: 6, column: 36, endLine: 6, endColumn: 48 });
    expect(diagnostic?.docs).toMatch(/^https:.*transpose-output-shape/);
    // Edits are those of an editor: put into the text they give the repaired call.
    const line = transposed.split('\n')[5] ?? '';
    const fixed = diagnostic?.fixes[0]?.edits
      .toReversed()
      .reduce((text, edit) => text.slice(0, edit.column - 1) + edit.text + text.slice(edit.endColumn - 1), line);
    expect(fixed).toBe("bad = tf.nn.conv2d_transpose(x, w, [1, 4, 4, 1], 1, 'VALID')");
  });

  test('unknown and symbolic dims, contexts that differ', async () => {
    const source = `import tensorflow.compat.v1 as tf
x = tf.placeholder(tf.float32, [None, 8, 8, 3])
def conv(x, out):
    return tf.nn.conv2d(x, tf.zeros([3, 3, 3, out]), 2, 'SAME')
a = conv(x, 4)
b = conv(x, 5)
c = tf.nn.relu(unknown_thing())
`;
    const report = await json(['--shapes'], folder({ 'a.py': source }));
    const calls = report.files[0]?.calls ?? [];
    const conv = calls.find(({ op }) => op === 'tf.nn.conv2d');
    expect(conv).toMatchObject({ output: ['N', 4, 4, null], contexts: 2, inputs: { filters: [3, 3, 3, null] } });
    expect(conv?.outputs).toEqual([
      ['N', 4, 4, 4],
      ['N', 4, 4, 5],
    ]);
    expect(calls.find(({ op }) => op === 'tf.nn.relu')).toMatchObject({ output: null, unknown: "features: no value for 'unknown_thing'" });
    expect(conv).not.toHaveProperty('unknown');
    expect(calls.find(({ op }) => op === 'tf.nn.relu')).not.toHaveProperty('outputs');
    expect(report.summary.resolved).toBe(report.summary.calls - 3);
  });

  test('why something is unknown is passed on', async () => {
    const source = `import tensorflow as tf
import data
for batch in data.batches():
    tf.nn.relu(batch[0])
x = tf.nn.relu(tf.nn.elu(data.load() * 2))
y = tf.reshape(tf.zeros([4]), data.shape())
z = tf.concat([tf.nn.relu(y), y], 0)
`;
    const { files } = await json(['--shapes'], folder({ 'a.py': source }));
    const reasons = files[0]?.calls?.map(({ op, unknown }) => [op, unknown]);
    expect(reasons?.filter(([, reason]) => reason !== undefined)).toEqual([
      ['tf.nn.relu', "features: import of 'data'"],
      ['tf.nn.relu', "features: import of 'data'"],
      ['tf.nn.elu', "features: import of 'data'"],
      ['tf.reshape', "shape: import of 'data'"],
      ['tf.concat', "values: import of 'data'"],
      ['tf.nn.relu', "features: import of 'data'"],
    ]);
  });

  test('what is analysed in part is marked', async () => {
    const cwd = folder({ 'a.py': fine, 'heavy.py': heavy, 'b.py': `import heavy\n${fine}` });
    const report = await json([], cwd);
    assertReport(report);
    expect(report.files.map(({ path, partial }) => [path, partial])).toEqual([
      ['a.py', undefined],
      ['b.py', true],
      ['heavy.py', true],
    ]);
    expect(report.summary.partial).toBe(2);
  });

  test('columns count UTF-16 units', async () => {
    const report = await json([], folder({ 'a.py': wrong.replace('x =', 's = "\u{1f600}é"; x =') }));
    expect(report.files[0]?.diagnostics[0]).toMatchObject({ line: 3, column: 41 + 's = "..é"; '.length });
  });
});

describe('sarif', () => {
  test('rules, results, places', async () => {
    const { stdout, status } = await shapewright(['check', '--format', 'sarif'], {
      cwd: folder({ 'a b.py': transposed, 'c.py': wrong, 'd.py': fine }),
    });
    const { runs, version } = JSON.parse(stdout);
    const [run] = runs;
    expect([status, version, runs.length]).toEqual([1, '2.1.0', 1]);
    expect(run.tool.driver).toMatchObject({ name: 'shapewright', version: '0.1.0' });
    for (const { ruleId, ruleIndex, level, message, locations } of run.results) {
      expect(run.tool.driver.rules[ruleIndex]).toMatchObject({ id: ruleId, helpUri: expect.stringContaining(`/${ruleId}.md`) });
      expect(level).toBe('error');
      expect(message.text).not.toBe('');
      const { artifactLocation, region } = locations[0].physicalLocation;
      expect(artifactLocation.uri).toMatch(/^(a%20b|c)\.py$/);
      expect(region.startLine).toBeGreaterThan(2);
    }
    expect(run.results).toHaveLength(2);
    const [first] = run.results;
    expect(first.fixes[0].artifactChanges[0].replacements[0]).toMatchObject({ insertedContent: { text: '4' } });
  });

  test('nothing found is a log without results', async () => {
    const { stdout } = await shapewright(['check', '--format', 'sarif'], { cwd: folder({ 'a.py': fine }) });
    expect(JSON.parse(stdout).runs[0].results).toEqual([]);
    expect(JSON.parse(stdout).runs[0]).not.toHaveProperty('invocations');
  });

  test('what is analysed in part is a notification of the run', async () => {
    const { stdout } = await shapewright(['check', '--format', 'sarif'], { cwd: folder({ 'heavy.py': heavy }) });
    const [invocation] = JSON.parse(stdout).runs[0].invocations;
    expect(invocation).toMatchObject({
      executionSuccessful: true,
      toolExecutionNotifications: [{ level: 'note', locations: [{ physicalLocation: { artifactLocation: { uri: 'heavy.py' } } }] }],
    });
  });
});

test('github: one command per diagnostic, escaped', async () => {
  const { stdout } = await shapewright(['check', '--format', 'github'], { cwd: folder({ 'odd,%:name.py': wrong }) });
  const [command = '', summary] = stdout.split('\n');
  expect(command).toMatch(
    /^::error file=odd%2C%25%3Aname\.py,line=3,endLine=3,col=41,endColumn=62,title=shapewright%3A channels-mismatch::input has 3 channels/,
  );
  expect(summary).toMatch(/^1 error in 1 file/);
});

describe('text', () => {
  test('has no colour in a pipe, unless it is asked for', async () => {
    const cwd = folder({ 'a.py': wrong });
    const colour = '\u001b[';
    const [piped, forced, forbidden] = await Promise.all([
      shapewright(['check'], { cwd }),
      shapewright(['check'], { cwd, env: { FORCE_COLOR: '1' } }),
      shapewright(['check'], { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } }),
    ]);
    expect(piped.stdout).not.toContain(colour);
    expect(forced.stdout).toContain(colour);
    expect(forbidden.stdout).not.toContain(colour);
  });

  test('shows what a terminal would obey as a mark', async () => {
    const { stdout } = await shapewright(['check'], { cwd: folder({ 'a.py': `${wrong.trimEnd()}  # \u001b[31m\u202e\n` }) });
    expect(stdout).toContain('# \ufffd[31m\ufffd');
  });

  test('cuts long lines around the place, and stands under tabs and wide letters', async () => {
    const call = "tf.nn.conv2d(tf.ones([1, 4, 4, 3]), tf.ones([3, 3, 2, 8]), 1, 'VALID')";
    const cwd = folder({
      'long.py': `import tensorflow as tf\nx = [${'1, '.repeat(200)}${call}${', 1'.repeat(200)}]\n`,
      'wide.py': `import tensorflow as tf\nif True:\n\tx = ('図', ${call})\n`,
    });
    const { stdout } = await shapewright(['check'], { cwd });
    const lines = stdout.split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(170);
    for (const name of ['long.py', 'wide.py']) {
      const at = lines.findIndex(line => line.includes(`${name}:`));
      const source = (lines[at + 2] ?? '').replace('図', '図 ');
      expect(source.slice((lines[at + 3] ?? '').indexOf('^'))).toMatch(/^tf\.ones\(\[3, 3, 2, 8\]\)/);
    }
  });

  test('--shapes lists the calls', async () => {
    const { stdout } = await shapewright(['check', '--shapes', 'a.py'], { cwd: folder({ 'a.py': transposed }) });
    expect(stdout).toContain('a.py:5:8: tf.nn.conv2d_transpose [1, 2, 2, 1], [3, 3, 1, 1] → [1, 4, 4, 1]\n');
  });

  test('names what is analysed in part in one line', async () => {
    const [one, many] = await Promise.all([
      shapewright(['check'], { cwd: folder({ 'a.py': fine, 'heavy.py': heavy }) }),
      shapewright(['check', '--jobs', '1'], { cwd: folder(Object.fromEntries([1, 2, 3, 4].map(at => [`heavy${at}.py`, heavy]))) }),
    ]);
    expect(one.stdout).toMatch(/^1 file analysed in part, it takes too many steps: heavy\.py\nnothing found in 2 files/);
    expect(many.stdout).toMatch(
      /^4 files analysed in part, they take too many steps: heavy1\.py, heavy2\.py, heavy3\.py, …\nnothing found/,
    );
  });

  test('a reader that leaves is no failure', async () => {
    const cwd = folder(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`f${at}.py`, wrong.repeat(10)])));
    const result = await new Promise<{ status: number | null; stderr: string }>((resolve, reject) => {
      const child = spawn(process.execPath, [cli, 'check', '--shapes=values', '--format', 'json'], {
        cwd,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', text => {
        stderr += text;
      });
      child.stdout.once('data', () => child.stdout.destroy());
      child.once('error', reject).once('close', status => resolve({ status, stderr }));
    });
    expect(result.stderr).toBe('');
    expect(result.status).not.toBe(2);
  });
});

describe('notebooks', () => {
  const cell = (type: string, ...source: readonly string[]) => ({
    cell_type: type,
    source: source.map(line => `${line}\n`),
    metadata: {},
    outputs: [],
  });
  const notebook = (...cells: readonly unknown[]) =>
    JSON.stringify({ cells, metadata: { kernelspec: { language: 'python' } }, nbformat: 4, nbformat_minor: 5 });
  const example = notebook(
    cell('markdown', '# A notebook'),
    cell('code', '%matplotlib inline', '!pip install tensorflow \\', '   --quiet', 'import tensorflow as tf', 'x = tf.ones([1, 4, 4, 3])'),
    cell('code', '%%bash', 'tf.nn.conv2d('),
    cell('code', '%%time', 'w = tf.ones([3, 3, 2, 8])', 'help?', "y = tf.nn.conv2d(x, w, 1, 'SAME')"),
  );

  test('are one module in cell order, and findings say in which cell they are', async () => {
    const cwd = folder({ 'a.ipynb': example });
    const [text, report] = await Promise.all([shapewright(['check'], { cwd }), json(['--shapes'], cwd)]);
    expect(text.stdout).toContain("a.ipynb:cell 4:4:21\n   |\n 4 | y = tf.nn.conv2d(x, w, 1, 'SAME')");
    expect(text.stdout).toContain('a.ipynb:cell 4:2:13');
    expect(report.files[0]?.diagnostics).toMatchObject([{ code: 'channels-mismatch', cell: 4, column: 21, related: [{ cell: 4 }] }]);
    expect(report.files[0]?.calls?.map(({ cell: number }) => number)).toEqual([2, 4, 4]);
  });

  test('import the modules beside them', async () => {
    const cwd = folder({
      'notes/a.ipynb': notebook(
        cell('code', 'import tensorflow as tf', 'from sizes import depth'),
        cell('code', 'x = tf.zeros([depth, 1])'),
      ),
      'notes/sizes.py': 'depth = 4\n',
    });
    const report = await json(['--shapes'], cwd);
    expect(report.files.find(({ path }) => path.endsWith('.ipynb'))?.calls?.map(({ output }) => output)).toEqual([[4, 1]]);
  });

  test('annotations, which know lines only, name the cell in words', async () => {
    const { stdout } = await shapewright(['check', '--format', 'github'], { cwd: folder({ 'a.ipynb': example }) });
    expect(stdout).toMatch(/^::error file=a\.ipynb,line=1,.*::cell 4, line 4: input has 3 channels/);
  });

  test('broken ones, empty ones and those in other languages are no failure', async () => {
    const cwd = folder({
      'broken.ipynb': '{"cells": [',
      'list.ipynb': '[]',
      'empty.ipynb': notebook(),
      'odd.ipynb': JSON.stringify({
        cells: [null, 3, { cell_type: 'code' }, { cell_type: 'code', source: [1, null, 'import tensorflow'] }],
      }),
      'r.ipynb': JSON.stringify({ cells: [], metadata: { language_info: { name: 'R' } } }),
    });
    const { status, stderr } = await shapewright(['check', 'broken.ipynb', 'list.ipynb', 'empty.ipynb', 'odd.ipynb', 'r.ipynb'], { cwd });
    expect(stderr.trim().split('\n')).toEqual([
      'shapewright: skipped broken.ipynb: it is not a notebook: its JSON is broken',
      'shapewright: skipped list.ipynb: it is not a notebook: it has no cells',
      'shapewright: skipped r.ipynb: it holds r, not Python',
    ]);
    expect(status).toBe(0);
  });
});

// `shapewright check`: exit statuses, which files are read, what is said of those that cannot be.
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '#server/cli/report/model.ts';
import { fine, folder, heavy, shapewright, wrong } from '../harness/cli.ts';

async function checkJson(args: readonly string[], cwd: string) {
  const run = await shapewright(['check', '--format', 'json', ...args], { cwd });
  return { ...run, report: JSON.parse(run.stdout) as Report };
}

const paths = ({ files }: Report): readonly string[] => files.map(({ path }) => path);

describe('exit status', () => {
  test('0 without errors', async () => {
    const { status, stdout, stderr } = await shapewright(['check'], { cwd: folder({ 'a.py': fine }) });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^nothing found in 1 file \(1 with tensors, 3 calls, 3 resolved\)/);
  });

  test('0 with warnings only', async () => {
    const warning = "import * as tf from '@tensorflow/tfjs';\ntf.conv2d(tf.ones([1, 2, 2, 1]), tf.ones([5, 5, 1, 1]), 1, 'valid');\n";
    const { status, stdout } = await shapewright(['check'], { cwd: folder({ 'a.ts': warning }) });
    expect(stdout).toContain('1 warning');
    expect(status).toBe(0);
  });

  test('1 with an error', async () => {
    const { status, stdout } = await shapewright(['check'], { cwd: folder({ 'a.py': wrong }) });
    expect(status).toBe(1);
    expect(stdout).toContain('error[channels-mismatch]');
    expect(stdout).toContain('  --> a.py:3:41');
  });

  test.each([
    [['check', '--frobnicate'], "unknown option '--frobnicate'"],
    [['check', '--format', 'xml'], "'xml' is invalid"],
    [['check', '--shapes=all'], "'all' is invalid"],
    [['check', '--jobs', '0'], 'number from 1'],
    [['check', '--jobs', 'many'], 'number from 1'],
    [['check', '--shard', '3/2'], 'of the form 1/3'],
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['lsp'], '--stdio'],
    [[], 'Usage: shapewright'],
  ])('2 for bad usage: %j', async (args, message) => {
    const { status, stderr, stdout } = await shapewright(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  test('0 for help and version', async () => {
    expect(await shapewright(['--version'])).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' });
    const { status, stdout } = await shapewright(['check', '--help']);
    expect(status).toBe(0);
    for (const option of ['--format', '--shapes', '--jobs', '--shard', '--config']) expect(stdout).toContain(option);
  });
});

describe('what cannot be read', () => {
  test('is named in a sentence, exit status 2, and the others are reported', async () => {
    const cwd = folder({ 'a.py': wrong });
    const { status, stderr, report } = await checkJson(['nothing.py', 'a.py'], cwd);
    expect([status, stderr]).toEqual([2, 'shapewright: cannot read nothing.py: no such file or directory\n']);
    expect(paths(report)).toEqual(['a.py']);
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('no permission', async () => {
    const cwd = folder({ 'a.py': wrong, 'b.py': fine, 'sub/c.py': fine });
    chmodSync(join(cwd, 'a.py'), 0);
    chmodSync(join(cwd, 'sub'), 0);
    const { status, stderr, report } = await checkJson([], cwd);
    chmodSync(join(cwd, 'sub'), 0o755);
    expect(status).toBe(2);
    expect(stderr).toContain('cannot read a.py: permission denied');
    expect(stderr).toContain('sub: permission denied');
    expect(paths(report)).toEqual(['b.py']);
  });

  const odd = {
    'binary.py': Uint8Array.of(1, 0, 2, 255),
    'latin.py': Uint8Array.of(35, 32, 233, 10),
    'huge.py': `${fine}${'#'.repeat(3 << 20)}`,
    'good.py': fine,
    'notes.md': '# Notes',
  };

  test('is passed over in silence when it was only found', async () => {
    const { status, stderr, report } = await checkJson([], folder(odd));
    expect([status, stderr, paths(report)]).toEqual([0, '', ['good.py']]);
  });

  test('is named when it was asked for', async () => {
    const { status, stderr, report } = await checkJson(Object.keys(odd), folder(odd));
    expect(stderr.split('\n').sort()).toEqual([
      '',
      'shapewright: skipped binary.py: it is not a text file',
      'shapewright: skipped huge.py: it is larger than 2 MB',
      'shapewright: skipped latin.py: it is not UTF-8 text',
      'shapewright: skipped notes.md: it is in no language that Shapewright reads',
    ]);
    expect([status, paths(report)]).toEqual([0, ['good.py']]);
  });

  test('a declared encoding and a byte order mark are understood', async () => {
    const latin = Buffer.from(`# -*- coding: latin-1 -*-\n# caf\u00e9\n${wrong}`, 'latin1');
    const { report } = await checkJson([], folder({ 'latin.py': latin, 'mark.py': `\ufeff${wrong}` }));
    expect(report.files.map(({ path, diagnostics }) => [path, diagnostics.map(({ line, column }) => [line, column])])).toEqual([
      ['latin.py', [[5, 41]]],
      ['mark.py', [[3, 41]]],
    ]);
  });
});

describe('which files are read', () => {
  test('those of the languages, in order, and none without a framework are analysed', async () => {
    const cwd = folder({ 'b.py': fine, 'a.py': fine, 'notes.txt': fine, 'plain.py': 'x = 1\n', 'sub/c.py': fine });
    const { report } = await checkJson([], cwd);
    expect(paths(report)).toEqual(['a.py', 'b.py', 'sub/c.py']);
    expect(report.summary).toMatchObject({ files: 4, analysed: 3, calls: 9, resolved: 9, errors: 0 });
  });

  test('.gitignore, also in folders, with exceptions', async () => {
    const cwd = folder({
      '.gitignore': 'build/\n*_gen.py\n!keep_gen.py\n',
      'a.py': fine,
      'a_gen.py': wrong,
      'keep_gen.py': fine,
      'build/b.py': wrong,
      'sub/.gitignore': '/local.py\n',
      'sub/local.py': wrong,
      'sub/deep/local.py': fine,
      'sub/c_gen.py': wrong,
      'node_modules/m/index.py': wrong,
      '.venv/lib/x.py': wrong,
      'env/pyvenv.cfg': '',
      'env/lib/x.py': wrong,
    });
    const { report } = await checkJson([], cwd);
    expect(paths(report)).toEqual(['a.py', 'keep_gen.py', 'sub/deep/local.py']);
  });

  test('a path that is named is always read', async () => {
    const cwd = folder({ '.git/HEAD': '', '.gitignore': 'build/\nx.py\n', 'x.py': fine, 'build/b.py': fine, 'build/x.py': fine });
    expect(paths((await checkJson(['x.py'], cwd)).report)).toEqual(['x.py']);
    expect(paths((await checkJson(['build'], cwd)).report)).toEqual(['build/b.py', 'build/x.py']);
    expect(paths((await checkJson(['x.py', '.', 'x.py'], cwd)).report)).toEqual(['x.py']);
  });

  test('from a folder below, the repository’s rules still hold', async () => {
    const cwd = folder({ '.git/HEAD': '', '.gitignore': 'skipped.py\n', 'sub/skipped.py': wrong, 'sub/a.py': fine, 'b.py': fine });
    expect(paths((await checkJson(['.', '../b.py'], join(cwd, 'sub'))).report)).toEqual(['a.py', '../b.py']);
  });

  test('links are not followed, and a circle of them ends', async () => {
    const cwd = folder({ 'a.py': fine });
    symlinkSync('.', join(cwd, 'self'));
    symlinkSync('a.py', join(cwd, 'b.py'));
    expect(paths((await checkJson([], cwd)).report)).toEqual(['a.py']);
    expect(paths((await checkJson(['b.py'], cwd)).report)).toEqual(['b.py']);
  });

  test('imports are followed across files', async () => {
    const cwd = folder({
      'lib/ops.py': 'import tensorflow as tf\nw = tf.ones([3, 3, 2, 8])\n',
      'main.py': "import tensorflow as tf\nfrom lib.ops import w\ny = tf.nn.conv2d(tf.ones([1, 4, 4, 3]), w, 1, 'SAME')\n",
    });
    const { report } = await checkJson(['main.py'], cwd);
    const [diagnostic] = report.files[0]?.diagnostics ?? [];
    expect(diagnostic).toMatchObject({ code: 'channels-mismatch', related: [{ path: 'lib/ops.py', line: 2 }] });
  });

  test('an empty folder is no failure', async () => {
    const { status, stdout } = await shapewright(['check'], { cwd: folder({}) });
    expect([status, stdout.includes('nothing found in 0 files')]).toEqual([0, true]);
  });
});

describe('many files', () => {
  const many = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [`f${String(at).padStart(2, '0')}.py`, at % 7 === 0 ? wrong : fine]),
  );
  const withoutTime = (text: string): string => text.replace(/"elapsedMs":\d+/, '');

  test('--jobs changes nothing but the time', async () => {
    const cwd = folder(many);
    const [one, three] = await Promise.all([checkJson(['--shapes'], cwd), checkJson(['--shapes', '--jobs', '3'], cwd)]);
    expect(withoutTime(three.stdout)).toBe(withoutTime(one.stdout));
    expect([one.status, three.status, one.report.files.length]).toEqual([1, 1, 60]);
  });

  test('the shards together are all files, each once', async () => {
    const cwd = folder(many);
    const shards = await Promise.all(['1/3', '2/3', '3/3'].map(part => checkJson(['--shard', part], cwd)));
    const all = shards.flatMap(({ report }) => paths(report)).sort();
    expect(all).toEqual(Object.keys(many));
    expect(shards.map(({ report }) => report.files.length)).toEqual([20, 20, 20]);
  });
});

describe('shapewright.toml', () => {
  test('is found upwards', async () => {
    const cwd = folder({ 'shapewright.toml': '[severity]\nchannels-mismatch = "warning"\n', 'sub/a.py': wrong });
    const { status, report } = await checkJson(['a.py'], join(cwd, 'sub'));
    expect([status, report.summary.warnings]).toEqual([0, 1]);
  });

  test('--config takes its place', async () => {
    const cwd = folder({ 'shapewright.toml': '[severity]\nchannels-mismatch = "warning"\n', 'other.toml': '', 'a.py': wrong });
    expect((await checkJson(['--config', 'other.toml'], cwd)).status).toBe(1);
  });

  test.each([
    ['severity = 3', 'expected an object, got 3'],
    ['[severity]\nchannels-mismatch = "loud"', "'channels-mismatch': expected one of 'error'"],
    ['[tensorflow]\nversion = "7"', "tensorflow.version: expected one of 'auto'"],
    ['x = = 1', 'shapewright.toml:1:'],
  ])('%j is a failure with a sentence', async (toml, message) => {
    const { status, stderr, stdout } = await shapewright(['check'], { cwd: folder({ 'shapewright.toml': toml, 'a.py': fine }) });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a key that is no setting is named, and the run goes on', async () => {
    const { status, stderr } = await shapewright(['check'], { cwd: folder({ 'shapewright.toml': 'colour = "red"', 'a.py': fine }) });
    expect(status).toBe(0);
    expect(stderr).toContain("there is no setting 'colour'");
  });

  test('a missing file is a failure', async () => {
    const { status, stderr } = await shapewright(['check', '--config', 'no.toml'], { cwd: folder({}) });
    expect([status, stderr]).toEqual([2, 'shapewright: cannot read no.toml: no such file or directory\n']);
  });
});

test('hostile files give an answer, each for itself', async () => {
  const cwd = folder({
    'deep.py': `import tensorflow as tf\nx = ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
    'deep.ts': `import * as tf from '@tensorflow/tfjs';\nconst x = ${'('.repeat(100_000)}1${')'.repeat(100_000)};\n`,
    'large.py': 'import tensorflow as tf\nx = tf.ones([10**9, 10**9])\ny = tf.reshape(x, [-1])\n',
    'loop.py': 'import tensorflow as tf\nn = 0\nwhile True:\n    n += 1\n',
    'odd.py': 'import tensorflow as tf\n\u2028\u0000\uffff(((\n'.replace('\u0000', ''),
    'z.py': wrong,
  });
  mkdirSync(join(cwd, 'folder.py'));
  writeFileSync(join(cwd, 'empty.py'), '');
  const { status, stderr, report } = await checkJson([], cwd);
  expect(stderr).toBe('');
  expect([status, report.summary.errors]).toEqual([1, 1]);
}, 60_000);

describe('a file that is too much', () => {
  test('costs no other file anything', async () => {
    const functions = Array.from(
      { length: 300 },
      (_, at) => `def f${at}(x):\n    return f${(at + 1) % 300}(x + 1) + f${(at + 7) % 300}(x + 2)\n`,
    );
    const good = {
      'a.py': wrong,
      'm.py': `from sizes import depth\n${fine}y = tf.zeros([depth])\n`,
      'sizes.py': 'depth = 3\n',
      'z.py': wrong,
    };
    const bad = {
      'heavy.py': `${heavy}from sizes import depth\nimport m\n`,
      'functions.py': `import tensorflow as tf\n${functions.join('')}f0(1)\n`,
      'nest.py': `import tensorflow as tf\nx = ${'['.repeat(3000)}${']'.repeat(3000)}\n`,
    };
    const [alone, beside] = await Promise.all([
      checkJson(['--shapes'], folder(good)),
      checkJson(['--shapes', '--jobs', '1'], folder({ ...good, ...bad })),
    ]);
    expect(beside.status).toBe(1);
    expect(beside.report.files.filter(({ path }) => path in good)).toEqual(alone.report.files);
    expect(beside.report.files.filter(({ partial }) => partial).map(({ path }) => path)).toContain('heavy.py');
  });
});

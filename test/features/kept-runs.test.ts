// What of a file is run again after a keystroke, and what is kept of its last analysis.
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '#server/analysis/project.ts';
import { loadGrammarsFromPackages } from '#server/host/grammars.ts';
import { createMemoryHost } from '#server/host/memory.ts';
import { defaultSettings } from '#shared/settings.ts';

const grammars = await loadGrammarsFromPackages();
const path = '/ws/main.py';

const projectWith = (texts: Readonly<Record<string, string>> = {}): Project =>
  createProject({ host: createMemoryHost(new Map(Object.entries(texts)), ['/ws']), grammars, settings: defaultSettings });

/** How much of the file is run when it gets that text. */
function runs(project: Project, text: string, of = path): number {
  project.open(of, text);
  return project.analyse(of)?.stretches.run ?? -1;
}

const python = `import tensorflow as tf
def block(x, out):
    return tf.nn.conv2d(x, tf.zeros([3, 3, x.shape[-1], out]), 1, 'SAME')
def unused(x):
    return tf.reshape(x, [-1])
def other(x):
    return block(x, 4)
x = tf.zeros([1, 8, 8, 3])
y = block(x, 16)
z = block(y, 32)
w = tf.zeros([2])
`;

describe('after a keystroke', () => {
  it('only the new statement is run', () => {
    const project = projectWith();
    expect(runs(project, python)).toBeGreaterThan(10);
    expect(runs(project, `${python}v = tf.ones([3])\n`)).toBe(1);
    runs(project, python);
    expect(runs(project, python.replace('x = tf', 'v = tf.ones([3])\nx = tf'))).toBe(1);
    runs(project, python);
    expect(runs(project, `# A comment.\n${python}`)).toBe(0);
  });

  it('what reads a changed variable is run, and nothing else', () => {
    const project = projectWith();
    runs(project, python);
    // x, y and z.
    expect(runs(project, python.replace('[1, 8, 8, 3]', '[1, 8, 8, 5]'))).toBe(3);
  });

  it('what calls a changed function is run', () => {
    const project = projectWith();
    runs(project, python);
    // block, y and z, and the two functions by themselves.
    expect(runs(project, python.replace("1, 'SAME'", "2, 'SAME'"))).toBe(5);
  });

  it('findings of what is kept move along', () => {
    const project = projectWith();
    const text = `${python}tf.reshape(tf.zeros([3]), [2])\n`;
    runs(project, text);
    expect(runs(project, `n = 1\n${text}`)).toBe(1);
    const [finding] = project.analyse(path)?.findings ?? [];
    expect(finding && `n = 1\n${text}`.slice(finding.span.start, finding.span.end)).toBe('[2]');
  });

  it('a name that is defined now is found by what missed it', () => {
    const project = projectWith();
    runs(project, 'import tensorflow as tf\n\nx = tf.zeros([size])\ny = tf.zeros([2])\n');
    expect(runs(project, 'import tensorflow as tf\nsize = 3\nx = tf.zeros([size])\ny = tf.zeros([2])\n')).toBe(2);
  });

  it('a changed import concerns those who use it', () => {
    const project = projectWith({ '/ws/sizes.py': 'size = 1\n' });
    const text = 'import tensorflow as tf\nfrom sizes import size\nx = tf.zeros([size])\ny = tf.zeros([2])\n';
    runs(project, text);
    project.open('/ws/sizes.py', 'size = 2\n');
    // The import and x.
    expect(runs(project, text)).toBe(2);
  });
});

describe('everything is run', () => {
  it('where another framework is imported', () => {
    const project = projectWith();
    const all = runs(project, python);
    expect(runs(project, `import torch\n${python}`)).toBe(all + 1);
  });

  it('where a statement may end the module', () => {
    const project = projectWith();
    const text = `${python}if unknown():\n    raise ValueError()\nv = tf.zeros([1])\n`;
    runs(project, text);
    project.open(path, `${text}u = 1\n`);
    expect(project.analyse(path)?.stretches.kept).toBe(0);
  });
});

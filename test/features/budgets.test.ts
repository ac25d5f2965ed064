// What one question may cost: a file that is too much, or imports too much, is analysed in part, and costs no other file anything.
import { describe, expect, it } from 'vitest';
import { verifiedFixes } from '#server/features/fixes.ts';
import { createWorkspace } from '../harness/workspace.ts';

const heavy = `${`for i in range(250):\n    x = i${' + i'.repeat(60)}\n`.repeat(6)}depth = 3\n`;
const good = `import tensorflow as tf
x = tf.nn.conv2d(tf.ones([1, 4, 4, 3]), tf.ones([3, 3, 2, 8]), 1, 'SAME')
`;
const names = (count: number, prefix = 'heavy') => Array.from({ length: count }, (_, at) => `${prefix}${at}`);

const workspace = (files: Readonly<Record<string, string>>) => createWorkspace(new Map(Object.entries(files)));
const outcome = (of: ReturnType<typeof workspace>, path: string) => {
  const { findings, calls, partial } = of.analyse(path);
  return { findings, calls: calls.map(({ op, contexts }) => [op.name, contexts.map(each => each.outcome.result)]), partial };
};

describe('imports of one file', () => {
  const modules = Object.fromEntries(names(60).map(name => [`${name}.py`, heavy]));
  const main = `${names(60)
    .map(name => `import ${name}`)
    .join('\n')}\nimport tensorflow as tf\nfirst = tf.zeros([heavy0.depth])\nlast = tf.zeros([heavy59.depth])\n`;
  const shapes = (of: ReturnType<typeof workspace>, path: string) => JSON.stringify(outcome(of, path));

  it('have a budget: those beyond it are unknown, and the file is analysed in part', () => {
    const of = workspace({ ...modules, 'main.py': main });
    const { partial, calls } = of.analyse('main.py');
    expect(partial).toBe(true);
    const [first, last] = calls.map(({ contexts }) => contexts[0]?.outcome.result);
    expect(first).toMatchObject({ shape: [{ kind: 'int', value: 3 }] });
    expect(last).toMatchObject({ shape: [{ kind: 'unknown' }] });
  });

  it('are not known in part to other files', () => {
    const small = `import tensorflow as tf\nimport heavy59\nlast = tf.zeros([heavy59.depth])\n`;
    const of = workspace({ ...modules, 'main.py': main, 'small.py': small });
    of.analyse('main.py');
    expect(of.analyse('small.py').partial).toBe(false);
    expect(shapes(of, 'small.py')).toBe(shapes(workspace({ ...modules, 'small.py': small }), 'small.py'));
  });

  it('count the same whether they have been run before or not', () => {
    const of = workspace({
      ...modules,
      'main.py': main,
      ...Object.fromEntries(names(60).map(name => [`use_${name}.py`, `import ${name}\n`])),
    });
    for (const name of names(60)) of.analyse(`use_${name}.py`);
    expect(shapes(of, 'main.py')).toBe(shapes(workspace({ ...modules, 'main.py': main }), 'main.py'));
  });

  it('pass it on: what imports a module that was left without its own imports is no answer to another file', () => {
    const files = { ...modules, 'package.py': main.replace('import tensorflow as tf\n', '').replace(/^(?:first|last).*\n/gm, '') };
    const using = (name: string) => `import package\nimport tensorflow as tf\nx = tf.zeros([package.${name}.depth])\n`;
    const of = workspace({ ...files, 'a.py': using('heavy59'), 'b.py': using('heavy0') });
    expect(['a.py', 'b.py', 'a.py'].map(path => of.analyse(path).partial)).toEqual([true, true, true]);
  });
});

describe('imports that are nested deeply', () => {
  const chain = Object.fromEntries(
    names(40, 'm').map((name, at) => [`${name}.py`, at === 39 ? 'depth = 3\n' : `from m${at + 1} import depth\n`]),
  );
  const using = (name: string) => `import tensorflow as tf\nfrom ${name} import depth\nx = tf.zeros([depth])\n`;
  const files = { ...chain, 'far.py': using('m0'), 'near.py': using('m20') };

  it('are cut, and known in full to those that are nearer', () => {
    const of = workspace(files);
    expect(of.analyse('far.py').partial).toBe(true);
    expect(of.analyse('near.py').partial).toBe(false);
    expect(outcome(of, 'near.py')).toEqual(outcome(workspace(files), 'near.py'));
  });
});

describe('modules that import each other', () => {
  it('and are heavy end all the same', () => {
    const circle = Object.fromEntries(names(12).map((name, at) => [`${name}.py`, `import heavy${(at + 1) % 12}\n${heavy}${heavy}`]));
    const of = workspace({ ...circle, 'main.py': `import heavy0\n${good}` });
    expect(of.analyse('main.py')).toMatchObject({ partial: true, findings: [{ code: 'channels-mismatch' }] });
  });
});

describe('repairs', () => {
  it('of thousands of findings are tried until their budget is used up', () => {
    const wrong = (at: number) => `y${at} = tf.nn.conv2d_transpose(x, w, [1, 9, ${at + 9}, 3], 2, 'SAME')\n`;
    const of = workspace({
      'a.py': `import tensorflow as tf\nx = tf.ones([1, 4, 4, 3])\nw = tf.ones([3, 3, 3, 3])\n${names(300, '')
        .map((_, at) => wrong(at))
        .join('')}`,
    });
    const analysis = of.analyse('a.py');
    const tries = { left: 3 * analysis.steps };
    let runs = 0;
    const offered = analysis.findings.map(finding =>
      verifiedFixes(
        analysis,
        finding,
        (path, text) => {
          runs++;
          return of.project.analyseEdited(path, text);
        },
        finding.fixes,
        tries,
      ),
    );
    expect(offered[0]).not.toEqual([]);
    expect(offered.at(-1)).toEqual([]);
    expect(runs).toBeLessThan(6);
  });
});

// What is analysed again when files change, and what is not.
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '#server/analysis/project.ts';
import { loadGrammarsFromPackages } from '#server/host/grammars.ts';
import { createMemoryHost } from '#server/host/memory.ts';
import { defaultSettings } from '#shared/settings.ts';

const grammars = await loadGrammarsFromPackages();

class Files {
  readonly texts: Map<string, string>;
  readonly project: Project;

  constructor(texts: Readonly<Record<string, string>>) {
    this.texts = new Map(Object.entries(texts).map(([path, text]) => [`/ws/${path}`, text]));
    this.project = createProject({ host: createMemoryHost(this.texts, ['/ws']), grammars, settings: defaultSettings });
  }

  open(...paths: readonly string[]): void {
    for (const path of paths) this.project.open(`/ws/${path}`, this.texts.get(`/ws/${path}`) ?? '');
    for (const path of paths) this.analysis(path);
  }

  analysis(path: string) {
    const analysis = this.project.analyse(`/ws/${path}`);
    if (!analysis) throw new Error(`${path} was not analysed`);
    return analysis;
  }

  /** The shape of the last call in the file. */
  shape(path: string): string {
    const output = this.analysis(path).calls.at(-1)?.contexts[0]?.outcome.result;
    const shape = output?.kind === 'tensor' ? output.shape : undefined;
    return shape ? shape.map(dim => (dim.kind === 'int' ? dim.value : '?')).join() : 'unknown';
  }

  /** Writes to the disk; an undefined text deletes the file. Returns the open files to be analysed again. */
  write(path: string, text: string | undefined): readonly string[] {
    if (text === undefined) this.texts.delete(`/ws/${path}`);
    else this.texts.set(`/ws/${path}`, text);
    return this.project.changed(`/ws/${path}`).map(each => each.slice('/ws/'.length));
  }
}

const python = (imports: string, size = 'size'): string => `import tensorflow as tf\n${imports}\nx = tf.zeros([${size}])\n`;

describe('a changed file', () => {
  it('concerns those who import it, directly or not', () => {
    const files = new Files({
      'sizes.py': 'size = 1',
      'between.py': 'from sizes import size',
      'main.py': python('from between import size'),
      'other.py': python('size = 5'),
    });
    files.open('main.py', 'other.py');
    const other = files.analysis('other.py');
    expect(files.shape('main.py')).toBe('1');
    expect(files.write('sizes.py', 'size = 2')).toEqual(['main.py']);
    expect(files.shape('main.py')).toBe('2');
    expect(files.analysis('other.py')).toBe(other);
  });

  it('concerns nobody when its text is the same', () => {
    const files = new Files({ 'sizes.py': 'size = 1', 'main.py': python('from sizes import size') });
    files.open('main.py', 'sizes.py');
    expect(files.write('sizes.py', 'size = 1')).toEqual([]);
  });

  it('concerns nobody whose import of it has gone', () => {
    const files = new Files({ 'sizes.py': 'size = 1', 'main.py': python('from sizes import size') });
    files.open('main.py');
    files.project.open('/ws/main.py', python('size = 3'));
    expect(files.shape('main.py')).toBe('3');
    expect(files.write('sizes.py', 'size = 2')).toEqual([]);
  });

  it('concerns all of a circle', () => {
    const files = new Files({
      'a.py': 'import b\nfrom sizes import size\n',
      'b.py': 'import a\ndef get():\n    return a.size\n',
      'sizes.py': 'size = 1',
      'main.py': python('import a'),
      'third.py': python('import b', 'b.get()'),
    });
    files.open('main.py', 'third.py');
    expect(files.shape('third.py')).toBe('1');
    expect(files.write('sizes.py', 'size = 2').toSorted()).toEqual(['main.py', 'third.py']);
    expect(files.shape('third.py')).toBe('2');
  });

  it('is seen through an import inside a function', () => {
    const files = new Files({
      'sizes.py': 'size = 1',
      'lib.py': 'def get():\n    from sizes import size\n    return size\n',
      'main.py': python('from lib import get', 'get()'),
    });
    files.open('main.py');
    expect(files.write('sizes.py', 'size = 2')).toEqual(['main.py']);
    expect(files.shape('main.py')).toBe('2');
  });

  it('counts as the editor has it while it is open', () => {
    const files = new Files({ 'sizes.py': 'size = 1', 'main.py': python('from sizes import size') });
    files.open('main.py', 'sizes.py');
    files.project.open('/ws/sizes.py', 'size = 2');
    expect(files.shape('main.py')).toBe('2');
    expect(files.write('sizes.py', 'size = 3')).toEqual([]);
    expect(files.shape('main.py')).toBe('2');
    files.project.close('/ws/sizes.py');
    expect(files.shape('main.py')).toBe('3');
  });
});

describe('a new file', () => {
  it('concerns those who have looked for it', () => {
    const files = new Files({ 'main.py': python('from sizes import size'), 'other.py': python('from nowhere import size') });
    files.open('main.py', 'other.py');
    const other = files.analysis('other.py');
    expect(files.shape('main.py')).toBe('?');
    expect(files.write('sizes.py', 'size = 2')).toEqual(['main.py']);
    expect(files.shape('main.py')).toBe('2');
    expect(files.analysis('other.py')).toBe(other);
  });

  it('concerns those whose imports looked for it', () => {
    const files = new Files({ 'lib.py': 'from sizes import size', 'main.py': python('from lib import size') });
    files.open('main.py');
    expect(files.write('sizes.py', 'size = 2')).toEqual(['main.py']);
    expect(files.shape('main.py')).toBe('2');
  });

  it('comes before what was found', () => {
    const files = new Files({ 'sizes.py': 'size = 1', 'scripts/main.py': python('from sizes import size') });
    files.open('scripts/main.py');
    expect(files.write('scripts/sizes.py', 'size = 2')).toEqual(['scripts/main.py']);
    expect(files.shape('scripts/main.py')).toBe('2');
    expect(files.write('scripts/sizes.py', undefined)).toEqual(['scripts/main.py']);
    expect(files.shape('scripts/main.py')).toBe('1');
  });

  it('can make unclear what was meant', () => {
    const files = new Files({ 'src/net/sizes.py': 'size = 1', 'tests/main.py': python('from net.sizes import size') });
    files.open('tests/main.py');
    expect(files.shape('tests/main.py')).toBe('1');
    expect(files.write('new/net/sizes.py', 'size = 2')).toEqual(['tests/main.py']);
    expect(files.shape('tests/main.py')).toBe('?');
    expect(files.write('new/net/sizes.py', undefined)).toEqual(['tests/main.py']);
    expect(files.shape('tests/main.py')).toBe('1');
  });

  it('can be a configuration, which changes later', () => {
    const main = "import * as tf from '@tensorflow/tfjs';\nimport { size } from '@/sizes';\nconst x = tf.zeros([size]);\n";
    const files = new Files({ 'a/sizes.ts': 'export const size = 1;', 'b/sizes.ts': 'export const size = 2;', 'main.ts': main });
    files.open('main.ts');
    expect(files.shape('main.ts')).toBe('?');
    const config = (folder: string): string => `{ "compilerOptions": { "paths": { "@/*": ["./${folder}/*"] } } }`;
    expect(files.write('tsconfig.json', config('a'))).toEqual(['main.ts']);
    expect(files.shape('main.ts')).toBe('1');
    expect(files.write('tsconfig.json', config('b'))).toEqual(['main.ts']);
    expect(files.shape('main.ts')).toBe('2');
  });
});

describe('a deleted file', () => {
  it('leaves its importers without it', () => {
    const files = new Files({ 'sizes.py': 'size = 1', 'main.py': python('from sizes import size') });
    files.open('main.py');
    expect(files.write('sizes.py', undefined)).toEqual(['main.py']);
    expect(files.shape('main.py')).toBe('?');
    expect(files.write('sizes.py', 'size = 2')).toEqual(['main.py']);
    expect(files.shape('main.py')).toBe('2');
  });
});

describe('trying out a text', () => {
  it('leaves everything as it was', () => {
    const files = new Files({ 'sizes.py': 'size = 1', 'main.py': python('from sizes import size') });
    files.open('main.py');
    const before = files.analysis('main.py');
    expect(files.project.analyseEdited('/ws/main.py', python('from nowhere import size'))?.calls).toHaveLength(1);
    expect(files.analysis('main.py')).toBe(before);
    expect(files.write('nowhere.py', 'size = 3')).toEqual([]);
    expect(files.write('sizes.py', 'size = 2')).toEqual(['main.py']);
    expect(files.shape('main.py')).toBe('2');
  });
});

describe('relevance', () => {
  it('follows imports, and what appears', () => {
    const files = new Files({
      'main.py': 'import lib',
      'lib.py': 'from net import model',
      'script.js': 'const a = tf.zeros([2]);',
      'plain.js': 'tf.go()',
    });
    const relevant = (path: string): boolean => files.project.isRelevant(`/ws/${path}`);
    expect(relevant('main.py')).toBe(false);
    files.write('net/model.py', 'import tensorflow');
    expect(relevant('main.py')).toBe(true);
    expect(relevant('script.js')).toBe(true);
    expect(relevant('plain.js')).toBe(false);
  });

  it('looks where the file says that imports lie', () => {
    const files = new Files({
      'scripts/main.py': "import sys\nsys.path.append('../lib')\nimport model",
      'lib/model.py': 'import tensorflow',
    });
    expect(files.project.isRelevant('/ws/scripts/main.py')).toBe(true);
  });
});

describe('a module that takes too long', () => {
  const endless = `def size():\n    return 3\n${`depth = 1${' + 1'.repeat(300)}\n`.repeat(400)}`;
  const texts = { 'lib.py': endless, 'main.py': python('import lib', 'lib.size(), lib.depth') };

  it('leaves its importers with what is certain', () => {
    const files = new Files(texts);
    expect(files.shape('main.py')).toBe('3,?');
  });

  it('leaves its importers analysed in part, directly or not, and nobody else', () => {
    const files = new Files({ ...texts, 'between.py': 'import lib', 'far.py': python('import between', '3'), 'other.py': python('', '3') });
    expect(['main.py', 'far.py', 'other.py'].map(path => files.analysis(path).partial)).toEqual([true, true, false]);
    files.open('main.py');
    files.write('lib.py', 'def size():\n    return 3\ndepth = 4\n');
    expect(files.analysis('main.py').partial).toBe(false);
    expect(files.shape('main.py')).toBe('3,4');
  });
});

import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../harness/workspace.ts';

const convolve = (channels: string) => `x = tf.zeros([1, 8, 8, ${channels}])\ny = tf.nn.conv2d(x, tf.zeros([3, 3, 2, 7]), 1, 'SAME')\n`;
const parser = (flags: readonly string[]) =>
  ['import argparse', 'import tensorflow as tf', 'parser = argparse.ArgumentParser()', ...flags, 'opt = parser.parse_args()', ''].join(
    '\n',
  );
const flag = (name: string, value: number) => `parser.add_argument('--${name}', type=int, default=${value})`;

const findingsOf = (files: Readonly<Record<string, string>>, path: string) =>
  createWorkspace(new Map(Object.entries(files))).analyse(path).findings;

describe('a finding that rests on a flag', () => {
  it('points at its default', () => {
    const options = parser([flag('size', 28), flag('depth', 3)]);
    const main = `import tensorflow as tf\nfrom options import opt\n${convolve('opt.depth')}`;
    const [finding] = findingsOf({ 'options.py': options, 'main.py': main }, 'main.py');
    const at = finding?.related.find(({ message }) => message === '--depth at its default 3');
    expect(at?.path).toBe('/workspace/options.py');
    expect(options.slice(at?.span.start, at?.span.end)).toBe('3');
  });

  it.each([0, 17, 39])('is found among forty: flag %i', index => {
    const flags = Array.from({ length: 40 }, (_, at) => flag(`f${at}`, 3));
    const [finding] = findingsOf({ 'main.py': parser(flags) + convolve(`opt.f${index}`) }, 'main.py');
    expect(finding?.severity).toBe('warning');
    expect(finding?.message).toContain(`(with --f${index} at its default 3)`);
  });

  it('names two at most', () => {
    const flags = ['a', 'b', 'c', 'd', 'e'].map(name => flag(name, 1));
    const [finding] = findingsOf({ 'main.py': parser(flags) + convolve('opt.a + opt.c + opt.e') }, 'main.py');
    expect(finding?.message).toMatch(/\(with --\w at its default 1 and --\w at its default 1\)$/);
  });

  it('follows what the other file says now', () => {
    const main = `import tensorflow as tf\nfrom options import opt\n${convolve('opt.depth')}`;
    const { project } = createWorkspace(
      new Map([
        ['options.py', parser([flag('depth', 3)])],
        ['main.py', main],
      ]),
    );
    const said = () => project.analyse('/workspace/main.py')?.findings.map(({ message }) => /\(with .*\)$/.exec(message)?.[0]);
    expect(said()).toEqual(['(with --depth at its default 3)']);
    project.open('/workspace/options.py', parser([flag('depth', 5)]));
    expect(said()).toEqual(['(with --depth at its default 5)']);
    project.open('/workspace/options.py', parser([flag('depth', 2)]));
    expect(said()).toEqual([]);
    project.open('/workspace/options.py', parser(["parser.add_argument('--depth', type=int)", 'parser.parse_args().depth']));
    expect(said()).toEqual([]);
  });
});

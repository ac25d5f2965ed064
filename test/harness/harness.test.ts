// The Markdown harness itself: what it reads, what it hides from the analysis, what it says when something is wrong.
import { describe, expect, test } from 'vitest';
import { readExpectations } from './expectations.ts';
import { readSections, replaceBlocks } from './markdown.ts';

const fence = '```';

describe('sections', () => {
  const markdown = `# Top\n\n## First\n\n${fence}py\na = 1\n${fence}\n\n\`lib/b.ts\`:\n\n${fence}ts\nb = 2\n${fence}\n\n${fence}py\nc = 3\n${fence}\n## Second\n`;

  test('headings name them, blocks are files', () => {
    const first = readSections(markdown).find(({ name }) => name === 'Top › First');
    expect(first?.blocks.map(({ path, text, start }) => [path, text, start])).toEqual([
      ['test.py', 'a = 1', 5],
      ['lib/b.ts', 'b = 2', 11],
      ['test2.py', 'c = 3', 15],
    ]);
  });

  test('a block that never ends is named by its line', () => {
    expect(() => readSections(`# A\n\n${fence}py\na`)).toThrow('line 3');
  });

  test('illustrations are no files', () => {
    expect(readSections(`# A\n${fence}py illustration\na\n${fence}`).at(-1)?.blocks).toEqual([]);
  });

  test('blocks are replaced in place, also empty ones', () => {
    const text = `# A\n${fence}snapshot\n${fence}\n${fence}snapshot\nold\n${fence}\nend`;
    const blocks = readSections(text).at(-1)?.blocks ?? [];
    const updated = replaceBlocks(
      text,
      blocks.map(block => ({ block, text: 'x\ny' })),
    );
    expect(updated).toBe(`# A\n${fence}snapshot\nx\ny\n${fence}\n${fence}snapshot\nx\ny\n${fence}\nend`);
  });
});

describe('expectations', () => {
  const read = (...lines: string[]) => readExpectations(lines.join('\n'));

  test('at the end of a line', () => {
    const { text, expectations } = read('x = f()  # shape: [1, 2]  # error: [a-b] "some words"');
    expect(expectations).toEqual([
      { kind: 'shape', line: 0, text: '[1, 2]' },
      { kind: 'finding', severity: 'error', line: 0, code: 'a-b', text: 'some words' },
    ]);
    expect(text.trimEnd()).toBe('x = f()');
    expect(text.length).toBe('x = f()  # shape: [1, 2]  # error: [a-b] "some words"'.length);
  });

  test('on lines of their own they speak about the next line of code', () => {
    const { text, expectations } = read('a', '// warning: [a]', '// shape: [N]', 'b');
    expect(expectations.map(({ line }) => line)).toEqual([3, 3]);
    expect(text.split('\n').map(line => line.trim())).toEqual(['a', '', '', 'b']);
  });

  test('carets speak about the line above', () => {
    const { expectations } = read('abc = f(x)', '#       ^ hover "[1]"', '#     ^^ fix "swap"');
    expect(expectations).toEqual([
      { kind: 'hover', line: 0, column: 8, text: '[1]' },
      { kind: 'fix', line: 0, column: 6, text: 'swap' },
    ]);
  });

  test('other comments stay', () => {
    const line = 'x = f()  # shapewright: ignore[a]  #shape: [N]';
    expect(read(line)).toEqual({ text: line, expectations: [] });
  });

  test('a slip is not silent', () => {
    expect(() => read('x  # error: channels-mismatch')).toThrow('line 1');
  });
});

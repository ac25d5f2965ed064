/** Makes vitest tests of Markdown files. With UPDATE=1 stale snapshots are rewritten instead of failing. */
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { type Block, isSource, readSections, replaceBlocks } from './markdown.ts';
import { type Hover, runSection } from './mdtest.ts';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

export function markdownSuite(path: string, hover: Hover): void {
  const markdown = readFileSync(path, 'utf8');
  const sections = readSections(markdown).filter(({ blocks }) => blocks.some(isSource));
  if (sections.length === 0) return;
  const file = relative(repository, path).replaceAll('\\', '/');
  describe(file, () => {
    const stale: { readonly block: Block; readonly text: string }[] = [];
    const update = process.env['UPDATE'] === '1';
    for (const section of sections) {
      test(section.name, () => {
        const result = runSection(section, file, hover);
        if (result.failures.length > 0) throw failure(result.failures);
        if (update) stale.push(...result.stale);
        else for (const { block, text } of result.stale) expect(block.text, `${file}:${block.start + 1}: snapshot`).toBe(text);
      });
    }
    afterAll(() => {
      if (stale.length > 0) writeFileSync(path, replaceBlocks(markdown, stale));
    });
  });
}

/** Without a stack: the lines of the Markdown say where, this code does not. */
function failure(lines: readonly string[]): Error {
  const error = new Error(`\n${lines.join('\n')}`);
  error.stack = '';
  return error;
}

/** Tests of a front end as Markdown: in each section source blocks, and after each of them an `ir` block with what it becomes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { extname, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Module } from '#server/ir/ir.ts';
import { type Block, isSource, readSections, replaceBlocks } from './markdown.ts';
import { printModule } from './print-ir.ts';
import { repository } from './suite.ts';

/** With UPDATE=1 the `ir` blocks are rewritten instead of compared. */
export function irSuite(path: string, lower: (text: string, extension: string) => Module): void {
  const markdown = readFileSync(path, 'utf8');
  const file = relative(repository, path).replaceAll('\\', '/');
  describe(file, () => {
    const stale: { readonly block: Block; readonly text: string }[] = [];
    for (const { name, blocks } of readSections(markdown)) {
      const sources = blocks.filter(isSource);
      if (sources.length === 0) continue;
      test(name, () => {
        for (const source of sources) {
          const expected = blocks[blocks.indexOf(source) + 1];
          if (expected?.language !== 'ir') throw new Error(`${file}:${source.start}: an \`ir\` block must follow`);
          const text = printModule(lower(source.text, extname(source.path)));
          if (process.env['UPDATE'] === '1') stale.push({ block: expected, text });
          else expect(text, `${file}:${expected.start + 1}`).toBe(expected.text);
        }
      });
    }
    afterAll(() => {
      if (stale.length > 0) writeFileSync(path, replaceBlocks(markdown, stale));
    });
  });
}

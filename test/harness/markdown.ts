/** Reads Markdown as tests: headings name them, fenced blocks are the files of a small workspace. */

export interface Block {
  /** First word after the fence. */
  readonly language: string;
  readonly text: string;
  /** The file's path in the workspace. */
  readonly path: string;
  /** Line of the Markdown (from 0) that the block's first line is. */
  readonly start: number;
}

export interface Section {
  readonly name: string;
  /** Line of the heading, from 0. */
  readonly line: number;
  readonly blocks: readonly Block[];
}

/** Languages whose blocks are files, and how a file is called that has no name. */
const extensions: Readonly<Record<string, string>> = {
  py: 'py',
  python: 'py',
  ts: 'ts',
  typescript: 'ts',
  tsx: 'tsx',
  js: 'js',
  javascript: 'js',
  jsx: 'jsx',
};

export const isSource = (block: Block): boolean => block.language in extensions;

/**
 * A block is a file when its language is one we read. `` `lib/ops.py`: `` on a line before the fence names it; else it is `test.py`.
 * ```` ```py illustration ```` is for readers only.
 */
export function readSections(markdown: string): Section[] {
  const lines = markdown.split('\n');
  const headings: string[] = [];
  const sections: { name: string; line: number; blocks: Block[] }[] = [{ name: '(top)', line: 0, blocks: [] }];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const heading = /^(#{1,6}) +(.*)/.exec(line);
    if (heading?.[1] && heading[2] !== undefined) {
      headings.splice(heading[1].length - 1, Number.POSITIVE_INFINITY, heading[2].trim());
      // A heading level that was skipped leaves a hole.
      sections.push({ name: headings.filter(Boolean).join(' › '), line: at, blocks: [] });
      continue;
    }
    const fence = /^(`{3,}|~{3,})(\S*)(.*)$/.exec(line);
    if (!fence?.[1]) continue;
    const start = at + 1;
    do at++;
    while (at < lines.length && lines[at]?.trimEnd() !== fence[1]);
    if (at >= lines.length) throw new Error(`line ${start}: the code block is never closed`);
    const language = fence[2] ?? '';
    if (fence[3]?.includes('illustration')) continue;
    const section = sections.at(-1);
    const path = nameAbove(lines, start - 2) ?? unnamed(language, section?.blocks ?? []);
    section?.blocks.push({ language, text: lines.slice(start, at).join('\n'), path, start });
  }
  return sections;
}

/** `` `path`: `` directly above the fence, or with an empty line between. */
function nameAbove(lines: readonly string[], at: number): string | undefined {
  const line = lines[at]?.trim() === '' ? lines[at - 1] : lines[at];
  return /^`([^`]+)`:$/.exec(line?.trim() ?? '')?.[1];
}

function unnamed(language: string, taken: readonly Block[]): string {
  const extension = extensions[language] ?? language;
  for (let count = 1; ; count++) {
    const path = `test${count === 1 ? '' : count}.${extension}`;
    if (!taken.some(block => block.path === path)) return path;
  }
}

/** The Markdown with the text of some blocks exchanged. */
export function replaceBlocks(markdown: string, replacements: readonly { readonly block: Block; readonly text: string }[]): string {
  const lines = markdown.split('\n');
  for (const { block, text } of replacements.toSorted((a, b) => b.block.start - a.block.start)) {
    const length = block.text === '' && lines[block.start]?.startsWith('```') ? 0 : block.text.split('\n').length;
    lines.splice(block.start, length, ...(text === '' ? [] : text.split('\n')));
  }
  return lines.join('\n');
}

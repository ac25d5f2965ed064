/** Text of unknown origin inside Markdown: nothing of it is read as markup. */

/** As prose. */
export const escapeMarkdown = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_[\]()#!|~$&]/g, '\\$&')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    // What would become a list or a link by itself.
    .replace(/^(\s*)([-+]|\d+(?=[.)]))/, '$1\\$2')
    .replace(/:\/\/|@|www(?=\.)/gi, word => (word.startsWith('w') || word.startsWith('W') ? `${word}\u200b` : `\\${word}`));

/** As code within a line. */
export function inlineCode(text: string): string {
  const line = oneLine(text);
  const fence = '`'.repeat(longestRun(line) + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** As a block of code in a language, coloured by the editor. Each entry is one line. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const clean = lines.map(oneLine);
  const fence = '`'.repeat(Math.max(3, ...clean.map(line => longestRun(line) + 1)));
  return [`${fence}${language}`, ...clean, fence].join('\n');
}

const oneLine = (text: string): string => text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');
const longestRun = (text: string): number => (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);

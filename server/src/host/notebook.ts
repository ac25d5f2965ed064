/** A Jupyter notebook as one Python module: its code cells in order. */

export interface Notebook {
  readonly text: string;
  /** Code cells in order. */
  readonly cells: readonly Cell[];
}

interface Cell {
  /** Position among all cells of the notebook, from 1, as editors number them. */
  readonly number: number;
  /** Line of the text, from 1, that its first line is. */
  readonly line: number;
}

interface RawCell {
  readonly cell_type?: unknown;
  readonly source?: unknown;
  readonly input?: unknown;
}

/** Undefined text becomes a reason: a sentence's end after the file's name. */
export function readNotebook(json: string): Notebook | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return 'is not a notebook: its JSON is broken';
  }
  const raw = cellsOf(parsed);
  if (!raw) return 'is not a notebook: it has no cells';
  const language = languageOf(parsed);
  if (language !== undefined && language !== 'python') return `holds ${language}, not Python`;
  const cells: Cell[] = [];
  const texts: string[] = [];
  let line = 1;
  raw.forEach((cell, at) => {
    if (cell.cell_type !== 'code') return;
    const text = blankMagics(sourceOf(cell));
    cells.push({ number: at + 1, line });
    texts.push(text);
    line += text.split('\n').length;
  });
  return { text: texts.join('\n'), cells };
}

function cellsOf(notebook: unknown): readonly RawCell[] | undefined {
  if (typeof notebook !== 'object' || notebook === null) return undefined;
  const { cells, worksheets } = notebook as { readonly cells?: unknown; readonly worksheets?: unknown };
  // Format 3 keeps its cells in worksheets.
  const list = Array.isArray(cells) ? cells : Array.isArray(worksheets) ? worksheets.flatMap(sheet => cellsOf(sheet) ?? []) : undefined;
  return list?.filter((cell): cell is RawCell => typeof cell === 'object' && cell !== null);
}

function languageOf(notebook: unknown): string | undefined {
  const { metadata } = notebook as {
    readonly metadata?: { readonly language_info?: { readonly name?: unknown }; readonly kernelspec?: { readonly language?: unknown } };
  };
  const name = metadata?.language_info?.name ?? metadata?.kernelspec?.language;
  return typeof name === 'string' ? name.toLowerCase().replace(/\d+$/, '') : undefined;
}

function sourceOf({ source, input }: RawCell): string {
  const text = source ?? input;
  const whole = Array.isArray(text) ? text.filter(part => typeof part === 'string').join('') : typeof text === 'string' ? text : '';
  return whole.replaceAll('\r\n', '\n');
}

/** `%matplotlib inline`, `!pip install …`, `name?`; a line that goes on with the operator `%` has a space behind it. */
const magicLine = /^[ \t]*(%{1,2}[A-Za-z]|!|\?)|^[ \t]*[\w.]+\?{1,2}[ \t]*$/;
/** `%%time` and its like measure a cell that is still Python; under others it holds another language. */
const pythonCell = /^\s*%%(time|timeit|capture|prun)\b/;

/** Spaces in place of `%` and `!` lines, so that no offset moves. A cell in another language (`%%bash`) is all spaces. */
function blankMagics(text: string): string {
  if (/^\s*%%/.test(text) && !pythonCell.test(text)) return text.replace(/[^\n]/g, ' ');
  let continued = false;
  return text
    .split('\n')
    .map(line => {
      const blank = continued || magicLine.test(line);
      continued = blank && line.endsWith('\\');
      return blank ? ' '.repeat(line.length) : line;
    })
    .join('\n');
}

/** The cell that holds a line of the text, and that line's number inside it; both from 1. */
export function cellAt({ cells }: Notebook, line: number): { readonly cell: number; readonly line: number } | undefined {
  const cell = cells.findLast(({ line: first }) => first <= line);
  return cell && { cell: cell.number, line: line - cell.line + 1 };
}

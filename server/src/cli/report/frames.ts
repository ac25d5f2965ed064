/** A place in a source as people like to see it: the line, and carets under the words that are meant. */
import type { Lines, Range } from './lines.ts';

/** Paints parts of the report; the identity where the terminal has no colour. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly information: (text: string) => string;
  readonly hint: (text: string) => string;
  readonly gutter: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const same = (text: string): string => text;
export const plain: Paint = { error: same, warning: same, information: same, hint: same, gutter: same, strong: same, faint: same };

/** Longer lines (bundled JavaScript) are cut around the place. */
const WIDEST = 140;

export interface Frame {
  readonly lines: Lines;
  readonly range: Range;
  /** `model.py:8:57`. */
  readonly place: string;
  /** The number shown at the line; differs from the range's in notebooks. */
  readonly number: number;
  readonly arrow: '-->' | ':::';
  readonly mark: '^' | '-';
  readonly label?: string;
}

/** `gutter` is the width of the widest line number of the whole message, so that its frames stand in one column. */
export function renderFrame(frame: Frame, gutter: number, paint: Paint, paintMark: (text: string) => string): string[] {
  const { lines, range } = frame;
  const source = lines.lineAt(range.line);
  const end = range.endLine > range.line ? source.trimEnd().length : range.endColumn - 1;
  const { text, from, to } = cut(source, range.column - 1, Math.max(end, range.column));
  const lead = widthOf(printable(text.slice(0, from)));
  const marks = frame.mark.repeat(Math.max(1, widthOf(printable(text.slice(from, to)))));
  const blank = ' '.repeat(gutter);
  const bar = paint.gutter(`${blank} |`);
  const label = frame.label ? ` ${printable(frame.label)}` : '';
  return [
    `${blank}${paint.gutter(frame.arrow)} ${printable(frame.place)}`,
    bar,
    `${paint.gutter(`${String(frame.number).padStart(gutter)} |`)} ${printable(text).trimEnd()}`,
    `${bar} ${' '.repeat(lead)}${paintMark(marks + label)}`,
  ];
}

function cut(source: string, from: number, to: number): { readonly text: string; readonly from: number; readonly to: number } {
  if (source.length <= WIDEST) return { text: source, from, to };
  const start = Math.max(0, Math.min(from - 40, source.length - WIDEST));
  const head = start > 0 ? '…' : '';
  const tail = start + WIDEST < source.length ? '…' : '';
  const shift = start - head.length;
  return { text: head + source.slice(start, start + WIDEST) + tail, from: from - shift, to: Math.min(to, start + WIDEST) - shift };
}

/** Tabs become spaces; control characters, which could command the terminal, become a visible mark. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
  return text.replaceAll('\t', '    ').replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;
const none = /\p{Mark}|[\u200b\u200c]|\u200d/u;

/** Columns that a terminal gives the text. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += none.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

/** The text as the parser gets it, and the way back to the text as the user has it. */
import type { Span } from '#server/ir/ir.ts';

/**
 * An identifier put in where one is missing (`x.` before the next statement). Of a private-use area, so that no program
 * contains it.
 */
export const hole = '\uE000';

/** Text put in at `at` of the user's text, for the sake of the parser. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
  /** Where the last token before it ends: a node that ends with the insertion ends there. */
  readonly back: number;
}

export class Source {
  readonly written: string;
  /** What the parser gets. */
  readonly text: string;
  readonly #length: number;
  readonly #insertions: readonly Insertion[];
  /** Where each insertion begins in `text`. */
  readonly #starts: readonly number[];

  /** What the user's text lacks or has too much of. */
  readonly faults: readonly Span[];
  /** The parts of the user's text that the parser gets in another form. */
  readonly touched: readonly Span[];

  /** `insertions` and `blanks` in order of the text. Blanks are regions left out: a bracket that nothing opened, `import * as` with nothing behind it. */
  constructor(text: string, insertions: readonly Insertion[] = [], blanks: readonly Span[] = []) {
    this.written = text;
    const original = blank(text, blanks);
    this.#length = text.length;
    this.#insertions = insertions;
    this.touched = [...insertions.map(({ back, at }) => ({ start: back, end: at })), ...blanks];
    this.faults = [...insertions.map(({ back }) => ({ start: back, end: back })), ...blanks];
    const pieces: string[] = [];
    const starts: number[] = [];
    let from = 0;
    let length = 0;
    for (const { at, text } of insertions) {
      starts.push(length + at - from);
      pieces.push(original.slice(from, at), text);
      length += at - from + text.length;
      from = at;
    }
    this.#starts = starts;
    this.text = insertions.length === 0 ? original : pieces.join('') + original.slice(from);
  }

  span(start: number, end: number): Span {
    if (this.#starts.length === 0) return this.#within(start, end);
    return this.#within(this.#startOf(start), this.#endOf(end));
  }

  /** Like `span`, but blanks before something that was put in belong to it. */
  between(start: number, end: number): Span {
    if (this.#starts.length === 0) return this.#within(start, end);
    return this.#within(this.#startOf(start), this.#startOf(end));
  }

  /** The grammar lets some nodes (after an open comment) end behind the end of the text. */
  #within(start: number, end: number): Span {
    const from = Math.min(start, this.#length);
    return { start: from, end: Math.min(Math.max(from, end), this.#length) };
  }

  #startOf(offset: number): number {
    const index = this.#before(offset);
    const insertion = this.#insertions[index];
    if (!insertion) return offset;
    const end = (this.#starts[index] ?? 0) + insertion.text.length;
    return offset >= end ? insertion.at + (offset - end) : insertion.at;
  }

  #endOf(offset: number): number {
    // What ends exactly where an insertion begins has nothing of it.
    const index = this.#before(offset - 1);
    const insertion = this.#insertions[index];
    if (!insertion) return offset;
    const end = (this.#starts[index] ?? 0) + insertion.text.length;
    return offset > end ? insertion.at + (offset - end) : insertion.back;
  }

  /** Number of the last insertion that begins at or before `offset`; -1 if there is none. Asked for every node, so it makes no objects. */
  #before(offset: number): number {
    const starts = this.#starts;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** Everything else stays where it is: each character gives way to a space, and lines stay lines. */
function blank(text: string, regions: readonly Span[]): string {
  if (regions.length === 0) return text;
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end } of regions) {
    if (start < from) continue;
    pieces.push(text.slice(from, start), text.slice(start, end).replace(/[^\n]/g, ' '));
    from = end;
  }
  return pieces.join('') + text.slice(from);
}

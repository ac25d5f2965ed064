/** Open brackets, for `repair.ts`: what each holds and what it still lacks. */
import { hole } from '../source.ts';
import type { Head } from './heads.ts';

/** What an open bracket holds. `group`: parentheses of calls and expressions, square brackets, `${`. */
export type Kind = 'block' | 'object' | 'group' | 'control' | 'parameters';

export const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}' };

/** Words whose parentheses are not those of a call. */
export const controls: ReadonlySet<string> = new Set(['if', 'while', 'for', 'switch', 'with', 'catch']);

export class Level {
  /** The bracket; empty for the file itself. */
  readonly text: string;
  readonly kind: Kind;
  /** The word before the parentheses: `if`, `for`, `switch`. */
  readonly word: string;
  /** Columns before the line that it belongs to. */
  readonly indent: number;
  /** `?` that still lack their `:`. */
  questions = 0;
  /** In the parentheses of `for`. */
  semicolons = 0;
  iterates = false;
  /** Indentation of the line where the pair of brackets began that was closed in here last. */
  lastGroup: number | undefined;
  /** In a block: the statement that is being read. */
  head: Head | undefined;

  constructor(text: string, kind: Kind, word: string, indent: number) {
    this.text = text;
    this.kind = kind;
    this.word = word;
    this.indent = indent;
  }

  /** The closing bracket, with what the construct needs besides to be read at all. */
  closing(isEmpty: boolean): string {
    if (this.kind === 'parameters') return '){}';
    if (this.kind !== 'control') return closers[this.text] ?? '';
    switch (this.word) {
      case 'for':
        if (this.semicolons === 0 && !this.iterates) return isEmpty ? ';;);' : ` of ${hole});`;
        return this.semicolons === 1 ? ';);' : ');';
      case 'catch':
      case 'switch':
        return isEmpty ? `${hole}){}` : '){}';
      default:
        return isEmpty ? `${hole});` : ');';
    }
  }
}

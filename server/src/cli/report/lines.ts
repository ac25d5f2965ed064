/** Offsets of a text as lines and columns, as people and editors count them: from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Range extends Position {
  readonly endLine: number;
  readonly endColumn: number;
}

export class Lines {
  readonly text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    const starts = [0];
    // The terminators of both languages that editors also break lines at.
    for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
    this.#starts = starts;
  }

  get count(): number {
    return this.#starts.length;
  }

  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (this.#starts[low] ?? 0) + 1 };
  }

  rangeOf({ start, end }: { readonly start: number; readonly end: number }): Range {
    const { line: endLine, column: endColumn } = this.positionAt(Math.max(start, end));
    return { ...this.positionAt(start), endLine, endColumn };
  }

  offsetAt({ line, column }: Position): number {
    const start = this.#starts[line - 1];
    return start === undefined ? this.text.length : Math.min(start + column - 1, this.text.length);
  }

  /** The line without its terminator; lines count from 1. */
  lineAt(line: number): string {
    const start = this.#starts[line - 1];
    if (start === undefined) return '';
    return this.text.slice(start, this.#starts[line] ?? this.text.length).replace(/[\r\n]+$/, '');
  }
}

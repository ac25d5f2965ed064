/** What a picture is made of, before it is drawn: labelled grids of numbers side by side. */

export interface Picture {
  readonly panels: readonly Panel[];
  /** Below: what is marked, and whether the numbers are an example. */
  readonly caption: string;
  /** The whole in words, for those who do not see it. */
  readonly description: string;
  /** The numbers are not those of the user's tensors. */
  readonly example: boolean;
}

export interface Panel {
  /** `input [1, 4, 4, 1]`. */
  readonly title: string;
  /** What stands between this panel and the one before: `∗`, `→`. */
  readonly sign?: string;
  /** One above the other. */
  readonly grids: readonly Grid[];
}

export interface Grid {
  /** `channel 0`. */
  readonly title?: string;
  readonly rows: number;
  readonly columns: number;
  /** Row by row. */
  readonly values: readonly number[];
  /** Rows and columns of padding around, drawn empty. */
  readonly margin?: Margin;
  /** Cells that belong together, those in the margin with a negative or too large index. */
  readonly marked: readonly Cell[];
  readonly tone: Tone;
}

export interface Margin {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export type Cell = readonly [row: number, column: number];

/** Marked where the window reads, marked where it writes, or a filter. */
export type Tone = 'source' | 'result' | 'filter';

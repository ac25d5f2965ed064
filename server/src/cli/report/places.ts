/** Places for formats that know files and lines only: a notebook's file holds its lines as strings inside JSON. */
import type { Range } from './lines.ts';

export type CellOf = (path: string, line: number) => { readonly cell: number; readonly line: number } | undefined;

/** A diagnostic in a notebook is shown at the file's first line, and its message says which cell is meant. */
export function placeInFile(
  path: string,
  range: Range,
  message: string,
  cellOf: CellOf,
): { readonly range: Range; readonly message: string } {
  const cell = cellOf(path, range.line);
  if (!cell) return { range, message };
  return { range: { line: 1, column: 1, endLine: 1, endColumn: 1 }, message: `cell ${cell.cell}, line ${cell.line}: ${message}` };
}

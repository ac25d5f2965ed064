/** The matrix of a window with the filter's taps by name: `w00` is the first row's first. One channel; short axes when they are long. */
import { int, toNumber } from '#shared/dim/dim.ts';
import type { WindowGeometry } from '#shared/kernel/geometry.ts';
import { type SparseMatrix, windowMatrix } from '#shared/kernel/matrix.ts';
import type { MatrixData } from '#shared/protocol.ts';
import { reducedGeometry } from './reduced-example.ts';

const MAX_COLUMNS = 36;

export function windowMatrixOf(geometry: WindowGeometry): MatrixData | undefined {
  if (geometry.axes.length > 2) return undefined;
  const one = int(1);
  const whole = { ...geometry, batch: one, inputChannels: one, outputChannels: one, groups: one };
  const isSmall = (window: WindowGeometry) => cells(window, 'input') <= MAX_COLUMNS && cells(window, 'output') <= MAX_COLUMNS;
  const exact = isSmall(whole) ? windowMatrix(whole) : undefined;
  const shown = exact ? whole : reducedGeometry(geometry);
  const matrix = exact ?? (shown && isSmall(shown) ? windowMatrix(shown) : undefined);
  if (!shown || !matrix) return undefined;
  const transposed = geometry.kind === 'transposed-conv';
  const name = transposed ? 'Cᵀ' : 'C';
  const made = `${matrix.rows} output cells (${lengths(shown, 'output')}) from ${matrix.columns} input cells (${lengths(shown, 'input')})`;
  return {
    name,
    rows: matrix.rows,
    columns: matrix.columns,
    entries: entriesOf(shown, matrix),
    reduced: !exact,
    caption: `${exact ? '' : 'reduced example: '}y = ${name}·x makes ${made}, one channel, row by row`,
  };
}

const cells = ({ axes }: WindowGeometry, side: 'input' | 'output'): number =>
  axes.reduce((count, axis) => count * (toNumber(axis[side]) ?? Number.POSITIVE_INFINITY), 1);

const lengths = ({ axes }: WindowGeometry, side: 'input' | 'output'): string => axes.map(axis => toNumber(axis[side])).join(' × ');

function entriesOf({ axes }: WindowGeometry, { rows, columns, entries }: SparseMatrix): readonly (readonly string[])[] {
  const kernel = axes.map(axis => toNumber(axis.kernel) ?? 1);
  const last = kernel.at(-1) ?? 1;
  const separator = kernel.some(length => length > 10) ? ',' : '';
  const tapName = (tap: number) => (kernel.length === 1 ? `w${tap}` : `w${Math.floor(tap / last)}${separator}${tap % last}`);
  const dense = Array.from({ length: rows }, () => new Array<string>(columns).fill('0'));
  for (const { row, column, tap } of entries) {
    const line = dense[row];
    if (line) line[column] = tapName(tap);
  }
  return dense;
}

/**
 * A convolution as a matrix: `vec(Y) = C·vec(X)`, with `vec` the row-major order of the tensor's own layout. Every entry is a tap of the
 * filter. The transposed convolution with the same filter is `Cᵀ`: the shape comes back, the values do not.
 */
import { int } from '../dim/dim.ts';
import { cellCount } from './data.ts';
import { eachProduct } from './execute/conv.ts';
import { planOf } from './execute/plan.ts';
import type { WindowGeometry } from './geometry.ts';

export interface Entry {
  readonly row: number;
  readonly column: number;
  /** Index into the flattened filter. */
  readonly tap: number;
}

export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Sorted by row, then column. */
  readonly entries: readonly Entry[];
}

/** No matrix with more entries than this. */
export const MAX_ENTRIES = 1 << 16;
/** No dense matrix with more cells than this. */
export const MAX_DENSE = 1 << 20;

/**
 * The matrix of one example of the batch (it acts on each alike): rows are the op's output, columns its input, so a transposed
 * geometry gives `Cᵀ`. A 4×4 input under a 3×3 window gives 4 × 16. Undefined for pools, and where `executeWindow` is.
 */
export function windowMatrix(geometry: WindowGeometry): SparseMatrix | undefined {
  const plan = planOf({ ...geometry, batch: int(1) }, MAX_ENTRIES);
  if (!plan?.filter) return undefined;
  const entries: Entry[] = [];
  eachProduct(plan, (column, row, tap) => entries.push({ row, column, tap }));
  const direct = sorted({ rows: cellCount(plan.narrow.shape), columns: cellCount(plan.wide.shape), entries });
  return geometry.kind === 'transposed-conv' ? transposeMatrix(direct) : direct;
}

const sorted = (matrix: SparseMatrix): SparseMatrix => ({
  ...matrix,
  entries: [...matrix.entries].sort((a, b) => a.row - b.row || a.column - b.column),
});

export const transposeMatrix = ({ rows, columns, entries }: SparseMatrix): SparseMatrix =>
  sorted({ rows: columns, columns: rows, entries: entries.map(({ row, column, tap }) => ({ row: column, column: row, tap })) });

/** `C·x` for the flattened filter's values. `x` may hold several examples in turn; undefined when its length is no multiple of the columns. */
export function multiply(matrix: SparseMatrix, filterValues: ArrayLike<number>, x: ArrayLike<number>): Float64Array | undefined {
  const examples = matrix.columns === 0 ? 0 : x.length / matrix.columns;
  if (!Number.isInteger(examples)) return undefined;
  const result = new Float64Array(examples * matrix.rows);
  for (let example = 0; example < examples; example++) {
    for (const { row, column, tap } of matrix.entries) {
      const at = example * matrix.rows + row;
      result[at] = (result[at] as number) + (filterValues[tap] ?? 0) * (x[example * matrix.columns + column] ?? 0);
    }
  }
  return result;
}

/** All cells, rows × columns, row-major; undefined above `MAX_DENSE` cells. */
export function toDense({ rows, columns, entries }: SparseMatrix, filterValues: ArrayLike<number>): Float64Array | undefined {
  if (rows * columns > MAX_DENSE) return undefined;
  const cells = new Float64Array(rows * columns);
  for (const { row, column, tap } of entries) cells[row * columns + column] = filterValues[tap] ?? 0;
  return cells;
}

/** The matrix product as NumPy, JAX and PyTorch have it: vectors are rows on the left and columns on the right. */
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { int } from '../../dim/dim.ts';
import { type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from './contents.ts';
import { matmulRule } from './matmul.ts';

const plainly = { a: false, b: false } as const;

/** `names`: the parameters, left and right. */
export function productRule(a: TensorArg, b: TensorArg, names: readonly [string, string], op: string, check: Check): TensorArg {
  const dtype = a.dtype ?? b.dtype;
  const [left, right] = [a.shape, b.shape];
  if (!left || !right) return ofType(undefined, dtype);
  for (const [argument, got] of [[names[0], left] as const, [names[1], right] as const])
    if (got.length === 0) {
      check.report(rankMismatch, { argument, wanted: 'at least 1', got }, { argument });
      return ofType(undefined, dtype);
    }
  const [row, column] = [left.length === 1, right.length === 1];
  const rows = row ? tensorArg([int(1), ...left]) : a;
  const columns = column ? tensorArg([...right, int(1)]) : b;
  const { shape } = matmulRule(rows, columns, plainly, names, { op, at: names[1] }, check);
  if (!shape) return ofType(undefined, dtype);
  const kept = column ? shape.slice(0, -1) : shape;
  return ofType(row ? kept.toSpliced(column ? -1 : -2, 1) : kept, dtype);
}

/** Matrix product over the last two axes, the axes before them broadcast. */
import { cellCount, type Data, fits, MAX_WORK, memoryStrides, walk } from '../data.ts';
import { broadcastShape, stretch } from './elementwise.ts';

/** `[…, m, k] × […, k, n] → […, m, n]`. Undefined when the shapes do not match, a rank is below 2, or the work is over the limit. */
export function matmul(a: Data, b: Data, { transposeA = false, transposeB = false } = {}): Data | undefined {
  if (a.shape.length < 2 || b.shape.length < 2) return undefined;
  const left = lastTwo(a.shape, transposeA);
  const right = lastTwo(b.shape, transposeB);
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const outer = broadcastShape(outerA, outerB);
  if (!outer || left.columns !== right.rows) return undefined;
  const [m, k, n] = [left.rows, left.columns, right.columns];
  const shape = [...outer, m, n];
  if (!fits(shape) || cellCount(shape) * k > MAX_WORK) return undefined;
  const values = new Float64Array(cellCount(shape));
  const [perA, perB] = [cellCount(a.shape.slice(-2)), cellCount(b.shape.slice(-2))];
  walk(outer, [stretch(outerA, outer), stretch(outerB, outer)], ([atA = 0, atB = 0], matrix) => {
    for (let cell = 0; cell < m * n; cell++) {
      const [i, j] = [Math.floor(cell / n), cell % n];
      let total = 0;
      for (let l = 0; l < k; l++) {
        const x = a.values[atA * perA + i * left.rowStep + l * left.columnStep] as number;
        total += x * (b.values[atB * perB + l * right.rowStep + j * right.columnStep] as number);
      }
      values[matrix * m * n + cell] = total;
    }
  });
  return { shape, values };
}

function lastTwo(shape: readonly number[], transposed: boolean) {
  const [rows, columns] = shape.slice(-2) as [number, number];
  const [rowStep, columnStep] = memoryStrides(shape).slice(-2) as [number, number];
  return transposed ? { rows: columns, columns: rows, rowStep: columnStep, columnStep: rowStep } : { rows, columns, rowStep, columnStep };
}

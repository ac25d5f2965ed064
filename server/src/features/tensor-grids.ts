/** A tensor that no window has touched, as grids: images with their channels one below the other, everything else as it falls. */
import { type Data, memoryStrides } from '#shared/kernel/data.ts';
import type { Grid } from './drawing.ts';

const MAX_CELLS_DRAWN = 1024;
const MAX_ROWS = 11;

interface Axis {
  readonly length: number;
  readonly step: number;
}

const none: Axis = { length: 1, step: 0 };

/** Undefined for empty tensors and for those with too many axes or cells. */
export function tensorGrids({ shape, values }: Data): readonly Grid[] | undefined {
  const steps = memoryStrides(shape);
  const axes = shape.map((length, at): Axis => ({ length, step: steps[at] ?? 0 })).filter(({ length }) => length !== 1);
  const arranged = arrange(axes, shape);
  if (!arranged || values.length === 0) return undefined;
  const { rows, columns, slices } = arranged;
  if (rows.length * columns.length > MAX_CELLS_DRAWN) return undefined;
  const shown = Math.min(slices.length, Math.max(1, Math.min(3, Math.floor(MAX_ROWS / (rows.length + 1)))));
  return Array.from({ length: shown }, (_, slice) => ({
    rows: rows.length,
    columns: columns.length,
    values: Array.from(
      { length: rows.length * columns.length },
      (_value, at) =>
        values[slice * slices.step + Math.floor(at / columns.length) * rows.step + (at % columns.length) * columns.step] ?? Number.NaN,
    ),
    marked: [],
    tone: 'result' as const,
    ...(slices.length > 1 ? { title: `slice ${slice} of ${slices.length}` } : {}),
  }));
}

function arrange(
  axes: readonly Axis[],
  shape: readonly number[],
): { readonly rows: Axis; readonly columns: Axis; readonly slices: Axis } | undefined {
  const [a = none, b = none, c = none, d] = axes;
  if (axes.length <= 1) return { rows: none, columns: a, slices: none };
  if (axes.length === 2) return { rows: a, columns: b, slices: none };
  // A batch of single-channel images, or one image with its channels last.
  if (axes.length === 3)
    return shape.at(-1) === 1 && shape.length > 3 ? { rows: b, columns: c, slices: a } : { rows: a, columns: b, slices: c };
  if (axes.length === 4 && d) return { rows: b, columns: c, slices: d };
  return undefined;
}

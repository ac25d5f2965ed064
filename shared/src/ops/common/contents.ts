/** What small tensors hold: symbolic integers and numbers, read and made the same way by every rule. */
import { type Dim, int } from '../../dim/dim.ts';
import { cellCount, type Data } from '../../kernel/data.ts';
import { type Shape, toNumbers } from '../../shape/shape.ts';
import { MAX_DATA, MAX_ELEMENTS, type TensorArg, tensorArg } from '../argument.ts';

/** A tensor with its values, as the kernel takes it. */
export function toData(tensor: TensorArg | undefined): Data | undefined {
  const shape = toNumbers(tensor?.shape);
  return tensor?.data && shape ? { shape, values: tensor.data } : undefined;
}

/** The elements of a small tensor of integers, whatever its element type. */
export function elementsOf({ shape, elements, data }: TensorArg): readonly Dim[] | undefined {
  if (!shape || elements) return shape && elements;
  return data && data.length <= MAX_ELEMENTS && data.every(Number.isSafeInteger) ? Array.from(data, int) : undefined;
}

/** A tensor of `shape` that holds `elements`, if they are known, few, and as many as the shape says. */
export function withElements(shape: Shape | undefined, elements: readonly Dim[] | undefined, dtype?: string): TensorArg {
  const lengths = toNumbers(shape);
  const count = lengths && cellCount(lengths);
  const fits = elements && elements.length === count && count <= MAX_ELEMENTS;
  return tensorArg(shape, { ...(dtype === undefined ? {} : { dtype }), ...(fits ? { elements } : {}) });
}

export const ofType = (shape: Shape | undefined, dtype: string | undefined): TensorArg =>
  tensorArg(shape, dtype === undefined ? {} : { dtype });

/** The element type that a literal gets: integers `int32`, other numbers `float32`. */
export const literalType = (tensor: TensorArg): string | undefined =>
  tensor.dtype ?? (tensor.elements ? 'int32' : tensor.data ? 'float32' : undefined);

export const filled = (shape: readonly number[], value: number): Float64Array => new Float64Array(cellCount(shape)).fill(value);

/**
 * A tensor of `shape` whose cells are those of `parts`, moved. `move` is run on what is known of them: on the values, and on the
 * positions of symbolic elements.
 */
export function moved(
  parts: readonly TensorArg[],
  shape: Shape | undefined,
  move: (parts: readonly Data[]) => Data | undefined,
  dtype = parts[0]?.dtype,
): TensorArg {
  const result = ofType(shape, dtype);
  const lengths = toNumbers(shape);
  if (!lengths || cellCount(lengths) > MAX_DATA) return result;
  const datas = parts.map(toData);
  const data = datas.every(part => part !== undefined) ? move(datas)?.values : undefined;
  const elements = cellCount(lengths) <= MAX_ELEMENTS ? movedElements(parts, move) : undefined;
  return {
    ...result,
    ...(data?.length === cellCount(lengths) ? { data } : {}),
    ...(elements?.length === cellCount(lengths) ? { elements } : {}),
  };
}

function movedElements(parts: readonly TensorArg[], move: (parts: readonly Data[]) => Data | undefined): readonly Dim[] | undefined {
  const all: Dim[] = [];
  const positions: Data[] = [];
  for (const part of parts) {
    const [shape, elements] = [toNumbers(part.shape), elementsOf(part)];
    if (!shape || !elements) return undefined;
    positions.push({ shape, values: Float64Array.from(elements, (_, at) => all.length + at) });
    all.push(...elements);
  }
  const order = move(positions)?.values;
  return order && Array.from(order, at => all[at] as Dim);
}

/** Tensors made from nothing: literals and constants of a shape. */
import { reshapeSize } from '../../diagnostics/reshape-size.ts';
import { equal, less } from '../../dim/compare.ts';
import { int } from '../../dim/dim.ts';
import { elementCount, toNumbers } from '../../shape/shape.ts';
import { MAX_DATA, type TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import type { Integers } from '../parameter.ts';
import { literalType, ofType, withElements } from './contents.ts';
import { toShape } from './shape-argument.ts';

/** What happens to a literal that has fewer elements than its shape. */
export type Shortage = 'error' | 'repeat-last';

/** A literal, perhaps with a shape of its own: a single element fills it, otherwise the numbers of elements must agree. */
export interface Literal {
  readonly value: TensorArg;
  /** The `shape` argument. */
  readonly shape: Integers;
  readonly dtype: string | undefined;
  readonly shortage: Shortage;
  /** Whether a single value fills any shape. */
  readonly fills: boolean;
}

export function literalRule(literal: Literal, argument: string, check: Check): TensorArg {
  const { value, dtype, shortage } = literal;
  const type = dtype ?? literalType(value);
  const own = value.shape;
  if (literal.shape?.kind === 'none') return withData(withElements(own, value.elements, type), value.data);
  const shape = toShape(literal.shape);
  if (!own || !shape) return ofType(shape, type);
  const [elements, wanted] = [elementCount(own), elementCount(shape)];
  const fills = literal.fills && equal(elements, int(1)) === 'yes';
  const agrees = equal(elements, wanted);
  if (agrees === 'no' && !fills && (shortage === 'error' || less(wanted, elements) === 'yes')) {
    check.report(reshapeSize, { from: own, to: shape, elements, wanted, inferred: false }, { argument });
    return ofType(shape, type);
  }
  const count = toNumbers(shape)?.reduce((total, n) => total * n, 1);
  const last = value.data?.at(-1);
  if (agrees === 'yes') return withData(withElements(shape, value.elements, type), value.data);
  if (count === undefined || count > MAX_DATA || last === undefined || !value.data) return ofType(shape, type);
  const values = Float64Array.from({ length: count }, (_, at) => value.data?.[at] ?? last);
  return withData(withElements(shape, /^u?int/.test(type ?? '') ? [...values].map(int) : undefined, type), values);
}

const withData = (tensor: TensorArg, data: Float64Array | undefined): TensorArg => (data ? { ...tensor, data } : tensor);

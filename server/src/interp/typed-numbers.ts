/** NumPy's element types make numbers when they are called: `np.int64(3)`, `np.float32(x)`. */
import type { Arguments } from './run.ts';
import { numberValue, type TextValue, toNumber, type Value } from './value.ts';

/** Undefined where it is no number that is made. */
export function callElementType({ text = '' }: TextValue, { positional: [first, more], named, open }: Arguments): Value | undefined {
  const value = first?.value;
  if (!value || more || open || named.size > 0) return undefined;
  if (/^u?int(\d+|p|_)?$/.test(text)) {
    if (value.kind === 'number') return value;
    const number = value.kind === 'float' ? toNumber(value) : undefined;
    return number === undefined ? undefined : numberValue(Math.trunc(number));
  }
  if (!/^(float|double)(\d+|_)?$/.test(text)) return undefined;
  return value.kind === 'number' || value.kind === 'float' ? { kind: 'float', value: toNumber(value) } : undefined;
}

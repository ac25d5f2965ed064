/** A few numbers tried in place of symbols: what differs between them cannot be decided. */
import type { Dim, Symbol_ } from './dim.ts';
import { valueAt } from './evaluate.ts';

/** Whether `holds` is true of some values of the dim and false of others. */
export function varies(dim: Dim, holds: (value: number) => boolean): boolean {
  if (dim.kind !== 'expr') return false;
  let first: boolean | undefined;
  for (const sample of samples) {
    const value = valueAt(dim, sample());
    if (Number.isNaN(value)) continue;
    const now = holds(value);
    first ??= now;
    if (now !== first) return true;
  }
  return false;
}

/** For the nth symbol met, how much it is above its least value. */
const distances: readonly ((n: number) => number)[] = [() => 0, n => 1 + n, n => 960 * (n + 1), n => 97 + 38 * n, () => 256];

/** Each gives a symbol the same number throughout. */
const samples = distances.map(distance => () => {
  const numbers = new Map<string, number>();
  return ({ id, least }: Symbol_): number => {
    let number = numbers.get(id);
    if (number === undefined) {
      number = (Number.isFinite(least) ? least : -1) + distance(numbers.size);
      numbers.set(id, number);
    }
    return number;
  };
});

/** What a random TensorFlow.js program has made so far, and what it may do next. */
import type { Random } from '../javascript-expressions.ts';

/** A variable of the program. `shape` is what the real run left; null is a dim that is open until data comes. */
export interface Made {
  readonly name: string;
  readonly kind: 'tensor' | 'symbolic' | 'tensors' | 'layer' | 'model';
  readonly shape: readonly (number | null)[];
  readonly dtype: string;
}

export interface Statement {
  /** What comes before the variable, or instead of one. */
  readonly text: string;
  /** The variable it declares, if any. */
  readonly name?: string;
  /** TensorFlow.js computes it without a word, and what it computes is not what was meant. */
  readonly silent?: boolean;
}

export type Grow = (random: Random, made: readonly Made[]) => Statement | undefined;

/** An expression, and whether it is silently wrong. */
export interface Expression {
  readonly text: string;
  readonly silent?: boolean;
}

export const size = (shape: readonly (number | null)[]): number => shape.reduce<number>((a, b) => a * (b ?? 1), 1);
export const list = (items: readonly unknown[]): string => `[${items.map(item => (item === null ? 'null' : String(item))).join(', ')}]`;

/** Another shape of as many elements; sometimes with one dim left open. */
export function reshaped(shape: readonly number[], { pick, chance }: Random): readonly number[] {
  let left = size(shape);
  const dims: number[] = [];
  for (const factor of [2, 3, 2]) {
    if (left % factor !== 0 || !chance(0.6)) continue;
    dims.push(factor);
    left /= factor;
  }
  dims.splice(pick(0, dims.length), 0, chance(0.4) ? -1 : left);
  return dims;
}

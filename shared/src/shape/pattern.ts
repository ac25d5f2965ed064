/**
 * Axes by name. A pattern lists the axes of a shape in order: `N S:2 C` is a batch axis, two spatial axes and a channel axis;
 * `S:2 I O` a filter; `*B` any number of axes, `N?` one or none.
 */
import { type Dim, unknown } from '../dim/dim.ts';
import type { Shape } from './shape.ts';

export type Axes<P extends string> = P extends `${infer Head} ${infer Tail}` ? Axis<Head> & Axes<Tail> : Axis<P>;
type Axis<W extends string> = W extends `${infer N}?` | `*${infer N}` | `${infer N}:${number}`
  ? { readonly [K in N]: readonly Dim[] }
  : { readonly [K in W]: Dim };

interface Word {
  readonly name: string;
  /** A single axis is a dim, anything else a list of dims. */
  readonly single: boolean;
  readonly least: number;
  readonly most: number;
}

function wordsOf(pattern: string): readonly Word[] {
  return pattern.split(' ').map(word => {
    const [, star, name = '', optional, count] = /^(\*?)(\w+)(\?)?(?::(\d+))?$/.exec(word) ?? [];
    const exact = Number(count ?? 1);
    return {
      name,
      single: !(star || optional || count),
      least: star || optional ? 0 : exact,
      most: star ? Number.POSITIVE_INFINITY : exact,
    };
  });
}

/** Takes a shape apart; undefined when its rank does not fit the pattern. */
export function split<const P extends string>(pattern: P, shape: Shape): Axes<P> | undefined {
  const words = wordsOf(pattern);
  const least = words.reduce((total, word) => total + word.least, 0);
  const most = words.reduce((total, word) => total + word.most, 0);
  if (shape.length < least || shape.length > most) return undefined;
  let spare = shape.length - least;
  let at = 0;
  const entries = words.map(word => {
    const take = word.least + Math.min(spare, word.most - word.least);
    spare -= take - word.least;
    const slice = shape.slice(at, at + take);
    at += take;
    return [word.name, word.single ? slice[0] : slice];
  });
  return Object.fromEntries(entries) as Axes<P>;
}

/** The inverse of `split`. */
export function join<const P extends string>(pattern: P, axes: Axes<P>): Shape {
  return wordsOf(pattern).flatMap(word => (axes as Record<string, Dim | readonly Dim[]>)[word.name] ?? unknown);
}

/** Unknown dims of the smallest rank that fits: what a rule goes on with when it knows nothing. */
export function blank<const P extends string>(pattern: P): Axes<P> {
  const entries = wordsOf(pattern).map(word => [word.name, word.single ? unknown : Array<Dim>(word.least).fill(unknown)]);
  return Object.fromEntries(entries) as Axes<P>;
}

/** The index of a named axis in the pattern (the first of several). */
export function axisIndex(pattern: string, name: string): number {
  let at = 0;
  for (const word of wordsOf(pattern)) {
    if (word.name === name) return at;
    at += word.least;
  }
  return -1;
}

const spatial: Readonly<Record<number, readonly string[]>> = { 1: ['L'], 2: ['H', 'W'], 3: ['D', 'H', 'W'] };
const window: Readonly<Record<number, readonly string[]>> = { 1: ['k'], 2: ['kh', 'kw'], 3: ['kd', 'kh', 'kw'] };

/** Each axis of a pattern of fixed rank, with the name that people know it by: `S:2` is `H` and `W`, of a filter `kh` and `kw`. Undefined where the rank is open. */
export function axisNames(pattern: string): readonly { readonly axis: string; readonly shown: string }[] | undefined {
  const words = wordsOf(pattern);
  if (words.some(word => word.least !== word.most)) return undefined;
  const letters = words.some(({ name }) => name === 'I') ? window : spatial;
  return words.flatMap(({ name, least, single }) =>
    Array.from({ length: least }, (_, at) => ({
      axis: name,
      shown: name === 'B' ? 'N' : single ? name : (letters[least]?.[at] ?? `${name}${at}`),
    })),
  );
}

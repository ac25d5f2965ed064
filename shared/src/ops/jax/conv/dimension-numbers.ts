/**
 * `dimension_numbers`: which axis of each array is what. Three words (`('NHWC', 'HWIO', 'NHWC')`), three lists of axes, or nothing for
 * channels first. Source: `conv_dimension_numbers` in jax/_src/lax/convolution.py.
 */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { type Arg, toDim } from '../../argument.ts';
import type { Check } from '../../check.ts';

/** Axes of one array: its two special ones, and the spatial ones in the order that all three share. */
export interface Numbers {
  readonly first: number;
  readonly second: number;
  readonly spatial: readonly number[];
}

export interface DimensionNumbers {
  /** Batch and features. */
  readonly lhs: Numbers;
  /** Output and input features. */
  readonly rhs: Numbers;
  readonly out: Numbers;
}

const marks = ['NC', 'OI', 'NC'] as const;

export function readDimensionNumbers(op: string, given: Arg | undefined, rank: number, check: Check): DimensionNumbers | undefined {
  const argument = 'dimension_numbers';
  const form = (problem: string) => {
    check.report(argumentForm, { op, problem }, { argument });
    return undefined;
  };
  if (!given || given.kind === 'none') {
    const plain = { first: 0, second: 1, spatial: Array.from({ length: rank - 2 }, (_, at) => at + 2) };
    return { lhs: plain, rhs: plain, out: plain };
  }
  if (given.kind !== 'list') return undefined;
  if (given.items.length !== 3) return form(`takes ${argument} as a list of 3, got ${given.items.length}`);
  if (given.items.every(item => item.kind === 'list')) {
    const [lhs, rhs, out] = given.items.map(item => fromAxes(item));
    return lhs && rhs && out && { lhs, rhs, out };
  }
  const texts = given.items.map(item => (item.kind === 'text' ? item.text : undefined));
  if (texts.some(text => text === undefined)) return undefined;
  const words = texts as string[];
  for (const [at, word] of words.entries()) {
    if (word.length !== rank) return form(`takes ${rank} letters in ${argument}, got '${word}'`);
    const [a, b] = [...(marks[at] ?? 'NC')];
    if (word.split(a ?? '').length !== 2 || word.split(b ?? '').length !== 2)
      return form(`takes '${a}' and '${b}' once each in ${argument}[${at}], got '${word}'`);
  }
  const spatialOf = (word: string, at: number) => [...word].filter(letter => !(marks[at] ?? '').includes(letter));
  const order = spatialOf(words[1] ?? '', 1);
  const set = (letters: readonly string[]) => [...letters].sort().join('');
  if (words.some((word, at) => set(spatialOf(word, at)) !== set(order)) || new Set(order).size < order.length)
    return form(`takes the same spatial letters in all of ${argument}, got ${words.map(word => `'${word}'`).join(', ')}`);
  const numbers = words.map(
    (word, at): Numbers => ({
      first: word.indexOf((marks[at] ?? 'NC').charAt(0)),
      second: word.indexOf((marks[at] ?? 'NC').charAt(1)),
      spatial: order.map(letter => word.indexOf(letter)),
    }),
  );
  const [lhs, rhs, out] = numbers;
  return lhs && rhs && out && { lhs, rhs, out };
}

function fromAxes(item: Arg): Numbers | undefined {
  const axes = item.kind === 'list' ? item.items.map(axis => toDim(axis)) : [];
  const numbers = axes.map(axis => (axis?.kind === 'int' ? axis.value : Number.NaN));
  const [first, second, ...spatial] = numbers;
  return first === undefined || second === undefined || numbers.some(Number.isNaN) ? undefined : { first, second, spatial };
}

/** The layout in the language of axis patterns, where the spatial axes stand together and in order. */
export function layoutOf({ first, second, spatial }: Numbers, names: readonly [string, string]): string | undefined {
  const [start = 0] = spatial;
  if (spatial.some((axis, at) => axis !== start + at)) return undefined;
  const words = new Map([
    [first, names[0]],
    [second, names[1]],
    [start, `S:${spatial.length}`],
  ]);
  return [...words]
    .sort(([a], [b]) => a - b)
    .map(([, word]) => word)
    .join(' ');
}

/** Reads what windows take: one number for all axes, or a tuple with one for each. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { unknownPadding } from '../../diagnostics/unknown-padding.ts';
import { windowExceedsInput } from '../../diagnostics/window-exceeds-input.ts';
import { less } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type Padding, spatialNames, type WindowAxis } from '../../kernel/geometry.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { exceedingFacts, exceeds } from '../conv/slide.ts';
import { type Integers, readIntegers } from '../parameter.ts';
import type { Spatial } from './declare.ts';

/** A batch axis that may be missing, channels, and the axes that a window slides over. */
export const layouts = { 1: 'N? C S:1', 2: 'N? C S:2', 3: 'N? C S:3' } as const;
/** The form that code means when nothing says which. */
export const usualLayouts = { 1: 'N C S:1', 2: 'N C S:2', 3: 'N C S:3' } as const;
export const rankOf = (spatial: Spatial): string => `${spatial + 1} or ${spatial + 2}`;

export interface Named {
  readonly op: string;
  readonly argument: string;
}

/** One dim per axis. `absent`: what `None` stands for, one number or one per axis. */
export function perAxis(
  given: Integers,
  spatial: number,
  { op, argument }: Named,
  check: Check,
  absent: Dim | readonly Dim[] = unknown,
): Dim[] {
  const all = (dim: Dim) => Array<Dim>(spatial).fill(dim);
  if (!given || given.kind === 'bad') return all(unknown);
  if (given.kind === 'none') return 'kind' in absent ? all(absent) : [...absent];
  if (given.kind === 'one') return all(given.dim);
  const items = given.items.map(item => (typeof item === 'string' ? unknown : item));
  if (items.length === 1) return all(items[0] as Dim);
  if (items.length === spatial) return items;
  check.report(argumentForm, { op, problem: `takes 1 or ${spatial} numbers as ${argument}, got ${items.length}` }, { argument });
  return all(unknown);
}

/** Strides and dilations, which must be positive. */
export function positive(dims: readonly Dim[], { op, argument }: Named, check: Check): void {
  if (dims.some(dim => dim.kind === 'int' && dim.value < 1))
    check.report(argumentForm, { op, problem: `takes no ${argument} below 1` }, { argument });
}

/** `padding` of a convolution: numbers, `'same'` or `'valid'`. `negative`: where the padding is done by another op, it may crop. */
export function convPadding(given: Arg | undefined, spatial: number, op: string, negative: boolean, check: Check): (Padding | undefined)[] {
  const place = { argument: 'padding' };
  const all = (padding: Padding | undefined) => Array<Padding | undefined>(spatial).fill(padding);
  if (given?.kind === 'text') {
    if (given.text === 'same' || given.text === 'valid') return all(given.text);
    if (given.text !== undefined) check.report(unknownPadding, { got: given.text, allowed: ["'same'", "'valid'"] }, place);
    return all(undefined);
  }
  const dims = perAxis(readIntegers(given), spatial, { op, argument: 'padding' }, check, int(0));
  if (!negative && dims.some(dim => less(dim, int(0)) === 'yes'))
    check.report(argumentForm, { op, problem: 'takes no negative padding' }, place);
  return dims.map(symmetric);
}

export const symmetric = (dim: Dim): Padding | undefined => (dim.kind === 'unknown' ? undefined : { before: dim, after: dim });

/** A window that has no place anywhere: "Kernel size can't be greater than actual input size". */
export function checkFits(axes: readonly (WindowAxis | undefined)[], argument: string, check: Check): void {
  const wrong = axes.filter(axis => axis !== undefined).filter(exceeds);
  if (wrong.length === 0) return;
  const related = [{ argument: 'input', message: "the input's shape comes from here" }];
  check.report(windowExceedsInput, { axes: wrong.map(exceedingFacts), outcome: 'rejected' }, { argument }, { related });
}

/** A result of which nothing tells some dims: they get names of their own. */
export function allCalled(shape: Shape, spatial: number, check: Check): Shape {
  const inner = called(shape.slice(-spatial), check);
  const outer = shape.slice(0, -spatial).toReversed();
  return [...outer.map((dim, at) => (dim.kind === 'unknown' ? check.fresh(at === 0 ? 'C' : 'N') : dim)).toReversed(), ...inner];
}

/** Lengths that nothing tells get a name of their own. */
export function called(lengths: readonly Dim[], check: Check): Shape {
  const names = spatialNames(lengths.length);
  return lengths.map((dim, at) => (dim.kind === 'unknown' ? check.fresh((names[at]?.[0] ?? 'd').toUpperCase()) : dim));
}

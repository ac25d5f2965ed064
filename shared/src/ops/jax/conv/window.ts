/**
 * The window of JAX's convolutions and pools: paddings, and how it slides. Sources: `padtype_to_pads` in jax/_src/lax/lax.py,
 * `conv_shape_tuple` in jax/_src/lax/convolution.py.
 */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { unknownPadding } from '../../../diagnostics/unknown-padding.ts';
import { windowExceedsInput } from '../../../diagnostics/window-exceeds-input.ts';
import { add, multiply, subtract } from '../../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { type Padding, spatialNames, type WindowAxis } from '../../../kernel/geometry.ts';
import { samePadding, samePaddingBefore, slide, windowEnvironment } from '../../../kernel/window.ts';
import { type Arg, toDim } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { exceedingFacts, exceeds } from '../../conv/slide.ts';
import type { Integers } from '../../parameter.ts';

export interface Reading {
  readonly op: string;
  readonly spatial: number;
  readonly check: Check;
}

/** `same-lower`: as `same` with the odd cell at the start. */
export type Policy = Padding | 'same-lower' | undefined;

const words: Readonly<Record<string, Policy>> = { SAME: 'same', VALID: 'valid', SAME_LOWER: 'same-lower' };

/** A word in either case of letters, or a pair of numbers per axis. `numbers`: Flax also takes a number for both ends, and one for all axes. */
export function readPadding({ op, spatial, check }: Reading, given: Arg | undefined, numbers = false): readonly Policy[] {
  const place = { argument: 'padding' };
  const all = (padding: Policy) => Array<Policy>(spatial).fill(padding);
  const form = (got: string) => {
    const wanted = `a word or ${numbers ? 'a number, or ' : ''}a list of ${spatial}${numbers ? ' numbers or' : ''} pairs (low, high)`;
    check.report(argumentForm, { op, problem: `takes ${wanted} for padding, got ${got}` }, place);
    return all(undefined);
  };
  switch (given?.kind) {
    case 'text': {
      if (given.text === undefined) return all(undefined);
      const word = given.text.toUpperCase();
      if (Object.hasOwn(words, word)) return all(words[word]);
      check.report(unknownPadding, { got: given.text, allowed: ["'SAME'", "'VALID'", "'SAME_LOWER'"] }, place);
      return all(undefined);
    }
    case 'number':
      return numbers ? all(both(given.dim)) : form('a number');
    case 'none':
      return form('None');
    case 'list': {
      if (given.items.length !== spatial) return form(`a list of ${given.items.length}`);
      if (!numbers && given.items.some(item => item.kind === 'number')) return form('a number for both ends');
      return given.items.map(item => {
        if (item.kind === 'number') return both(item.dim);
        if (item.kind !== 'list' || item.items.length !== 2) return undefined;
        const [before, after] = item.items.map(end => toDim(end) ?? unknown);
        return before && after && before.kind !== 'unknown' && after.kind !== 'unknown' ? { before, after } : undefined;
      });
    }
    default:
      return all(undefined);
  }
}

const both = (dim: Dim): Policy => (dim.kind === 'unknown' ? undefined : { before: dim, after: dim });

/** One number per spatial axis. `loose`: a single number stands for all. `wrong`: whether a list of another length is rejected. */
export function perAxis(
  { op, spatial, check }: Reading,
  argument: string,
  given: Integers,
  loose: boolean,
  wrong: (length: number) => boolean = () => true,
): readonly Dim[] {
  const all = (dim: Dim) => Array<Dim>(spatial).fill(dim);
  if (!given || given.kind === 'bad') return all(unknown);
  if (given.kind === 'none') return all(int(1));
  if (given.kind === 'one') {
    if (loose) return all(given.dim);
    check.report(argumentForm, { op, problem: `takes a list of ${spatial} numbers for ${argument}, got one number` }, { argument });
    return all(unknown);
  }
  if (given.items.length !== spatial) {
    // Lists of dilations of another length are cut or stretched, in odd ways.
    if (!argument.endsWith('dilation') && wrong(given.items.length))
      check.report(argumentForm, { op, problem: `takes ${spatial} numbers for ${argument}, got ${given.items.length}` }, { argument });
    return all(unknown);
  }
  return given.items.map(item => (typeof item === 'string' ? unknown : item));
}

/** "All dilations must be positive". */
export function checkPositive({ op, check }: Reading, argument: string, dims: readonly Dim[]): void {
  if (dims.some(dim => dim.kind === 'int' && dim.value < 1))
    check.report(argumentForm, { op, problem: `takes no ${argument} below 1` }, { argument });
}

/** Zeros put between cells: 1 + r·(L − 1), and nothing of nothing. */
export const dilated = (length: Dim, by: Dim): Dim => {
  if (by.kind === 'int' && by.value === 1) return length;
  if (length.kind === 'int' && length.value === 0) return length;
  return add(int(1), multiply(by, subtract(length, int(1))));
};

export interface Sliding {
  readonly kernel: readonly Dim[];
  readonly strides: readonly Dim[];
  readonly dilations: readonly Dim[];
  readonly padding: readonly Policy[];
}

/** A stride of 0 is let through and gives something that nobody means. */
const usable = (stride: Dim): Dim => (stride.kind === 'int' && stride.value < 1 ? unknown : stride);

/** Never an error: a window that has no place leaves an empty array. `window`: the parameter that says how large it is. */
export function slideJax(
  lengths: readonly Dim[],
  { kernel, strides, dilations, padding }: Sliding,
  window: string,
  check: Check,
): readonly (WindowAxis | undefined)[] {
  const names = spatialNames(lengths.length);
  const axes = lengths.map((input, at): WindowAxis | undefined => {
    const policy = padding[at];
    const [size, stride, dilation, name] = [kernel[at], strides[at], dilations[at], names[at]];
    if (!policy || !size || !stride || !dilation) return undefined;
    const plain = { input, kernel: size, stride: usable(stride), dilation };
    const spec = { ...plain, padding: policy === 'same-lower' ? lower(plain) : policy };
    const slid = slide(spec);
    const { output } = slid;
    check.explain(() => `${name ?? `axis ${at}`}: ${slid.explanation}`);
    return { ...spec, name: name ?? 'length', output };
  });
  const wrong = axes.filter(axis => axis !== undefined).filter(exceeds);
  if (wrong.length > 0) {
    const facts = { axes: wrong.map(axis => exceedingFacts({ ...axis, output: int(0) })), outcome: 'silently-empty' } as const;
    const related = [{ argument: check.given.has('lhs') ? 'lhs' : 'inputs', message: "the input's shape comes from here" }];
    check.report(windowExceedsInput, facts, { argument: window }, { severity: 'warning', related });
  }
  return axes.map(axis => axis && { ...axis, output: notNegative(axis.output) });
}

function lower(spec: { readonly input: Dim; readonly kernel: Dim; readonly stride: Dim; readonly dilation: Dim }): Padding {
  const T = samePadding(windowEnvironment({ ...spec, padding: 'same' }));
  const after = samePaddingBefore({ T });
  return { before: subtract(T, after), after };
}

export const notNegative = (dim: Dim): Dim => (dim.kind === 'int' && dim.value < 0 ? int(0) : dim);

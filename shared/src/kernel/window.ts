/**
 * The arithmetic of a window that slides along one axis, forward: how many places it has, how much padding that takes.
 * `L` input length, `k` kernel size, `d` dilation, `F` effective kernel, `s` stride, `b` and `a` cells of padding before and after.
 */
import { maximum } from '../dim/arithmetic.ts';
import { type Dim, int } from '../dim/dim.ts';
import { type Environment, type Formula, formula } from '../dim/formula.ts';
import type { Padding } from './geometry.ts';

/** Cells from the first tap to the last. */
export const effectiveKernel = formula('d*(k - 1) + 1');

/** With `same` padding the stride alone decides. */
export const slideSame = formula('ceil(L / s)');
export const slideValid = formula('floor((L - F) / s) + 1');
export const slideExplicit = formula('floor((L + b + a - F) / s) + 1');
/** PyTorch's `ceil_mode`: a last window may reach over the end, as long as it begins before the padding there. */
export const slideCeil = formula('min(ceil((L + b + a - F) / s) + 1, ceil((L + b) / s))');
/** All padding in front, as much as lets the first window end at the first cell (Keras `Conv1D`, Flax). */
export const slideCausal = formula('ceil(L / s)');

/** Total padding under `same`: what the last window reaches beyond the input. */
export const samePadding = formula('max((ceil(L / s) - 1)*s + F - L, 0)');
/** TensorFlow, Keras, TensorFlow.js and JAX alike put the odd cell at the end; PyTorch cannot (its padding is symmetric). */
export const samePaddingBefore = formula('floor(T / 2)');
export const samePaddingAfter = formula('T - floor(T / 2)');
export const causalPadding = formula('F - 1');

const spareValid = formula('L - F');
const spareExplicit = formula('L + b + a - F');
const spareSame = formula('max((ceil(L / s) - 1)*s, L - F)');
const spareCausal = formula('L - 1');

/** One axis under a window; all lengths in cells. */
export interface WindowSpec {
  readonly input: Dim;
  readonly kernel: Dim;
  readonly stride: Dim;
  readonly dilation: Dim;
  readonly padding: Padding;
}

/** The numbers of a spec under the names that the formulas use. */
export function windowEnvironment({ input, kernel, stride, dilation, padding }: WindowSpec): Environment {
  const env = { L: input, k: kernel, s: stride, d: dilation, F: effectiveKernel({ d: dilation, k: kernel }) };
  return typeof padding === 'string' ? env : { ...env, b: padding.before, a: padding.after };
}

/** The formula of the output length under a padding, for docs as well as for `slide`. */
export function slideFormula(padding: Padding): Formula {
  switch (padding) {
    case 'same':
      return slideSame;
    case 'valid':
      return slideValid;
    case 'causal':
      return slideCausal;
    default:
      return slideExplicit;
  }
}

/**
 * The output length, and the formula with this call's numbers: `⌊(4 − 3)/1⌋ + 1 = 2`. Zero or negative where the window
 * does not fit; see `spareCells` for telling that. A stride of 0 gives unknown.
 */
export function slide(spec: WindowSpec): { readonly output: Dim; readonly explanation: string } {
  const rule = slideFormula(spec.padding);
  const env = windowEnvironment(spec);
  return {
    output: rule(env),
    get explanation() {
      return withEffectiveKernel(spec, rule, rule.explain(env));
    },
  };
}

/** Says where `F` comes from when it is not simply the kernel size. */
export function withEffectiveKernel(spec: WindowSpec, rule: Formula, explanation: string): string {
  const dilated = !(spec.dilation.kind === 'int' && spec.dilation.value === 1);
  if (!dilated || !rule.names.includes('F')) return explanation;
  return `effective kernel ${effectiveKernel.explain({ d: spec.dilation, k: spec.kernel })}; ${explanation}`;
}

/**
 * Cells that remain beside one window on the padded input. Certainly negative means that the window does not fit:
 * TensorFlow's "Negative dimension size", PyTorch's "Kernel size can't be greater than actual input size".
 * Never negative for `same` and `causal`, whose padding makes room.
 */
export function spareCells(spec: WindowSpec): Dim {
  const env = windowEnvironment(spec);
  switch (spec.padding) {
    case 'same':
      return maximum(spareSame(env), int(0));
    case 'causal':
      return maximum(spareCausal(env), int(0));
    case 'valid':
      return spareValid(env);
    default:
      return spareExplicit(env);
  }
}

/** The cells added at each end. */
export function paddingCells(spec: WindowSpec): { readonly before: Dim; readonly after: Dim } {
  const env = windowEnvironment(spec);
  switch (spec.padding) {
    case 'same': {
      const T = samePadding(env);
      return { before: samePaddingBefore({ T }), after: samePaddingAfter({ T }) };
    }
    case 'valid':
      return { before: int(0), after: int(0) };
    case 'causal':
      return { before: causalPadding(env), after: int(0) };
    default:
      return spec.padding;
  }
}

/**
 * Transposed convolution: the gradient of a convolution with respect to its input. Several output lengths lead forward to the
 * same input length, so the output length is a choice among up to `s` admissible ones.
 * `L` is the length of the transposed op's input; `F`, `s`, `b`, `a` as in `window.ts`, of the convolution it transposes.
 */
import { equal } from '../dim/compare.ts';
import { type Dim, int, toNumber } from '../dim/dim.ts';
import { formula } from '../dim/formula.ts';
import { show } from '../dim/show.ts';
import type { Padding } from './geometry.ts';
import { effectiveKernel, paddingCells, type WindowSpec, windowEnvironment, withEffectiveKernel } from './window.ts';

/** `ceil(H / s) = L` holds from low to high. */
export const transposeSame = { low: formula('(L - 1)*s + 1'), high: formula('L*s') };
/** `floor((H − F)/s) + 1 = L` holds from low to high. */
export const transposeValid = { low: formula('(L - 1)*s + F'), high: formula('L*s + F - 1') };
export const transposeExplicit = { low: formula('(L - 1)*s + F - b - a'), high: formula('L*s + F - b - a - 1') };

/**
 * Lengths that Keras chooses (`deconv_output_length` in Keras 2, `_get_output_shape_given_tf_padding` in Keras 3); `p` is `output_padding`,
 * where it is given.
 */
export const kerasSame = formula('L*s');
export const kerasValid = formula('L*s + max(F - s, 0)');
export const kerasSamePadded = formula('(L - 1)*s + mod(F, 2) + p');
export const kerasValidPadded = formula('(L - 1)*s + F + p');

export interface Admissible {
  readonly low: Dim;
  /** Below `low` where there is none: padding wider than the window can make every output longer than asked for. */
  readonly high: Dim;
  /** What frameworks choose when nobody says: `L·s` under `same`, otherwise the smallest. */
  readonly canonical: Dim;
  /** `(4 − 1)·2 + 1 = 7 … 4·2 = 8`. */
  readonly explanation: string;
}

function rulesOf(padding: Padding) {
  if (padding === 'valid') return transposeValid;
  return typeof padding === 'string' ? transposeSame : transposeExplicit;
}

/**
 * The lengths a transposed convolution can give `spec.input` cells: all `H` for which the convolution leads back to `spec.input`.
 * TensorFlow checks this in the kernel only ("Size of out_backprop doesn't match computed"), TensorFlow.js never.
 */
export function admissible(spec: WindowSpec): Admissible {
  const rules = rulesOf(spec.padding);
  const env = windowEnvironment(spec);
  const [low, high] = [notNegative(rules.low(env)), rules.high(env)];
  const only = equal(low, high) === 'yes';
  const explanation = only ? rules.low.explain(env) : `${rules.low.explain(env)} … ${rules.high.explain(env)}`;
  return {
    low,
    high,
    canonical: rules === transposeSame ? high : low,
    explanation: withEffectiveKernel(spec, rules.low, explanation),
  };
}

/** Padding wider than the window leaves room for lengths below zero, which no tensor has; with `high` below zero there is none at all. */
const notNegative = (length: Dim): Dim => (length.kind === 'int' && length.value < 0 ? int(0) : length);

const zeros = formula('s - 1');
const stretched = formula('(L - 1)*s + 1');
const paddingBefore = formula('F - 1 - b');
/** Beside `F − 1 − a` also the cells that the last forward window leaves over. */
const paddingAfter = formula('H + b - (L - 1)*s - 1');

export interface EquivalentDirect {
  /** Zeros put between neighbouring input cells: `s − 1`. */
  readonly zerosBetween: Dim;
  /** Length of the input with those zeros. */
  readonly stretched: Dim;
  /** Padding of the stretched input; a negative number crops. */
  readonly before: Dim;
  readonly after: Dim;
  /** Cells from the first tap to the last. */
  readonly effectiveKernel: Dim;
  readonly dilation: Dim;
  /** Always 1. */
  readonly stride: Dim;
  /** The filter is turned around along every spatial axis. */
  readonly flipped: true;
  readonly explanation: string;
}

/** The ordinary convolution that computes a transposed one: stride 1, flipped filter, on the input stretched by zeros. */
export function equivalentDirect(spec: WindowSpec & { readonly output: Dim }): EquivalentDirect {
  const { before: b } = paddingCells({ ...spec, input: spec.output });
  const env = { ...windowEnvironment(spec), H: spec.output, b };
  const [zerosBetween, before, after] = [zeros(env), paddingBefore(env), paddingAfter(env)];
  const gap =
    toNumber(zerosBetween) === 0 ? '' : `${zeros.explain(env)} ${toNumber(zerosBetween) === 1 ? 'zero' : 'zeros'} between cells; `;
  return {
    zerosBetween,
    stretched: stretched(env),
    before,
    after,
    effectiveKernel: effectiveKernel(env),
    dilation: spec.dilation,
    stride: int(1),
    flipped: true,
    explanation: `${gap}padding ${paddingBefore.explain(env)} before, ${show(after)} after; stride 1, filter flipped`,
  };
}

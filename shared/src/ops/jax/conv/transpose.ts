/**
 * Transposed convolution in JAX: a convolution of stride 1 over an input stretched by zeros. Sources: `conv_transpose` and
 * `_conv_transpose_padding` in jax/_src/lax/convolution.py.
 */
import { unknownPadding } from '../../../diagnostics/unknown-padding.ts';
import { subtract } from '../../../dim/arithmetic.ts';
import { type Dim, int } from '../../../dim/dim.ts';
import { formula } from '../../../dim/formula.ts';
import { type Padding, spatialNames, type WindowAxis } from '../../../kernel/geometry.ts';
import { kerasSame, kerasValid } from '../../../kernel/transpose.ts';
import { effectiveKernel, windowEnvironment, withEffectiveKernel } from '../../../kernel/window.ts';
import type { Arg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { notNegative, type Policy, type Reading, readPadding } from './window.ts';

/** Explicit padding is that of the stretched input, not that of the convolution it transposes. `l`, `h`: cells added before and after. */
const explicit = formula('(L - 1)*s + l + h - F + 2');

/** Words in lower case, and others, mean an ordinary convolution; on a stretched input that has no word for its padding. */
export function readTransposePadding(
  reading: Reading,
  given: Arg | undefined,
  strides: readonly Dim[],
  numbers = false,
): readonly Policy[] {
  const { spatial, check } = reading;
  const text = given?.kind === 'text' ? given.text : undefined;
  if (text === undefined || text === 'SAME' || text === 'VALID') return readPadding(reading, given, numbers);
  if (strides.every(dim => dim.kind === 'int' && dim.value === 1)) {
    // With strides of 1 the word is that of the convolution: `valid` makes the output smaller.
    const direct = readPadding(reading, given, numbers)[0];
    if (direct === 'same') return Array<Policy>(spatial).fill('same');
    return Array<Policy>(spatial).fill(direct === 'valid' ? { before: int(0), after: int(0) } : undefined);
  }
  const allowed = ["'SAME'", "'VALID'"];
  if (strides.some(dim => dim.kind === 'int' && dim.value > 1))
    check.report(unknownPadding, { got: text, allowed }, { argument: 'padding' });
  return Array<Policy>(spatial).fill(undefined);
}

/** More strides than axes are passed over, and fewer where the padding is a list. */
export const wrongStrides =
  (spatial: number, padding: Arg | undefined) =>
  (length: number): boolean =>
    length < spatial && padding?.kind === 'text';

export interface Transposing {
  readonly kernel: readonly Dim[];
  readonly strides: readonly Dim[];
  readonly dilations: readonly Dim[];
  readonly padding: readonly Policy[];
  /** `use_consistent_padding`: explicit padding is that of the convolution it transposes. Undefined where nobody knows. */
  readonly consistent?: boolean | undefined;
}

export function transposeJax(
  lengths: readonly Dim[],
  { kernel, strides, dilations, padding, consistent = false }: Transposing,
  check: Check,
): readonly (WindowAxis | undefined)[] {
  const names = spatialNames(lengths.length);
  return lengths.map((input, at): WindowAxis | undefined => {
    const policy = padding[at];
    const [size, stride, dilation, name] = [kernel[at], strides[at], dilations[at], names[at]];
    if (!policy || policy === 'same-lower' || !size || !stride || !dilation || !name) return undefined;
    const plain = { input, kernel: size, stride, dilation };
    const env = windowEnvironment({ ...plain, padding: 'valid' });
    if (typeof policy === 'string') {
      const rule = policy === 'same' ? kerasSame : kerasValid;
      const spec = { ...plain, padding: policy };
      check.explain(() => `${name}: ${withEffectiveKernel(spec, rule, rule.explain(env))}`);
      return { ...spec, name, output: rule(env) };
    }
    const F = effectiveKernel({ d: dilation, k: size });
    const outer = subtract(F, int(1));
    const own: Padding = { before: subtract(outer, policy.before), after: subtract(outer, policy.after) };
    const cells = consistent ? { l: own.before, h: own.after } : { l: policy.before, h: policy.after };
    const output = explicit({ ...env, ...cells });
    check.explain(
      () => `${name}: ${withEffectiveKernel({ ...plain, padding: 'valid' }, explicit, explicit.explain({ ...env, ...cells }))}`,
    );
    return { ...plain, padding: consistent ? policy : own, name, output: notNegative(output) };
  });
}

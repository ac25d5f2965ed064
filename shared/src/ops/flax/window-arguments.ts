/** How Flax's convolutions take their window. Sources: `_Conv` in flax/linen/linear.py, `Conv` in flax/nnx/nn/linear.py. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { unknownPadding } from '../../diagnostics/unknown-padding.ts';
import { floorDivide, subtract } from '../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { effectiveKernel } from '../../kernel/window.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { type Policy, perAxis, type Reading, readPadding } from '../jax/conv/window.ts';
import type { Integers } from '../parameter.ts';

/** The kernel's lengths: their number is that of the spatial axes, and a single integer is a kernel of one axis. */
export function readKernel(given: Integers): readonly Dim[] | undefined {
  if (given?.kind === 'one') return [given.dim];
  return given?.kind === 'many' ? given.items.map(item => (typeof item === 'string' ? unknown : item)) : undefined;
}

/** Numbers for all axes. */
export const readNumbers = (reading: Reading, argument: string, given: Integers, wrong?: (length: number) => boolean): readonly Dim[] =>
  perAxis(reading, argument, given, true, wrong);

const around = (kernel: Dim, dilation: Dim, left: (F: Dim) => Dim): Policy => {
  const F = effectiveKernel({ d: dilation, k: kernel });
  if (F.kind === 'unknown') return undefined;
  const before = left(F);
  return { before, after: subtract(subtract(F, int(1)), before) };
};

/** Beside the words of JAX three of Flax's own, which fill in something else than zeros. */
export function readFlaxPadding(
  reading: Reading,
  given: Arg | undefined,
  kernel: readonly Dim[],
  dilations: readonly Dim[],
): readonly Policy[] {
  const { op, spatial, check } = reading;
  const text = given?.kind === 'text' ? given.text : undefined;
  switch (text) {
    case 'CIRCULAR':
    case 'REFLECT':
      return kernel.map((k, at) => around(k, dilations[at] ?? int(1), F => floorDivide(subtract(F, int(1)), int(2))));
    case 'CAUSAL':
      if (spatial === 1) return ['causal'];
      check.report(
        argumentForm,
        { op, problem: `takes padding 'CAUSAL' for one spatial axis only, the kernel has ${spatial}` },
        { argument: 'padding' },
      );
      return kernel.map(() => undefined);
    case undefined:
      return readPadding(reading, given, true);
    default: {
      const own = ['CIRCULAR', 'REFLECT', 'CAUSAL'].find(word => word === text.toUpperCase());
      if (!own) return readPadding(reading, given, true);
      check.report(unknownPadding, { got: text, allowed: ["'SAME'", "'VALID'", `'${own}'`] }, { argument: 'padding' });
      return kernel.map(() => undefined);
    }
  }
}

/** A window that is sure to be one: "Zero division" for none. */
export function checkCount(op: string, argument: string, dim: Dim, check: Check): void {
  if (dim.kind === 'int' && dim.value < 1)
    check.report(argumentForm, { op, problem: `takes ${argument} of at least 1, got ${dim.value}` }, { argument });
}

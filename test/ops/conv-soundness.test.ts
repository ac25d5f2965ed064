/**
 * Knowing less never makes an error, for the convolutions: the calls that TensorFlow accepted, with some of their numbers taken away or
 * replaced by symbols, are accepted too, and their shapes agree with the real ones.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { int } from '#shared/dim/dim.ts';
import { substitute } from '#shared/dim/substitute.ts';
import { apply } from '#shared/ops/apply.ts';
import { accepted, callOf, opOf, recordings, versionOf } from '../oracle/tensorflow/recorded.ts';
import { Veiled, veils } from './veil.ts';

test.each(recordings)('taking knowledge away never makes an error or a wrong dim: $file', ({ combinations }) => {
  // An image of unknown rank is taken for one of rank 4: what TensorFlow 2 calls several batch axes is hardly ever met.
  const working = combinations.filter(each => accepted(each) && each.eager.length === 4);
  expect(working.length).toBeGreaterThan(500);
  fc.assert(
    fc.property(fc.constantFrom(...working), veils, (combination, choices) => {
      const veiled = new Veiled(choices);
      const call = callOf(combination, value => veiled.arg(value));
      const { result, problems } = apply(opOf(combination), call, [versionOf(combination)]);
      expect(problems.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
      if (result.kind !== 'tensor' || !result.shape) return;
      const real = combination.eager as readonly number[];
      expect(result.shape.length).toBe(real.length);
      result.shape.forEach((dim, axis) => {
        const value = substitute(dim, { get: id => int(veiled.meaning.get(id) ?? Number.NaN) });
        if (value.kind === 'int') expect(value.value).toBe(real[axis]);
      });
    }),
    { numRuns: 10_000 },
  );
});

/**
 * Knowing less never makes an error: the calls that TensorFlow accepted, with some of their dims taken away or replaced by symbols,
 * are accepted too, and their shapes agree with the real ones.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { int } from '#shared/dim/dim.ts';
import { substitute } from '#shared/dim/substitute.ts';
import { apply } from '#shared/ops/apply.ts';
import { opAt } from '#shared/ops/registry.ts';
import { type Encoded, Veiled, veils } from './veil.ts';

interface Call {
  readonly op: string;
  readonly api: 'v1' | 'v2';
  readonly args: readonly Encoded[];
  readonly named?: Readonly<Record<string, Encoded>>;
  readonly item?: number;
  readonly eager: readonly number[] | string;
  /** As eagerly unless it is there. */
  readonly graph?: readonly number[] | string;
}

const folder = join(import.meta.dirname, '../oracle/tensorflow/recordings/surrounding');
const accepted = readdirSync(folder)
  .flatMap(file => readFileSync(join(folder, file), 'utf8').trim().split('\n').slice(1))
  .map(line => JSON.parse(line) as Call)
  .filter(call => call.op && Array.isArray(call.eager) && Array.isArray(call.graph ?? call.eager));

test('the recordings are there', () => {
  expect(accepted.length).toBeGreaterThan(500);
});

test('taking knowledge away never makes an error or a wrong dim', () => {
  fc.assert(
    fc.property(fc.constantFrom(...accepted), veils, (call, choices) => {
      const op = opAt('tensorflow', call.op);
      if (!op) throw new Error(`no op ${call.op}`);
      const veiled = new Veiled(choices);
      const given = {
        positional: call.args.map(value => veiled.arg(value)),
        named: Object.fromEntries(Object.entries(call.named ?? {}).map(([name, value]) => [name, veiled.arg(value)])),
      };
      const { result, problems } = apply(op, given, [{ framework: 'tensorflow', generation: call.api === 'v2' ? '2' : '2-v1' }], 'here');
      expect(problems.filter(problem => problem.severity === 'error')).toEqual([]);
      const one = result.kind === 'list' ? result.items[call.item ?? 0] : result;
      if (one?.kind !== 'tensor' || !one.shape) return;
      const real = call.eager as readonly number[];
      expect(one.shape.length).toBe(real.length);
      one.shape.forEach((dim, axis) => {
        const value = substitute(dim, { get: id => int(veiled.meaning.get(id) ?? Number.NaN) });
        // Fewer than no cells are none.
        if (value.kind === 'int') expect(Math.max(value.value, 0)).toBe(real[axis]);
      });
    }),
    { numRuns: Number(process.env.RUNS ?? 5_000) },
  );
});

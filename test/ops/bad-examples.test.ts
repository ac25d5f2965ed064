/** Every op has an example that works and one that reports a mistake, or says why no call of it is one. */
import { describe, expect, test } from 'vitest';
import type { Op } from '#shared/ops/op.ts';
import { frameworks } from '#shared/ops/registry.ts';

/** How many ops of a pack have no example of a mistake yet. */
const stillToDo: Readonly<Record<string, number>> = {
  tfjs: 24,
  torch: 307,
  jax: 221,
  flax: 42,
};
/** The same of examples that work. */
const withoutGood: Readonly<Record<string, number>> = { tensorflow: 1, tfjs: 6 };

const names = (ops: readonly Op[]) => ops.map(op => op.name);

describe.each(frameworks.map(pack => [pack.name, pack.ops] as const))('%s', (pack, ops) => {
  test('every op has an example of a mistake, or cannot fail', () => {
    const without = ops.filter(op => op.neverFails === undefined && !op.examples.some(({ reports }) => reports));
    expect(names(without).slice(stillToDo[pack] ?? 0)).toEqual([]);
  });

  test('every op has an example that works', () => {
    const without = ops.filter(op => !op.examples.some(({ reports }) => !reports));
    expect(names(without).slice(withoutGood[pack] ?? 0)).toEqual([]);
  });

  test('what cannot fail has no example of a mistake', () => {
    expect(names(ops.filter(op => op.neverFails && op.examples.some(({ reports }) => reports)))).toEqual([]);
  });
});

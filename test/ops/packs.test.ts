/** What holds for every op of every framework. */
import { describe, expect, it } from 'vitest';
import { parameterOrder } from '#shared/ops/bind.ts';
import { frameworks, opAt } from '#shared/ops/registry.ts';
import { generations, type Version } from '#shared/ops/versions.ts';

const versionsOf = (framework: Version['framework']): readonly Version[] =>
  framework === 'tensorflow' ? generations.map(generation => ({ framework, generation })) : [{ framework, generation: 'any' }];

/** Pages of the frameworks themselves. */
const official = new RegExp(
  `^https://(${[
    '(www|js)\\.tensorflow\\.org',
    'docs\\.pytorch\\.org',
    'keras\\.io',
    'numpy\\.org',
    'docs\\.jax\\.dev',
    'flax(-linen)?\\.readthedocs\\.io',
    'github\\.com/(google-research/tf-slim|tensorflow/tensorflow)',
    'scikit-learn\\.org',
    'pillow\\.readthedocs\\.io',
    'docs\\.opencv\\.org',
  ].join('|')})/`,
);

describe.each(frameworks.map(pack => [pack.name, pack] as const))('%s', (name, pack) => {
  it('finds every op by its canonical name', () => {
    for (const op of pack.ops) {
      if (op.method?.only || op.attribute) continue;
      expect(opAt(name, op.name.slice(pack.prefix.length + 1)), op.name).toBe(op);
    }
  });

  it.each(pack.ops.map(op => [op.name, op] as const))('%s: its positional order names its parameters', (_, op) => {
    for (const version of versionsOf(op.framework)) expect(() => parameterOrder(op, version)).not.toThrow();
    const known = new Set(Object.entries(op.params).flatMap(([word, param]) => [word, ...param.aliases]));
    for (const version of versionsOf(op.framework)) expect(parameterOrder(op, version).filter(word => !known.has(word))).toEqual([]);
  });

  it.each(pack.ops.map(op => [op.name, op] as const))('%s: one sentence of summary and an official page', (_, op) => {
    expect(op.summary).toMatch(/[.?!]$/);
    expect(official.test(op.docs) ? '' : op.docs).toBe('');
  });
});

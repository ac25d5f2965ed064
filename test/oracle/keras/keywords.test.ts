// What the constructors of Keras' layers took in any release, recorded by record_keywords.py, is declared: nothing else is reported as unknown.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isLayer } from '#shared/ops/op.ts';
import { packOf } from '#shared/ops/registry.ts';

const lines = readFileSync(join(import.meta.dirname, 'keywords', 'keras-0.1-3.15.jsonl'), 'utf8')
  .trim()
  .split('\n');
const recorded = new Map(
  lines.map(line => {
    const { name, words } = JSON.parse(line) as { name: string; words: string };
    return [name, words.split(' ')] as const;
  }),
);

/** Words that stand beside keywords in the sources and are none: values, keys of dicts. */
const values = new Set('array channels_first channels_last class cpu default gpu mem one tf th'.split(' '));

const layers = packOf('keras').ops.filter(op => isLayer(op) && op.complete);

test('every layer of Keras has a list that is complete', () => {
  expect(layers.length).toBeGreaterThan(120);
});

test.each(layers.map(op => [op.name, op] as const))('%s', (name, op) => {
  const paths = [name.replace(/^keras\./, ''), ...(op.aliases ?? [])].map(path => path.slice(path.lastIndexOf('.') + 1));
  const words = paths.flatMap(path => recorded.get(path) ?? []);
  expect(words.length).toBeGreaterThan(0);
  const declared = new Set(Object.entries(op.params).flatMap(([word, param]) => [word, ...param.aliases]));
  expect([...new Set(words)].filter(word => !declared.has(word) && !values.has(word))).toEqual([]);
});

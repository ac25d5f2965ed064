// What Keras' applications gave when they were built (record_applications.py), against what the rules say of them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { show } from '#shared/dim/show.ts';
import { apply } from '#shared/ops/apply.ts';
import type { TensorArg } from '#shared/ops/argument.ts';
import { opAt } from '#shared/ops/registry.ts';
import { decode, type Encoded } from './decode.ts';

interface Built {
  readonly application: string;
  readonly named: Readonly<Record<string, Encoded>>;
  /** The output's shape, `accepted` where the weights would have been fetched, or the error. */
  readonly gives: readonly (number | null)[] | string;
  /** Shape to the names of the layers that give it. */
  readonly layers?: Readonly<Record<string, readonly string[]>>;
}

const folder = join(import.meta.dirname, 'applications');

function run({ application, named }: Built) {
  const op = opAt('keras', `applications.${application}`);
  if (!op) throw new Error(`no ${application}`);
  const call = { positional: [], named: Object.fromEntries(Object.entries(named).map(([word, value]) => [word, decode(value)])) };
  const { result, problems } = apply(op, call, [{ framework: 'keras', generation: 'any' }], 'here');
  if (result.kind !== 'model') throw new Error(`${application} is no model`);
  return { ...result, errors: problems.filter(({ severity }) => severity === 'error') };
}

/** The batch and what is open have names here and are `None` there. */
const shapeOf = ({ shape }: TensorArg): readonly (number | null)[] | undefined =>
  shape?.map(dim => (dim.kind === 'int' ? dim.value : null));

/** A size of which nothing is said, since releases differ. */
const isOpen = ({ shape }: TensorArg): boolean => shape?.some(dim => dim.kind === 'unknown') === true;

describe.each(readdirSync(folder))('%s', file => {
  const records = readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => JSON.parse(line) as Built);

  test.each(records.map(record => [`${record.application} ${JSON.stringify(record.named)}`, record] as const))('%s', (_, record) => {
    const { output, layers, isWhole, errors } = run(record);
    if (typeof record.gives === 'string' && record.gives !== 'accepted') {
      expect(errors).not.toEqual([]);
      return;
    }
    expect(errors).toEqual([]);
    if (record.gives !== 'accepted' && !isOpen(output)) expect(shapeOf(output)).toEqual(record.gives);
    if (!record.layers) return;
    const real = new Map(Object.entries(record.layers).flatMap(([shape, names]) => names.map(name => [name, shape] as const)));
    const wrong = layers
      .filter(layer => !isOpen(layer.output))
      .map(layer => ({ name: layer.name, shape: layer.output.shape?.slice(1).map(show).join('x') }))
      .filter(({ name, shape }) => real.get(name) !== shape)
      .map(({ name, shape }) => `${name}: ${shape}, really ${real.get(name)}`);
    expect(wrong).toEqual([]);
    if (isWhole) expect(layers.length).toBe(real.size - 1);
  });

  test('every application is there', () => {
    expect(new Set(records.map(({ application }) => application)).size).toBeGreaterThanOrEqual(38);
  });
});

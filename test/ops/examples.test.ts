/** Every declared example, read by the real front ends: it gives the shape it says, or reports the code it says. */
import { describe, expect, test } from 'vitest';
import { show } from '#shared/dim/show.ts';
import type { Example, Op } from '#shared/ops/op.ts';
import { type FrameworkPack, frameworks } from '#shared/ops/registry.ts';
import { defaultSettings } from '#shared/settings.ts';
import { createWorkspace } from '../harness/workspace.ts';

/** `8 3 4 4` as a list. */
const listOf = (shape: string): string => `[${shape.split(' ').filter(Boolean).join(', ')}]`;

function program({ language, sample }: FrameworkPack, { call, given = {}, on, under }: Example): string {
  const inputs = on === undefined ? [] : on.split(',').map((shape, at) => [`input${at}`, shape] as const);
  const names = inputs.map(([name]) => name);
  const result = on === undefined ? call : sample.apply('layer', names);
  const definitions = [
    ...[...Object.entries(given), ...inputs].map(([name, shape]) => [name, sample.ones(listOf(shape))]),
    ...(on === undefined ? [] : [['layer', call]]),
    ['result', result],
  ];
  const lines = definitions.map(([name, value]) => (language === 'python' ? `${name} = ${value}` : `const ${name} = ${value};`));
  return [(under && sample.importsUnder?.[under]) ?? sample.imports, ...lines, ''].join('\n');
}

function run(pack: FrameworkPack, example: Example) {
  const path = pack.language === 'python' ? 'example.py' : 'example.ts';
  // Releases before 1.14 are judged when the setting asks for it.
  const settings = example.under === 'legacy' ? { ...defaultSettings, tensorflowVersion: '1.4' as const } : defaultSettings;
  const analysis = createWorkspace(new Map([[path, program(pack, example)]]), settings).analyse(path);
  const result = analysis.notes.find(note => note.name === 'result' && note.role === 'definition')?.values[0];
  return {
    codes: [...new Set(analysis.findings.map(finding => finding.code))],
    shape: result?.kind === 'tensor' ? result.shape?.map(show).join(' ') : undefined,
  };
}

describe.each(frameworks.map(pack => [pack.name, pack] as const))('%s', (_, pack) => {
  const examples = pack.ops.flatMap((op: Op) => op.examples.map(example => [example.call, example] as const));

  test.each(examples)('%s', (_call, example) => {
    const { codes, shape } = run(pack, example);
    if (example.reports === undefined) expect(codes).toEqual([]);
    else expect(codes).toContain(example.reports);
    if (example.gives !== undefined) expect(shape).toBe(example.gives);
  });
});

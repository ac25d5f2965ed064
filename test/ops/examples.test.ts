/** Every declared example, read by the real front ends: it gives the shape it says, or reports the code it says. */
import { describe, expect, test } from 'vitest';
import type { Language } from '#server/ir/ir.ts';
import { show } from '#shared/dim/show.ts';
import type { Example, Op } from '#shared/ops/op.ts';
import { frameworks } from '#shared/ops/registry.ts';
import { defaultSettings } from '#shared/settings.ts';
import { createWorkspace } from '../harness/workspace.ts';

function program(language: Language, { call, given = {}, under }: Example): string {
  const list = (shape: string) => `[${shape.split(' ').filter(Boolean).join(', ')}]`;
  const tensors = Object.entries(given);
  if (language === 'python') {
    const lines = tensors.map(([name, shape]) => `${name} = tf.ones(${list(shape)})`);
    return [under === 'v1' ? 'import tensorflow.compat.v1 as tf' : 'import tensorflow as tf', ...lines, `result = ${call}`, ''].join('\n');
  }
  const lines = tensors.map(([name, shape]) => `const ${name} = tf.ones(${list(shape)});`);
  return ["import * as tf from '@tensorflow/tfjs';", ...lines, `const result = ${call};`, ''].join('\n');
}

function run(language: Language, example: Example) {
  const path = language === 'python' ? 'example.py' : 'example.ts';
  // Releases before 1.14 are judged when the setting asks for it.
  const settings = example.under === 'legacy' ? { ...defaultSettings, tensorflowVersion: '1.4' as const } : defaultSettings;
  const analysis = createWorkspace(new Map([[path, program(language, example)]]), settings).analyse(path);
  const result = analysis.notes.find(note => note.name === 'result' && note.role === 'definition')?.values[0];
  return {
    codes: [...new Set(analysis.findings.map(finding => finding.code))],
    shape: result?.kind === 'tensor' ? result.shape?.map(show).join(' ') : undefined,
  };
}

describe.each(frameworks.map(pack => [pack.name, pack] as const))('%s', (_, pack) => {
  const examples = pack.ops.flatMap((op: Op) => op.examples.map(example => [example.call, example] as const));

  test.each(examples)('%s', (_call, example) => {
    const { codes, shape } = run(pack.language, example);
    if (example.reports === undefined) expect(codes).toEqual([]);
    else expect(codes).toContain(example.reports);
    if (example.gives !== undefined) expect(shape).toBe(example.gives);
  });
});

// Whether an example of TensorFlow.js is taken for an error: what the framework lets pass is a warning.

import type { Example } from '#shared/ops/op.ts';
import { createWorkspace } from '../harness/workspace.ts';

export const dims = (text: string): number[] => text.split(' ').filter(Boolean).map(Number);

export function isError({ call, given = {}, on }: Example): boolean {
  const ones = (shape: string) => `tf.ones([${dims(shape)}])`;
  const tensors = on?.split(',').map(ones) ?? [];
  const applied = on === undefined ? call : `(${call}).apply(${tensors.length > 1 ? `[${tensors}]` : tensors})`;
  const lines = Object.entries(given).map(([name, shape]) => `const ${name} = ${ones(shape)};`);
  const text = ["import * as tf from '@tensorflow/tfjs';", ...lines, `${applied};`, ''].join('\n');
  const { findings } = createWorkspace(new Map([['example.ts', text]])).analyse('example.ts');
  return findings.some(({ severity }) => severity === 'error');
}

// Arguments that are left out, and text where numbers are wanted: every op of TensorFlow.js rejects exactly what is reported. Run live on its CPU backend.
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { isLayer } from '#shared/ops/op.ts';
import { packOf } from '#shared/ops/registry.ts';
import { createWorkspace } from '../harness/workspace.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

/** The arguments of a call, as they are written. */
function argumentsOf(call: string): readonly string[] {
  const items = [''];
  let depth = 0;
  for (const letter of call.slice(call.indexOf('(') + 1)) {
    if ('([{'.includes(letter)) depth++;
    if (')]}'.includes(letter) && depth-- === 0) break;
    if (letter === ',' && depth === 0) items.push('');
    else items[items.length - 1] += letter;
  }
  return items.map(item => item.trim()).filter(item => item !== '');
}

/** Calls of an op with less and less, and with text in the place of each argument; `x` and so on are tensors of ones. */
const calls = packOf('tfjs')
  .ops.filter(
    op => !isLayer(op) && !op.attribute && op.listed !== false && !/^tf\.(input|node|data|browser|model|sequential)/.test(op.name),
  )
  .flatMap(op =>
    op.examples
      .filter(({ reports, call }) => !reports && /^(tf\.[\w.]+|x\.\w+)\([^()]*(\([^()]*\)[^()]*)*\)$/.test(call))
      .flatMap(({ call, given = {} }) => {
        const [head, items] = [call.slice(0, call.indexOf('(')), argumentsOf(call)];
        const made = Object.keys(given).length > 0 ? given : /\bx\b/.test(head) ? { x: '2 3' } : {};
        return [
          ...items.map((_, at) => items.slice(0, at)),
          ...items.map((_, at) => (items[at]?.startsWith('{') ? items : items.with(at, "'a'"))),
        ].map(rest => [`${head}(${rest.join(', ')})`, made] as const);
      }),
  );

const ones = (shape: string) => `tf.ones([${shape.split(' ').filter(Boolean).join(', ')}])`;

async function thrown(body: string): Promise<string> {
  try {
    await (new Function('tf', `'use strict';\n${body.replace(/\n(.*)\n$/, '\nreturn $1')}`) as (library: typeof tf) => unknown)(tf);
    return '';
  } catch (error) {
    return String(error);
  }
}

/** Text among many tensors, or in the place of a number: left open. */
const unseen = /^tf\.(einsum|sparseToDense|raggedTensorToTensor|losses\.(huberLoss|logLoss))\(/;

describe('calls with less than the op needs', () => {
  test.each([...new Map(calls)])('%s', async (call, given) => {
    const text = [...Object.entries(given).map(([name, shape]) => `const ${name} = ${ones(shape)};`), `${call};`].join('\n');
    const source = `import * as tf from '@tensorflow/tfjs';\n${text}\n`;
    const { findings } = createWorkspace(new Map([['call.ts', source]])).analyse('call.ts');
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    const real = await thrown(`\n${text}\n`.replace(/;\n$/, '\n'));
    if (errors.length > 0) expect(real, errors.join()).not.toBe('');
    else if (!unseen.test(call)) expect(real).not.toMatch(/got string tensor|must be a Tensor or TensorLike, but got/);
  });
});

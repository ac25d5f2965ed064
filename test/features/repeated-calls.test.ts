// Calls that are equal cost nothing: what would take more steps than an analysis may take is analysed to its end.
import { describe, expect, test } from 'vitest';
import { createWorkspace } from '../harness/workspace.ts';

const analyse = (text: string) => createWorkspace(new Map([['a.py', text]])).analyse('a.py');

/** A helper of many statements, called `calls` times in all. */
const program = (outer: number, inner: number) => `
import tensorflow as tf

def helper(x):
${Array.from({ length: 120 }, (_, at) => `    a${at} = x + ${at}`).join('\n')}
    return tf.nn.relu(x)

image = tf.zeros([1, 8, 8, 3])
for i in range(${outer}):
    for j in range(${inner}):
        y = helper(image)
`;

describe('equal calls', () => {
  test('are not run again', () => {
    const analysis = analyse(program(30, 30));
    expect(analysis.partial).toBe(false);
    expect(analysis.calls.find(({ op }) => op.name === 'tf.nn.relu')?.contextCount).toBe(900);
  });

  test('are recorded each time', () => {
    const analysis = analyse(program(2, 3));
    const relu = analysis.calls.find(({ op }) => op.name === 'tf.nn.relu');
    expect(relu?.contexts.map(({ stack }) => stack.length)).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

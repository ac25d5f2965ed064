import { describe, expect, it } from 'vitest';
import { inlayHints } from '#server/features/inlay-hints.ts';
import { type Place, python, typescript } from './cursor.ts';

/** The text with the hints in place. */
function shown({ analysis }: Place): string {
  let { text } = analysis;
  for (const { offset, label } of inlayHints(analysis, { start: 0, end: text.length }).toReversed()) {
    text = `${text.slice(0, offset)}«${label}»${text.slice(offset)}`;
  }
  return text.slice(text.indexOf('\n') + 1);
}

describe('inlay hints', () => {
  it('stand behind a call', () => {
    expect(shown(python("y = tf.nn.conv2d(tf.ones([1, 4, 4, 1]), tf.ones([3, 3, 1, 1]), 1, 'VALID')"))).toBe(
      "y = tf.nn.conv2d(tf.ones([1, 4, 4, 1]), tf.ones([3, 3, 1, 1]), 1, 'VALID')«[1, 2, 2, 1]»",
    );
  });

  it('do not repeat what is written', () => {
    expect(shown(python('x = tf.ones([2, 3])\ny = tf.transpose(x)'))).toBe('x = tf.ones([2, 3])\ny = tf.transpose(x)«[3, 2]»');
  });

  it('stand behind the outermost call of a statement, and behind every convolution', () => {
    expect(shown(python("y = tf.reshape(tf.nn.relu(tf.nn.conv2d(tf.ones([1, 4, 4, 1]), tf.ones([3, 3, 1, 1]), 1, 'VALID')), [4])"))).toBe(
      "y = tf.reshape(tf.nn.relu(tf.nn.conv2d(tf.ones([1, 4, 4, 1]), tf.ones([3, 3, 1, 1]), 1, 'VALID')«[1, 2, 2, 1]»), [4])",
    );
    expect(shown(typescript("const y = tf.ones([1, 4, 4, 1]).conv2d(tf.ones([3, 3, 1, 1]), 1, 'valid').relu();"))).toBe(
      "const y = tf.ones([1, 4, 4, 1]).conv2d(tf.ones([3, 3, 1, 1]), 1, 'valid')«[1, 2, 2, 1]».relu()«[1, 2, 2, 1]»;",
    );
  });

  it('leave a dim open that differs between calls', () => {
    const code = 'def f(x):\n    return tf.transpose(x)\nf(tf.ones([2, 3]))\nf(tf.ones([4, 3]))';
    expect(shown(python(code))).toContain('return tf.transpose(x)«[3, ?]»');
  });

  it('are asked for by range', () => {
    const { analysis } = python('a = tf.transpose(tf.ones([2, 3]))\nb = tf.transpose(tf.ones([4, 5]))');
    const at = analysis.text.indexOf('b =');
    expect(inlayHints(analysis, { start: at, end: analysis.text.length }).map(({ label }) => label)).toEqual(['[5, 4]']);
  });
});

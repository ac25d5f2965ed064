import { describe, expect, it } from 'vitest';
import { signatureHelp } from '#server/features/signature-help.ts';
import { type Place, python, typescript } from './cursor.ts';

const helpOf = ({ analysis, offset }: Place) => signatureHelp(analysis, offset);
const activeOf = (place: Place) => {
  const help = helpOf(place);
  return help?.active === undefined ? undefined : help.parameters[help.active]?.name;
};

describe('signature help', () => {
  it('shows the order in which each filter wants its axes', () => {
    expect(helpOf(python('tf.nn.conv2d(‸)'))?.label).toContain('filters: Tensor [h, w, in, out]');
    expect(helpOf(python('tf.nn.conv2d_transpose(‸)'))?.label).toContain('filters: Tensor [h, w, out, in]');
    expect(helpOf(typescript('tf.conv2d(‸)'))?.label).toMatch(/filter: Tensor \[h, w, in, out\]/);
  });

  it('marks each parameter within the label', () => {
    const help = helpOf(python('tf.nn.conv2d(‸)'));
    for (const { name, label } of help?.parameters ?? []) expect(help?.label.slice(...label)).toMatch(new RegExp(`^${name}:`));
    expect(help?.parameters.length).toBeGreaterThan(4);
  });

  it.each([
    ['tf.nn.conv2d(‸)', 'input'],
    ['tf.nn.conv2d(x, ‸)', 'filters'],
    ['tf.nn.conv2d(x, tf.ones([3, 3, 1, 1]), ‸)', 'strides'],
    ['tf.nn.conv2d(x, w, padding=‸)', 'padding'],
    ["tf.nn.conv2d(x, w, padding='SA‸ME', strides=1)", 'padding'],
    ["tf.nn.conv2d(x, 'a, (b', ‸)", 'strides'],
    ['tf.nn.conv2d(x,  # one, two\n  w‸)', 'filters'],
    ['tf.nn.conv2d(x, [1, (2, ‸3)])', 'filters'],
    ['tf.nn.conv2d(x, w == ‸1)', 'filters'],
    ['tf.nn.conv2d(x, filter=‸w)', 'filters'],
  ])('in %s the argument is %s', (code, name) => {
    expect(activeOf(python(code))).toBe(name);
  });

  it('names no parameter beyond the last', () => {
    const help = helpOf(python('tf.nn.conv2d(1, 2, 3, 4, 5, 6, 7, 8, ‸)'));
    expect(help).toBeDefined();
    expect(help?.active).toBeUndefined();
  });

  it('follows the version of the file', () => {
    expect(activeOf(python("sess = tf.Session()\ntf.nn.conv2d(x, w, [1, 1, 1, 1], 'SAME', ‸)"))).toBe('use_cudnn_on_gpu');
    expect(activeOf(python("tf.nn.conv2d(x, w, [1, 1, 1, 1], 'SAME', ‸)"))).toBe('data_format');
  });

  it('leaves out the receiver of a method', () => {
    const place = typescript("tf.ones([1, 4, 4, 1]).conv2d(‸tf.ones([3, 3, 1, 1]), 1, 'valid')");
    expect(activeOf(place)).toBe('filter');
  });

  it('helps with a call that is being typed', () => {
    expect(activeOf(python('x = tf.ones([1, 4, 4, 1])\ny = tf.nn.conv2d(x, ‸'))).toBe('filters');
    expect(activeOf(python('x = tf.ones([1, 4, 4, 1])\ny = tf.nn.conv2d(x, ‸\nz = 1\n'))).toBe('filters');
    expect(activeOf(typescript('const x = tf.ones([1, 4, 4, 1]);\nconst y = tf.conv2d(x, ‸'))).toBe('filter');
  });

  it('is silent inside the parentheses of something else', () => {
    expect(helpOf(python('tf.nn.conv2d(print(‸), w)'))).toBeUndefined();
    expect(helpOf(python('f(‸tf.ones([1]))'))).toBeUndefined();
  });
});

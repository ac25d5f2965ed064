import { describe, expect, it } from 'vitest';
import { hover, MAX_MARKDOWN } from '#server/features/hover.ts';
import { defaultSettings } from '#shared/settings.ts';
import { type Place, python, typescript } from './cursor.ts';

const hoverOf = ({ analysis, offset }: Place) => hover(analysis, offset, defaultSettings);
const textOf = (place: Place) => hoverOf(place)?.markdown ?? '';
/** The picture's words, without Markdown's escapes. */
const picture = (place: Place) => /!\[(.*)\]\(data:/.exec(textOf(place))?.[1]?.replaceAll('\\', '');
const svgOf = (place: Place) => Buffer.from(/base64,([^)]*)/.exec(textOf(place))?.[1] ?? '', 'base64').toString();

const example = `
image = tf.ones([1, 4, 4, 1])
window = tf.ones([3, 3, 1, 1])
small = tf.nn.conv2d(image, window, strides=1, padding='VALID')
back = tf.nn.conv2d_transpose(small, window, output_shape=[1, 4, 4, 1], strides=1, padding='VALID')
`;

describe('the worked example', () => {
  it('shows all 9 behind the convolution', () => {
    const place = python(example.replace('nn.conv2d(', 'nn.con‸v2d('));
    expect(textOf(place)).toContain('tf.nn.conv2d → Tensor [1, 2, 2, 1]');
    expect(textOf(place)).toContain('height: ⌊(4 − 3)/1⌋ + 1 = 2');
    expect(picture(place)).toMatch(/output \[1, 2, 2, 1\] = 9 9 \/ 9 9$/);
  });

  it('shows that the shape comes back and the values do not', () => {
    const place = python(example.replace('conv2d_transpose(', '‸conv2d_transpose('));
    expect(textOf(place)).toContain('Tensor [1, 4, 4, 1]');
    expect(textOf(place)).toMatch(/admissible/);
    expect(picture(place)).toMatch(/output \[1, 4, 4, 1\] = 9 18 18 9 \/ 18 36 36 18 \/ 18 36 36 18 \/ 9 18 18 9$/);
  });

  it('shows the same on the variables', () => {
    const place = python(example.replace('back =', 'ba‸ck ='));
    expect(textOf(place)).toContain('back: Tensor [1, 4, 4, 1]');
    expect(picture(place)).toContain('9 18 18 9');
  });

  it('does so in TypeScript', () => {
    const place = typescript(`
const image = tf.ones([1, 4, 4, 1]);
const small = tf.conv2d(image, tf.ones([3, 3, 1, 1]), 1, 'valid');
const ba‸ck = tf.conv2dTranspose(small, tf.ones([3, 3, 1, 1]), [1, 4, 4, 1], 1, 'valid');
`);
    expect(textOf(place)).toContain('```typescript\nback: Tensor [1, 4, 4, 1]');
    expect(picture(place)).toContain('9 18 18 9 / 18 36 36 18');
  });
});

describe('pictures', () => {
  it('are marked as a reduced example where the numbers are not known', () => {
    const place = python(
      "x = tf.compat.v1.placeholder(tf.float32, [None, 28, 28, 3])\ny = tf.nn.con‸v2d(x, tf.ones([5, 5, 3, 8]), 2, 'SAME')",
    );
    expect(picture(place)).toMatch(/^example: input \[1, 6, 6, 1\]/);
    expect(svgOf(place)).toContain('reduced example');
  });

  it('show what is possible where the output shape is not', () => {
    const place = python(
      example.replace('[1, 4, 4, 1], strides', '[1, 7, 7, 1], strides').replace('conv2d_transpose(', 'conv2d_trans‸pose('),
    );
    expect(picture(place)).toContain('9 18 18 9');
    expect(svgOf(place)).toContain('with an output shape that is possible');
  });

  it('can be turned off', () => {
    const { analysis, offset } = python(example.replace('nn.conv2d(', 'nn.con‸v2d('));
    expect(hover(analysis, offset, { hoverPictures: false })?.markdown).not.toContain('data:');
  });

  it('stay below what editors cut, for every tensor that is kept', () => {
    for (const shape of ['[64, 64]', '[1, 64, 64, 1]', '[4096]', '[32, 32, 4]', '[1, 8, 8, 64]', '[16, 16, 16]', '[]', '[0, 3]']) {
      expect(textOf(python(`va‸lue = tf.ones(${shape})`)).length).toBeLessThan(MAX_MARKDOWN);
    }
    const place = python("y = tf.nn.con‸v2d(tf.ones([1, 32, 32, 3]), tf.ones([3, 3, 3, 3]), 1, 'SAME')");
    expect(textOf(place)).toContain('data:image/svg+xml;base64,');
    expect(textOf(place).length).toBeLessThan(MAX_MARKDOWN);
  });
});

describe('arguments', () => {
  it('explain a keyword', () => {
    const place = python(example.replace('output_shape=', 'output‸_shape='));
    expect(textOf(place)).toContain('(parameter) output_shape');
    expect(textOf(place)).toContain('given `[1, 4, 4, 1]`');
    expect(textOf(place)).toContain('admissible output: `height 4, width 4`');
  });

  it('explain a position', () => {
    expect(textOf(python("y = tf.nn.conv2d(tf.ones([1, 4, 4, 1]), tf.ones([3, 3, 1, 1]), 1, 'VA‸LID')"))).toContain('(parameter) padding');
  });

  it('show a variable as such', () => {
    expect(textOf(python(example.replace('conv2d(image', 'conv2d(im‸age')))).toContain('image: Tensor [1, 4, 4, 1]');
  });
});

describe('contexts', () => {
  it('lists the different shapes', () => {
    const place = python(`
def half(x):
    return tf.nn.con‸v2d(x, tf.ones([3, 3, 1, 1]), 2, 'SAME')
half(tf.ones([1, 8, 8, 1]))
half(tf.ones([1, 16, 16, 1]))
`);
    expect(textOf(place)).toContain('2 calls: `Tensor [1, 4, 4, 1]`, `Tensor [1, 8, 8, 1]`');
  });
});

describe('hostile text', () => {
  it('stays text', () => {
    const place = python(
      "y = tf.nn.conv2d(tf.ones([1, 4, 4, 1]), tf.ones([3, 3, 1, 1]), 1, pad‸ding='``` [a](javascript:1) <img src=x> $(zap)')",
    );
    expect(textOf(place)).toContain("given ````'``` [a](javascript:1) <img src=x> $(zap)'````");
  });

  it('is nothing where nothing is known', () => {
    expect(hoverOf(python('‸'))).toBeUndefined();
    expect(hoverOf(python('x = 1  # a com‸ment'))).toBeUndefined();
  });
});

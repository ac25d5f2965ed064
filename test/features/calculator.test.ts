import { describe, expect, it } from 'vitest';
import { calculate } from '#server/features/calculator.ts';
import { callAt } from '#server/features/call-at.ts';
import { describeForm } from '#server/features/describe-form.ts';
import { allOps } from '#shared/ops/registry.ts';
import { python, typescript } from './cursor.ts';

const conv = { input: '1,4,4,1', filters: '3,3,1,1', strides: '1', padding: 'VALID' };
const transpose = { input: '1,2,2,1', filters: '3,3,1,1', output_shape: '1,4,4,1', strides: '1', padding: 'VALID' };
const conv2d = (values: Record<string, string>) => calculate({ op: 'tf.nn.conv2d', values: { ...conv, ...values } });
const conv2dTranspose = (values: Record<string, string>) =>
  calculate({ op: 'tf.nn.conv2d_transpose', values: { ...transpose, ...values } });

describe('calculate', () => {
  it('gives shape, formula, picture and matrix', () => {
    const { output, shape, explanation, problems, picture, matrix, costs } = conv2d({});
    expect(output).toBe('[1, 2, 2, 1]');
    expect(shape).toEqual([1, 2, 2, 1]);
    expect(explanation).toContain('height: ⌊(4 − 3)/1⌋ + 1 = 2');
    expect(problems).toEqual([]);
    expect(picture?.svg).toMatch(/^<svg /);
    expect([matrix?.name, matrix?.rows, matrix?.columns]).toEqual(['C', 4, 16]);
    expect(matrix?.entries[0]?.join(' ')).toBe('w00 w01 w02 0 w10 w11 w12 0 w20 w21 w22 0 0 0 0 0');
    expect(costs.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'parameters 9',
      'multiply-adds 36',
      'receptive field, height 3',
      'receptive field, width 3',
    ]);
  });

  it('transposes the matrix', () => {
    const { output, matrix } = conv2dTranspose({});
    expect(output).toBe('[1, 4, 4, 1]');
    expect([matrix?.name, matrix?.rows, matrix?.columns]).toEqual(['Cᵀ', 16, 4]);
    const forward = conv2d({}).matrix?.entries;
    expect(matrix?.entries).toEqual(forward?.[0]?.map((_, column) => forward.map(row => row[column])));
  });

  it('offers the admissible lengths, each as values', () => {
    const { admissible } = conv2dTranspose({ input: '1,4,4,1', output_shape: '1,8,8,1', strides: '2', padding: 'SAME' });
    expect(admissible.map(({ axis, low, high, canonical }) => [axis, low, high, canonical])).toEqual([
      ['height', '7', '8', '8'],
      ['width', '7', '8', '8'],
    ]);
    expect(admissible[0]?.choices).toEqual([
      { length: 7, chosen: false, values: { output_shape: '1,7,8,1' } },
      { length: 8, chosen: true, values: { output_shape: '1,8,8,1' } },
    ]);
  });

  it('reports what the op rejects, with repairs as values that work', () => {
    const { problems, repairs } = conv2dTranspose({ output_shape: '1,5,5,1' });
    expect(problems.map(({ code, field }) => [code, field])).toEqual([['transpose-output-shape', 'output_shape']]);
    expect(repairs.map(({ values }) => values)).toEqual([{ output_shape: '1,4,4,1' }]);
    for (const { values } of repairs) expect(conv2dTranspose(values).problems).toEqual([]);
    const swapped = calculate({
      op: 'tf.nn.conv2d_transpose',
      values: { input: '1,4,4,8', filters: '3,3,8,16', output_shape: '1,8,8,16', strides: '2' },
    });
    expect(swapped.repairs.map(({ values }) => values)).toContainEqual({ filters: '3,3,16,8' });
  });

  it('reckons with symbols', () => {
    expect(conv2d({ input: 'N,28,28,1' }).output).toBe('[N, 26, 26, 1]');
    expect(conv2d({ input: 'N,2*H,W + 1,1', strides: '2', padding: 'SAME' }).shape).toEqual(['N', 'H', expect.any(String), 1]);
    expect(conv2d({ input: '?,28,None,1' }).shape).toEqual([null, 26, null, 1]);
  });

  it('reads pairs, lists, aliases and other ways of writing', () => {
    expect(conv2d({ padding: '[[0,0],[1,1],[1,1],[0,0]]' }).output).toBe('[1, 4, 4, 1]');
    expect(conv2d({ padding: '((0,0),(1,1),(1,1),(0,0))' }).output).toBe('[1, 4, 4, 1]');
    expect(conv2d({ strides: '1,2,2,1', input: '(1, 5, 5, 1)' }).output).toBe('[1, 2, 2, 1]');
    expect(conv2d({ strides: '[2]', input: '[1,5,5,1]' }).output).toBe('[1, 2, 2, 1]');
    expect(conv2d({ filters: '', filter: '3x3x1x8' }).output).toBe('[1, 2, 2, 8]');
    expect(conv2d({ padding: "'SAME'" }).output).toBe('[1, 4, 4, 1]');
  });

  it.each([
    [{ input: '1,4,x y,1' }, /^input: '1,4,x y,1' is not a shape/],
    [{ input: '1,4,-4,1' }, /^input: .* is not a shape/],
    [{ input: '<script>' }, /is not a shape/],
    [{ stride: '2' }, /has no parameter 'stride'; it has input, filters/],
    [{ data_format: '[1]' }, /^data_format: '\[1\]' is not one of NHWC, NCHW/],
    [{ filters: '' }, /^filters is needed: write its shape \[h, w, in, out\]/],
    [{ input: '1'.repeat(5000) }, /longer than/],
  ])('says in one sentence what is wrong (%#)', (values, message) => {
    const { problems } = conv2d(values as Record<string, string>);
    expect(problems.map(problem => problem.message).join('\n')).toMatch(message);
  });

  it('knows what it does not know', () => {
    expect(calculate({ op: 'conv2d_transpose_', values: {} }).problems[0]?.message).toBe("there is no op 'conv2d_transpose_'");
    expect(calculate({ op: 'conv2', values: {} }).problems[0]?.message).toMatch(/did you mean .*tf\.nn\.conv2d/);
    expect(calculate({ op: '__proto__', values: {} }).problems).toHaveLength(1);
    expect(conv2d({ __proto__: '1' } as never).output).toBe('[1, 2, 2, 1]');
    expect(conv2d({ constructor: '1' } as never).problems).toHaveLength(1);
  });

  it('draws nothing of tensors that cannot be, and takes no time over huge ones', () => {
    const { output, matrix } = conv2d({ input: '1,1000000,1000000,1', filters: '999,999,1,1' });
    expect(output).toBe('[1, 999002, 999002, 1]');
    expect(matrix).toBeUndefined();
    expect(conv2d({ input: '1,999999999999999,99999999999999999999999,1' }).problems.length).toBeLessThan(3);
  });
});

describe('forms', () => {
  it('come from the declaration, in the order of the call, without what does not matter', () => {
    const form = describeForm({ op: 'tf.nn.conv2d_transpose' });
    expect(form?.fields.map(({ name }) => name)).toEqual([
      'input',
      'filters',
      'output_shape',
      'strides',
      'padding',
      'data_format',
      'dilations',
    ]);
    expect(form?.fields.find(({ name }) => name === 'data_format')?.words).toEqual(['NHWC', 'NCHW']);
  });

  it('exist for every op, with choices to go on', () => {
    for (const { name, framework } of allOps) {
      const form = describeForm({ op: name, framework });
      expect(form?.op).toBe(name);
      expect(() => calculate({ op: name, framework, values: form?.example ?? {} })).not.toThrow();
    }
    expect(describeForm({})?.choices.length).toBeGreaterThan(10);
    expect(describeForm({ op: 'nothing' })).toBeUndefined();
  });

  it('begin with an example that works', () => {
    const windows = describeForm({})?.choices.filter(({ window }) => window) ?? [];
    let empty = 0;
    for (const { op, framework } of windows) {
      const { example = {} } = describeForm({ op, framework }) ?? {};
      if (Object.keys(example).length === 0) empty++;
      else {
        const { problems, output } = calculate({ op, framework, values: example });
        expect(
          problems.filter(({ severity }) => severity !== 'hint'),
          op,
        ).toEqual([]);
        expect(output, op).toBeDefined();
      }
    }
    // Few want sizes that fit together in their own way: those forms begin empty.
    expect(empty).toBeLessThan(windows.length / 20);
  });
});

describe('the call at a place', () => {
  it('fills the form', () => {
    const { analysis, offset } = python(
      "y = tf.nn.conv2d_trans‸pose(tf.ones([1, 2, 2, 1]), tf.ones([3, 3, 1, 1]), output_shape=[1, 4, 4, 1], strides=1, padding='VALID')",
    );
    expect(callAt(analysis, offset)).toEqual({ op: 'tf.nn.conv2d_transpose', framework: 'tensorflow', values: transpose });
  });

  it('is found from inside and from anywhere on the line', () => {
    const { analysis, offset } = typescript("const ‸y = tf.conv2d(tf.ones([1, 4, 4, 1]), tf.ones([3, 3, 1, 1]), [1, 1], 'valid');");
    expect(callAt(analysis, offset)).toEqual({
      op: 'tf.conv2d',
      framework: 'tfjs',
      values: { x: '1,4,4,1', filter: '3,3,1,1', strides: '1,1', pad: 'valid' },
    });
  });

  it('gives values that calculate to the same shape', () => {
    const { analysis, offset } = python(
      'x = tf.compat.v1.placeholder(tf.float32, [None, 28, 28, 3])\ny = tf.nn.conv2d(x, tf.ones([5, 5, 3, 8]), 2, ‸[[0, 0], [1, 2], [1, 2], [0, 0]])',
    );
    const found = callAt(analysis, offset);
    expect(found?.values).toMatchObject({ padding: '[[0,0],[1,2],[1,2],[0,0]]', filters: '5,5,3,8' });
    expect(found && calculate(found).shape?.slice(1)).toEqual([14, 14, 8]);
  });

  it('is nothing where there is none', () => {
    expect(callAt(python('‸x = 1').analysis, 30)).toBeUndefined();
  });
});

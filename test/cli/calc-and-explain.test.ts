// `shapewright calc` and `shapewright explain`.
import { describe, expect, test } from 'vitest';
import { explain } from '#server/cli/explain.ts';
import { diagnostics } from '#shared/diagnostics/index.ts';
import { shapewright } from '../harness/cli.ts';

const example = 'calc tf.nn.conv2d_transpose input=1,2,2,1 filters=3,3,1,1 output_shape=1,4,4,1 strides=1 padding=VALID';
const calc = (line: string) => shapewright(line.split(' '));

describe('calc', () => {
  test('the example of the help', async () => {
    const { status, stdout, stderr } = await calc(example);
    expect([status, stderr, stdout.split('\n')[0]]).toEqual([0, '', '[1, 4, 4, 1]']);
    expect(stdout).toContain('(2 − 1)·1 + 3 = 4');
  });

  test('formulas with this call’s numbers', async () => {
    const { stdout } = await calc('calc tf.nn.conv2d input=1,224,224,3 filters=7,7,3,64 strides=2 padding=VALID');
    expect(stdout).toMatch(/^\[1, 109, 109, 64\]\n/);
    expect(stdout).toContain('⌊(224 − 7)/2⌋ + 1 = 109');
  });

  test('an impossible shape is an error with the possible ones', async () => {
    const { status, stdout } = await calc(example.replace('1,4,4,1', '1,5,4,1'));
    expect(status).toBe(1);
    expect(stdout).toContain('error[transpose-output-shape]: output height 5 cannot come from input height 2');
    expect(stdout).toContain('help: Use output_shape [1, 4, 4, 1] (output_shape=1,4,4,1)');
  });

  test.each([
    ['calc tf.nn.conv2', "there is no op 'tf.nn.conv2'; did you mean"],
    ['calc tf.nn.conv2d input=1,4,4,1', 'filters is needed'],
    ['calc tf.nn.conv2d input=1,4,4,1 filters=3,3,1,1 colour=red', "no parameter 'colour'"],
    ['calc tf.nn.conv2d 1,4,4,1', "'1,4,4,1' is not of the form key=value"],
    ['calc tf.nn.conv2d input=1 input=2', 'input is given twice'],
    ['calc tf.nn.conv2d __proto__=1', "no parameter '__proto__'"],
    ['calc', "missing required argument 'op'"],
  ])('%s is bad usage', async (line, message) => {
    const { status, stdout, stderr } = await calc(line);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('explain', () => {
  test('a code', async () => {
    const { status, stdout } = await shapewright(['explain', 'transpose-output-shape']);
    expect(status).toBe(0);
    expect(stdout).toContain('transpose-output-shape');
    expect(stdout).toContain("Size of out_backprop doesn't match computed");
    expect(stdout).toMatch(/\nhttps:\S+\/transpose-output-shape\.md\n$/);
  });

  test.each([
    ["Size of out_backprop doesn't match computed: actual = 4, computed = 10 spatial_dim: 1", 'transpose-output-shape'],
    ['Conv2DCustomBackpropInput: input and out_backprop must have the same batch size. Input batch: 64', 'batch-mismatch'],
    ['strides should be of length 1, 2 or 4 but was 3', 'argument-form'],
    ['Unknown padding parameter: SAME', 'unknown-padding'],
  ])('what the framework says: %s', async (message, code) => {
    const { status, stdout } = await shapewright(['explain', message]);
    expect([status, stdout.includes(code)]).toEqual([0, true]);
  });

  test('whatever a page says of a framework finds the page', () => {
    const lost = diagnostics.flatMap(({ code, frameworkMessages }) =>
      frameworkMessages.filter(message => !explain([message], 'docs').includes(code)).map(message => `${code}: ${message}`),
    );
    expect(lost).toEqual([]);
  });

  test('words that several diagnostics have in common are a choice', async () => {
    const { status, stdout } = await shapewright(['explain', 'Dimensions must be equal, but are 3 and 4']);
    expect(status).toBe(0);
    expect(stdout).toContain('can mean:');
    for (const code of ['filter-order', 'channels-mismatch', 'matmul-mismatch']) expect(stdout).toContain(code);
  });

  test('a slip is answered with what may be meant', async () => {
    const { status, stderr } = await shapewright(['explain', 'channel-missmatch']);
    expect([status, stderr]).toEqual([2, "shapewright: there is no diagnostic 'channel-missmatch'; did you mean channels-mismatch?\n"]);
    expect((await shapewright(['explain', 'xyzzy'])).stderr).toContain('`shapewright explain` lists them');
  });

  test('nothing lists all', async () => {
    const { stdout } = await shapewright(['explain']);
    for (const { code, title } of diagnostics) expect(stdout).toMatch(new RegExp(`^${code} +${title}$`, 'm'));
  });
});
